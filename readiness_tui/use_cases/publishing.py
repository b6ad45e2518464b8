"""Write a report for other people to read: a new file, or in place of an old report, never over anything else."""

from __future__ import annotations

from pathlib import Path

from readiness_tui.model.faults import Fault, UserError
from readiness_tui.storage.file_calls import in_plain_words
from readiness_tui.storage.files import bytes_hash, read_bytes, replace_file
from readiness_tui.storage.own_reports import is_own_report, remember_report

REPORT_SUFFIXES = (".html", ".htm", ".md", ".markdown", ".json", ".txt")


def publish(path: Path, text: str, suffixes: tuple[str, ...] = REPORT_SUFFIXES) -> str:
    """Write a report, or another text whose files have these suffixes; returns the hash of its text.

    Raises UserError: the folder isn't there or can't be written, or the path is something that is no report.
    """
    with in_plain_words(path):
        _check_place(path, suffixes)
    replace_file(path, text)
    written = file_hash(path)
    remember_report(written)
    return written


def _check_place(path: Path, suffixes: tuple[str, ...]) -> None:
    if not path.parent.is_dir():
        raise UserError(Fault(f"{path}: there is no folder {path.parent}", "make it first, or choose another"))
    if path.exists() and not path.is_file():
        raise UserError(Fault(f"{path} is not a file", "choose the name of a file, or '-' for stdout"))
    if path.exists() and path.suffix.lower() not in suffixes:
        raise UserError(
            Fault(f"{path} is there and doesn't look like one of ours", "choose another name, or remove it")
        )


def is_foreign(path: Path) -> bool:
    """Whether something is there that this program didn't write, or that was changed since: ask before replacing it.

    Raises UserError for a path that can't be one.
    """
    with in_plain_words(path):
        return path.exists() and not is_own_report(path)


def open_in_browser(path: Path) -> None:
    """Show a file in the browser of this machine. Raises UserError where there is none, or only one in the terminal."""
    import webbrowser  # only where it is needed: writing a report starts without it

    try:
        browser = webbrowser.get()
        if type(browser) is webbrowser.GenericBrowser:
            raise UserError(_no_browser(path))
        is_opened = browser.open(path.resolve().as_uri())
    except webbrowser.Error:
        raise UserError(_no_browser(path)) from None
    if not is_opened:
        raise UserError(_no_browser(path))


def _no_browser(path: Path) -> Fault:
    return Fault("no browser could be opened on this machine", f"open it yourself: {path}")


def file_hash(path: Path) -> str:
    """`sha256:...` of a file's text with LF line ends. Raises UserError."""
    return bytes_hash(read_bytes(path))


def read_file(path: Path) -> bytes:
    """The bytes of a file that a person named. Raises UserError."""
    return read_bytes(path)
