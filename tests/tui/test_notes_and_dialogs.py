from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input, TextArea

from readiness_tui.model.assessment import Evidence
from readiness_tui.model.faults import UserError
from readiness_tui.storage.assessments import load_working, save_working
from readiness_tui.use_cases.editing import edited_text
from readiness_tui.use_cases.workspaces import Workspace
from tests.tui.waiting import until
from tests.tui.workspaces import TODAY, answers_file, app_on, screen_text, toasts, types

HOSTILE = "[/] [@click=app.quit]x[/] see [/etc/passwd] [optional] <script>alert(1)</script> {{7*7}} $(id) %s"


async def test_a_note_is_saved_while_it_is_written_and_is_one_step_of_undo(fresh: Workspace) -> None:
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "s", "n", "one")
        await until(pilot, lambda: "one" in answers_file(fresh))
        await types(pilot, " two")
        await until(pilot, lambda: "one two" in answers_file(fresh))
        await types(pilot, "enter", "uj", "escape")
        assert app.session.assessment.answer("retry-with-backoff").note == "one two\nuj"
        assert load_working(fresh, "support-agent").assessment == app.session.assessment
        await pilot.press("u")
        assert app.session.assessment.answer("retry-with-backoff").note == ""
        await pilot.press("U")
        assert app.session.assessment.answer("retry-with-backoff").note == "one two\nuj"


async def test_a_look_outside_while_the_program_ends_is_no_crash(fresh: Workspace) -> None:
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.session is not None
    assert app.screen_stack == []
    app.look_outside()


async def test_what_is_being_written_is_saved_when_a_signal_ends_the_program(fresh: Workspace) -> None:
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "s", "n", "typed")
        app.stop_for(15)
        await pilot.pause()
    assert "typed" in answers_file(fresh)
    assert app.return_code == 143


async def test_a_note_refuses_aloud_what_is_beyond_20000_characters(fresh: Workspace) -> None:
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "n")
        area = app.screen.query_one(TextArea)
        area.post_message(events.Paste("word " * 4_100))
        await pilot.pause()
        assert len(area.text) == 20_000
        assert any("500 characters don't fit" in toast for toast in toasts(app))
        await pilot.press("x")
        assert len(area.text) == 20_000
        await pilot.press("escape")
        assert len(app.session.assessment.answer("retry-with-backoff").note) == 20_000
        assert app.session.save_fault == ""


async def test_what_no_text_may_hold_is_left_out_of_a_paste_and_said(fresh: Workspace) -> None:
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "n")
        app.screen.query_one(TextArea).post_message(events.Paste("a\x1b]52;c;ZXZpbA==\x07b\r\nc\u202e"))
        await pilot.pause()
        await pilot.press("escape")
        assert app.session.assessment.answer("retry-with-backoff").note == "a]52;c;ZXZpbA==b\nc"
        assert any("3 characters that can't be stored" in toast for toast in toasts(app))
        assert app.session.save_fault == ""


async def test_further_lines_of_a_paste_into_the_edit_line_are_offered_as_the_note(fresh: Workspace) -> None:
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "e")
        app.screen.query_one(Input).post_message(events.Paste("@bo first\n@ana is no owner here\n+9x"))
        await pilot.pause()
        assert app.screen.query_one(Input).value == "@bo first"
        assert "2 more lines pasted: Tab takes them as the note" in screen_text(app)
        await pilot.press("tab", "enter")
        answer = app.session.assessment.answer("retry-with-backoff")
        assert (answer.owner, answer.note) == ("bo", "first\n@ana is no owner here\n+9x")


async def test_the_edit_line_shows_what_it_understands_and_waits_for_what_it_cant_read(fresh: Workspace) -> None:
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "s", "e", "@bo +2x", "enter")
        assert "write +3d or +2w" in screen_text(app)
        await pilot.press("backspace", "w")
        assert "reads as  owner @bo · due 2026-12-06" in screen_text(app)
        await pilot.press("enter")
        answer = app.session.assessment.answer("retry-with-backoff")
        assert (answer.owner, answer.due) == ("bo", date(2026, 12, 6))
        assert not answer.is_answered


async def test_evidence_is_added_changed_and_taken_away(fresh: Workspace) -> None:
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "s", "E", "ci/a", "tab", "tab", "2027-2", "enter")
        assert "write a day as YYYY-MM-DD" in screen_text(app)
        await types(pilot, "end", "backspace", "backspace", "-02-01", "enter")
        evidence = app.session.assessment.answer("retry-with-backoff").evidence
        assert evidence == (Evidence(text="ci/a", observed=TODAY, expires=date(2027, 2, 1), by="ana"),)
        await pilot.press("E", "1", *["backspace"] * 4, "enter")
        assert app.session.assessment.answer("retry-with-backoff").evidence == ()


