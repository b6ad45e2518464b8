"""What each mode needs of the checklist: the same for every task, so it is worked out once for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from readiness_tui.analysis.levels import unmet
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


@dataclass(frozen=True, slots=True, eq=False)
class Permits:
    """What the answers of one assessment permit, mode by mode, least autonomy first.

    `cheapest` keeps the improvements found for a mode, for all tasks that ask for the same.
    """

    questionnaire: Questionnaire
    assessment: Assessment
    scorecard: Scorecard
    modes: tuple[Permit, ...]
    cheapest: dict[Mode, frozenset[str] | None] = field(default_factory=dict, repr=False)
    _exact: dict[Mode, tuple[Shortfall, ...]] = field(default_factory=dict, repr=False)

    def highest_rank(self, named_reviewer: bool) -> int:
        """The rank of the highest mode whose needs and those of all lower modes hold."""
        for permit in self.modes:
            if permit.shortfalls or (permit.named_reviewer and not named_reviewer):
                return RANK[permit.mode] - 1
        return RANK["automate"]

    def permit(self, mode: Mode) -> Permit:
        """What one mode needs; nothing where the questionnaire says nothing of it."""
        return next((permit for permit in self.modes if permit.mode == mode), Permit(mode, (), False))

    def exact_shortfalls(self, mode: Mode) -> tuple[Shortfall, ...]:
        """What a mode falls short of, each once; a missing level as what is missing for that level."""
        found = self._exact.get(mode)
        if found is None:
            found = self._exact[mode] = tuple(_spelled_out(self, mode))
        return found


def permits(questionnaire: Questionnaire, assessment: Assessment, scorecard: Scorecard) -> Permits:
    """Hold the answers against the needs of every mode: the worst end counts, and no waiver does."""
    needs = sorted(questionnaire.autonomy, key=lambda need: RANK[need.mode])
    modes = tuple(_permit(need, questionnaire, assessment, scorecard) for need in needs)
    return Permits(questionnaire, assessment, scorecard, modes)


def _permit(need: AutonomyNeed, questionnaire: Questionnaire, assessment: Assessment, scorecard: Scorecard) -> Permit:
    short = unmet(need.requires, need.mode, questionnaire, assessment, scorecard, waivers=False)
    return Permit(need.mode, short, need.requires.named_reviewer)


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
