"""A team's template sees plain data only, can't read files, change data or hang; a fault names its file and line."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from readiness_tui.model.faults import Fault, UserError
from readiness_tui.reports.building import build_report
from readiness_tui.reports.rendering import plain, render_html, rendered
from readiness_tui.reports.template_names import HTML_TEMPLATE, MARKDOWN_TEMPLATE
from readiness_tui.storage.confinement import Limits, run_confined
from readiness_tui.use_cases.own_templates import Chosen, rendered_with
from tests.reports.reading import page, refused
from tests.reports.requests import request, templates

OPEN = "<!doctype html><html lang='en'><head></head><body>"
NAME = "board.html.j2"
QUICK = Limits(seconds=0.5, megabytes=300)


@cache
def values() -> dict[str, Any]:
    return plain(build_report(request(audience="exec")))


def faults(text: str, name: str = NAME, **others: str) -> tuple[Fault, ...]:
    own = {name: text, **others}
    with pytest.raises(UserError) as caught:
        rendered("html", values(), {**templates(), **own}, name, frozenset(own))
    return caught.value.faults


def confined(text: str, limits: Limits = QUICK, name: str = NAME, **others: str) -> str:
    own = {name: text, **others}
    chosen = Chosen({**templates(), **own}, name, {each: Path("templates") / each for each in own})
    return rendered_with(chosen, "md" if name.endswith(".md.j2") else "html", values(), limits)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (f"{OPEN}\n{{{{ report.nothing }}}}", 2, "no field 'nothing'"),
        (f"{OPEN}\n{{{{ heading.agnet }}}}", 2, "did you mean 'agent'?"),
        (f"{OPEN}\n{{{{ headin.agent }}}}", 2, "no variable 'headin'"),
        (f"{OPEN}\n\n{{{{ questions.sections }}}}", 3, "this part of the report is left out"),
        (f"{OPEN}\n\n{{% if %}}", 3, "Expected"),
        (f"{OPEN}{{% for x in stops.rows %}}", 1, "end"),
        (f"{OPEN}\n{{{{ heading.agent|safe }}}}", 2, "safe"),
        (f"{OPEN}\n{{{{ heading.update({{}}) }}}}", 2, "no field 'update'"),
        (f"{OPEN}\n{{{{ heading.items() }}}}", 2, "no field 'items'"),
        (f"{OPEN}\n{{{{ heading['__class__'] }}}}", 2, "no field '__class__'"),
        (f"{OPEN}\n{{{{ heading.agent.upper() }}}}", 2, "a template calls no method"),
        (f"{OPEN}\n{{{{ ''.__class__ }}}}", 2, "no field '__class__'"),
        (f"{OPEN}\n{{{{ ''|attr('__class__') }}}}", 2, "no field '__class__'"),
        (f"{OPEN}\n{{{{ [heading]|map(attribute='__class__')|first }}}}", 2, "no field '__class__'"),
        (f"{OPEN}\n{{{{ '{{0.__class__}}'.format(1) }}}}", 2, "no field 'format'"),
        (f"{OPEN}\n{{{{ stops.rows.__len__ }}}}", 2, "no field '__len__'"),
        (f"{OPEN}\n{{{{ cycler.__init__.__globals__ }}}}", 2, "unsafe"),
        (f"{OPEN}\n{{{{ namespace.__init__ }}}}", 2, "unsafe"),
        (f"{OPEN}\n{{{{ self.__init__.__globals__ }}}}", 2, "unsafe"),
        (f"{OPEN}\n{{{{ lipsum() }}}}", 2, "no variable 'lipsum'"),
        (f"{OPEN}\n{{{{ [1, 2]|random }}}}", 2, "random"),
        (f"{OPEN}\n{{{{ 9**(9**9) }}}}", 2, "no powers"),
        (f"{OPEN}\n{{{{ 'x' * 10000000 }}}}", 2, "too long"),
        (f"{OPEN}\n{{{{ [0] * 10000000 }}}}", 2, "too long"),
        (f"{OPEN}\n{{{{ 1|round(100000000, 'ceil') }}}}", 2, "'round'"),
        (f"{OPEN}\n{{{{ range(1000000000)|list }}}}", 2, "Range too big"),
        (f"{OPEN}\n{{{{ 1 / 0 }}}}", 2, "divides by zero"),
        (f"{OPEN}\n{{{{ heading.agent + 1 }}}}", 2, "str"),
        (f"{OPEN}\n{{% autoescape false %}}{{{{ heading.agent }}}}{{% endautoescape %}}", 2, "all text is escaped"),
        (f"{OPEN}\n{{% include 'none.j2' %}}", 2, "no template 'none.j2'"),
        (f"{OPEN}\n{{% include '../secret.j2' %}}", 2, "no template '../secret.j2'"),
        (f"{OPEN}\n{{% include '/etc/passwd' %}}", 2, "no template '/etc/passwd'"),
        (f"{OPEN}\n{{% include 'board.html.j2' %}}", 2, "includes itself too often"),
        (f"{OPEN}\n{{% import 'parts.html.j2' as parts %}}\n{{{{ parts.marked(1) }}}}", 3, "no field 'tone'"),
        ("<html><body>{{ heading.agent }}</body>", 1, "no <head>"),
        ("<!-- <head> --><html><head></head>", 1, "nothing before them"),
        ("<html title='<head>'><head></head>", 1, "nothing before them"),
        (f"{OPEN}\n<script>alert(1)</script>", 2, "<script>"),
        (f"{OPEN}\n<p>\n<IMG SRC='https://example.org/x.png'>", 3, "'src'"),
        (f"{OPEN}\n<meta http-equiv='refresh' content='0;url=https://example.org'>", 2, "'http-equiv'"),
        (f"{OPEN}\n<link rel='stylesheet' href='https://example.org/x.css'>", 2, "<link>"),
        (f"{OPEN}\n<p onclick='x()'>", 2, "'onclick'"),
        (f"{OPEN}\n<a href='javascript:x()'>x</a>", 2, "a link leads to"),
        (f"{OPEN}\n<p style='color: red'>", 2, "'style'"),
        (f"{OPEN}\n<style>@import 'x.css';</style>", 2, "style sheet asks"),
        (f"{OPEN}\n<style>p {{ background: url(https://example.org) }}</style>", 2, "style sheet asks"),
    ],
)
def test_a_fault_in_a_template_names_its_file_and_line_and_a_way_out(text: str, line: int, words: str) -> None:
    (fault,) = faults(text)
    assert (fault.file, fault.line) == (NAME, line)
    assert words in fault.message
    assert "built-in" in fault.remedy


def test_a_fault_in_a_part_of_the_team_is_placed_in_that_part() -> None:
    part = "{% macro shout(word) %}\n\n{{ word.nothing }}{% endmacro %}"
    text = f"{OPEN}{{% import 'ours.j2' as ours %}}\n{{{{ ours.shout(heading) }}}}"
    (fault,) = faults(text, **{"ours.j2": part})
    assert (fault.file, fault.line) == ("ours.j2", 3)
    (fault,) = faults(f"{OPEN}\n{{% include 'ours.j2' %}}", **{"ours.j2": "\n\n\n{% endif %}"})
    assert (fault.file, fault.line) == ("ours.j2", 4)


def test_a_template_of_a_team_gets_the_policy_and_escaped_text_too() -> None:
    text = "<html><head><style>p{}</style></head><p title='{{ heading.agent }}'>{{ heading.agent }}</p></html>"
    shown = plain(build_report(request(lambda text: f"<b>{text}</b>", audience="exec")))
    html = rendered("html", shown, {NAME: text}, NAME, frozenset({NAME}))
    assert html.startswith('<html><head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy"')
    assert "&lt;b&gt;Support agent&lt;/b&gt;" in html
    assert "<b>" not in html


@pytest.mark.parametrize(
    "text",
    [
        "{{ heading.agent }}",
        "{% set x %}{{ heading.agent }}{% endset %}{{ x }}{{ x|upper }}{{ x|replace('a', 'b') }}",
        "{{ '<p>'|replace('p', 'i') }}{{ heading.agent|replace('x', 'y') }}",
        "{{ heading.agent ~ '' }}{{ [heading.agent, heading.agent]|join('-') }}",
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(heading.agent) }}{{ m(x=heading.agent)|lower }}",
        "{% filter upper %}{{ heading.agent }}{% endfilter %}",
        "{{ heading.agent|truncate(60) }}{{ heading.agent|wordwrap(20) }}{{ heading.agent|indent }}",
        "{{ '%s'|format(heading.agent) }}{{ heading.agent|note }}{{ heading.agent|dated }}",
        "<p title='{{ heading.agent|css_text }}'>",
    ],
)
def test_no_filter_and_no_detour_undoes_the_escaping(text: str) -> None:
    evil = "<script>x</script>'\"<img src=x onerror=y>"
    shown = plain(build_report(request(lambda text: f"{text} {evil}", audience="exec")))
    html = rendered("html", shown, {NAME: f"{OPEN}{text}"}, NAME, frozenset({NAME}))
    assert {tag for tag, _ in page(html).elements} <= {"html", "head", "meta", "body", "p"}
    assert not [name for tag, given in page(html).elements for name in given if tag == "p" and name != "title"]


def test_a_markdown_template_escapes_too() -> None:
    shown = plain(build_report(request(lambda text: f"{text} | <b> [x](javascript:y)", audience="exec")))
    text = rendered("md", shown, {"x.md.j2": "# {{ heading.agent }}"}, "x.md.j2", frozenset({"x.md.j2"}))
    assert text == "# Support agent \\| \\<b\\> \\[x\\](javascript\\:y)\n"


def test_only_a_template_that_prints_what_is_cut_is_cut() -> None:
    long = plain(build_report(request(lambda text: f"{text} {'word ' * 900}")))
    rows = "{% for s in questions.sections %}{% for c in s.questions %}{{ c.note }}{{ c.verify }}{{ c.ask }}"
    text = rows + "{{ c.improvement }}\n" * 9 + "{% endfor %}{% endfor %}"
    whole = rendered("md", long, {"x.md.j2": text}, "x.md.j2", frozenset({"x.md.j2"}))
    cut = rendered("md", long, {"x.md.j2": text + "{{ cut }}"}, "x.md.j2", frozenset({"x.md.j2"}))
    assert len(cut.encode()) <= 64_000 < len(whole.encode())
    assert "To stay small" in cut


def test_the_built_in_templates_render_alike_confined() -> None:
    assert confined(templates()[HTML_TEMPLATE], name=HTML_TEMPLATE) == rendered(
        "html", values(), templates(), HTML_TEMPLATE
    )
    assert confined(templates()[MARKDOWN_TEMPLATE], name=MARKDOWN_TEMPLATE) == rendered(
        "md", values(), templates(), MARKDOWN_TEMPLATE
    )


def test_the_built_in_page_is_what_a_team_may_make_too() -> None:
    html = rendered("html", values(), templates(), HTML_TEMPLATE, frozenset({HTML_TEMPLATE}))
    assert html == render_html(build_report(request(audience="exec")), templates())
    assert refused(page(html)) == []


ENDLESS = "{% for a in range(99999) %}\n{% for b in range(99999) %}{% for c in range(99999) %}{{ c }}"
ENDLESS += "{% endfor %}{% endfor %}{% endfor %}"
DOUBLING = "{% set kept = namespace(x='x') %}{% for a in range(60) %}\n{% set kept.x = kept.x ~ kept.x %}{% endfor %}"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (f"{OPEN}\n{ENDLESS}", 3, "more than 0.5 seconds"),
        (f"{OPEN}\n\n{{{{ 'x'|center(10000000000) }}}}", 3, "too much memory"),
        (f"{OPEN}\n{DOUBLING}", 3, "too much memory"),
        (f"{OPEN}\n{{{{ 9**(9**9) }}}}", 2, "no powers"),
        (f"{OPEN}\n{{{{ heading.agnet }}}}", 2, "did you mean 'agent'?"),
    ],
)
def test_a_template_in_a_process_of_its_own_ends_with_its_file_and_line(text: str, line: int, words: str) -> None:
    with pytest.raises(UserError) as caught:
        confined(text)
    (fault,) = caught.value.faults
    assert (fault.file, fault.line) == (str(Path("templates") / NAME), line)
    assert words in fault.message
    assert fault.remedy == "use the built-in one: --template built-in"


def test_a_confined_process_can_open_no_file_and_start_no_process(tmp_path: Path) -> None:
    (tmp_path / "probe.py").write_text(PROBE.format(path=str(tmp_path / "secret")), encoding="utf-8")
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    pytest.importorskip("resource")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(tmp_path))
        answer = run_confined("probe", b"")
    assert answer is not None
    assert json.loads(answer) == ["OSError", "OSError", "OSError"]


PROBE = """
import json, socket, subprocess, sys
from readiness_tui.reports.confined import _confine
_confine({{"seconds": 5, "megabytes": 512}})
found = []
for attempt in (lambda: open({path!r}), lambda: subprocess.run(["true"]), lambda: socket.socket()):
    try:
        attempt()
        found.append("done")
    except OSError:
        found.append("OSError")
print(json.dumps(found))
"""
