"""Questionnaire editor: the YAML, what a team will see of it, its problems, and what it does to open assessments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import TextArea

from readiness_tui.model.faults import Fault
from readiness_tui.tui.commands import bindings_of
from readiness_tui.tui.editing import EditingFrame
from readiness_tui.tui.glyphs import BECOMES, FULL
from readiness_tui.tui.literal import clipped, literal
from readiness_tui.tui.question_index import Stop
from readiness_tui.tui.questionnaire_views import (
    fault_lines,
    impact_lines,
    outline_lines,
    preview_lines,
    problem_lines,
    score_words,
    stop_at,
)
from readiness_tui.tui.widgets.header import Header, HeaderLine
from readiness_tui.tui.widgets.lines import Line, LinesPanel
from readiness_tui.tui.widgets.question_form import FormLook
from readiness_tui.tui.widgets.results_view import rule
from readiness_tui.tui.widgets.scroll_panel import ScrollPanel
from readiness_tui.tui.widgets.yaml_area import YamlArea
from readiness_tui.use_cases.questionnaire_drafts import next_version, version_in

YAML, PREVIEW, OUTLINE, PROBLEMS, IMPACT = "YAML", "Preview", "Outline", "Problems", "Impact"
PANES = (YAML, PREVIEW, OUTLINE, PROBLEMS, IMPACT)


class QuestionnaireScreen(EditingFrame):
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

    def compose_body(self) -> ComposeResult:
        """Which pane, the text, the pane, and what is to be known now."""
        yield LinesPanel(id="tabs")
        with Horizontal(id="sides"):
            yield YamlArea(id="text")
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

    def draw_header(self) -> None:
        """The file, its version, and what is kept or being checked."""
        opened = self.opened
        if opened is None:
            self.query_one(Header).show(HeaderLine(("questionnaires",)))
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
            return f"DRAFT NOT KEPT: {self.keep_fault}", True
        if not self.is_changed:
            return "as published", False
        return ("draft kept" if self.is_kept else "draft"), False

    def _tabs(self, width: int, height: int) -> list[Line]:
        counts = {PROBLEMS: f" {len(self.trial.faults)}" if self.trial is not None else ""}
        parts: list[Content] = []
        for name in PANES[1:] if self.has_class("-wide") else PANES:
            words = name + counts.get(name, "")
            is_shown = name == (self.side if self.has_class("-wide") else self.pane)
            parts.append(literal(f"[{words}]" if is_shown else f" {words} ", "bold" if is_shown else "$muted"))
        line = Content.assemble(" ", Content(" ").join(parts))
        hint = "F7 next pane"
        gap = width - line.cell_length - len(hint) - 2
        return [Line(Content.assemble(line, " " * gap, (hint, "$muted")) if gap > 0 else line)]

    def _draw_pane(self, *, stays: bool) -> None:
        self.query_one("#pane", ScrollPanel).show(self._pane_lines, stays=stays)

    def _pane_lines(self, width: int, height: int) -> Sequence[Line]:
        if self.side == PROBLEMS:
            return list(problem_lines(self.trial, self._problem, width)) if self.trial else _waiting("checking")
        if self.side == IMPACT:
            if self.impact is None:
                return _waiting("no workspace" if self.workspace is None else "as soon as the text can be read")
            return list(impact_lines(self.impact, width))
        if self.blank is None:
            return _waiting("as soon as the text can be read")
        if self.side == OUTLINE:
            return outline_lines(self.blank, self._stop, width, height)
        return preview_lines(self.blank, self._stop, FormLook(width, height, 0, False, self.app.no_color))

    def _below(self, width: int, height: int) -> list[Line]:
        lines = [*self._now_lines(width)][: height - 1]
        return [self._rule(width), *lines]

    def _rule(self, width: int) -> Line:
        trial = self.trial
        if trial is None:
            return rule("Check", width)
        warnings = len(trial.faults) - trial.errors
        words = f"{trial.errors} error{'' if trial.errors == 1 else 's'}" if trial.errors else "no errors"
        words += f", {warnings} warning{'' if warnings == 1 else 's'}" if warnings else ""
        return rule(f"Check: {words}", width, "" if trial.is_proven or trial.errors else "proving")

    def _now_lines(self, width: int) -> list[Line]:
        if self.fault:
            return [Line(literal(" " + clipped(self.fault, width - 2), "$not-in-place"))]
        fault = self._fault_here()
        if fault is not None:
            return list(fault_lines(fault, width))
        lines = []
        if self.trial is not None and not self.trial.faults:
            told = "ids, conditions, levels, rules and modes hold" if self.trial.is_proven else "readable"
            lines.append(Line(Content.assemble(" ", (FULL, "$in-place"), f" {told}")))
        if self.impact is not None:
            lines += [
                Line(literal(" " + clipped(f"{effect.before.slug}: {score_words(effect)}", width - 2)))
                for effect in self.impact.agents
            ]
        return lines

    def _fault_here(self) -> Fault | None:
        """The problem of the cursor's line, else the next one."""
        place = self._place_of_fault(self.area.cursor_location[0] + 1)
        return self.trial.faults[place] if self.trial is not None and place is not None else None

    def _place_of_fault(self, line: int) -> int | None:
        faults = self.trial.faults if self.trial is not None else ()
        after = [place for place, fault in enumerate(faults) if fault.line >= line]
        return after[0] if after else 0 if faults else None

    @on(TextArea.SelectionChanged)
    def follow(self, event: TextArea.SelectionChanged) -> None:
        """The preview and the problem below are those of where the cursor is."""
        event.stop()
        if self.blank is not None:
            area = self.area
            self._stop = stop_at(area.document.get_line, area.cursor_location[0], self.blank)
        place = self._place_of_fault(self.area.cursor_location[0] + 1)
        self._problem = place if place is not None else 0
        self._draw_pane(stays=True)
        self.query_one("#below", LinesPanel).show(self._below)

    # What can be done

    def action_back(self) -> None:
        """Out of the text; from there back to where one came from."""
        if self.area.has_focus:
            self.set_focus(None)
        else:
            self.leave()

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
        panes = PANES[1:] if self.has_class("-wide") else PANES
        here = self.side if self.has_class("-wide") else self.pane
        self.pane = panes[(panes.index(here) + step) % len(panes)]
        self.draw()
        if self.has_class("-wide") or self.pane == YAML:
            self.set_focus(self.area)
        else:
            self.set_focus(None)

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
        here = (row + 1, column + 1)
        places = [(fault.line, fault.column) for fault in faults]
        if step > 0:
            found = next((place for place, at in enumerate(places) if at > here), 0)
        elif step < 0:
            before = [place for place, at in enumerate(places) if at < here]
            found = before[-1] if before else len(places) - 1
        else:
            errors = [place for place, fault in enumerate(faults) if fault.severity == "error"]
            found = errors[0] if errors else 0
        self._go_to_fault(found)

    def _go_to_fault(self, place: int) -> None:
        fault = self.trial.faults[place] if self.trial is not None else None
        if fault is not None:
            self._problem = place
            self._to_text()
            self.area.go_to(max(0, fault.line - 1), max(0, fault.column - 1))

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
        elif kind == "stop":
            lines = self.area.text.split("\n")
            row = next((row for row, line in enumerate(lines) if f"id: {name}" in line), None)
            if row is not None:
                self._to_text()
                self.area.go_to(row)

    def shell_command(self) -> str:
        """The twin of this screen."""
        return f"readiness questionnaire check {self.opened.path}" if self.opened is not None else ""

    def help_text(self) -> tuple[str, str]:
        """How the editor works."""
        return "Questionnaire editor", (
            "What you type is checked 200 ms after the last key. F8 goes to the next problem; out of the text (Esc) "
            "J and K go to the next and the previous one.\n\n"
            "F7 walks the panes. Preview is the question under the cursor as a team will see it, Outline the list of "
            "all, Problems everything found, Impact what the text does to the agents of this workspace: score, level, "
            "answers, decisions. Preview, Outline and Impact are of the last text that could be read.\n\n"
            "The text is a draft, kept on this machine while you type: nobody else sees it, no assessment uses it. "
            "F9 publishes it once it has no errors, under a new version. Agents stay with the version they have until "
            "someone moves them (: upgrade). D, out of the text, gives the draft up.\n\n"
            "F4 opens it in $EDITOR. Where the file is changed outside, it is read again; where you typed as well, "
            "you are asked, and neither text is lost."
        )


def _waiting(words: str) -> list[Line]:
    return [Line(literal(f" {words}", "$muted"))]
