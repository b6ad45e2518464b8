"""Where the questionnaires, templates and demo data that come with the program are: in a wheel, or in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped_folder(name: str) -> Path:
    """`questionnaires` or `templates`: inside the package when installed from a wheel, beside it in a checkout."""
    packaged = _PACKAGE / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / name


def shipped_text(folder: str, name: str) -> str:
    """The text of a shipped file."""
    return (shipped_folder(folder) / name).read_text(encoding="utf-8")


def shipped_files(folder: str, pattern: str) -> tuple[Path, ...]:
    """The shipped files of a folder that match, by name."""
    return tuple(sorted(shipped_folder(folder).glob(pattern)))
