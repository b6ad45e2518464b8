"""A plan as other tools take it: each action with an id that stays the same, and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from readiness_tui.analysis.plan import Action, Plan
from readiness_tui.analysis.shortfalls import answer_words
from readiness_tui.analysis.wording import rounded, signed
from readiness_tui.model.modes import BUILT_TITLE, MODE_TITLE
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.values import rational_text


@dataclass(frozen=True, slots=True)
class SharedPlan:
    """The plan of one agent with what its words are made of; `tasks` are names, `waivers` last days, both by id."""

    agent: str
    name: str
    as_of: date
    questionnaire: Questionnaire
    tasks: Mapping[str, str]
    plan: Plan
    waivers: Mapping[str, date] = field(default_factory=dict)

    @property
    def waived_text(self) -> str:
        """What counts as passed only because it is waived, and until when; empty for nothing."""
        titles = {name: question.label for name, question in self.questionnaire.question_by_id.items()}
        parts = []
        for name in self.plan.waived:
            until = f" until {self.waivers[name]}, from then on it counts again" if name in self.waivers else ""
            parts.append(f"{titles.get(name, name)} ({name}){until}")
        return "; ".join(parts)

    @property
    def target(self) -> str:
        """What the plan is to reach, in words."""
        labels = {rung.id: rung.label for rung in self.questionnaire.rungs}
        level, tasks = self.plan.goal.level, self.plan.goal.clearances
        parts = [labels[level]] if level is not None else []
        return " and ".join(
            [*parts, *(f"{self.tasks.get(task, task)} cleared for {MODE_TITLE[mode]}" for task, mode in tasks)]
        )

    def level(self, level_id: str | None) -> str:
        """The name of a level."""
        return next((rung.label for rung in self.questionnaire.rungs if rung.id == level_id), level_id or "no level")

    def external_id(self, action: Action) -> str:
        """An id that stays the same as long as the question or the task does."""
        suffix = f"-{action.part}" if action.part else ""
        return f"readiness/{self.agent}/{action.kind}/{action.id}{suffix}"

    def today(self, action: Action) -> str:
        """What is, in the question's own words."""
        question = self.questionnaire.question_by_id.get(action.id) if action.kind == "question" else None
        if question is not None:
            return answer_words(question, action.before) if action.before else "Unanswered"
        return next((title for built, title in BUILT_TITLE.items() if built == action.before), action.before or "")

    def then(self, action: Action) -> str:
        """What it becomes, in the question's own words."""
        question = self.questionnaire.question_by_id.get(action.id) if action.kind == "question" else None
        if question is not None:
            return answer_words(question, action.after)
        mode = next((title for mode, title in MODE_TITLE.items() if mode == action.after), None)
        return f"at most {mode}" if mode else action.after

    def gain(self, action: Action) -> str:
        """What it adds to the worst end: `+1.9`."""
        return signed(action.gain, self.questionnaire.scoring.display) if action.gain is not None else ""

    def worst(self, action: Action) -> str:
        """The worst end once it is done."""
        return rounded(action.worst, self.questionnaire.scoring.display) if action.worst is not None else ""

    def clears(self, action: Action) -> str:
        """The tasks that may do more from then on."""
        return ", ".join(f"{self.tasks.get(task, task)} for {MODE_TITLE[mode]}" for task, mode in action.clears)

    def description(self, action: Action) -> str:
        """Why and what, as plain lines."""
        lines = [action.do, f"Why: {action.why}", f"Today: {self.today(action)}; then: {self.then(action)}"]
        if self.gain(action):
            lines.append(f"Gain: {self.gain(action)} of the worst score")
        if action.clears:
            lines.append(f"Clears: {self.clears(action)}")
        if action.needs:
            lines.append("Needs first: " + ", ".join(action.needs))
        if action.level_after:
            lines.append(f"Stop here and you are at {self.level(action.level_after)}")
        return "\n".join(line for line in lines if line)


def effort_text(action: Action) -> str:
    """Person-days as digits; nothing where they aren't known."""
    return rational_text(action.effort) if action.effort is not None else ""
