"""What the shell completes: agents, questions and their choices. It never fails: no words, rather than an error."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readiness_tui.cli.shell import Shell

if TYPE_CHECKING:
    from pathlib import Path

    from readiness_tui.storage.workspaces import Workspace


def agent_names(ctx: click.Context, incomplete: str) -> list[str]:
    """The agents whose name begins so."""
    from readiness_tui.storage.workspaces import agent_slugs

    workspace = _workspace(ctx)
    return [slug for slug in agent_slugs(workspace) if slug.startswith(incomplete)] if workspace else []


def answer_words(ctx: click.Context, incomplete: str) -> list[str]:
    """`question=` words that begin so, and once the question is there its choices."""
    from readiness_tui.model.faults import UserError
    from readiness_tui.storage.assessments import load_working

    workspace, slug = _workspace(ctx), ctx.params.get("agent")
    if workspace is None or not slug:
        return []
    try:
        questionnaire = load_working(workspace, slug).questionnaire.questionnaire
    except UserError:
        return []
    name, equals, _ = incomplete.partition("=")
    if not equals:
        return [f"{question}=" for question in questionnaire.question_by_id if question.startswith(name)]
    question = questionnaire.question(name)
    words = [f"{name}={choice.id}" for choice in question.choices] if question else []
    return [word for word in words if word.startswith(incomplete)]


def _workspace(ctx: click.Context) -> Workspace | None:
    from pathlib import Path

    from readiness_tui.model.faults import UserError

    demanded = ctx.find_root().params.get("workspace")
    shell = Shell(demanded=_path(Path, demanded))
    try:
        return shell.workspace_or_none()
    except UserError:
        return None


def _path(kind: type[Path], text: str | None) -> Path | None:
    return kind(text) if text else None
