"""Write reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from readiness_tui.cli.command import as_of_option, command, json_option, optional_version_argument, pass_shell
from readiness_tui.cli.printing import put, put_raw, say
from readiness_tui.cli.shell import Shell

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from readiness_tui.storage.workspaces import Workspace
    from readiness_tui.use_cases.reports import Format, Wishes

STDOUT = "-"
_SUFFIXES = {".html": "html", ".htm": "html", ".md": "md", ".markdown": "md", ".json": "json"}


@command(
    "report",
    "readiness report support-agent -f html -o report.html",
    "readiness report support-agent@latest -f html -o r.html -f md -o r.md",
    "readiness report support-agent --audience exec > summary.md",
    "readiness report support-agent@3 --compare 2 --without people,notes -o public.html",
    "readiness report --all -o team.html",
)
@optional_version_argument
@click.option("--all", "is_team", is_flag=True, help="The team report: every agent of the workspace, no AGENT.")
@click.option("-f", "--format", "formats", metavar="html|md|json", multiple=True, help="[default: as FILE ends; md]")
@click.option("-o", "--output", "outputs", metavar="FILE", multiple=True, help="'-' is stdout. [default: -]")
@click.option("--audience", type=click.Choice(["full", "exec"]), help="exec: two pages. [default: full]")
@click.option("--compare", metavar="M", help="A milestone, or none. [default: the one before]")
@click.option("--template", metavar="FILE", help="One of your own: its name in templates/, or a path; or built-in.")
@click.option("--without", metavar="PARTS", default="", help="Leave out people, notes, evidence (with commas).")
@as_of_option
@json_option
@pass_shell
def report(
    shell: Shell,
    agent: str | None,
    is_team: bool,
    formats: tuple[str, ...],
    outputs: tuple[str, ...],
    audience: str | None,
    compare: str | None,
    template: str | None,
    without: str,
    as_of: date | None,
    as_json: bool,
) -> None:
    """Write a report to send: one HTML file without scripts, its Markdown twin, or JSON.

    Two formats at once with two pairs of -f and -o. --json is -f json. Templates in the workspace's templates/ that
    have the names of built-in ones take their places.
    """
    from readiness_tui.use_cases.reports import Wishes, parts_left_out

    _check_subject(agent, is_team, audience, compare)
    pairs = _pairs(("json", *formats) if as_json else formats, outputs)
    wishes = Wishes("exec" if audience == "exec" else "full", compare, template, parts_left_out(without))
    texts = _team_texts(shell, pairs, wishes, as_of) if agent is None else _texts(shell, agent, pairs, wishes, as_of)
    _hand_out(texts, is_stdout_taken=STDOUT in outputs)


def _check_subject(agent: str | None, is_team: bool, audience: str | None, compare: str | None) -> None:
    """Raise UsageError unless it is one agent, or all without what only a report of one has."""
    if agent is None and not is_team:
        raise click.UsageError("of which AGENT? Name one, or take --all for the team report")
    if agent is not None and is_team:
        raise click.UsageError("--all is a report on every agent: leave AGENT out")
    if is_team and (audience or compare):
        raise click.UsageError(f"--all takes no {'--audience' if audience else '--compare'}")


def _texts(
    shell: Shell, agent: str, pairs: list[tuple[Format, str]], wishes: Wishes, as_of: date | None
) -> list[tuple[str, str]]:
    from readiness_tui.use_cases.reports import report_text

    version = shell.version(agent, as_of)
    return [(place, report_text(shell.workspace, version, wanted, wishes, shell.today)) for wanted, place in pairs]


def _team_texts(
    shell: Shell, pairs: list[tuple[Format, str]], wishes: Wishes, as_of: date | None
) -> list[tuple[str, str]]:
    from readiness_tui.use_cases.team_reports import team_report_text

    given = (as_of or shell.today, wishes.template, wishes.without)
    return [(place, team_report_text(shell.workspace, wanted, *given)) for wanted, place in pairs]


def _hand_out(texts: list[tuple[str, str]], is_stdout_taken: bool) -> None:
    """Write each text to its place: all are made before the first is written."""
    from pathlib import Path

    from readiness_tui.use_cases.publishing import publish

    for output, text in texts:
        if output == STDOUT:
            put_raw(text)
        else:
            publish(Path(output), text)
            say(output) if is_stdout_taken else put(output)


def _pairs(formats: tuple[str, ...], outputs: tuple[str, ...]) -> list[tuple[Format, str]]:
    """Which format goes where. Raises UsageError."""
    from pathlib import Path

    for wanted in formats:
        _checked(wanted)
    if formats and outputs and len(formats) != len(outputs):
        raise click.UsageError("give each -f its -o: -f html -o report.html -f md -o report.md")
    places = outputs or (STDOUT,) * max(1, len(formats))
    if places.count(STDOUT) > 1:
        raise click.UsageError("only one format can go to stdout; name files with -o")
    if formats:
        return [(_checked(wanted), place) for wanted, place in zip(formats, places, strict=True)]
    return [("md" if place == STDOUT else format_of(Path(place)), place) for place in places]


def _checked(wanted: str) -> Format:
    from readiness_tui.model.faults import Fault, UserError, nearest
    from readiness_tui.use_cases.reports import FORMATS

    found: Format | None = next((known for known in FORMATS if known == wanted), None)
    if found is None:
        raise UserError(Fault(f"no format '{wanted}'", nearest(wanted, FORMATS)))
    return found


def format_of(path: Path) -> Format:
    """The format that a file's name asks for. Raises UsageError."""
    suffix = _SUFFIXES.get(path.suffix.lower())
    if suffix is None:
        raise click.UsageError(f"which format is '{path.name}'? Name it with -f html, md or json")
    return _checked(suffix)


def write_report(shell: Shell, workspace: Workspace, agent: str, wanted: Format, path: Path) -> None:
    """Write the report of an agent's working answers to a file, and say where."""
    from readiness_tui.use_cases.milestones import open_version
    from readiness_tui.use_cases.publishing import publish
    from readiness_tui.use_cases.reports import Wishes, report_text

    version = open_version(workspace, agent, shell.today)
    publish(path, report_text(workspace, version, wanted, Wishes(), shell.today))
    put(str(path))