async def test_a_waiver_lets_a_gate_pass_until_its_day(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "k", "k", "w", "pilot", "tab", "cto", "tab", "2026-12-31", "enter")
        waiver = app.session.assessment.answer("output-validation").waiver
        assert (waiver.reason, waiver.approver, waiver.expires) == ("pilot", "cto", date(2026, 12, 31))
        states = {gate.state for gate in app.session.evaluation.scorecard.gates if gate.question == "output-validation"}
        assert "failed" not in states
        assert "Waived    until 2026-12-31 by @cto: pilot" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_hostile_text_is_only_text_on_every_screen(demo: Workspace, size: tuple[int, int]) -> None:
    working = load_working(demo, "support-agent")
    question = "no-cascade"
    answer = working.assessment.answer(question).model_copy(
        update={
            "note": HOSTILE,
            "owner": HOSTILE,
            "ticket": HOSTILE,
            "due": TODAY,
            "evidence": (Evidence(text=HOSTILE, link=HOSTILE),),
        }
    )
    assessment = working.assessment.with_answer(question, answer)
    agent = assessment.agent.model_copy(update={"name": HOSTILE})
    save_working(demo, "support-agent", working, assessment.model_copy(update={"agent": agent}), {})
    app = app_on(demo)
    async with app.run_test(size=size) as pilot:
        await pilot.press("j")
        assert "[/] [@click=app.quit]x[/]" in screen_text(app)
        await pilot.press("enter")
        assert "[/] [@click=app.quit]x[/] see" in screen_text(app)
        await types(pilot, "n", "escape", "e", "escape", "E", "escape", "h", "escape", "?", "escape")
        await types(pilot, "f2", "enter", "g", "[/]", "escape", "-", "[/]x", "enter")
        await pilot.press("u")
        assert any("[/]x" in toast for toast in toasts(app))
        assert app.is_running


async def test_escape_characters_in_words_become_pictures(fresh: Workspace) -> None:
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        app.say("evil \x1b]52;c;x\x07 \u202e")
        await pilot.pause()
        assert toasts(app) == ["evil ␛]52;c;x␇ <U+202E>"]


async def test_answers_changed_outside_are_read_again_and_undo_keeps_them(fresh: Workspace) -> None:
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "3")
        working = load_working(fresh, "support-agent")
        other = working.assessment.answer("cost-tracking").answered(choice="full", by="bo")
        save_working(fresh, "support-agent", working, working.assessment.with_answer("cost-tracking", other), {})
        app.look_outside()
        await pilot.pause()
        assert app.session.assessment.answer("cost-tracking").choice == "full"
        await pilot.press("u")
        assert not app.session.assessment.answer("retry-with-backoff").is_answered
        assert load_working(fresh, "support-agent").assessment.answer("cost-tracking").choice == "full"


async def test_only_a_question_that_both_sides_changed_is_asked_about(fresh: Workspace) -> None:
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        working = load_working(fresh, "support-agent")
        theirs = working.assessment
        for name in ("retry-with-backoff", "cost-tracking"):
            theirs = theirs.with_answer(name, theirs.answer(name).answered(choice="absent", by="bo"))
        save_working(fresh, "support-agent", working, theirs, {})
        await pilot.press("3")
        assert "Retries with backoff was changed here and outside" in screen_text(app)
        await pilot.press("1")
        saved = load_working(fresh, "support-agent").assessment
        assert saved.answer("retry-with-backoff").choice == "full"
        assert saved.answer("cost-tracking").choice == "absent"
        assert app.session.is_saved


async def test_what_an_earlier_run_could_not_save_is_offered(fresh: Workspace) -> None:
    from readiness_tui.storage.encoding import encode_assessment
    from readiness_tui.storage.state import keep_recovery

    working = load_working(fresh, "support-agent")
    mine = working.assessment.with_answer(
        "retry-with-backoff", working.assessment.answer("retry-with-backoff").answered(choice="full", by="ana")
    )
    ids = [question.id for question in working.questionnaire.questionnaire.questions]
    keep_recovery(fresh, "support-agent", encode_assessment(mine, ids), encode_assessment(working.assessment, ids))
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "1 change from" in screen_text(app)
        await pilot.press("enter")
        assert app.session.assessment.answer("retry-with-backoff").choice == "full"
        assert load_working(fresh, "support-agent").assessment.answer("retry-with-backoff").choice == "full"


async def test_y_copies_the_question_as_markdown_and_shift_y_the_shell_command(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "k", "k", "y")
        assert app.clipboard.startswith("### Output validated after\n\nIs every output")
        assert "- Answer: Partly in place\n- Note: Replies are checked" in app.clipboard
        await types(pilot, "Y")
        assert app.clipboard == "readiness answer support-agent output-validation=partial"


def test_the_note_is_edited_in_the_persons_own_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nprintf 'and more' >> \"$1\"\n", encoding="utf-8")
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    assert edited_text("text ", "note.md") == "text and more"
    monkeypatch.setenv("VISUAL", "/nowhere/editor")
    with pytest.raises(UserError, match="can't be started"):
        edited_text("text", "note.md")
    monkeypatch.setenv("VISUAL", "false")
    with pytest.raises(UserError, match="stays as it was"):
        edited_text("text", "note.md")
