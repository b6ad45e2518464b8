"""Export the agents of one workspace, or of all below a folder, as tables for other engines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Literal

from readiness_tui import __version__
from readiness_tui.exchange.export_parquet import demand_pyarrow, parquet
from readiness_tui.exchange.export_table import WORKING, AnyTable, Cell, Exported, Leaves
from readiness_tui.exchange.export_tables import TABLES, shapes
from readiness_tui.exchange.export_text import csv_text, jsonl
from readiness_tui.model.faults import Fault, UserError, nearest
from readiness_tui.storage.exports import MANIFEST, ExportFolder, KeptVersion, export_folder, partition
from readiness_tui.storage.milestones import list_milestones
from readiness_tui.storage.searching import workspace_roots
from readiness_tui.storage.workspaces import Workspace, agent_slugs, open_workspace
from readiness_tui.use_cases.exported_versions import (
    ExportedAgent,
    exported_milestone,
    exported_working,
    sources_of,
)

ExportFormat = Literal["jsonl", "csv", "parquet"]
Told = Callable[[int, int], None]
_PARTS: tuple[Leaves, ...] = ("people", "notes", "evidence")
_WRITERS: dict[ExportFormat, Callable[[AnyTable, Iterable[tuple[Cell, ...]]], bytes]] = {
    "jsonl": jsonl,
    "csv": csv_text,
    "parquet": parquet,
}


@dataclass(frozen=True, slots=True)
class ExportWords:
    """What is wanted: where to, in which format, without what, and the day on which working answers are judged."""

    folder: Path
    wanted: ExportFormat
    as_of: date
    without: frozenset[Leaves] = frozenset()


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The agents to be exported. `unreadable` are workspaces that can't be opened: (label, why)."""

    scope: str
    agents: tuple[ExportedAgent, ...]
    unreadable: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ExportSummary:
    """What an export did: versions written and left as they were, agents removed, files and bytes written."""

    agents: int = 0
    milestones: int = 0
    written: int = 0
    kept: int = 0
    removed: int = 0
    files: int = 0
    bytes: int = 0
    problems: tuple[str, ...] = ()

    def with_agent(self, done: ExportSummary) -> ExportSummary:
        """Both together."""
        return ExportSummary(
            agents=self.agents + done.agents,
            milestones=self.milestones + done.milestones,
            written=self.written + done.written,
            kept=self.kept + done.kept,
            removed=self.removed + done.removed,
            files=self.files + done.files,
            bytes=self.bytes + done.bytes,
            problems=self.problems + done.problems,
        )


def left_out_parts(text: str) -> frozenset[Leaves]:
    """From `people,notes` to the parts that an export leaves out. Raises UserError."""
    named = [part.strip() for part in text.split(",") if part.strip()]
    unknown = [part for part in named if part not in _PARTS]
    if unknown:
        raise UserError(*(Fault(f"an export can't leave out '{part}'", nearest(part, _PARTS)) for part in unknown))
    return frozenset(part for part in _PARTS if part in named)


def portfolio_of(workspace: Workspace) -> Portfolio:
    """The agents of one workspace; their partitions are named by slug."""
    label = workspace.settings.name or workspace.root.name
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
        label = root.relative_to(home).as_posix()
        try:
            workspace = open_workspace(root)
        except UserError as error:
            unreadable.append((label, str(error.faults[0])))
            continue
        agents += (ExportedAgent(workspace, label, slug, f"{label}/{slug}") for slug in agent_slugs(workspace))
    if not agents and not unreadable and not any(True for _ in workspace_roots(home)):
        raise UserError(Fault(f"no workspace in {folder} or below it", "make one: readiness init"))
    return Portfolio(f"{home.name}/*", tuple(agents), tuple(unreadable))


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
        for done, agent in enumerate(portfolio.agents):
            told(done, total)
            summary = summary.with_agent(_agent_exported(folder, agent, words))
        gone = _gone(folder, portfolio)
        for part in gone:
            folder.forget(part)
        folder.keep_manifest(_manifest(portfolio, words, summary))
        told(total, total)
    return replace(summary, removed=summary.removed + len(gone))


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


def _agent_exported(folder: ExportFolder, agent: ExportedAgent, words: ExportWords) -> ExportSummary:
    part = partition(agent.key)
    wanted = {name: _made_from(agent, words, source) for name, source in sources_of(agent, words.as_of).items()}
    present, before = folder.places(part), folder.kept(part)
    kept = {
        name: was
        for name, was in before.items()
        if wanted.get(name) == was.made_from and present.issuperset(was.places(part, name, words.wanted))
    }
    summary = ExportSummary(agents=1, milestones=len(wanted) - 1, kept=len(kept))
    after, problems = dict(kept), []
    places = {place for name, was in kept.items() for place in was.places(part, name, words.wanted)}
    for exported in _versions(agent, words, wanted.keys() - kept.keys()):
        name = exported.milestone or WORKING
        texts = dict(_texts(exported, words))
        version = KeptVersion(wanted[name], f"{exported.as_of:%Y-%m}", tuple(texts))
        for place, raw in zip(version.places(part, name, words.wanted), texts.values(), strict=True):
            folder.write(place, raw)
            places.add(place)
        sizes = [len(raw) for raw in texts.values()]
        summary = summary.with_agent(ExportSummary(written=1, files=len(sizes), bytes=sum(sizes)))
        if exported.problem:
            problems.append(f"{exported.version_id}: {exported.problem}")
        else:
            after[name] = version
    folder.remove(sorted(present - places))
    if after != before:
        folder.keep(part, after)
    return replace(summary, problems=tuple(problems))


def _versions(agent: ExportedAgent, words: ExportWords, names: Iterable[str]) -> Iterator[Exported]:
    """The versions of these names, milestones first."""
    wanted = set(names)
    if wanted - {WORKING}:
        for ref in list_milestones(agent.workspace, agent.slug):
            if ref.name in wanted:
                yield exported_milestone(agent, ref)
    if WORKING in wanted:
        yield exported_working(agent, words.as_of)


def _texts(exported: Exported, words: ExportWords) -> Iterator[tuple[str, bytes]]:
    """The files of a version by table, those with rows; its own row, by which it is found, comes last."""
    for table in reversed(TABLES):
        rows = tuple(table.cells(exported, words.without))
        if rows:
            yield table.name, _WRITERS[words.wanted](table, rows)


def _made_from(agent: ExportedAgent, words: ExportWords, source: str) -> str:
    """A hash over everything that the files of a version depend on."""
    settings = agent.workspace.settings
    made_with = (
        __version__,
        shapes(),
        words.wanted,
        sorted(words.without),
        agent.label,
        settings.target_level,
        settings.evidence_max_age_days,
        str(settings.capacity_days_per_week),
        source,
    )
    return sha256(json.dumps(made_with).encode("utf-8")).hexdigest()[:32]
