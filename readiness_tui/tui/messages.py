"""What happened, in domain words: screens and widgets post these, the App acts on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from textual.events import Key
from textual.message import Message

if TYPE_CHECKING:  # the start is not to wait for them
    from readiness_tui.model.assessment import Answer, Task


WITHOUT_AGENT = ("home", "portfolio", "questionnaires", "questionnaire")
"""The screens that can be shown while no agent is open."""


@dataclass(frozen=True, slots=True)
class Place:
    """A screen by its name in `routing.SCREENS`, and what to show on it: the id of a question, task, level or agent."""

    screen: str
    subject: str | None = None


class SessionChange(Message):
    """A change of the open assessment; each one is one step of undo, and is saved before the screen shows it."""


@dataclass
class Answered(SessionChange):
    """One choice of a question was taken."""

    question_id: str
    choice_id: str


@dataclass
class AnswerPut(SessionChange):
    """A question's whole answer was replaced: number, choices, N/A, evidence, owner, due, ticket, waiver."""

    question_id: str
    answer: Answer
    words: str


@dataclass
class AnswersPut(SessionChange):
    """Several answers were replaced in one step."""

    answers: Mapping[str, Answer]
    words: str


@dataclass
class AnswerCleared(SessionChange):
    """A question is unanswered again."""

    question_id: str


@dataclass
class LastAnswerCopied(SessionChange):
    """The last milestone's answer was taken over."""

    question_id: str


@dataclass
class NoteChanged(SessionChange):
    """A note was written. `continues`: the same note, still being typed, so that it stays one step of undo."""

    question_id: str
    text: str
    continues: bool = False


@dataclass
class FactSet(SessionChange):
    """A fact about the agent was set, or taken back (None)."""

    fact_id: str
    value: str | None
    words: str


@dataclass
class Rated(SessionChange):
    """A factor of a task was rated 0 to 3, or is not known (None)."""

    task_id: str
    factor: str
    level: int | None


@dataclass
class TaskPut(SessionChange):
    """A task was added (a new id) or replaced."""

    task_id: str
    task: Task
    words: str


@dataclass
class TasksPut(SessionChange):
    """Several tasks were added or replaced in one step."""

    tasks: Mapping[str, Task]
    words: str


@dataclass
class TaskRemoved(SessionChange):
    """A task was taken out."""

    task_id: str


@dataclass
class FilterChosen(Message):
    """Another filter says which questions one walks through."""

    name: str


@dataclass
class TargetChosen(Message):
    """Another level is the target of results and plan (None: the next one)."""

    level: str | None


@dataclass
class MilestoneTaken(Message):
    """The working answers are to be frozen now."""

    note: str = ""
    by: str | None = None


@dataclass
class UpgradeAsked(Message):
    """A person wants to see what another version of the questionnaire does to the answers."""


@dataclass
class StepUndone(Message):
    """The last change is to be taken back."""


@dataclass
class StepRedone(Message):
    """The last undone change is to be done again."""


@dataclass
class Went(Message):
    """A person goes to another screen of the open agent."""

    place: Place


@dataclass
class WentBack(Message):
    """A person leaves this screen: one step back."""


@dataclass
class AgentOpened(Message):
    """A person opens an agent, on one of its screens."""

    slug: str
    place: Place = field(default_factory=lambda: Place("question"))


@dataclass
class AgentElsewhereOpened(Message):
    """A person opens an agent of another workspace, whose root is named."""

    root: str
    slug: str


@dataclass
class AgentNamed(Message):
    """A new agent is to be assessed. `folder` is where the workspace is made when there is none yet."""

    name: str
    questionnaire_id: str
    folder: str


@dataclass
class FileImported(Message):
    """A person wants a file of answers, tasks and facts taken into an agent: a slug, or the name of a new one."""

    file: str
    agent: str
    questionnaire_id: str = ""
    folder: str = "."


@dataclass
class DemoOpened(Message):
    """A person wants to see the filled-in example."""


@dataclass
class QuitAsked(Message):
    """A person leaves the program."""


class ScreenReady(Message):
    """A screen or dialog is up and can take keys."""


@dataclass
class KeyHandled(Message):
    """A screen has told all that a key made it tell."""

    key: Key


class DialogClosed(Message):
    """A dialog was left; what it returned is on its way."""
