from __future__ import annotations

from tests.program.conftest import demo, demo_once, fresh, fresh_once, home

__all__ = ["demo", "demo_once", "fresh", "fresh_once", "home"]
