"""`readiness serve`: the full-screen program in a browser of this computer."""

from __future__ import annotations

import sys

import click

from readiness_tui.cli.command import command, pass_shell
from readiness_tui.cli.printing import put, say
from readiness_tui.cli.shell import Shell


@command(
    "serve",
    "readiness serve                                needs: pip install 'readiness_tui[web]'",
    "readiness serve --port 8000",
    "readiness -C my-agents serve",
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="The port. [default: a free one]")
@pass_shell
def serve(shell: Shell, port: int) -> int:
    """Serve the full-screen program to a browser on this computer, until Ctrl+C.

    Prints the address, which holds a new random token: who has it can read and change what you can here. Nothing
    outside this computer is asked for anything, and nothing outside can reach it. Each page is a session of its own,
    ten at most; what is answered is saved as in the terminal.
    """
    if shell.serve is None:
        raise click.UsageError("the full-screen program can't be served from here")
    workspace = shell.workspace_or_none()
    words = [f"--workspace={shell.demanded}"] if shell.demanded is not None else []

    here = (
        f"The workspace is {workspace.root}." if workspace else f"No workspace in {shell.here} yet: the page makes one."
    )

    def tell(address: str) -> None:
        put(address)
        sys.stdout.flush()
        say([here, "Only this computer is served. Who has the address can change what you can: don't share it."])
        say("Ctrl+C ends it.")

    return shell.serve(words, port, tell)
