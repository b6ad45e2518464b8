"""Gives faults that name a path in a noun their line and column in its file."""

from __future__ import annotations

from collections.abc import Iterable

from readiness_tui.analysis.model_fault import ModelFault
from readiness_tui.model.faults import Fault
from readiness_tui.storage.decoding import fault_at
from readiness_tui.storage.yaml_tree import Places


def placed(found: Iterable[ModelFault], places: Places, file: str) -> tuple[Fault, ...]:
    """The faults with their places, in order of line."""
    faults = [
        fault_at(places, fault.path, fault.at == "key", file, fault.message, fault.remedy)._replace(
            severity=fault.severity, id=fault.id, counterexample=fault.counterexample
        )
        for fault in found
    ]
    return tuple(sorted(faults, key=lambda fault: (fault.line, fault.column)))
