"""Templates that were compiled when the program was packed say just what their texts say, or are not used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from readiness_tui.reports.building import build_report
from readiness_tui.reports.compiled import KINDS, compiled_folder, compiled_modules
from readiness_tui.reports.rendering import plain, rendered
from readiness_tui.reports.sandbox import Kind, Templates
from readiness_tui.reports.team import build_team_report
from readiness_tui.reports.template_names import TEMPLATES
from tests.reports.requests import request, templates
from tests.reports.team_requests import team

FIRST_OF_TEMPLATES = [TEMPLATES[0], *(pytest.param(name, marks=pytest.mark.deep) for name in TEMPLATES[1:])]


def packed(root: Path, texts: Templates) -> str:
    for kind in KINDS:
        folder = root / compiled_folder(kind, texts)
        folder.mkdir(parents=True)
        for name, module in compiled_modules(kind, texts):
            (folder / name).write_text(module, encoding="utf-8")
    return str(root)


def values(name: str) -> dict[str, Any]:
    return plain(build_team_report(team()) if name.startswith("team") else build_report(request()))


def altered(text: str) -> str:
    return text.replace("not comparable", "easily compared").replace(
        "A self-assessment, not", "Not a self-assessment, but"
    )


def kind_of(name: str) -> Kind:
    return "md" if name.endswith(".md.j2") else "html"


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_compiled_template_makes_the_same_text(name: str, tmp_path: Path) -> None:
    given = (kind_of(name), values(name), templates(), name)
    assert rendered(*given, compiled=packed(tmp_path, templates())) == rendered(*given)


@pytest.mark.parametrize("name", FIRST_OF_TEMPLATES)
def test_what_lies_compiled_is_what_is_used(name: str, tmp_path: Path) -> None:
    root = packed(tmp_path, templates())
    for path in tmp_path.rglob("*.py"):
        path.write_text(altered(path.read_text(encoding="utf-8")), encoding="utf-8")
    given = (kind_of(name), values(name), templates(), name)
    assert rendered(*given, compiled=root) == altered(rendered(*given)) != rendered(*given)


@pytest.mark.parametrize("name", FIRST_OF_TEMPLATES)
def test_what_was_compiled_of_other_texts_is_not_used(name: str, tmp_path: Path) -> None:
    others = {each: altered(text) for each, text in templates().items()}
    given = (kind_of(name), values(name), templates(), name)
    assert rendered(*given, compiled=packed(tmp_path, others)) == rendered(*given)


def test_where_nothing_lies_the_texts_are_compiled(tmp_path: Path) -> None:
    given = ("md", values("report.md.j2"), templates(), "report.md.j2")
    assert rendered(*given, compiled=str(tmp_path / "nowhere")) == rendered(*given)
