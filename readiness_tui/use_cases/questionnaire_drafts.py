"""Write a questionnaire: open its text with what was typed before, keep it while it is written, and publish it."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from readiness_tui.analysis.edit import Edit
from readiness_tui.analysis.questionnaire_edits import questionnaire_edits
from readiness_tui.model.faults import Fault, UserError
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.storage.questionnaire_drafts import (
    LINE_LIMIT,
    Stamp,
    drop_draft,
    keep_draft,
    kept_draft,
    publish_text,
    put_aside,
    readable_text,
    stamp_of,
)
from readiness_tui.storage.questionnaires import Origin, load_questionnaire, parse_questionnaire, questionnaire_files
from readiness_tui.storage.starting import start_file
from readiness_tui.storage.yaml_reader import locate

__all__ = ["LINE_LIMIT", "Stamp", "drop_draft", "keep_draft", "put_aside", "readable_text", "stamp_of"]

_VERSION_LINE = re.compile(
    r"^(?P<key>version[ \t]*:[ \t]*)"
    r"(?P<value>\"[^\"\n]*\"|'[^'\n]*'|[^\s#'\"][^\n]*?|)"
    r"(?P<rest>[ \t]*(?:[ \t]#[^\n]*)?)$",
    re.MULTILINE,
)
_READ_AS_TEXT = re.compile(r"[0-9]+\.[0-9]+\.[0-9A-Za-z.+-]+")


@dataclass(frozen=True, slots=True)
class QuestionnaireRow:
    """One file of a questionnaire: what it is, whether a draft waits, and why it can't be read."""

    path: Path
    origin: Origin
    id: str
    version: str
    title: str
    questions: int = 0
    is_draft: bool = False
    shadows_built_in: bool = False
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenedText:
    """A text to write on: `base` is what the file holds, or held when the draft was begun.

    `kept` is when the draft was kept, None where there is none; `is_own` whether it may be published.
    """

    path: Path
    text: str
    base: str
    stamp: Stamp
    is_own: bool
    kept: datetime | None = None


def questionnaire_rows(root: Path | None) -> tuple[QuestionnaireRow, ...]:
    """The workspace's own questionnaires, then the built-in ones; those that can't be read, too."""
    built_in = {path.stem for path, _ in questionnaire_files(None)}
    return tuple(_row(path, origin, built_in) for path, origin in questionnaire_files(root))


def _row(path: Path, origin: Origin, built_in: set[str]) -> QuestionnaireRow:
    is_draft = origin == "workspace" and kept_draft(path) is not None
    try:
        found = load_questionnaire(path, origin).questionnaire
    except UserError as error:
        return QuestionnaireRow(path, origin, path.stem, "", "", is_draft=is_draft, faults=error.faults)
    return QuestionnaireRow(
        path=path,
        origin=origin,
        id=found.id,
        version=found.version,
        title=found.title,
        questions=len(found.questions),
        is_draft=is_draft,
        shadows_built_in=origin == "workspace" and found.id in built_in,
    )


def open_text(root: Path | None, path: Path) -> OpenedText:
    """The text of a questionnaire's file, or the draft of it that waits. Raises UserError."""
    is_own = root is not None and path.parent.resolve() == (root / "questionnaires").resolve()
    stamp = stamp_of(path)
    text = readable_text(path)
    kept = kept_draft(path) if is_own else None
    if kept is None or kept.text == text:
        return OpenedText(path, text, text, stamp, is_own)
    return OpenedText(path, kept.text, kept.base, stamp, is_own, kept.moment)


def copied_to_workspace(root: Path | None, path: Path) -> Path:
    """Copy a built-in questionnaire to the workspace's own, as it is; returns where. Raises UserError."""
    if root is None:
        raise UserError(Fault("there is no workspace here to copy it to", "make one with 'readiness init'"))
    return start_file(root, path.stem, readable_text(path), None).path


def difference(mine: str, theirs: str) -> str:
    """What stands in the file and what was typed, as a diff: `-` the file's lines, `+` one's own."""
    lines = difflib.unified_diff(theirs.splitlines(), mine.splitlines(), "the file", "what you typed", "", "", 2, "")
    return "\n".join(lines)


def counted_difference(mine: str, theirs: str) -> tuple[int, int]:
    """How many lines stand only in what was typed, and how many only in the file."""
    lines = difference(mine, theirs).splitlines()[2:]
    return sum(line.startswith("+") for line in lines), sum(line.startswith("-") for line in lines)


def next_version(text: str, base: str) -> str:
    """The version to propose: the one that was typed if it is another one than the file's, else the next minor one."""
    typed, was = version_in(text), version_in(base)
    if typed != was and typed:
        return typed
    parts = was.split(".")
    if len(parts) >= 2 and parts[1].isdecimal():
        return ".".join([parts[0], str(int(parts[1]) + 1), *("0" for _ in parts[2:])])
    return f"{was}.1" if was else "1.0.0"


def version_in(text: str) -> str:
    """The version that a text names; empty where none can be found."""
    match = _VERSION_LINE.search(text)
    return match["value"].strip("'\"") if match else ""


def with_version(text: str, version: str) -> str:
    """The text with another version in its one line, all else as typed. Raises UserError for what is no version."""
    if not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,59}", version):
        raise UserError(Fault(f"'{version[:60]}' is no version", "such as 1.2.0: letters, digits, dots and hyphens"))
    if version_in(text) == version:
        return text
    match = _VERSION_LINE.search(text)
    if match is None or ("version",) not in locate(text.encode("utf-8")):
        raise UserError(Fault("the text has no line 'version: ...' of its own", "add one below 'id:'"))
    mark = match["value"][:1]
    if mark not in ("'", '"'):
        mark = "" if mark and _READ_AS_TEXT.fullmatch(version) else '"'
    blank = "" if match["key"][-1].isspace() else " "
    line = f"{match['key']}{blank}{mark}{version}{mark}{match['rest']}"
    return text[: match.start()] + line + text[match.end() :]


def version_fault(text: str, base: str, version: str) -> str:
    """Why a text can't be published as that version, in words; empty where it can."""
    try:
        with_version(text, version)
    except UserError as error:
        return f"{error.faults[0].message}; {error.faults[0].remedy}"
    if version != version_in(base):
        return ""
    try:
        parse_questionnaire(base.encode("utf-8"), "")
    except UserError:
        return ""  # nobody could use the text that had this version
    return f"{version} is what is published now; name another"


def lost_by(base: str, text: str) -> tuple[Edit, ...]:
    """The edits by which saved answers are lost or mean something else; none where the file can't be read now."""
    sides: list[Questionnaire] = []
    for each in (base, text):
        try:
            sides.append(parse_questionnaire(each.encode("utf-8"), "").questionnaire)
        except UserError:
            return ()
    return tuple(edit for edit in questionnaire_edits(*sides) if edit.effect == "lost")


def published(root: Path | None, opened: OpenedText, text: str) -> OpenedText:
    """Replace the file with a text that has no errors, if nobody else changed it; the draft is done with.

    Raises UserError with every error, and then nothing is written.
    """
    if root is None or not opened.is_own:
        raise UserError(Fault("a built-in questionnaire is never changed", "copy it to the workspace"))
    parse_questionnaire(text.encode("utf-8"), opened.path.name)
    publish_text(root, opened.path, text, opened.base)
    drop_draft(opened.path)
    return replace(opened, text=text, base=text, stamp=stamp_of(opened.path), kept=None)
