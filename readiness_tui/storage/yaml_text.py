"""The bytes of a file as text that is fit for the YAML reader: UTF-8, no refused character, no unresolved merge."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from readiness_tui.model.characters import REFUSED, character_name, is_plain
from readiness_tui.model.faults import Fault, UserError

MOST_FAULTS = 50
"""So many faults of one file are listed; a binary file would have thousands."""

_BOM = b"\xef\xbb\xbf"
_CONTROLS = bytes(code for code in (*range(32), 127) if code not in b"\t\n\r")
# Patterns are compiled for the first text that needs them; hardly any does.
# U+FFFE and U+FFFF are no characters: YAML takes them as an escape only.
_UNREADABLE = f"[\udc80-\udcff]+|\r(?!\n)|(?:(?![\r\udc80-\udcff])[{REFUSED}\ufffe\uffff])+"
_MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_DIRECTIVE = r"(?m)^%(?!YAML[ \t]+[0-9]).*"
_CONTENT = r"(?m)^[ \t]*[^ \t\r\n#%]"
_MARKER_LINE = r"(?m)^(?:<{7}|={7}|>{7}|\|{7})(?=[ \t\r\n]|\Z).*"


def checked_text(raw: bytes, file: str, most_bytes: int) -> str:
    """Decode a file's bytes (a UTF-8 BOM is dropped) or raise UserError with every reason why they can't be read."""
    if len(raw) > most_bytes:
        size = f"{len(raw):,} bytes; the limit is {most_bytes:,}"
        raise UserError(Fault(f"the file is too big ({size})", "is it the right file?", file, 1, 1))
    if wide := _wide_encoding(raw):
        raise UserError(Fault(f"this file is {wide}, not UTF-8", "save it with the encoding UTF-8", file, 1, 1))
    text = raw.removeprefix(_BOM).decode("utf-8", "surrogateescape")
    if not _is_readable(raw, text):
        raise UserError(*_faults(_unreadable(text), _unreadable_reason, text, file))
    if any(marker in text for marker in _MARKERS) and (markers := _conflicts(text)):
        raise UserError(*_faults(markers, conflict_words, text, file))
    if (text.startswith("%") or "\n%" in text) and (directive := _directive(text)):
        message = "this line starts with '%', which YAML keeps for itself"
        raise UserError(Fault(message, "delete the line, or quote the text", file, *place(text, directive.start())))
    return text


def place(text: str, index: int) -> tuple[int, int]:
    """Line and column, both from 1, of an index into the text."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def first_few(faults: list[Fault], file: str, more: int = 0) -> list[Fault]:
    """Order faults by place and cut a long list, saying how many were left out (`more` that nobody made faults of)."""
    ordered = sorted(faults, key=lambda fault: (fault.line, fault.column))
    left_out = max(0, len(ordered) - MOST_FAULTS) + more
    if not left_out:
        return ordered
    rest = Fault(f"and {left_out:,} more faults", "correct the ones above first", file)
    return [*ordered[:MOST_FAULTS], rest]


def _faults(
    found: Iterable[re.Match[str]], reason: Callable[[str], tuple[str, str]], text: str, file: str
) -> list[Fault]:
    """Make faults of the first few matches; finding the place of each of a million would take hours."""
    matches = iter(found)
    faults = [
        Fault(*reason(match.group()), file, *place(text, match.start())) for match in islice(matches, MOST_FAULTS)
    ]
    return first_few(faults, file, more=sum(1 for _ in matches))


def _wide_encoding(raw: bytes) -> str:
    """Name UTF-16 and UTF-32 by their BOM, or by every second of the first bytes being zero; else ''."""
    if raw.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "UTF-32"
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    if b":\0 \0" in raw or b"\0:\0 " in raw:  # a colon and a space in letters of two bytes
        return "UTF-16 without a byte order mark"
    start = raw[:64]
    pairs = len(start) // 2
    if pairs < 2 or (start[0::2].count(0) < pairs * 0.7 and start[1::2].count(0) < pairs * 0.7):
        return ""
    return "UTF-16 without a byte order mark" if start.count(0) <= pairs + 1 else ""


def _is_readable(raw: bytes, text: str) -> bool:
    if len(raw.translate(None, _CONTROLS)) != len(raw):
        return False
    return (raw.isascii() and b"\r" not in raw) or is_plain(text) or not re.search(_UNREADABLE, text)


def _unreadable(text: str) -> Iterator[re.Match[str]]:
    """All that can't be read, and of wrong line ends the first: they are seldom alone, and they have one remedy."""
    has_return = False
    for match in re.finditer(_UNREADABLE, text):
        is_return = match.group() == "\r"
        if not (is_return and has_return):
            yield match
        has_return = has_return or is_return


def _unreadable_reason(found: str) -> tuple[str, str]:
    if "\udc80" <= found[0] <= "\udcff":
        values = " ".join(f"0x{ord(character) - 0xDC00:02X}" for character in found[:4])
        return f"not UTF-8 text (byte {values})", "save the file with the encoding UTF-8"
    if found == "\r":
        return "carriage return U+000D without a line feed", "save the file with LF line ends"
    return f"{character_name(found[0])} is not allowed", "delete it; editors often don't show it"


def _directive(text: str) -> re.Match[str] | None:
    """A line for YAML's parsers before the first content, but for the version of YAML, which nothing depends on."""
    found = re.search(_DIRECTIVE, text)
    return None if found is None or re.search(_CONTENT, text[: found.start()]) else found


def _conflicts(text: str) -> list[re.Match[str]]:
    """The line that starts each conflict; other markers only where no start is left."""
    found = list(re.finditer(_MARKER_LINE, text))
    return [match for match in found if match.group().startswith("<")] or found


def conflict_words(line: str) -> tuple[str, str]:
    """What to say of a line that git left where it couldn't merge, and what to do."""
    remedy = "keep the right lines, delete those that start with <<<<<<<, ======= or >>>>>>>, then git add the file"
    return f"this is an unresolved git merge ('{line.strip()[:40]}')", remedy
