"""How large a file may be is the workspace's to say: honoured when its files are read, listed, checked and written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from readiness_tui.storage.yaml_tree import STANDARD, use_limits
from tests.cli.shelling import run

NOTE = "n" * 19_900
QUESTIONNAIRE = """format: readiness/questionnaire@1
id: long
version: "1.0.0"
title: Long
answer_sets:
  practice: [{id: absent, label: Absent, value: 0}, {id: full, label: In place, value: 1}]
sections:
  - id: all
    title: All
    questions:
""" + "".join(f"      - {{id: q{number}, ask: Q?, answers: practice}}\n" for number in range(400))


@pytest.fixture
def large(tmp_path: Path) -> Iterator[Path]:
    """Answers of almost 8 MB, in a workspace that allows 8."""
    root = tmp_path / "large"
    run("init", str(root), here=tmp_path)
    (root / "questionnaires" / "long.yaml").write_text(QUESTIONNAIRE)
    run("new", "Bot", "--questionnaire", "long", here=root)
    assert run("settings", "limits.megabytes=8", here=root).code == 0
    path = root / "assessments" / "bot" / "assessment.yaml"
    answers = "".join(f"  q{number}:\n    choice: full\n    note: {NOTE}\n" for number in range(400))
    path.write_text(path.read_text().partition("answers:")[0] + "answers:\n" + answers)
    yield root
    use_limits(STANDARD)


def test_a_raised_limit_counts_for_every_command_that_reads(large: Path) -> None:
    for words in (["score", "bot"], ["list"], ["validate"], ["milestone", "bot"], ["verify"], ["compare", "bot"]):
        ran = run(*words, here=large)
        assert "too big" not in ran.err + ran.out, words
        assert ran.code == 0, words
    assert "400/400" in run("list", here=large).out


def test_a_lowered_limit_refuses_the_file_with_the_two_sizes(large: Path) -> None:
    assert run("settings", "limits.megabytes=1", here=large).code == 0
    refused = run("score", "bot", here=large)
    assert refused.code == 2
    assert "the limit is 1,000,000" in refused.err
    assert "the limit is 1,000,000" in run("list", here=large).err


def test_what_could_not_be_read_again_is_not_written(large: Path) -> None:
    path = large / "assessments" / "bot" / "assessment.yaml"
    for number in range(10):
        ran = run("answer", "bot", f"q{number}", "--note", "é" * 19_900, here=large)
        if ran.code:
            break
        before = path.read_bytes()
    assert ran.code == 2
    assert "the file would be too big" in ran.err
    assert "limits.megabytes=N" in ran.err
    assert path.read_bytes() == before
    assert run("score", "bot", here=large).code == 0


def test_one_workspace_s_limits_are_not_the_next_one_s(large: Path, tmp_path: Path) -> None:
    assert run("score", "bot", here=large).code == 0
    other = tmp_path / "other"
    run("init", str(other), here=tmp_path)
    (other / "questionnaires" / "long.yaml").write_text(QUESTIONNAIRE)
    run("new", "Bot", "--questionnaire", "long", here=other)
    place = "assessments/bot/assessment.yaml"
    (other / place).write_bytes((large / place).read_bytes())
    assert "the limit is 5,000,000" in run("score", "bot", here=other).err
    assert run("list", "--recursive", here=tmp_path).err.count("too big") == 1
