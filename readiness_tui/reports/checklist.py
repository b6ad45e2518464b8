"""Section 7, the checklist: the questions tagged `checklist`, by category, as their source lists them."""

from __future__ import annotations

from typing import NamedTuple

from readiness_tui.model.questionnaire import Question
from readiness_tui.reports.marks import Mark
from readiness_tui.reports.naming import answer_mark
from readiness_tui.reports.request import ReportRequest

TAG = "checklist"
CATEGORIES = ("reliability", "observability", "human-oversight", "maintenance", "testing")


class CheckLine(NamedTuple):
    """One line of the checklist."""

    title: str
    ask: str
    anchor: str
    mark: Mark


class CheckGroup(NamedTuple):
    """One category with its lines, `line_count` of them."""

    title: str
    done: int
    lines: tuple[CheckLine, ...]
    line_count: int


class ChecklistSection(NamedTuple):
    """The checklist with its count."""

    groups: tuple[CheckGroup, ...]
    done: int
    partial: int
    open: int
    not_applicable: int
    total: int


def build_checklist(request: ReportRequest) -> ChecklistSection | None:
    """The checklist; None where no question carries the tag."""
    count = request.scorecard.checklist
    asked = [question for question in request.questionnaire.questions if TAG in question.tags]
    if not asked:
        return None
    groups = tuple(_group(request, name, asked) for name in _categories(asked))
    return ChecklistSection(groups, count.done, count.partial, count.open, count.not_applicable, count.total)


def _categories(asked: list[Question]) -> list[str]:
    """The article's five in its order, then any others as they come."""
    found = dict.fromkeys(_category(question) for question in asked)
    return [name for name in CATEGORIES if name in found] + [name for name in found if name not in CATEGORIES]


def _category(question: Question) -> str:
    return next((tag for tag in question.tags if tag != TAG), "other")


def _group(request: ReportRequest, name: str, asked: list[Question]) -> CheckGroup:
    lines = tuple(_line(request, question) for question in asked if _category(question) == name)
    return CheckGroup(
        title=name.replace("-", " ").capitalize(),
        done=sum(line.mark.tone == "good" for line in lines),
        lines=lines,
        line_count=len(lines),
    )


def _line(request: ReportRequest, question: Question) -> CheckLine:
    score = request.scorecard.question(question.id)
    mark = answer_mark(question, score, request.assessment.answer(question.id))
    return CheckLine(question.label, question.ask, f"q-{question.id}", mark)
