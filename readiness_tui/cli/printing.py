"""What goes to the terminal: data to stdout, narration to stderr, and nothing in either that could steer it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from readiness_tui.model.characters import REFUSED, is_plain, visible

_ASCII = str.maketrans(
    {
        "✓": "+",
        "◐": "~",
        "✗": "!",
        "–": "-",
        "·": ".",
        "⚑": "G",
        "█": "#",
        "▒": "=",
        "▲": "^",
        "▼": "v",
        "→": ">",
        "×": "x",
        "…": "~",
        "’": "'",
        **dict(zip("▁▂▃▄▅▆▇", "1234567", strict=True)),
    }
)
_COLOURS = {"✗": "31", "✓": "32", "◐": "33", "▼": "31", "▲": "32"}
_GLYPH = "(?m)^( *)([✗✓◐▼▲])( [A-Z]{2,}(?: [A-Z]+)*(?= |$))?"
_UNSAFE_IN_JSON = f"[{REFUSED}]"


def put(lines: str | Iterable[str]) -> None:
    """Print data to stdout: lines of text, or one text."""
    _write(sys.stdout, lines)


def put_plainly(lines: str | Iterable[str]) -> None:
    """Print data to stdout without colours, even on a terminal: for whoever has it read aloud."""
    _write(sys.stdout, lines, in_colour=False)


def say(lines: str | Iterable[str]) -> None:
    """Print narration to stderr."""
    _write(sys.stderr, lines)


def put_json(document: Mapping[str, Any]) -> None:
    """Print one JSON object to stdout. What a terminal would act on is escaped, and so is what it can't show."""
    import json

    text = json.dumps(document, indent=2, ensure_ascii=not _is_utf8(sys.stdout))
    put_raw(_inert(text) + "\n")


def put_json_rows(head: Mapping[str, Any], name: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Print one JSON object that ends with a list of objects, a line each, as they come: there may be very many."""
    import json

    encode = json.JSONEncoder(ensure_ascii=not _is_utf8(sys.stdout)).encode
    put_raw(f"{json.dumps(head, indent=2).removesuffix(chr(10) + '}')},\n  {json.dumps(name)}: [")
    separator = "\n    "
    for row in rows:
        put_raw(separator + _inert(encode(row)))
        separator = ",\n    "
    put_raw("\n  ]\n}\n" if separator[0] == "," else "]\n}\n")


def _inert(json: str) -> str:
    """JSON with escapes for what a terminal would act on."""
    return json if is_plain(json) else re.sub(_UNSAFE_IN_JSON, _escaped, json)


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"


def put_raw(text: str) -> None:
    """Print a file's text to stdout as it is: for output that is made to be piped."""
    if sys.stdout is not None:
        sys.stdout.write(text)


def _write(stream: TextIO | None, lines: str | Iterable[str], *, in_colour: bool = True) -> None:
    if stream is None:  # closed by whoever started us
        return
    text = visible(lines if isinstance(lines, str) else "\n".join(lines))
    if not _is_utf8(stream):
        encoding = getattr(stream, "encoding", None) or "ascii"
        text = text.translate(_ASCII).encode(encoding, "replace").decode(encoding)
    elif in_colour and shows_colour(stream):
        text = re.sub(_GLYPH, _coloured, text)
    stream.write(text + "\n")


def _coloured(match: re.Match[str]) -> str:
    indent, glyph, word = match.group(1), match.group(2), match.group(3) or ""
    return f"{indent}\x1b[{_COLOURS[glyph]}m{glyph}{word}\x1b[0m"


def _is_utf8(stream: TextIO | None) -> bool:
    return (getattr(stream, "encoding", None) or "").lower().replace("-", "") in ("utf8", "utf8sig")


def shows_colour(stream: TextIO) -> bool:
    """Whether the stream is a terminal with colours and the person has not said NO_COLOR."""
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
