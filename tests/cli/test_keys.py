"""`readiness keys` and a person's keymap."""

from __future__ import annotations

from pathlib import Path

import pytest

from readiness_tui.tui.keymap import key_commands
from readiness_tui.use_cases.keymaps import checked_keymap, is_key, key_text, normal_key, taken_by
from tests.cli.shelling import run


def own_keys(state: Path, text: str) -> Path:
    file = state / "config" / "settings.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_all_commands_are_listed_with_their_keys_and_screens(tmp_path: Path) -> None:
    ran = run("keys", here=tmp_path)
    assert ran.code == 0
    assert len(ran.out.splitlines()) == len(key_commands()) + 1
    assert any(line.split()[:2] == ["answer.note", "n"] for line in ran.out.splitlines())


def test_the_keys_that_come_with_the_program_neither_clash_nor_are_taken_by_a_terminal() -> None:
    as_they_are = {each.id: ",".join(each.keys) for each in key_commands() if not each.numbered and each.keys}
    assert not [key for each in key_commands() for key in each.keys if taken_by(key) or not is_key(normal_key(key))]
    for command_id, keys in as_they_are.items():
        faults = [str(fault) for fault in checked_keymap({command_id: keys}, key_commands()).faults]
        assert faults == [] or command_id in OVER_ONE_ANOTHER, faults


OVER_ONE_ANOTHER = ("help.topic", "app.redo", "app.undo", "view.copy", "go.questions", "go.compare", "go.report")


def test_a_key_of_ones_own_is_listed_beside_the_one_it_came_with(own_state: Path, tmp_path: Path) -> None:
    own_keys(own_state, "keymap:\n  answer.note: N\n")
    ran = run("keys", here=tmp_path)
    assert ran.code == 0
    assert "was n" in next(line for line in ran.out.splitlines() if line.startswith("answer.note"))


def test_what_is_wrong_is_told_with_file_and_line_and_ends_with_2(own_state: Path, tmp_path: Path) -> None:
    file = own_keys(own_state, "theme: readiness-light\nkeymap:\n  answer.note: e\n  answer.not: N\n  go.to: foo\n")
    ran = run("keys", here=tmp_path)
    assert ran.code == 2
    assert f"{file}:3:3: keymap: e of answer.note is taken by answer.edit; answer.note keeps n" in ran.err
    assert f"{file}:4:3: keymap: no command 'answer.not'; did you mean 'answer.note'?" in ran.err
    assert f"{file}:5:3: keymap: no key 'foo'" in ran.err
    document = run("keys", "--json", here=tmp_path).json
    assert document["clashes"] == [{"key": "e", "screen": "question", "owner": "answer.edit", "loser": "answer.note"}]
    assert [finding["line"] for finding in document["findings"]] == [3, 4, 5]


@pytest.mark.parametrize(
    ("keymap", "kept", "losers"),
    [
        ({"answer.edit": "N", "answer.note": "e"}, ["answer.edit", "answer.note"], []),
        ({"answer.note": "e", "answer.edit": "N"}, ["answer.edit", "answer.note"], []),
        ({"answer.note": "N", "answer.edit": "N"}, ["answer.note"], ["answer.edit"]),
        ({"answer.note": "e", "answer.edit": "n"}, ["answer.edit", "answer.note"], []),
        ({"answer.note": "e", "answer.edit": "1"}, [], ["answer.edit", "answer.note"]),
        ({"answer.note": "?"}, [], ["answer.note"]),
        ({"answer.note": "ctrl+b"}, ["answer.note"], []),
        ({"go.to": ""}, ["go.to"], []),
        ({"answer.note": "e,N"}, ["answer.note"], ["answer.note"]),
        ({"go.tasks": "T"}, ["go.tasks"], []),
        ({"go.tasks": "f"}, [], ["go.tasks"]),
    ],
)
def test_the_map_is_checked_as_it_will_be_in_force(keymap: dict[str, str], kept: list[str], losers: list[str]) -> None:
    checked = checked_keymap(keymap, key_commands())
    assert (sorted(checked.kept), [clash.loser for clash in checked.clashes]) == (kept, losers)


def test_a_key_that_a_terminal_takes_is_a_warning(own_state: Path, tmp_path: Path) -> None:
    own_keys(own_state, "keymap: {answer.note: ctrl+b}\n")
    ran = run("keys", here=tmp_path)
    assert (ran.code, "ctrl+b is taken by tmux" in ran.err) == (0, True)


def test_only_the_key_that_clashes_is_lost() -> None:
    checked = checked_keymap({"answer.note": "e,N"}, key_commands())
    assert checked.kept == {"answer.note": ("N",)}
    assert [fault.message for fault in checked.faults] == [
        "keymap: e of answer.note is taken by answer.edit; answer.note keeps N"
    ]


WRITTEN = {"question_mark": "?", "slash": "/", "minus": "-", "equals_sign": "=", "colon": ":"}


@pytest.mark.parametrize(
    ("key", "text"), [*WRITTEN.items(), *((key, key) for key in ("n", "f4", "space", "ctrl+z", "pagedown", "comma"))]
)
def test_a_key_is_listed_as_it_can_be_written(key: str, text: str) -> None:
    assert key_text(key) == text
    assert normal_key(text) == key
