"""Formats over time: every released one reads for good, older ones are converted, a newer one is never saved over."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from readiness_tui.analysis.deciding import decide
from readiness_tui.analysis.evaluating import evaluate
from readiness_tui.model.assessment import Answer, Evidence, OneRating, Override, Task, Waiver
from readiness_tui.model.faults import UserError
from readiness_tui.model.workspace import ReadingLimits, WorkspaceSettings
from readiness_tui.storage import converting
from readiness_tui.storage.assessments import Working, load_working, save_working
from readiness_tui.storage.converting import converted
from readiness_tui.storage.decoding import decode_assessment, decode_settings
from readiness_tui.storage.encoding import encode_assessment, encode_settings
from readiness_tui.storage.merged_files import merge_texts
from readiness_tui.storage.milestone_files import milestone_hash
from readiness_tui.storage.milestones import load_milestone, take_milestone, verify_milestones
from readiness_tui.storage.questionnaires import load_questionnaire
from readiness_tui.storage.task_lists import decode_task_list
from readiness_tui.storage.workspaces import Workspace, open_workspace, save_settings

GOLDEN = Path(__file__).parent.parent / "golden"
QUESTIONNAIRE = GOLDEN / "questionnaire-1.yaml"
AGENT = "golden-agent"
TAKEN = datetime(2026, 11, 22, 19, 54, 10, tzinfo=UTC)
HASH = "sha256:575a6a251f8068af019ef9167b4c2d609e7fd173a09ef346094261d03496e449"
"""The milestone's hash: it names files of people, so that it must never come out different."""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The golden files where a workspace holds them."""
    folder = tmp_path / "assessments" / AGENT
    pins = f"golden-{load_questionnaire(QUESTIONNAIRE).hash.removeprefix('sha256:')[:12]}.yaml"
    for name, place in (
        ("workspace", tmp_path / "readiness.yaml"),
        ("questionnaire", folder / "questionnaires" / pins),
        ("assessment", folder / "assessment.yaml"),
        ("milestone", folder / "milestones" / f"0003-2026-11-22-{HASH[7:13]}.yaml"),
    ):
        place.parent.mkdir(parents=True, exist_ok=True)
        copyfile(GOLDEN / f"{name}-1.yaml", place)
    return open_workspace(tmp_path)


def test_every_format_of_today_has_a_golden_file() -> None:
    kinds = {path.stem for path in GOLDEN.iterdir()}
    assert kinds == {"assessment-1", "milestone-1", "questionnaire-1", "tasks-1", "workspace-1"}
    assert converting.STEPS == {}, "a step needs golden files of the format that it begins from"


def test_an_assessment_reads_as_it_always_did(workspace: Workspace) -> None:
    held = load_working(workspace, AGENT).assessment
    assert held.agent.name == 'Agent: "Größe"'
    assert held.agent.summary == "Two lines,\nand [/] {{ markup }}.\n"
    assert held.profile == {"stage": "live", "first-deployed": "2026-10-01", "requests-a-day": "1200"}
    first = held.answer("retry")
    assert first.note == "One line.\n\n  An indented one: with a colon # and a hash\n"
    link = "https://example.org/policy"
    assert first.evidence == (
        Evidence(text="the policy", link=link, observed=date(2026, 11, 1), expires=date(2027, 2, 1), by="bo"),
        Evidence(text="no"),
    )
    assert first.waiver == Waiver(reason="accepted for the pilot", approver="chris", expires=date(2026, 12, 31))
    assert (first.choice, first.owner, first.due, first.ticket) == ("partial", "ana", date(2026, 12, 4), "PAY-812")
    assert (first.effort_days, first.by, first.carried_over) == (Fraction(3, 2), "bo", True)
    assert first.at == datetime(2026, 11, 20, 10, 12, tzinfo=UTC)
    assert held.answer("causes") == Answer(choices=("a", "b"))
    assert held.answer("days") == Answer(number=Fraction(15, 2))
    assert held.answer("reached") == Answer(not_applicable="one person, always there")
    assert held.answer("no-longer-asked") == Answer(choice="full", note="kept")
    assert held.tasks["refund"] == Task(
        name="Refund",
        intent="replace",
        built_as="acts_alone",
        factors={"complexity": 1, "undo": None},
        flags={"money": "yes", "limit": "unknown", "named_reviewer": "no"},
        evidence=-1,
        ratings=(OneRating(by="bo", factors={"complexity": 2}, flags={"money": "yes"}, evidence=3),),
        note="a note",
        override=Override(mode="augment", reason="by hand", by="ana"),
    )
    assert held.tasks["quick"].basis == "quick"


