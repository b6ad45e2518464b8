"""What packing the program adds to its files: the built-in templates, compiled, so that no report waits for that."""

from __future__ import annotations

from readiness_tui.reports.compiled import KINDS, compiled_folder, compiled_modules
from readiness_tui.storage.templates import built_in_templates, keep_compiled


def compile_templates() -> None:
    """Compile the built-in templates as they are now, in place of what was compiled before."""
    templates = built_in_templates()
    keep_compiled({compiled_folder(kind, templates): dict(compiled_modules(kind, templates)) for kind in KINDS})
