"""What the storage tests begin with: a workspace with a small questionnaire, an agent, and answers."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from readiness_tui.model.assessment import Agent, Answer, Assessment, QuestionnaireRef, Task
from readiness_tui.storage import file_calls
from readiness_tui.storage.assessments import Working, create_assessment
from readiness_tui.storage.files import replace_file
from readiness_tui.storage.questionnaires import LoadedQuestionnaire, load_questionnaire
from readiness_tui.storage.workspaces import Workspace, init_workspace
from tests.storage.faulty_calls import Disk

SLUG = "support-agent"
MOMENT = datetime(2026, 11, 22, 19, 54, 10, tzinfo=UTC)
IDS = tuple(f"question-{number}" for number in range(1, 7))


def questionnaire_text(version: str = "1.0.0", ids: tuple[str, ...] = IDS) -> str:
    questions = "".join(f"      - {{id: {each}, ask: Is it so?, answers: yes-no}}\n" for each in ids)
    return (
        f'format: readiness/questionnaire@1\nid: small\nversion: "{version}"\ntitle: Small\n'
        "answer_sets:\n  yes-no:\n    - {id: yes, label: Yes, value: 1}\n"
        "    - {id: partial, label: Partly, value: 1/2}\n    - {id: no, label: No, value: 0}\n"
        f"sections:\n  - id: all\n    title: All\n    questions:\n{questions}"
    )


def add_questionnaire(root: Path, version: str = "1.0.0", ids: tuple[str, ...] = IDS) -> LoadedQuestionnaire:
    path = root / "questionnaires" / "small.yaml"
    replace_file(path, questionnaire_text(version, ids))
    return load_questionnaire(path, "workspace")


def new_assessment(questionnaire: LoadedQuestionnaire, slug: str = SLUG) -> Assessment:
    ref = QuestionnaireRef(id="small", version=questionnaire.questionnaire.version, hash=questionnaire.hash)
    return Assessment(agent=Agent(name="Support agent", slug=slug), questionnaire=ref)


def make_workspace(root: Path, ids: tuple[str, ...] = IDS) -> tuple[Workspace, Working]:
    """A workspace in `root` with one agent that has answered nothing."""
    workspace = init_workspace(root, "Team")
    questionnaire = add_questionnaire(workspace.root, ids=ids)
    return workspace, create_assessment(workspace, new_assessment(questionnaire), questionnaire)


def assessment_path(workspace: Workspace) -> Path:
    return workspace.root / "assessments" / SLUG / "assessment.yaml"


def answered(assessment: Assessment, **choices: str) -> Assessment:
    """Answers by keyword: `question_1="yes"`."""
    for key, choice in choices.items():
        assessment = assessment.with_answer(key.replace("_", "-"), Answer(choice=choice))
    return assessment


def a_task(name: str = "Refund") -> Task:
    return Task(name=name, intent="replace", built_as="suggests")


def later(minutes: int) -> datetime:
    return MOMENT + timedelta(minutes=minutes)


@contextmanager
def on_disk(disk: Disk) -> Iterator[Disk]:
    """Every file call goes through this disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(file_calls, "current", disk.calls())
        try:
            yield disk
        finally:
            disk.close_all()


def temporaries(root: Path) -> list[Path]:
    return sorted(root.rglob(".readiness-*.tmp"))


def git(root: Path, *arguments: str, expect: int | None = 0) -> str:
    """Git with nothing of this machine's settings."""
    identity = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "init.defaultBranch=main")
    environment = {"HOME": str(root), "PATH": "/usr/local/bin:/usr/bin:/bin", "GIT_CONFIG_NOSYSTEM": "1"}
    command = ["git", *identity, *arguments]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert expect is None or done.returncode == expect, f"git {arguments}: {done.stdout}{done.stderr}"
    return done.stdout + done.stderr
