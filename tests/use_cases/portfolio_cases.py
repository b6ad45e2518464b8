"""Portfolios to list, what lists say of them, and ways to change their files."""

from __future__ import annotations

import os
import random
import shutil
from datetime import date
from pathlib import Path
from typing import Any

from readiness_tui.reports.documents.list_rows import agent_row
from readiness_tui.storage.workspaces import open_workspace
from readiness_tui.use_cases.portfolios import Listed, open_portfolio
from readiness_tui.use_cases.workspaces import overview

DAY = "2026-11-22"


def listed(root: Path, day: str = DAY, index: Path | None = None) -> list[Listed]:
    """Every agent; `index` None: read without one."""
    with open_portfolio((str(root),), day, folder=str(index or "")) as portfolio:
        return list(portfolio.agents())


def parsed(root: Path, index: Path, day: str = DAY) -> int:
    """How many files have to be parsed."""
    with open_portfolio((str(root),), day, folder=str(index)) as portfolio:
        return portfolio.parsed


def rows(root: Path, day: str = DAY, index: Path | None = None) -> list[dict[str, Any]]:
    """The rows of the JSON list."""
    return [dict(agent_row(each.workspace, each.slug, each.line, day)) for each in listed(root, day, index)]


def rows_as_evaluated(root: Path, day: str = DAY) -> list[dict[str, Any]]:
    """What the rows have to say, by way of evaluating each agent for that very day."""
    found = []
    for row in overview(open_workspace(root), date.fromisoformat(day)):
        card = row.evaluation.scorecard if row.evaluation else None
        found.append(
            {
                "slug": row.slug,
                "name": row.name,
                "worst": str(card.overall.worst) if card and card.overall else None,
                "best": str(card.overall.best) if card and card.overall else None,
                "level": {"worst": card.level_worst if card else None, "best": card.level_best if card else None},
                "answered": card.coverage.answered if card else None,
                "blockers": [(each.kind, each.id) for each in row.evaluation.blockers] if row.evaluation else [],
                "beyond_clearance": [each.task for each in row.evaluation.beyond_clearance] if row.evaluation else [],
                "milestones": len(row.milestones),
                "latest": row.milestones[-1].name if row.milestones else None,
                "stale": [part.id for part in card.by_question.values() if part.evidence == "expired"] if card else [],
                "changed_since_milestone": row.changed_since,
                "problem": str(row.problem.faults[0]) if row.problem else None,
            }
        )
    return found


def short(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the JSON list with what `rows_as_evaluated` has."""
    same = ("slug", "name", "level", "beyond_clearance", "milestones", "latest", "stale", "problem")
    return {
        **{key: row[key] for key in (*same, "changed_since_milestone")},
        "worst": row["worst"] and row["worst"]["exact"],
        "best": row["best"] and row["best"]["exact"],
        "answered": row["coverage"] and row["coverage"]["answered"],
        "blockers": [(each["kind"], each["id"]) for each in row["blockers"]],
    }


class Changes:
    """Changes files of a workspace at random, some so that neither size nor time tells."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.rng = root, random.Random(seed)

    def agents(self) -> list[Path]:
        return sorted((self.root / "assessments").iterdir())

    def _one(self, pattern: str) -> Path | None:
        found = sorted(self.root.glob(pattern))
        return self.rng.choice(found) if found else None

    def unnoticed(self) -> None:
        """The same size and the same time, other answers."""
        path = self._one("assessments/*/assessment.yaml")
        assert path is not None
        before, text = path.stat(), path.read_text()
        pair = self.rng.sample(("choice: full\n", "choice: part\n"), 2) if "part\n" in text else ("retry-", "rxtry-")
        words = self.rng.choice((("number: 7\n", "number: 6\n"), ("suggests", "suggests"), pair))
        path.write_text(text.replace(words[0], words[1]))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def other_answer(self) -> None:
        path = self._one("assessments/*/assessment.yaml")
        assert path is not None
        words = self.rng.sample(("choice: full\n", "choice: partial\n", "choice: absent\n"), 2)
        path.write_text(path.read_text().replace(words[0], words[1], 2))

    def altered_milestone(self) -> None:
        if path := self._one("assessments/*/milestones/*.yaml"):
            before = path.stat()
            path.write_text(path.read_text().replace("number: 7\n", "number: 8\n").replace("partial", "pertial", 1))
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def lost_milestone(self) -> None:
        if path := self._one("assessments/*/milestones/*.yaml"):
            path.unlink()

    def moved_milestone(self) -> None:
        if path := self._one("assessments/*/milestones/*.yaml"):
            folder = self.rng.choice(self.agents()) / "milestones"
            folder.mkdir(exist_ok=True)
            (folder / path.name).write_bytes(path.read_bytes())

    def lost_text(self) -> None:
        """A pinned questionnaire is gone, or lies among the workspace's own."""
        if path := self._one("assessments/*/questionnaires/*.yaml"):
            if self.rng.random() < 0.5:
                shutil.copyfile(path, self.root / "questionnaires" / f"{self.rng.randrange(3)}.yaml")
            path.unlink()

    def other_text(self) -> None:
        if path := self._one("assessments/*/questionnaires/*.yaml"):
            path.write_text(path.read_text().replace("weight: 3", "weight: 2", 1))

    def own_text_gone(self) -> None:
        if path := self._one("questionnaires/*.yaml"):
            path.unlink()

    def settings(self) -> None:
        level = self.rng.choice(("demo", "supervised-pilot", "production-ready", "nowhere"))
        age = self.rng.randrange(10, 400)
        text = f"format: readiness/workspace@1\ntarget_level: {level}\nevidence_max_age_days: {age}\n"
        (self.root / "readiness.yaml").write_text(text)

    def broken(self) -> None:
        path = self._one("assessments/*/assessment.yaml")
        assert path is not None
        path.write_text(self.rng.choice(("", "<<<<<<< ours\n", "format: readiness/assessment@9\nagent: [", "a: {")))

    def new_agent(self) -> None:
        source, target = self.rng.choice(self.agents()), f"agent-{self.rng.randrange(6)}x"
        if source.name != target:
            shutil.copytree(source, source.with_name(target), dirs_exist_ok=True)

    def lost_agent(self) -> None:
        if len(self.agents()) > 3:
            shutil.rmtree(self.rng.choice(self.agents()))

    def some(self) -> None:
        """One to three changes."""
        ways = [
            way for name, way in vars(Changes).items() if not name.startswith("_") and name not in ("some", "agents")
        ]
        for _ in range(self.rng.randrange(1, 4)):
            self.rng.choice(ways)(self)
