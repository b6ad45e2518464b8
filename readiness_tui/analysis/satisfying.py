"""Whether conditions can hold together: a search over all that they look at, exhaustive within a budget."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from readiness_tui.analysis.condition_checking import atoms
from readiness_tui.analysis.conditions import Facts, holds
from readiness_tui.analysis.dependencies import asking_about, compared_numbers, dependencies
from readiness_tui.analysis.outlining import outline_of, questions_in
from readiness_tui.analysis.truth import Truth, all_hold
from readiness_tui.analysis.worlds import (
    Option,
    SettledFacts,
    TaskWorld,
    World,
    answer_options,
    fact_options,
    task_worlds,
)
from readiness_tui.model.assessment import Answer
from readiness_tui.model.conditions import Condition, ProfileIs, TaskMatch, TasksAre
from readiness_tui.model.modes import Mode
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.values import rational_text

MOST_STEPS = 20_000
NOWHERE = World()


@dataclass(frozen=True, slots=True)
class Verdict:
    """`world` makes the conditions hold; without one they can't (`proven`), or none was found within the budget.

    `tried`: the names of what was varied.
    """

    world: World | None
    proven: bool
    tried: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Variable:
    """Something that a condition looks at, and values for it; exact where any other would behave like one of them."""

    kind: Literal["question", "profile", "tasks"]
    name: str
    values: tuple[Any, ...]
    is_exact: bool = True


class Satisfier:
    """Searches worlds of one questionnaire; its conditions must be free of circles."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire
        self.outline = outline_of(questionnaire)
        self._place = {name: place for place, name in enumerate(self.outline.conditional)}
        self._number = {name: number for number, name in enumerate(self.outline.by_id)}
        self._hangs_on = dependencies(self.outline, self._number)
        self._asking = asking_about(self.outline)
        self._marks = compared_numbers(questionnaire)
        self._options: dict[str, tuple[tuple[Option, ...], bool]] = {}
        self._shown: dict[str, World] = {}
        self._verdicts: dict[str, Verdict] = {}
        self._never: set[str] = set()
        self._budget = 20 * MOST_STEPS

    def options(self, name: str) -> tuple[Option, ...]:
        """Ways to answer a question, best first, "not applicable" last."""
        return self._known_options(name)[0]

    def asking_about(self, name: str) -> tuple[str, ...]:
        """The questions with a condition on a question."""
        return self._asking.get(name, ())

    def shown(self, name: str) -> Verdict:
        """A world in which a question is asked. Its conditions' own questions are taken as shown, where that helps."""
        if name not in self._verdicts:
            verdict = self._verdicts[name] = self._sought(name)
            if verdict.world is not None:
                self._shown[name] = verdict.world
            elif verdict.proven:
                self._never.add(name)
        return self._verdicts[name]

    def _sought(self, name: str) -> Verdict:
        goals = self.outline.by_id[name].conditions
        verdict = self._from_shown(goals)
        return verdict if verdict is not None and verdict.world is not None else self.satisfied(goals)

    def _from_shown(self, goals: Sequence[Condition]) -> Verdict | None:
        given = NOWHERE
        asked = tuple(dict.fromkeys(name for goal in goals for name in questions_in(goal)))
        for name in asked:
            merged = given.merged(self._shown[name]) if name in self._shown else given
            if merged is None or (name in self._place and name not in self._shown):
                return None
            given = merged
        variables = self._variables(goals, asked)
        return self._search(goals, variables, (), given, dict.fromkeys(asked, True))

    def satisfied(self, goals: Sequence[Condition], allowed: Mapping[str, tuple[Option, ...]] | None = None) -> Verdict:
        """A world in which all goals hold; `allowed` restricts the answers to some questions."""
        closure = self._closure(goals)
        variables = self._variables(goals, closure)
        limits = allowed or {}
        variables = [
            replace(one, values=limits.get(one.name, one.values)) if one.kind == "question" else one
            for one in variables
        ]
        never = dict.fromkeys(self._never.intersection(closure), False)
        return self._search(goals, variables, self._in_order(closure), NOWHERE, never)

    def is_asked_with(self, name: str, world: World, by: str, option: Option) -> Truth:
        """Whether a question that a world shows is still asked with another answer to one that it asks about.

        None where that hangs on something open, or where it would take too long to tell.
        """
        goals = self.outline.by_id[name].conditions
        asked = tuple(dict.fromkeys(other for goal in goals for other in questions_in(goal)))
        changed = world.with_answers({by: option})
        if not any(self._hangs_on[other] >> self._number[by] & 1 for other in asked):
            return _Trial(self.questionnaire, changed, dict.fromkeys(asked, True)).hold(goals, ())
        hidden = self._in_order(self._closure(goals))
        self._budget -= 1 + len(hidden)
        return _Trial(self.questionnaire, changed, {}).hold(goals, hidden) if self._budget > 0 else None

    def _in_order(self, names: Iterable[str]) -> list[str]:
        """Those with conditions, each after those that it hangs on."""
        unsettled = (name for name in names if name in self._place and name not in self._never)
        return sorted(unsettled, key=lambda name: self._place[name])

    def _search(
        self,
        goals: Sequence[Condition],
        variables: Sequence[_Variable],
        hidden: Sequence[str],
        given: World,
        settled: Mapping[str, bool],
    ) -> Verdict:
        trial = _Trial(self.questionnaire, given, settled)
        names = tuple(one.name for one in variables)
        free = [one for one in variables if not trial.has(one)]
        untried: list[Iterator[Any]] = []
        steps = 0
        while True:
            truth = trial.hold(goals, hidden)
            steps += 1
            self._budget -= 1 + len(hidden)
            if truth is True:
                return Verdict(trial.world(), True, names)
            if steps > MOST_STEPS or self._budget < 0:
                return Verdict(None, False, names)
            if truth is None and len(untried) < len(free):
                untried.append(iter(free[len(untried)].values))
            while untried:
                value = next(untried[-1], None)
                if value is not None:
                    trial.put(free[len(untried) - 1], value)
                    break
                trial.take_back(free[len(untried) - 1])
                untried.pop()
            if not untried:
                return Verdict(None, all(one.is_exact for one in free), names)

    def _known_options(self, name: str) -> tuple[tuple[Option, ...], bool]:
        if name not in self._options:
            question = self.outline.by_id[name].question
            self._options[name] = answer_options(question, self._marks.get(name, ()))
        return self._options[name]

    def _closure(self, goals: Sequence[Condition]) -> tuple[str, ...]:
        """The questions that the goals look at, and those that these hang on, nearest first."""
        found = dict.fromkeys(name for goal in goals for name in questions_in(goal))
        pending = list(found)
        while pending:
            name = pending.pop(0)
            conditions = () if name in self._never else self.outline.by_id[name].conditions
            inner = [other for condition in conditions for other in questions_in(condition)]
            pending += [other for other in dict.fromkeys(inner) if other not in found]
            found |= dict.fromkeys(inner)
        return tuple(found)

    def _variables(self, goals: Sequence[Condition], names: Sequence[str]) -> list[_Variable]:
        names = [name for name in names if name not in self._never]
        found = [_Variable("question", name, *self._known_options(name)) for name in names]
        inner = [condition for name in names for condition in self.outline.by_id[name].conditions]
        looked = [atom for condition in (*goals, *inner) for atom, _ in atoms(condition)]
        for fact in self.questionnaire.profile:
            about = [atom for atom in looked if isinstance(atom, ProfileIs) and atom.profile == fact.id]
            if about:
                marks = dict.fromkeys(text for atom in about for text in _fact_marks(atom))
                found.append(_Variable("profile", fact.id, fact_options(fact, marks)))
        matches = [match for atom in looked if isinstance(atom, TasksAre) for match in _matches(atom)]
        if matches:
            found.append(_Variable("tasks", "tasks", *task_worlds(matches)))
        return found


