from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.theme import BUILTIN_THEMES
from textual.widgets import Input, TextArea

from readiness_tui.model.person_settings import PersonSettings
from readiness_tui.tui import glyphs, themes
from readiness_tui.tui.command import EVERYWHERE, VIEW
from readiness_tui.tui.command_table import COMMANDS
from readiness_tui.tui.commands import bindings_of, commands_of, fitting, footer_entries
from readiness_tui.tui.keymap import key_commands
from readiness_tui.tui.messages import Place, Went
from readiness_tui.tui.palette import REACHED, command_picks
from readiness_tui.tui.routing import SCREENS, is_known, screen_class
from readiness_tui.use_cases.keymaps import commands_on
from readiness_tui.use_cases.person_settings import person_settings
from readiness_tui.use_cases.workspaces import Workspace
from tests.tui.editor import opened, small_file
from tests.tui.waiting import settled
from tests.tui.workspaces import app_on, screen_text, toasts, types

BUILT = [name for name in SCREENS if is_known(name)]


@pytest.mark.parametrize("name", BUILT)
@pytest.mark.parametrize("width", [60, 80, 120])
def test_every_footer_fits_its_budget_and_ends_with_the_keys(name: str, width: int) -> None:
    entries = footer_entries(screen_class(name).FOOTER)
    shown = fitting(entries, width)
    assert sum(entry.width for entry in shown) <= width - 2
    assert shown[-1] == entries[-1]
    assert shown[-1].label in ("Keys", "Help")
    assert len(shown) <= 8 or width > 80


@pytest.mark.parametrize("name", BUILT)
def test_every_footer_entry_is_a_command_of_its_screen_or_of_everywhere(name: str) -> None:
    known = {command.id for command in commands_of(name)}
    assert {entry.partition("=")[0] for entry in screen_class(name).FOOTER} <= known


@pytest.mark.parametrize("name", BUILT)
def test_every_command_of_a_screen_has_its_action(name: str) -> None:
    screen = screen_class(name)
    missing = [
        command.id for command in commands_of(name) if not hasattr(screen, f"action_{command.action.partition('(')[0]}")
    ]
    assert missing in ([], ["agent.copy"])


def test_every_command_is_declared_once_and_has_a_twin_in_the_shell() -> None:
    ids = [command.id for command in COMMANDS]
    assert len(set(ids)) == len(ids)
    assert all(command.twin == VIEW or command.twin.startswith(("readiness ", "git ")) for command in COMMANDS)
    assert all(": " in command.words for command in COMMANDS)


@pytest.mark.parametrize("name", BUILT)
def test_no_key_of_a_screen_is_bound_twice_and_none_is_unsafe_in_a_terminal(name: str) -> None:
    keys = [binding.key for binding in bindings_of(name)]
    assert len(set(keys)) == len(keys)
    unsafe = {"ctrl+a", "ctrl+b", "ctrl+s", "ctrl+o", "ctrl+j", "ctrl+space", "ctrl+m", "ctrl+i", "ctrl+h"}
    assert not unsafe & set(keys)
    assert not [key for key in keys if key.startswith(("alt+", "shift+"))]


@pytest.mark.parametrize("name", BUILT)
def test_a_keymap_is_checked_against_the_commands_that_a_screen_has(name: str) -> None:
    assert [each.id for each in commands_on(name, key_commands())] == [command.id for command in commands_of(name)]


async def test_a_persons_keys_work_and_show_and_faults_of_their_settings_are_told(demo: Workspace) -> None:
    app = app_on(
        demo, "support-agent", keymap={"question.next": "N", "answer.note": "e"}, faults=("settings.yaml:1:1",)
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "N")
        assert app.screen.focused_question().id == "adversarial-inputs"
        await types(pilot, "j")
        assert app.screen.focused_question().id == "adversarial-inputs"
        assert "N Move" in screen_text(app)
        assert {"settings.yaml:1:1"} < set(toasts(app))
        assert any("answer.note keeps n" in toast for toast in toasts(app))


async def test_a_letter_of_ones_own_for_an_f_key_is_a_letter_in_a_text_field(small: Workspace) -> None:
    app = app_on(small, "bot", keymap={"go.tasks": "T", "editor.publish": "f10,P"})
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, small_file(small))
        await types(pilot, "T", "P", "f3")
        assert screen.area.text.startswith("TP#")
        await types(pilot, "escape", "P")
        assert any("error" in toast or "checking" in toast for toast in toasts(app))
        await types(pilot, "escape", "T")
        assert app.screen.NAME == "tasks"


