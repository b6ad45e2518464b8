"""Small modals that return a value: yes or no, one line of text, one of a list. None is Esc: nothing changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from readiness_tui.tui.glyphs import CURSOR
from readiness_tui.tui.line_input import LineInput
from readiness_tui.tui.literal import literal, padded
from readiness_tui.tui.matching import matching
from readiness_tui.tui.panel import Dialog, tell_of_paste
from readiness_tui.tui.widgets.rows import RowsPanel

MOST_ROWS = 14


class Confirm(Dialog[bool]):
    """A question that Enter or y answers with yes, n with no. Esc is no too, or None: `later`, where that is named."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "answer(True)", show=False),
        Binding("n", "answer(False)", show=False),
    ]

    def __init__(self, title: str, text: Content, yes: str = "Yes", no: str = "No", later: str = "") -> None:
        super().__init__(title, f"↵ {yes}   n {no}   Esc {later}" if later else f"↵ {yes}   Esc {no}")
        self.text = text
        self.on_escape = None if later else False

    def compose_body(self) -> ComposeResult:
        """The question."""
        yield Static(self.text, classes="body")

    def action_answer(self, answer: bool) -> None:
        """Return it."""
        self.dismiss(answer)

    def action_leave(self) -> None:
        """Esc."""
        self.dismiss(self.on_escape)


Reads = Callable[[str], tuple[Content, bool]]


class OneLine(Dialog[str]):
    """One line of text. `reads` says what a line would mean and whether Enter may take it; ↑ ↓ walk the starters."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "starter(1)", show=False, priority=True),
        Binding("up", "starter(-1)", show=False, priority=True),
        Binding("tab", "take_rest", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        value: str = "",
        *,
        text: Content | None = None,
        starters: tuple[str, ...] = (),
        reads: Reads | None = None,
        hint: str = "↵ take it   Esc leave as it was",
        offers: str = "",
    ) -> None:
        """`offers` says as what further pasted lines may be taken; they stand below the returned line."""
        super().__init__(title, hint)
        self.value = value
        self.text = text
        self.starters = starters
        self.reads = reads
        self.offers = offers
        self.rest = ""
        self._pasted = ""
        self._starter = -1

    def compose_body(self) -> ComposeResult:
        """Explanation, field, and what the line means."""
        if self.text is not None:
            yield Static(self.text, classes="body")
        if self.starters:
            words = " · ".join(self.starters)
            yield Static(literal(f"↑ ↓ {words}", "$muted"), classes="body")
        with Horizontal(classes="field"):
            yield Static("> ", classes="prompt")
            yield LineInput(self.value, id="line", classes="first")
        yield Static("", id="reading", classes="body")

    def begin(self) -> None:
        """Say what the line means so far."""
        self._read(self.value)

    def _read(self, value: str) -> bool:
        said, fine = self.reads(value + self.rest) if self.reads else (Content(""), True)
        if self._pasted and not self.rest:
            said = Content("\n").join(
                [said, literal(self._offer(), "$partly")] if said.plain else [literal(self._offer())]
            )
        reading = self.query_one("#reading", Static)
        reading.display = bool(said.plain)
        reading.update(said)
        return fine

    @on(LineInput.Pasted)
    def tell(self, event: LineInput.Pasted) -> None:
        """Say what a paste brought beyond its first line."""
        event.stop()
        if self.offers and event.rest.strip():
            self._pasted = event.rest
            self._read(event.field.value)
            event.rest = ""
        if event.rest or event.left_out:
            tell_of_paste(self, event)

    def _offer(self) -> str:
        count = len(self._pasted.strip("\n").splitlines())
        lines, them = ("line", "it") if count == 1 else ("lines", "them")
        return f"{count} more {lines} pasted: Tab takes {them} {self.offers}"

    def action_take_rest(self) -> None:
        """Take the lines that a paste brought beyond the first, too."""
        if self._pasted:
            self.rest = "\n" + self._pasted.strip("\n")
            self._read(self.query_one(Input).value)

    @on(Input.Changed)
    def read(self, event: Input.Changed) -> None:
        """Say what the line means now."""
        event.stop()
        self._read(event.value)

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """Return the line if it can be read; else it waits, with the reason beside it."""
        event.stop()
        if self._read(event.value):
            self.dismiss(event.value + self.rest)
        else:
            self.app.bell()

    def action_starter(self, step: int) -> None:
        """Put the next starter into the field."""
        if self.starters:
            self._starter = (self._starter + step) % len(self.starters)
            line = self.query_one(Input)
            line.value = self.starters[self._starter]
            line.cursor_position = len(line.value)


class Reading(Dialog[None]):
    """A text to read; Esc, Enter, q or h leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q,h,f1", "leave", show=False)]

    def __init__(self, title: str, text: Content) -> None:
        super().__init__(title, "↑ ↓ scroll   Esc back")
        self.text = text

    def compose_body(self) -> ComposeResult:
        """The text."""
        with VerticalScroll(classes="text first"):
            yield Static(self.text, classes="body")


