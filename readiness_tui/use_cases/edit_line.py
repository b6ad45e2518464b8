"""The edit line: owner, due date, ticket, evidence and note in one line, read in any order.

`@ana` owner · `+3d` `+2w` `fri` `2026-12-04` due · `#OPS-90` ticket · a link or an existing path: evidence · anything
else, or what is in double quotes: note. `@-` `+-` `#-` clear. Lines below the first one are note.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from readiness_tui.model.assessment import Answer, Evidence
from readiness_tui.model.characters import first_refused
from readiness_tui.model.days import later_day
from readiness_tui.model.values import NOTE_LIMIT, parse_day

_PART = re.compile(r'"[^"]*"(?=\s|$)|\S+')
_IN = re.compile(r"\+([0-9]{1,4})([dw])", re.IGNORECASE)
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class EditLine:
    """What a line says. None: not said. `cleared` names the fields to take back; with `faults` it can't be applied."""

    owner: str | None = None
    due: date | None = None
    ticket: str | None = None
    links: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    note: str = ""
    cleared: frozenset[str] = frozenset()
    faults: tuple[str, ...] = ()

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing to apply."""
        return self == EditLine()


@dataclass
class _Reading:
    """What was read of a line so far."""

    today: date
    exists: Callable[[str], bool]
    fields: dict[str, str | date] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    cleared: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def read_edit_line(text: str, today: date, exists: Callable[[str], bool] = lambda path: False) -> EditLine:
    """What a line says; `exists` tells whether a word is the path of a file. Never raises: see `faults`."""
    reading = _Reading(today, exists)
    refused = first_refused(text)
    if refused is not None:
        return EditLine(faults=(f"holds {refused[1]}, which can't be stored; remove it",))
    line, _, rest = text.partition("\n")
    for part in _PART.findall(line):
        _read(part, reading)
    return EditLine(
        owner=_said(reading, "owner"),
        due=next((value for name, value in reading.fields.items() if name == "due" and isinstance(value, date)), None),
        ticket=_said(reading, "ticket"),
        links=tuple(reading.links),
        paths=tuple(reading.paths),
        note="\n".join(filter(None, (" ".join(reading.words), rest.strip("\n")))),
        cleared=frozenset(reading.cleared),
        faults=tuple(reading.faults),
    )


def _said(reading: _Reading, name: str) -> str | None:
    value = reading.fields.get(name)
    return value if isinstance(value, str) else None


def _read(part: str, reading: _Reading) -> None:
    if part[0] == '"':
        _read_quoted(part, reading)
    elif part in ("@-", "+-", "#-"):
        _clear({"@": "owner", "+": "due", "#": "ticket"}[part[0]], reading)
    elif part[0] == "@":
        _set("owner", part[1:], "write a name after @", reading)
    elif part[0] == "#":
        _set("ticket", part[1:], "write a ticket after #", reading)
    elif _LINK.fullmatch(part):
        reading.links.append(part)
    elif not _read_day(part, reading):
        (reading.paths if _is_path(part, reading) else reading.words).append(part)


def _read_quoted(part: str, reading: _Reading) -> None:
    if len(part) > 1 and part[-1] == '"':
        reading.words.append(part[1:-1])
    else:
        reading.faults.append(f"{part}: the quote isn't closed")


def _is_path(part: str, reading: _Reading) -> bool:
    return ("/" in part or "." in part) and reading.exists(part)


def _clear(name: str, reading: _Reading) -> None:
    if name in reading.fields:
        reading.faults.append(f"{name} is set and cleared")
    reading.cleared.add(name)


def _set(name: str, value: str | date, remedy: str, reading: _Reading) -> None:
    if not value:
        reading.faults.append(remedy)
    elif name in reading.fields or name in reading.cleared:
        reading.faults.append(f"{name} is said twice")
    else:
        reading.fields[name] = value


def _read_day(part: str, reading: _Reading) -> bool:
    """Whether it is a due date, or wants to be one and can't be read."""
    if part[0] == "+":
        found = _IN.fullmatch(part)
        days = int(found[1]) * (7 if found[2].lower() == "w" else 1) if found else 0
        if found is None or days > 3660:
            reading.faults.append(f"{part}: write +3d or +2w")
        else:
            _set("due", later_day(reading.today, days), "", reading)
        return True
    if _DATE.fullmatch(part):
        try:
            _set("due", parse_day(part), "", reading)
        except ValueError as error:
            reading.faults.append(f"{part}: {error}")
        return True
    if part.lower() in WEEKDAYS and "due" not in reading.fields:
        ahead = (WEEKDAYS.index(part.lower()) - reading.today.weekday() - 1) % 7 + 1
        _set("due", later_day(reading.today, ahead), "", reading)
        return True
    return False


def applied(line: EditLine, answer: Answer, today: date, by: str) -> Answer:
    """The answer with what the line says; a note is added to the old one, evidence is observed today."""
    update: dict[str, object] = dict.fromkeys(line.cleared)
    said = {"owner": line.owner, "due": line.due, "ticket": line.ticket}
    update |= {name: value for name, value in said.items() if value is not None}
    new = [Evidence(link=link, observed=today, by=by or None) for link in line.links]
    new += [Evidence(text=path, observed=today, by=by or None) for path in line.paths]
    if new:
        update["evidence"] = (*answer.evidence, *new)
    if line.note:
        update["note"] = with_line(answer.note, line.note)
    return answer.model_copy(update=update)


def with_line(note: str, line: str) -> str:
    """A note with one more line at its end."""
    return f"{note.rstrip()}\n{line}" if note.strip() else line


def fault_of(line: EditLine, answer: Answer) -> str:
    """Why the line can't be applied; empty where it can."""
    if line.faults:
        return line.faults[0]
    if len(with_line(answer.note, line.note)) > NOTE_LIMIT:
        return f"the note would be longer than {NOTE_LIMIT:,} characters"
    return ""


def understood(line: EditLine, today: date) -> tuple[str, ...]:
    """What the line says, in words: `owner @bo`, `due 2026-12-06, late`, `ticket OPS-90`, `note "…"`."""
    words = [f"no {name}" for name in ("owner", "due", "ticket") if name in line.cleared]
    if line.owner is not None:
        words.append(f"owner @{line.owner}")
    if line.due is not None:
        words.append(f"due {line.due}" + (", late" if line.due < today else ""))
    if line.ticket is not None:
        words.append(f"ticket {line.ticket}")
    words += [f"evidence {text}, observed today" for text in (*line.links, *line.paths)]
    if line.note:
        words.append(f'note "{line.note}"')
    return tuple(words)
