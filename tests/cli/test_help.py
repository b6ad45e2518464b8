"""Every command's help ends with examples, and every command is in the docs."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from readiness_tui.cli.command_table import COMMANDS
from readiness_tui.cli.program import program
from tests.cli.shelling import run

DOCS = Path(__file__).parent.parent.parent / "docs" / "commands.md"


def all_commands() -> list[str]:
    found = []
    with click.Context(program) as ctx:
        for name in COMMANDS:
            command = program.get_command(ctx, name)
            found.append(name)
            if isinstance(command, click.Group):
                agent = "AGENT " if any(isinstance(each, click.Argument) for each in command.params) else ""
                found += [f"{name} {agent}{child}" for child in command.commands]
    return found


@pytest.mark.parametrize("words", all_commands())
def test_help_ends_with_examples_that_are_commands(words: str, tmp_path: Path) -> None:
    ran = run(*words.split(), "--help", here=tmp_path)
    assert ran.code == 0
    _, _, examples = ran.out.partition("\nExamples:\n")
    lines = examples.strip().splitlines()
    assert lines
    assert all(line.strip().startswith("readiness ") for line in lines)
    assert max(map(len, ran.out.partition("\nExamples:\n")[0].splitlines())) <= 100


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_in_the_table_is_a_sentence_of_one_line(name: str) -> None:
    line = COMMANDS[name].line
    assert line.endswith(".")
    assert len(line) <= 80


def test_every_command_and_its_subcommands_are_in_the_docs() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert [words for words in all_commands() if f"readiness {words}" not in text] == []


def test_the_examples_of_the_docs_name_commands_that_exist() -> None:
    text = DOCS.read_text(encoding="utf-8")
    named = {line.split("readiness ")[1].split()[0] for line in text.splitlines() if line.startswith("    readiness ")}
    known = set(COMMANDS)
    assert {word for word in named if not word.startswith("-")} <= known