def test_a_milestone_opens_verifies_and_scores_as_it_always_did(workspace: Workspace) -> None:
    held = load_milestone(workspace, AGENT, "3")
    assert held.ref.hash == HASH
    assert held.assessment.as_of == TAKEN.date()
    (found,) = verify_milestones(workspace, AGENT)
    assert found.problem == "the milestone before it is missing: 7f3a9c7f3a9c", "its own text is as it was taken"
    evaluation = evaluate(held.questionnaire.questionnaire, held.assessment, TAKEN.date(), workspace.settings)
    overall = evaluation.scorecard.overall
    assert overall is not None
    assert (overall.worst, overall.best) == (Fraction(11, 15), Fraction(11, 15))
    assert evaluation.scorecard.level_worst == "pilot"
    assert [decision.mode for decision in evaluation.decisions] == ["not_yet", "augment"]


def test_settings_and_tasks_read_as_they_always_did(workspace: Workspace) -> None:
    assert workspace.settings.model_copy(update={"team-key": None}) == WorkspaceSettings(
        name="Golden team",
        default_questionnaire="golden",
        target_level="ready",
        evidence_max_age_days=90,
        capacity_days_per_week=Fraction(5, 2),
        effects="always",
        limits=ReadingLimits(megabytes=10, nodes=300_000),
    ).model_copy(update={"team-key": None})
    matrix = load_questionnaire(QUESTIONNAIRE).questionnaire.matrix
    assert matrix is not None
    task_list, warnings = decode_task_list((GOLDEN / "tasks-1.yaml").read_bytes(), "tasks", matrix)
    assert warnings == ()
    assert [decide(task.id, task, matrix).mode for task in task_list.tasks] == ["approve_before", "augment"]


def test_what_is_written_today_has_the_same_bytes() -> None:
    """Answers, unknown keys of all levels and their quotes included; so a save shows only what was changed."""
    ids = [question.id for question in load_questionnaire(QUESTIONNAIRE).questionnaire.questions]
    for name in ("assessment-1.yaml", "milestone-1.yaml"):
        raw = (GOLDEN / name).read_bytes()
        assert encode_assessment(decode_assessment(raw, name), ids).encode() == raw
    raw = (GOLDEN / "workspace-1.yaml").read_bytes()
    assert encode_settings(decode_settings(raw, "x")).encode() == raw


UNKNOWN = ("team-key: kept", 'zip: "01234"', "round: 2", "- b", 'team-list:\n  - 1\n  - "2"\n  - no\n  - "no"\n')


def test_unknown_keys_come_through_open_answer_save_merge_and_milestone(workspace: Workspace) -> None:
    working = load_working(workspace, AGENT)
    answer = working.assessment.answer("retry").answered(choice="full", by="ana", at=TAKEN)
    changed = working.assessment.with_answer("retry", answer)
    saved = save_working(workspace, AGENT, working, changed).working
    path = workspace.root / "assessments" / AGENT / "assessment.yaml"
    ref = take_milestone(workspace, AGENT, saved, TAKEN, "ana", "")
    golden = (GOLDEN / "assessment-1.yaml").read_bytes()
    other = golden.replace(b"number: 7.5", b"number: 9")
    merged = merge_texts(golden, path.read_bytes(), other, "assessment.yaml")
    assert merged.is_clean
    assert "number: 9" in merged.text
    for text in (path.read_text(), ref.path.read_text(), merged.text):
        assert "choice: full" in text
        assert [words for words in UNKNOWN if words not in text] == []


def older(tree: dict[str, Any]) -> dict[str, Any]:
    """A made-up step: version 0 had `system:` for the agent, and answers as bare words."""
    answers = {key: {"choice": word} for key, word in tree["answers"].items()}
    rest = {key: value for key, value in tree.items() if key not in ("system", "answers")}
    return {**rest, "agent": {"name": tree["system"], "slug": AGENT}, "answers": answers}


