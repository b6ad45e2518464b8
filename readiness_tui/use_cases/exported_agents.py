"""One agent of an export: which of its versions are there already, which are written, which are no more."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Literal

from readiness_tui import __version__
from readiness_tui.exchange.export_parquet import parquet
from readiness_tui.exchange.export_table import WORKING, AnyTable, Cell, Exported, Leaves
from readiness_tui.exchange.export_tables import TABLES, shapes
from readiness_tui.exchange.export_text import csv_text, jsonl
from readiness_tui.storage.exports import ExportFolder, KeptVersion, partition
from readiness_tui.storage.milestones import list_milestones
from readiness_tui.storage.workspaces import keep_limits
from readiness_tui.use_cases.exported_versions import (
    ExportedAgent,
    exported_milestone,
    exported_working,
    sources_of,
)

ExportFormat = Literal["jsonl", "csv", "parquet"]
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


def agent_exported(folder: ExportFolder, words: ExportWords, agent: ExportedAgent) -> ExportSummary:
    """Write what is not there yet of one agent, and remove what is no more. Raises UserError."""
    keep_limits(agent.workspace.settings)
    part = partition(agent.key)
    wanted = {name: _made_from(agent, words, source) for name, source in sources_of(agent, words.as_of).items()}
    present, before = folder.places(part), folder.kept(part)
    after = _still_there(part, words, wanted, present, before)
    summary = ExportSummary(agents=1, milestones=len(wanted) - 1, kept=len(after))
    places = {place for name, was in after.items() for place in was.places(part, name, words.wanted)}
    for exported in _versions(agent, words, wanted.keys() - after.keys()):
        name = exported.milestone or WORKING
        texts = dict(_texts(exported, words))
        version = KeptVersion(wanted[name], exported.as_of.isoformat()[:7], tuple(texts))
        for place, raw in zip(version.places(part, name, words.wanted), texts.values(), strict=True):
            folder.write(place, raw)
            places.add(place)
        summary = summary.with_agent(_written(exported, texts.values()))
        if not exported.problem:  # what has one is tried again the next time
            after[name] = version
    folder.remove(sorted(present - places))
    if after != before:
        folder.keep(part, after)
    return summary


def _still_there(
    part: str,
    words: ExportWords,
    wanted: Mapping[str, str],
    present: frozenset[str],
    before: Mapping[str, KeptVersion],
) -> dict[str, KeptVersion]:
    """The versions that are wanted as they are, with all their files."""
    return {
        name: was
        for name, was in before.items()
        if wanted.get(name) == was.made_from and present.issuperset(was.places(part, name, words.wanted))
    }


def _written(exported: Exported, texts: Iterable[bytes]) -> ExportSummary:
    sizes = [len(raw) for raw in texts]
    problems = (f"{exported.version_id}: {exported.problem}",) if exported.problem else ()
    return ExportSummary(written=1, files=len(sizes), bytes=sum(sizes), problems=problems)


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
