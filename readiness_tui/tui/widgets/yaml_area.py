"""A text area for YAML: light colours of its own, lines at fault underlined, nothing in it that steers a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text
from textual import events
from textual.color import Color
from textual.document._document_navigator import DocumentNavigator
from textual.widgets import TextArea

from readiness_tui.model.characters import REFUSED
from readiness_tui.tui.glyphs import NOT, PARTLY
from readiness_tui.tui.line_input import storable
from readiness_tui.tui.widgets.yaml_document import UnwrappedDocument, YamlDocument

LINE_LIMIT = 20_000
TEXT_LIMIT = 5_000_000
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$")
_KEY = re.compile(r"^\s*(?:- +)*([\w$-]+\s*:)(?=\s|$)")
_FLOW_KEY = re.compile(r"[{,]\s*([\w-]+\s*:)(?=\s)")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|(?<![\w])'(?:[^']|'')*'")
_DASH = re.compile(r"^\s*((?:- +)+|-$)")
_REFUSED = re.compile(f"[{REFUSED}]")


def parts_of(line: str) -> Iterator[tuple[str, int, int]]:
    """The parts of one line that have a colour: kind, start, end. What can't be told from the line alone has none."""
    if len(line) > LINE_LIMIT:
        return
    quoted = [match.span() for match in _QUOTED.finditer(line)]
    comment = next((match.start() for match in _COMMENT.finditer(line) if not _is_in(match.start(), quoted)), len(line))
    for match in (*_KEY.finditer(line), *_FLOW_KEY.finditer(line)):
        if match.end(1) <= comment and not _is_in(match.start(1), quoted):
            yield "key", match.start(1), match.end(1)
    dash = _DASH.match(line)
    if dash is not None:
        yield "dash", dash.start(1), dash.end(1)
    for start, end in quoted:
        if end <= comment:
            yield "quoted", start, end
    if comment < len(line):
        yield "comment", comment, len(line)


def _is_in(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < place < end for start, end in spans)


def one_for_one(line: str) -> str:
    """The line with a picture for each character that a terminal would act on, as long as it was."""
    if line.isprintable():
        return line
    return _REFUSED.sub(lambda match: chr(0x2400 + ord(match[0])) if ord(match[0]) < 0x20 else "\ufffd", line)


@dataclass(frozen=True, slots=True)
class Mark:
    """What is wrong with a line: `error` or `warning`, and in words."""

    severity: str
    words: str


