"""Writes a made-up portfolio of any size: `python -m benchmarks.portfolio --agents N --milestones M --to DIR`.

The same numbers, seed and day give the same files. Texts come from the program's own writer, once for each kind of
answer; what differs from agent to agent is put in by hand, so that 100,000 milestones take less than a minute.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.portfolio_words import KINDS, MILESTONE_NOTES, NOTES, PEOPLE, PROOFS, REASONS, TASKS
from readiness_tui.exchange.demo import earlier_text
from readiness_tui.model.assessment import Answer, Evidence, Task, Waiver
from readiness_tui.model.workspace import WorkspaceSettings
from readiness_tui.storage.encoding import encode_settings, noun_tree
from readiness_tui.storage.questionnaires import LoadedQuestionnaire, find_questionnaire, parse_questionnaire
from readiness_tui.storage.shipped import shipped_files
from readiness_tui.storage.workspaces import GIT_LINES
from readiness_tui.storage.yaml_reader import read_tree
from readiness_tui.storage.yaml_writer import dump_tree

DAY = date(2026, 11, 22)
_MOVED_DAYS_AGO = 120
_MAX_AGE = 180
_SEEN, _LATER = date(1999, 1, 1), date(1999, 1, 2)  # stand for days that differ from answer to answer
_STAGES = ("prototype", "demo", "staging", "pilot", "production")
_BUILT = ("suggests", "acts_after_approval", "acts_alone")


@dataclass(frozen=True, slots=True)
class _Version:
    """A version of the questionnaire: its text, and under which ids it asks what the shipped one asks today."""

    loaded: LoadedQuestionnaire
    asked: tuple[tuple[str, str], ...]

    @property
    def file(self) -> str:
        return f"{self.loaded.questionnaire.id}-{self.loaded.hash.removeprefix('sha256:')[:12]}.yaml"

    @property
    def head(self) -> str:
        asked = self.loaded.questionnaire
        return dump_tree({"questionnaire": {"id": asked.id, "version": asked.version, "hash": self.loaded.hash}})


@dataclass
class _Agent:
    """One agent as it changes over time: by question the lines below its key, by task its block."""

    slug: str
    name: str
    summary: str
    rng: Random
    maturity: float
    stage: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    tasks: dict[str, str] = field(default_factory=dict)

    def text(self, version: _Version, stamp: str) -> str:
        """The whole file."""
        owner = PEOPLE[len(self.slug) % len(PEOPLE)]
        parts = [
            "format: readiness/assessment@1\nagent:\n",
            f"  name: {self.name}\n  slug: {self.slug}\n  summary: {self.summary}\n  owner: {owner}\n",
            *(version.head, stamp),
            f"profile:\n  stage: {_STAGES[self.stage]}\n  framework: code\n",
            f"  requests-a-day: {100 + len(self.slug) * 50}\n",
            "answers:\n",
            *(f"  {key}:\n{self.answers.get(question, '')}" for key, question in version.asked),
            *(("tasks:\n", *self.tasks.values()) if self.tasks else ()),
        ]
        return "".join(parts)


class _Answers:
    """Texts of answers, by question, choice, and what belongs to them."""

    def __init__(self, version: LoadedQuestionnaire) -> None:
        self.kinds = {question.id: question for question in version.questionnaire.questions}
        self._blocks: dict[tuple[object, ...], str] = {}

    def drawn(self, rng: Random, question_id: str, maturity: float, day: date) -> str:
        """The lines of a new answer that is the better the more mature the agent is."""
        question = self.kinds[question_id]
        worth = min(2, max(0, int(rng.gauss(maturity * 2.6, 0.7))))
        is_gate = not question.allow_na
        given: dict[str, object] = {"choice": ("absent", "partial", "full")[worth]}
        if question.kind == "number":
            given = {"number": str((0, 7, 14, 21)[min(3, worth + rng.randrange(2))])}
        elif not is_gate and rng.random() < 0.03:
            given = {"not_applicable": rng.choice(REASONS)}
        proof = rng.randrange(len(PROOFS)) if worth and rng.random() < 0.7 else None
        is_waived = is_gate and worth < 2 and rng.random() < 0.08
        key = (
            *given.items(),
            rng.randrange(len(NOTES)),
            proof,
            rng.random() < 0.2,
            rng.choice(PEOPLE[:6]),
            is_waived,
            worth < 2 and rng.random() < 0.25,
        )
        block = self._blocks.get(key) or self._blocks.setdefault(key, _block(key, given))
        later = day + timedelta(days=rng.randrange(10, 240))
        return block.replace("1999-01-01", day.isoformat()).replace("1999-01-02", later.isoformat())


def _block(key: tuple[object, ...], given: dict[str, object]) -> str:
    note, proof, expires, person, is_waived, is_due = key[-6:]
    evidence = []
    if isinstance(proof, int):
        text, link = PROOFS[proof]
        evidence = [Evidence(text=text, link=link, observed=_SEEN, expires=_LATER if expires else None)]
    waiver = Waiver(reason="Accepted for the pilot.", approver="vera", expires=_LATER) if is_waived else None
    owned = {"owner": person, "due": _LATER, "ticket": "OPS-77"} if is_due else {}
    answer = Answer.model_validate(
        {
            **given,
            "note": NOTES[int(str(note))],
            "evidence": tuple(evidence),
            "waiver": waiver,
            **owned,
            "by": person,
            "at": "1999-01-01T09:30:00Z",
        }
    )
    return dump_tree({"answers": {"question": noun_tree(answer)}}).partition("  question:\n")[2]


def _task_block(rng: Random, task_id: str, maturity: float) -> str:
    """A task's lines; the more mature the agent, the more it does by itself, now and then too much."""
    draw = rng.random()
    built = _BUILT[(draw < 0.25 * maturity) + (draw < 0.04)]
    task = TASKS[task_id].model_copy(update={"built_as": built, "evidence": rng.randrange(4)})
    return _known_task(task_id, task)


