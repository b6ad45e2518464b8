"""The requirements of a questionnaire's levels, worked out once: each rung's own, and all up to a rung."""

from __future__ import annotations

from collections.abc import Sequence

from readiness_tui.analysis.outlining import GateOutline, Outline, outline_of
from readiness_tui.analysis.requirements import Requirement, gate_requirement, requirements_of
from readiness_tui.model.questionnaire import Level, Questionnaire

_KINDS = ("gate", "overall", "section", "answer", "level")


def ladder(questionnaire: Questionnaire) -> tuple[tuple[Requirement, ...], ...]:
    """What each level needs by itself, lowest first; empty for bands."""
    outline = outline_of(questionnaire)
    levels = questionnaire.levels
    return outline.memory.latest("ladder", (), None, lambda: tuple(_rung(level, outline) for level in levels))


def needs_up_to(questionnaire: Questionnaire, rank: int) -> tuple[Requirement, ...]:
    """All that the levels up to a rank need, gates first; what a higher level repeats is named with the lowest."""
    memory = outline_of(questionnaire).memory
    return memory.latest(("needs", rank), (), None, lambda: _each_once(ladder(questionnaire)[: rank + 1]))


def gates(outline: Outline) -> tuple[tuple[GateOutline, ...], tuple[Requirement, ...]]:
    """Every gate of a level, in the order of the questions; and each as a requirement."""

    def make() -> tuple[tuple[GateOutline, ...], tuple[Requirement, ...]]:
        known = tuple(gate for gate in outline.gates if gate.level in outline.ranks)
        return known, tuple(gate_requirement(gate, outline, gate.level) for gate in known)

    return outline.memory.latest("gates", (), None, make)


def _rung(level: Level, outline: Outline) -> tuple[Requirement, ...]:
    """The gates that name a level, then its own requirements.

    A level that it names holds already where it stands below.
    """
    own = [gate_requirement(gate, outline, level.id) for gate in outline.gates if gate.level == level.id]
    named = requirements_of(level.id, level.requires, outline)
    rank = outline.ranks[level.id]
    own += [need for need in named if need.kind != "level" or outline.ranks.get(need.subject, rank) >= rank]
    return tuple(own)


def _each_once(levels: Sequence[Sequence[Requirement]]) -> tuple[Requirement, ...]:
    once: dict[object, Requirement] = {}
    for level in levels:
        for need in level:
            once.setdefault((need.kind, need.subject, need.need, need.threshold, need.na_ok), need)
    return tuple(sorted(once.values(), key=lambda need: _KINDS.index(need.kind)))
