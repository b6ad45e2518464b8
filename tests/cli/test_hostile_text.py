"""Text from files and from the command line never reaches a terminal in a form that could steer it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.shelling import run

STEERING = "\x1b\x07\x9b\u202e"
HOSTILE = {
    "title": "\\x1b]0;pwned\\x07",
    "colour": "\\x1b[31m",
    "bidi": "\\u202eabc",
    "c1": "\\x9b31m",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_text_of_a_file_that_would_steer_a_terminal_is_refused_and_told_without_it(demo: Path, kind: str) -> None:
    path = demo / "assessments" / "hr-screening" / "assessment.yaml"
    evil = HOSTILE[kind].encode().decode("unicode_escape")
    for text in (f'"{HOSTILE[kind]}"', f'"{evil}"', f"{evil}: x"):
        head = "format: readiness/assessment@1\n"
        path.write_text(f"{head}agent: {{name: {text}, slug: hr-screening}}\n", encoding="utf-8")
        for words in (["score", "hr-screening"], ["validate", str(path)], ["validate", str(path), "--json"]):
            ran = run(*words, here=demo)
            assert ran.code == 2
            assert not set(ran.out + ran.err) & set(STEERING), words


@pytest.mark.parametrize("word", ["\x1b]0;pwned\x07", "a\u202eb", "\x9b31m", "[/]", "[red]", "%s", "{0}", "a\nb"])
def test_words_of_the_command_line_are_told_without_what_would_steer_a_terminal(looked_at: Path, word: str) -> None:
    commands = [[word], ["score", word], [f"--{word}"], ["schema", word], ["answer", "hr-screening", f"{word}=x"]]
    for words in (*commands, ["-C", word, "list"], ["decide", "--file", word], ["validate", word]):
        ran = run(*words, here=looked_at)
        assert ran.code == 2, (words, ran.err)
        assert not set(ran.out + ran.err) & set(STEERING), words


def test_markup_and_templates_in_notes_and_names_are_shown_as_written(demo: Path) -> None:
    odd = "[/] [red] {{ 7*7 }} <b> %s \\x1b"
    assert run("new", odd, "--slug", "odd", here=demo).code == 0
    assert run("answer", "odd", "staging-days=1", "--note", odd, "--owner", odd, here=demo).code == 0
    task = ["task", "odd", "set", "one", "--name", odd, "--intent", "unsure", "--built-as", "suggests"]
    assert run(*task, here=demo).code == 0
    for command in ("score", "decide", "clear"):
        assert odd in run(command, "odd", here=demo).out
