"""The agents of one workspace or of many, from the index: what changed since it was made is read, the rest is not.

Nothing heavy is loaded while all is as the index knows it.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from readiness_tui.analysis.summary import Attention, Line, Summary, attention_of, line_of
from readiness_tui.storage.index import Doubt, Index, Kept, Known
from readiness_tui.storage.index_files import engine, open_index, passing_index
from readiness_tui.storage.index_scan import folder_stamp, scan_agents, stamp_of
from readiness_tui.storage.places import SETTINGS_FILE, root_above, roots_below

if TYPE_CHECKING:
    from readiness_tui.reports.documents.portfolios import AgentRow
    from readiness_tui.storage.workspaces import Workspace
    from readiness_tui.use_cases.portfolio_reading import Order

Told = Callable[[int, int], None]
"""Is told how many files are read, of how many; what it raises ends the reading, and what is read by then is kept."""

Found = TypeVar("Found")
_KEPT_AT_ONCE = 100
_KEPT_AFTER_SECONDS = 1.0


class TooMany(Exception):
    """More files would have to be read than was asked for."""


class Listed(NamedTuple):
    """An agent to be listed: its workspace, its slug, and the line."""

    workspace: str
    slug: str
    line: Line


class Opened(NamedTuple):
    """A workspace whose index is up to date. Where its settings can't be read, `problem` says why and there is no
    `number`; `read_only` says why they can't be changed. `name` is the settings', else the folder's."""

    root: str
    number: int
    read_only: str
    problem: str
    name: str


def root_of(start: str, demanded: str | None) -> str:
    """The root of the workspace in `demanded`, else of the one found upward from `start`. Raises UserError: none."""
    root = root_above(start) if demanded is None else os.path.realpath(demanded)
    if root is not None and os.path.lexists(f"{root}/{SETTINGS_FILE}"):
        return root
    from readiness_tui.model.faults import Fault, UserError

    if demanded is None:
        remedy = "make one with 'readiness init', or name one: readiness -C DIR ..."
        raise UserError(Fault(f"no workspace in {start} or above it", remedy))
    raise UserError(
        Fault(f"{demanded}: there is no {SETTINGS_FILE} in this folder", "make a workspace: readiness init")
    )


def workspace_at(start: str, demanded: str | None) -> Workspace | None:
    """The workspace in `demanded`, or the one found upward from `start`; None where there is none. Its settings are
    read later where the index knows that they can be. Raises UserError: they can't be read, or `demanded` is none."""
    from pathlib import Path

    from readiness_tui.storage.workspaces import Workspace, workspace_here

    root = root_above(start) if demanded is None else os.path.realpath(demanded)
    if root is not None and _is_known(root):
        return Workspace(Path(root))
    return workspace_here(Path(start), None if demanded is None else Path(demanded))


def _is_known(root: str) -> bool:
    """Whether the index has read the settings of a workspace as they are now."""
    stamp = stamp_of(f"{root}/{SETTINGS_FILE}")
    index = open_index(_cache_folder(), engine())
    try:
        return stamp != "" and index.workspace(root)[1] == stamp
    except (Doubt, sqlite3.Error):
        return False
    finally:
        index.close()


def folder_of(text: str) -> str:
    """A folder as a person writes it, `~` included, as a whole path."""
    return os.path.realpath(os.path.expanduser(text))  # noqa: PTH111


def roots_in(folder: str) -> tuple[str, ...]:
    """The roots of all workspaces in a folder and below it. Raises UserError where there is none."""
    roots = tuple(roots_below(os.path.realpath(folder)))
    if not roots:
        from readiness_tui.model.faults import Fault, UserError

        raise UserError(Fault(f"no workspace in {folder} or below it", "make one: readiness init"))
    return roots


def read_rows(root: str, day: str) -> list[AgentRow]:
    """The agents of one workspace for a document, read without an index. Raises UserError."""
    from readiness_tui.reports.documents.list_rows import agent_row

    with open_portfolio((root,), day, is_strict=True, folder="") as portfolio:
        return [agent_row(root, agent.slug, agent.line, day) for agent in portfolio.agents()]


