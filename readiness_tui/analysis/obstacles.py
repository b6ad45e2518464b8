"""Why a goal is out of reach though all that can be improved is: which requirement isn't met, and what keeps it so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from readiness_tui.analysis.answering import read
from readiness_tui.analysis.clearing import Clearance
from readiness_tui.analysis.goals import Goal, Start, is_strict, requirements_for
from readiness_tui.analysis.improving import effort_of
from readiness_tui.analysis.requirements import Requirement, Standing, standing_of, state_of
from readiness_tui.analysis.scoring import Scorecard
from readiness_tui.analysis.shortfalls import score_sentence, shortfall
from readiness_tui.model.modes import MODE_TITLE, RANK, Mode

_MOST_NAMED = 3


def obstacles(goal: Goal, improved: Start) -> tuple[str, ...]:
    """One sentence a requirement that is still not met once all that can be improved is."""
    card = improved.scorecard(goal.level)
    found = dict.fromkeys(_about_tasks(goal, improved, card))
    for requirement, waivers in requirements_for(goal, improved):
        standing = standing_of(improved.questionnaire, improved.assessment, card, waivers=waivers)
        if state_of(requirement, standing) != "met":
            short = shortfall(requirement, standing, is_open=True)
            found[f"{short.text}: {_lack(improved, card, requirement, short.questions)}"] = None
        elif is_strict(goal, improved, requirement) and card.overall and card.overall.worst == requirement.threshold:
            found[f"{_more_than(requirement, standing)}: {_left(improved, card, tuple(card.by_question))}"] = None
    return tuple(found) or tuple(_in_the_way(improved, card)) or ("the answers that are needed exclude each other",)


def _in_the_way(improved: Start, card: Scorecard) -> Iterator[str]:
    """The improvements that need something which is asked only because of another one."""
    for name, part in improved.outline.by_id.items():
        waits = [improved.outline.by_id[need].label for need in _open_needs(improved, name)]
        if waits and card.question(name).applies != "no":
            yield f"{part.label}: it needs {', '.join(waits)} first, and nothing improves that once it is asked"


def _more_than(requirement: Requirement, standing: Standing) -> str:
    display = standing.questionnaire.scoring.display
    return score_sentence("Overall", standing.scorecard.overall, requirement.threshold, display, "more than ")


def _lack(improved: Start, card: Scorecard, requirement: Requirement, behind: Sequence[str]) -> str:
    if requirement.kind not in ("gate", "answer") or requirement.subject not in improved.outline.by_id:
        return _left(improved, card, behind)
    return _why_not(improved, card, requirement.subject) or "no improvement lifts it further"


def _left(improved: Start, card: Scorecard, behind: Sequence[str]) -> str:
    """What keeps a score where it is: the questions behind it that nothing lifts."""
    told = [(improved.outline.by_id[name].label, _why_not(improved, card, name)) for name in behind]
    named = [f"{label} ({why})" for label, why in told if why]
    more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
    words = f"; what stays behind: {', '.join(named[:_MOST_NAMED])}{more}" if named else ""
    return f"all improvements together lift it no further{words}"


def _why_not(improved: Start, card: Scorecard, name: str) -> str:
    """Why an answer isn't better than it is; empty where it is at its best."""
    part, answer = improved.outline.by_id[name], improved.assessment.answer(name)
    if card.question(name).applies == "no":
        return "it isn't asked, given the other answers"
    now = read(part.question, answer)
    if now.state == "not_applicable":
        return "it is answered as not applicable"
    if now.value is not None and now.value >= part.highest:
        return ""
    if effort_of(part.question, answer) is None:
        return "the questionnaire names no improvement for it; give your own estimate with --effort"
    waits = [improved.outline.by_id[need].label for need in _open_needs(improved, name)]
    return f"it needs {', '.join(waits)} first, and nothing improves that" if waits else ""


def _open_needs(improved: Start, name: str) -> Iterator[str]:
    improvement = improved.outline.by_id[name].question.improvement
    for need in improvement.needs if improvement else ():
        part = improved.outline.by_id.get(need)
        now = read(part.question, improved.assessment.answer(need)) if part else None
        if part and now and now.state != "not_applicable" and (now.value is None or now.value < part.highest):
            yield need


def _about_tasks(goal: Goal, improved: Start, card: Scorecard) -> Iterator[str]:
    clearances = {clearance.task: clearance for clearance in improved.clearances(card)} if goal.clearances else {}
    for name, mode in goal.clearances:
        yield from _about_task(improved, clearances[name], mode)


def _about_task(improved: Start, clearance: Clearance, mode: Mode) -> Iterator[str]:
    task, decision = improved.assessment.tasks[clearance.task], improved.decisions[clearance.task]
    if RANK[decision.interim] < RANK[mode]:
        asked = f"{MODE_TITLE[decision.interim]} is recommended at most, {MODE_TITLE[mode]} is asked for"
        yield f"{clearance.name}: {asked} ({'; '.join(reason.text for reason in decision.reasons)})"
    elif task.override is not None and RANK[task.override.mode] < RANK[mode]:
        yield f"{clearance.name}: set to {MODE_TITLE[task.override.mode]} by hand"
    elif task.basis == "quick" and RANK[clearance.cleared] < RANK[mode]:
        yield f"{clearance.name}: only a first look; rate the task in full"
