"""The index: what was read of every agent, in one SQLite file of the cache folder. It can be deleted at any time.

Several programs may use it at once. A row says what it was read from, so that an old one is never taken for a new one.
"""

import contextlib
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from readiness_tui.storage.places import SETTINGS_FILE

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS workspaces (id INTEGER PRIMARY KEY, root BLOB UNIQUE, stamp TEXT, settings TEXT);
CREATE TABLE IF NOT EXISTS agents (id INTEGER PRIMARY KEY, workspace INTEGER, slug TEXT, signature BLOB, key TEXT,
  since TEXT, until TEXT, line TEXT, attention TEXT, sum INTEGER);
CREATE UNIQUE INDEX IF NOT EXISTS agents_by_slug ON agents (workspace, slug);
CREATE TABLE IF NOT EXISTS files (workspace INTEGER, slug TEXT, name TEXT, stamp TEXT, hash TEXT, key TEXT, facts TEXT,
  PRIMARY KEY (workspace, slug, name)) WITHOUT ROWID;
"""


class Doubt(Exception):
    """The index can't be trusted; it has to be made again."""


class Known(NamedTuple):
    """What is known of an agent: whether it is still so depends on signature, key and day.

    `since` and `until` are the days on which the row holds, as text; empty: no limit.
    """

    slug: str
    signature: bytes
    key: str
    since: str
    until: str


class KnownFile(NamedTuple):
    """What was read of one file: its stamp and hash then, what else it depended on, and the facts as JSON."""

    stamp: str
    hash: str
    key: str
    facts: str


class Kept(NamedTuple):
    """What is to be kept of an agent: the row, what it shows as JSON, and its files by name."""

    known: Known
    line: str
    attention: str
    files: dict[str, KnownFile]


class Index:
    """An open index. `path` is empty where it isn't kept. Methods raise sqlite3.Error, and `Doubt` where what
    they find can't be right."""

    def __init__(self, database: sqlite3.Connection, path: str = "") -> None:
        self._database = database
        self.path = path
        self._is_checked = False

    def close(self) -> None:
        """Let go of the file."""
        with contextlib.suppress(sqlite3.Error):
            self._database.close()

    def workspace(self, root: str) -> tuple[int, str, str]:
        """The number of a workspace, with the stamp and the settings that were read last; empty for a new one."""
        find = "SELECT id, stamp, settings FROM workspaces WHERE root = ?"
        row = self._database.execute(find, (os.fsencode(root),)).fetchone()
        if row is None:
            with self._writing():
                self._drop_lost()
                self._database.execute(
                    "INSERT OR IGNORE INTO workspaces VALUES (NULL, ?, '', '')", (os.fsencode(root),)
                )
            row = self._database.execute(find, (os.fsencode(root),)).fetchone()
        number, stamp, settings = row
        return int(number), str(stamp), str(settings)

    def keep_settings(self, workspace: int, stamp: str, settings: str) -> None:
        """Keep what was read of a workspace's settings."""
        with self._writing():
            self._database.execute(
                "UPDATE workspaces SET stamp = ?, settings = ? WHERE id = ?", (stamp, settings, workspace)
            )

    def agents(self, workspace: int, only: str = "") -> Iterator[Known]:
        """What is known of a workspace's agents, or of one, by slug; a row that was damaged has no signature."""
        find = "SELECT slug, line, attention, sum, signature, key, since, until FROM agents WHERE workspace = ?"
        asked = (f"{find} AND slug = ?", (workspace, only)) if only else (f"{find} ORDER BY slug", (workspace,))
        for slug, line, attention, check, signature, *rest in self._database.execute(*asked):
            is_whole = check == _sum(slug, line, attention)
            yield Known(slug, signature if is_whole else b"", *rest)

    def lines(self, workspace: int) -> Iterator[tuple[str, str]]:
        """Every agent's slug and line, by slug."""
        find = "SELECT slug, line FROM agents WHERE workspace = ? ORDER BY slug"
        yield from iter(self._database.execute(find, (workspace,)).fetchone, None)

    def attention(self, workspace: int, slug: str | None) -> Iterator[tuple[str, str, str]]:
        """Slug, line and what asks for attention, of one agent or of all, by slug."""
        find = "SELECT slug, line, attention FROM agents WHERE workspace = ? AND ? IN ('', slug) ORDER BY slug"
        yield from iter(self._database.execute(find, (workspace, slug or "")).fetchone, None)

    def files(self, workspace: int, slug: str) -> dict[str, KnownFile]:
        """What is known of an agent's files, by name."""
        find = "SELECT name, stamp, hash, key, facts FROM files WHERE workspace = ? AND slug = ?"
        return {name: KnownFile(*rest) for name, *rest in self._database.execute(find, (workspace, slug))}

    def keep(self, workspace: int, agents: Iterable[Kept]) -> None:
        """Keep what was read of some agents, all or nothing."""
        with self._writing():
            for kept in agents:
                known = kept.known
                row = (workspace, *known, kept.line, kept.attention, _sum(known.slug, kept.line, kept.attention))
                self._database.execute("INSERT OR REPLACE INTO agents VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
                self._database.execute("DELETE FROM files WHERE workspace = ? AND slug = ?", (workspace, known.slug))
                rows = [(workspace, known.slug, name, *file) for name, file in kept.files.items()]
                self._database.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def forget(self, workspace: int, slugs: Sequence[str]) -> None:
        """Forget agents that are gone."""
        with self._writing():
            rows = [(workspace, slug) for slug in slugs]
            for table in ("agents", "files"):
                self._database.executemany(f"DELETE FROM {table} WHERE workspace = ? AND slug = ?", rows)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """One short transaction; the first one of a run looks whether the file is sound."""
        if not self._is_checked:
            self._check()
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    def _check(self) -> None:
        """SQLite's own quick check, once a day at most: it reads the whole file."""
        self._is_checked = True
        today = "strftime('%Y-%m-%d', 'now')"
        row = self._database.execute(f"SELECT value = {today} FROM meta WHERE key = 'checked'").fetchone()
        if row is not None and row[0]:
            return
        if self._database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise Doubt("the index is damaged")
        self._database.execute(f"INSERT OR REPLACE INTO meta VALUES ('checked', {today})")

    def _drop_lost(self) -> None:
        """Forget the workspaces that are gone."""
        rows = self._database.execute("SELECT id, root FROM workspaces").fetchall()
        lost = [(number,) for number, root in rows if not os.path.lexists(f"{os.fsdecode(root)}/{SETTINGS_FILE}")]
        for table, column in (("workspaces", "id"), ("agents", "workspace"), ("files", "workspace")):
            self._database.executemany(f"DELETE FROM {table} WHERE {column} = ?", lost)


def _sum(slug: str, line: str, attention: str) -> int:
    return zlib.crc32(f"{slug}\n{line}\n{attention}".encode())