class Portfolio:
    """Some workspaces with an index that is up to date as of a day. Close it after use: `with open_portfolio(...)`."""

    def __init__(self, index: Index, opened: Sequence[Opened], parsed: int) -> None:
        self._index = index
        self.opened = opened
        self.parsed = parsed

    def __enter__(self) -> Portfolio:
        return self

    def __exit__(self, *error: object) -> None:
        self._index.close()

    def agents(self) -> Iterator[Listed]:
        """Every agent, by workspace and slug, one after the other; a workspace that can't be read has one line."""
        for root, number, _, problem, name in self.opened:
            if problem:
                yield Listed(root, name, Line(Summary(name, problem=problem)))
            else:
                for slug, line in self._index.lines(number):
                    yield Listed(root, slug, line_of(json.loads(line)))

    def attention(self, slug: str | None = None) -> Iterator[tuple[Listed, Attention]]:
        """Every agent, or one, with what asks for attention."""
        for root, number, *_ in self.opened:
            for name, line, attention in self._index.attention(number, slug):
                yield Listed(root, name, line_of(json.loads(line))), attention_of(json.loads(attention))


def open_portfolio(
    roots: Sequence[str],
    day: str,
    *,
    told: Told | None = None,
    is_strict: bool = False,
    only: str = "",
    folder: str | None = None,
    at_most: int | None = None,
) -> Portfolio:
    """Bring the index up to date for some workspaces and a day such as `2026-11-22`.

    With `only`, nothing but that agent of each workspace is looked at. `folder` is where the index is kept (empty: it
    isn't, and everything is read). When strict, raises UserError where a workspace's settings can't be read; else that
    workspace has a `problem`. Raises TooMany where more than `at_most` files of agents would have to be read.
    """
    made_by, doubted = engine(), ""
    place = _cache_folder() if folder is None else folder
    for attempt in range(3):
        index = open_index(place, made_by, doubted) if place and attempt < 2 else passing_index()
        try:
            return _Refresh(index, day, told, is_strict, only, at_most).portfolio(roots)
        except (Doubt, sqlite3.Error) as error:  # the index is damaged, locked, or its disk is full
            index.close()
            doubted = index.path
            place = "" if isinstance(error, sqlite3.OperationalError) else place
        except BaseException:
            index.close()
            raise
    raise AssertionError("an index that isn't kept can't be doubted")


def _cache_folder() -> str:
    from readiness_tui.storage.own_folders import cache_folder

    return str(cache_folder())


class _Missed(NamedTuple):
    """An agent that has to be read: where, and how many files it has."""

    opened: Opened
    settings: str
    slug: str
    files: int