_TASK_TEXTS: dict[tuple[str, str, int], str] = {}


def _known_task(task_id: str, task: Task) -> str:
    key = (task_id, task.built_as, task.evidence)
    if key not in _TASK_TEXTS:
        _TASK_TEXTS[key] = dump_tree({"tasks": {task_id: noun_tree(task)}}).partition("tasks:\n")[2]
    return _TASK_TEXTS[key]


def _versions() -> tuple[_Version, _Version]:
    """The questionnaire before the teams moved, and the shipped one."""
    shipped = find_questionnaire(None, "agent-production-readiness")
    (path,) = (path for path in shipped_files("demo", "*.yaml") if path.stem == "support-agent")
    tree: Any = read_tree(path.read_bytes(), path.name)
    text = earlier_text(shipped.text, tree["earlier"]["edits"])
    earlier = parse_questionnaire(text.encode("utf-8"), shipped.file)
    today = {old: question.id for question in shipped.questionnaire.questions for old in question.renamed_from}
    return _version(earlier, today), _version(shipped, today)


def _version(loaded: LoadedQuestionnaire, today: dict[str, str]) -> _Version:
    return _Version(loaded, tuple((each.id, today.get(each.id, each.id)) for each in loaded.questionnaire.questions))


def write_portfolio(
    folder: Path, agents: int, milestones: int, *, seed: int = 1, day: date = DAY, workspaces: int = 1
) -> tuple[Path, ...]:
    """Write so many agents with so many milestones together, as of a day; returns the workspaces.

    One workspace is `folder` itself; several lie below it, as in a tree of repositories. Raises OSError.
    """
    rng, versions = Random(f"{seed}"), _versions()
    texts = _Answers(versions[1].loaded)
    roots = (
        tuple(folder / f"team-{place:03d}" / "agents" for place in range(workspaces)) if workspaces > 1 else (folder,)
    )
    for root in roots:
        _write_workspace(root)
    for place, count in enumerate(_shares(rng, agents, milestones)):
        name, summary = KINDS[place % len(KINDS)]
        slug = f"{name.lower().replace(' ', '-')}-{place:05d}"
        own = Random(f"{seed}:{place}")
        agent = _Agent(slug, f"{name} {place}", summary, own, own.random() * 0.5)
        _write_agent(roots[place % len(roots)] / "assessments" / slug, agent, count, versions, texts, day)
    return roots


def _shares(rng: Random, agents: int, milestones: int) -> list[int]:
    """How many milestones each agent has: many a few, a few many; the sum is exact."""
    weights = [0.0 if rng.random() < 0.05 else rng.expovariate(1) + 0.3 for _ in range(agents)]
    total = sum(weights) or 1
    counts = [int(milestones * weight / total) for weight in weights]
    for place in range(milestones - sum(counts)):
        counts[place % agents] += 1
    return counts


def _write_workspace(root: Path) -> None:
    root.mkdir(parents=True, exist_ok=True)
    for name in ("assessments", "questionnaires", "templates"):
        (root / name).mkdir(exist_ok=True)
    for file, lines in GIT_LINES.items():
        (root / file).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    settings = WorkspaceSettings(
        name=root.parent.name if root.name == "agents" else root.name,
        target_level="limited-production",
        evidence_max_age_days=_MAX_AGE,
    )
    (root / "readiness.yaml").write_text(encode_settings(settings), encoding="utf-8")


