"""What is kept of a crash: the lines of code it went through and the versions, nothing that a person typed."""

from __future__ import annotations

import platform
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from readiness_tui import __version__
from readiness_tui.storage.crash_reports import keep_crash_report

_LIBRARIES = ("textual", "pydantic", "pyyaml", "jinja2", "markdown-it-py", "click", "platformdirs")


def record_crash(error: BaseException) -> Path | None:
    """Write a report of an error that is a bug of ours; returns where, or None where nothing can be written."""
    return keep_crash_report(crash_report(error), datetime.now(UTC))


def crash_report(error: BaseException) -> str:
    """The report: versions, then each error of the chain by its type with its lines of code.

    Messages and local values are left out, and so are folders outside the code: they may hold names and answers.
    """
    lines = [f"readiness {__version__}", *_versions(), ""]
    for link in _chain(error):
        lines.append(type(link).__name__)
        for frame in traceback.extract_tb(link.__traceback__):
            lines.append(f"  {_code_path(frame.filename)}:{frame.lineno} in {frame.name}")
            lines += [f"    {frame.line}"] if frame.line else []
    return "\n".join(lines) + "\n"


def _versions() -> Iterator[str]:
    yield f"python {platform.python_version()} on {platform.system()}"
    for library in _LIBRARIES:
        try:
            yield f"{library} {metadata.version(library)}"
        except metadata.PackageNotFoundError:
            yield f"{library} is missing"


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or link.__context__


def _code_path(filename: str) -> str:
    parts = Path(filename).parts
    for root in ("readiness_tui", "site-packages"):
        if root in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(root) - 1 :])
    return parts[-1] if parts else filename
