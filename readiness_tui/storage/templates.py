"""The texts of report templates: the built-in ones, a team's own, or a file that a person names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from readiness_tui.model.faults import Fault, UserError, nearest
from readiness_tui.storage.files import read_bytes
from readiness_tui.storage.shipped import shipped_files

LARGEST = 1_000_000


def built_in_templates() -> Mapping[str, str]:
    """The text of every built-in template, by file name."""
    return {path.name: path.read_text(encoding="utf-8") for path in shipped_files("templates", "*.j2")}


def own_template(root: Path, wanted: str) -> tuple[str, str]:
    """Name and text of a team's template: a file in the workspace's `templates/`, or a path. Raises UserError."""
    folder = root / "templates"
    path = next((each for each in (folder / wanted, Path(wanted)) if each.is_file()), None)
    if path is None:
        known = [each.name for each in folder.glob("*.j2")]
        remedy = nearest(wanted, known) or f"put it into {folder}, or name its path"
        raise UserError(Fault(f"no template '{wanted}'", remedy))
    try:
        return path.name, read_bytes(path, LARGEST).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError(Fault("the template is not UTF-8 text", "save it as UTF-8", str(path))) from None
