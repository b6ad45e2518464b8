"""A comparison as lines: the questions that moved, and the texts of one of them on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

from textual.content import Content

from readiness_tui.analysis.comparison import AnswerChange
from readiness_tui.analysis.wording import signed
from readiness_tui.model.assessment import Answer
from readiness_tui.tui.glyphs import BECOMES, CURSOR, GATE
from readiness_tui.tui.literal import clipped, literal, one_line, padded
from readiness_tui.tui.widgets.comparison_view import BESIDE, ComparisonView, SideWords, mark_of, side_words
from readiness_tui.tui.widgets.lines import Line, wrapped
from readiness_tui.tui.widgets.results_view import rule

LABEL = 7


def row_heading(view: ComparisonView, width: int) -> Content | None:
    """The names of the columns, where there is room for a line of them."""
    if width < BESIDE:
        return None
    label, before, after = _sizes(width)
    before_name = f"{view.before.label} {view.before.day}"
    sides = padded(before_name, before + 1), padded(_capital(view.after.label), after + 1)
    names = padded("Question", label + 2) + "".join(sides)
    return literal(f"     {names}{'Worst'.rjust(6)}   {'Part'.ljust(14)} {'Who'.ljust(10)} When", "$muted")


def _sizes(width: int) -> tuple[int, int, int]:
    """Widths of the question, and of the answer on both sides."""
    rest = width - (52 if width >= BESIDE else 19)
    label = max(12, rest * 2 // 5)
    before = max(8, (rest - label) // 2)
    return label, before, max(8, rest - label - before)


def row_line(view: ComparisonView, row: AnswerChange, width: int, is_cursor: bool) -> Content:
    """One question that moved."""
    label, before, after = _sizes(width)
    first, second = side_words(view, row)
    question = view.after.questionnaire.question(row.question)
    mark, style = mark_of(row)
    return Content.assemble(
        f" {CURSOR if is_cursor else ' '} ",
        (mark, style),
        " ",
        literal(padded(row.title, label)),
        (GATE if question is not None and question.gates else " ", "$partly"),
        " ",
        literal(first.glyph, first.style),
        literal(f" {padded(first.words, before - 2)} {'' if width >= BESIDE else f'{BECOMES} '}"),
        literal(second.glyph, second.style),
        literal(f" {padded(second.words, after - 2)}"),
        literal(signed(row.change, view.display).rjust(7)),
        literal(_who(view, row) if width >= BESIDE else ""),
    )


def _who(view: ComparisonView, row: AnswerChange) -> str:
    by, when = _by(view, row)
    return f"   {padded(row.cause or '', 14)} {padded(by, 10)} {when}"


def _by(view: ComparisonView, row: AnswerChange) -> tuple[str, str]:
    """Who gave the later answer, and when; nobody did where the questionnaire moved it."""
    answer = view.answers_of(row)[1]
    if row.cause == "questionnaire":
        return "", ""
    return f"@{answer.by.removeprefix('@')}" if answer.by else "", f"{answer.at:%m-%d}" if answer.at else ""


def side_lines(view: ComparisonView, row: AnswerChange, width: int) -> list[Line]:
    """One question on both sides, beside each other: the answer, its note, evidence and waiver."""
    left = (width - 3) // 2
    rooms = left, width - left - 3
    words, answers = side_words(view, row), view.answers_of(row)
    titles = f"{view.before.label} {view.before.day}", _capital(view.after.label.removesuffix(" answers"))
    columns = [
        _side(title, said, answer, room)
        for title, said, answer, room in zip(titles, words, answers, rooms, strict=True)
    ]
    lines = [rule(row.title, width, " ".join(filter(None, _by(view, row))))]
    for first, second in zip_longest(*columns, fillvalue=Content("")):
        lines.append(Line(Content.assemble(first.pad_right(max(0, left - first.cell_length)), "│", second)))
    return lines


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _side(title: str, said: SideWords, answer: Answer, width: int) -> list[Content]:
    words = f"{said.glyph} {clipped(said.words, width - len(title) - 6)}".strip()
    lines = [Content.assemble(f" {title}  ", literal(words, said.style))]
    for label, texts in _labelled_texts(answer):
        style = "" if texts else "$muted"
        parts = [part for text in texts or ["none"] for part in wrapped(literal(text, style), width - LABEL - 2)]
        lines += [Content(f" {label if place == 0 else '':{LABEL}}") + part for place, part in enumerate(parts)]
    return lines


def _labelled_texts(answer: Answer) -> list[tuple[str, list[str]]]:
    found = [("Note", _note(answer)), ("Evid.", _evidence(answer))]
    return [*found, *([("Waived", _waiver(answer))] if answer.waiver is not None else [])]


def difference_lines(view: ComparisonView, row: AnswerChange, width: int, *, is_brief: bool = False) -> list[Line]:
    """The texts of both sides where they differ, as lines taken away and added; brief: each in one line."""
    lines = [rule(row.title, width, " ".join(filter(None, _by(view, row))))]
    before, after = (_texts(answer) for answer in view.answers_of(row))
    found = list(_differences(before, after))
    shown = _first_of_both(found) if is_brief else found
    for sign, text in shown:
        style = "$muted" if sign == "-" else ""
        parts = [literal(clipped(text, width - 4), style)] if is_brief else wrapped(literal(text, style), width - 4)
        lines += [Line(Content(f" {sign if place == 0 else ' '} ") + part) for place, part in enumerate(parts)]
    if len(shown) < len(found):
        lines.append(Line(literal(f" and {len(found) - len(shown)} more: x", "$muted")))
    if not found:
        lines.append(Line(literal(" note, evidence and reasons are the same", "$muted")))
    return lines


def _first_of_both(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The first line taken away and the first one added."""
    firsts = [next(((sign, text) for sign, text in found if sign == wanted), None) for wanted in "-+"]
    return [first for first in firsts if first is not None]


def _texts(answer: Answer) -> list[str]:
    """Note, reason, evidence and waiver of an answer, a line each."""
    reason = [f"N/A: {one_line(answer.not_applicable)}"] if answer.not_applicable else []
    evidence = [f"evidence {text}" for text in _evidence(answer)]
    return [*_note(answer), *reason, *evidence, *(f"waived {text}" for text in _waiver(answer))]


def _note(answer: Answer) -> list[str]:
    return [one_line(line) for line in answer.note.splitlines() if line.strip()]


def _evidence(answer: Answer) -> list[str]:
    lines = []
    for proof in answer.evidence:
        observed = f", observed {proof.observed}" if proof.observed else ""
        expires = f", expires {proof.expires}" if proof.expires else ""
        lines.append(f"{one_line(proof.link or proof.text)}{observed}{expires}")
    return lines


def _waiver(answer: Answer) -> list[str]:
    waiver = answer.waiver
    return [] if waiver is None else [f"until {waiver.expires} by {waiver.approver}: {one_line(waiver.reason)}"]


def _differences(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    for what, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what != "equal":
            yield from (("-", text) for text in before[first:last])
            yield from (("+", text) for text in after[start:end])
