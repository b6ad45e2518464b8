"""The kinds of value that a file may hold: every scalar arrives as text, and the type decides what it means."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from fractions import Fraction
from types import MappingProxyType
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic_core import CoreSchema, core_schema

from readiness_tui.model.characters import first_refused

NOTE_LIMIT = 20_000
_RATIONAL = re.compile(r"-?[0-9]{1,15}(?:/0*[1-9][0-9]{0,14}|\.[0-9]{1,15})?")
_BY_ZERO = re.compile(r"-?[0-9]+/0+")
_WHOLE = re.compile(r"-?[0-9]{1,15}")
_ID = re.compile(r"[a-z0-9-]{1,64}")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T(?!24)[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_WINDOWS_RESERVED = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}


def parse_rational(value: object) -> Fraction:
    """`1/2`, `0.5` or `3` as an exact fraction; raises ValueError for everything else."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Fraction(value)
    if isinstance(value, str) and _RATIONAL.fullmatch(value):
        return Fraction(value)
    if isinstance(value, str) and _BY_ZERO.fullmatch(value):
        raise ValueError("write a number such as 1/2; nothing can be divided by 0")
    raise ValueError("write a number such as 3, 0.5 or 1/2")


def rational_text(value: Fraction) -> str:
    """The shortest exact way to write a fraction: `3`, `0.5` or `1/3`."""
    if value.denominator == 1:
        return str(value.numerator)
    for places in range(1, 7):
        scaled = value * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"
    return str(value)


def parse_whole(value: object) -> int:
    """A whole number; raises ValueError for everything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    raise ValueError("write a whole number")


def parse_truth(value: object) -> bool:
    """true, false, yes or no; raises ValueError for everything else."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in _TRUTHS:
        return _TRUTHS[value]
    raise ValueError("write true or false")


def parse_day(value: object) -> date:
    """A calendar day as YYYY-MM-DD; raises ValueError for everything else, and for days that don't exist."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"there is no such day; {_near_day(value)}") from None
    raise ValueError("write a day as YYYY-MM-DD, for example 2026-11-22")


def _near_day(text: str) -> str:
    year, month = int(text[:4]), int(text[5:7])
    if year and 1 <= month <= 12:
        return f"that month ends on {text[:8]}{monthrange(year, month)[1]}"
    return "write one such as 2026-11-22"


def parse_instant(value: object) -> datetime:
    """A moment in UTC as YYYY-MM-DDTHH:MM:SSZ; raises ValueError for everything else."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(microsecond=0)
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            raise ValueError("there is no such moment") from None
    raise ValueError("write a moment in UTC, for example 2026-11-22T19:54:10Z")


