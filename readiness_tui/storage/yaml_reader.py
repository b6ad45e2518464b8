"""Reads YAML as a tree of text: `no`, `1.10` and `12:30` arrive as written, and the schema decides on types."""

import contextlib
import re
from typing import NamedTuple

from readiness_tui.model.faults import Fault, UserError
from readiness_tui.storage.yaml_builder import Inspector, Stop, Suspect, TreeBuilder
from readiness_tui.storage.yaml_events import PARSER_ERRORS
from readiness_tui.storage.yaml_text import checked_text, first_few
from readiness_tui.storage.yaml_tree import STANDARD, Limits, Path, Place, Places, Tree, limits_in_force

__all__ = ["STANDARD", "Limits", "Path", "Place", "Places", "Survey", "Tree", "locate", "read_tree", "survey"]

# An escape can bring in a refused character, and libyaml doesn't report a tag that is only "!".
_ESCAPE = r"(?<!\\)(?:\\\\)*\\[0abefvrNLPxuU]"
_LONE_TAG = r"!(?<![^\s\[\]{},:]!)(?![^\s\[\]{},])"

_TOO_DEEP = "exceeded maximum nesting depth"
_CUT = 700


def read_tree(raw: bytes, file: str = "", limits: Limits | None = None) -> Tree:
    """Read a file's bytes as a tree of text; a file with nothing in it gives None.

    Raises UserError with every fault that one pass can find, in order of line: duplicate keys, anchors, aliases,
    merge keys, tags, a second document, keys that are no text, refused characters (also as escapes), an unresolved git
    merge, what is not UTF-8, a limit passed, and YAML's own syntax. `file` is only named in the faults.
    """
    limits = limits or limits_in_force()
    text = checked_text(raw, file, limits.size)
    if not _needs_inspection(text):
        try:
            return TreeBuilder(text, limits, file).document()
        except (Suspect, *PARSER_ERRORS):
            pass
    return _inspected(text, file, limits)[0]


def locate(raw: bytes, file: str = "", limits: Limits | None = None) -> Places:
    """Find the place of every key and value, by its path; slower than reading, for when something is to be reported.

    Raises UserError as `read_tree` does.
    """
    limits = limits or limits_in_force()
    return _inspected(checked_text(raw, file, limits.size), file, limits)[1]


class Survey(NamedTuple):
    """All that can be seen of a file that may have faults.

    `tree` is None where reading had to stop; of a key that stands twice it has the last. `plain` are the paths of
    values without quotes.
    """

    tree: Tree
    places: Places
    plain: frozenset[Path]
    faults: tuple[Fault, ...]


def survey(raw: bytes, file: str = "", limits: Limits | None = None) -> Survey:
    """Look at a file in spite of its faults, so that those of its contents can be told as well. Never raises UserError.

    Slow, as `locate` is.
    """
    limits = limits or limits_in_force()
    try:
        text = checked_text(raw, file, limits.size)
    except UserError as error:
        return Survey(None, {}, frozenset(), error.faults)
    inspector = Inspector(text, limits, file)
    tree = _inspect(inspector)
    faults = tuple(first_few(inspector.faults, file))
    return Survey(tree, inspector.places, frozenset(inspector.plain), faults)


def _needs_inspection(text: str) -> bool:
    if "\\" in text and re.search(_ESCAPE, text):
        return True
    return "!" in text and re.search(_LONE_TAG, text) is not None


def _inspected(text: str, file: str, limits: Limits) -> tuple[Tree, Places]:
    inspector = Inspector(text, limits, file)
    tree = _inspect(inspector)
    if inspector.faults:
        raise UserError(*first_few(inspector.faults, file))
    return tree, inspector.places


def _inspect(inspector: Inspector) -> Tree:
    try:
        return inspector.document()
    except Stop:
        pass
    except PARSER_ERRORS as error:
        if _TOO_DEEP in str(error) and (faults := _faults_before(inspector, error)):
            inspector.faults = faults
            return None
        from readiness_tui.storage.yaml_syntax import syntax_fault

        fault = syntax_fault(error, inspector.text, inspector.file, inspector.opened, inspector.last)
        inspector.faults.append(fault)
    return None


def _faults_before(inspector: Inspector, error: Exception) -> list[Fault]:
    """The faults up to the first level too deep, where libyaml met its own limit first, looking ahead for a key's end.

    It looks 1,024 characters ahead at most, and its limit is 1,000 levels: what is cut off here is brackets.
    """
    mark = getattr(error, "problem_mark", None)
    cut = Inspector(inspector.text[: mark.index - _CUT] if mark else "", inspector.limits, inspector.file)
    with contextlib.suppress(Stop, *PARSER_ERRORS):
        cut.document()
    return cut.faults
