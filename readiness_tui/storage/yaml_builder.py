"""Builds a tree from YAML events: once fast, and once more with places and faults when something has to be said."""

import re
from typing import Any, NoReturn

from readiness_tui.model.characters import first_refused
from readiness_tui.model.faults import Fault, UserError
from readiness_tui.storage.yaml_events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
    event_parser,
)
from readiness_tui.storage.yaml_tree import DEEPEST, Limits, Path, Place, Places, Tree, dotted

_ODD_KEYS = frozenset({"", "<<"})
WRONG_FILE = "is this the right file?"
_TAG = re.compile(r"!\S*")


class Suspect(Exception):
    """The fast pass met something that isn't allowed; the inspector will say what and where."""


class Stop(Exception):
    """There is no point in reading on."""


class TreeBuilder:
    """The fast pass: builds the tree, and raises Suspect at the first thing that isn't allowed.

    Too many values are refused at once (UserError): looking at them all again would take longer than reading them.
    The depth is counted before a collection is entered, because a parser's stack must not grow with the input.
    """

    careful = False

    def __init__(self, text: str, limits: Limits, file: str = "") -> None:
        self.file = file
        self.next_event = event_parser(text).get_event
        self.deepest = min(limits.depth, DEEPEST)
        self.most_nodes = limits.nodes
        self.nodes = 1

    def document(self) -> Tree:
        """Build the whole file's tree; None when it holds nothing but comments."""
        self.next_event()
        if type(self.next_event()) is StreamEndEvent:
            return None
        event = self.next_event()
        if self.careful:
            self.look((), event, event)
        tree = self.node(event, (), 0)
        self.next_event()
        after = self.next_event()
        if type(after) is not StreamEndEvent:
            self.refuse(after, (), "a second document starts here", "keep one document in a file: delete this '---'")
        return tree

    def node(self, event: Any, path: Path, depth: int) -> Tree:
        """Build the value that starts with this event, `depth` levels down."""
        if type(event) is AliasEvent:
            self.refuse(
                event, path, f"an alias (*{event.anchor}) is not allowed", "write the value out, or quote the text"
            )
            return None
        if event.anchor is not None or event.tag is not None:
            self.refuse_properties(event, path)
        if type(event) is ScalarEvent:
            return event.value or (None if not event.style else "")
        if depth >= self.deepest:
            self.refuse(event, path, f"nested deeper than {self.deepest} levels", WRONG_FILE)
            raise Stop
        return self.mapping(path, depth + 1) if type(event) is MappingStartEvent else self.sequence(path, depth + 1)

    def mapping(self, path: Path, depth: int) -> dict[str, Tree]:
        """Build keys and values up to the mapping's end."""
        next_event, careful = self.next_event, self.careful
        tree: dict[str, Tree] = {}
        while True:
            event = next_event()
            if type(event) is not ScalarEvent:
                if type(event) is MappingEndEvent:
                    return tree
                self.skip_complex_key(event, path, depth)
                continue
            key = event.value
            if key in tree or key in _ODD_KEYS or event.anchor is not None or event.tag is not None:
                self.check_key(event, path, key in tree)
            self.nodes += 2
            if self.nodes > self.most_nodes:
                self.refuse_size(event, path)
            value = next_event()
            if careful:
                self.look((*path, key), event, value)
            if type(value) is ScalarEvent and value.anchor is None and value.tag is None:
                tree[key] = value.value or (None if not value.style else "")
            else:
                tree[key] = self.node(value, (*path, key) if careful else path, depth)

    def sequence(self, path: Path, depth: int) -> list[Tree]:
        """Build members up to the list's end."""
        next_event, careful = self.next_event, self.careful
        tree: list[Tree] = []
        while type(value := next_event()) is not SequenceEndEvent:
            self.nodes += 1
            if self.nodes > self.most_nodes:
                self.refuse_size(value, path)
            if careful:
                self.look((*path, len(tree)), value, value)
            tree.append(self.node(value, (*path, len(tree)) if careful else path, depth))
        return tree

    def skip_complex_key(self, event: Any, path: Path, depth: int) -> None:
        """Refuse a key that is no text, and read past it and its value."""
        if type(event) is not AliasEvent:
            self.refuse(event, path, "a key has to be text, not a list or a mapping", "write a name before the colon")
        self.node(event, path, depth)
        self.node(self.next_event(), path, depth)

    def check_key(self, event: Any, path: Path, is_duplicate: bool) -> None:
        """Refuse a key that is there already, is a merge key or empty, or has an anchor or a tag."""
        key, is_plain = event.value, not event.style
        if event.anchor is not None or event.tag is not None:
            self.refuse_properties(event, path)
        if key == "<<" and is_plain:
            self.refuse(event, path, "a merge key (<<) is not allowed", "write the keys out")
        elif not key and is_plain:
            self.refuse(event, path, "a key is missing before the colon", "write a name before the colon")
        elif is_duplicate:
            remedy = "keep one of the two" + self.first_line((*path, key))
            self.refuse(event, (*path, key), f"the key '{key[:60]}' is there twice", remedy)

    def refuse_properties(self, event: Any, path: Path) -> None:
        """Refuse the anchor and the tag of a scalar or a collection."""
        if event.anchor is not None:
            self.refuse(
                event, path, f"an anchor (&{event.anchor}) is not allowed", "delete it and write each value out"
            )
        if event.tag is not None:
            self.refuse(event, path, f"a tag ({self.tag_text(event)}) is not allowed", "delete it, or quote the text")

    def refuse_size(self, event: Any, path: Path) -> NoReturn:
        """Refuse a file of too many scalars and collections, at the one too many."""
        raise UserError(self.fault(event, path, f"the file holds over {self.most_nodes:,} values", WRONG_FILE))

    def fault(self, event: Any, path: Path, message: str, remedy: str) -> Fault:
        """A fault at the event's start."""
        mark = event.start_mark
        return Fault(message, remedy, self.file, mark.line + 1, mark.column + 1, dotted(path))

    def refuse(self, event: Any, path: Path, message: str, remedy: str) -> None:
        """Give up the fast pass."""
        raise Suspect

    def look(self, path: Path, key: Any, value: Any) -> None:
        """Look closer at a key and its value; the fast pass has no time for it."""

    def first_line(self, path: Path) -> str:
        """Where a key stood first, worded for a remedy; the fast pass doesn't know."""
        return ""

    def tag_text(self, event: Any) -> str:
        """A tag as it was written."""
        return str(event.tag)


