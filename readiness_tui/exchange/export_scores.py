"""The tables of an export about versions as wholes: agents as they are today, and milestones."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction

from readiness_tui.analysis.plan import Plan
from readiness_tui.analysis.scorecard import Scorecard
from readiness_tui.analysis.wording import rounded
from readiness_tui.exchange.export_table import (
    VERSION_COLUMNS,
    Cell,
    Column,
    Evaluated,
    Exported,
    Table,
    exact,
    listed,
)
from readiness_tui.model.assessment import MilestoneStamp


def _read(value: Callable[[Evaluated], Cell]) -> Callable[[Exported], Cell]:
    """A value of what could be read; null where it couldn't."""
    return lambda row: value(row.evaluated) if row.evaluated else None


def _card(value: Callable[[Scorecard], Cell]) -> Callable[[Exported], Cell]:
    return lambda row: value(row.evaluated.evaluation.scorecard) if row.evaluated else None


def _fraction(value: Callable[[Scorecard], Fraction | None]) -> Callable[[Exported], Fraction | None]:
    return lambda row: value(row.evaluated.evaluation.scorecard) if row.evaluated else None


def _plan(value: Callable[[Plan], Cell]) -> Callable[[Exported], Cell]:
    return lambda row: value(row.evaluated.plan) if row.evaluated and row.evaluated.plan else None


def _stamp(value: Callable[[MilestoneStamp], Cell]) -> Callable[[Exported], Cell]:
    return lambda row: value(row.stamp) if row.stamp else None


def _worst(card: Scorecard) -> Fraction | None:
    return card.overall.worst if card.overall else None


def _best(card: Scorecard) -> Fraction | None:
    return card.overall.best if card.overall else None


def _shown(value: Callable[[Scorecard], Fraction | None]) -> Callable[[Exported], Cell]:
    def shown(row: Exported) -> Cell:
        found = value(row.evaluated.evaluation.scorecard) if row.evaluated else None
        return None if found is None or row.evaluated is None else float(rounded(found, row.evaluated.display))

    return shown


def _blockers(kind: str) -> Callable[[Evaluated], Cell]:
    return lambda found: listed(blocker.id for blocker in found.evaluation.blockers if blocker.kind == kind)


_QUESTIONNAIRE: tuple[Column[Exported], ...] = (
    Column("questionnaire", "text", "Its id.", _read(lambda found: found.questionnaire.id)),
    Column("questionnaire_version", "text", "Its version.", _read(lambda found: found.questionnaire.version)),
    Column("questionnaire_hash", "text", "The hash of its exact text.", _read(lambda found: found.questionnaire_hash)),
)

SCORE_COLUMNS: tuple[Column[Exported], ...] = (
    *exact("worst", "The worst overall score that is still possible, in the fold's own units.", _fraction(_worst)),
    Column("worst_display", "double", "The same as it is shown: scaled and rounded.", _shown(_worst)),
    *exact("best", "The best overall score that is still possible.", _fraction(_best)),
    Column("best_display", "double", "The same as it is shown.", _shown(_best)),
    Column(
        "level_worst", "text", "The level at the worst end; null: none holds.", _card(lambda card: card.level_worst)
    ),
    Column("level_best", "text", "The level at the best end.", _card(lambda card: card.level_best)),
    Column("target_level", "text", "The level that blockers are counted for.", _card(lambda card: card.target)),
    Column("answered", "whole", "Questions answered, N/A among them.", _card(lambda card: card.coverage.answered)),
    Column("applicable", "whole", "Questions that apply.", _card(lambda card: card.coverage.applicable)),
    Column("may_apply", "whole", "Questions that may apply.", _card(lambda card: card.coverage.may_apply)),
    *exact("coverage", "Answered of applicable, by count.", _fraction(lambda card: card.coverage.share)),
    *exact("coverage_by_weight", "The same by weight.", _fraction(lambda card: card.coverage.weight_share)),
    *exact("confidence", "Positive answers with evidence, by weight.", _fraction(lambda card: card.confidence.share)),
    Column("evidenced", "whole", "Positive answers with evidence.", _card(lambda card: card.confidence.evidenced)),
    Column("claimed", "whole", "Positive answers without.", _card(lambda card: card.confidence.claimed)),
    Column("expired", "whole", "Positive answers whose evidence expired.", _card(lambda card: card.confidence.expired)),
    Column("checklist_done", "whole", "Checklist questions done.", _card(lambda card: card.checklist.done)),
    Column("checklist_total", "whole", "Checklist questions.", _card(lambda card: card.checklist.total)),
    Column(
        "blockers", "whole", "Open gates and tasks beyond clearance.", _read(lambda it: len(it.evaluation.blockers))
    ),
    Column("blocking_gates", "text", "The open gates: question ids, with commas.", _read(_blockers("gate"))),
    Column("blocking_tasks", "text", "The tasks beyond clearance: ids, with commas.", _read(_blockers("task"))),
    Column("tasks", "whole", "Tasks.", _read(lambda found: len(found.assessment.tasks))),
)