def _write_agent(
    folder: Path, agent: _Agent, count: int, versions: tuple[_Version, _Version], texts: _Answers, day: date
) -> None:
    rng = agent.rng
    (folder / "milestones").mkdir(parents=True)
    (folder / "questionnaires").mkdir()
    moved = day - timedelta(days=_MOVED_DAYS_AGO) if rng.random() < 0.9 else day + timedelta(days=1)
    days = sorted(day - timedelta(days=3 + int(rng.random() * (40 + 25 * count))) for _ in range(count))
    used = {}
    heads: tuple[str, ...] = ()
    number, fork = 0, rng.randrange(1, count) if count > 3 and rng.random() < 0.04 else -1
    parents = heads
    for place, taken in enumerate(days):
        _grow(agent, texts, taken, is_first=place == 0)
        version = used[taken >= moved] = versions[taken >= moved]
        if place != fork:  # after a fork two milestones share number and parents: two branches that were merged
            parents, number = heads, number + 1
        digits = _write_milestone(folder, agent, version, number, taken, parents)
        heads = (*heads, digits) if place == fork else (digits,)
    if rng.random() < 0.55 or not count:
        _grow(agent, texts, day - timedelta(days=rng.randrange(3)), is_first=not count)
    version = used[day >= moved] = versions[day >= moved]
    (folder / "assessment.yaml").write_text(agent.text(version, ""), encoding="utf-8", newline="\n")
    for version in used.values():
        (folder / "questionnaires" / version.file).write_text(version.loaded.text, encoding="utf-8", newline="\n")


def _grow(agent: _Agent, texts: _Answers, day: date, is_first: bool) -> None:
    """What a team has done since the last time: some answers, mostly better ones; now and then a task."""
    rng = agent.rng
    agent.maturity = min(1.0, agent.maturity + rng.random() * 0.12 - 0.02)
    agent.stage = min(4, agent.stage + (rng.random() < 0.3))
    known = tuple(texts.kinds)
    chosen = rng.sample(known, rng.randrange(8, len(known)) if is_first else rng.randrange(1, 7))
    for question in chosen:
        agent.answers[question] = texts.drawn(rng, question, agent.maturity, day)
    wanted = rng.randrange(1, 5) if is_first else int(rng.random() < 0.2)
    names = rng.sample(tuple(TASKS), wanted)
    for name in names:
        agent.tasks[name] = _task_block(rng, name, agent.maturity)


def _write_milestone(
    folder: Path, agent: _Agent, version: _Version, number: int, taken: date, parents: tuple[str, ...]
) -> str:
    """Write one, named and signed as the program does it; returns its hash."""
    note = agent.rng.choice(MILESTONE_NOTES)
    stamp = (
        f"milestone:\n  number: {number}\n  taken: {taken.isoformat()}T10:00:00Z\n  by: {agent.rng.choice(PEOPLE)}\n"
    )
    stamp += f"  note: {note}\n" if note else ""
    stamp += "  parents:\n" + "".join(f"    - sha256:{digits}\n" for digits in parents) if parents else ""
    before, _, after = agent.text(version, stamp + "\0").partition("\0")
    digits = hashlib.sha256(f"{before}{after}".encode()).hexdigest()
    path = folder / "milestones" / f"{number:04d}-{taken.isoformat()}-{digits[:6]}.yaml"
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(f"{before}  hash: sha256:{digits}\n{after}")
    return digits


def _given() -> Iterator[tuple[str, str, object, str]]:
    yield "--agents", "N", 100, "agents"
    yield "--milestones", "M", 1000, "milestones of all agents together"
    yield "--workspaces", "W", 1, "workspaces that share the agents"
    yield "--seed", "S", 1, "another seed, another portfolio"


def main() -> int:
    """Write a portfolio into a folder."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.portfolio", description=__doc__)
    for name, metavar, usual, words in _given():
        parser.add_argument(name, metavar=metavar, type=int, default=usual, help=f"{words}; {usual} by default")
    parser.add_argument("--day", metavar="DATE", type=date.fromisoformat, default=DAY, help=f"its today; {DAY}")
    parser.add_argument("--to", metavar="DIR", type=Path, required=True, help="a new or empty folder")
    given = parser.parse_args()
    if given.to.exists() and any(given.to.iterdir()):
        parser.error(f"{given.to} is not empty")
    numbers = (given.agents, given.milestones)
    write_portfolio(given.to, *numbers, seed=given.seed, day=given.day, workspaces=given.workspaces)
    return 0


if __name__ == "__main__":
    sys.exit(main())
