"""The tour of docs/tour.md still leads where it says."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.tui.workspaces import NOW, TODAY, screen_text

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.deep
async def test_the_tour_answers_all_rates_six_tasks_compares_and_writes_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "screenshots"))
    tour = __import__("tour")
    seen: dict[str, str] = {}
    app = await tour.take_tour(tmp_path, TODAY, NOW, lambda name, app: seen.update({name: screen_text(app)}))
    sys.modules.pop("tour")
    coverage = app.session.evaluation.scorecard.coverage
    assert (coverage.answered, coverage.applicable) == (29, 29)
    assert all(len(task.factors) == 8 and task.evidence is not None for task in app.session.assessment.tasks.values())
    assert len(app.session.assessment.tasks) == 6
    assert "2 stop" in seen["tour-tasks"]
    assert "Gate passed: Decision log" in seen["tour-compare"]
    assert "written:" in seen["tour-report"]
    report = (tmp_path / "agent" / "support-agent-working.html").read_text(encoding="utf-8")
    assert all(name in report for name, *_ in tour.TASKS)


def test_the_tour_shows_every_picture_that_is_made_for_it() -> None:
    page = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
    shown = re.findall(r"\(\.\./screenshots/(tour-[a-z]+)\.svg\)", page)
    made = re.findall(r'Step\("(tour-[a-z]+)"', (ROOT / "screenshots" / "tour.py").read_text(encoding="utf-8"))
    assert shown == made
    assert all((ROOT / "screenshots" / f"{name}.svg").is_file() for name in made)
