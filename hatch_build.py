"""What is done before the program is packed, into a wheel or for a checkout that is installed to be worked on."""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildHook(BuildHookInterface[Any]):
    """Compiles the built-in templates of reports."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before the files are gathered."""
        sys.path.insert(0, self.root)
        from readiness_tui.use_cases.packing import compile_templates

        compile_templates()
