"""Where YAML events come from: libyaml, or PyYAML's own parser where libyaml is missing."""

from collections.abc import Callable
from typing import Any, Protocol

import yaml
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

PARSER_ERRORS = (yaml.YAMLError, ValueError, OverflowError, IndexError)
"""What a parser raises on bad input; PyYAML's own lets a few of Python's errors through."""


class EventSource(Protocol):
    """Gives one event after the other, then None."""

    def get_event(self) -> Any:  # PyYAML's events have no common type with the attributes that differ
        """Give the next event."""


class PythonParser(Reader, Scanner, Parser):
    """PyYAML's parser without libyaml: the same events, about 20 times slower."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


def _fastest_parser() -> Callable[[str], EventSource]:
    try:
        from yaml._yaml import CParser
    except ImportError:
        return PythonParser
    return CParser


event_parser = _fastest_parser()
"""Starts parsing a text; a parser reads no further than the events that it was asked for."""
