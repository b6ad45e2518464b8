"""Questionnaires: the workspace's own and the built-in ones; open one in the editor, copy one, begin a new one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from readiness_tui.model.faults import UserError
from readiness_tui.tui.commands import bindings_of
from readiness_tui.tui.dialogs import Choose, OneLine, Pick
from readiness_tui.tui.frame import Frame
from readiness_tui.tui.literal import literal
from readiness_tui.tui.messages import Place, Went
from readiness_tui.tui.questionnaire_views import row_details, row_line
from readiness_tui.tui.widgets.header import Header, HeaderLine
from readiness_tui.tui.widgets.lines import Line, LinesPanel
from readiness_tui.tui.widgets.rows import RowsPanel
from readiness_tui.use_cases.questionnaire_drafts import QuestionnaireRow, copied_to_workspace, questionnaire_rows
from readiness_tui.use_cases.questionnaires import new_questionnaire, new_questionnaire_text, questionnaire_like


class QuestionnairesScreen(Frame):
    """Lists the files; a built-in one can be looked at, and copied to be edited."""

    NAME = "questionnaires"
    CSS_PATH = "questionnaires.tcss"
    BINDINGS = bindings_of(NAME)
    BESIDE = "#file"
    FOOTER: ClassVar[tuple[str, ...]] = (
        "questionnaires.open",
        "questionnaires.new",
        "questionnaires.copy",
        "questionnaires.down",
        "go.back",
        "help.keys",
    )

    def __init__(self, subject: str | None = None) -> None:
        super().__init__(subject)
        self.rows: tuple[QuestionnaireRow, ...] = ()

    def compose_body(self) -> ComposeResult:
        """The files, and the one under the cursor."""
        yield RowsPanel(id="files")
        yield LinesPanel(id="file")

    @property
    def row(self) -> QuestionnaireRow | None:
        """The one under the cursor."""
        place = self.query_one(RowsPanel).cursor
        return self.rows[place] if 0 <= place < len(self.rows) else None

    def show_again(self) -> None:
        """Read the files again and show them."""
        if self.is_ready:
            self.rows = questionnaire_rows(self.workspace.root if self.workspace else None)
            rows = self.rows
            panel = self.query_one(RowsPanel)
            panel.show(len(rows), lambda place, width, is_cursor: row_line(rows[place], width, is_cursor))
            self.show_row()
            crumbs = (self.workspace.root.name, "questionnaires") if self.workspace else ("questionnaires",)
            self.query_one(Header).show(HeaderLine(crumbs, (f"{len(rows)} files",)))

    def on_screen_resume(self) -> None:
        """What changed meanwhile is read."""
        self.show_again()

    @on(RowsPanel.RowMoved)
    def show_row(self) -> None:
        """Tell of the one under the cursor."""

        def lines(width: int, height: int) -> list[Line]:
            row = self.row
            return list(row_details(row, width))[:height] if row is not None else []

        self.query_one("#file", LinesPanel).show(lines)

    def action_cursor(self, step: int) -> None:
        """Another row."""
        self.query_one(RowsPanel).move(step)

    @on(RowsPanel.RowOpened)
    def action_open(self) -> None:
        """Open it in the editor."""
        if self.row is not None:
            self.post_message(Went(Place("questionnaire", str(self.row.path))))

    def action_copy_own(self) -> None:
        """Copy a built-in one to the workspace, and open the copy."""
        row = self.row
        if row is None:
            return
        if row.origin != "built-in":
            self.say("this one is the workspace's own: Enter opens it")
            return
        try:
            path = copied_to_workspace(self.workspace.root if self.workspace else None, row.path)
        except UserError as error:
            self.say(str(error.faults[0]), "error")
            return
        self.say(f"copied to questionnaires/{path.name}; it stands for the built-in one now")
        self.post_message(Went(Place("questionnaire", str(path))))

    def action_new(self) -> None:
        """Begin one from the commented file, or from a copy of one that is there."""
        if self.workspace is None:
            self.say("there is no workspace here yet: n on Home makes one", "warning")
            return
        models = tuple(
            Pick(str(row.path), f"a copy of {row.title}", f"{row.id}, {row.origin}")
            for row in self.rows
            if not row.faults
        )
        empty = Pick("", "an empty, commented file", "passes the check as it is")
        self.app.push_screen(Choose("Begin the new questionnaire from", (empty, *models), counts=True), self._ask_id)

    def _ask_id(self, model: str | None) -> None:
        if model is not None:
            title = "Id of the new questionnaire"
            self.app.push_screen(OneLine(title, reads=self._read_id), partial(self._begin_new, model))

    def _read_id(self, name: str) -> tuple[Content, bool]:
        if not name.strip():
            return literal("lower-case letters, digits and hyphens, such as payments-agents", "$muted"), False
        try:
            new_questionnaire_text(self.workspace.root if self.workspace else None, name.strip())
        except UserError as error:
            return literal(str(error.faults[0]), "$not-in-place"), False
        return literal(f"questionnaires/{name.strip()}.yaml", "$muted"), True

    def _begin_new(self, model: str, name: str | None) -> None:
        if name is None or self.workspace is None:
            return
        try:
            root = self.workspace.root
            if model:
                started = questionnaire_like(root, name.strip(), Path(model))
            else:
                started = new_questionnaire(root, name.strip(), None)
        except UserError as error:
            self.say(str(error.faults[0]), "error")
            return
        self.post_message(Went(Place("questionnaire", str(started.path))))

    def shell_command(self) -> str:
        """The twin of this screen."""
        return "readiness questionnaire list"

    def help_text(self) -> tuple[str, str]:
        """What questionnaires are."""
        return "Questionnaires", (
            "A questionnaire is one YAML file: what is asked, how it is scored, and how tasks are decided.\n\n"
            "The built-in ones can be looked at. A copy in the workspace, in questionnaires/, is the team's own: it "
            "stands for the built-in one of the same id. Answers stay with the text they were given to until someone "
            "moves them (: upgrade).\n\n"
            "What is typed in the editor is a draft on this machine until it is published with F9; only a text "
            "without errors can be."
        )
