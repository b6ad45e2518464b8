"""What commands write: all of it is checked first, all faults are told at once, and nothing is written by halves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from readiness_tui.model.assessment import Assessment
from readiness_tui.storage.decoding import decode_assessment
from tests.cli.shelling import run

AGENT = "support-agent"


def assessment(root: Path, agent: str = AGENT) -> Assessment:
    path = root / "assessments" / agent / "assessment.yaml"
    return decode_assessment(path.read_bytes(), str(path))


def text(root: Path, agent: str = AGENT) -> bytes:
    return (root / "assessments" / agent / "assessment.yaml").read_bytes()


def test_choices_numbers_and_reasons_are_taken_in_one_go(demo: Path) -> None:
    ran = run("answer", AGENT, "retry-with-backoff=absent", "staging-days=21", here=demo)
    assert (ran.code, ran.out) == (0, "")
    assert "Days in staging: 21 days" in ran.err
    after = assessment(demo)
    assert after.answer("retry-with-backoff").choice == "absent"
    assert after.answer("staging-days").number == 21
    assert run("answer", AGENT, "load-tested=n/a", "--reason", "two users", here=demo).code == 0
    assert assessment(demo).answer("load-tested").not_applicable == "two users"


def test_a_count_is_never_below_nothing(demo: Path) -> None:
    before = text(demo)
    for number in ("-1", "-0.5", "-1/2"):
        ran = run("answer", AGENT, f"staging-days={number}", here=demo)
        assert (ran.code, text(demo)) == (2, before)
        assert "write a number from 0 on" in ran.err
    assert run("answer", AGENT, "staging-days=0", here=demo).code == 0


def test_every_fault_is_told_at_once_and_nothing_is_written(demo: Path) -> None:
    before = text(demo)
    words = [
        *("retry-with-backoff=full", "retry-with-backof=full", "staging-days=soon", "output-validation=n/a"),
        *("load-tested=n/a", "model-fallback=ful", "data-drift=full", "data-drift=absent"),
    ]
    options = [
        "--due",
        "2026-13-01",
        "--effort",
        "much",
        "--evidence",
        "x",
        "--expires",
        "tomorrow",
        "--ticket",
        "a\nb",
    ]
    ran = run("answer", AGENT, *words, *options, here=demo)
    assert ran.code == 2
    assert text(demo) == before
    for piece in (
        "did you mean 'retry-with-backoff'?",
        "'soon' is no answer to 'staging-days'",
        "'output-validation' can't be not applicable",
        'load-tested=n/a --reason "',
        "did you mean 'full'?",
        "'data-drift' is answered twice",
        "--due '2026-13-01': there is no such day",
        "--effort 'much'",
        "--expires 'tomorrow'",
        "--ticket",
    ):
        assert piece in ran.err, piece
    assert len(ran.err.splitlines()) == 10


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["staging-days"], "no answer to 'staging-days'"),
        (["staging-days=14", "--reason", "because"], "--reason says why"),
        (["staging-days=14", "--observed", "2026-11-01"], "belong to evidence"),
        (["staging-days=14", "--effort", "-1"], "--effort can't be below 0"),
        (["staging-days=14", "--evidence", "a", "--observed", "2026-11-02", "--expires", "2026-11-01"], "before"),
        (["staging-days=14", "--note", "\x1b]52;c;aGk=\x07"], "escape character U+001B"),
        (["staging-days=14", "--note", "a\u202eb"], "U+202E"),
        (["staging-days=14", "--owner", "a\udc80"], "surrogate"),
        (["staging-days=14", "--note", "x" * 20_001], "20,000"),
        (["hr=1"], "no question 'hr'"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(demo: Path, words: list[str], told: str) -> None:
    before = text(demo)
    ran = run("answer", AGENT, *words, here=demo)
    assert ran.code == 2
    assert told in ran.err
    assert text(demo) == before
    assert not any(character in ran.err for character in "\x1b\x07\u202e\udc80")


def test_an_answer_keeps_what_belongs_to_it_and_takes_only_what_is_said(demo: Path) -> None:
    run("answer", AGENT, "data-drift=partial", "--note", "weekly", "--owner", "bo", "--effort", "1/2", here=demo)
    run("answer", AGENT, "data-drift=full", "--ticket", "OPS-1", here=demo)
    kept = assessment(demo).answer("data-drift")
    assert (kept.choice, kept.note, kept.owner, kept.ticket) == ("full", "weekly", "bo", "OPS-1")
    assert str(kept.effort_days) == "1/2"
    run("answer", AGENT, "data-drift", "--owner", "", "--note", "daily", here=demo)
    kept = assessment(demo).answer("data-drift")
    assert (kept.choice, kept.owner, kept.note) == ("full", None, "daily")
    run("answer", AGENT, "data-drift=", here=demo)
    assert not assessment(demo).answer("data-drift").is_answered
    assert assessment(demo).answer("data-drift").note == "daily"


def test_evidence_is_added_and_the_same_link_takes_the_place_of_the_old_one(demo: Path) -> None:
    link = "https://ci.example/42"
    run("answer", AGENT, "data-drift=full", "--evidence", link, "--evidence", "a dashboard", here=demo)
    run("answer", AGENT, "data-drift", "--evidence", link, "--observed", "2026-11-20", here=demo)
    evidence = assessment(demo).answer("data-drift").evidence
    assert [(each.link, each.text) for each in evidence] == [(None, "a dashboard"), (link, "")]
    assert evidence[1].observed is not None
    run("answer", AGENT, "data-drift", "--evidence", "", here=demo)
    assert assessment(demo).answer("data-drift").evidence == ()


def test_two_equals_signs_copy_the_last_milestones_answer_marked_as_carried_over(demo: Path) -> None:
    run("answer", AGENT, "updates-validated=absent", here=demo)
    run("answer", AGENT, "updates-validated==", here=demo)
    copied = assessment(demo).answer("updates-validated")
    assert (copied.choice, copied.carried_over) == ("full", True)
    ran = run("answer", "hr-screening", "staging-days==", here=demo)
    assert (ran.code, "no milestone to copy from" in ran.err) == (2, True)


def test_a_many_question_takes_choices_with_commas_and_an_exclusive_one_alone(tmp_path: Path) -> None:
    run("init", here=tmp_path)
    (tmp_path / "questionnaires" / "mine.yaml").write_text(MANY)
    assert run("new", "A", "--questionnaire", "mine", here=tmp_path).code == 0
    assert run("answer", "a", "isolation=encrypted,separate", here=tmp_path).code == 0
    assert assessment(tmp_path, "a").answer("isolation").choices == ("separate", "encrypted")
    for word, told in (
        ("isolation=none,encrypted", "can't stand with"),
        ("isolation=encrypte", "did you mean 'encrypted'?"),
    ):
        ran = run("answer", "a", word, here=tmp_path)
        assert (ran.code, told in ran.err) == (2, True), ran.err


MANY = """\
format: readiness/questionnaire@1
id: mine
version: "1"
title: Mine
sections:
  - id: only
    title: Only
    questions:
      - id: isolation
        ask: Which hold?
        kind: many
        choices:
          - {id: separate, label: Separate}
          - {id: encrypted, label: Encrypted}
          - {id: none, label: None, exclusive: true}
        rules:
          - {when: {all: [separate, encrypted]}, value: 1}
          - {value: 0}
