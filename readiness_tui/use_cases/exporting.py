"""Export the agents of one workspace, or of all below a folder, as tables for other engines."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from readiness_tui.exchange.export_parquet import demand_pyarrow
from readiness_tui.exchange.export_table import Leaves
from readiness_tui.exchange.export_tables import TABLES, shapes
from readiness_tui.model.faults import Fault, UserError, nearest
from readiness_tui.storage.exports import MANIFEST, ExportFolder, export_folder, partition
from readiness_tui.storage.searching import workspace_roots
from readiness_tui.storage.workspaces import Workspace, agent_slugs, open_workspace
from readiness_tui.use_cases.exported_agents import ExportSummary, ExportWords, agent_exported
from readiness_tui.use_cases.exported_versions import ExportedAgent
from readiness_tui.use_cases.workers import done_by_workers, useful_workers

WORTH_WORKERS = 60
"""So many agents take seconds to export; starting the workers takes a third of one."""

_AGENTS_AT_ONCE = 2

Told = Callable[[int, int], None]
_PARTS: tuple[Leaves, ...] = ("people", "notes", "evidence")


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The agents to be exported. `unreadable` are workspaces that can't be opened: (label, why)."""

    scope: str
    agents: tuple[ExportedAgent, ...]
    unreadable: tuple[tuple[str, str], ...] = ()


def left_out_parts(text: str) -> frozenset[Leaves]:
    """From `people,notes` to the parts that an export leaves out. Raises UserError."""
    named = [part.strip() for part in text.split(",") if part.strip()]
    unknown = [part for part in named if part not in _PARTS]
    if unknown:
        raise UserError(*(Fault(f"an export can't leave out '{part}'", nearest(part, _PARTS)) for part in unknown))
    return frozenset(part for part in _PARTS if part in named)


def portfolio_of(workspace: Workspace) -> Portfolio:
    """The agents of one workspace; their partitions are named by slug."""
    label = workspace.settings.name or _in_unicode(workspace.root.name)
    agents = tuple(ExportedAgent(workspace, label, slug, slug) for slug in agent_slugs(workspace))
    return Portfolio(label, agents)


def portfolio_below(folder: Path) -> Portfolio:
    """The agents of every workspace in a folder and below it, by path; partitions are named `path/slug`.

    Raises UserError where there is no workspace.
    """
    home = folder.resolve()
    agents: list[ExportedAgent] = []
    unreadable: list[tuple[str, str]] = []
    for root in workspace_roots(home):
        label = _in_unicode(root.relative_to(home).as_posix())
        try:
            workspace = open_workspace(root)
        except UserError as error:
            unreadable.append((label, str(error.faults[0])))
            continue
        agents += (ExportedAgent(workspace, label, slug, f"{label}/{slug}") for slug in agent_slugs(workspace))
    if not agents and not unreadable and not any(True for _ in workspace_roots(home)):
        raise UserError(Fault(f"no workspace in {folder} or below it", "make one: readiness init"))
    return Portfolio(f"{_in_unicode(home.name)}/*", tuple(agents), tuple(unreadable))


def _in_unicode(name: str) -> str:
    """A folder's name, bytes that are no text written out: `caf\\xe9`."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def export(portfolio: Portfolio, words: ExportWords, told: Told = lambda done, total: None) -> ExportSummary:
    """Write what is not there yet, agent by agent, and remove what is no more. `told` hears (agents done, all).

    A version that is there, made from the same text in the same way, is left as it is. Raises UserError: the folder is
    no export's or can't be written; what was written until then stays, and the next export goes on from there.
    """
    if words.wanted == "parquet":
        demand_pyarrow()
    total = len(portfolio.agents)
    summary = ExportSummary(problems=tuple(why for _, why in portfolio.unreadable))
    with export_folder(words.folder, portfolio.scope, tuple(table.name for table in TABLES)) as folder:
        folder.keep_manifest({"scope": portfolio.scope, "complete": False})
        with closing(_agents_exported(folder, portfolio.agents, words)) as exported:
            for done, each in enumerate(exported, 1):
                summary = summary.with_agent(each)
                told(done, total)
        gone = _gone(folder, portfolio)
        for part in gone:
            folder.forget(part)
        folder.keep_manifest(_manifest(portfolio, words, summary))
    return replace(summary, removed=summary.removed + len(gone), problems=tuple(sorted(summary.problems)))


def manifest_path(folder: Path) -> Path:
    """The file that says what an export's folder holds."""
    return folder / MANIFEST


def _manifest(portfolio: Portfolio, words: ExportWords, summary: ExportSummary) -> dict[str, object]:
    return {
        "scope": portfolio.scope,
        "complete": True,
        "as_of": words.as_of.isoformat(),
        "files": words.wanted,
        "without": sorted(words.without),
        "agents": summary.agents,
        "milestones": summary.milestones,
        "tables": shapes(),
    }


def _gone(folder: ExportFolder, portfolio: Portfolio) -> list[str]:
    """Partitions of agents that are no more; those of a workspace that can't be opened now are left alone."""
    wanted = {partition(agent.key) for agent in portfolio.agents}
    unknown = tuple(f"{partition(f'{label}/')}" for label, _ in portfolio.unreadable)
    return sorted(part for part in folder.agents() - wanted if not (unknown and part.startswith(unknown)))


def _agents_exported(
    folder: ExportFolder, agents: tuple[ExportedAgent, ...], words: ExportWords
) -> Generator[ExportSummary, None, None]:
    """Each agent exported, many of them in processes of their own: no two agents share a file."""
    workers, do = useful_workers(), partial(agent_exported, folder, words)
    if len(agents) >= WORTH_WORKERS and workers > 1:
        yield from done_by_workers(do, iter(agents), _AGENTS_AT_ONCE, workers, is_awaited=True)
    else:
        yield from map(do, agents)
