"""The programs that ours is measured against: `python -m benchmarks.floors minimal | counter | trogon`."""

from __future__ import annotations

import sys
from typing import Any, ClassVar

WORDS = {"minimal": "Hello from a minimal app", "counter": "count 0", "trogon": "greet"}
"""What stands on the screen when each can be used."""


def minimal() -> None:
    """The least that Textual can show."""
    from textual.app import App, ComposeResult
    from textual.widgets import Static

    class Minimal(App[None]):
        def compose(self) -> ComposeResult:
            yield Static(WORDS["minimal"])

    Minimal().run()


def counter() -> None:
    """A number that each key raises."""
    from textual.app import App, ComposeResult
    from textual.widgets import Static

    class Counter(App[None]):
        BINDINGS: ClassVar[Any] = [("down", "more", "More")]
        count = 0

        def compose(self) -> ComposeResult:
            yield Static(WORDS["counter"])

        def action_more(self) -> None:
            self.count += 1
            self.query_one(Static).update(f"count {self.count}")

    Counter().run()


def trogon() -> None:
    """A peer: the forms that Trogon makes of a command line of one command."""
    from click import Command, Group, Option
    from trogon import tui  # type: ignore[import-not-found,unused-ignore]  # measured where it is installed

    program = Group("program", commands=[Command("greet", params=[Option(["--name"])])])
    tui()(program)(["tui"])


if __name__ == "__main__":
    {"minimal": minimal, "counter": counter, "trogon": trogon}[sys.argv[1]]()
