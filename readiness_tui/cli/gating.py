"""Check an agent before a deployment."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from readiness_tui.cli.command import as_of_option, command, json_option, pass_shell, version_argument
from readiness_tui.cli.printing import put, put_json, put_raw, say
from readiness_tui.cli.shell import Shell, warn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from readiness_tui.exchange.gate_findings import CheckedGate, Show
    from readiness_tui.use_cases.gates import GateResult

NOT_MET = 1
_PLACED = ("junit", "sarif", "github")
_FORMATS = ("text", "json", *_PLACED)


@command(
    "gate",
    "readiness gate support-agent",
    "readiness gate support-agent --level limited-production --max-blockers 0 --tasks-cleared",
    "readiness gate support-agent@latest --min-score 70 --min-confidence 60 --show failed",
    "readiness gate support-agent --no-regress latest --format github",
    "readiness gate support-agent --level production-ready --format sarif > readiness.sarif",
)
@version_argument
@click.option("--level", metavar="LEVEL", help="This level, or a higher one, has been shown.")
@click.option("--min-score", metavar="N", help="The worst end of the overall score, as it is shown: 70.")
@click.option("--max-blockers", metavar="N", help="Open gates of the target level, and tasks beyond clearance.")
@click.option("--min-confidence", metavar="N", help="Percent of the positive answers, by weight, that are evidenced.")
@click.option("--no-regress", metavar="M", help="Nothing is worse than in this milestone (3, latest), like for like.")
@click.option("--tasks-cleared", is_flag=True, help="No task runs with more autonomy than it is cleared for.")
@click.option("--show", type=click.Choice(["all", "failed"]), default="all", help="What is shown; never what fails.")
@click.option("--format", "wanted", type=click.Choice(_FORMATS), default="text", show_default=True)
@as_of_option
@json_option
@pass_shell
def gate(
    shell: Shell,
    agent: str,
    level: str | None,
    min_score: str | None,
    max_blockers: str | None,
    min_confidence: str | None,
    no_regress: str | None,
    tasks_cleared: bool,
    show: Show,
    wanted: str,
    as_of: date | None,
    as_json: bool,
) -> int | None:
    """Check an agent before a deployment: every condition named has to be met, each says why.

    Without a condition: the target level of the agent or the workspace has been shown, and no task runs beyond its
    clearance. Milestones are checked as of today, too. Waived gates pass and are always named. Exit code 0: met, 1: not
    met, 2: bad input. Where GITHUB_STEP_SUMMARY is set, a summary is added to that file.
    """
    from readiness_tui.use_cases.gates import GateWords, check_agent

    words = GateWords(level, min_score, max_blockers, min_confidence, no_regress, tasks_cleared)
    wanted = "json" if as_json else wanted
    with_places = wanted in _PLACED or "GITHUB_STEP_SUMMARY" in os.environ
    result = check_agent(shell.workspace, agent, words, shell.today, as_of, with_places=with_places)
    warn(result.version.read_only)
    _put(result, show, wanted)
    _summarise(result.checked)
    return None if result.checked.check.met else NOT_MET


def _put(result: GateResult, show: Show, wanted: str) -> None:
    checked = result.checked
    if wanted == "json":
        from readiness_tui.use_cases.gates import gate_of

        put_json(gate_of(result, show))
    elif wanted == "junit":
        from readiness_tui.exchange.junit import junit_text

        put_raw(junit_text(checked, show))
    elif wanted == "sarif":
        from readiness_tui.exchange.sarif import sarif_text

        put_raw(sarif_text(checked, show))
    elif wanted == "github":
        from readiness_tui.exchange.github import annotation_lines

        put(annotation_lines(checked, show))
    else:
        put(_lines(checked, show))


def _lines(checked: CheckedGate, show: Show) -> Iterator[str]:
    from readiness_tui.cli.cells import wrap
    from readiness_tui.exchange.gate_findings import waived_text

    yield f"{checked.agent} · {checked.version} · as of {checked.as_of}"
    for each in checked.shown(show):
        mark = "✓ MET    " if each.met else "✗ NOT MET"
        yield from wrap(each.text, f"{mark}  {each.id:<14}  ", " " * 27)
        for cause in each.causes:
            if cause.text != each.text:
                yield from wrap(cause.text, " " * 27 + "- ")
    for waived in checked.check.waived:
        yield from wrap(waived_text(waived), "◐ WAIVED   ", " " * 11)
    yield checked.verdict


def _summarise(checked: CheckedGate) -> None:
    """Add to the step's summary where there is one; a file that can't be written never changes the result."""
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if not path:
        return
    from readiness_tui.use_cases.gates import summarise

    try:
        summarise(checked, path)
    except OSError as error:
        say(f"the step's summary can't be written: {error.strerror}")
