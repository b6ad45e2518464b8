"""What a report is made of: records, which are named tuples (they load fastest) or dataclasses."""

from __future__ import annotations

from typing import Any


def field_names(shape: type[Any]) -> tuple[str, ...]:
    """The fields of a record, in order; () for what is none."""
    return getattr(shape, "_fields", ()) or tuple(getattr(shape, "__dataclass_fields__", ()))
