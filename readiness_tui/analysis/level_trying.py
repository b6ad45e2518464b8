"""An assessment as it stands, to be scored again with other answers."""

from collections.abc import Mapping
from typing import NamedTuple

from readiness_tui.analysis.conditions import Facts
from readiness_tui.analysis.outlining import Outline, outline_of
from readiness_tui.analysis.requirements import Standing, standing_of
from readiness_tui.analysis.scorecard import Scorecard
from readiness_tui.analysis.scoring import score
from readiness_tui.model.assessment import Answer, Assessment
from readiness_tui.model.modes import Mode
from readiness_tui.model.questionnaire import Questionnaire

MOST_SCORED = 12_000


class Trial(NamedTuple):
    """What is tried: the questionnaire, the assessment, its scorecard as of its day, the decided modes by task id."""

    questionnaire: Questionnaire
    assessment: Assessment
    scorecard: Scorecard
    task_modes: Mapping[str, Mode]

    @property
    def outline(self) -> Outline:
        """The questionnaire, worked out."""
        return outline_of(self.questionnaire)

    @property
    def facts(self) -> Facts:
        """What conditions look at."""
        return Facts(self.questionnaire, self.assessment, self.task_modes)

    @property
    def standing(self) -> Standing:
        """Where the assessment stands, waivers included."""
        return standing_of(self.questionnaire, self.assessment, self.scorecard, waivers=True)

    @property
    def rank(self) -> int:
        """The rank of the level that has been shown; -1 for none."""
        return self.outline.ranks.get(self.scorecard.level_worst or "", -1)

    @property
    def budget(self) -> int:
        """How many scorings one search may spend: well under a second of them."""
        return max(MOST_SCORED // max(len(self.outline.by_id), 1), 20)

    def changed(self, answers: Mapping[str, Answer]) -> "Trial":
        """The same with some answers replaced; its scorecard is without target and shortfalls."""
        assessment = self.assessment.model_copy(update={"answers": {**self.assessment.answers, **answers}})
        card = score(self.questionnaire, assessment, self.scorecard.as_of, task_modes=self.task_modes, aims=False)
        return Trial(self.questionnaire, assessment, card, self.task_modes)

    def with_answers(self, answers: Mapping[str, Answer]) -> Scorecard:
        """The scorecard with some answers replaced; without target and shortfalls."""
        return self.changed(answers).scorecard

    def rank_with(self, answers: Mapping[str, Answer]) -> int:
        """The rank of the level that would be shown with some answers replaced."""
        return self.changed(answers).rank
