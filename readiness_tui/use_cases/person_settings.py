"""A person's own settings, and what is wrong with their file."""

from __future__ import annotations

from readiness_tui.model.faults import Fault, UserError
from readiness_tui.model.person_settings import PersonSettings
from readiness_tui.storage.person_settings import load_person_settings


def person_settings() -> tuple[PersonSettings, tuple[Fault, ...]]:
    """The settings, and the faults of the file; with faults the defaults. Never raises."""
    try:
        return load_person_settings(), ()
    except UserError as error:
        return PersonSettings(), error.faults
