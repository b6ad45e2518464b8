"""The `readiness` command: options before the command, commands imported when they run, one place for every failure."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click

from readiness_tui import __version__
from readiness_tui.cli.command_table import COMMANDS, GROUPS
from readiness_tui.cli.shell import OpenTui, Serve, Shell

if TYPE_CHECKING:
    from readiness_tui.use_cases.keymaps import KeyCommand

_EXAMPLES = (
    "readiness demo                                    look around in a filled-in workspace",
    'readiness new "Support agent"                     begin an assessment',
    "readiness assess support-agent                    answer its questions",
    "readiness score support-agent                     how ready it is, and what stops it",
    "readiness report support-agent -f html -o r.html  a report to send",
)


class Program(click.Group):
    """A group that knows its commands by name and imports one only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now; None where there is none."""
        row = COMMANDS.get(cmd_name)
        if row is None:
            return None
        found = getattr(import_module(f"readiness_tui.cli.{row.module}"), row.attribute)
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; a name that isn't known brings the nearest one."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from readiness_tui.model.faults import nearest

            raise click.UsageError(f"No such command '{args[0]}'; {nearest(args[0], COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands by what they are for."""
        width = max(map(len, COMMANDS))
        for title, rows in GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(width), row.line) for name, row in rows.items()])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples as they are, unwrapped."""
        with formatter.section("Examples"):
            for example in _EXAMPLES:
                formatter.write(f"  {example}\n")

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read the arguments; `--help` prints from here."""
        with _readers_may_leave():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _readers_may_leave():
            return super().invoke(ctx)

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run and end the program with the exit code; every failure is worded in `failing`."""
        extra.update(standalone_mode=False, prog_name="readiness")
        try:
            code = super().main(*args, **extra)
            if sys.stdout is not None:
                sys.stdout.flush()
        except (Exception, KeyboardInterrupt) as error:
            from readiness_tui.cli.failing import told

            code = told(error)
        sys.exit(code if isinstance(code, int) else 0)


@contextmanager
def _readers_may_leave() -> Iterator[None]:
    """Word a reader that left before click does, which would call it a failure and end with 1."""
    try:
        yield
    except BrokenPipeError as error:
        from readiness_tui.cli.failing import told

        raise click.exceptions.Exit(told(error)) from None


def _show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"readiness {__version__}")
        ctx.exit()


_SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(cls=Program, invoke_without_command=True, context_settings=_SETTINGS)
@click.option("-C", "--workspace", metavar="DIR", help="The workspace. [default: found upward from here]")
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_show_version, help="Show the version."
)
@click.pass_context
def program(ctx: click.Context, workspace: str | None) -> int | None:
    """Is this AI agent ready for production, and which of its tasks may run alone?

    Without a command: the full-screen program on the workspace found upward from here. AGENT is the short name of an
    assessment; AGENT@3 or AGENT@latest one of its milestones. Data goes to stdout, narration to stderr. Exit codes:
    0 done, 1 not met or findings with --strict, 2 bad input, 3 a bug of ours, 130 interrupted.
    """
    if workspace is not None or ctx.obj is None:
        from pathlib import Path

        shell = ctx.ensure_object(Shell)
        shell.demanded = Path(workspace) if workspace is not None else None
    if ctx.invoked_subcommand is None:
        from readiness_tui.cli.opening import open_here

        return open_here(ctx.ensure_object(Shell))
    return None


def run(
    arguments: Sequence[str] | None,
    open_tui: OpenTui,
    key_commands: Callable[[], tuple[KeyCommand, ...]] | None = None,
    serve: Serve | None = None,
) -> NoReturn:
    """Run the command that the arguments name, and end the program."""
    program.main(arguments, obj=Shell(open_tui=open_tui, key_commands=key_commands, serve=serve))
