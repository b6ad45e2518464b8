"""Show or set the facts about an agent."""

from __future__ import annotations

import click

from readiness_tui.cli.command import agent_argument, command, json_option, pass_shell
from readiness_tui.cli.printing import put, put_json, say
from readiness_tui.cli.shell import Shell


@command(
    "profile",
    "readiness profile support-agent",
    "readiness profile support-agent stage=staging framework=code first-deployed=2026-10-01",
    "readiness profile support-agent first-deployed=      (not known)",
)
@agent_argument
@click.argument("words", metavar="[KEY=VALUE...]", nargs=-1)
@json_option
@pass_shell
def profile(shell: Shell, agent: str, words: tuple[str, ...], as_json: bool) -> None:
    """Show the profile of an agent, or set facts in it. They aren't scored; conditions and clocks use them."""
    if words:
        _set(shell, agent, words, as_json)
    else:
        _show(shell, agent, as_json)


def _set(shell: Shell, agent: str, words: tuple[str, ...], as_json: bool) -> None:
    from readiness_tui.use_cases.profiles import record_facts

    recorded = record_facts(shell.workspace, agent, words, shell.today)
    if as_json:
        from readiness_tui.cli.telling import recorded_document

        put_json(recorded_document(shell, agent, recorded))
        return
    for word in words:
        name, _, value = word.partition("=")
        fact = recorded.questionnaire.fact(name)
        say(f"{fact.label if fact else name}: {value or 'not known'}")


def _show(shell: Shell, agent: str, as_json: bool) -> None:

    version = shell.version(agent)
    questionnaire, facts = version.questionnaire.questionnaire, version.assessment.profile
    if as_json:
        from readiness_tui.reports.documents.profiles import profile_document
        from readiness_tui.use_cases.documents import subject_of

        put_json(profile_document(subject_of(version), questionnaire, facts))
        return
    from readiness_tui.cli.cells import cut, table

    rows = [
        (fact.id, facts.get(fact.id) or "–", cut(", ".join(choice.id for choice in fact.choices) or fact.kind, 50))
        for fact in questionnaire.profile
    ]
    if rows:
        put(table(("Fact", "Value", "Takes"), rows, indent=""))
    else:
        say("This questionnaire asks for no facts.")
