"""From one task and the decision matrix to the recommended mode, and why."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from readiness_tui.model.assessment import Task
from readiness_tui.model.matrix import Matrix
from readiness_tui.model.modes import Basis, Mode

Status = Literal["open", "unclear", "close_call", "clear"]
Severity = Literal["critical", "major", "info"]


@dataclass(frozen=True, slots=True)
class Cap:
    """A hard rule that applies. `binding`: its cap equals the mode and lies below the base mode."""

    rule: str
    title: str
    cap: Mode
    binding: bool
    ground: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Assumption:
    """An unknown that was taken at its cautious end: `factor:x`, `flag:y`; `taken_as` the level or yes / no."""

    what: str
    taken_as: str


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Intent, what is built and what is recommended disagree: M1 to M6."""

    id: str
    severity: Severity
    text: str


@dataclass(frozen=True, slots=True)
class FactorDistance:
    """How far a factor pulls its axis from the cut-off that decided: (level - cut-off) / number of factors on it."""

    id: str
    distance: Fraction


@dataclass(frozen=True, slots=True)
class Reason:
    """What decided: a binding cap (`id` is the rule's), or an axis with its cut-off and factors, largest first."""

    kind: Literal["cap", "axis"]
    id: str
    text: str
    cutoff: Fraction | None = None
    factors: tuple[FactorDistance, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """The recommended mode of a task, with what decided it. All means are exact.

    `mode` takes every unknown at its cautious end, `best_mode` at the other; `interim` is what clearance uses.
    """

    id: str
    basis: Basis
    mode: Mode
    best_mode: Mode
    status: Status
    candidates: tuple[Mode, ...]
    interim: Mode
    base_mode: Mode
    judgement_and_exposure: tuple[tuple[str, Fraction], ...]
    caps: tuple[Cap, ...]
    assumptions: tuple[Assumption, ...]
    unknowns_that_matter: tuple[str, ...]
    not_checked: tuple[str, ...]
    staffed: bool
    named_reviewer: bool
    mismatches: tuple[Mismatch, ...]
    reasons: tuple[Reason, ...]

    @property
    def binding(self) -> tuple[Cap, ...]:
        """The caps that decided the mode."""
        return tuple(cap for cap in self.caps if cap.binding)


def decide(task_id: str, task: Task, matrix: Matrix) -> Decision:
    """The recommended mode of a task: min(base mode, caps), unknowns taken cautiously."""
    raise NotImplementedError
