"""A person's own settings, outside every workspace: theme, glyphs, keys."""

from __future__ import annotations

from readiness_tui.model.faults import UserError
from readiness_tui.model.person_settings import PersonSettings
from readiness_tui.storage.decoding import misfit_faults
from readiness_tui.storage.files import read_bytes
from readiness_tui.storage.fitting import Misfit, fit
from readiness_tui.storage.own_folders import settings_path
from readiness_tui.storage.yaml_reader import locate, read_tree


def load_person_settings() -> PersonSettings:
    """The settings; the defaults where there is no file. Raises UserError with every fault of the file."""
    path = settings_path()
    if not path.is_file():
        return PersonSettings()
    raw, file = read_bytes(path), str(path)
    tree = read_tree(raw, file)
    if tree is None:
        return PersonSettings()
    try:
        return fit(PersonSettings, tree)
    except Misfit as misfit:
        raise UserError(*misfit_faults(PersonSettings, misfit, tree, raw, file)) from None


def key_places(key: str) -> dict[str, tuple[int, int]]:
    """Line and column of each key below a key of the settings. Raises UserError where the file can't be read."""
    path = settings_path()
    if not path.is_file():
        return {}
    places = locate(read_bytes(path), str(path))
    return {
        str(where[1]): (place.key_line, place.key_column)
        for where, place in places.items()
        if len(where) == 2 and where[0] == key
    }
