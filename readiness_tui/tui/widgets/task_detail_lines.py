"""What would change the mode of a task, how sure it is, and what keeps the task from more autonomy."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rich.cells import cell_len
from textual.content import Content

from readiness_tui.analysis.clearing import ModeShortfall
from readiness_tui.analysis.robustness import WeightFlip, WeightRobustness
from readiness_tui.analysis.wording import rounded
from readiness_tui.model.modes import BUILT_TITLE, MODE_TITLE, MODES, RANK, Mode
from readiness_tui.tui.glyphs import FULL, GATE, NOT, UNKNOWN
from readiness_tui.tui.literal import clipped, literal, padded
from readiness_tui.tui.widgets.flowing import labelled
from readiness_tui.tui.widgets.lines import Line, wrapped
from readiness_tui.tui.widgets.results_view import rule
from readiness_tui.tui.widgets.task_detail_view import (
    ONE_DECIMAL,
    Reckoned,
    TaskDetailView,
    effort_words,
)
from readiness_tui.tui.widgets.task_grid import SHORT_MODE
from readiness_tui.tui.widgets.task_why_lines import head_lines, why_lines

LABEL = 14
WAYS, BRIEF_WAYS = 5, 3


def detail_lines(view: TaskDetailView, width: int, height: int) -> list[Line]:
    """All of it, from the top; where that is more than fits, what matters less is left to the full account."""
    whole = _lines(view, width, is_brief=False)
    return whole if len(whole) <= height else _lines(view, width, is_brief=True)


def _lines(view: TaskDetailView, width: int, *, is_brief: bool) -> list[Line]:
    lines = [*head_lines(view, width), *why_lines(view, width, is_brief=is_brief)]
    reckoned = view.reckoned
    if reckoned is None:
        return [*lines, rule("What would change it", width), Line(literal(" working it out", "$muted"))]
    change = (_brief_changes if is_brief else _changes)(view, reckoned, width)
    return [*lines, *change, *_sure_lines(view, reckoned, width, 1 if is_brief else 3), *_keeping(view, width)]


def _modes(view: TaskDetailView, reckoned: Reckoned) -> tuple[list[Mode], list[Mode]]:
    """The modes that one or two changes reach: those with more autonomy, those with less, the nearest first."""
    now = RANK[view.row.decision.mode]
    reached = {found.to for found in reckoned.counterfactuals}
    more = [mode for mode in MODES[now + 1 :] if mode in reached]
    return more, [mode for mode in reversed(MODES[:now]) if mode in reached]


def _changes(view: TaskDetailView, reckoned: Reckoned, width: int) -> Iterator[Line]:
    """For each mode what a team can bring about, and what is in the nature of the task."""
    yield rule("What would change it   any one of these alone; + both together", width)
    more, less = _modes(view, reckoned)
    if not more:
        yield _no_more(view)
    for mode in (*more, *less):
        label = f" to {SHORT_MODE[mode]}".ljust(LABEL)
        for word, style, is_changeable in (("changeable", "", True), ("inherent", "$muted", False)):
            ways = _ways(view, reckoned, mode, is_changeable)
            if ways:
                yield from labelled(label + word.ljust(12), ways, ", ", width, style)
                label = " " * LABEL


def _brief_changes(view: TaskDetailView, reckoned: Reckoned, width: int) -> Iterator[Line]:
    """The same, a paragraph a mode, for the nearest modes."""
    yield rule("What would change it   any one alone; + both together", width, "x all")
    more, less = _modes(view, reckoned)
    if not more and view.row.decision.mode != MODES[-1]:
        yield _no_more(view)
    for mode in (*more[:2], *less[: 1 if more else 2]):
        changeable, inherent = (_ways(view, reckoned, mode, is_able, BRIEF_WAYS) for is_able in (True, False))
        if changeable and inherent:
            changeable[-1] += ";"
        pieces = [*changeable, *(f"inherent: {way}" if place == 0 else way for place, way in enumerate(inherent))]
        yield from labelled(f" to {SHORT_MODE[mode]}".ljust(LABEL), pieces, ", ", width)


def _no_more(view: TaskDetailView) -> Line:
    is_highest = view.row.decision.mode == MODES[-1]
    why = f"{MODE_TITLE[MODES[-1]]} is the highest mode" if is_highest else "no one or two changes lead there"
    return Line(literal(f" more autonomy: none, {why}", "$muted"))


def _ways(view: TaskDetailView, reckoned: Reckoned, mode: Mode, is_changeable: bool, most: int = WAYS) -> list[str]:
    found = [way for way in reckoned.counterfactuals if way.to == mode and way.is_changeable is is_changeable]
    words = [" + ".join(view.change_words(change) for change in way.changes) for way in found[:most]]
    return [*words, *([f"and {len(found) - most} more"] if len(found) > most else [])]


def _sure_lines(view: TaskDetailView, reckoned: Reckoned, width: int, flips: int) -> Iterator[Line]:
    weights, answers = reckoned.robustness.weights, reckoned.robustness.answers
    yield rule("How sure", width)
    yield from labelled(" Weights  ", [_weights(view, weights, flips)], "", width)
    errors = f"{answers.flips} of {answers.of} single one-level errors change the mode"
    yield from labelled(" Answers  ", [errors], "", width)


def _weights(view: TaskDetailView, weights: WeightRobustness, most: int) -> str:
    if weights.label == "independent":
        lowered = (
            "" if weights.share == 1 else f"; other weights lower it in {rounded(100 - _share(weights), ONE_DECIMAL)} %"
        )
        return f"independent of weights: no weight lifts the rule{lowered}"
    same = f"same mode in {rounded(_share(weights), ONE_DECIMAL)} % of 2,000 random weightings: {weights.label}"
    ways: dict[Mode, list[str]] = {}
    for flip in weights.flips[:most]:
        ways.setdefault(flip.to, []).append(_flip(view, flip))
    flips = "; ".join(f"flips to {SHORT_MODE[mode]} if {' or '.join(words)}" for mode, words in ways.items())
    return f"{flips or 'no single weight flips it'}; {same}"


def _share(weights: WeightRobustness) -> Fraction:
    return Fraction(round(weights.share * 2000), 20)


def _flip(view: TaskDetailView, flip: WeightFlip) -> str:
    name = view.short_name(f"factor:{flip.factor}")
    if flip.multiplier == 0:
        return f"{name} doesn't count"
    more = "more than " if flip.beyond and flip.multiplier > 1 else "less than " if flip.beyond else ""
    return f"{name} counts {more}{rounded(flip.multiplier, ONE_DECIMAL)} times"


def _keeping(view: TaskDetailView, width: int) -> Iterator[Line]:
    """The exact shortfalls to the next mode, and the cheapest way there."""
    clearance = view.row.clearance
    mode = clearance.next_mode
    if mode is None:
        yield from _uppermost(view, width)
        return
    level = view.level_needed(mode)
    yield rule(f"What keeps it from {MODE_TITLE[mode]}{': ' + level if level else ''}", width)
    rights = _rights(view) if width >= 72 else {}
    for part in clearance.shortfalls:
        yield _shortfall(view, part, width, rights.get(part.shortfall.subject, ""))
    yield from (Line(line, "cheapest") for line in wrapped(literal(_cheapest(view, mode)), width - 1, 1))


def _uppermost(view: TaskDetailView, width: int) -> Iterator[Line]:
    """A task that is cleared for all that it may be: for what, and whether it is built to do more."""
    decision, clearance = view.row.decision, view.row.clearance
    yield rule("No answer clears it for more", width)
    if clearance.cleared == MODES[0]:
        words = "it may not run today, whatever the answers: see what would change that"
        yield Line(Content.assemble(" ", (NOT, "$not-in-place"), " ", literal(clipped(words, width - 4))))
        return
    why = "as recommended" if clearance.cleared == decision.mode else "the safer side until it is settled"
    if view.row.task.override is not None and clearance.cleared != decision.interim:
        why = "set by hand"
    words = f"today's answers clear it for {MODE_TITLE[clearance.cleared]}, {why}"
    yield Line(Content.assemble(" ", (FULL, "$in-place"), " ", literal(clipped(words, width - 4))))
    if clearance.beyond_clearance:
        words = f"it {BUILT_TITLE[clearance.built]}, which is more: build it with less autonomy"
        yield Line(Content.assemble(" ", (NOT, "$not-in-place"), " ", literal(clipped(words, width - 4))))


def _shortfall(view: TaskDetailView, part: ModeShortfall, width: int, right: str) -> Line:
    short = part.shortfall
    glyph, style = (NOT, "$not-in-place") if short.state == "fails" else (UNKNOWN, "$partly")
    question = view.questionnaire.question_by_id.get(short.subject)
    flag = f"{GATE} " if question is not None and question.gates else ""
    room = width - cell_len(right) - len(flag) - 6
    text = literal(padded(short.text, room) if right else clipped(short.text, room))
    tag = f"question:{short.subject}" if question is not None else ""
    return Line(Content.assemble(" ", (glyph, style), f" {flag}", text, "  " if right else "", literal(right)), tag)


def _rights(view: TaskDetailView) -> dict[str, str]:
    """Effort, owner and due date of each question that has to be improved, in columns."""
    questions = view.questionnaire.question_by_id
    names = [part.shortfall.subject for part in view.row.clearance.shortfalls if part.shortfall.subject in questions]
    cells = {name: _belongs(view, name) for name in names}
    sizes = [max((cell_len(row[column]) for row in cells.values()), default=0) for column in range(3)]
    return {
        name: "  ".join(padded(text, size) for text, size in zip(row, sizes, strict=True) if size)
        for name, row in cells.items()
    }


def _belongs(view: TaskDetailView, question_id: str) -> tuple[str, str, str]:
    answer, question = view.assessment.answer(question_id), view.questionnaire.question_by_id[question_id]
    days = answer.effort_days
    if days is None and question.improvement is not None:
        days = question.improvement.effort_days
    owner = f"@{answer.owner.removeprefix('@')}" if answer.owner else ""
    return effort_words(days), clipped(owner, 12), f"{answer.due:%m-%d}" if answer.due else ""


def _cheapest(view: TaskDetailView, mode: Mode) -> str:
    cheapest = view.reckoned.cheapest if view.reckoned else None
    limit = view.row.decision.interim
    above = MODES[RANK[mode] + 1] if RANK[mode] < RANK[limit] else None
    then = f" · then {MODE_TITLE[above]} needs {view.level_needed(above)}" if above and view.level_needed(above) else ""
    if view.reckoned is None:
        return f"Cheapest: …{then}"
    if cheapest is None:
        return f"Cheapest: P plans it, as far as answers can{then}"
    count = len(cheapest.improvements)
    named = " and a named reviewer" if cheapest.names_reviewer else ""
    words = f"Cheapest: {effort_words(cheapest.effort_days)}, {count} improvement{'' if count == 1 else 's'}{named} (P)"
    return words + then
