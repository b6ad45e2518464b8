"""Files that a newer version of the program wrote: read as far as possible, said so, and never written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.shelling import run

AGENT = "support-agent"
NEWER = "of a newer format, readiness/assessment@2: it can be read but not changed"


def newer(path: Path) -> bytes:
    """The file as a later version might have written it."""
    text = path.read_text(encoding="utf-8")
    kind = text.splitlines()[0].rpartition("@")[0]
    path.write_text(text.replace(f"{kind}@1", f"{kind}@2", 1) + "later:\n  part: 1\n", encoding="utf-8")
    return path.read_bytes()


@pytest.fixture
def answers(demo: Path) -> Path:
    path = demo / "assessments" / AGENT / "assessment.yaml"
    newer(path)
    return path


@pytest.mark.parametrize(
    "words",
    ["score", "explain", "decide", "clear", "compare", "report", "gate", "profile", "settings --agent", "score --json"],
)
def test_what_only_looks_works_and_says_that_the_file_is_newer(answers: Path, words: str) -> None:
    command, *options = words.split()
    ran = run(command, *options, AGENT, here=answers.parent)
    assert ran.code == (1 if command == "gate" else 0)
    assert ran.out
    assert NEWER in ran.err


@pytest.mark.parametrize(
    "words",
    [
        "answer {} staging-days=14",
        "profile {} stage=pilot",
        "task {} set small-refund --intent augment",
        "task {} remove small-refund",
        "waive {} output-validation --reason r --approver w --expires 2026-12-31",
        "milestone {}",
        "upgrade {}",
        "settings --agent {} owner=bo",
    ],
)
def test_what_would_write_is_refused_and_changes_no_byte(answers: Path, words: str) -> None:
    before = answers.read_bytes()
    folder = sorted(answers.parent.rglob("*"))
    ran = run(*words.format(AGENT).split(), here=answers.parent)
    assert ran.code == 2
    assert NEWER in ran.err
    assert answers.read_bytes() == before
    assert sorted(answers.parent.rglob("*")) == folder


def test_settings_of_a_newer_version_are_used_and_not_changed(demo: Path) -> None:
    before = newer(demo / "readiness.yaml")
    ran = run("score", AGENT, here=demo)
    assert ran.code == 0
    assert "this workspace is of a newer format" in ran.err
    assert run("answer", AGENT, "staging-days=14", here=demo).code == 0, "the answers are of a format that is known"
    ran = run("settings", "effects=never", here=demo)
    assert ran.code == 2
    assert "newer format" in ran.err
    assert (demo / "readiness.yaml").read_bytes() == before
