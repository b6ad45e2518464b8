"""Where YAML events come from: libyaml, or PyYAML's own parser where libyaml is missing. Nothing else imports yaml."""

import re
from collections.abc import Callable
from typing import Any, Protocol

from readiness_tui.storage.late_patterns import late_patterns

with late_patterns("yaml"):
    import yaml
    from yaml.error import Mark
    from yaml.events import (
        AliasEvent,
        CollectionEndEvent,
        CollectionStartEvent,
        MappingEndEvent,
        MappingStartEvent,
        ScalarEvent,
        SequenceEndEvent,
        StreamEndEvent,
    )
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner, ScannerError

__all__ = [
    "PARSER_ERRORS",
    "AliasEvent",
    "CollectionEndEvent",
    "CollectionStartEvent",
    "EventSource",
    "MappingEndEvent",
    "MappingStartEvent",
    "PythonParser",
    "ScalarEvent",
    "SequenceEndEvent",
    "StreamEndEvent",
    "event_parser",
]

PARSER_ERRORS = (yaml.YAMLError, ValueError, OverflowError, IndexError)
"""What a parser raises on bad input; PyYAML's own lets a few of Python's errors through."""


class EventSource(Protocol):
    """Gives one event after the other, then None."""

    def get_event(self) -> Any:  # PyYAML's events have no common type with the attributes that differ
        """Give the next event."""


class PythonParser(Reader, Scanner, Parser):
    """PyYAML's parser without libyaml: the same events, about 20 times slower.

    What it scans differently is scanned as libyaml does: tabs as blanks, and escapes that are no character.
    """

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def scan_to_next_token(self) -> None:
        """Skip blanks, comments and line ends; a tab is a blank where no key can start."""
        super().scan_to_next_token()
        while self.peek() == "\t" and (self.flow_level or not self.allow_simple_key):
            self.forward()
            super().scan_to_next_token()

    def scan_plain_spaces(self, indent: int, start_mark: Mark) -> Any:
        """The blanks within or behind an unquoted text, tabs included."""
        length = 0
        while self.peek(length) in (" ", "\t"):
            length += 1
        blanks = self.prefix(length)
        if "\t" not in blanks:
            return super().scan_plain_spaces(indent, start_mark)
        self.forward(length)
        return super().scan_plain_spaces(indent, start_mark) if self.peek() in "\r\n" else [blanks]

    def scan_flow_scalar_non_spaces(self, double: bool, start_mark: Mark) -> Any:
        """A piece of a quoted text. Raises ScannerError for an escape that is no character, at its digits."""
        begin, start = self.get_mark(), self.pointer
        try:
            chunks = super().scan_flow_scalar_non_spaces(double, start_mark)
        except (ValueError, OverflowError):
            raise _no_character(start_mark, self.get_mark()) from None
        if any("\ud800" <= character <= "\udfff" for chunk in chunks for character in chunk):
            piece = self.buffer[start : self.pointer]
            half = next(found for found in re.finditer(_ESCAPED, piece) if re.match(_HALF, found.group()))
            lines, column = _steps(piece[: half.start() + 2])
            at = Mark(begin.name, 0, begin.line + lines, column if lines else begin.column + column, None, 0)
            raise _no_character(start_mark, at)
        return chunks


_ESCAPED = r"(?s)\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)"
_HALF = r"\\(?:u|U0000)[dD][89a-fA-F]"


def _no_character(start: Mark, at: Mark) -> ScannerError:
    return ScannerError("while parsing a quoted scalar", start, "invalid Unicode character escape code", at)


def _steps(text: str) -> tuple[int, int]:
    """How many lines further, and in which column (from 0), the end of a text is."""
    return text.count("\n"), len(text) - text.rfind("\n") - 1


def _fastest_parser() -> Callable[[str], EventSource]:
    try:
        from yaml._yaml import CParser
    except ImportError:
        return PythonParser
    return CParser


event_parser = _fastest_parser()
"""Starts parsing a text; a parser reads no further than the events that it was asked for."""
