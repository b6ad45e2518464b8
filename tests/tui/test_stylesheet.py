from __future__ import annotations

from readiness_tui.tui.stylesheet import KeptStylesheet
from readiness_tui.use_cases.workspaces import Workspace
from tests.tui.workspaces import app_on, types

SOURCE = "Label { color: $ink; }"


def stylesheet() -> KeptStylesheet:
    found = KeptStylesheet(variables={"ink": "#112233"})
    found.add_source(SOURCE, ("a.tcss", ""))
    found.reparse()
    return found


def test_what_was_parsed_is_kept_when_a_source_comes_in_addition() -> None:
    sheet = stylesheet()
    before = sheet.rules
    sheet.add_source("Label { width: 3; }", ("b.tcss", ""))
    sheet.set_variables({"ink": "#112233"})
    sheet.reparse()
    assert sheet.rules[0] is before[0]
    assert [rule.css for rule in sheet.rules[1:]] == ["Label {\n    width: 3;\n}"]


def test_under_other_variables_everything_is_parsed_again() -> None:
    sheet = stylesheet()
    sheet.set_variables({"ink": "#445566"})
    sheet.reparse()
    assert sheet.rules[0].css == "Label {\n    color: #445566;\n}"


async def test_opening_every_main_screen_parses_no_source_twice(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        first = {id(rule) for rule in app.stylesheet.rules}
        await types(pilot, "f3", "f4", "f5")
        assert first < {id(rule) for rule in app.stylesheet.rules}
