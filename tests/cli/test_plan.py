"""`readiness plan`: targets, budgets, formats for other tools, and bad input."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from readiness_tui.exchange.plan_csv import COLUMNS, safe
from tests.cli.shelling import run

BAD = [
    ("--to heaven", "no level 'heaven'"),
    ("--to production-redy", "did you mean 'production-ready'?"),
    ("--clear large-refund", "large-refund=automate_sample"),
    ("--clear larg-refund=automate", "did you mean 'large-refund'?"),
    ("--clear large-refund=automat", "did you mean 'automate'?"),
    ("--clear large-refund=not_yet", "no mode 'not_yet'"),
    ("--budget=-1", "0 or more"),
    ("--budget x", "is no number of days"),
    ("--capacity 0", "more than 0"),
    ("--capacity 1/1000", "write a capacity of 1 or more"),
    ("--start 2026-02-30", "there is no such day; that month ends on 2026-02-28"),
    ("--start 9999-12-30", "is too far away"),
    ("-f xlsx", "xlsx"),
]
FORMATS = ["text", "json", "csv", "ics", "md"]


@pytest.mark.parametrize(("words", "said"), BAD)
def test_bad_input_exits_with_2_and_says_what_to_write_instead(looked_at: Path, words: str, said: str) -> None:
    ran = run("plan", "support-agent", *words.split(), here=looked_at)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_the_path_leads_to_the_target_level_and_says_that_it_is_exact(looked_at: Path) -> None:
    document = run("plan", "support-agent", "--json", here=looked_at).json
    assert document["target"]["level"] == "limited-production"
    assert (document["reachable"], document["exact"], document["level_after"]) == (True, True, "limited-production")
    asked = [action for action in document["actions"] if action["kind"] == "question"]
    assert sum(action["effort_days"] for action in asked) == document["total_effort_days"]
    assert [action["kind"] for action in document["actions"]] == ["task"] * 2 + ["question"] * len(asked)
    text = run("plan", "support-agent", here=looked_at).out
    assert "No cheaper set exists." in text
    assert "stop here and you are at Limited production" in text


def test_applying_the_path_reaches_the_level_and_a_plan_then_needs_nothing(demo: Path) -> None:
    document = run("plan", "support-agent", "--json", here=demo).json
    words = [f"{action['id']}={action['to']}" for action in document["actions"] if action["kind"] == "question"]
    assert run("answer", "support-agent", *words, here=demo).code == 0
    assert run("gate", "support-agent", "--level", "limited-production", here=demo).code == 0
    again = run("plan", "support-agent", "--to", "limited-production", "--json", here=demo).json
    assert (again["reached"], again["total_effort_days"]) == (True, 0)
    assert (
        "Nothing is needed for Limited production"
        in run("plan", "support-agent", "--to", "limited-production", here=demo).out
    )


def test_a_budget_is_kept_and_more_of_it_never_does_less(looked_at: Path) -> None:
    worst = 0.0
    for budget in ("0", "2", "4.5", "7", "12"):
        document = run("plan", "support-agent", "--budget", budget, "--json", here=looked_at).json
        assert document["total_effort_days"] <= float(budget)
        asked = [action for action in document["actions"] if action["kind"] == "question"]
        if document["level_after"] == "supervised-pilot" and asked:
            assert asked[-1]["worst_after"]["display"] >= worst
            worst = asked[-1]["worst_after"]["display"]
        assert (document["level_after"] == "limited-production") == (float(budget) >= 7)


def test_a_task_and_a_level_are_reached_together(looked_at: Path) -> None:
    task = "small-refund=automate_sample"
    both = ["--to", "limited-production", "--clear", task]
    document = run("plan", "support-agent", *both, "--json", here=looked_at).json
    assert document["reachable"]
    assert {"task": "small-refund", "mode": "automate_sample"} in [
        clear for action in document["actions"] for clear in action["clears"]
    ]


def test_a_mode_above_the_recommendation_is_out_of_reach_and_says_so(looked_at: Path) -> None:
    ran = run("plan", "support-agent", "--clear", "large-refund=automate", "--json", here=looked_at)
    assert (ran.code, ran.json["reachable"]) == (0, False)
    assert "approve before is recommended at most" in ran.json["obstacles"][0]
    assert "G2 Moves money" in ran.json["obstacles"][0]


@pytest.mark.parametrize("wanted", FORMATS)
def test_every_format_can_be_had_of_every_plan(looked_at: Path, wanted: str) -> None:
    for words in ("support-agent", "support-agent@1", "hr-screening", "support-agent --budget 3 --capacity 0.5"):
        ran = run("plan", *words.split(), "-f", wanted, here=looked_at)
        assert (ran.code, ran.err) == (0, "")


@pytest.fixture
def hostile(demo: Path) -> Path:
    words = ["--owner", "=HYPERLINK(1)", "--ticket", "@SUM(A1)", "--due", "2026-12-01"]
    assert run("answer", "support-agent", "output-validation", *words, here=demo).code == 0
    return demo


def test_csv_holds_no_formula_and_its_ids_stay_the_same(hostile: Path) -> None:
    def rows() -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(run("plan", "support-agent", "-f", "csv", here=hostile).out)))

    first = rows()
    assert list(first[0]) == list(COLUMNS)
    row = next(each for each in first if each["external_id"] == "readiness/support-agent/question/output-validation")
    assert (row["assignee"], row["ticket"], row["due_date"]) == ("'=HYPERLINK(1)", "'@SUM(A1)", "2026-12-01")
    run("answer", "support-agent", "latency-per-step=absent", here=hostile)
    assert {each["external_id"] for each in first} <= {each["external_id"] for each in rows()}
    assert len({each["external_id"] for each in first}) == len(first)


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("=1", "'=1"),
        ("+A", "'+A"),
        ("-2+3", "'-2+3"),
        ("@x", "'@x"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("−2+3", "'−2+3"),
        ("﹫x", "'﹫x"),
        ("\u00a0=1", "'\u00a0=1"),
        ("\u3000\u200b=1", "'\u3000\u200b=1"),
        ("\n\r=1", "'\n\r=1"),
        ("+1.9", "+1.9"),
        ("-3", "-3"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_take_for_a_formula_is_quoted_and_numbers_are_not(cell: str, kept: str) -> None:
    assert safe(cell) == kept


def test_the_calendar_has_stable_ids_and_whole_days(looked_at: Path) -> None:
    from icalendar import Calendar

    def events() -> dict[str, tuple[object, object]]:
        text = run("plan", "support-agent", "-f", "ics", here=looked_at).out
        found = Calendar.from_ical(text).walk("VEVENT")
        return {str(each["uid"]): (each["dtstart"].dt, each["dtend"].dt) for each in found}

    first = events()
    assert first == events()
    assert "readiness/support-agent/question/output-validation" in first
    assert "readiness/support-agent/stabilisation" in first
    assert all(start < end for start, end in first.values())  # type: ignore[operator]  # both are days


def test_without_the_calendar_library_it_says_how_to_get_it(looked_at: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "icalendar", None)
    ran = run("plan", "support-agent", "-f", "ics", here=looked_at)
    assert ran.code == 2
    assert "readiness_tui[calendar]" in ran.err


def test_markdown_keeps_peoples_text_as_text(hostile: Path) -> None:
    run("answer", "support-agent", "output-validation", "--owner", "<b>|[x](y)", here=hostile)
    text = run("plan", "support-agent", "-f", "md", here=hostile).out
    assert "<b>" not in text
    assert "\\<b\\>\\|\\[x\\]\\(y\\)" in text


def test_a_waiver_is_named_with_its_last_day_and_a_week_after_that_day_counts_it_no_more(demo: Path) -> None:
    words = ["--reason", "until the fix", "--approver", "kim", "--expires", "2026-12-01"]
    assert run("waive", "support-agent", "output-validation", *words, here=demo).code == 0
    plan = ["plan", "support-agent", "--to", "limited-production", "--start", "2026-11-23", "--capacity"]
    quick, slow = (run(*plan, days, "--json", here=demo).json["weeks"] for days in ("5", "1"))
    assert (quick[-1]["ends"], quick[-1]["level"]) == ("2026-11-27", "limited-production")
    assert (slow[-1]["ends"], slow[-1]["level"]) == ("2026-12-18", "supervised-pilot")
    said = "Output validated after (output-validation) until 2026-12-01, from then on it counts again"
    assert said in " ".join(run(*plan, "5", here=demo).out.split())
    assert "is waived: Output validated after" in run(*plan, "5", "-f", "md", here=demo).out


def test_an_action_that_ends_after_its_due_day_is_marked(looked_at: Path) -> None:
    out = run("plan", "support-agent", "--start", "2026-11-23", here=looked_at).out
    marked = {line.split("  ")[2].strip(): "!" in line for line in out.splitlines() if "@bo" in line or "@ana" in line}
    assert marked == {"Decision log": False, "Alert thresholds": False, "Output validated after": True}
    assert "! ends after its due day" in out


def test_no_cell_of_the_csv_begins_like_a_formula(demo: Path) -> None:
    run("answer", "support-agent", "decision-log=partial", "--owner", "=1+1", "--ticket", "@SUM(A1)", here=demo)
    run("task", "support-agent", "set", "sort-mail", "--name", "=cmd|'/C calc'!A0", here=demo)
    out = run("plan", "support-agent", "-f", "csv", here=demo).out
    cells = [cell for row in csv.reader(io.StringIO(out)) for cell in row]
    assert any("=1+1" in cell for cell in cells)
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
