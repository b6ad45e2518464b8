"""Two branches of a team: milestones on both are kept and shown as diverged, and the next one joins them."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import pytest

from tests.cli.shelling import run
from tests.storage.scenes import git

AGENT = "release-notes-bot"


@pytest.fixture
def merged(demo: Path) -> Path:
    """The demo after a merge of two branches, each with an answer and a milestone of its own."""
    git(demo, "init")
    git(demo, "add", ".")
    git(demo, "commit", "-m", "start")
    for branch, answer in (("left", "load-tested=absent"), ("right", "data-drift=full")):
        git(demo, "checkout", "-q", "-b", branch, "main")
        assert run("answer", AGENT, answer, here=demo).code == 0
        assert run("milestone", AGENT, "--by", branch, "--note", branch, here=demo).code == 0
        git(demo, "add", ".")
        git(demo, "commit", "-m", branch)
    assert "CONFLICT" not in git(demo, "merge", "-m", "both", "left")
    return demo


def test_both_branches_milestones_are_listed_by_their_hash_and_verify(merged: Path) -> None:
    rows = run("history", AGENT, "--json", here=merged).json["milestones"]
    before, *diverged = rows[-3:]
    assert [row["number"] for row in diverged] == [before["number"] + 1] * 2
    assert {row["by"] for row in diverged} == {"left", "right"}
    assert all(row["parents"] == [before["hash"]] for row in diverged)
    ran = run("history", AGENT, here=merged)
    labels = [f"@{row['number']}-{row['name'].rpartition('-')[2]}" for row in diverged]
    assert [line.split()[0] for line in ran.out.splitlines()[-2:]] == labels
    assert f"{labels[0]} and {labels[1]} were taken on different branches; the next milestone joins them" in ran.err
    assert run("verify", AGENT, here=merged).code == 0
    score = run("score", AGENT, "--json", here=merged).json
    answers = {row["id"]: row["answer"] for section in score["sections"] for row in section["questions"]}
    assert (answers["load-tested"], answers["data-drift"]) == ("absent", "full")


def test_a_name_that_both_share_is_refused_with_the_exact_ones(merged: Path) -> None:
    number = run("history", AGENT, "--json", here=merged).json["milestones"][-1]["number"]
    for name in (str(number), "latest"):
        ran = run("score", f"{AGENT}@{name}", here=merged)
        assert ran.code == 2
        exact = [word for word in ran.err.replace(";", " ").split() if word.startswith(f"{AGENT}@{number}-")]
        assert len(exact) == 2
    ran = run("compare", *exact, here=merged)
    assert ran.code == 0
    assert "Load tested" in ran.out
    assert "Data drift" in ran.out
    assert run("score", f"{AGENT}@{exact[0].rpartition('-')[2]}", here=merged).code == 0


def test_the_next_milestone_joins_them_and_nothing_is_diverged_any_more(merged: Path) -> None:
    diverged = run("history", AGENT, "--json", here=merged).json["milestones"][-2:]
    assert run("milestone", AGENT, here=merged).code == 0
    joined = run("history", AGENT, "--json", here=merged).json["milestones"][-1]
    assert joined["number"] == diverged[0]["number"] + 1
    assert sorted(joined["parents"]) == sorted(row["hash"] for row in diverged)
    ran = run("history", AGENT, here=merged)
    assert "different branches" not in ran.err
    assert run("score", f"{AGENT}@latest", here=merged).code == 0
    assert run("verify", here=merged).code == 0


def test_verify_finds_a_milestone_that_was_put_in_the_place_of_another(merged: Path) -> None:
    folder = merged / "assessments" / AGENT / "milestones"
    first, second = sorted(folder.iterdir())[-2:]
    copyfile(first, second)
    ran = run("verify", AGENT, here=merged)
    assert ran.code == 2
    assert second.stem in ran.out
    git(merged, "checkout", "--", ".")
    assert run("verify", AGENT, here=merged).code == 0


TAMPERING = {
    "edited": ("weight: 7", "weight: 1"),
    "with another id": ("id: agent-production-readiness\n", "id: another\n"),
    "broken": ("format: ", "format: ["),
    "deleted": None,
}
LOOKING = ("score bot@1", "explain bot@1", "decide bot@1", "clear bot@1", "report bot@1", "history bot", "score bot")


@pytest.mark.parametrize("tampering", TAMPERING)
def test_a_milestone_opens_and_scores_the_same_whatever_becomes_of_its_questionnaire(
    tmp_path: Path, tampering: str
) -> None:
    root = tmp_path / "team"
    run("init", str(root), here=tmp_path)
    shipped = run("questionnaire", "show", "agent-production-readiness", "--yaml", here=root).out
    path = root / "questionnaires" / "ours.yaml"
    path.write_text(shipped.replace("weight: 3", "weight: 7"))
    run("new", "Bot", here=root)
    run("answer", "bot", "retry-with-backoff=full", "output-validation=partial", "staging-days=9", here=root)
    run("milestone", "bot", here=root)
    wanted = [run(*words.split(), "--json", here=root).json for words in LOOKING]
    change = TAMPERING[tampering]
    path.write_text(path.read_text().replace(*change)) if change else path.unlink()
    for words, before in zip(LOOKING, wanted, strict=True):
        assert run(*words.split(), "--json", here=root).json == before
    assert run("verify", here=root).code == 0
    assert run("milestone", "bot", here=root).code == 0, "the working answers are pinned to it, too"


def test_a_pinned_text_that_was_altered_is_named_and_never_scored_with(demo: Path) -> None:
    folder = demo / "assessments" / "support-agent" / "questionnaires"
    older = next(path for path in folder.iterdir() if 'version: "0.9.0"' in path.read_text())
    text = older.read_text()
    older.write_text(text.replace("weight: 3", "weight: 1"))
    ran = run("score", "support-agent@1", here=demo)
    assert ran.code == 2
    assert "was changed after it was pinned" in ran.err
    assert "version 0.9.0" in ran.err
    ran = run("verify", "support-agent", here=demo)
    assert (ran.code, ran.out.count("was changed after it was pinned")) == (2, 2)
    rows = run("history", "support-agent", "--json", here=demo).json["milestones"]
    assert [row["worst"] is None for row in rows] == [True, True, False, False]
    older.unlink()
    assert "is missing" in run("score", "support-agent@1", here=demo).err
    older.write_text(text)
    assert run("verify", here=demo).code == 0
