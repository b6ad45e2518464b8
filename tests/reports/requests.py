"""A realistic assessment on the shipped questionnaire, and reports of it; any text in it can be replaced."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from readiness_tui.analysis.comparing import Side, compare
from readiness_tui.analysis.evaluating import evaluate
from readiness_tui.analysis.goals import Goal
from readiness_tui.analysis.plan import Plan
from readiness_tui.analysis.planning import Pace, plan
from readiness_tui.analysis.scheduling import next_monday
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.model.workspace import WorkspaceSettings
from readiness_tui.reports.building import ReportRequest
from readiness_tui.storage.questionnaires import find_questionnaire
from readiness_tui.storage.shipped import shipped_files
from readiness_tui.storage.yaml_reader import read_tree

Change = Callable[[str], str]
TODAY, BEFORE = date(2026, 11, 22), date(2026, 10, 26)
SETTINGS = WorkspaceSettings(target_level="limited-production", evidence_max_age_days=90)
TEXT_KEYS = frozenset(
    """title ask label why verify evidence do text ground remedy person note author summary unit name reason approver by
    owner ticket not_applicable levels references tags abbreviation licence""".split()  # noqa: SIM905  # reads better
)

ANSWERS: dict[str, dict[str, Any]] = {
    "retry-with-backoff": {"choice": "full", "note": "Every call.", "evidence": [("load test", "2026-11-01", None)]},
    "model-fallback": {
        "choice": "partial",
        "owner": "kim",
        "due": "2026-11-01",
        "ticket": "OPS-1",
        "carried_over": True,
    },
    "input-validation": {"choice": "full", "evidence": [("gateway", "2026-06-01", None)]},
    "output-validation": {"choice": "partial", "owner": "ana", "due": "2026-11-27", "ticket": "OPS-1", "by": "bo"},
    "graceful-degradation": {"choice": "full", "evidence": [("drill", "2026-10-01", "2026-11-15")]},
    "adversarial-inputs": {"choice": "partial"},
    "load-tested": {"choice": "full", "evidence": [("k6", "2026-11-10", "2027-02-01")]},
    "staging-days": {"number": "9"},
    "unexpected-phrasing": {"choice": "partial"},
    "unseen-formats": {"choice": "partial"},
    "concurrent-requests": {"not_applicable": "one at a time"},
    "half-done-work": {"choice": "absent", "note": "* first\n* second"},
    "findings-feed-back": {"choice": "full"},
    "model-pinned": {"choice": "full"},
    "regression-tests": {"choice": "partial"},
    "updates-validated": {"choice": "partial"},
    "prompts-versioned": {"choice": "full"},
    "approval-points": {"choice": "full"},
    "approval-workflow": {"choice": "full"},
    "escalation-path": {"choice": "partial"},
    "checkpoint-coverage": {"choice": "partial"},
    "decision-log": {"choice": "partial", "waiver": {"reason": "soon", "approver": "cto", "expires": "2026-12-31"}},
    "cost-tracking": {"choice": "full"},
    "latency-per-step": {"choice": "full"},
    "alert-thresholds": {"choice": "gone"},
    "asked-long-ago": {"choice": "full"},
}
TASKS: dict[str, dict[str, Any]] = {
    "sort-mail": {
        "name": "Sort mail",
        "intent": "replace",
        "built_as": "acts_alone",
        "evidence": 3,
        "note": "a *note*",
    },
    "refund": {
        "name": "Refund",
        "intent": "unsure",
        "built_as": "acts_alone",
        "flags": {"moves_money": "yes", "named_reviewer": "yes"},
        "ratings": [{"by": "bo", "factors": {"consequence": 3}}],
        "override": {"mode": "approve_before", "reason": "for now", "by": "kim"},
    },
    "reply": {"name": "Reply", "intent": "augment", "built_as": "suggests", "basis": "quick"},
}
FEW = ("retry-with-backoff", "output-validation", "concurrent-requests", "updates-validated", "decision-log")
PROFILE = {"stage": "pilot", "framework": "no-code", "dynamic-decisions": "yes", "first-deployed": "2026-10-19"}


@cache
def shipped_tree() -> dict[str, Any]:
    """The shipped questionnaire as plain texts."""
    path = next(path for path in shipped_files("questionnaires", "*.yaml") if path.stem == "agent-production-readiness")
    tree: dict[str, Any] = read_tree(path.read_bytes(), path.name)
    return tree


@cache
def shipped(questionnaire_id: str = "agent-production-readiness") -> Questionnaire:
    """A shipped questionnaire."""
    return find_questionnaire(None, questionnaire_id).questionnaire


@cache
def templates() -> dict[str, str]:
    """The shipped templates by name."""
    return {path.name: path.read_text(encoding="utf-8") for path in shipped_files("templates", "*.j2")}


def worded(tree: Any, change: Change, key: str = "") -> Any:
    """The tree with every text that people read changed; ids, numbers and references stay."""
    if isinstance(tree, dict):
        return {name: value if name == "scoring" else worded(value, change, name) for name, value in tree.items()}
    if isinstance(tree, list | tuple):
        return [worded(value, change, key) for value in tree]
    return change(tree) if isinstance(tree, str) and key in TEXT_KEYS and tree else tree


def assessment(change: Change = str, *, taken: str | None = None, **changes: Any) -> Assessment:
    """The assessment with every text of a person changed by `change`."""
    answers = {name: _answer(given, change) for name, given in {**ANSWERS, **changes}.items()}
    tree: dict[str, Any] = {
        "agent": worded({"name": "Support agent", "summary": "Answers mail.", "owner": "ana"}, change),
        "questionnaire": {"id": "agent-production-readiness", "version": "1.0.0", "hash": "sha256:0"},
        "profile": PROFILE,
        "answers": answers,
        "tasks": worded(TASKS, change),
    }
    tree["agent"]["slug"] = "support-agent"
    if taken:
        tree["milestone"] = {"number": 3, "taken": taken, "by": change("ana"), "note": change("before December")}
    return Assessment.model_validate(tree)


def _answer(given: dict[str, Any], change: Change) -> dict[str, Any]:
    pieces = [
        {"text": change(text), "link": change("https://example.org/x"), "observed": observed, "expires": expires}
        for text, observed, expires in given.get("evidence", ())
    ]
    changed: dict[str, Any] = worded({"at": "2026-11-20T10:12:00Z", **given, "evidence": ()}, change)
    return {**changed, "evidence": pieces}


@cache
def few_questions() -> dict[str, Any]:
    """The shipped questionnaire with the five questions whose answers hold every kind of text."""
    sections = [
        {**section, "questions": [question for question in section["questions"] if question["id"] in FEW]}
        for section in shipped_tree()["sections"]
    ]
    return {**shipped_tree(), "sections": sections}


def planned(questionnaire: Questionnaire, held: Assessment) -> Plan | None:
    """The plan to the target level from the Monday after; None where the questionnaire has no such level."""
    if SETTINGS.target_level not in {rung.id for rung in questionnaire.rungs}:
        return None
    goal, pace = Goal(SETTINGS.target_level, ()), Pace(Fraction(5), next_monday(TODAY))
    return plan(questionnaire, held, TODAY, goal, pace)


def request(change: Change = str, **more: Any) -> ReportRequest:
    """The request for a draft report, compared with an earlier milestone; every text changed by `change` if given."""
    questionnaire = shipped() if change is str else Questionnaire.model_validate(worded(few_questions(), change))
    now = more.pop("assessment", None) or assessment(change)
    earlier = assessment(change, **{"updates-validated": {"choice": "full"}, "load-tested": {"choice": "absent"}})
    sides = [Side(questionnaire, part, day, SETTINGS) for part, day in ((earlier, BEFORE), (now, TODAY))]
    before, after = (evaluate(questionnaire, side.assessment, side.as_of, SETTINGS) for side in sides)
    given: dict[str, Any] = {
        "slug": "support-agent",
        "assessment": now,
        "questionnaire": questionnaire,
        "questionnaire_hash": "sha256:" + "7f3a9c" * 10,
        "evaluation": after,
        "as_of": TODAY,
        "comparison": compare(*sides),
        "compared_with": "@3",
        "history": (("@2", date(2026, 9, 1), before.scorecard), ("@3", BEFORE, before.scorecard)),
        "settings": SETTINGS,
        "planned": None if "planned" in more else planned(questionnaire, now),
    }
    return ReportRequest(**{**given, **more})


def template_folder() -> Path:
    """Where the shipped templates are."""
    return shipped_files("templates", "*.j2")[0].parent
