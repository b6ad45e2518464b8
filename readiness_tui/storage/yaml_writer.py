"""Writes a tree as YAML that git merges well, that is good to read, and that reads back as exactly the same tree."""

from __future__ import annotations

from readiness_tui.model.characters import first_refused, visible
from readiness_tui.model.faults import Fault, UserError
from readiness_tui.storage.yaml_reader import Limits, Path, Tree, read_tree
from readiness_tui.storage.yaml_scalars import Plain, block_text, inline_text, quoted
from readiness_tui.storage.yaml_tree import DEEPEST, dotted, limits_in_force

__all__ = ["Plain", "dump_tree"]

_STEP = "  "
_LONGEST_KEY = 1000
"""YAML takes up to 1,024 characters, quotes and escapes counted, as a key before a colon."""


def dump_tree(tree: Tree, limits: Limits | None = None) -> str:
    """Write a tree as YAML: block style, the order kept, LF line ends, nothing folded, None as nothing after the colon.

    Texts of several lines become block text. A text that a YAML tool would take for a number, a date, yes or no is
    quoted; a `Plain` one is not. The bytes are the same with and without libyaml, and they were read back and compared.
    Raises UserError, naming the path, for a character that may not be stored, and for a tree that passes the reader's
    limits; TypeError for what is no tree.
    """
    limits = limits or limits_in_force()
    text = _Writer(limits, is_safest=False).written(tree)
    if first_refused(text) is None and _read_back(text, limits) == tree:
        return text
    if faults := _refused(tree, ()):
        raise UserError(*faults)
    text = _Writer(limits, is_safest=True).written(tree)
    read = _read_back(text, limits)
    if isinstance(read, UserError):
        raise UserError(*(Fault(f"this can't be stored: {fault.message}") for fault in read.faults))
    if read != tree:
        raise UserError(Fault("this can't be stored: YAML gives back something else", "please report it with the text"))
    return text


class _Writer:
    """Appends lines; a level is two spaces deeper than the one around it, lists under their key included."""

    def __init__(self, limits: Limits, is_safest: bool) -> None:
        self._deepest = min(limits.depth, DEEPEST)
        self._is_safest = is_safest
        self._parts: list[str] = []

    def written(self, tree: Tree) -> str:
        if tree is None:
            return ""
        if isinstance(tree, dict | list) and tree:
            self._branch(tree, "", "")
        else:
            self._leaf(tree, "")
        return "".join(self._parts).removeprefix(" ")

    def _branch(self, tree: dict[str, Tree] | list[Tree], indent: str, lead: str) -> None:
        """Append a mapping or list that holds something; its first line starts with `lead`, the rest with `indent`."""
        if len(indent) // len(_STEP) >= self._deepest:
            raise UserError(Fault(f"this can't be stored: it is nested deeper than {self._deepest} levels"))
        if isinstance(tree, dict):
            self._mapping(tree, indent, lead)
        else:
            self._list(tree, indent, lead)

    def _mapping(self, tree: dict[str, Tree], indent: str, lead: str) -> None:
        parts, deeper = self._parts, indent + _STEP
        for key, value in tree.items():
            parts += (lead, self._key(key, indent))
            lead = indent
            if isinstance(value, dict | list) and value:
                parts.append("\n")
                self._branch(value, deeper, deeper)
            else:
                self._leaf(value, indent)

    def _list(self, tree: list[Tree], indent: str, lead: str) -> None:
        parts = self._parts
        for value in tree:
            parts += (lead, "-")
            lead = indent
            if isinstance(value, dict | list) and value:
                self._branch(value, indent + _STEP, " ")
            else:
                self._leaf(value, indent)

    def _key(self, key: str, indent: str) -> str:
        text = quoted(key) if self._is_safest else inline_text(key)
        return f"{text}:" if len(text) <= _LONGEST_KEY else f"? {text}\n{indent}:"

    def _leaf(self, value: Tree, indent: str) -> None:
        """Append what stands behind a colon or a dash, and end the line."""
        if value is None:
            self._parts.append("\n")
        elif isinstance(value, str):
            block = "" if self._is_safest else block_text(value, indent + _STEP)
            self._parts += (" ", block or (quoted(value) if self._is_safest else inline_text(value)), "\n")
        elif isinstance(value, dict | list):
            self._parts.append(" {}\n" if isinstance(value, dict) else " []\n")
        else:
            raise TypeError(f"no tree: {type(value).__name__}")


def _read_back(text: str, limits: Limits) -> Tree | UserError:
    try:
        return read_tree(text.encode(), limits=limits)
    except UserError as error:
        return error


def _refused(tree: Tree, path: Path) -> list[Fault]:
    """A fault for every key and text with a character that may not be stored."""
    if isinstance(tree, str):
        return _refused_text(tree, path)
    faults: list[Fault] = []
    if isinstance(tree, dict):
        for key, value in tree.items():
            faults += _refused_text(key, (*path, key)) + _refused(value, (*path, key))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            faults += _refused(value, (*path, index))
    return faults


def _refused_text(text: str, path: Path) -> list[Fault]:
    refused = first_refused(text)
    if refused is None:
        return []
    index, name = refused
    where = visible(dotted(path))
    message = f"{name} can't be stored (character {index + 1} of the text)"
    return [Fault(f"{where}: {message}" if where else message, "delete it", key=where)]
