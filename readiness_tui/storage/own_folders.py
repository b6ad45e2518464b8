"""Where a person's own local state lives: never in the workspace, never in git."""

from __future__ import annotations

import os
from pathlib import Path

OWN_FOLDER_VARIABLE = "READINESS_STATE_DIR"


def state_folder() -> Path:
    """The folder for what must survive a restart: recovery copies, lock files, logs."""
    return _own_folder("user_state_path")


def cache_folder() -> Path:
    """The folder for what can be made again: the index."""
    return _own_folder("user_cache_path", "cache")


def config_folder() -> Path:
    """The folder of a person's settings."""
    return _own_folder("user_config_path", "config")


def settings_path() -> Path:
    """The file of a person's settings, there or not."""
    return config_folder() / "settings.yaml"


def _own_folder(kind: str, below: str = "") -> Path:
    demanded = os.environ.get(OWN_FOLDER_VARIABLE)
    if demanded:
        return Path(demanded).absolute() / below
    import platformdirs  # only where it is needed: reading commands start without it

    found: Path = getattr(platformdirs, kind)("readiness", appauthor=False)
    return found
