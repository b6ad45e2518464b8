"""How one begins: a new assessment, the demo, an import, and a look at the questionnaires."""

from __future__ import annotations

from collections.abc import Callable

from readiness_tui.storage.questionnaires import LoadedQuestionnaire
from readiness_tui.tui.frame import Frame
from readiness_tui.tui.messages import AgentNamed, DemoOpened, Place, Went
from readiness_tui.tui.writing import Field, Form
from readiness_tui.use_cases.checks import all_questionnaires


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
        known = tuple(loaded.questionnaire.id for loaded in self._questionnaires())
        default = self.workspace.settings.default_questionnaire if self.workspace else known[0]
        fields = [
            Field("Name", "", "of the agent", lambda text: "" if text.strip() else "a name is needed"),
            Field("Questionnaire", default, ", ".join(known), _one_of(known)),
        ]
        if self.workspace is None:
            fields.append(Field("Folder", ".", "where the workspace is made", lambda text: "" if text else "where?"))
        told = "A new workspace is made in the folder." if self.workspace is None else ""
        self.app.push_screen(Form("New assessment", tuple(fields), told), self._start)

    def _start(self, values: tuple[str, ...] | None) -> None:
        if values is not None:
            folder = values[2] if len(values) > 2 else "."
            self.post_message(AgentNamed(values[0].strip(), values[1].strip(), folder))

    def action_import_answers(self) -> None:
        """Where importing is done."""
        self.say("From the shell: readiness import AGENT FILE takes YAML and CSV")

    def _questionnaires(self) -> tuple[LoadedQuestionnaire, ...]:
        return all_questionnaires(self.workspace.root if self.workspace else None)[0]


def _one_of(known: tuple[str, ...]) -> Callable[[str], str]:
    return lambda text: "" if text.strip() in known else f"known: {', '.join(known)}"
