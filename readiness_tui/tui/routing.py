"""Which screen has which name, and where it stands: a main screen of its own, or on top of one.

A screen is imported when it is first opened, so that the program starts fast.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import cast

from readiness_tui.tui.frame import Frame

_ROOM = "readiness_tui.tui.screens."
SCREENS = {
    "home": "home:HomeScreen",
    "question": "question:QuestionScreen",
    "question_list": "question_list:QuestionListScreen",
    "tasks": "tasks:TasksScreen",
    "task": "task_detail:TaskScreen",
    "results": "results:ResultsScreen",
    "plan": "plan:PlanScreen",
    "portfolio": "portfolio:PortfolioScreen",
    "compare": "compare:CompareScreen",
    "history": "history:HistoryScreen",
    "milestone": "milestone:MilestoneScreen",
    "report": "report:ReportScreen",
    "questionnaires": "questionnaires:QuestionnairesScreen",
    "questionnaire": "questionnaire:QuestionnaireScreen",
}
MAIN = ("home", "question", "tasks", "results", "plan", "portfolio")


def is_known(name: str) -> bool:
    """Whether there is a screen of that name."""
    return name in SCREENS and find_spec(_ROOM + SCREENS[name].partition(":")[0]) is not None


def screen_class(name: str) -> type[Frame]:
    """The class of a screen."""
    module, _, class_name = SCREENS[name].partition(":")
    return cast(type[Frame], getattr(import_module(_ROOM + module), class_name))
