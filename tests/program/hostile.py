"""A workspace in which every text field that people write holds what could be taken for markup, code or a command."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from readiness_tui.model.assessment import Evidence, Task, Waiver
from readiness_tui.model.workspace import WorkspaceSettings
from readiness_tui.storage.assessments import load_working, save_working
from readiness_tui.storage.milestones import take_milestone
from readiness_tui.storage.workspaces import save_settings
from readiness_tui.use_cases.workspaces import init_workspace, new_assessment
from tests.program.answers import QUESTIONS

TEXTS = (
    "[/]",
    "[bold]x",
    "[@click=app.quit]x[/]",
    "[link=https://evil.example]x[/link]",
    "<script>alert(1)</script>",
    "{{7*7}}{% raw %}",
    "=cmd|' /C calc'!A0",
    "$(reboot) `id` ; rm",
    "%s {0} \\x1b[31m \\u001b]52;c;x",
    "שלום עולם مرحبا",
    "👩‍👩‍👧‍👦 👍🏽 é e\u0301",
    "../../etc/passwd",
)
LONG = ("[/]" + "word [bold] " * 1700)[:20_000]
SLUG = "hostile"
QUESTIONNAIRE = """\
format: readiness/questionnaire@1
id: hostile
version: "1.0.0"
title: "[/] [bold]x"
summary: "[@click=app.quit]x[/] <script>alert(1)</script>"
sections:
  - id: first
    title: "[/] {{7*7}}"
    questions:
      - id: one
        ask: "[link=https://evil.example]x[/link] [/]?"
        choices: [{id: "no", label: "[bold]x", value: 0}, {id: "yes", label: "[/]", value: 1}]
        guidance: {why: "[@click=app.quit]x[/]", verify: "$(reboot)"}
        improvement: {do: "[/] fix", effort_days: 1}
"""


def write_hostile(folder: Path) -> Path:
    """The workspace; each text stands in each field somewhere. Returns its root."""
    workspace = init_workspace(folder, " ".join(TEXTS)[:60])
    workspace = save_settings(workspace, WorkspaceSettings.model_validate({**_kept(workspace.settings), "name": "[/]"}))
    (workspace.root / "questionnaires" / "hostile.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    new_assessment(workspace, " ".join(TEXTS[:3]), slug=SLUG, summary=" ".join(TEXTS), owner=TEXTS[2])
    working = load_working(workspace, SLUG)
    assessment = working.assessment
    for place, question in enumerate(QUESTIONS):
        text = TEXTS[place % len(TEXTS)]
        answer = assessment.answer(question.id)
        if question.kind == "number":
            answer = answer.answered(number=3)
        elif question.allow_na and place % 4 == 3:
            answer = answer.answered(not_applicable=text)
        else:
            answer = answer.answered(choice=question.choices[place % len(question.choices)].id)
        more = {
            "note": LONG if place == 0 else f"{text}\n{text}",
            "evidence": (Evidence(text=text, link=None, observed=date(2026, 1, 1), by=text),),
            "owner": text,
            "ticket": text,
            "by": text,
            "due": date(2026, 11, 20),
            "waiver": Waiver(reason=text, approver=text, expires=date(2030, 1, 1)) if question.gates else None,
        }
        assessment = assessment.with_answer(question.id, answer.model_copy(update=more))
    for place, text in enumerate(TEXTS):
        task = Task.model_validate({"name": text, "intent": "replace", "built_as": "acts_alone", "note": text})
        assessment = assessment.with_task(f"task-{place}", task)
    working = save_working(workspace, SLUG, working, assessment).working
    take_milestone(workspace, SLUG, working, datetime(2026, 11, 1, tzinfo=UTC), TEXTS[0], " ".join(TEXTS))
    first = QUESTIONS[0].id
    changed = assessment.with_answer(first, assessment.answer(first).cleared())
    save_working(workspace, SLUG, working, changed)
    return workspace.root


def _kept(settings: WorkspaceSettings) -> dict[str, object]:
    return settings.model_dump(exclude_none=True)
