"""A comparison as lines: the exact sum of its parts, the questions that moved, and the texts that differ."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

from textual.content import Content

from readiness_tui.analysis.comparison import AnswerChange
from readiness_tui.analysis.wording import NOTHING, level_text, rounded, share_text, signed
from readiness_tui.model.assessment import Answer
from readiness_tui.tui.glyphs import BECOMES, CURSOR, GATE
from readiness_tui.tui.literal import clipped, literal, one_line, padded
from readiness_tui.tui.widgets.comparison_view import ComparisonView, PartLine, mark_of, side_words
from readiness_tui.tui.widgets.flowing import flowed
from readiness_tui.tui.widgets.lines import Line, wrapped
from readiness_tui.tui.widgets.results_view import rule

BESIDE = 112
LEFT = 70
MOST_CAUSES = 2
NUMBERS = (8, 15, 15, 9, 8, 8)
NARROW = (8, 8, 8, 9, 8, 8)
FULL_NAMES = ("Before", "Questionnaire", "Applicability", "Answers", "After", "Change")


def summary_lines(view: ComparisonView, width: int) -> list[Line]:
    """Level, blockers, confidence; the worst end as an exact sum; beside it by gap where there is room."""
    is_wide = width >= BESIDE
    above = [literal(f" {line}") for line in flowed(_facts(view, is_wide), " " * (6 if is_wide else 3), width - 2)]
    left = [*_overall(view, width), *_questionnaire(view, LEFT if is_wide else width)]
    right = gap_lines(view, width - LEFT - 3) if is_wide else []
    rest = [
        Content.assemble(first.pad_right(max(0, LEFT - first.cell_length)), " │ ", second) if is_wide else first
        for first, second in zip_longest(left, right, fillvalue=Content(""))
    ]
    return [Line(line) for line in (*above, *rest)]


def _facts(view: ComparisonView, is_wide: bool) -> list[str]:
    before, after = view.comparison.before, view.comparison.after
    levels = dict.fromkeys((level_text(*view.comparison.level_before), level_text(*view.comparison.level_after)))
    shares = [share_text(side.scorecard.confidence.share) for side in (before, after)]
    if all(share.endswith(" %") for share in shares):
        shares[0] = shares[0].removesuffix(" %")
    words = [
        f"Level {f' {BECOMES} '.join(levels)}",
        f"Blockers {len(before.blockers)} {BECOMES} {len(after.blockers)}",
        f"Confidence {f' {BECOMES} '.join(shares)}",
    ]
    if is_wide:
        counts = [side.scorecard.coverage for side in (before, after)]
        words.append("Answered " + f" {BECOMES} ".join(f"{count.answered}/{count.applicable}" for count in counts))
    return words


def _overall(view: ComparisonView, width: int) -> Iterator[Content]:
    part, score = view.parts[0], view.comparison.overall
    is_narrow = width < LEFT
    sizes = NARROW if is_narrow else NUMBERS
    names = ("Before", "Quest.", "Appl.", "Answers", "After", "Change") if is_narrow else FULL_NAMES
    cells = (part.before, part.questionnaire, part.applicability, part.answers, part.after, part.change)
    yield literal(_cells("", names, sizes), "$muted")
    yield literal(_cells(" Worst", cells, sizes), "bold")
    best = [rounded(end.best, view.display) if end else NOTHING for end in (score.before, score.after)]
    middle = ("stands beside" if is_narrow else "beside it; the parts are of the worst").rjust(sum(sizes[1:4]))
    text = f"{' Best'.ljust(7)}{best[0].rjust(sizes[0])}{middle}{best[1].rjust(sizes[4])}"
    yield literal(text + signed(score.best_change, view.display).rjust(sizes[5]))
    if part.rounding:
        yield literal(f" Rounding leaves {part.rounding} of the worst's parts as printed", "$muted")


def _cells(title: str, cells: tuple[str, ...], sizes: tuple[int, ...]) -> str:
    return title.ljust(7) + "".join(text.rjust(size) for text, size in zip(cells, sizes, strict=True))


def gap_lines(view: ComparisonView, width: int) -> list[Content]:
    """The worst end of each section as the same sum."""
    names = ["quest.", "appl.", "answ.", *(["round."] if view.has_rounding else []), "change"]
    room = max(8, width - 7 * len(names) - 1)
    lines = [literal(padded("Worst by gap", room) + "".join(name.rjust(7) for name in names), "$muted")]
    for part in view.parts[1:]:
        lines.append(literal(padded(part.title, room) + "".join(text.rjust(7) for text in _gap_cells(view, part))))
    return lines


def _gap_cells(view: ComparisonView, part: PartLine) -> list[str]:
    rounding = [part.rounding] if view.has_rounding else []
    return [part.questionnaire, part.applicability, part.answers, *rounding, part.change]


def _questionnaire(view: ComparisonView, width: int) -> Iterator[Content]:
    """What another version of the questionnaire changed, which is not progress."""
    found = view.comparison
    before, after = view.before.questionnaire, view.after.questionnaire
    weights = sum(
        row.weight_before != row.weight_after for row in found.answers if row.weight_before and row.weight_after
    )
    counts = (
        (len(found.newly_asked), "added"),
        (len(found.no_longer_asked), "no longer asked"),
        (len(found.renamed), "renamed"),
        (weights, "with another weight"),
    )
    words = [f"{number} question{'' if number == 1 else 's'} {what}" for number, what in counts if number]
    if before.version == after.version and before.id == after.id and not words:
        return
    versions = (
        f"{before.version} {BECOMES} {after.version}" if before.id == after.id else f"{before.id} {BECOMES} {after.id}"
    )
    if found.causes and width >= LEFT:
        words = [f"{one.title}: {one.text} ({signed(one.part, view.display)})" for one in found.causes[:MOST_CAUSES]]
        words += [f"{len(found.causes) - MOST_CAUSES} more"] if len(found.causes) > MOST_CAUSES else []
    text = f"! questionnaire {versions}: {'; '.join(words) or 'no other questions'}. Not progress"
    yield from wrapped(literal(text, "$partly"), width - 1, 1)


def row_heading(view: ComparisonView, width: int) -> Content | None:
    """The names of the columns, where there is room for a line of them."""
    if width < BESIDE:
        return None
    label, before, after = _sizes(width)
    before_name = f"{view.before.label} {view.before.day}"
    names = padded("Question", label + 2) + padded(before_name, before + 2) + padded(view.after.label, after + 2)
    return literal(f"     {names}{'Worst'.rjust(6)}   {'Part'.ljust(14)} {'Who'.ljust(10)} When", "$muted")


def _sizes(width: int) -> tuple[int, int, int]:
    """Widths of the question, and of the answer on both sides."""
    rest = width - (54 if width >= BESIDE else 19)
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
        literal(f" {padded(first.words, before - 2)} {BECOMES} "),
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
        lines.append(Line(literal(f" and {len(found) - len(shown)} more differences: x", "$muted")))
    if not found:
        lines.append(Line(literal(" note, evidence and reasons are the same", "$muted")))
    return lines


def _first_of_both(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The first line taken away and the first one added."""
    firsts = [next(((sign, text) for sign, text in found if sign == wanted), None) for wanted in "-+"]
    return [first for first in firsts if first is not None]


def _texts(answer: Answer) -> list[str]:
    """Note, reason, evidence and waiver of an answer, a line each."""
    lines = [one_line(line) for line in answer.note.splitlines() if line.strip()]
    if answer.not_applicable:
        lines.append(f"N/A: {one_line(answer.not_applicable)}")
    for proof in answer.evidence:
        observed = f", observed {proof.observed}" if proof.observed else ""
        expires = f", expires {proof.expires}" if proof.expires else ""
        lines.append(f"evidence {one_line(proof.link or proof.text)}{observed}{expires}")
    if answer.waiver is not None:
        lines.append(
            f"waived until {answer.waiver.expires} by {answer.waiver.approver}: {one_line(answer.waiver.reason)}"
        )
    return lines


def _differences(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    for what, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what != "equal":
            yield from (("-", text) for text in before[first:last])
            yield from (("+", text) for text in after[start:end])
