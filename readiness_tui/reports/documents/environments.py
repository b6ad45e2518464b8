"""`readiness/doctor@1`: facts about an installation."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypedDict


class EnvironmentFact(TypedDict):
    """One fact; `ok` is false where it gets in the way of something."""

    name: str
    value: str
    ok: bool


class DoctorDocument(TypedDict):
    """The facts."""

    format: Literal["readiness/doctor@1"]
    as_of: str
    facts: list[EnvironmentFact]


def doctor_document(facts: list[EnvironmentFact], as_of: date) -> DoctorDocument:
    """The facts as one JSON object."""
    return {"format": "readiness/doctor@1", "as_of": as_of.isoformat(), "facts": facts}
