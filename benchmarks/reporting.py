"""Reports: HTML against Markdown, and 1,000 questions against few."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.materials import DAY, assessment, questionnaire
from benchmarks.measuring import Bar, Work, against_floor, here
from readiness_tui.analysis.evaluating import evaluate
from readiness_tui.model.workspace import WorkspaceSettings
from readiness_tui.reports.building import ReportRequest, build_report
from readiness_tui.reports.rendering import plain, rendered
from readiness_tui.reports.sandbox import Kind
from readiness_tui.reports.template_names import HTML_TEMPLATE, MARKDOWN_TEMPLATE
from readiness_tui.storage.shipped import shipped_files

TEMPLATES = {"html": HTML_TEMPLATE, "md": MARKDOWN_TEMPLATE}


def bars(pairs: int) -> Iterator[Bar]:
    """Rendering alone, both kinds; from answers to HTML in two sizes.

    The design allows 1,000 questions 30 times what 40 take, which is 1.2 times as much for each: 42 times what 29 take
    for 1,015 of them.
    """
    yield against_floor("report: HTML against Markdown", 3, _render("html", 1), _render("md", 1), pairs, here)
    few, many = _whole("html", 1), _whole("html", 35)
    yield against_floor("report: HTML, 1,015 questions against 29", 42, many, few, pairs, here)


def _request(copies: int) -> ReportRequest:
    asked, settings = questionnaire(copies), WorkspaceSettings()
    given = assessment(asked, 6)
    return ReportRequest("agent", given, asked, "sha256:" + "0" * 64, evaluate(asked, given, DAY, settings), DAY)


def _render(kind: Kind, copies: int) -> Work:
    shown, templates = plain(build_report(_request(copies))), _templates()
    return lambda: rendered(kind, shown, templates, TEMPLATES[kind])


def _whole(kind: Kind, copies: int) -> Work:
    request, templates = _request(copies), _templates()
    return lambda: rendered(kind, plain(build_report(request)), templates, TEMPLATES[kind])


def _templates() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in shipped_files("templates", "*.j2")}