"""


def test_profile_facts_are_checked_together(demo: Path) -> None:
    before = text(demo)
    ran = run("profile", AGENT, "stage=stagin", "first-deployed=soon", "requests-a-day=many", "sage=x", here=demo)
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 4
    assert "did you mean 'staging'?" in ran.err
    assert text(demo) == before
    assert run("profile", AGENT, "stage=staging", "first-deployed=", here=demo).code == 0
    assert assessment(demo).profile.get("stage") == "staging"
    assert "first-deployed" not in assessment(demo).profile


def test_a_new_task_needs_intent_and_built_as_and_all_ratings_are_checked_together(demo: Path) -> None:
    before = text(demo)
    words = ["set", "new-task", "decision_complexty=1", "reversibility=4", "moves_money=maybe", "consequence"]
    ran = run("task", AGENT, *words, "--evidence-level", "7", "--override", "auto", here=demo)
    assert ran.code == 2
    assert text(demo) == before
    for piece in (
        "a new task needs --intent",
        "a new task needs --built-as",
        "did you mean 'decision_complexity'?",
        "write reversibility=0, 1, 2, 3 or unknown",
        "write moves_money=yes, no or unknown",
        "write consequence=0, 1, 2, 3 or unknown",
        "--evidence-level '7'",
        "--override 'auto'",
        "--override needs a reason",
    ):
        assert piece in ran.err, piece


def test_a_task_is_added_changed_rated_by_another_and_removed(demo: Path) -> None:
    task: Any = ["task", AGENT, "set", "new-task"]
    made = run(
        *task, "--intent", "replace", "--built-as", "acts_alone", "reversibility=3", "moves_money=yes", here=demo
    )
    assert made.code == 0, made.err
    assert "STOP" in made.err
    assert run(*task, "reversibility=unknown", "consequence=2", "--evidence-level", "-1", here=demo).code == 0
    assert run(*task, "consequence=3", "--rater", "bo", here=demo).code == 0
    assert run(*task, "moves_money=", "--override", "augment", "--reason", "audit", here=demo).code == 0
    found = assessment(demo).tasks["new-task"]
    assert (found.name, found.evidence, dict(found.factors)) == (
        "New task",
        -1,
        {"reversibility": None, "consequence": 2},
    )
    assert dict(found.flags) == {}
    assert found.ratings[0].by == "bo"
    assert dict(found.ratings[0].factors) == {"consequence": 3}
    assert found.override is not None
    assert (found.override.mode, found.override.reason) == ("augment", "audit")
    assert run("task", AGENT, "remove", "new-task", here=demo).code == 0
    assert "new-task" not in assessment(demo).tasks
    ran = run("task", AGENT, "remove", "new-task", here=demo)
    assert (ran.code, "no task 'new-task'" in ran.err) == (2, True)


def test_settings_are_checked_together_and_a_value_is_taken_back_with_nothing(demo: Path) -> None:
    before = (demo / "readiness.yaml").read_bytes()
    ran = run("settings", "effects=sometimes", "target_level=heaven", "default_questionnaire=none", here=demo)
    assert (ran.code, len(ran.err.splitlines())) == (2, 3)
    assert (demo / "readiness.yaml").read_bytes() == before
    assert run("settings", "evidence_max_age_days=", "limits.megabytes=9", here=demo).code == 0
    values = run("settings", "--json", here=demo).json["settings"]
    assert (values["evidence_max_age_days"], values["limits.megabytes"], values["limits.nodes"]) == (
        None,
        "9",
        "200000",
    )
    assert run("settings", "--agent", AGENT, "target_level=heaven", here=demo).code == 2
    assert run("settings", "--agent", AGENT, "target_level=demo", "owner=kim", here=demo).code == 0
    assert run("score", AGENT, "--json", here=demo).json["target"] == "demo"


def test_a_new_assessment_prints_its_slug_and_carries_answers_over_when_asked(demo: Path) -> None:
    ran = run("new", "Support agent", "--from", AGENT, here=demo)
    assert (ran.code, ran.out) == (0, "support-agent-2\n")
    carried = assessment(demo, "support-agent-2").answer("retry-with-backoff")
    assert (carried.choice, carried.carried_over) == ("full", True)
    for words, told in (
        (["new", "x", "--slug", "support-agent"], "already an agent"),
        (["new", "x", "--slug", "Not A Slug"], "can't be a slug"),
        (["new", "x", "--slug", "con"], "reserved"),
        (["new", "x", "--questionnaire", "nothing"], "no questionnaire 'nothing'"),
        (["new", "x", "--from", "nobody"], "nobody"),
        (["new", "a\x1bb"], "can't be a name"),
    ):
        ran = run(*words, here=demo)
        assert (ran.code, told in ran.err) == (2, True), (words, ran.err)


def test_a_milestone_prints_its_name_and_is_never_refused_for_being_incomplete(demo: Path) -> None:
    ran = run("milestone", "hr-screening", "--note", "first look", "--by", "noor", here=demo)
    assert ran.code == 0
    name = ran.out.strip()
    assert name.startswith("0001-2026-11-22-")
    row = run("history", "hr-screening", "--json", here=demo).json["milestones"][0]
    assert (row["name"], row["by"], row["note"]) == (name, "noor", "first look")


def test_a_report_replaces_a_report_but_nothing_else(demo: Path, tmp_path: Path) -> None:
    target = tmp_path / "r.html"
    assert run("report", AGENT, "-o", str(target), here=demo).out == f"{target}\n"
    first = target.read_bytes()
    assert run("report", AGENT, "-o", str(target), here=demo).code == 0
    assert target.read_bytes() == first, "the same input gives the same bytes"
    settings = demo / "readiness.yaml"
    before = settings.read_bytes()
    for path in (settings, demo, tmp_path / "no" / "r.html"):
        assert run("report", AGENT, "-f", "html", "-o", str(path), here=demo).code == 2
    assert settings.read_bytes() == before
    both = ["-f", "html", "-o", str(tmp_path / "a.html"), "-f", "md", "-o", str(tmp_path / "a.md")]
    assert run("report", AGENT, *both, here=demo).code == 0
    assert (tmp_path / "a.md").read_text(encoding="utf-8").startswith("# Support agent")


def test_what_is_left_out_of_a_report_is_in_no_format(demo: Path) -> None:
    run("answer", AGENT, "data-drift=partial", "--note", "NOTE-TEXT", "--owner", "OWNER-NAME", here=demo)
    run("answer", AGENT, "data-drift", "--evidence", "EVIDENCE-TEXT", here=demo)
    run("milestone", AGENT, "--note", "NOTE-TEXT", "--by", "OWNER-NAME", here=demo)
    for wanted in ("html", "md", "json"):
        shown = run("report", AGENT, "-f", wanted, "--without", "people,notes,evidence", here=demo).out
        for hidden in ("NOTE-TEXT", "OWNER-NAME", "EVIDENCE-TEXT"):
            assert hidden not in shown, (wanted, hidden)


def test_validate_warns_of_what_has_no_effect_and_strict_makes_it_1(demo: Path) -> None:
    path = demo / "assessments" / "hr-screening" / "assessment.yaml"
    path.write_text(path.read_text().replace("answers:\n", "answers:\n  old-question: {choice: full}\n", 1))
    ran = run("validate", here=demo)
    assert (ran.code, "warning: no question 'old-question' is asked" in ran.out) == (0, True)
    assert run("validate", "--strict", here=demo).code == 1
    finding = run("validate", "--json", here=demo).json["findings"][0]
    assert (finding["severity"], finding["key"]) == ("warning", "answers.old-question")
    assert finding["line"] > 1


def test_validate_tells_all_broken_files_in_order(demo: Path) -> None:
    for agent in ("hr-screening", "invoice-matcher"):
        (demo / "assessments" / agent / "assessment.yaml").write_text("format: readiness/assessment@9\n")
    (demo / "questionnaires" / "bad.yaml").write_text("a: 1\na: 2\n")
    ran = run("validate", here=demo)
    assert ran.code == 2
    assert [line.split(":")[1] for line in ran.out.splitlines()] == ["2", "1", "1"]
    assert "upgrade readiness" in ran.out


def test_decide_reads_tasks_without_a_workspace_and_refuses_names_it_does_not_know(tmp_path: Path) -> None:
    path = tmp_path / "tasks.yaml"
    path.write_text(TASKS)
    decided = run("decide", "--file", "tasks.yaml" if Path.cwd() == tmp_path else str(path), "--json", here=tmp_path)
    assert decided.code == 0, decided.err
    assert decided.json["decisions"][0]["mode"] == "automate_sample"
    path.write_text(TASKS.replace("reversibility", "reversability").replace("moves_money", "moves_mony"))
    ran = run("decide", "--file", str(path), here=tmp_path)
    assert (ran.code, len(ran.err.splitlines())) == (2, 2)
    assert "tasks.yaml:9:" in ran.err
    assert "did you mean 'reversibility'?" in ran.err
    path.write_text(TASKS + TASKS.partition("tasks:\n")[2])
    assert "there is already a task 'refund-small'" in run("decide", "--file", str(path), here=tmp_path).err
    path.write_text(TASKS.replace("    evidence: 3", "    evidance: 3"))
    ran = run("decide", "--file", str(path), here=tmp_path)
    assert (ran.code, "warning: " in ran.err, "unknown key 'evidance'" in ran.err) == (0, True, True)


TASKS = """\
format: readiness/tasks@1
tasks:
  - id: refund-small
    name: Issue refunds below 50 EUR
    intent: replace
    built_as: acts_alone
    factors: {decision_complexity: 1, task_nature: 0, expertise: 0, interpersonal: 1,
              error_tolerance: 1, consequence: 1,
              reversibility: 1, detectability: 1}
    flags: {moves_money: yes, below_limit: yes, customer_facing: no, decides_rights: no, physical_safety: no,
            law_requires_human: no, privileged_access: no, prohibited_use: no, graceful_failure: yes,
            named_reviewer: yes, sample_reviewed: yes}
    evidence: 3
