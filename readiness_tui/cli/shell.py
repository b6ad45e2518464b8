"""What a command knows of its surroundings: the moment, the folder, the workspace, who types, how to open the TUI."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from readiness_tui.storage.workspaces import Workspace
    from readiness_tui.use_cases.keymaps import KeyCommand
    from readiness_tui.use_cases.milestones import Version


class OpenTui(Protocol):
    """Opens the full-screen program and returns its exit code. Given by `__main__`, so that only it knows the TUI."""

    def __call__(
        self, workspace: Workspace | None, *, today: date, by: str, agent: str | None = None, is_demo: bool = False
    ) -> int:
        """Open a workspace (None: the first-run screen), at an agent's first open question if one is named."""


class Serve(Protocol):
    """Serves the full-screen program to a browser until a signal, and returns the exit code. Given by `__main__`."""

    def __call__(self, words: Sequence[str], port: int, tell: Callable[[str], None]) -> int:
        """Serve `readiness WORDS` at a port, 0 for a free one; `tell` gets the address once it answers."""


class Shell:
    """The surroundings of one run. `clock` and `start`, the folder where it begins, are given in tests."""

    def __init__(
        self,
        *,
        open_tui: OpenTui | None = None,
        demanded: Path | None = None,
        clock: datetime | None = None,
        start: Path | None = None,
        key_commands: Callable[[], tuple[KeyCommand, ...]] | None = None,
        serve: Serve | None = None,
    ) -> None:
        self.open_tui = open_tui
        self.demanded = demanded
        self.clock = clock
        self.start = start
        self.key_commands = key_commands
        self.serve = serve

    @cached_property
    def now(self) -> datetime:
        """The moment of this run, in UTC."""
        from datetime import UTC, datetime

        return self.clock or datetime.now(UTC)

    @property
    def today(self) -> date:
        """The day of this run, as the calendar on the person's wall has it."""
        return self.clock.date() if self.clock else self.now.astimezone().date()

    @property
    def here(self) -> Path:
        """The folder where the command runs."""
        from pathlib import Path

        from readiness_tui.model.faults import Fault, UserError

        try:
            return self.start or Path.cwd()
        except OSError:
            raise UserError(Fault("the current folder is gone", "go to one that is there")) from None

    @property
    def by(self) -> str:
        """Who types: the name of the login; `unknown` where there is none."""
        import getpass

        try:
            return getpass.getuser()
        except (OSError, KeyError, ImportError):
            return "unknown"

    @property
    def can_ask(self) -> bool:
        """Whether a person sits at stdin, and may be asked."""
        return sys.stdin is not None and sys.stdin.isatty()

    def workspace_or_none(self) -> Workspace | None:
        """The workspace named with -C, else the one found upward from here, else None. Raises UserError."""
        from readiness_tui.storage.workspaces import workspace_here

        return workspace_here(self.here, self.demanded)

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace. Raises UserError where there is none."""
        from readiness_tui.model.faults import Fault, UserError

        found = self.workspace_or_none()
        if found is None:
            remedy = "make one with 'readiness init', or name one: readiness -C DIR ..."
            raise UserError(Fault(f"no workspace in {self.here} or above it", remedy))
        warn(found.read_only)
        return found

    def version(self, name: str, as_of: date | None = None, target: str | None = None) -> Version:
        """The working answers or the milestone of that name; says so where its file is of a newer format.

        Raises UserError.
        """
        from readiness_tui.use_cases.milestones import open_version

        version = open_version(self.workspace, name, self.today, as_of=as_of, target=target)
        warn(version.read_only)
        return version

    @property
    def root(self) -> Path:
        """The root of the workspace, even where its settings can't be read. Raises UserError where there is none."""
        from readiness_tui.use_cases.checks import root_here

        return root_here(self.here, self.demanded)


def warn(words: str) -> None:
    """Say what a person should know about a file that is read all the same; nothing where there is nothing to say."""
    if words:
        from readiness_tui.cli.printing import say

        say(words)


def has_terminal() -> bool:
    """Whether a full-screen program can run here: both ends are a terminal that can move its cursor, or a browser's
    page."""
    from readiness_tui.use_cases.serving import is_served

    streams = (sys.stdin, sys.stdout)
    is_terminal = all(stream is not None and stream.isatty() for stream in streams) and os.environ.get("TERM") != "dumb"
    return is_terminal or is_served(os.environ)