@pytest.fixture
def old_file(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(converting.STEPS, "readiness/assessment@0", older)
    pinned = load_working(workspace, AGENT).assessment.questionnaire
    path = workspace.root / "assessments" / AGENT / "assessment.yaml"
    reference = f'questionnaire: {{id: golden, version: "1.10", hash: {pinned.hash}}}\n'
    path.write_text(f"format: readiness/assessment@0\nsystem: Old agent\n{reference}answers: {{retry: full}}\n")
    return path


def test_an_older_format_is_converted_when_read_and_written_new_on_the_next_save(
    workspace: Workspace, old_file: Path
) -> None:
    before = old_file.read_bytes()
    working = load_working(workspace, AGENT)
    assert (working.assessment.agent.name, working.assessment.answer("retry").choice) == ("Old agent", "full")
    assert working.read_only == ""
    save_working(workspace, AGENT, working, working.assessment)
    assert old_file.read_bytes() == before, "nothing to save, nothing written"
    save_working(workspace, AGENT, working, working.assessment.with_answer("days", Answer(number=Fraction(9))))
    assert old_file.read_text().startswith("format: readiness/assessment@1\nagent:\n  name: Old agent\n")
    again = load_working(workspace, AGENT).assessment
    assert (again.answer("retry").choice, again.answer("days").number) == ("full", 9)


def test_an_older_format_that_nothing_converts_is_refused_with_its_place(workspace: Workspace, old_file: Path) -> None:
    old_file.write_text(old_file.read_text().replace("@0", "@00"))
    with pytest.raises(UserError, match="an unknown older format") as caught:
        load_working(workspace, AGENT)
    assert caught.value.faults[0].place == f"{old_file}:1:9"


def test_steps_follow_one_another_up_to_the_format_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in (1, 2, 3):
        step = f"step-{number}"
        monkeypatch.setitem(converting.STEPS, f"readiness/thing@{number}", lambda tree, step=step: {**tree, step: "x"})
    tree = {"format": "readiness/thing@1"}
    assert converted(tree, "readiness/thing@3") == {"format": "readiness/thing@3", "step-1": "x", "step-2": "x"}
    assert converted({"format": "readiness/thing@3"}, "readiness/thing@3") == {"format": "readiness/thing@3"}
    for other in (None, [], {"format": ["readiness/thing@1"]}, {"format": "readiness/other@1"}):
        assert converted(other, "readiness/thing@3") is other


@pytest.mark.parametrize("line", ["readiness/workspace@2", "'readiness/workspace@31' # later"])
def test_newer_settings_are_read_and_never_saved_over(workspace: Workspace, line: str) -> None:
    path = workspace.root / "readiness.yaml"
    path.write_text(path.read_text().replace("readiness/workspace@1", line, 1))
    before = path.read_bytes()
    opened = open_workspace(workspace.root)
    assert opened.settings.name == "Golden team"
    assert "newer format" in opened.read_only
    for each in (opened, workspace):
        with pytest.raises(UserError, match="newer format"):
            save_settings(each, each.settings.model_copy(update={"effects": "never"}))
    assert path.read_bytes() == before


def test_a_newer_milestone_is_read_and_says_so(workspace: Workspace) -> None:
    held = load_milestone(workspace, AGENT, "3")
    stamp = held.assessment.milestone
    assert stamp is not None
    newer = Working(held.assessment.model_copy(update={"milestone": None}), held.questionnaire, "")
    taken = take_milestone(workspace, AGENT, newer, TAKEN, "ana", "")
    text = taken.path.read_text().replace("readiness/assessment@1", "readiness/assessment@2")
    signed = text.replace(taken.hash, milestone_hash(text.encode()))
    taken.path.with_name(f"0004-2026-11-22-{milestone_hash(text.encode())[7:13]}.yaml").write_text(signed)
    taken.path.unlink()
    opened = load_milestone(workspace, AGENT, "4")
    assert "newer format" in opened.read_only
    assert opened.assessment.answers == held.assessment.answers
