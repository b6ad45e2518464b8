"""Plain words for a value that doesn't fit its key: what stands there, what belongs there, how to write it."""

from __future__ import annotations

import re
from typing import Any

from readiness_tui.model.faults import nearest

Words = tuple[str, str]
"""A message and a remedy."""

_LONGEST_SHOWN = 60
_MAPPING_WANTED = ("model_type", "model_attributes_type", "dict_type", "mapping_type")
_LIST_WANTED = ("tuple_type", "list_type")
_COMPARISONS = ("is", "is_not", "at_least", "at_most", "below")
_NOT_OF_AN_ID = re.compile(r"[^a-z0-9]+")
_EMPTY_REMEDY = "write a value after the colon"


def shape_words(found: dict[str, Any], path: tuple[str | int, ...], keys: list[str]) -> Words:
    """What pydantic says of one value, for a person who has never heard of it.

    `path` leads to the value; `keys` are those that fit there if it should hold keys.
    """
    kind, given, context, name = found["type"], found.get("input"), found.get("ctx", {}), _name(path)
    if kind in _MAPPING_WANTED:
        return _not_a_mapping(name, given, keys)
    if kind in _LIST_WANTED:
        return _not_a_list(name, given)
    if kind == "literal_error":
        return _not_among(name, given, str(context["expected"]))
    if kind == "value_error":
        return _refused(name, given, str(context.get("error", "doesn't fit")))
    if kind == "condition":
        return _no_condition(given, str(found["msg"]), keys)
    if kind in ("too_short", "too_long"):
        return _wrong_length(name, context)
    if kind == "less_than_equal":
        return f"{_shown(given)} is too much for {name}", f"write {context['le']} at most"
    if kind == "greater_than_equal":
        return f"{_shown(given)} is too little for {name}", f"write {context['ge']} or more"
    return f"{name}: {found['msg']}", ""


def _name(path: tuple[str | int, ...]) -> str:
    """The key, or the place in a list, by which a person finds the value."""
    if not path:
        return "the file"
    if isinstance(path[-1], str):
        return f"'{path[-1]}'"
    owner = next((part for part in reversed(path) if isinstance(part, str)), "the list")
    return f"number {path[-1] + 1} of '{owner}'"


def _shown(given: Any) -> str:
    """What stands there, as a person would say it."""
    if isinstance(given, dict):
        return "keys with values"
    if isinstance(given, list):
        return "a list"
    text = str(given)
    return f"'{text[:_LONGEST_SHOWN]}{'...' if len(text) > _LONGEST_SHOWN else ''}'"


def _not_a_mapping(name: str, given: Any, keys: list[str]) -> Words:
    known = f" ({', '.join(keys[:4])}{', ...' if len(keys) > 4 else ''})" if keys else ""
    if given is None:
        return f"{name} is empty, and keys with values belong here", f"write 'key: value' lines below it{known}"
    remedy = f"write 'key: value' lines below it{known}"
    remedy += ", without a dash in front" if isinstance(given, list) else ""
    return f"{name} holds {_shown(given)}, and keys with values belong here", remedy


def _not_a_list(name: str, given: Any) -> Words:
    if given is None:
        return f"{name} is empty, and a list belongs here", "write [] for an empty list, or remove the key"
    if isinstance(given, dict):
        return f"{name} holds keys with values, and a list belongs here", "begin each member with '- '"
    text = str(given)
    example = f"[{text}]" if len(text) <= 20 and "\n" not in text else "[...]"
    return f"{name} holds {_shown(given)}, and a list belongs here", f"write {example}, or a line '- ' for each member"


def _not_among(name: str, given: Any, expected: str) -> Words:
    choices = re.findall(r"'([^']*)'", expected)
    if given is None:
        return f"{name} is empty", f"write one of {', '.join(choices)}"
    if not isinstance(given, str):
        return f"{name} holds {_shown(given)}, and a word belongs here", f"write one of {', '.join(choices)}"
    return f"{_shown(given)} is not a value for {name}", nearest(given, choices)


def _refused(name: str, given: Any, reason: str) -> Words:
    if given is None:
        return f"{name} is empty", reason if reason.startswith("write ") else _EMPTY_REMEDY
    if isinstance(given, dict | list):
        remedy = reason if reason.startswith("write ") else "write plain text here"
        return f"{name} holds {_shown(given)}, and one value belongs here", remedy
    if reason.startswith(("an id is", "a name is")):
        return f"{_shown(given)} doesn't fit {name}", f"{reason}, for example '{as_id(str(given))}'"
    if reason.startswith("write "):
        return f"{_shown(given)} doesn't fit {name}", reason
    if reason.startswith(("has ", "is ", "holds ", "can't ")):
        what, _, remedy = reason.partition("; ")
        return f"{name} {what}", remedy or "write one line of plain text"
    return reason, ""


def as_id(text: str) -> str:
    """The id that a text was probably meant to be."""
    return _NOT_OF_AN_ID.sub("-", text.lower()).strip("-")[:64] or "some-name"


def _no_condition(given: Any, message: str, keys: list[str]) -> Words:
    known = [part.strip() for part in message.partition("use one of ")[2].split(",")][:-1]
    if isinstance(given, dict):
        words = [key for key in given if key not in _COMPARISONS]
        close = [remedy for key in words if (remedy := nearest(key, known)).startswith("did you mean")]
        what = ", ".join(f"'{key}'" for key in list(given)[:3]) or "nothing"
        return f"this is not a condition: it says {what}", close[
            0
        ] if close else f"begin with one of {', '.join(known)}"
    shown = "it is empty" if given is None else f"it is {_shown(given)}"
    return f"this is not a condition: {shown}", "write for example {question: ID, is: CHOICE}"


def _wrong_length(name: str, context: dict[str, Any]) -> Words:
    actual, least, most = context.get("actual_length"), context.get("min_length"), context.get("max_length")
    wanted = least if least is not None else most
    word = "at least" if least is not None else "at most"
    if actual == 0:
        return f"{name} lists nothing", f"add {word} {wanted}"
    return f"{name} lists {actual}, and {word} {wanted} belong here", "add or remove some"
