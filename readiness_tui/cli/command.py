"""What all commands share: help that ends with examples, and the options that mean the same everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from readiness_tui.cli.shell import Shell

if TYPE_CHECKING:
    from datetime import date

    from click.shell_completion import CompletionItem

F = TypeVar("F", bound=Callable[..., Any])
pass_shell = click.make_pass_decorator(Shell)


class Command(click.Command):
    """A command whose help ends with examples."""

    examples: tuple[str, ...] = ()

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples as they are, unwrapped."""
        with formatter.section("Examples"):
            for example in self.examples:
                formatter.write(f"  {example}\n")


class Commands(click.Group):
    """A group of commands whose help ends with examples."""

    examples: tuple[str, ...] = ()

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples as they are, unwrapped."""
        with formatter.section("Examples"):
            for example in self.examples:
                formatter.write(f"  {example}\n")


def command(name: str, *examples: str) -> Callable[[Callable[..., Any]], Command]:
    """A command with examples for its help; its return value is the exit code (None is 0)."""

    def decorate(function: Callable[..., Any]) -> Command:
        made = click.command(name, cls=Command)(function)
        made.examples = examples
        return made

    return decorate


class Day(click.ParamType):  # type: ignore[type-arg]  # generic only in newer versions of click
    """A calendar day, YYYY-MM-DD."""

    name = "date"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """The word that stands for it in help."""
        return "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error that says how to write one."""
        from readiness_tui.model.values import parse_day

        try:
            return parse_day(value)
        except ValueError as error:
            self.fail(f"'{value}': {error}", param, ctx)


def json_option(function: F) -> F:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")(function)


def as_of_option(function: F) -> F:
    """`--as-of DATE`."""
    text = "The day on which waivers, evidence and clocks are judged. [default: today, or a milestone's own day]"
    return click.option("--as-of", type=Day(), help=text)(function)


def _complete_agent(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from readiness_tui.cli.completing import agent_names

    return [CompletionItem(name) for name in agent_names(ctx, incomplete)]


def _complete_question(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    from readiness_tui.cli.completing import answer_words

    return [CompletionItem(word) for word in answer_words(ctx, incomplete)]


def agent_argument(function: F) -> F:
    """AGENT: an assessment's slug."""
    return click.argument("agent", shell_complete=_complete_agent)(function)


def version_argument(function: F) -> F:
    """AGENT[@M]: the working answers of an agent, or one of its milestones."""
    return click.argument("agent", metavar="AGENT[@M]", shell_complete=_complete_agent)(function)


def optional_version_argument(function: F) -> F:
    """AGENT[@M], which may be left out."""
    metavar = "[AGENT[@M]]"
    return click.argument("agent", metavar=metavar, required=False, shell_complete=_complete_agent)(function)


def answers_argument(function: F) -> F:
    """QUESTION=CHOICE words."""
    return click.argument(
        "words", metavar="QUESTION=CHOICE...", nargs=-1, required=True, shell_complete=_complete_question
    )(function)
