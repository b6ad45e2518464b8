"""Text in terminal cells: what is padded, cut and wrapped stays inside its cells, whatever the characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_tui.cli.cells import cell_width, cut, pad, table, wrap

WORDS = st.text(alphabet="abc日本é\u0301\u200d–✓", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("日本", 4), ("e\u0301", 1), ("a\u200db", 2), ("✗", 1), ("", 0)]
)
def test_wide_characters_take_two_cells_and_combining_ones_none(text: str, width: int) -> None:
    assert cell_width(text) == width


@given(WORDS, st.integers(1, 20))
def test_what_is_cut_fits(text: str, width: int) -> None:
    assert cell_width(cut(text, width)) <= width


@given(WORDS, st.integers(0, 20))
def test_what_is_padded_takes_its_width_or_its_own(text: str, width: int) -> None:
    assert cell_width(pad(text, width)) == max(width, cell_width(text)) == cell_width(pad(text, width, ">"))


@given(st.lists(WORDS, min_size=1, max_size=20), st.integers(26, 60))
def test_wrapping_keeps_every_word_in_order_and_inside_the_width(words: list[str], width: int) -> None:
    lines = wrap(" ".join(words), "- ", "  ", width)
    assert " ".join(lines)[2:].split() == " ".join(words).split()
    assert all(cell_width(line) <= width for line in lines)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=5))
def test_the_columns_of_a_table_begin_at_the_same_cell(rows: list[tuple[str, str]]) -> None:
    lines = table(("", "end"), [(f"x{first}x", f"|{second}") for first, second in rows])
    starts = {cell_width(line.partition("|")[0]) for line in lines[1:]}
    assert len(starts) == 1


def test_a_column_without_content_is_left_out() -> None:
    assert table(("A", "B", "C"), [("1", "", "3")]) == ["  A  C", "  1  3"]
