"""What stands beside the text of a questionnaire: preview, outline, problems and impact, as lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from textual.content import Content

from readiness_tui.analysis.task_effects import TaskEffect, gravest_first
from readiness_tui.analysis.wording import interval_text, level_text
from readiness_tui.model.faults import Fault
from readiness_tui.model.modes import MODE_TITLE
from readiness_tui.tui.glyphs import BECOMES, CURSOR, FULL, NOT, PARTLY
from readiness_tui.tui.literal import clipped, literal, one_line
from readiness_tui.tui.question_index import QuestionIndex, Stop, stops_of
from readiness_tui.tui.question_views import fact_view, question_view
from readiness_tui.tui.widgets.lines import BLANK, Line, wrapped
from readiness_tui.tui.widgets.question_form import FormLook, form_lines
from readiness_tui.use_cases.matrix_effects import AgentEffect
from readiness_tui.use_cases.question_filters import ALL
from readiness_tui.use_cases.questionnaire_drafts import QuestionnaireRow
from readiness_tui.use_cases.questionnaire_trials import Impact, Trial
from readiness_tui.use_cases.sessions import Session

MOST_NAMED = 4
_ID = re.compile(r"^\s*(?:- *)?\{? *id *: *['\"]?([a-z0-9-]+)")
_BLOCK = re.compile(r"^([a-z_]+) *:")


def stop_at(line_of: Callable[[int], str], row: int, session: Session) -> Stop | None:
    """The question or fact whose text the cursor is in; None outside of both. `line_of` reads a line by its number."""
    facts = {fact.id for fact in session.questionnaire.profile}
    found: str | None = None
    for place in range(row, -1, -1):
        line = line_of(place)
        block = _BLOCK.match(line)
        if block is not None:
            if found is not None and block[1] == "profile":
                return Stop("fact", found) if found in facts else None
            return Stop("question", found) if found is not None and block[1] == "sections" else None
        match = _ID.match(line) if found is None else None
        if match is not None and (match[1] in session.questionnaire.question_by_id or match[1] in facts):
            found = match[1]
    return None


def preview_lines(session: Session, stop: Stop | None, look: FormLook) -> Sequence[Line]:
    """The question as a team will see it, in the very form of the question screen; else a word on where to look."""
    questionnaire = session.questionnaire
    if stop is not None and stop.kind == "fact":
        fact = questionnaire.fact(stop.id)
        place = f"{[one.id for one in questionnaire.profile].index(stop.id) + 1} of {len(questionnaire.profile)}"
        return form_lines(fact_view(session, fact, place), look) if fact is not None else ()
    question = questionnaire.question(stop.id) if stop is not None else None
    if question is None or stop is None:
        words = f"{questionnaire.title} {questionnaire.version}: {len(questionnaire.questions)} questions."
        told = f"{words} Put the cursor on a question to see it as a team will."
        return [Line(Content(" ") + line) for line in wrapped(literal(told, "$muted"), look.width - 2)]
    ids = [one.id for one in questionnaire.questions]
    return form_lines(question_view(session, question, f"{ids.index(question.id) + 1} of {len(ids)}"), look)


def outline_lines(session: Session, stop: Stop | None, width: int, height: int) -> Sequence[Line]:
    """The list of questions that a team will see, with the one that the cursor is in."""
    index = QuestionIndex(session, stops_of(session, ALL), frozenset())
    at = index.place(stop)
    top = max(0, min(at - height // 2, len(index.rows) - height))
    shown = range(top, min(len(index.rows), top + height))
    return [Line(index.draw(row, width, row == at), f"stop:{index.rows[row].stop.id}") for row in shown]


def problem_lines(trial: Trial, cursor: int, width: int) -> Iterator[Line]:
    """Every problem: where, what, and what to do about it."""
    if not trial.faults:
        words = "No problems. Every level, rule and mode can be reached." if trial.is_proven else "No problems so far."
        yield Line(Content.assemble(" ", (FULL, "$in-place"), literal(f" {words}")))
    for place, fault in enumerate(trial.faults):
        yield from fault_lines(fault, width, f"problem:{place}", is_cursor=place == cursor)


def fault_lines(fault: Fault, width: int, tag: str = "", *, is_cursor: bool = False) -> Iterator[Line]:
    """One problem in full: `✗ 92:25 no level 'x', did you mean 'y'?`, and a counterexample where there is one."""
    glyph, style = (NOT, "$not-in-place") if fault.severity == "error" else (PARTLY, "$partly")
    where = f"{fault.line}:{fault.column} " if fault.line else ""
    text = one_line(f"{where}{fault.message}" + (f"; {fault.remedy}" if fault.remedy else ""))
    for number, line in enumerate(wrapped(literal(text, "bold" if is_cursor else ""), width - 5)):
        start = f"{CURSOR if is_cursor else ' '}" if number == 0 else " "
        yield Line(Content.assemble(start, " ", (glyph if number == 0 else " ", style), " ", line), tag)
    if fault.counterexample:
        for line in wrapped(literal(f"for example: {one_line(fault.counterexample)}", "$muted"), width - 5)[:6]:
            yield Line(Content("    ") + line, tag)


def impact_lines(impact: Impact, width: int) -> Iterator[Line]:
    """What the text does to each agent that uses it: score, level, answers, decisions. Nothing is written."""
    if not impact.agents:
        yield from _told("No agent of this workspace uses this questionnaire.", width)
    for effect in impact.agents:
        yield from _agent_lines(effect, width)
    for slug, why in impact.unread:
        yield from _told(f"{slug} can't be read: {why}", width)
    if impact.left:
        yield from _told(f"{impact.left} more agents were not looked at.", width)
    if impact.others:
        yield from _told(f"{impact.others} agent{'' if impact.others == 1 else 's'} with another questionnaire", width)
    yield from _told("Milestones keep the questionnaire they were taken with: none changes. Answers stay with", width)
    yield from _told("theirs until someone moves them (: upgrade). Nothing was written.", width)


def _told(text: str, width: int) -> Iterator[Line]:
    yield from (Line(Content(" ") + line) for line in wrapped(literal(text, "$muted"), width - 2))


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


def score_words(effect: AgentEffect) -> str:
    """`59.3–71.3 → 59.1–70.9`, or that it stays."""
    sides = [
        interval_text(side.evaluation.scorecard.overall, side.questionnaire.questionnaire.scoring.display)
        for side in (effect.before, effect.after)
    ]
    return f"overall {sides[0]} {BECOMES} {sides[1]}" if sides[0] != sides[1] else f"overall stays {sides[0]}"


def level_words(effect: AgentEffect) -> str:
    """`level demo → supervised-pilot`, or that it stays."""
    cards = [side.evaluation.scorecard for side in (effect.before, effect.after)]
    sides = [level_text(card.level_worst, card.level_best) for card in cards]
    return f"level {sides[0]} {BECOMES} {sides[1]}" if sides[0] != sides[1] else f"level stays {sides[0]}"


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
    new = [name for name in after if name not in moved.match.sources]
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


def row_line(row: QuestionnaireRow, width: int, is_cursor: bool) -> Content:
    """One questionnaire of the list."""
    glyph, style = (NOT, "$not-in-place") if row.faults else (FULL, "$in-place")
    if row.is_draft and not row.faults:
        glyph, style = PARTLY, "$partly"
    state = "draft" if row.is_draft else "can't be read" if row.faults else ""
    where = "built-in" if row.origin == "built-in" else "workspace"
    right = f"{state:<14}{where:<10}" if width >= 70 else f"{state or where:<14}"
    words = f"{row.id} {row.version}" if row.version else row.path.name
    room = max(10, width - len(right) - 6)
    title = f"{words}  {row.title}" if width >= 70 else words
    line = Content.assemble(
        f" {CURSOR if is_cursor else ' '} ",
        literal(glyph, style),
        " ",
        literal(f"{clipped(title, room):<{room}} "),
        literal(right, "$muted"),
    )
    return line.stylize("bold on $panel") if is_cursor else line


def row_details(row: QuestionnaireRow, width: int) -> Iterator[Line]:
    """What there is to say of the questionnaire under the cursor."""
    place = f"built in: {row.path.name}" if row.origin == "built-in" else str(Path(*row.path.parts[-2:]))
    words = [place, f"{row.questions} questions" if row.version else ""]
    words.append("instead of the built-in one of the same id" if row.shadows_built_in else "")
    yield Line(Content(" ") + literal(clipped(" · ".join(filter(None, words)), width - 2)))
    if row.is_draft:
        yield from _told("A draft waits: Enter goes on with it. Nobody else sees it before it is published.", width)
    for fault in row.faults[:2]:
        yield from fault_lines(fault, width)
    if row.origin == "built-in":
        yield from _told("Enter looks at it; c copies it to the workspace, where it can be changed.", width)