def _profile(found: Evaluated) -> Cell:
    facts = {key: value for key, value in found.assessment.profile.items() if value is not None}
    return json.dumps(facts, ensure_ascii=False, default=str) if facts else None


AGENTS = Table(
    "agents",
    "One row an agent: its working answers as of the day of the export; the row of `readiness list`.",
    ("agent_id",),
    (
        *VERSION_COLUMNS,
        Column("name", "text", "The name for people.", _read(lambda found: found.assessment.agent.name)),
        Column("summary", "text", "What it does.", _read(lambda found: found.assessment.agent.summary), "notes"),
        Column("owner", "text", "Who owns it.", _read(lambda found: found.assessment.agent.owner), "people"),
        Column("profile", "text", "The facts of the profile: a JSON object, as written.", _read(_profile)),
        *_QUESTIONNAIRE,
        *SCORE_COLUMNS,
        Column("milestones", "whole", "Milestones.", lambda row: len(row.milestones)),
        Column(
            "latest_milestone",
            "text",
            "The newest one's name.",
            lambda row: row.milestones[-1] if row.milestones else None,
        ),
        Column(
            "changed_since_milestone", "truth", "Whether the answers differ from it.", lambda row: row.changed_since
        ),
        Column("plan_level", "text", "The level that the plan leads to.", _plan(lambda plan: plan.goal.level)),
        Column("plan_reachable", "truth", "Whether it can be reached.", _plan(lambda plan: plan.reachable)),
        Column("plan_effort_days", "double", "Person-days to it.", _plan(lambda plan: plan.total_effort)),
        Column("problem", "text", "Why the file can't be read; then all else is null.", lambda row: row.problem),
    ),
    lambda exported: () if exported.milestone else (exported,),
)

MILESTONES = Table(
    "milestones",
    "One row a milestone, scored with its own questionnaire as of the day it was taken.",
    ("version_id",),
    (
        *VERSION_COLUMNS,
        Column("number", "whole", "Its number; branches may share one.", _stamp(lambda stamp: stamp.number)),
        Column("hash", "text", "The hash of its text.", _stamp(lambda stamp: stamp.hash)),
        Column("taken", "moment", "When it was taken, in UTC.", _stamp(lambda stamp: stamp.taken)),
        Column("taken_by", "text", "Who took it.", _stamp(lambda stamp: stamp.by), "people"),
        Column("note", "text", "Why it was taken.", _stamp(lambda stamp: stamp.note), "notes"),
        Column("parents", "text", "The hashes before it, with commas.", _stamp(lambda stamp: listed(stamp.parents))),
        *_QUESTIONNAIRE,
        *SCORE_COLUMNS,
        Column("problem", "text", "Why it can't be read or trusted; then scores are null.", lambda row: row.problem),
    ),
    lambda exported: (exported,) if exported.milestone else (),
)
