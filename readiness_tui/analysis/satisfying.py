"""Whether conditions can hold together: a search over all that they look at, exhaustive within a budget."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from readiness_tui.analysis.condition_checking import atoms
from readiness_tui.analysis.conditions import SettledFacts, holds
from readiness_tui.analysis.dependencies import asking_about, compared_numbers, dependencies
from readiness_tui.analysis.forms import TASKS, Form, Forms, conditions_of, looks_at_tasks, mask_of
from readiness_tui.analysis.outlining import outline_of, questions_in
from readiness_tui.analysis.seeking import Budget, Search
from readiness_tui.analysis.truth import Truth, all_hold
from readiness_tui.analysis.worlds import Option, World, task_worlds
from readiness_tui.model.conditions import Condition, TaskMatch, TasksAre
from readiness_tui.model.questionnaire import Questionnaire

MOST_STEPS = 20_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """`world` makes the conditions hold; without one they can't (`proven`), or none was found within the budget.

    `tried`: the names of what was varied.
    """

    world: World | None
    proven: bool
    tried: tuple[str, ...] = ()


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
        self._has_tasks = any(looks_at_tasks(condition) for condition in conditions_of(questionnaire))
        self._forms: dict[tuple[TaskMatch, ...], Forms] = {}
        self._verdicts: dict[str, Verdict] = {}
        self._never: set[str] = set()
        self._budget = Budget(20 * MOST_STEPS)

    def options(self, name: str) -> tuple[Option, ...]:
        """Ways to answer a question, best first, "not applicable" last."""
        return tuple(self._forms_with(()).values(name))

    def facts(self) -> Mapping[str, tuple[str, ...]]:
        """Values of each profile fact, such that any other behaves like one of them."""
        forms = self._forms_with(())
        return {fact.id: tuple(forms.values(f"/{fact.id}")) for fact in self.questionnaire.profile}

    def asking_about(self, name: str) -> tuple[str, ...]:
        """The questions with a condition on a question."""
        return self._asking.get(name, ())

    def shown(self, name: str) -> Verdict:
        """A world in which a question is asked."""
        if name not in self._verdicts:
            verdict = self._verdicts[name] = self.satisfied(self.outline.by_id[name].conditions)
            if verdict.world is None and verdict.proven:
                self._never.add(name)
        return self._verdicts[name]

    def hidden(self, name: str) -> Verdict:
        """A world in which a question isn't asked."""
        forms = self._forms_for(self.outline.by_id[name].conditions)
        return self._sought([forms.asking(name, False)], forms, {})

    def satisfied(self, goals: Sequence[Condition], allowed: Mapping[str, tuple[Option, ...]] | None = None) -> Verdict:
        """A world in which all goals hold; `allowed` restricts the answers to some questions."""
        forms = self._forms_for(goals)
        limits = {name: mask_of(forms.values(name), options) for name, options in (allowed or {}).items()}
        return self._sought([forms.form(goal) for goal in goals], forms, limits)

    def _sought(self, goals: Sequence[Form], forms: Forms, limits: Mapping[str, int]) -> Verdict:
        search = Search(forms, self._never, limits, self._budget, MOST_STEPS)
        found = search.found(goals)
        if found is not None:
            return Verdict(_world(found, forms), True)
        proven = not search.is_spent and all(forms.is_exact(name) for name in search.touched)
        return Verdict(None, proven, tuple(_plain(name) for name in search.touched))

    def _forms_for(self, goals: Sequence[Condition]) -> Forms:
        if not self._has_tasks:
            return self._forms_with(())
        looked = [*goals, *(condition for name in self._closure(goals) for condition in self._conditions(name))]
        found = [atom for condition in looked for atom, _ in atoms(condition) if isinstance(atom, TasksAre)]
        matches = [match for atom in found for match in (atom.tasks.any, atom.tasks.all) if match is not None]
        return self._forms_with(tuple(dict.fromkeys(matches)))

    def _forms_with(self, matches: tuple[TaskMatch, ...]) -> Forms:
        if matches not in self._forms:
            self._forms[matches] = Forms(self.questionnaire, self._marks, task_worlds(matches))
        return self._forms[matches]

    def _conditions(self, name: str) -> tuple[Condition, ...]:
        return () if name in self._never else self.outline.by_id[name].conditions

    def _closure(self, goals: Sequence[Condition]) -> tuple[str, ...]:
        """The questions that the goals look at, and those that these hang on, nearest first."""
        found = dict.fromkeys(name for goal in goals for name in questions_in(goal))
        pending = list(found)
        while pending:
            inner = [other for condition in self._conditions(pending.pop(0)) for other in questions_in(condition)]
            pending += [other for other in dict.fromkeys(inner) if other not in found]
            found |= dict.fromkeys(inner)
        return tuple(found)

    def is_asked_with(self, name: str, world: World, by: str, option: Option) -> Truth:
        """Whether a question that a world shows is still asked with another answer to one that it asks about.

        None where that hangs on something open, or where it would take too long to tell.
        """
        goals = self.outline.by_id[name].conditions
        asked = tuple(dict.fromkeys(other for goal in goals for other in questions_in(goal)))
        changed = world.with_answers({by: option})
        if not any(self._hangs_on[other] >> self._number[by] & 1 for other in asked):
            return self._held(goals, changed, (), dict.fromkeys(asked, True))
        closure = self._closure(goals)
        unsettled = self._in_order(closure)
        self._budget.steps -= 1 + len(unsettled)
        never: dict[str, Truth] = dict.fromkeys(self._never.intersection(closure), False)
        return self._held(goals, changed, unsettled, never) if self._budget.steps > 0 else None

    def _in_order(self, names: Iterable[str]) -> list[str]:
        """Those with conditions, each after those that it hangs on."""
        unsettled = (name for name in names if name in self._place and name not in self._never)
        return sorted(unsettled, key=lambda name: self._place[name])

    def _held(
        self, goals: Sequence[Condition], world: World, unsettled: Sequence[str], applies: dict[str, Truth]
    ) -> Truth:
        """Whether the goals hold in a world; `unsettled` are the questions that may not apply, each after its own."""
        applies |= dict.fromkeys(unsettled)
        modes = world.tasks.modes if world.tasks else {}
        facts = SettledFacts(self.questionnaire, world.assessment(self.questionnaire), modes, applies)
        for name in unsettled:
            applies[name] = all_hold(holds(condition, facts) for condition in self.outline.by_id[name].conditions)
        return all_hold(holds(goal, facts) for goal in goals)


def _world(found: Mapping[str, int], forms: Forms) -> World:
    """The first value of each thing: of answers the best."""
    chosen = {name: forms.values(name)[(mask & -mask).bit_length() - 1] for name, mask in found.items()}
    tasks = chosen.pop(TASKS, None)
    profile = {name[1:]: value for name, value in chosen.items() if name.startswith("/")}
    return World({name: value for name, value in chosen.items() if not name.startswith("/")}, profile, tasks)


def _plain(name: str) -> str:
    return "tasks" if name == TASKS else name.removeprefix("/")
