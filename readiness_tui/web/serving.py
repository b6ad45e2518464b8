"""Serves until a signal: takes the port, makes the token, and says how the server ended."""

from __future__ import annotations

import errno
import os
import secrets
import socket
import sys
from collections.abc import Callable, Sequence

from readiness_tui.model.faults import Fault, UserError


def serve(command: Sequence[str], port: int, tell: Callable[[str], None]) -> int:
    """Serve the program that a command starts, one process a page, at 127.0.0.1; port 0 takes a free one.

    `tell` gets the address once it answers. Returns 128 + the number of the signal that ended it; raises UserError
    where the extra isn't installed, or the port can't be had.
    """
    _demand_library()
    import asyncio
    from contextlib import redirect_stdout

    from readiness_tui.web.door import Door
    from readiness_tui.web.server import Pages, run_until_signal

    with listening_at(port) as listening:
        door = Door(listening.getsockname()[1], secrets.token_urlsafe(32))
        out = sys.stdout
        with redirect_stdout(sys.stderr):  # the library prints there what a program complained of

            def tell_outside(address: str) -> None:
                with redirect_stdout(out):
                    tell(address)

            return 128 + asyncio.run(run_until_signal(Pages(door, command), listening, tell_outside))


def _demand_library() -> None:
    try:
        import textual_serve.app_service  # noqa: F401  # the question is whether it is there
    except ImportError:
        remedy = "install it: pip install 'readiness_tui[web]'"
        raise UserError(Fault("serve needs the textual-serve library, which isn't installed", remedy)) from None


def listening_at(port: int) -> socket.socket:
    """A socket of this computer alone that listens at a port. Raises UserError where it can't be had."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # elsewhere it would let two programs have one port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise UserError(port_fault(port, error)) from None
    return listening


def port_fault(port: int, error: OSError) -> Fault:
    """Why a port can't be had, and what to do."""
    remedy = "name another with --port, or leave --port out: a free one is taken"
    if error.errno == errno.EADDRINUSE:
        return Fault(f"port {port} is taken by another program", remedy)
    if error.errno in (errno.EACCES, errno.EPERM):
        return Fault(f"port {port} needs rights that you don't have here", "name one from 1024 to 65535 with --port")
    return Fault(f"port {port} can't be had: {error.strerror}", remedy)
