"""A team of agents on the shipped questionnaires, and reports of it; any text in it can be replaced."""

from __future__ import annotations

from datetime import date
from typing import Any

from readiness_tui.analysis.evaluating import evaluate
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.reports.team_request import TeamMember, TeamRequest
from tests.reports.requests import SETTINGS, TODAY, Change, few_questions, request, shipped, worded


def team(change: Change = str, **more: Any) -> TeamRequest:
    """Four agents by slug: one that can't be read, one where nothing is answered, one that is ready, one that stops."""
    members = (
        TeamMember("broken", change("broken"), None, problem=change("assessment.yaml:3: not YAML")),
        _member("fresh", _agent(change("Fresh agent"), "fresh"), change),
        _member("ready", _ready(change), change, milestone="@2", taken=date(2026, 11, 1)),
        TeamMember(
            "support-agent", change("Support agent"), request(change, planned=None), "@4", date(2026, 11, 17), True
        ),
    )
    return TeamRequest(**{"workspace": change("Our agents"), "as_of": TODAY, "members": members, **more})


def _agent(name: str, slug: str, **more: Any) -> Assessment:
    pinned = {"id": "agent-production-readiness", "version": "1.0.0", "hash": "sha256:0"}
    return Assessment.model_validate({"agent": {"name": name, "slug": slug}, "questionnaire": pinned, **more})


def _ready(change: Change) -> Assessment:
    """Every question answered at its best, and a task that may act alone."""
    answers = {
        question.id: {"number": "90"} if question.kind == "number" else {"choice": question.choices[-1].id}
        for question in shipped().questions
    }
    best = {
        question.id: {"choice": max(question.choices, key=lambda choice: choice.value or 0).id}
        for question in shipped().questions
        if question.kind != "number"
    }
    task = {
        "name": change("Label a change"),
        "intent": "replace",
        "built_as": "suggests",
        "factors": dict.fromkeys((factor.id for factor in _matrix(shipped()).factors), 0),
        "flags": {flag.id: "yes" if flag.id in GOOD else "no" for flag in _matrix(shipped()).flags},
        "evidence": 3,
    }
    return _agent(change("Ready agent"), "ready", answers={**answers, **best}, tasks={"label": task})


GOOD = ("below_limit", "graceful_failure", "named_reviewer", "sample_reviewed")


def _matrix(questionnaire: Questionnaire) -> Any:
    return questionnaire.matrix


def _member(slug: str, held: Assessment, change: Change, **more: Any) -> TeamMember:
    questionnaire = shipped() if change is str else Questionnaire.model_validate(worded(few_questions(), change))
    evaluation = evaluate(questionnaire, held, TODAY, SETTINGS)
    report = request(
        change,
        slug=slug,
        assessment=held,
        questionnaire=questionnaire,
        evaluation=evaluation,
        comparison=None,
        compared_with="",
        history=(),
        planned=None,
    )
    return TeamMember(slug, held.agent.name, report, **more)
