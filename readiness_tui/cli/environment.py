"""Facts about this installation, and completion for a shell."""

from __future__ import annotations

import os
import sys

import click

from readiness_tui.cli.command import command, json_option, pass_shell
from readiness_tui.cli.printing import put, put_json, put_raw, shows_colour
from readiness_tui.cli.shell import Shell, has_terminal


@command("doctor", "readiness doctor", "readiness doctor --json")
@json_option
@pass_shell
def doctor(shell: Shell, as_json: bool) -> None:
    """Show facts about this installation: versions, folders, terminal. It fetches nothing and changes nothing."""
    from readiness_tui.use_cases.environment import environment_facts

    terminal = f"TERM={os.environ.get('TERM', '')}, {sys.stdout.encoding}"
    terminal += ", colours" if shows_colour(sys.stdout) else ", no colours"
    facts = environment_facts(shell.here, shell.demanded)
    facts.append({"name": "terminal", "value": terminal, "ok": True})
    words = "yes" if has_terminal() else "no: stdin or stdout is no terminal, or TERM is dumb"
    facts.append({"name": "full screen", "value": words, "ok": True})
    if as_json:
        from readiness_tui.reports.documents.environments import doctor_document

        put_json(doctor_document(facts, shell.today))
        return
    from readiness_tui.cli.cells import table

    put(table(("", "", ""), [("✓" if fact["ok"] else "✗", fact["name"], fact["value"]) for fact in facts], indent=""))


@command(
    "completion",
    "readiness completion bash >> ~/.bashrc",
    "readiness completion zsh >> ~/.zshrc",
    "readiness completion fish > ~/.config/fish/completions/readiness.fish",
)
@click.argument("shell_name", metavar="bash|zsh|fish")
@click.pass_context
def completion(ctx: click.Context, shell_name: str) -> None:
    """Print the completion script of a shell: commands, options, agents, questions and their choices."""
    from click.shell_completion import get_completion_class

    from readiness_tui.model.faults import Fault, UserError, nearest

    kind = get_completion_class(shell_name)
    if kind is None:
        raise UserError(Fault(f"no completion for '{shell_name}'", nearest(shell_name, ("bash", "zsh", "fish"))))
    put_raw(kind(ctx.find_root().command, {}, "readiness", "_READINESS_COMPLETE").source() + "\n")