class YamlArea(TextArea):
    """Colours the lines that are seen, one at a time, so that a text of any length is typed in at the same speed."""

    DEFAULT_CSS = """
    YamlArea { border: none; padding: 0; background: $background; scrollbar-size: 1 1;
        scrollbar-background: $background; scrollbar-background-hover: $background; scrollbar-color: $muted 40%;
        scrollbar-corner-color: $background; }
    YamlArea:focus { border: none; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(
            "", id=id, soft_wrap=False, show_line_numbers=True, tab_behavior="indent", max_checkpoints=2000
        )
        self.indent_width = 2
        self.set_reactive(TextArea.cursor_blink, False)  # nothing moves by itself
        self.match_cursor_bracket = False  # an open bracket has the library look through all the text at each key
        self._marked: Mapping[int, Mark] = {}
        self._styles: tuple[str, dict[str, Style]] = ("", {})

    def _set_document(self, text: str, language: str | None) -> None:
        super()._set_document("", language)
        self.document = YamlDocument(text)
        self.wrapped_document = UnwrappedDocument(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    def mark(self, lines: Mapping[int, Mark]) -> None:
        """Underline lines, counted from 0, and say behind each what is wrong with it."""
        if lines != self._marked:
            self._marked = dict(lines)
            self._line_cache.clear()
            self.refresh()

    def put(self, text: str) -> None:
        """Put another text in place of all, as one step that can be undone; the cursor stays where it can."""
        row, column = self.cursor_location
        self.history.checkpoint()
        self.replace(text, self.document.start, self.document.end, maintain_selection_offset=False)
        self.history.checkpoint()
        self.go_to(row, column)

    def go_to(self, row: int, column: int = 0) -> None:
        """Put the cursor there, or as near as there is text, and scroll to it."""
        row = max(0, min(row, self.document.line_count - 1))
        self.move_cursor((row, max(0, min(column, len(self.document.get_line(row))))), center=True)

    def find_next(self, words: str) -> None:
        """Select the next place after the cursor with the words, in capitals or not; from the start after the end."""
        row, column = self.cursor_location
        sought = words.casefold()
        for step in range(self.document.line_count + 1):
            at = (row + step) % self.document.line_count
            line = self.document.get_line(at).casefold()
            found = line.find(sought, column if step == 0 else 0)
            if found >= 0:
                self.go_to(at, found)
                self.move_cursor((at, min(found + len(words), len(line))), select=True)
                return

    def get_line(self, line_index: int) -> Text:
        """One line as it is drawn."""
        line = self.document.get_line(line_index)
        text = Text(one_for_one(line), end="", no_wrap=True)
        styles = self._colours()
        for kind, start, end in parts_of(line):
            text.stylize(styles[kind], start, end)
        mark = self._marked.get(line_index)
        if mark is not None:
            text.stylize(styles[mark.severity], len(line) - len(line.lstrip()), len(line))
            glyph = NOT if mark.severity == "error" else PARTLY
            text.append(f"   {glyph} {one_for_one(mark.words)}", styles[f"{mark.severity}-words"])
        return text

    def _colours(self) -> dict[str, Style]:
        name, styles = self._styles
        if name != self.app.theme:
            variables = self.app.theme_variables

            def colour(variable: str) -> Style:
                return Style(color=Color.parse(variables[variable]).rich_color)

            styles = {
                "key": colour("in-place"),
                "dash": colour("muted"),
                "quoted": colour("partly"),
                "comment": colour("muted") + Style(italic=True),
                "error": colour("not-in-place") + Style(underline=True),
                "warning": Style(underline=True),
                "error-words": colour("not-in-place"),
                "warning-words": colour("partly"),
            }
            self._styles = (self.app.theme, styles)
        return styles

    async def _on_paste(self, event: events.Paste) -> None:
        """Take what can be stored; a paste that is too large is refused aloud."""
        event.stop()
        event.prevent_default()
        if self.read_only:
            return
        text, left_out = storable(event.text)
        if len(text) + len(self.document.text if len(text) > LINE_LIMIT else "") > TEXT_LIMIT:
            self._tell(f"{len(text):,} characters are more than a questionnaire takes")
        elif self._longest_with(text) > LINE_LIMIT:
            self._tell(f"a line of more than {LINE_LIMIT:,} characters was not pasted: break it first")
        elif text and (result := self._replace_via_keyboard(text, *self.selection)):
            self.move_cursor(result.end_location)
        if left_out:
            self._tell(f"{left_out} characters that can't be stored were left out")

    def _longest_with(self, text: str) -> int:
        """The longest of the lines that a paste would make here."""
        first, last = sorted(self.selection)
        before = self.document.get_line(first[0])[: first[1]]
        after = self.document.get_line(last[0])[last[1] :]
        return max(map(len, f"{before}{text}{after}".split("\n")))

    async def _on_key(self, event: events.Key) -> None:
        """Esc is the screen's. Enter begins the next line as far in as this one."""
        if event.key == "escape":
            event.prevent_default()
        elif event.key == "enter" and not self.read_only:
            event.stop()
            event.prevent_default()
            line = self.document.get_line(self.cursor_location[0])[: self.cursor_location[1]]
            indent = len(line) - len(line.lstrip(" "))
            if result := self._replace_via_keyboard("\n" + " " * indent, *self.selection):
                self.move_cursor(result.end_location)

    def _tell(self, words: str) -> None:
        self.notify(words, severity="warning", markup=False)
