"""How one begins: a new assessment, the demo, an import, and a look at the questionnaires."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from readiness_tui.tui.frame import Frame
from readiness_tui.tui.messages import AgentNamed, DemoOpened, FileImported, Place, Went

if TYPE_CHECKING:  # the first screen is not to wait for what one begins with
    from readiness_tui.storage.questionnaires import LoadedQuestionnaire
    from readiness_tui.tui.writing import Field


class BeginningFrame(Frame):
    """A screen from which one can begin."""

    def action_demo(self) -> None:
        """Look at the filled-in example."""
        self.post_message(DemoOpened())

    def action_portfolio(self) -> None:
        """The agents of many workspaces."""
        self.post_message(Went(Place("portfolio")))

    def action_new(self) -> None:
        """Start an assessment."""
        from readiness_tui.tui.writing import Field, Form

        name = Field("Name", "", "of the agent", lambda text: "" if text.strip() else "a name is needed")
        self.app.push_screen(Form("New assessment", (name, *self._where()), self._told()), self._start)

    def _told(self) -> str:
        return f"A new workspace is made in the folder; . is {Path.cwd()}" if self.workspace is None else ""

    def _where(self) -> tuple[Field, ...]:
        """The questionnaire, and the folder where there is no workspace yet."""
        from readiness_tui.tui.writing import Field

        known = tuple(loaded.questionnaire.id for loaded in self._questionnaires())
        default = self.workspace.settings.default_questionnaire if self.workspace else known[0]
        questionnaire = Field("Questionnaire", default, ", ".join(known), _one_of(known))
        if self.workspace is not None:
            return (questionnaire,)
        folder = Field("Folder", ".", "where the workspace is made", lambda text: "" if text.strip() else "where?")
        return questionnaire, folder

    def _start(self, values: tuple[str, ...] | None) -> None:
        if values is not None:
            folder = values[2] if len(values) > 2 else "."
            self.post_message(AgentNamed(values[0].strip(), values[1].strip(), folder))

    def listed_agent(self) -> str:
        """The agent that the cursor is on, if any."""
        return ""

    def action_import_answers(self) -> None:
        """Take answers, tasks and facts from a file."""
        from readiness_tui.tui.writing import Field, Form

        file = Field("File", "", "a YAML or CSV file", lambda text: "" if text.strip() else "which file?")
        agent = Field(
            "Agent", self.listed_agent(), "one of the list, or the name of a new one",
            lambda text: "" if text.strip() else "a name is needed",
        )  # fmt: skip
        told = (
            f"{self._told()} What the file names is replaced, all else stays; checked whole before anything is written."
        )
        self.app.push_screen(Form("Import", (file, agent, *self._where()), told.strip()), self._import)

    def _import(self, values: tuple[str, ...] | None) -> None:
        if values is not None:
            file, agent, questionnaire_id, *folder = (value.strip() for value in values)
            self.post_message(FileImported(file, agent, questionnaire_id, folder[0] if folder else "."))

    def _questionnaires(self) -> tuple[LoadedQuestionnaire, ...]:
        from readiness_tui.use_cases.checks import all_questionnaires

        return all_questionnaires(self.workspace.root if self.workspace else None)[0]


def _one_of(known: tuple[str, ...]) -> Callable[[str], str]:
    return lambda text: "" if text.strip() in known else f"known: {', '.join(known)}"