def test_settings_of_a_person_are_read_from_their_own_folder(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "config"
    folder.mkdir(parents=True)
    assert person_settings() == (PersonSettings(), ())
    (folder / "settings.yaml").write_text("theme: readiness-light\nkeymap: {answer.note: N}\n", encoding="utf-8")
    settings, faults = person_settings()
    assert (settings.theme, dict(settings.keymap), faults) == ("readiness-light", {"answer.note": "N"}, ())
    (folder / "settings.yaml").write_text("theme: x\nglyphs: emoji\n", encoding="utf-8")
    settings, faults = person_settings()
    assert settings == PersonSettings()
    assert faults[0].line == 2


def test_own_commands_win_over_those_of_everywhere() -> None:
    keys = {binding.key: binding.action for binding in bindings_of("question")}
    assert keys["f2"] == "list"
    assert keys["1"] == "choose(1)"
    assert all(command.screens for command in COMMANDS)
    assert any(command.screens == (EVERYWHERE,) for command in COMMANDS)


def test_both_glyph_sets_are_one_cell_wide() -> None:
    for unicode, plain in glyphs.ASCII.items():
        assert (cell_len(unicode), len(plain), plain.isascii()) == (1, 1, True)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4


def _rgb(colour: str) -> tuple[float, float, float]:
    return tuple(_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))


def _luminance(colour: str) -> float:
    red, green, blue = _rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("colours", "ground", "expected"),
    [
        (themes.LIGHT, themes.LIGHT_GROUND, (7.1, 4.8, 8.3, 6.4)),
        (themes.DARK, themes.DARK_GROUND, (7.5, 12.2, 7.2, 7.5)),
    ],
)
def test_colours_of_meaning_have_the_contrast_they_claim(
    colours: dict[str, str], ground: str, expected: tuple[float, ...]
) -> None:
    measured = tuple(round(_contrast(colour, ground), 1) for colour in colours.values())
    assert measured == expected


@pytest.mark.parametrize("name", [name for name in BUILTIN_THEMES if not name.startswith("ansi-")])
def test_colours_of_meaning_can_be_read_on_every_ground_of_any_theme(name: str) -> None:
    theme = BUILTIN_THEMES[name]
    made = theme.to_color_system().generate()
    for colour in themes.colours_for(theme).values():
        for ground in ("background", "panel"):
            assert _contrast(colour, made[ground]) >= 4.5


# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB
_SEEN = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def _lab(colour: str, seen: str) -> tuple[float, float, float]:
    linear = [max(0.0, min(1.0, sum(a * b for a, b in zip(row, _rgb(colour), strict=True)))) for row in _SEEN[seen]]
    rows = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    xyz = [sum(a * b for a, b in zip(row, linear, strict=True)) for row in rows]
    scaled = [value / white for value, white in zip(xyz, (0.95047, 1.0, 1.08883), strict=True)]
    fx, fy, fz = (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in scaled)
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize(("colours", "least"), [(themes.LIGHT, 37), (themes.DARK, 44)])
@pytest.mark.parametrize("seen", list(_SEEN))
def test_colours_of_meaning_stay_apart_for_colour_blind_eyes(colours: dict[str, str], least: int, seen: str) -> None:
    meant = [colours[name] for name in ("in-place", "partly", "not-in-place")]
    for one, other in combinations(meant, 2):
        distance = sum((a - b) ** 2 for a, b in zip(_lab(one, seen), _lab(other, seen), strict=True)) ** 0.5
        assert distance >= least - 1


async def test_ascii_glyphs_draw_every_screen_without_anything_else(demo: Workspace) -> None:
    app = app_on(demo, glyphs="ascii")
    async with app.run_test(size=(120, 40)) as pilot:
        await types(pilot, "j")
        assert _drawn(app).isascii(), [sign for sign in _drawn(app) if not sign.isascii()]
        for keys in (("enter",), ("k", "k"), ("f2",), ("?",)):
            await types(pilot, *keys)
            await settled(pilot)
            assert _drawn(app).isascii(), [sign for sign in _drawn(app) if not sign.isascii()]


def _drawn(app: object) -> str:
    """The screen as the terminal gets it, after the filters."""
    update = app.screen._compositor.render_full_update()
    return "".join(part.text for strip in update.strips for part in strip)


