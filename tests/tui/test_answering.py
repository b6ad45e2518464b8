from __future__ import annotations

import errno
from pathlib import Path

import pytest
from textual import events

from readiness_tui.storage import file_calls
from readiness_tui.storage.assessments import load_working
from readiness_tui.use_cases.workspaces import Workspace
from tests.tui.waiting import all_shown
from tests.tui.workspaces import answers_file, app_on, screen_text, small_workspace, toasts, types

SMALL = """\
format: readiness/questionnaire@1
id: small
version: "1"
title: Small
sections:
  - id: one
    title: One
    questions:
      - id: first
        ask: First?
        choices: [{id: no, label: "No", value: 0}, {id: yes, label: "Yes", value: 1}]
      - id: hidden
        ask: Only after yes?
        ask_when: {question: first, is: yes}
        choices: [{id: no, label: "No", value: 0}, {id: yes, label: "Yes", value: 1}]
      - id: several
        ask: Which of these?
        kind: many
        choices:
          - {id: a, label: A}
          - {id: b, label: B}
          - {id: none-of-these, label: None of these, exclusive: true}
        rules: [{when: {all: [a, b]}, value: 1}, {when: {any: [a, b]}, value: 1/2}, {value: 0}]
"""


async def test_28_keys_and_the_days_answer_all_questions_and_results_open(fresh: Workspace) -> None:
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await types(pilot, *"3" * 8, "14", "enter", *"3" * 20)
        assert app.current_mode == "results"
        coverage = app.session.evaluation.scorecard.coverage
        assert (coverage.answered, coverage.applicable) == (29, 29)
        assert load_working(fresh, "support-agent").assessment == app.session.assessment


async def test_each_key_is_in_the_file_before_the_next_question_shows(fresh: Workspace) -> None:
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "2")
        assert "model fails" in screen_text(app)
        assert "choice: partial" in answers_file(fresh)
        assert "1/29" in screen_text(app)
        assert "saved 12:04" in screen_text(app)


async def test_keys_that_come_faster_than_the_screen_answer_one_question_each(fresh: Workspace) -> None:
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        for key in "321":
            app.post_message(events.Key(key, key))
        await pilot.pause()
        answers = app.session.assessment.answers
        given = [answers[name].choice for name in ("retry-with-backoff", "model-fallback", "input-validation")]
        assert given == ["full", "partial", "absent"]


async def test_an_agent_opens_at_its_first_unanswered_question(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.screen.focused_question().id == app.session.first_open == "no-cascade"
        await pilot.press("J")
        assert app.screen.focused_question().id == "data-drift"


async def test_the_profile_comes_first_and_one_key_skips_all_of_it(fresh: Workspace) -> None:
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "About the agent · 1 of 5 · not scored" in screen_text(app)
        await types(pilot, "3", "2", "2026-13-01", "enter")
        assert "there is no such day" in screen_text(app)
        await types(pilot, *["backspace"] * 5, "10-01", "enter", "1200", "enter", "1")
        profile = dict(app.session.assessment.profile)
        assert profile == {
            "stage": "staging",
            "framework": "code",
            "first-deployed": "2026-10-01",
            "requests-a-day": "1200",
            "dynamic-decisions": "yes",
        }
        assert app.screen.focused_question().id == "retry-with-backoff"


async def test_not_applicable_needs_a_reason_and_is_not_offered_for_a_gate(fresh: Workspace) -> None:
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "minus", "enter", "space", "enter")
        assert app.session.assessment.answer("retry-with-backoff").not_applicable is None
        await pilot.press("backspace", "down", "enter")
        await pilot.pause()
        assert app.session.assessment.answer("retry-with-backoff").not_applicable == "out of scope"
        assert app.screen.focused_question().id == "model-fallback"
        await pilot.press("j", "j")
        assert "not offered: this question is a gate" in screen_text(app)
        await pilot.press("minus")
        assert any("it is a gate" in toast for toast in toasts(app))


async def test_undo_takes_back_step_by_step_and_redo_does_it_again(fresh: Workspace) -> None:
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        before = app.session.assessment
        await pilot.press("3")
        one = app.session.assessment
        await pilot.press("1")
        two = app.session.assessment
        await pilot.press("u")
        assert app.session.assessment == one
        await pilot.press("u")
        assert app.session.assessment == before
        assert any("undone: Retries with backoff" in toast for toast in toasts(app))
        await pilot.press("U", "U")
        assert app.session.assessment == two
        await pilot.press("U")
        assert "nothing to be done again" in toasts(app)[-1]
        assert load_working(fresh, "support-agent").assessment == two


