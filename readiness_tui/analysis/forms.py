"""Conditions as forms without `not`: which of its values each thing that they look at has to have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from readiness_tui.analysis.condition_checking import atoms
from readiness_tui.analysis.conditions import SettledFacts, holds
from readiness_tui.analysis.outlining import outline_of
from readiness_tui.analysis.worlds import NOWHERE, Option, TaskWorld, answer_options, fact_options
from readiness_tui.model.assessment import Answer
from readiness_tui.model.conditions import AllOf, AnyOf, Condition, NotOf, ProfileIs, QuestionIs, TasksAre
from readiness_tui.model.modes import Mode
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.values import rational_text

TASKS = "//"


@dataclass(frozen=True, slots=True)
class Among:
    """A thing has one of some values: bit n stands for the value of that number.

    A question has to be asked then (`asked`), or may be left unasked instead (`unless_hidden`), or neither matters.
    """

    name: str
    mask: int
    bond: Literal["asked", "unless_hidden", "always"] = "always"


@dataclass(frozen=True, slots=True)
class Hidden:
    """A question isn't asked."""

    name: str


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold."""

    parts: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One part holds."""

    parts: tuple[Form, ...]


Form = Among | Hidden | Every | Either


class Forms:
    """The forms of a questionnaire's conditions, and the values of what they look at: questions by id, profile facts
    by `/id`, and all tasks together as `//`."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        marks: Mapping[str, set[Fraction]],
        task_worlds: tuple[Sequence[TaskWorld], bool],
    ) -> None:
        self.outline = outline_of(questionnaire)
        self._questionnaire = questionnaire
        self._marks = marks
        self._facts = _fact_values(questionnaire)
        self._tasks = task_worlds
        self._values: dict[str, tuple[Sequence[Any], bool]] = {}
        self._forms: dict[tuple[int, bool], Form] = {}
        self._masks: dict[tuple[str | None, ...], tuple[int, int]] = {}
        self._answers: dict[str, Answer] = {}
        self._profile: dict[str, str] = {}
        self._modes: dict[str, Mode] = {}
        self._held: dict[str, Any] = {}
        blank = NOWHERE.assessment(questionnaire).model_copy(
            update={"answers": self._answers, "profile": self._profile, "tasks": self._held}
        )
        self._probe = SettledFacts(questionnaire, blank, self._modes, {})

    def values(self, name: str) -> Sequence[Any]:
        """What a thing may be: options, texts of a profile fact, or tasks."""
        return self._known(name)[0]

    def is_exact(self, name: str) -> bool:
        """Whether any other value would behave like one of these."""
        return self._known(name)[1]

    def _known(self, name: str) -> tuple[Sequence[Any], bool]:
        if name not in self._values:
            if name == TASKS:
                self._values[name] = self._tasks
            elif name.startswith("/"):
                self._values[name] = self._facts[name[1:]], True
            else:
                self._values[name] = answer_options(self.outline.by_id[name].question, self._marks.get(name, ()))
        return self._values[name]

    def asking(self, name: str, asked: bool) -> Form:
        """When a question is asked, or isn't."""
        parts = tuple(self.form(condition, asked) for condition in self.outline.by_id[name].conditions)
        return Every(parts) if asked else Either(parts)

    def form(self, condition: Condition, wanted: bool = True) -> Form:
        """When a condition holds, or doesn't. It has to live as long as the questionnaire."""
        key = (id(condition), wanted)
        if key not in self._forms:
            self._forms[key] = self._form(condition, wanted)
        return self._forms[key]

    def _form(self, condition: Condition, wanted: bool) -> Form:
        if isinstance(condition, NotOf):
            return self.form(condition.not_, not wanted)
        if isinstance(condition, AllOf | AnyOf):
            parts = condition.all if isinstance(condition, AllOf) else condition.any
            forms = tuple(self.form(part, wanted) for part in parts)
            return Every(forms) if isinstance(condition, AllOf) is wanted else Either(forms)
        if isinstance(condition, QuestionIs):
            given = (condition.is_, condition.is_not, condition.at_least, condition.below)
            holds_hidden = condition.is_not is not None
            mask = self._mask(condition, (condition.question, *given), wanted)
            return Among(condition.question, mask, "unless_hidden" if holds_hidden is wanted else "asked")
        if isinstance(condition, ProfileIs):
            limits = (condition.at_least, condition.below)
            texts = [rational_text(limit) if limit is not None else None for limit in limits]
            name = f"/{condition.profile}"
            return Among(name, self._mask(condition, (name, condition.is_, condition.is_not, *texts), wanted))
        return Among(TASKS, self._mask(condition, (TASKS, str(id(condition))), wanted))

    def _mask(self, atom: Condition, key: tuple[str | None, ...], wanted: bool) -> int:
        if key not in self._masks:
            truths = list(self._truths(atom, str(key[0])))
            self._masks[key] = _bits(truths, True), _bits(truths, False)
        return self._masks[key][0 if wanted else 1]

    def _truths(self, atom: Condition, name: str) -> Iterator[bool | None]:
        for value in self.values(name):
            if name == TASKS:
                self._held |= value.tasks
                self._modes |= value.modes
            elif name.startswith("/"):
                self._profile[name[1:]] = value
            else:
                self._answers[name] = value.answer
            yield holds(atom, self._probe)
            for held in (self._held, self._modes, self._profile, self._answers):
                held.clear()


def _bits(truths: Sequence[bool | None], wanted: bool) -> int:
    return sum(1 << place for place, truth in enumerate(truths) if truth is wanted)


def mask_of(values: Sequence[Option], allowed: Sequence[Option]) -> int:
    """The bits of some options among all."""
    return sum(1 << place for place, value in enumerate(values) if value in allowed)


def conditions_of(questionnaire: Questionnaire) -> Iterator[Condition]:
    """Every condition on questions, profile or tasks."""
    outline = outline_of(questionnaire)
    for name in outline.conditional:
        yield from outline.by_id[name].conditions
    yield from (advisory.when for advisory in questionnaire.advisories)


def looks_at_tasks(condition: Condition) -> bool:
    """Whether a condition is about tasks."""
    return any(isinstance(atom, TasksAre) for atom, _ in atoms(condition))


def _fact_values(questionnaire: Questionnaire) -> Mapping[str, tuple[str, ...]]:
    marks: dict[str, dict[str, None]] = {fact.id: {} for fact in questionnaire.profile}
    for condition in conditions_of(questionnaire):
        for atom, _ in atoms(condition):
            if isinstance(atom, ProfileIs) and atom.profile in marks:
                marks[atom.profile] |= dict.fromkeys(_fact_marks(atom))
    return {fact.id: fact_options(fact, marks[fact.id]) for fact in questionnaire.profile}


def _fact_marks(atom: ProfileIs) -> Iterator[str]:
    yield from (text for text in (atom.is_, atom.is_not) if text is not None)
    yield from (rational_text(limit) for limit in (atom.at_least, atom.below) if limit is not None)
