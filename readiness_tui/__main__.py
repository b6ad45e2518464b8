"""From arguments to an exit code: the command line is loaded here, and the TUI only where it is opened."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from typing import NoReturn

    from readiness_tui.storage.workspaces import Workspace
    from readiness_tui.use_cases.keymaps import KeyCommand


_PLUGINS = "pydantic.plugin._loader"
_ROOM = 2**16
"""In values of eight bytes: Python then takes twice as much at once, and half of it is left for other frames."""


def _with_room(function: Callable[[], NoReturn]) -> Callable[[], NoReturn]:
    """The function with room behind its frame for those of all that it calls.

    Python takes memory for frames in pieces of 16 KiB, and gives a piece back as soon as it is empty. A loop whose
    calls begin a piece takes and gives one back at each turn, a command some thousand times: up to a fifth of its time.
    """
    code: CodeType = function.__code__
    function.__code__ = code.replace(co_stacksize=_ROOM)
    return function


@_with_room
def main() -> NoReturn:
    """Run `readiness` with the arguments of this process."""
    if sys.argv[1:] == ["--version"]:
        _show_version()
    # What imports make lives as long as the program: collecting while they run costs a tenth of a short command.
    import gc

    gc.disable()
    _keep_plugins_out()
    try:
        from readiness_tui.cli.program import run

        run(sys.argv[1:], _open_tui, _key_commands, _serve)
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()  # so that Python, as it ends, doesn't look through all that is about to go: a tenth again


class _NoPlugins(ModuleType):
    """In place of the module in which Pydantic looks for plugins, which reads the metadata of packages: a tenth of a
    short command, even where there are none. Whatever else is asked of it, the module itself answers."""

    def get_plugins(self) -> tuple[()]:
        return ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what the import system asks every module
            raise AttributeError(name)
        del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def _keep_plugins_out() -> None:
    """Let no plugin that happens to be installed run in our models."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if os.environ["PYDANTIC_DISABLE_PLUGINS"] == "__all__":
        sys.modules.setdefault(_PLUGINS, _NoPlugins(_PLUGINS))


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


def _serve(words: Sequence[str], port: int, tell: Callable[[str], None]) -> int:
    import gc

    from readiness_tui.web.serving import serve

    gc.enable()
    return serve([sys.executable, "-P", "-m", "readiness_tui", *words], port, tell)


if __name__ == "__main__":
    main()
