"""What each mode needs of the checklist: the same for every task, so it is worked out once for all of them."""

from collections.abc import Iterator
from typing import NamedTuple

from readiness_tui.analysis.levels import is_met, unmet
from readiness_tui.analysis.outlining import outline_of
from readiness_tui.analysis.scoring import Scorecard, Shortfall
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.matrix import AutonomyNeed
from readiness_tui.model.modes import RANK, Mode
from readiness_tui.model.questionnaire import Level, Questionnaire


class Permit(NamedTuple):
    """One mode: what the answers fall short of for it, and whether it asks for a named reviewer."""

    mode: Mode
    shortfalls: tuple[Shortfall, ...]
    named_reviewer: bool


class Permits:
    """What the answers of one assessment permit, mode by mode: worked out for the modes that are asked about.

    `cheapest` keeps the improvements found for a mode, for all tasks that ask for the same.
    """

    __slots__ = ("_exact", "_held", "_permits", "assessment", "cheapest", "questionnaire", "scorecard")

    def __init__(self, questionnaire: Questionnaire, assessment: Assessment, scorecard: Scorecard) -> None:
        self.questionnaire = questionnaire
        self.assessment = assessment
        self.scorecard = scorecard
        self.cheapest: dict[Mode, frozenset[str] | None] = {}
        self._exact: dict[Mode, tuple[Shortfall, ...]] = {}
        self._held: dict[Mode, bool] = {}
        self._permits: dict[Mode, Permit] = {}

    def highest_rank(self, named_reviewer: bool) -> int:
        """The rank of the highest mode whose needs and those of all lower modes hold."""
        for need in sorted(self.questionnaire.autonomy, key=lambda need: RANK[need.mode]):
            if not self._holds(need) or (need.requires.named_reviewer and not named_reviewer):
                return RANK[need.mode] - 1
        return RANK["automate"]

    def _holds(self, need: AutonomyNeed) -> bool:
        found = self._held.get(need.mode)
        if found is None:
            parts = (self.questionnaire, self.assessment, self.scorecard)
            found = self._held[need.mode] = is_met(need.requires, need.mode, *parts)
        return found

    def permit(self, mode: Mode) -> Permit:
        """What one mode needs; nothing where the questionnaire says nothing of it."""
        found = self._permits.get(mode)
        if found is None:
            needs = (need for need in self.questionnaire.autonomy if need.mode == mode)
            found = self._permits[mode] = next((self._permit(need) for need in needs), Permit(mode, (), False))
        return found

    def _permit(self, need: AutonomyNeed) -> Permit:
        parts = (self.questionnaire, self.assessment, self.scorecard)
        return Permit(need.mode, unmet(need.requires, need.mode, *parts, waivers=False), need.requires.named_reviewer)

    def exact_shortfalls(self, mode: Mode) -> tuple[Shortfall, ...]:
        """What a mode falls short of, each once; a missing level as what is missing for that level."""
        found = self._exact.get(mode)
        if found is None:
            found = self._exact[mode] = tuple(_spelled_out(self, mode))
        return found


def permits(questionnaire: Questionnaire, assessment: Assessment, scorecard: Scorecard) -> Permits:
    """Hold the answers against the needs of every mode: the worst end counts, and no waiver does."""
    return Permits(questionnaire, assessment, scorecard)


def _spelled_out(permits: Permits, mode: Mode) -> Iterator[Shortfall]:
    seen: set[tuple[str, str]] = set()
    for short in permits.permit(mode).shortfalls:
        parts = tuple(_of_level(permits, short)) if short.kind == "level" else ()
        for part in parts or (short,):
            if (part.subject, part.need) not in seen:
                seen.add((part.subject, part.need))
                yield part


def _of_level(permits: Permits, short: Shortfall) -> Iterator[Shortfall]:
    """What is missing for a level and those below it, without waivers; nothing for a band."""
    ladder = permits.questionnaire.levels
    rank = next((rank for rank, level in enumerate(ladder) if level.id == short.subject), -1)
    for level in ladder[: rank + 1]:
        yield from _of_rung(permits, level)


def _of_rung(permits: Permits, level: Level) -> Iterator[Shortfall]:
    gates = [gate.question for gate in outline_of(permits.questionnaire).gates if gate.level == level.id]
    requires = level.requires.model_copy(update={"gates": (*gates, *level.requires.gates), "level": None})
    yield from unmet(requires, level.id, permits.questionnaire, permits.assessment, permits.scorecard, waivers=False)
