"""Reads YAML as a tree of text: `no`, `1.10` and `12:30` arrive as written, and the schema decides on types."""

import re

from readiness_tui.model.faults import UserError
from readiness_tui.storage.yaml_builder import Inspector, Stop, Suspect, TreeBuilder
from readiness_tui.storage.yaml_events import PARSER_ERRORS
from readiness_tui.storage.yaml_syntax import syntax_fault
from readiness_tui.storage.yaml_text import checked_text, first_few
from readiness_tui.storage.yaml_tree import STANDARD, Limits, Path, Place, Places, Tree

__all__ = ["STANDARD", "Limits", "Path", "Place", "Places", "Tree", "locate", "read_tree"]

# An escape can bring in a refused character, and libyaml doesn't report a tag that is only "!".
_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\[0abefvrNLPxuU]")
_LONE_TAG = re.compile(r"(?<![^\s\[\]{},:])!(?![^\s\[\]{},])")


def read_tree(raw: bytes, file: str = "", limits: Limits = STANDARD) -> Tree:
    """Read a file's bytes as a tree of text; a file with nothing in it gives None.

    Raises UserError with every fault that one pass can find, in order of line: duplicate keys, anchors, aliases,
    merge keys, tags, a second document, keys that are no text, refused characters (also as escapes), an unresolved git
    merge, what is not UTF-8, a limit passed, and YAML's own syntax. `file` is only named in the faults.
    """
    text = checked_text(raw, file, limits.size)
    if not _needs_inspection(text):
        try:
            return TreeBuilder(text, limits).document()
        except (Suspect, *PARSER_ERRORS):
            pass
    return _inspected(text, file, limits)[0]


def locate(raw: bytes, file: str = "", limits: Limits = STANDARD) -> Places:
    """Find the place of every key and value, by its path; slower than reading, for when something is to be reported.

    Raises UserError as `read_tree` does.
    """
    return _inspected(checked_text(raw, file, limits.size), file, limits)[1]


def _needs_inspection(text: str) -> bool:
    if "\\" in text and _ESCAPE.search(text):
        return True
    return "!" in text and _LONE_TAG.search(text) is not None


def _inspected(text: str, file: str, limits: Limits) -> tuple[Tree, Places]:
    inspector = Inspector(text, limits, file)
    faults = inspector.faults
    tree: Tree = None
    try:
        tree = inspector.document()
    except Stop:
        pass
    except PARSER_ERRORS as error:
        faults.append(syntax_fault(error, text, file, inspector.opened, inspector.last))
    if faults:
        raise UserError(*first_few(faults, file))
    return tree, inspector.places
