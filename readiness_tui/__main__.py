"""From arguments to an exit code: the command line is loaded here, and the TUI only where it is opened."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from typing import NoReturn

    from readiness_tui.storage.workspaces import Workspace
    from readiness_tui.use_cases.keymaps import KeyCommand


def main() -> NoReturn:
    """Run `readiness` with the arguments of this process."""
    if sys.argv[1:] == ["--version"]:
        _show_version()
    # What imports make lives as long as the program: collecting while they run costs a tenth of a short command.
    import gc

    gc.disable()
    # Pydantic would look through the metadata of every installed package for plugins, and let them run in our models.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        from readiness_tui.cli.program import run

        run(sys.argv[1:], _open_tui, _key_commands)
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()  # so that Python, as it ends, doesn't look through all that is about to go: a tenth again


def _show_version() -> NoReturn:
    from readiness_tui import __version__

    sys.stdout.write(f"readiness {__version__}\n")
    sys.exit(0)


def _open_tui(
    workspace: Workspace | None, *, today: date, by: str, agent: str | None = None, is_demo: bool = False
) -> int:
    import gc

    from readiness_tui.tui.launching import run

    gc.freeze()
    gc.enable()
    return run(workspace, agent, today, by=by, is_demo=is_demo)


def _key_commands() -> tuple[KeyCommand, ...]:
    from readiness_tui.tui.keymap import key_commands

    return key_commands()


if __name__ == "__main__":
    main()