def instant_text(moment: datetime) -> str:
    """A moment the way files hold it: `2026-11-22T19:54:10Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _plain(value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError("can't be empty" if value is None else "write plain text here")


def _check_text(value: object) -> str:
    text = _plain(value)
    refused = first_refused(text)
    if refused is not None:
        raise ValueError(f"holds {refused[1]}, which can't be stored; remove it")
    return text


def _check_line(value: object) -> str:
    if isinstance(value, str) and value.isprintable() and value.strip():
        return value
    text = _plain(value)
    if "\n" in text or "\r" in text:
        raise ValueError("has to be one line")
    if not text.strip():
        raise ValueError("can't be empty")
    return _check_text(text)


def _check_note(value: object) -> str:
    text = _plain(value)
    if len(text) > NOTE_LIMIT:
        raise ValueError(f"is {len(text):,} characters long; at most {NOTE_LIMIT:,} fit")
    return _check_text(text)


def is_id(text: str) -> bool:
    """Whether a text may be an id."""
    return _ID.fullmatch(text) is not None


def check_id(value: object) -> str:
    """An id is `[a-z0-9-]`, 1 to 64 characters; raises ValueError."""
    if isinstance(value, str) and _ID.fullmatch(value):
        return value
    _plain(value)
    raise ValueError("an id is 1 to 64 of a-z, 0-9 and -")


def _check_name(value: object) -> str:
    if isinstance(value, str) and _NAME.fullmatch(value):
        return value
    _plain(value)
    raise ValueError("a name is 1 to 64 of a-z, 0-9, _ and -")


def check_slug(value: object) -> str:
    """A slug is an id that can be a folder on any system; raises ValueError."""
    text = check_id(value)
    if _WINDOWS_RESERVED.fullmatch(text) or text.startswith("-"):
        raise ValueError("this name is reserved; choose another slug")
    return text


class ReadBy:
    """Marks a type: one function reads its values from a file, and this is their JSON Schema.

    Does what pydantic's `PlainValidator` and `WithJsonSchema` do; those study the function anew for each of the 250
    fields that have one, which was a third of what a questionnaire's model costs to make at each start.
    """

    def __init__(self, read: Callable[[object], object], schema: dict[str, Any]) -> None:
        self.read = read
        self.schema = schema

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> CoreSchema:
        """What pydantic asks an annotation for: how to validate."""
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: object) -> dict[str, Any]:
        """What pydantic asks an annotation for: its JSON Schema."""
        return dict(self.schema)


_TEXT_SCHEMA = {"type": "string"}
_RATIONAL_SCHEMA = {"type": ["number", "string"], "pattern": r"^-?[0-9]+(/[0-9]+|\.[0-9]+)?$"}
_SCALAR_SCHEMA: dict[str, Any] = {"type": ["string", "number", "boolean"]}
# What editors offer where a file names a choice: the usual ids, since a schema can't know those of the file itself.
_CHOICE_SCHEMA = {**_SCALAR_SCHEMA, "examples": ["full", "partial", "absent"]}
_ID_SCHEMA = {"type": "string", "pattern": "^[a-z0-9-]{1,64}$"}
_NAME_SCHEMA = {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,63}$"}

Rational = Annotated[Fraction, ReadBy(parse_rational, _RATIONAL_SCHEMA)]
Whole = Annotated[int, ReadBy(parse_whole, {"type": "integer"})]
Truth = Annotated[bool, ReadBy(parse_truth, {"type": "boolean"})]
Day = Annotated[date, ReadBy(parse_day, {"type": "string", "format": "date"})]
Instant = Annotated[datetime, ReadBy(parse_instant, {"type": "string", "format": "date-time"})]
Id = Annotated[str, ReadBy(check_id, _ID_SCHEMA)]
Name = Annotated[str, ReadBy(_check_name, _NAME_SCHEMA)]
Slug = Annotated[str, ReadBy(check_slug, _ID_SCHEMA)]
Line = Annotated[str, ReadBy(_check_line, _TEXT_SCHEMA)]
Text = Annotated[str, ReadBy(_check_text, _TEXT_SCHEMA)]
Note = Annotated[str, ReadBy(_check_note, _TEXT_SCHEMA)]
Scalar = Annotated[str, ReadBy(_plain, _SCALAR_SCHEMA)]
ChoiceOrNumber = Annotated[str, ReadBy(_plain, _CHOICE_SCHEMA)]


def frozen_mapping(value: dict[str, Any]) -> Any:
    """A read-only view, since pydantic's `frozen` leaves a dict open to change."""
    return MappingProxyType(value)


def none_as(empty: Callable[[], object]) -> BeforeValidator:
    """Reads a key with nothing after the colon as the empty value."""
    return BeforeValidator(lambda value: empty() if value is None else value)


class Frozen(BaseModel):
    """A stored value: can't be changed, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """The same with some fields replaced; what was worked out from the old fields and kept is worked out anew."""
        copy = super().model_copy(update=update, deep=deep)
        if update:
            for name in copy.__dict__.keys() - type(self).model_fields.keys():
                del copy.__dict__[name]
        return copy


class Keeping(Frozen):
    """A stored value in a person's own file: keys that are not known are kept and written back."""

    model_config = ConfigDict(extra="allow")