async def test_without_colour_the_cursor_is_reverse_video(demo: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        lines = app.screen._compositor.render_strips()
        row = next(line for line in lines if "▸ 1" in line.text)
        assert any(part.style and part.style.reverse for part in row)


async def test_a_terminal_that_is_too_small_says_so_and_every_key_still_works(fresh: Workspace) -> None:
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(50, 12)) as pilot:
        await types(pilot, "s", "3")
        assert screen_text(app).startswith(" 60x16 or more, please")
        assert app.session.assessment.answer("retry-with-backoff").choice == "full"
        assert "Keys" in screen_text(app).splitlines()[-1]


async def test_the_keys_that_work_here_are_listed_and_enter_runs_one(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "?", "question: next unanswered", "enter")
        assert app.screen.focused_question().id == "data-drift"
        await types(pilot, ":", "go: home", "enter")
        assert app.current_mode == "home"


@pytest.mark.parametrize("name", BUILT)
def test_the_palette_has_every_command_with_its_key_or_why_it_can_not_run(name: str) -> None:
    picks = command_picks(name, {"answer.note": "N"}, lambda command: "READ ONLY" if command.id == "app.undo" else "")
    assert sorted(pick.id for pick in picks) == sorted(command.id for command in COMMANDS)
    runs = [pick.id for pick in picks if not pick.is_off]
    assert set(runs) <= {command.id for command in commands_of(name)} - {"app.undo"}
    assert [pick.id for pick in picks[: len(runs)]] == runs
    assert all(pick.note for pick in picks if pick.is_off)
    assert next(pick.key for pick in picks if pick.id == "answer.note") == "N"
    assert set(REACHED) == set(SCREENS)


async def test_a_command_with_digits_asks_for_the_digit_and_one_that_can_not_run_says_why(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "?", "take a choice", "enter", "3", "enter")
        assert app.session.assessment.answer("no-cascade").choice == "full"
        await types(pilot, ":", "best within", "enter")
        assert "plan: best within person-days: on Plan, F6" in toasts(app)


async def test_undo_works_from_any_screen_and_says_what(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        before = app.session
        await types(pilot, "k", "k", "3", "escape", "u")
        assert app.current_mode == "home"
        assert any(
            toast.startswith("undone: Output validated after, Partly in place to In place · g") for toast in toasts(app)
        )
        assert before is None or app.session.assessment == before.assessment
        await types(pilot, "enter", "escape")


async def test_escape_leads_back_to_where_a_question_or_plan_was_opened_from(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await types(pilot, "f3", "enter")
        await settled(pilot)
        assert app.screen.NAME == "task"
        task = app.screen.task_id
        await types(pilot, "P")
        await settled(pilot)
        assert app.screen.NAME == "plan"
        await types(pilot, "escape")
        await settled(pilot)
        while app.screen.NAME == "plan":
            await types(pilot, "escape")
        assert (app.screen.NAME, app.screen.task_id) == ("task", task)
        app.post_message(Went(Place("compare", "2..working")))
        await pilot.pause()
        await settled(pilot)
        await types(pilot, "enter")
        await settled(pilot)
        assert app.screen.NAME == "question"
        await types(pilot, "escape")
        await settled(pilot)
        assert app.screen.NAME == "compare"
        await types(pilot, "f5")
        await settled(pilot)
        await types(pilot, "escape")
        await settled(pilot)
        assert app.screen.NAME == "home", "a main screen's key leads Home"
        await types(pilot, "escape", "escape")
        assert app.screen.NAME == "home"


async def test_the_palette_says_why_a_command_has_nothing_to_work_on(fresh: Workspace) -> None:
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await types(pilot, "s")
        await settled(pilot)
        await types(pilot, ":", "copy the last")
        assert "no milestone has an answer to it" in screen_text(app)
        await types(pilot, "enter")
        assert any("no milestone has an answer to it" in toast for toast in toasts(app))
        await types(pilot, ":", "view: zoom")
        assert "nothing stands beside it" in screen_text(app)
        await types(pilot, "escape", "f3", ":", "task: rate")
        assert "no task yet: a adds one" in screen_text(app)
        await types(pilot, "escape", "r")
        await settled(pilot)
        await types(pilot, ":", "report: open")
        assert "it is not written yet" in screen_text(app)


async def test_nothing_moves_by_itself(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.animation_level == "none"
        for keys in (("e",), ("n",)):
            await types(pilot, *keys)
            assert not any(field.cursor_blink for field in (*app.screen.query(Input), *app.screen.query(TextArea)))
            await types(pilot, "escape")
