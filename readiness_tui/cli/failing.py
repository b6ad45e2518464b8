"""How a run ends that fails: one line a fault on stderr, and the exit code."""

from __future__ import annotations

import errno
import os
import sys

import click

from readiness_tui.cli.printing import say

BAD_INPUT = 2
OUR_BUG = 3
INTERRUPTED = 130
_OUTPUT_FAILS = {errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EFBIG}


def told(error: BaseException) -> int:
    """Say what went wrong on stderr; returns the exit code."""
    from readiness_tui.model.faults import UserError

    if isinstance(error, UserError):
        say([one_line(str(fault)) for fault in error.faults])
        return BAD_INPUT
    if isinstance(error, click.ClickException):
        return _tell_usage(error)
    if isinstance(error, BrokenPipeError):
        return _leave_quietly(0)
    if isinstance(error, OSError) and error.errno in _OUTPUT_FAILS:
        say(f"the output can't be written: {error.strerror}")
        return _leave_quietly(BAD_INPUT)
    if isinstance(error, KeyboardInterrupt | click.Abort):
        say("interrupted")
        return INTERRUPTED
    return _tell_crash(error)


def _tell_usage(error: click.ClickException) -> int:
    ctx = getattr(error, "ctx", None)
    lines = [f"Try '{ctx.command_path} --help'."] if ctx is not None else []
    say([f"Error: {one_line(error.format_message())}", *lines])
    return BAD_INPUT


def one_line(text: str) -> str:
    """The text on one line, paths in front of it as seen from here."""
    return _from_here(" ".join(text.split("\n")))


def _from_here(text: str) -> str:
    """Without the folder where the command runs in front of a path, so that the line can be clicked and read."""
    try:
        here = os.getcwd().rstrip(os.sep) + os.sep  # noqa: PTH109 - pathlib is not loaded for one text
    except OSError:
        return text
    return text.removeprefix(here) if len(here) > 1 else text


def _leave_quietly(code: int) -> int:
    """Nothing more can be said on stdout: what is left there goes nowhere, so that ending doesn't fail once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _tell_crash(error: BaseException) -> int:
    from readiness_tui.use_cases.crashes import record_crash

    path = record_crash(error)
    where = f"A report without your data is in {path}" if path else "No report could be written."
    say([f"A bug of ours, sorry: {type(error).__name__}. {where}", "Nothing that was saved is lost."])
    return OUR_BUG