async def test_delete_clears_and_keeps_the_note(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("k", "k")
        before = app.session.assessment.answer("output-validation")
        await pilot.press("delete")
        after = app.session.assessment.answer("output-validation")
        assert before.is_answered
        assert not after.is_answered
        assert (after.note, after.owner, after.due) == (before.note, before.owner, before.due)


async def test_equals_copies_the_last_milestones_answer_as_carried_over(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("k", "k", "1", "k", "equals_sign")
        answer = app.session.assessment.answer("output-validation")
        assert answer.choice == app.session.last_milestone.answer("output-validation").choice
        assert answer.carried_over


async def test_effects_show_for_all_choices_alike_once_there_is_an_answer(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await all_shown(pilot)
        assert "Overall" not in screen_text(app)
        await pilot.press("k", "k")
        await all_shown(pilot)
        text = screen_text(app)
        assert "Overall" in text
        assert "now       59.3–71.3" in text
        assert text.count("supervised-pilot") >= 2


async def test_digits_toggle_many_choices_and_enter_takes_them(tmp_path: Path) -> None:
    workspace = small_workspace(tmp_path, SMALL)
    app = app_on(workspace, "bot")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1", "1", "2", "3")
        await pilot.press("1")
        assert app.session.assessment.answer("several").choices is None
        await pilot.press("2", "enter")
        assert app.session.assessment.answer("several").choices == ("a", "b")


async def test_a_toast_counts_questions_that_an_answer_shows_or_hides(tmp_path: Path) -> None:
    workspace = small_workspace(tmp_path, SMALL)
    app = app_on(workspace, "bot")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("1")
        assert any("1 no longer asked, answers kept" in toast for toast in toasts(app))
        assert app.screen.focused_question().id == "several"
        await pilot.press("k", "2")
        assert any("1 more asked now" in toast for toast in toasts(app))
        assert app.screen.focused_question().id == "hidden"


async def test_manual_advance_stays_on_the_question(fresh: Workspace) -> None:
    app = app_on(fresh, "support-agent", advance="manual")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "3")
        assert app.screen.focused_question().id == "retry-with-backoff"
        assert "now" in screen_text(app)


async def test_a_filter_says_which_questions_j_and_k_walk(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f", "2")
        walked = []
        for _ in range(4):
            walked.append(app.screen.focused_question().id)
            await pilot.press("j")
        assert walked == ["no-cascade", "data-drift", "output-quality", "silent-failures"]
        assert app.session.assessment == app.session.working.assessment


async def test_go_to_finds_a_question_by_its_id(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await types(pilot, "g", "output-v", "enter")
        assert app.screen.focused_question().id == "output-validation"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_click_on_a_choice_takes_it(fresh: Workspace, size: tuple[int, int]) -> None:
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=size) as pilot:
        await pilot.press("s")
        row = next(place for place, line in enumerate(screen_text(app).splitlines()) if "Partly in place" in line)
        await pilot.click("#form", offset=(10, row - 2))
        assert app.session.assessment.answer("retry-with-backoff").choice == "partial"
        assert app.screen.focused_question().id == "model-fallback"


async def test_a_click_on_the_footer_runs_its_command(demo: Workspace) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        column = screen_text(app).splitlines()[-1].index("Move")
        await pilot.click("CommandFooter", offset=(column, 0))
        assert app.screen.focused_question().id == "adversarial-inputs"


async def test_a_read_only_folder_keeps_the_answer_on_screen_and_says_not_saved(
    fresh: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*paths: Path) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    read_only = file_calls.FileCalls(replace=refuse)
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        with monkeypatch.context() as patched:
            patched.setattr(file_calls, "current", read_only)
            await pilot.press("3")
            assert "NOT SAVED: " in screen_text(app)
            assert "read-only" in app.session.save_fault.lower()
            assert app.session.assessment.answer("retry-with-backoff").choice == "full"
            await pilot.press("ctrl+q")
            assert "Quit without saving?" in screen_text(app)
            await pilot.press("escape")
        await pilot.press("3")
        assert "saved 12:04" in screen_text(app)
        assert load_working(fresh, "support-agent").assessment.answer("retry-with-backoff").choice == "full"


async def test_a_file_of_a_newer_version_is_read_only_and_keys_say_why(fresh: Workspace) -> None:
    path = fresh.root / "assessments" / "support-agent" / "assessment.yaml"
    text = path.read_text(encoding="utf-8").replace("readiness/assessment@1", "readiness/assessment@9")
    path.write_text(text, encoding="utf-8")
    app = app_on(fresh, "support-agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "3")
        assert "READ ONLY" in screen_text(app)
        assert any("newer" in toast for toast in toasts(app))
        assert app.screen.focused_question().id == "retry-with-backoff"
        assert path.read_text(encoding="utf-8") == text


async def test_beside_the_question_each_part_of_its_guidance_has_its_heading_however_long_it_is(
    demo: Workspace,
) -> None:
    app = app_on(demo, "support-agent")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await types(pilot, "g", "output-v", "enter")
        await all_shown(pilot)
        text = screen_text(app)
        headings = ("WHY IT MATTERS", "HOW TO VERIFY", "GOOD EVIDENCE", "IMPROVEMENT, 3 DAYS", "WHAT IT CLEARS", "TAGS")
        assert [heading for heading in headings if heading in text] == list(headings)
        assert "With Decision log" in text
        assert "h shows all of it" in text
