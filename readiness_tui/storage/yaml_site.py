"""The place where a YAML parser gave up, with what stood before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from readiness_tui.storage.yaml_events import CollectionStartEvent, ScalarEvent


@dataclass(frozen=True, slots=True)
class Site:
    """Where the parser gave up (`line`, `column`, from 1), what it was reading (`context`), and what stood before."""

    lines: list[str]
    line: int
    column: int
    context: tuple[int, int]
    opened: list[CollectionStartEvent]
    last: ScalarEvent | None
    problem: str

    @property
    def text(self) -> str:
        """The line."""
        return self.lines[self.line - 1] if self.line <= len(self.lines) else ""

    @property
    def before(self) -> str:
        """The line up to the place."""
        return self.text[: self.column - 1]

    @property
    def character(self) -> str:
        """The character at the place, '' at the line's end."""
        return self.text[self.column - 1 : self.column]

    @property
    def is_at_end(self) -> bool:
        """Only blanks follow."""
        return not self.character and not any(line.strip() for line in self.lines[self.line :])


def site_of(error: Exception, text: str, opened: list[CollectionStartEvent], last: ScalarEvent | None) -> Site:
    """Find the place in the text; at the end of a file it is behind the last character, not in an empty line below."""
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None) or (last and last.end_mark)
    line, column = position(mark) if mark else (1, 1)
    if not any(
        rest.strip(" ") for rest in (lines[line - 1][column - 1 :] if line <= len(lines) else "", *lines[line:])
    ):
        line, column = _end(lines)
    context = getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    return Site(lines, line, column, position(context) if context else (line, column), opened, last, problem)


def _end(lines: list[str]) -> tuple[int, int]:
    """The place after the last character; the parser's own is in the empty line below."""
    line = max((number for number, text in enumerate(lines, 1) if text.strip()), default=1)
    return line, len(lines[line - 1].rstrip()) + 1


def position(mark: Any) -> tuple[int, int]:
    """A mark's line and column from 1."""
    return mark.line + 1, mark.column + 1