class _Trial:
    """A world that is being built up: one set of facts, changed in place and asked again."""

    def __init__(self, questionnaire: Questionnaire, given: World, settled: Mapping[str, bool]) -> None:
        self.has_tasks = questionnaire.matrix is not None
        self.options = dict(given.answers)
        self.profile = dict(given.profile)
        self.tasks = given.tasks
        self.answers: dict[str, Answer] = {name: option.answer for name, option in given.answers.items()}
        self.modes: dict[str, Mode] = {}
        self.applies: dict[str, Truth] = dict(settled)
        self.held: dict[str, Any] = {}
        assessment = NOWHERE.assessment(questionnaire).model_copy(
            update={"answers": self.answers, "profile": self.profile, "tasks": self.held}
        )
        self.facts: Facts = SettledFacts(questionnaire, assessment, self.modes, self.applies)
        self._hold_tasks()

    def has(self, variable: _Variable) -> bool:
        if variable.kind == "question":
            return variable.name in self.options
        return variable.name in self.profile if variable.kind == "profile" else self.tasks is not None

    def put(self, variable: _Variable, value: Any) -> None:
        if variable.kind == "question":
            self.options[variable.name], self.answers[variable.name] = value, value.answer
        elif variable.kind == "profile":
            self.profile[variable.name] = value
        else:
            self._set_tasks(value)

    def take_back(self, variable: _Variable) -> None:
        if variable.kind == "question":
            del self.options[variable.name], self.answers[variable.name]
        elif variable.kind == "profile":
            del self.profile[variable.name]
        else:
            self._set_tasks(None)

    def _set_tasks(self, tasks: TaskWorld | None) -> None:
        self.tasks = tasks
        self._hold_tasks()

    def _hold_tasks(self) -> None:
        self.held.clear()
        self.modes.clear()
        if self.tasks:
            self.held |= self.tasks.tasks
            self.modes |= self.tasks.modes

    def hold(self, goals: Sequence[Condition], hidden: Sequence[str]) -> Truth:
        for name in hidden:
            self.applies[name] = None
        for name in hidden:
            self.applies[name] = all_hold(self._holds(c) for c in self.facts.outline.by_id[name].conditions)
        return all_hold(self._holds(goal) for goal in goals)

    def _holds(self, condition: Condition) -> Truth:
        if self.tasks is None and self.has_tasks and any(isinstance(atom, TasksAre) for atom, _ in atoms(condition)):
            return None
        return holds(condition, self.facts)

    def world(self) -> World:
        return World(dict(self.options), dict(self.profile), self.tasks)


def _fact_marks(atom: ProfileIs) -> Iterator[str]:
    yield from (text for text in (atom.is_, atom.is_not) if text is not None)
    yield from (rational_text(limit) for limit in (atom.at_least, atom.below) if limit is not None)


def _matches(atom: TasksAre) -> list[TaskMatch]:
    return [match for match in (atom.tasks.any, atom.tasks.all) if match is not None]