class Inspector(TreeBuilder):
    """The careful pass: the same tree, with the place of every value and a fault for all that isn't allowed."""

    careful = True

    def __init__(self, text: str, limits: Limits, file: str) -> None:
        super().__init__(text, limits, file)
        self.text = text
        self.limits = limits
        self.places: Places = {}
        self.plain: list[Path] = []
        self.faults: list[Fault] = []
        self.opened: list[CollectionStartEvent] = []
        self.last: ScalarEvent | None = None
        self._parse = self.next_event
        self.next_event = self._remembered_event

    def refuse(self, event: Any, path: Path, message: str, remedy: str) -> None:
        """Note a fault and go on."""
        self.faults.append(self.fault(event, path, message, remedy))

    def refuse_size(self, event: Any, path: Path) -> NoReturn:
        """Note it with the other faults, and stop."""
        try:
            super().refuse_size(event, path)
        except UserError as error:
            self.faults += error.faults
        raise Stop

    def look(self, path: Path, key: Any, value: Any) -> None:
        """Note where a key and its value start, and look for what hides in escapes and in a tag without a name."""
        before, after = key.start_mark, value.start_mark
        self.places.setdefault(path, Place(before.line + 1, before.column + 1, after.line + 1, after.column + 1))
        if type(value) is ScalarEvent and not value.style:
            self.plain.append(path)
        for event in (key, value) if key is not value else (value,):
            if type(event) is ScalarEvent:
                self._look_inside(event, path)

    def first_line(self, path: Path) -> str:
        """Where a key stood first, worded for a remedy."""
        first = self.places.get(path)
        return f"; the first is in line {first.key_line}" if first else ""

    def tag_text(self, event: Any) -> str:
        """A tag as it was written in the file."""
        found = _TAG.search(self.text, event.start_mark.index)
        return found.group()[:60] if found else str(event.tag)

    def _look_inside(self, event: Any, path: Path) -> None:
        if event.style == '"' and (refused := first_refused(event.value)):
            remedy = "delete the escape (it starts with a backslash)"
            self.refuse(event, path, f"{refused[1]} is not allowed, not even as an escape", remedy)
        elif event.tag is None and event.anchor is None and self.text.startswith("!", event.start_mark.index):
            self.refuse(event, path, "a tag (!) is not allowed", "delete it, or quote the text")

    def _remembered_event(self) -> Any:
        event = self._parse()
        if isinstance(event, CollectionStartEvent):
            self.opened.append(event)
        elif isinstance(event, CollectionEndEvent):
            self.opened.pop()
        elif type(event) is ScalarEvent:
            self.last = event
        return event
