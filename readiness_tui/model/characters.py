"""Which characters no text may hold, because a terminal or a reader would act on them, and how to show them."""

import re
import unicodedata

# C0 but tab and newline, DEL, C1, line and paragraph separator, what changes the direction of text
# (zero-width joiners and right-to-left letters stay allowed), surrogates, byte order mark.
REFUSED = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff"
)  # fmt: skip

_REFUSED = f"[{REFUSED}]"  # compiled for the first text that needs it

_NAMES = {
    "\x00": "null character",
    "\x07": "bell character",
    "\x08": "backspace",
    "\x0b": "vertical tab",
    "\x0c": "form feed",
    "\x0d": "carriage return",
    "\x1b": "escape character",
    "\x7f": "delete character",
    "\x85": "next-line character",
    "\ufeff": "byte order mark",
}


def is_plain(text: str) -> bool:
    """Whether a text holds nothing but what prints, and line ends: all is well with such a text, and most are so."""
    return text.isprintable() or text.replace("\n", "").isprintable()


def first_refused(text: str) -> tuple[int, str] | None:
    """Find the first character that may not be stored: its index, and its name with code point; else None."""
    if is_plain(text):
        return None
    match = re.search(_REFUSED, text)
    return (match.start(), character_name(match.group())) if match else None


def character_name(character: str) -> str:
    """Name one character for a message, such as `escape character U+001B`."""
    if "\ud800" <= character <= "\udfff":
        name = "half of a surrogate pair"
    else:
        name = _NAMES.get(character) or unicodedata.name(character, "control character").lower()
    return f"{name} U+{ord(character):04X}"


def visible(text: str) -> str:
    """Replace every refused character by a picture of it, so that showing the text can't steer a terminal.

    Tab and newline stay; C0 and DEL become control pictures (U+2400 block), the others `<U+202E>`.
    """
    return text if is_plain(text) else re.sub(_REFUSED, _picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"<U+{code:04X}>"