"""


def test_a_waiver_needs_all_three_and_passes_its_gate_until_it_expires(demo: Path) -> None:
    words = ["waive", AGENT, "output-validation", "--reason", "one week", "--approver", "kim", "--expires"]
    assert run(*words[:-1], here=demo).code == 2
    for given, told in (("2026-11-21", "is past"), ("soon", "--expires 'soon'")):
        ran = run(*words, given, here=demo)
        assert (ran.code, told in ran.err) == (2, True)
    assert run("waive", AGENT, "no-such", "--clear", here=demo).code == 2
    assert run(*words, "2026-12-04", here=demo).code == 0
    until = {"2026-12-04": "waived", "2026-12-05": "failed"}
    for day, state in until.items():
        card = run("score", AGENT, "--as-of", day, "--json", here=demo).json
        gates = {gate["level"]: gate["state"] for gate in card["gates"] if gate["question"] == "output-validation"}
        assert gates["limited-production"] == state
    assert "waived until 2026-12-04" in run("score", AGENT, here=demo).out
    assert run("status", AGENT, "--json", here=demo).json["waived"][0]["until"] == "2026-12-04"
    assert run("waive", AGENT, "output-validation", "--clear", here=demo).code == 0
    assert assessment(demo).answer("output-validation").waiver is None
    assert run("waive", AGENT, "output-validation", "--clear", here=demo).code == 2


def test_files_are_merged_by_question_and_what_both_changed_is_left_between_markers(demo: Path, tmp_path: Path) -> None:
    path = demo / "assessments" / AGENT / "assessment.yaml"
    sides = {}
    for name, words in (("base", []), ("ours", ["data-drift=full"]), ("theirs", ["no-cascade=full"])):
        sides[name] = tmp_path / name
        before = path.read_bytes()
        if words:
            run("answer", AGENT, *words, here=demo)
        sides[name].write_bytes(path.read_bytes())
        path.write_bytes(before)
    files = [str(sides[name]) for name in ("base", "ours", "theirs")]
    assert run("merge-file", *files, here=tmp_path).code == 0
    merged = decode_assessment(sides["ours"].read_bytes(), "ours")
    assert [merged.answer(name).choice for name in ("data-drift", "no-cascade")] == ["full", "full"]
    path.write_bytes(sides["base"].read_bytes())
    run("answer", AGENT, "data-drift=absent", here=demo)
    sides["theirs"].write_bytes(path.read_bytes())
    ran = run("merge-file", *files, here=tmp_path)
    assert (ran.code, "both sides changed data-drift" in ran.err) == (1, True)
    assert "<<<<<<< " in sides["ours"].read_text(encoding="utf-8")


def test_a_yaml_file_is_imported_whole_or_not_at_all(demo: Path, tmp_path: Path) -> None:
    path = tmp_path / "in.yaml"
    path.write_text(
        "profile: {stage: pilot}\nanswers:\n  data-drift: {choice: full, note: 'weekly'}\n  no-cascade:\n"
        "tasks:\n  new-task: {name: New, intent: replace, built_as: suggests, factors: {consequence: 2}}\n"
    )
    assert run("import", AGENT, str(path), here=demo).code == 0
    after = assessment(demo)
    assert (after.answer("data-drift").choice, after.answer("data-drift").note) == ("full", "weekly")
    assert not after.answer("no-cascade").is_answered
    assert after.answer("retry-with-backoff").choice == "full"
    assert after.tasks["new-task"].factors["consequence"] == 2
    assert after.profile["stage"] == "pilot"
    before = text(demo)
    path.write_text(
        "answers:\n  data-drft: {choice: full}\n  no-cascade: {choice: yes}\n  load-tested: {choise: full}\n"
        "tasks:\n  t: {name: T, intent: replace, built_as: suggests, factors: {consequenc: 2}}\n"
    )
    ran = run("import", AGENT, str(path), here=demo)
    assert (ran.code, [line.split("in.yaml:")[1][:2] for line in ran.err.splitlines()]) == (2, ["2:", "3:", "4:", "6:"])
    assert text(demo) == before
    for bad in ("a: 1\n", "", "answers: [\n", "answers: 3\n"):
        path.write_text(bad)
        assert run("import", AGENT, str(path), here=demo).code == 2
    path.write_text(TASKS)
    assert run("import", AGENT, str(path), here=demo).code == 0
    assert assessment(demo).tasks["refund-small"].evidence == 3


def test_an_assessment_is_imported_into_another_one(demo: Path) -> None:
    source = demo / "assessments" / AGENT / "assessment.yaml"
    assert run("import", "hr-screening", str(source), here=demo).code == 0
    assert assessment(demo, "hr-screening").answer("staging-days") == assessment(demo).answer("staging-days")
    assert assessment(demo, "hr-screening").agent.name == "HR screening"


def test_a_csv_table_of_answers_or_tasks_is_imported_with_every_fault_at_its_line(demo: Path, tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text('question;answer;note;due\ndata-drift;full;"two\nlines";2026-12-01\n\nstaging-days;21;;\n')
    assert run("import", AGENT, str(path), here=demo).code == 0
    assert assessment(demo).answer("data-drift").note == "two\nlines"
    assert assessment(demo).answer("staging-days").number == 21
    path.write_text("task,intent,built_as,consequence,moves_money\nnew-task,replace,suggests,2,yes\n")
    assert run("import", AGENT, str(path), here=demo).code == 0
    assert dict(assessment(demo).tasks["new-task"].flags) == {"moves_money": "yes"}
    before = text(demo)
    path.write_text("question,answer\ndata-drift,ful\n,full\nload-tested,full\nload-tested,full\nno-such,1\n")
    ran = run("import", AGENT, str(path), here=demo)
    assert [line.split("in.csv:")[1][:2] for line in ran.err.splitlines()] == ["2:", "3:", "5:", "6:"]
    for bad in (
        "",
        "question,anser\n",
        "question,answer\na,b,c\n",
        'question,answer\n"a,b\n',
        "question,answer\na,\x1b\n",
    ):
        path.write_text(bad)
        assert run("import", AGENT, str(path), here=demo).code == 2, bad
    assert text(demo) == before
