"""What comparing finds: how two assessments differ, like for like, as plain frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from readiness_tui.analysis.clearing import Verdict
from readiness_tui.analysis.evaluating import Evaluation
from readiness_tui.analysis.matching import Renaming
from readiness_tui.analysis.scorecard import GatePasses, Interval, State
from readiness_tui.model.assessment import Answer
from readiness_tui.model.modes import Mode

Kind = Literal["better", "worse", "same", "added", "removed", "evidence"]
PartName = Literal["questionnaire", "applicability", "answers"]


class Parts(NamedTuple):
    """A change of a worst end as an exact sum, in the fold's own units."""

    questionnaire: Fraction = Fraction(0)
    applicability: Fraction = Fraction(0)
    answers: Fraction = Fraction(0)

    @property
    def total(self) -> Fraction:
        """The whole change."""
        return self.questionnaire + self.applicability + self.answers


class ScoreChange(NamedTuple):
    """A score on both sides, and the change of its worst end, which is exactly the total of the parts.

    `before` and `after` are None where there is no score: nothing answered (overall), nothing applies, or no such
    section. Where nothing is answered the change counts from the worst of what may be answered; where there is no score
    at all, from 0.
    """

    before: Interval | None
    after: Interval | None
    change: Fraction
    best_change: Fraction
    parts: Parts


class SectionChange(NamedTuple):
    """A top section on both sides. `id` is that of the later side; `previous` the earlier one, None where it is new."""

    id: str
    previous: str | None
    title: str
    score: ScoreChange


class AnswerChange(NamedTuple):
    """One question on both sides.

    `question`: its id on the later side (on the earlier one where it is no longer asked); `previous`: the ids whose
    answers it takes. `before` and `after`: the answers as written (`full`, `14`, `a,b`, `n/a`), None when unanswered or
    not asked; a state of None means that the questionnaire doesn't ask it. `change` is what it adds to the change of
    the overall worst end, the total of `parts`; `cause` names the part that its change belongs to. `moved`: anything
    about its answer, its weight or whether it applies differs.
    """

    question: str
    previous: tuple[str, ...]
    title: str
    before: str | None
    after: str | None
    before_state: State | None
    after_state: State | None
    weight_before: Fraction | None
    weight_after: Fraction | None
    kind: Kind
    cause: PartName | None
    parts: Parts
    moved: bool

    @property
    def change(self) -> Fraction:
        """What it adds to the change of the overall worst end."""
        return self.parts.total


class QuestionnaireCause(NamedTuple):
    """One cause of the questionnaire's part of the overall change.

    `subject`: the id of a question; empty for all that no question carries (weights of sections, folds, values of
    answer sets), whose shares can't be told apart. `text`: the edits. `part`: in the fold's own units; the parts of all
    causes add up to the questionnaire's part exactly.
    """

    subject: str
    title: str
    text: str
    part: Fraction


class GateChange(NamedTuple):
    """A gate that began to pass (a waiver passes, too) or began to fail; `before` is None for a gate that is new."""

    question: str
    title: str
    level: str
    before: GatePasses | None
    after: GatePasses
    passes: bool


class ExpiredEvidence(NamedTuple):
    """An answer whose evidence held before and has expired since; `expired` is the last day on which it held."""

    question: str
    title: str
    expired: date | None


class DecisionChange(NamedTuple):
    """A task whose recommended mode moved; None: the task, or the matrix, was not there."""

    task: str
    name: str
    before: Mode | None
    after: Mode | None


class ClearanceChange(NamedTuple):
    """A task whose clearance or verdict moved; None: the task, or the matrix, was not there."""

    task: str
    name: str
    before: Mode | None
    after: Mode | None
    verdict_before: Verdict | None
    verdict_after: Verdict | None


class NoLongerAsked(NamedTuple):
    """A question that the later questionnaire doesn't ask, with the answer that is kept."""

    question: str
    title: str
    answer: Answer


@dataclass(frozen=True)
class Comparison:
    """Two assessments side by side. `answers` holds every question of the later side, then those no longer asked."""

    before: Evaluation
    after: Evaluation
    overall: ScoreChange
    sections: tuple[SectionChange, ...]
    answers: tuple[AnswerChange, ...]
    gates: tuple[GateChange, ...]
    expired: tuple[ExpiredEvidence, ...]
    decisions: tuple[DecisionChange, ...]
    clearances: tuple[ClearanceChange, ...]
    no_longer_asked: tuple[NoLongerAsked, ...]
    newly_asked: tuple[str, ...]
    renamed: tuple[Renaming, ...]
    causes: tuple[QuestionnaireCause, ...]

    @property
    def moved(self) -> tuple[AnswerChange, ...]:
        """The questions about which anything differs."""
        return tuple(row for row in self.answers if row.moved)

    @property
    def regressions(self) -> tuple[AnswerChange, ...]:
        """The questions with a worse answer than before."""
        return tuple(row for row in self.answers if row.kind == "worse")

    @property
    def level_before(self) -> tuple[str | None, str | None]:
        """The level before, at the worst and at the best end."""
        return self.before.scorecard.level_worst, self.before.scorecard.level_best

    @property
    def level_after(self) -> tuple[str | None, str | None]:
        """The level after, at the worst and at the best end."""
        return self.after.scorecard.level_worst, self.after.scorecard.level_best

    @property
    def is_empty(self) -> bool:
        """Whether nothing moved at all."""
        named = (self.gates, self.expired, self.decisions, self.clearances, self.no_longer_asked, self.renamed)
        return not self.moved and not any(named) and not self.overall.change and self.level_before == self.level_after
