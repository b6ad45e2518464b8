"""Try an edited questionnaire on the tasks of an agent, or of all agents, without writing anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_tui.cli.failing import BAD_INPUT
from readiness_tui.cli.printing import put, put_json, say
from readiness_tui.cli.reading import STDIN, file_or_stdin
from readiness_tui.cli.shell import Shell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from readiness_tui.use_cases.matrix_effects import Draft


def try_questionnaire(shell: Shell, agent: str | None, name: str, as_of: date | None, as_json: bool) -> int:
    """Show the effect of a questionnaire (an id, a file, `-` for stdin) on the tasks of an agent; None: of all agents.

    Returns the exit code: 2 where the checker finds errors in its matrix. Raises UserError with all faults of the text.
    """
    draft = _draft(shell, name)
    shown = (
        _effect_on_all(shell, draft, as_of, as_json) if agent is None else _effect(shell, agent, draft, as_of, as_json)
    )
    if shown:
        from readiness_tui.cli.findings import finding_line

        lines = [finding_line(fault) for fault in draft.findings]
        put([*shown, "", *(lines or ["The checker finds nothing wrong with the matrix."])])
    return BAD_INPUT if draft.errors else 0


def _draft(shell: Shell, name: str) -> Draft:
    from readiness_tui.model.faults import Fault, UserError
    from readiness_tui.use_cases.matrix_effects import draft_of, open_draft

    draft = draft_of(*file_or_stdin(name)) if name == STDIN else open_draft(shell.workspace.root, name)
    if draft.loaded.questionnaire.matrix is None:
        remedy = "write a `matrix:` block, or name a questionnaire that has one"
        raise UserError(Fault("the questionnaire has no decision matrix", remedy, draft.loaded.file))
    return draft


def _effect(shell: Shell, agent: str, draft: Draft, as_of: date | None, as_json: bool) -> list[str]:
    """The lines to show; none where the JSON was printed."""
    from readiness_tui.use_cases.matrix_effects import effect_of, effect_on

    version = shell.version(agent, as_of=as_of)
    own = version.questionnaire.questionnaire.id
    if own != draft.loaded.questionnaire.id:
        say(f"The answers of {version.slug} are with another questionnaire: {own}")
    effect = effect_on(shell.workspace, version, draft.loaded)
    if as_json:
        put_json(effect_of(draft, effect))
        return []
    from readiness_tui.cli.effect_text import agent_effect_lines, draft_lines

    return [*draft_lines(draft), "", *agent_effect_lines(effect)]


def _effect_on_all(shell: Shell, draft: Draft, as_of: date | None, as_json: bool) -> list[str]:
    """The same for the working answers of every agent of the workspace that uses the questionnaire."""
    from readiness_tui.use_cases.matrix_effects import WorkspaceEffect, effect_on_all, effects_of

    day = as_of or shell.today
    effects = effect_on_all(shell.workspace, draft.loaded, day)
    if not effects.agents:
        say(f"No agent here uses {draft.loaded.questionnaire.id}.")
    if as_json:
        put_json(effects_of(draft, effects, day))
        return []
    from readiness_tui.cli.effect_text import agent_effect_lines, draft_lines, others_lines

    def lines(all_effects: WorkspaceEffect) -> Iterator[str]:
        yield from draft_lines(draft)
        for effect in all_effects.agents:
            yield ""
            yield from agent_effect_lines(effect)
        rest = list(others_lines(all_effects))
        yield from ["", *rest] if rest else []

    return list(lines(effects))
