"""Questionnaire editor: the YAML, what a team will see of it, its problems, and what it does to open assessments."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import TextArea

from readiness_tui.tui.commands import bindings_of, footer_entries
from readiness_tui.tui.dialogs import Choose, OneLine
from readiness_tui.tui.editor_lines import (
    PANES,
    PREVIEW,
    YAML,
    below_lines,
    editor_help,
    next_problem,
    pane_lines,
    problem_at,
    tabs_line,
)
from readiness_tui.tui.glyphs import BECOMES, NOT
from readiness_tui.tui.literal import literal
from readiness_tui.tui.palette import screen_picks
from readiness_tui.tui.publishing import PublishingFrame
from readiness_tui.tui.question_index import Stop
from readiness_tui.tui.questionnaire_views import row_of, stop_at, stop_picks
from readiness_tui.tui.widgets.footer import CommandFooter
from readiness_tui.tui.widgets.header import Header, HeaderLine
from readiness_tui.tui.widgets.lines import Line, LinesPanel, wrapped
from readiness_tui.tui.widgets.question_form import FormLook
from readiness_tui.tui.widgets.scroll_panel import ScrollPanel
from readiness_tui.tui.widgets.side_by_side import SideBySide
from readiness_tui.use_cases.questionnaire_drafts import next_version, version_in


class QuestionnaireScreen(PublishingFrame):
    """The text has the keys; Esc gives them to the pane, Enter takes them back, Esc once more leaves."""

    NAME = "questionnaire"
    CSS_PATH = "questionnaire.tcss"
    BINDINGS = bindings_of(NAME)
    FOOTER: ClassVar[tuple[str, ...]] = (
        "editor.next-problem",
        "editor.pane",
        "editor.external",
        "editor.publish",
        "editor.undo",
        "go.back",
        "editor.help",
    )

    def __init__(self, subject: str | None = None) -> None:
        super().__init__(subject)
        self.pane = YAML
        self._problem = 0
        self._stop: Stop | None = None
        self._sought = ""

    def compose_body(self) -> ComposeResult:
        """Which pane, the text, the pane, and what is to be known now."""
        yield LinesPanel(id="tabs")
        with SideBySide(id="sides"):
            yield self.area
            yield ScrollPanel(id="pane")
        yield LinesPanel(id="below")

    def _begin_to_show(self) -> None:
        super()._begin_to_show()
        if self.subject is not None:
            self.open_path(Path(self.subject))
        self.set_focus(self.area)

    def open_at(self, subject: str | None) -> None:
        """Open another file; what is typed in this one is kept first."""
        if subject is not None:
            self.unsaved()
            self.subject = subject
            self.open_path(Path(subject))

    def show_again(self) -> None:
        """Draw; the session has no part in it."""
        if self.is_ready:
            self.draw()

    # What is shown

    @property
    def side(self) -> str:
        """The pane that stands beside the text, or in its place."""
        return PREVIEW if self.pane == YAML else self.pane

    def draw(self) -> None:
        """All of it, in place."""
        self.set_class(self.pane != YAML, "-pane")
        self.draw_header()
        self.query_one("#tabs", LinesPanel).show(self._tabs)
        self._draw_pane(stays=True)
        self.query_one("#below", LinesPanel).show(self._below)
        is_own = self.opened is None or self.opened.is_own
        shown = [f"{name}=Copy" if name == "editor.publish" and not is_own else name for name in self.FOOTER]
        self.query_one(CommandFooter).show(footer_entries(shown, self.preferences.keymap))

    def draw_header(self) -> None:
        """The file, its version, and what is kept or being checked."""
        opened = self.opened
        if opened is None:
            name = Path(self.subject or "").name
            self.query_one(Header).show(HeaderLine(("questionnaires", name), (), "CAN'T BE READ" if self.fault else ""))
            return
        name = f"{opened.path.parent.name}/{opened.path.name}"
        state, is_alarm = self._state()
        was = version_in(opened.base)
        versions = f"{was} {BECOMES} {next_version(self.area.text, opened.base)}" if self.is_changed else was
        facts = ("checking",) if self.is_trying else ()
        self.query_one(Header).show(HeaderLine((name,), (*facts, versions), state, is_alarm, gap=" · "))

    def _state(self) -> tuple[str, bool]:
        if self.opened is not None and not self.opened.is_own:
            return "built in, READ ONLY", False
        if self.keep_fault:
            return f"DRAFT NOT KEPT: {self.keep_fault.rpartition(': ')[2]}", True
        if self.is_out:
            return "in your editor", False
        if not self.is_changed:
            return "as published", False
        return ("draft kept" if self.is_kept else "draft"), False

    @property
    def panes(self) -> Sequence[str]:
        """The panes that F7 walks; the text stands beside them where there is room."""
        return PANES[1:] if self.has_class("-wide") else PANES

    def _tabs(self, width: int, height: int) -> list[Line]:
        count = f" {len(self.trial.faults)}" if self.trial is not None else ""
        shown = self.side if self.has_class("-wide") else self.pane
        hint = "F7 next pane" if self.focused is self.area or self.pane != YAML else "↵ writes on   F7 next pane"
        return [tabs_line(self.panes, shown, count, hint, width)]

    def _draw_pane(self, *, stays: bool) -> None:
        self.query_one("#pane", ScrollPanel).show(self._pane_lines, stays=stays)

    def _pane_lines(self, width: int, height: int) -> Sequence[Line]:
        return pane_lines(self.side, self.trial, self.valid, self._problem, self._stop, FormLook(width, height, 0))

    def _below(self, width: int, height: int) -> Sequence[Line]:
        if self.fault:
            return [Line(line) for line in wrapped(literal(f" {NOT} {self.fault}", "$not-in-place"), width - 1)]
        return below_lines(self.trial, self.valid, self._problem_here(), width, height)

    def _problem_here(self) -> int | None:
        return problem_at(self.trial.faults if self.trial is not None else (), self.area.cursor_location[0] + 1)

    @on(TextArea.SelectionChanged)
    def follow(self, event: TextArea.SelectionChanged) -> None:
        """The preview and the problem below are those of where the cursor is."""
        event.stop()
        if self.valid is not None:
            area = self.area
            self._stop = stop_at(area.document.get_line, area.cursor_location[0], self.valid.session)
        self._problem = self._problem_here() or 0
        self._draw_pane(stays=True)
        self.query_one("#below", LinesPanel).show(self._below)

    # What can be done

    def action_back(self) -> None:
        """Out of the text; from there back to where one came from."""
        if self.area.has_focus:
            self.set_focus(None)
            self.query_one("#tabs", LinesPanel).show(self._tabs)
        elif self.is_zoomed:
            self.action_zoom()
        else:
            self.leave()

    def beside(self) -> tuple[Widget, ...]:
        """What stands beside the text, or beside the pane where that has the keys."""
        other = "#pane" if self.area.has_focus or self.pane == YAML else "YamlArea"
        return tuple(self.query(f"{other}, #below"))

    def action_write(self) -> None:
        """Into the text."""
        self._to_text()

    def _to_text(self) -> None:
        if not self.has_class("-wide"):
            self.pane = YAML
        self.draw()
        self.set_focus(self.area)

    def action_pane(self, step: int) -> None:
        """The next pane."""
        here = self.side if self.has_class("-wide") else self.pane
        self.pane = self.panes[(self.panes.index(here) + step) % len(self.panes)]
        self.set_focus(self.area if self.has_class("-wide") or self.pane == YAML else None)
        self.draw()

    def action_problem(self, step: int) -> None:
        """The next problem, or the previous one."""
        self.jump_to_fault(step)

    def jump_to_fault(self, step: int) -> None:
        """Put the cursor on the next problem after it, the previous one, or the first (0)."""
        faults = self.trial.faults if self.trial is not None else ()
        if not faults:
            self.say("no problems" if self.trial is not None else "not checked yet")
            return
        row, column = self.area.cursor_location
        self._go_to_fault(next_problem(faults, (row + 1, column + 1), step))

    def _go_to_fault(self, place: int) -> None:
        fault = self.trial.faults[place] if self.trial is not None and place < len(self.trial.faults) else None
        if fault is not None:
            self._go_to_row(max(0, fault.line - 1), max(0, fault.column - 1))
            self._problem = place

    def _go_to_row(self, row: int, column: int = 0) -> None:
        self._to_text()
        self.area.go_to(row, column)

    def action_go_to(self) -> None:
        """Go to a question or fact in the text, or to another screen."""
        stops = stop_picks(self.valid.session) if self.valid is not None else ()
        self.app.push_screen(Choose("Go to", (*stops, *screen_picks(has_agent=self.session is not None))), self._go_to)

    def _go_to(self, place: str | None) -> None:
        kind, _, name = (place or "").partition(":")
        if kind in ("fact", "question") and name and self.valid is not None:
            self._go_to_stop(Stop("fact" if kind == "fact" else "question", name))
        else:
            super()._go_to(place)

    def _go_to_stop(self, stop: Stop) -> None:
        document = self.area.document
        row = row_of(document.get_line, document.line_count, stop, self.valid.session) if self.valid else None
        if row is None:
            self.say(f"{stop.id} is not in the text any more", "warning")
        else:
            self._go_to_row(row)

    def action_find(self) -> None:
        """Find words in the text, from the cursor on."""
        asked = OneLine("Find in the text", self._sought, reads=self._read_sought, hint="↵ next one   Esc back")
        self.app.push_screen(asked, self._find)

    def _read_sought(self, words: str) -> tuple[Content, bool]:
        count = self.area.text.casefold().count(words.casefold()) if words else 0
        return literal(f"{count:,} in the text" if words else "words, in capitals or not", "$muted"), count > 0

    def _find(self, words: str | None) -> None:
        if words:
            self._sought = words
            self._to_text()
            self.area.find_next(words)

    def action_cursor(self, step: int) -> None:
        """Further down in the pane, or up."""
        if self.pane == YAML:
            self.area.scroll_relative(y=step, animate=False)
        else:
            self.query_one("#pane", ScrollPanel).scroll_lines(step)

    def action_undo(self) -> None:
        """Take the last edit of the text back."""
        self.area.undo()

    def action_redo(self) -> None:
        """Do it again."""
        self.area.redo()

    @on(LinesPanel.LineClicked)
    def take_click(self, event: LinesPanel.LineClicked) -> None:
        """A click on a problem or on a question of the outline goes to its line."""
        event.stop()
        kind, _, name = event.tag.partition(":")
        if kind == "problem":
            self._go_to_fault(int(name))
        elif kind == "stop" and self.valid is not None:
            facts = {fact.id for fact in self.valid.session.questionnaire.profile}
            self._go_to_stop(Stop("fact" if name in facts else "question", name))

    def shell_command(self) -> str:
        """The twin of this screen."""
        return f"readiness questionnaire check {shlex.quote(str(self.opened.path))}" if self.opened is not None else ""

    def help_text(self) -> tuple[str, str]:
        """What is wrong in the cursor's line, then how the editor works."""
        here = self.area.cursor_location[0] + 1
        faults = self.trial.faults if self.trial is not None else ()
        return editor_help([fault for fault in faults if fault.line == here])
