"""What can be chosen from a list: the keys that work here, every command with its key, and where one can go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from readiness_tui.tui.command_table import COMMANDS
from readiness_tui.tui.commands import Command, commands_of, keys_shown
from readiness_tui.tui.dialogs import Pick
from readiness_tui.tui.messages import WITHOUT_AGENT
from readiness_tui.use_cases.attention import slugs_of

if TYPE_CHECKING:  # the start is not to wait for them
    from readiness_tui.use_cases.sessions import Session
    from readiness_tui.use_cases.workspaces import Workspace

WhyNot = Callable[[Command], str]
REACHED = {
    "home": "on Home",
    "question": "on Questions, F2",
    "question_list": "in the list of questions, F2 there",
    "tasks": "on Tasks, F3",
    "task": "on a task, ↵ on Tasks",
    "results": "on Results, F5",
    "plan": "on Plan, F6",
    "portfolio": "on Portfolio, P on Home",
    "compare": "on Compare, c",
    "history": "on History, H",
    "milestone": "on Milestone, M",
    "report": "on Report, r",
    "questionnaires": "on Questionnaires, Q on Home",
    "questionnaire": "in a questionnaire, ↵ on Questionnaires",
}
"""Where the commands of a screen work, and how to get there."""
_SCREENS = ("question", "tasks", "results", "plan", "compare", "history", "report", "milestone")
OF_AN_AGENT = (*(f"go('{name}')" for name in _SCREENS), "undo", "redo", "upgrade")
"""Actions of every screen that need an open agent."""
_CHANGING = ("answer ", "waive ", "task AGENT set", "task AGENT remove", "settings", "upgrade")


def key_picks(screen: str, keymap: Mapping[str, str], why_not: WhyNot) -> tuple[Pick, ...]:
    """The keys that work on a screen now, with what they do."""
    shown = ((command, keys_shown(command, keymap)) for command in commands_of(screen))
    return tuple(Pick(command.id, command.words, key=keys) for command, keys in shown if keys and not why_not(command))


def command_picks(screen: str, keymap: Mapping[str, str], why_not: WhyNot) -> tuple[Pick, ...]:
    """Every command, with its keys: first what can run now, then what can't and why, then those of other screens."""
    here = commands_of(screen)
    reasons = {command.id: why_not(command) for command in here}
    ordered = sorted(here, key=lambda command: bool(reasons[command.id]))
    rest = [command for command in COMMANDS if command.id not in reasons]
    noted = [(command, reasons.get(command.id) or "") for command in ordered] + [
        (each, where_of(each)) for each in rest
    ]
    return tuple(
        Pick(command.id, command.words, note=note, key=keys_shown(command, keymap), is_off=bool(note))
        for command, note in noted
    )


def where_of(command: Command) -> str:
    """Where a command works that doesn't work here: `on Plan, F6`."""
    return (
        " · ".join(REACHED[screen] for screen in command.screens if screen in REACHED) or "hidden by one of this screen"
    )


def changes(command: Command) -> bool:
    """Whether a command changes the answers of an agent."""
    return command.twin.removeprefix("readiness ").startswith(_CHANGING)


def places_of(workspace: Workspace | None, session: Session | None) -> tuple[Pick, ...]:
    """Every place, where something was undone last first; its id is `screen:subject`, or `agent:slug`."""
    found = [] if session is None else [*_questions(session), *_gaps(session), *_tasks(session), *_facts(session)]
    last = session.undone[-1].place if session and session.undone else ""
    found.sort(key=lambda pick: pick.id not in (last, f"question:{last}"))
    here = session.slug if session else ""
    agents = slugs_of(workspace) if workspace else ()
    found += [Pick(f"agent:{slug}", slug, "agent") for slug in agents if slug != here]
    return (*found, *screen_picks(has_agent=session is not None))


def _questions(session: Session) -> Iterator[Pick]:
    """The open questions, then all others."""
    scores = session.evaluation.scorecard.by_question
    asked = [question for question in session.questionnaire.questions if scores[question.id].applies != "no"]
    asked.sort(key=lambda question: scores[question.id].state != "unanswered")
    yield from (Pick(f"question:{question.id}", question.label, question.id) for question in asked)


def _gaps(session: Session) -> Iterator[Pick]:
    """Each gap by its first question that is asked."""
    scores = session.evaluation.scorecard.by_question
    for section in session.questionnaire.sections:
        asked = (question for question in section.all_questions() if scores[question.id].applies != "no")
        first = next(asked, None)
        if first is not None:
            yield Pick(f"question:{first.id}", section.title, f"gap {section.id}")


def _tasks(session: Session) -> Iterator[Pick]:
    yield from (Pick(f"task:{task_id}", task.name, task_id) for task_id, task in session.assessment.tasks.items())


def _facts(session: Session) -> Iterator[Pick]:
    facts = session.questionnaire.profile
    yield from (Pick(f"question:{fact.id}", f"About the agent: {fact.label}", fact.id) for fact in facts)


def screen_picks(*, has_agent: bool) -> Iterator[Pick]:
    """The screens one can go to."""
    seen = set()
    for command in COMMANDS:
        name = command.action.removeprefix("go('").removesuffix("')")
        if command.action.startswith("go('") and name not in seen and (has_agent or name in WITHOUT_AGENT):
            seen.add(name)
            yield Pick(f"{name}:", command.label, command.key_text)
