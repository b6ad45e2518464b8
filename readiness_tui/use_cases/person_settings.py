"""A person's own settings, and what is wrong with their file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_tui.model.faults import Fault, UserError
from readiness_tui.storage.own_folders import settings_path

if TYPE_CHECKING:  # most people have no such file, and their start is not to wait for what reads it
    from readiness_tui.model.person_settings import PersonSettings


def has_person_settings() -> bool:
    """Whether there is such a file."""
    return settings_path().is_file()


def person_settings() -> tuple[PersonSettings, tuple[Fault, ...]]:
    """The settings, and the faults of the file; with faults the defaults. Never raises."""
    from readiness_tui.model.person_settings import PersonSettings
    from readiness_tui.storage.person_settings import load_person_settings

    try:
        return load_person_settings(), ()
    except UserError as error:
        return PersonSettings(), error.faults


def settings_file() -> str:
    """Where the settings are, or would be."""
    return str(settings_path())


def settings_places(key: str) -> dict[str, tuple[int, int]]:
    """Line and column, from 1, of each key below a key of the settings; none where the file can't be read."""
    from readiness_tui.storage.person_settings import key_places

    try:
        return key_places(key)
    except UserError:
        return {}
