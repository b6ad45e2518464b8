"""A team's templates: found in the workspace first, copied to be changed, checked on example reports, documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from readiness_tui.reports.template_variables import variables_text
from readiness_tui.storage.shipped import shipped_files
from tests.cli.shelling import run

DOCS = Path(__file__).parent.parent.parent / "docs" / "templates.md"
PAGE = "<!doctype html><html lang='en'><head><title>x</title></head><body>"


def write(demo: Path, name: str, text: str) -> Path:
    path = demo / "templates" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_template_with_the_name_of_a_built_in_one_takes_its_place_unless_the_built_in_one_is_named(
    demo: Path,
) -> None:
    write(demo, "report.md.j2", "ours: {{ heading.agent }}")
    assert run("report", "support-agent", here=demo).out == "ours: Support agent\n"
    assert run("report", "support-agent", "--template", "built-in", here=demo).out.startswith("# Support agent")
    assert run("report", "support-agent", "-f", "html", here=demo).out.startswith("<!doctype html>")
    assert run("report", "--all", here=demo).out.startswith("# Demo")


def test_a_part_of_a_built_in_template_can_be_the_teams_own(demo: Path) -> None:
    css = run("templates", "show", "report.css.j2", here=demo).out
    write(demo, "report.css.j2", css.replace("--good: #005a9c", "--good: #004400", 1))
    html = run("report", "support-agent", "-f", "html", here=demo).out
    assert "--good: #004400" in html
    assert "--good: #004400" in run("report", "--all", "-f", "html", here=demo).out
    assert "--good: #005a9c" in run("report", "support-agent", "-f", "html", "--template", "built-in", here=demo).out


def test_a_template_is_taken_by_its_name_in_the_workspace_or_by_its_path(demo: Path, tmp_path: Path) -> None:
    write(demo, "board.html.j2", f"{PAGE}{{% include '_foot.html.j2' %}}")
    write(demo, "_foot.html.j2", "<p>{{ heading.agent }}</p>")
    elsewhere = tmp_path / "mine.md.j2"
    elsewhere.write_text("mine: {{ slug or '' if slug is defined else heading.slug }}", encoding="utf-8")
    page = run("report", "support-agent", "-f", "html", "--template", "board.html.j2", here=demo)
    assert "<p>Support agent</p>" in page.out
    assert "Content-Security-Policy" in page.out
    mine = run("report", "support-agent", "--template", str(elsewhere), here=demo)
    assert mine.out == "mine: support-agent\n"
    wrong = run("report", "support-agent", "-f", "md", "--template", "board.html.j2", here=demo)
    assert (wrong.code, wrong.err) == (
        2,
        "'board.html.j2' is a template for HTML; take -f html, or another template\n",
    )


def test_a_fault_names_file_and_line_and_offers_the_built_in_template_and_nothing_is_written(demo: Path) -> None:
    path = write(demo, "report.html.j2", f"{PAGE}\n\n{{{{ heading.nobody }}}}")
    ran = run("report", "support-agent", "-o", str(demo / "r.html"), here=demo)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"{path}:3: the template can't be used: there is no field 'nobody'")
    assert ran.err.endswith("use the built-in one: --template built-in\n")
    assert not (demo / "r.html").exists()


@pytest.mark.parametrize("target", ["/etc/hostname", "../readiness.yaml"])
def test_a_link_out_of_the_templates_folder_is_not_read(demo: Path, target: str) -> None:
    (demo / "templates").mkdir(exist_ok=True)
    (demo / "templates" / "report.md.j2").symlink_to(target)
    ran = run("report", "support-agent", here=demo)
    assert ran.code == 2
    assert "a template is no link out of its folder" in ran.err


def test_copy_writes_a_built_in_template_once_and_never_over_one_that_is_there(demo: Path) -> None:
    path = demo / "templates" / "report.md.j2"
    first = run("templates", "copy", "report.md.j2", "--json", here=demo)
    assert first.json["path"] == str(path)
    shipped = next(each for each in shipped_files("templates", "report.md.j2")).read_text(encoding="utf-8")
    assert path.read_text(encoding="utf-8") == shipped
    path.write_text("mine", encoding="utf-8")
    again = run("templates", "copy", "report.md.j2", here=demo)
    assert again.code == 2
    assert "is there already" in again.err
    assert path.read_text(encoding="utf-8") == "mine"
    for name in ("../x.j2", "/tmp/x.j2", "variables", ""):
        assert run("templates", "copy", name, here=demo).code == 2


def test_show_lists_what_takes_the_place_of_a_built_in_one(demo: Path) -> None:
    write(demo, "report.md.j2", "x")
    write(demo, "board.html.j2", "x")
    found = {
        (each["name"], each["origin"]): each for each in run("templates", "show", "--json", here=demo).json["templates"]
    }
    assert found["report.md.j2", "workspace"]["replaces_built_in"]
    assert not found["board.html.j2", "workspace"]["replaces_built_in"]
    assert found["board.html.j2", "workspace"]["text"] == "x"
    assert "instead of the built-in one" in run("templates", "show", here=demo).out


def test_check_finds_what_only_a_short_or_an_empty_report_brings_to_light(demo: Path) -> None:
    write(demo, "board.html.j2", f"{PAGE}\n{{{{ questions.asked }}}}")
    write(demo, "first.md.j2", "{{ heading.agent }}\n{{ gaps.trend[0].label }}{{ plan.clock.text if plan.clock }}")
    write(demo, "team.md.j2", "{{ heading.workspace }}\n\n{{ agents[0].name }}")
    write(demo, "fine.md.j2", "{{ heading.agent }}")
    ran = run("templates", "check", here=demo)
    assert ran.code == 2
    lines = {line.split(":")[0].rsplit("/", 1)[-1]: line for line in ran.out.splitlines()}
    assert set(lines) == {"board.html.j2", "first.md.j2", "team.md.j2"}
    assert "board.html.j2:2: there is no field 'asked' here" in lines["board.html.j2"]
    assert "(with --audience exec)" in lines["board.html.j2"]
    assert "first.md.j2:2: there is no number 0 in this list (while nothing is answered)" in lines["first.md.j2"]
    assert "team.md.j2:3: there is no number 0 in this list (while there is no agent)" in lines["team.md.j2"]
    assert ran.err == "4 files checked: 3 errors, 0 warnings.\n"


def test_check_takes_files_and_needs_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "mine.html.j2").write_text(f"{PAGE}\n<script>x()</script>", encoding="utf-8")
    (tmp_path / "all.md.j2").write_text("{{ agents|length }} {{ heading.workspace }}", encoding="utf-8")
    whole = run("templates", "check", str(tmp_path / "all.md.j2"), "--all", here=tmp_path)
    assert (whole.code, whole.err) == (0, "1 file checked: 0 errors, 0 warnings.\n")
    both = run(
        "templates", "check", str(tmp_path / "all.md.j2"), str(tmp_path / "mine.html.j2"), "--json", here=tmp_path
    )
    found = [(Path(each["file"]).name, each["line"], each["message"]) for each in both.json["findings"]]
    assert found[0] == ("all.md.j2", 1, "there is no variable 'agents'")
    assert found[1][:2] == ("mine.html.j2", 2)


def test_the_documented_variables_are_those_of_the_code() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert text.endswith(variables_text()), "run make templates"


def test_the_documentation_links_to_records_that_it_has_each_under_a_name_of_its_own() -> None:
    text = variables_text()
    heads = [line.removeprefix("#### ") for line in text.splitlines() if line.startswith("#### ")]
    assert len(heads) == len({head.lower() for head in heads})
    assert set(re.findall(r"\(#([a-z]+)\)", text)) <= {head.lower() for head in heads}


def test_every_example_of_the_documentation_is_a_template_that_works(demo: Path) -> None:
    examples = re.findall(r"```jinja\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert len(examples) >= 2
    for number, text in enumerate(examples):
        write(demo, f"example-{number}.{'html' if '<html' in text else 'md'}.j2", text)
    ran = run("templates", "check", here=demo)
    assert (ran.code, ran.out) == (0, "")