class _Refresh:
    """An index being brought up to date."""

    def __init__(
        self, index: Index, day: str, told: Told | None, is_strict: bool, only: str, at_most: int | None
    ) -> None:
        self.index, self.day, self.told, self.is_strict, self.only = index, day, told, is_strict, only
        self.at_most = at_most
        self._elsewhere: dict[str, str] = {}

    def portfolio(self, roots: Sequence[str]) -> Portfolio:
        opened: list[Opened] = []
        missed: list[_Missed] = []
        for root in roots:
            found, settings = self._opened(root)
            opened.append(found)
            if not found.problem:
                missed += self._missed(found, settings)
        return Portfolio(self.index, opened, self._read(missed) if missed else 0)

    def _opened(self, root: str) -> tuple[Opened, str]:
        """A workspace, and what of its settings the levels of its agents depend on."""
        number, known_stamp, known = self.index.workspace(root)
        stamp = stamp_of(f"{root}/{SETTINGS_FILE}")
        if not stamp or stamp != known_stamp:
            from readiness_tui.model.faults import UserError

            try:
                known = _settings(root)
            except UserError as error:
                if self.is_strict:
                    raise
                return Opened(root, 0, "", str(error.faults[0]), os.path.basename(root)), ""  # noqa: PTH119
            self.index.keep_settings(number, stamp, known)
        read_only, name, *leaning = json.loads(known)
        return Opened(root, number, read_only, "", name or os.path.basename(root)), json.dumps(leaning)  # noqa: PTH119

    def _missed(self, opened: Opened, settings: str) -> Iterator[_Missed]:
        """The agents whose rows don't hold; rows of agents that are gone are forgotten."""
        gone: list[str] = []
        known = self.index.agents(opened.number, self.only)
        row = next(known, None)
        for slug, signature, files in scan_agents(opened.root, self.only):
            while row is not None and row.slug < slug:
                gone.append(row.slug)
                row = next(known, None)
            is_known = row is not None and row.slug == slug
            if row is None or not is_known or not self._holds(row, signature, settings, opened.root):
                yield _Missed(opened, settings, slug, files)
            if is_known:
                row = next(known, None)
        gone += [row.slug] if row is not None else []
        gone += [each.slug for each in known]
        if gone:
            self.index.forget(opened.number, gone)

    def _holds(self, row: Known, signature: bytes, settings: str, root: str) -> bool:
        if not signature or row.signature != signature or not row.since <= self.day <= row.until:
            return False
        return row.key == settings or (self.elsewhere(root) != "" and row.key == f"{settings}\n{self.elsewhere(root)}")

    def elsewhere(self, root: str) -> str:
        """How the questionnaires look that lie in the workspace; the shipped ones belong to the program."""
        if root not in self._elsewhere:
            self._elsewhere[root] = folder_stamp(f"{root}/questionnaires")
        return self._elsewhere[root]

    def _read(self, missed: Sequence[_Missed]) -> int:
        """Read the agents and keep them, some at a time; returns how many files were parsed."""
        from readiness_tui.use_cases.portfolio_workers import read_agents

        total = sum(each.files for each in missed)
        numbers = {each.opened.root: each.opened.number for each in missed}
        counts = {(each.opened.root, each.slug): each.files for each in missed}
        if self.at_most is not None and total > self.at_most:
            raise TooMany(total)
        done = parsed = 0
        kept: dict[str, list[Kept]] = {}
        kept_at = monotonic()
        readings = read_agents(map(self._order, missed), total)
        try:
            for reading in readings:
                kept.setdefault(reading.root, []).append(reading.kept)
                parsed += reading.parsed
                done += counts[reading.root, reading.kept.known.slug]
                if sum(map(len, kept.values())) >= _KEPT_AT_ONCE or monotonic() - kept_at > _KEPT_AFTER_SECONDS:
                    self._keep(numbers, kept)
                    kept_at = monotonic()
                if self.told is not None:
                    self.told(done, total)
        finally:
            readings.close()
            self._keep(numbers, kept)
        return parsed

    def _keep(self, numbers: dict[str, int], kept: dict[str, list[Kept]]) -> None:
        for root in tuple(kept):
            self.index.keep(numbers[root], kept.pop(root))

    def _order(self, missed: _Missed) -> Order:
        from readiness_tui.use_cases.portfolio_reading import Order

        root, number, *_ = missed.opened
        known = self.index.files(number, missed.slug)
        return Order(root, missed.slug, missed.settings, self.elsewhere(root), self.day, known)


def _settings(root: str) -> str:
    """What of a workspace's settings a list needs, as JSON: why it is read-only, its name, target level, age of
    evidence, limits.

    Raises UserError.
    """
    from pathlib import Path

    from readiness_tui.storage.workspaces import open_workspace

    workspace = open_workspace(Path(root))
    settings = workspace.settings
    limits = settings.limits
    leaning = (settings.target_level, settings.evidence_max_age_days, limits.megabytes, limits.nodes)
    return json.dumps([workspace.read_only, settings.name, *leaning])
