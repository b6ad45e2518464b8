"""What has become worse since another version, like for like: both sides scored with the later questionnaire."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from readiness_tui.analysis.comparing import AnswerChange, Side, compare
from readiness_tui.analysis.evaluating import evaluate
from readiness_tui.analysis.matching import carried_answers, match_questionnaires
from readiness_tui.analysis.outlining import outline_of


@dataclass(frozen=True, slots=True)
class FallenGate:
    """A gate that passed with the earlier answers and fails now, by the same rules."""

    question: str
    title: str
    level: str


@dataclass(frozen=True, slots=True)
class Regressions:
    """What became worse since `since`: answers, gates, the level as (before, after), the change of the worst end.

    `change` leaves out what the questionnaire itself changed; it is in the fold's own units.
    """

    since: str
    answers: tuple[AnswerChange, ...]
    gates: tuple[FallenGate, ...]
    level: tuple[str, str | None] | None
    change: Fraction

    @property
    def any(self) -> bool:
        """Whether anything became worse."""
        return bool(self.answers or self.gates or self.level) or self.change < 0


def regressions(since: str, before: Side, after: Side) -> Regressions:
    """Hold the later answers against the earlier ones; a waiver that has ended since counts as a gate that fell.

    An answer of less value, a gate that no longer passes, a lower level and a lower worst end are regressions; a
    question that is new, a weight or a threshold that changed are not.
    """
    comparison = compare(before, after)
    match = match_questionnaires(before.questionnaire, after.questionnaire)
    carried = carried_answers(before.assessment, match, after.questionnaire)
    past = evaluate(after.questionnaire, carried, before.as_of, after.settings).scorecard
    present = comparison.after.scorecard
    passed = {(gate.question, gate.level) for gate in past.gates if gate.state in ("passed", "waived")}
    fallen = [
        FallenGate(gate.question, present.question(gate.question).title, gate.level)
        for gate in present.gates
        if gate.state in ("failed", "unanswered") and (gate.question, gate.level) in passed
    ]
    ranks = outline_of(after.questionnaire).ranks
    is_lower = ranks.get(present.level_worst or "", -1) < ranks.get(past.level_worst or "", -1)
    parts = comparison.overall.parts
    return Regressions(
        since=since,
        answers=tuple(row for row in comparison.answers if row.kind == "worse"),
        gates=tuple(fallen),
        level=(past.level_worst or "", present.level_worst) if is_lower else None,
        change=parts.applicability + parts.answers,
    )