class Consent(Dialog[bool]):
    """What is going to be done, to read first; Enter does it, Esc leaves everything as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "agree", show=False)]

    def __init__(self, title: str, text: Content, verb: str) -> None:
        super().__init__(title, f"↵ {verb}   ↑ ↓ scroll   Esc leave everything as it is")
        self.text = text

    def compose_body(self) -> ComposeResult:
        """The text."""
        with VerticalScroll(classes="text first"):
            yield Static(self.text, classes="body")

    def action_agree(self) -> None:
        """Yes."""
        self.dismiss(True)


@dataclass(frozen=True, slots=True)
class Pick:
    """One line of a list to choose from: what is returned, its words, a note at the right, and a key at the left.

    `is_off`: it can't be had now, which the note explains; it stands after all others.
    """

    id: str
    words: str
    note: str = ""
    key: str = ""
    is_off: bool = False


class Choose(Dialog[str]):
    """One of a list; typing narrows it, best match first. `counts`: digits choose at once, and nothing is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown", "move(10)", show=False, priority=True),
        Binding("pageup", "move(-10)", show=False, priority=True),
        Binding("enter", "take", show=False),
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
        *(Binding(str(number), f"choose({number})", show=False) for number in range(1, 10)),
    ]
    DEFAULT_CSS = """
    Choose #picks { padding: 0 1; }
    """

    def __init__(self, title: str, picks: tuple[Pick, ...], *, typed: str = "", counts: bool = False) -> None:
        hint = "1-9 or ↑ ↓ ↵ take it   Esc back" if counts else "type to narrow   ↑ ↓   ↵ take it   Esc back"
        super().__init__(title, hint)
        self.picks = picks
        self.typed = typed
        self.counts = counts
        self.shown: tuple[Pick, ...] = ()
        self.nothing = ""
        self._key_room = min(12, max((max(7, cell_len(pick.key)) for pick in picks if pick.key), default=0))

    def compose_body(self) -> ComposeResult:
        """The field that narrows, and the list."""
        if not self.counts:
            with Horizontal(classes="field"):
                yield Static("> ", classes="prompt")
                yield LineInput(self.typed, id="line", classes="first")
        yield RowsPanel(id="picks", opens_at_once=True)

    def begin(self) -> None:
        """Show all."""
        self._narrow(self.typed)

    def _narrow(self, typed: str) -> None:
        self.shown = matching(self.picks, typed)
        self.nothing = f"Nothing matches '{typed}'" if typed else "Nothing to choose from"
        rows = self.query_one(RowsPanel)
        rows.styles.height = max(1, min(MOST_ROWS, len(self.shown)))
        rows.show(max(1, len(self.shown)), self._line, 0)

    def _line(self, place: int, width: int, is_cursor: bool) -> Content:
        if not self.shown:
            return literal(self.nothing, "$muted")
        pick = self.shown[place]
        start = f"{place + 1}  " if self.counts and place < 9 else "   " if self.counts else ""
        start = padded(pick.key, self._key_room) + " " if self._key_room else start
        start = f"{CURSOR if is_cursor else ' '} {start}"
        room = max(10, width - cell_len(pick.note) - len(start) - 2)
        words = literal(padded(pick.words, room), "$muted" if pick.is_off else "")
        return Content.assemble((start, "bold"), words, "  ", literal(pick.note, "$muted"))

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Show what matches."""
        event.stop()
        self._narrow(event.value)

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """Enter: return the highlighted one."""
        event.stop()
        self._return(self.query_one(RowsPanel).cursor)

    @on(RowsPanel.RowOpened)
    def take_clicked(self, event: RowsPanel.RowOpened) -> None:
        """A click on the list."""
        event.stop()
        self._return(event.row)

    def action_choose(self, number: int) -> None:
        """Digits choose at once where they count."""
        if self.counts:
            self._return(number - 1)

    def action_take(self) -> None:
        """Enter, where nothing is typed."""
        self._return(self.query_one(RowsPanel).cursor)

    def action_move(self, step: int) -> None:
        """Move the cursor."""
        self.query_one(RowsPanel).move(step)

    def _return(self, index: int) -> None:
        if index < len(self.shown):
            self.dismiss(self.shown[index].id)
