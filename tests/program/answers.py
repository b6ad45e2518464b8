"""What the files of a workspace hold, and the questions in the order in which the program asks them."""

from __future__ import annotations

from pathlib import Path

from readiness_tui.model.assessment import Assessment
from readiness_tui.storage.assessments import load_working
from readiness_tui.storage.questionnaires import find_questionnaire
from readiness_tui.use_cases.workspaces import open_workspace

AGENT = "support-agent"
QUESTIONS = find_questionnaire(None, "agent-production-readiness").questionnaire.questions
CHOICE_QUESTIONS = tuple(question for question in QUESTIONS if question.kind == "one")
BY_ID = {question.id: question for question in QUESTIONS}


def answers_path(root: Path, slug: str = AGENT) -> Path:
    """The file with the working answers."""
    return root / "assessments" / slug / "assessment.yaml"


def answers_of(root: Path, slug: str = AGENT) -> Assessment:
    """What the file holds now, read by the program's own reader."""
    return load_working(open_workspace(root), slug).assessment


def choice_after(key: str, question_id: str) -> str:
    """The choice that a digit takes."""
    return BY_ID[question_id].choices[int(key) - 1].id


def ids_answered(root: Path, slug: str = AGENT) -> list[str]:
    """The questions that are answered, in the questionnaire's order."""
    answers = answers_of(root, slug)
    return [question.id for question in QUESTIONS if answers.answer(question.id).is_answered]
