"""Every command: its exit code, what goes to stdout and what to stderr."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.shelling import run

# words, exit code, a piece of stdout, a piece of stderr
LOOKING = [
    ("list", 0, "support-agent", ""),
    ("list --recursive", 0, "support-agent", ""),
    ("list --json", 0, '"format": "readiness/list@1"', ""),
    ("score support-agent", 0, "✗ STOP", ""),
    ("score support-agent@1", 0, "· @1 · as of 2026-09-08", ""),
    ("score support-agent@latest", 0, "· @4 ·", ""),
    ("score support-agent --as-of 2027-01-31", 0, "as of 2027-01-31", ""),
    ("score support-agent --target production-ready", 0, "What stops Production-ready", ""),
    ("score nobody", 2, "", "no agent 'nobody'"),
    ("score suport-agent", 2, "", "did you mean 'support-agent'?"),
    ("score support-agent@99", 2, "", "has no milestone '99'"),
    ("score support-agent --target heaven", 2, "", "no level 'heaven'"),
    ("score support-agent --as-of 2026-02-30", 2, "", "there is no such day"),
    ("score", 2, "", "AGENT"),
    ("status", 0, "Tasks built with more autonomy than they are cleared for", ""),
    ("status support-agent", 0, "Due in 14 days", ""),
    ("status nobody", 2, "", "no agent 'nobody'"),
    ("waive support-agent output-validation", 2, "", "--reason, --approver and --expires"),
    ("explain support-agent", 0, "Fewest answers that lead from", ""),
    ("explain support-agent observability", 0, "observability 34.6", ""),
    ("explain support-agent output-validation", 0, "output-validation", ""),
    ("explain support-agent large-refund", 0, "G2 Moves money", ""),
    ("explain support-agent nothing", 2, "", "no question, section or task 'nothing'"),
    ("decide support-agent", 0, "approve before", ""),
    ("decide", 2, "", "--file"),
    ("decide support-agent --file x.yaml", 2, "", "--file"),
    ("decide --file none.yaml", 2, "", "none.yaml"),
    ("clear support-agent", 0, "Cleared today", ""),
    ("compare support-agent", 0, "from @4", ""),
    ("compare support-agent@1 support-agent@3", 0, "from @1 (2026-09-08) to @3", ""),
    ("compare hr-screening", 2, "", "no milestone to compare with"),
    ("compare nobody", 2, "", "no agent 'nobody'"),
    ("history support-agent", 0, "@4", ""),
    ("history hr-screening", 0, "", "No milestone yet"),
    ("report support-agent", 0, "# Support agent", ""),
    ("report support-agent -f html", 0, "<!doctype html>", ""),
    ("report support-agent -f json", 0, '"format": "readiness/report@1"', ""),
    ("report support-agent -f pdf", 2, "", "no format 'pdf'"),
    ("report support-agent -o r.pdf", 2, "", "which format"),
    ("report support-agent -f md -f html", 2, "", "-o"),
    ("report support-agent -f md -o a.md -o b.md", 2, "", "-f its -o"),
    ("report support-agent --without peple", 2, "", "did you mean 'people'?"),
    ("report support-agent --template none.j2", 2, "", "no template 'none.j2'"),
    ("report support-agent --template built-in", 0, "# Support agent", ""),
    ("report support-agent -f json --template x.j2", 2, "", "JSON is made without a template"),
    ("report", 2, "", "of which AGENT?"),
    ("report --all", 0, "## 3 Who may run what", ""),
    ("report --all -f html", 0, "<!doctype html>", ""),
    ("report --all -f json", 0, '"format": "readiness/team@1"', ""),
    ("report --all support-agent", 2, "", "leave AGENT out"),
    ("report --all --audience exec", 2, "", "--all takes no --audience"),
    ("report --all --compare 2", 2, "", "--all takes no --compare"),
    ("templates show", 0, "report.html.j2", ""),
    ("templates show report.md.j2", 0, "## 1 Verdict", ""),
    ("templates show variables", 0, "| `heading` |", ""),
    ("templates show reprot.md.j2", 2, "", "did you mean 'report.md.j2'?"),
    ("templates copy nothing.j2", 2, "", "no built-in template 'nothing.j2'"),
    ("templates check", 2, "", "no template of your own here"),
    ("templates check none.j2", 2, "no template 'none.j2'", "1 error"),
    ("profile support-agent", 0, "first-deployed", ""),
    ("task support-agent list", 0, "large-refund", ""),
    ("validate", 0, "", "18 files checked: 0 errors, 0 warnings."),
    ("validate nowhere.yaml", 2, "nowhere.yaml", "1 error"),
    ("verify", 0, "", "8 of 8 milestones"),
    ("verify support-agent", 0, "", "4 of 4 milestones"),
    ("questionnaire list", 0, "ml-test-score", ""),
    ("questionnaire show agent-production-readiness", 0, "retry-with-backoff", ""),
    ("questionnaire show ml-test-score --yaml", 0, "id: ml-test-score", ""),
    ("questionnaire show nothing", 2, "", "no questionnaire 'nothing'"),
    ("questionnaire check agent-production-readiness", 0, "", "0 errors"),
    ("schema", 0, "scorecard", ""),
    ("schema scorecard", 0, "readiness/scorecard@1", ""),
    ("schema readiness/decisions@1", 0, "readiness/decisions@1", ""),
    ("schema scorcard", 2, "", "did you mean 'scorecard'?"),
    ("settings", 0, "limited-production", ""),
    ("settings --agent support-agent", 0, "Support agent", ""),
    ("settings --agent nobody", 2, "", "no agent 'nobody'"),
    ("keys", 0, "answer.note", "keymap in"),
    ("doctor", 0, "python", ""),
    ("completion bash", 0, "_READINESS_COMPLETE", ""),
    ("completion csh", 2, "", "no completion for 'csh'"),
    ("--version", 0, "readiness ", ""),
    ("--help", 0, "Examples:", ""),
    ("scor", 2, "", "did you mean 'score'?"),
    ("--nothing", 2, "", "--nothing"),
    ("demo", 2, "", "needs a terminal"),
    ("assess support-agent", 2, "", "readiness assess support-agent --plain"),
    ("", 2, "", "readiness --help"),
]


@pytest.mark.parametrize(("words", "code", "out", "err"), LOOKING, ids=[row[0] or "(nothing)" for row in LOOKING])
def test_data_goes_to_stdout_and_narration_to_stderr(
    looked_at: Path, words: str, code: int, out: str, err: str
) -> None:
    ran = run(*words.split(), here=looked_at)
    assert (ran.code, out in ran.out, err in ran.err) == (code, True, True), (ran.code, ran.out[:600], ran.err)
    if code:
        assert ran.out == "" or words.startswith(("validate", "templates check")), "what failed prints no data"


def test_no_line_for_people_is_longer_than_100_columns(looked_at: Path) -> None:
    for words in (
        "list",
        "score support-agent",
        "decide support-agent",
        "clear support-agent",
        "compare support-agent@1",
    ):
        assert max(map(len, run(*words.split(), here=looked_at).out.splitlines())) <= 100


def test_outside_a_workspace_the_error_names_the_two_ways_out(tmp_path: Path) -> None:
    ran = run("list", here=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert "readiness init" in ran.err
    assert "-C DIR" in ran.err


def test_a_workspace_is_named_before_the_command_or_found_upward(looked_at: Path, tmp_path: Path) -> None:
    assert run("-C", str(looked_at), "list", here=tmp_path).code == 0
    assert run("--workspace", str(looked_at), "list", here=tmp_path).code == 0
    assert run("list", here=looked_at / "assessments" / "support-agent").code == 0
    assert run("-C", str(tmp_path), "list", here=looked_at).code == 2


def test_the_working_answers_are_as_of_today_and_a_milestone_as_of_its_day(looked_at: Path) -> None:
    assert run("score", "support-agent", "--json", here=looked_at).json["as_of"] == "2026-11-22"
    assert run("score", "support-agent@2", "--json", here=looked_at).json["as_of"] == "2026-09-29"
    later = run("score", "support-agent@2", "--as-of", "2027-05-01", "--json", here=looked_at).json
    assert later["as_of"] == "2027-05-01"


def test_the_verdict_comes_first_tasks_beyond_clearance_before_the_level(looked_at: Path) -> None:
    lines = run("score", "support-agent", here=looked_at).out.splitlines()
    glyphs = [line for line in lines if line.startswith("✗")]
    assert glyphs[0].startswith("✗ STOP")
    assert glyphs[1].startswith("✗ NOT READY")
    assert lines.index(glyphs[1]) < 8
    assert run("list", here=looked_at).out.startswith("✗ STOP")


def test_a_bare_agent_list_shows_one_that_cannot_be_read_and_exits_with_2(demo: Path) -> None:
    (demo / "assessments" / "hr-screening" / "assessment.yaml").write_text("format: readiness/assessment@1\nagent: [\n")
    ran = run("list", here=demo)
    assert ran.code == 2
    assert "support-agent" in ran.out
    assert "hr-screening" in ran.out
    assert "assessment.yaml:" in ran.err


def test_a_fault_is_one_line_with_file_line_column_and_remedy(demo: Path) -> None:
    path = demo / "assessments" / "hr-screening" / "assessment.yaml"
    path.write_text(
        "format: readiness/assessment@1\nagent: {name: A, slug: a}\nanswers:\n  x: {choice: 'A B'}\ntasks: 3\n"
    )
    before = path.read_bytes()
    ran = run("score", "hr-screening", here=demo)
    assert ran.code == 2
    lines = ran.err.splitlines()
    assert [line.split("assessment.yaml:")[1].split(":")[0] for line in lines] == ["1", "4", "5"]
    assert path.read_bytes() == before


def test_verify_names_a_milestone_that_was_altered(demo: Path) -> None:
    path = next((demo / "assessments" / "support-agent" / "milestones").glob("0002-*"))
    path.write_text(path.read_text().replace("full", "partial", 1))
    ran = run("verify", here=demo)
    assert ran.code == 2
    assert path.stem in ran.out
    assert run("verify", "support-agent", "--json", here=demo).json["milestones"][1]["ok"] is False


def test_the_tui_is_asked_for_with_what_was_named(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readiness_tui.cli.opening.has_terminal", lambda: True)
    opened = []

    def open_tui(workspace: object, **named: object) -> int:
        opened.append((getattr(workspace, "root", None), named.get("agent"), named.get("is_demo")))
        return 0

    assert run(here=demo, open_tui=open_tui).code == 0
    assert run("assess", "support-agent", here=demo, open_tui=open_tui).code == 0
    assert run("demo", here=demo, open_tui=open_tui).code == 0
    assert opened[:2] == [(demo, None, False), (demo, "support-agent", False)]
    assert opened[2][2] is True
    assert opened[2][0] is not None
    assert not Path(str(opened[2][0])).exists(), "the demo is gone when it is left"
    assert run("assess", "nobody", here=demo, open_tui=open_tui).code == 2
    assert len(opened) == 3


def test_demo_with_to_and_report_only_writes(tmp_path: Path) -> None:
    ran = run("demo", "--to", str(tmp_path / "d"), "--report", str(tmp_path / "d.html"), here=tmp_path)
    assert ran.code == 0
    assert "<html" in (tmp_path / "d.html").read_text(encoding="utf-8")
    assert run("-C", str(tmp_path / "d"), "list", here=tmp_path).code == 0
    assert run("demo", "--to", str(tmp_path / "d"), here=tmp_path).code == 2


def test_completion_knows_agents_questions_and_choices(looked_at: Path) -> None:
    from click.shell_completion import ShellComplete

    from readiness_tui.cli.program import program

    def words(args: list[str], incomplete: str) -> list[str]:
        completer = ShellComplete(program, {}, "readiness", "_READINESS_COMPLETE")
        return [each.value for each in completer.get_completions(["-C", str(looked_at), *args], incomplete)]

    assert words([], "sc") == ["score", "schema"]
    assert words(["score"], "sup") == ["support-agent"]
    assert words(["answer", "support-agent"], "staging") == ["staging-days="]
    assert words(["answer", "support-agent"], "output-validation=p") == ["output-validation=partial"]
    assert words(["answer", "nobody"], "") == []
