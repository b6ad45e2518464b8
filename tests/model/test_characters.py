"""Refused characters: which they are, what they are called, and what is shown in their place."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_tui.model.characters import first_refused, visible

NAMES = {
    "\0": "null character U+0000",
    "\x01": "control character U+0001",
    "\x1b": "escape character U+001B",
    "\r": "carriage return U+000D",
    "\x7f": "delete character U+007F",
    "\x85": "next-line character U+0085",
    "\x9b": "control character U+009B",
    "\u061c": "arabic letter mark U+061C",
    "\u200e": "left-to-right mark U+200E",
    "\u2028": "line separator U+2028",
    "\u202e": "right-to-left override U+202E",
    "\u2069": "pop directional isolate U+2069",
    "\ufeff": "byte order mark U+FEFF",
    "\ud800": "half of a surrogate pair U+D800",
}
FINE = [
    "",
    "plain",
    "tab\tand\nnewline",
    "ünï",
    "👩‍💻",
    "שלום مرحبا",
    "zero\u200bwidth\u200c\u200d",
    "\xa0\xad\u3000",
    "\u2065\u206a",
]


@pytest.mark.parametrize(("character", "name"), NAMES.items(), ids=NAMES.values())
def test_a_refused_character_has_a_place_and_a_name(character: str, name: str) -> None:
    assert first_refused(f"ab\n{character}c{character}") == (3, name)


@pytest.mark.parametrize("text", FINE)
def test_letters_joiners_tabs_and_newlines_are_fine(text: str) -> None:
    assert first_refused(text) is None
    assert visible(text) == text


def test_every_control_character_but_tab_and_newline_is_refused() -> None:
    controls = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) in ("Cc", "Cs", "Zl", "Zp")]
    assert [control for control in controls if first_refused(control) is None] == ["\t", "\n"]


def test_every_character_that_steers_direction_is_refused() -> None:
    steering = ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
    marks = [chr(code) for code in range(0x110000) if unicodedata.bidirectional(chr(code)) in steering]
    assert all(first_refused(mark) for mark in [*marks, "\u200e", "\u200f", "\u061c"])


def test_what_is_shown_is_a_picture_or_the_code() -> None:
    assert visible("a\x1b[2Jb\x7f\0\tc\n") == "a␛[2Jb␡␀\tc\n"
    assert visible("\x9b\u202e\ud800\ufeff") == "<U+009B><U+202E><U+D800><U+FEFF>"


@given(st.text(st.characters(exclude_categories=())))
def test_what_is_shown_holds_nothing_refused(text: str) -> None:
    assert first_refused(visible(text)) is None
    if first_refused(text) is None:
        assert visible(text) == text
