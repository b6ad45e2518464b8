"""What a report is asked for: one version of an assessment, evaluated, and for whom."""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from readiness_tui.analysis.evaluating import Evaluation
from readiness_tui.analysis.scorecard import GateScore, Scorecard
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.questionnaire import Display, Questionnaire
from readiness_tui.model.workspace import WorkspaceSettings

if TYPE_CHECKING:  # a score needs neither a comparison nor a plan
    from readiness_tui.analysis.comparison import Comparison
    from readiness_tui.analysis.plan import Plan

Audience = Literal["full", "exec"]
LeftOut = Literal["people", "notes", "evidence"]


class _Request(NamedTuple):
    """The fields of a request."""

    slug: str
    assessment: Assessment
    questionnaire: Questionnaire
    questionnaire_hash: str
    evaluation: Evaluation
    as_of: date
    version: str = "working answers"
    is_draft: bool = True
    comparison: "Comparison | None" = None
    compared_with: str = ""
    history: tuple[tuple[str, date, Scorecard], ...] = ()
    audience: Audience = "full"
    without: frozenset[LeftOut] = frozenset()
    planned: "Plan | None" = None
    settings: WorkspaceSettings = WorkspaceSettings.model_construct()


class ReportRequest(_Request):
    """Everything a report is made of. `version` is `working answers` or `@3`; `history` is oldest first.

    A history row is a milestone's label, the day it was taken, and its scorecard as of that day. `compared_with` is the
    label of what `comparison` starts from. Without `planned` the actions are only put in order.
    """

    @property
    def scorecard(self) -> Scorecard:
        """The scorecard of the version that is reported."""
        return self.evaluation.scorecard

    @cached_property
    def display(self) -> Display:
        """How the questionnaire shows numbers."""
        return self.questionnaire.scoring.display

    @cached_property
    def gates_by_question(self) -> dict[str, list[GateScore]]:
        """The gates of each question that has some."""
        gates: dict[str, list[GateScore]] = {}
        for gate in self.scorecard.gates:
            gates.setdefault(gate.question, []).append(gate)
        return gates

    @property
    def is_full(self) -> bool:
        """Whether all ten sections are wanted."""
        return self.audience == "full"

    def person(self, name: str | None) -> str:
        """A person's name, or nothing where the reader should not see people."""
        return "" if name is None or "people" in self.without else name

    def words(self, text: str | None) -> str:
        """A note or a reason that a person wrote, or nothing where the reader should not see notes."""
        return "" if text is None or "notes" in self.without else text.strip()
