from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness_tui.model.assessment import Answer, Evidence
from readiness_tui.use_cases.edit_line import EditLine, applied, fault_of, read_edit_line, understood

TODAY = date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", EditLine()),
        ("   ", EditLine()),
        ("@bo", EditLine(owner="bo")),
        ("@bo +2w #OPS-90 after the log", EditLine("bo", date(2026, 12, 6), "OPS-90", note="after the log")),
        ("after #OPS-90 the log +2w @bo", EditLine("bo", date(2026, 12, 6), "OPS-90", note="after the log")),
        ("+3d", EditLine(due=date(2026, 11, 25))),
        ("+1W", EditLine(due=date(2026, 11, 29))),
        ("+0d", EditLine(due=TODAY)),
        ("fri", EditLine(due=date(2026, 11, 27))),
        ("sun", EditLine(due=date(2026, 11, 29))),
        ("Mon", EditLine(due=date(2026, 11, 23))),
        ("2026-12-04", EditLine(due=date(2026, 12, 4))),
        ("2026-11-01", EditLine(due=date(2026, 11, 1))),
        ("fri sun dried", EditLine(due=date(2026, 11, 27), note="sun dried")),
        ('"on fri" @ana', EditLine(owner="ana", note="on fri")),
        ('"@ana +3d"', EditLine(note="@ana +3d")),
        ('it\'s a "quoted" word', EditLine(note="it's a quoted word")),
        ('5" pipe', EditLine(note='5" pipe')),
        ("https://ci.example/run/7 ok", EditLine(links=("https://ci.example/run/7",), note="ok")),
        ("ci/run.yml notes/none.yml", EditLine(paths=("ci/run.yml",), note="notes/none.yml")),
        ("@- +- #-", EditLine(cleared=frozenset({"owner", "due", "ticket"}))),
        ("[/] <script> [@click=app.quit]x", EditLine(note="[/] <script> [@click=app.quit]x")),
        ("émile 日本 שלום", EditLine(note="émile 日本 שלום")),
    ],
)
def test_a_line_is_read_in_any_order(text: str, line: EditLine) -> None:
    assert read_edit_line(text, TODAY, lambda path: path == "ci/run.yml") == line


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("@", "write a name after @"),
        ("#", "write a ticket after #"),
        ("+3x", "+3x: write +3d or +2w"),
        ("+99999d", "+99999d: write +3d or +2w"),
        ("+9999w", "+9999w: write +3d or +2w"),
        ("2026-02-30", "2026-02-30: there is no such day; that month ends on 2026-02-28"),
        ("2026-13-01", "2026-13-01: there is no such day; write one such as 2026-11-22"),
        ("2026-2-3", "2026-2-3: write a day as YYYY-MM-DD, for example 2026-11-22"),
        ("@ana @bo", "owner is said twice"),
        ("+3d 2026-12-01", "due is said twice"),
        ("@ana @-", "owner is set and cleared"),
        ("@- @ana", "owner is said twice"),
        ('"never closed', "\"never: the quote isn't closed"),
        ("note \x1b]52;c;evil\x07", "holds escape character U+001B, which can't be stored; remove it"),
        ("‮reversed", "holds right-to-left override U+202E, which can't be stored; remove it"),
    ],
)
def test_what_cant_be_read_says_why(text: str, fault: str) -> None:
    assert fault in read_edit_line(text, TODAY).faults


def test_applying_adds_evidence_and_note_and_changes_nothing_else() -> None:
    old = Answer(choice="full", note="old", evidence=(Evidence(text="a"),), owner="ana", ticket="A-1")
    line = read_edit_line("@bo https://x.example/1 ci/run.yml new +- #-", TODAY, lambda path: path == "ci/run.yml")
    new = applied(line, old, TODAY, "kim")
    assert (new.choice, new.owner, new.due, new.ticket, new.note) == ("full", "bo", None, None, "old\nnew")
    assert [(part.text, part.link, part.observed, part.by) for part in new.evidence] == [
        ("a", None, None, None),
        ("", "https://x.example/1", TODAY, "kim"),
        ("ci/run.yml", None, TODAY, "kim"),
    ]


def test_a_late_date_is_taken_and_marked() -> None:
    assert understood(read_edit_line("2026-11-01", TODAY), TODAY) == ("due 2026-11-01, late",)


def test_a_note_that_would_be_too_long_is_refused() -> None:
    assert "20,000" in fault_of(read_edit_line("more", TODAY), Answer(note="x" * 19_999))


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_and_what_is_read_can_be_stored(text: str) -> None:
    line = read_edit_line(text, TODAY)
    if not fault_of(line, Answer()):
        answer = applied(line, Answer(), TODAY, "ana")
        given_fields = answer.model_dump(exclude_none=True)
        assert Answer.model_validate(given_fields) == answer
