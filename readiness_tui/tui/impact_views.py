"""What the text of a questionnaire does: its edits, and to each agent its score, level, answers and decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from readiness_tui.analysis.edit import Edit
from readiness_tui.analysis.task_effects import TaskEffect, gravest_first
from readiness_tui.analysis.wording import interval_text, level_text
from readiness_tui.model.modes import MODE_TITLE
from readiness_tui.tui.glyphs import BECOMES, NOT
from readiness_tui.tui.literal import clipped, literal
from readiness_tui.tui.widgets.lines import BLANK, Line, told_lines, wrapped
from readiness_tui.use_cases.matrix_effects import AgentEffect
from readiness_tui.use_cases.questionnaire_trials import Impact

MOST_NAMED = 4
MOST_EDITS = 12


def edit_lines(edits: Sequence[Edit], width: int) -> Iterator[Line]:
    """Everything that was edited, gravest first: what loses answers is marked."""
    for edit in edits[:MOST_EDITS]:
        glyph, style = (NOT, "$not-in-place") if edit.effect == "lost" else (BECOMES, "$muted")
        lines = wrapped(
            literal(f"{edit.subject}: {edit.text}" + (f"; {edit.remedy}" if edit.remedy else "")), width - 4
        )
        for number, line in enumerate(lines):
            yield Line(Content.assemble(" ", (glyph if number == 0 else " ", style), " ", line))
    if len(edits) > MOST_EDITS:
        yield from told_lines(f"and {len(edits) - MOST_EDITS} more: readiness questionnaire diff lists them", width)
    if edits:
        yield Line(BLANK)


def impact_lines(impact: Impact, width: int) -> Iterator[Line]:
    """What the text does to each agent that uses it: score, level, answers, decisions. Nothing is written."""
    if not impact.agents:
        yield from told_lines("No agent of this workspace uses this questionnaire.", width)
    for effect in impact.agents:
        yield from _agent_lines(effect, width)
    for slug, why in impact.unread:
        yield from told_lines(f"{slug} can't be read: {why}", width)
    if impact.left:
        yield from told_lines(f"{impact.left} more agents were not looked at.", width)
    if impact.others:
        yield from told_lines(
            f"{impact.others} agent{'' if impact.others == 1 else 's'} with another questionnaire", width
        )
    yield from told_lines(
        "Milestones keep the questionnaire they were taken with: none changes. Answers stay with theirs until someone "
        "moves them (: upgrade). Nothing was written.",
        width,
    )


def _agent_lines(effect: AgentEffect, width: int) -> Iterator[Line]:
    yield Line(literal(" " + clipped(effect.before.slug, width - 2), "bold"))
    for words in (f"{score_words(effect)} · {level_words(effect)}", *_answer_words(effect)):
        yield from (Line(Content("   ") + line) for line in wrapped(literal(words), width - 4))
    moved = [task for task in gravest_first(effect.tasks) if task.changed]
    for task in moved:
        style = "$not-in-place" if task.is_newly_beyond_clearance else ""
        yield from (Line(Content("   ") + line) for line in wrapped(literal(_task_words(task), style), width - 4))
    if effect.tasks and not moved:
        yield Line(literal("   no decision and no clearance moves", "$muted"))
    yield Line(BLANK)


def score_words(effect: AgentEffect, what: str = "overall ") -> str:
    """`overall 59.3–71.3 → 59.1–70.9`, or that it stays."""
    sides = [
        interval_text(side.evaluation.scorecard.overall, side.questionnaire.questionnaire.scoring.display)
        for side in (effect.before, effect.after)
    ]
    return f"{what}{sides[0]} {BECOMES} {sides[1]}" if sides[0] != sides[1] else f"{what}stays {sides[0]}"


def level_words(effect: AgentEffect) -> str:
    """`level demo → supervised-pilot`, or that it stays."""
    cards = [side.evaluation.scorecard for side in (effect.before, effect.after)]
    sides = [level_text(card.level_worst, card.level_best) for card in cards]
    return f"level {sides[0]} {BECOMES} {sides[1]}" if sides[0] != sides[1] else f"level stays {sides[0]}"


def task_counts(effect: AgentEffect) -> str:
    """How many tasks move, the worst of it first; empty where none does."""
    beyond = sum(task.is_newly_beyond_clearance for task in effect.tasks)
    moved = sum(bool(task.changed) for task in effect.tasks)
    if not moved:
        return ""
    moves = "1 task moves" if moved == 1 else f"{moved} tasks move"
    return f"{NOT} {beyond} beyond clearance, {moves}" if beyond else moves


def _answer_words(effect: AgentEffect) -> Iterator[str]:
    answers, moved = effect.before.assessment.answers, effect.move
    has = {name for name, answer in answers.items() if not answer.is_empty}
    renamed = [f"{old} {BECOMES} {new}" for old, new in moved.renamed.items() if old in has]
    after = effect.after.evaluation.scorecard.by_question
    before = effect.before.evaluation.scorecard.by_question
    again = [name for name in moved.kept if before[name].state == "answered" and after[name].state == "unanswered"]
    kept = sum(name in has for name in moved.kept) - len(again)
    yield f"answers: {kept} kept, {len(renamed)} renamed, {len(moved.kept_aside)} no longer asked"
    asked = {source for sources in moved.match.sources.values() for source in sources}
    new = [name for name in after if not moved.match.sources.get(name)]
    for title, names in (
        ("renamed", renamed),
        ("no longer asked, kept in the file", sorted(set(moved.kept_aside) - asked)),
        ("to be answered again, the choice is gone", again),
        ("new, open", new),
    ):
        if names:
            yield f"{title}: {_named(names)}"


def _named(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _task_words(task: TaskEffect) -> str:
    parts = []
    if task.is_decided_otherwise:
        sides = [MODE_TITLE[side.mode] if side and side.mode else "none" for side in (task.before, task.after)]
        parts.append(f"recommended {sides[0]} {BECOMES} {sides[1]}")
    if task.is_cleared_otherwise:
        clearances = (task.clearance_before, task.clearance_after)
        titles = [MODE_TITLE[side.cleared] if side and side.cleared else "none" for side in clearances]
        parts.append(f"cleared {titles[0]} {BECOMES} {titles[1]}" if titles[0] != titles[1] else "verdict moves")
    if task.is_newly_beyond_clearance:
        parts.append("would run beyond its clearance")
    return f"{task.name}: {', '.join(parts) or 'decided for another reason'}"
