"""The rows of `readiness/list@1`, made of plain values: printing a list from the index loads nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_tui.analysis.summary import Line, Score, Standing, stale_on, standing_on

if TYPE_CHECKING:
    from readiness_tui.reports.documents.parts import Number
    from readiness_tui.reports.documents.portfolios import AgentRow
    from readiness_tui.reports.documents.scorecards import BlockerKey


def agent_row(workspace: str, slug: str, line: Line, day: str) -> AgentRow:
    """One agent as an object, as of a day."""
    summary = line.summary
    score, standing = summary.score, standing_on(summary, day)
    beyond = standing.beyond if standing else ()
    answered, applicable, may_apply, share, weight_share = summary.coverage
    return {
        "slug": slug,
        "name": summary.name,
        "worst": _worst(score),
        "best": _best(score),
        "level": {
            "worst": standing.level_worst if standing else None,
            "best": standing.level_best if standing else None,
        },
        "coverage": None
        if summary.problem
        else {
            "answered": answered,
            "applicable": applicable,
            "may_apply": may_apply,
            "share": share,
            "weight_share": weight_share,
        },
        "blockers": blockers_of(standing),
        "beyond_clearance": [each.task for each in beyond],
        "milestones": line.milestones,
        "latest": line.latest or None,
        "stale": stale_on(summary, day),
        "changed_since_milestone": line.changed_since,
        "workspace": workspace,
        "problem": summary.problem or None,
        "owner": summary.owner or None,
        "target": standing.target if standing else None,
        "trend": [
            {"milestone": past.name, "worst": _worst(past.score), "best": _best(past.score)} for past in line.pasts
        ],
    }


def blockers_of(standing: Standing | None) -> list[BlockerKey]:
    """What blocks: tasks beyond their clearance, then open gates of the target level."""
    tasks: list[BlockerKey] = [{"kind": "task", "id": each.task} for each in (standing.beyond if standing else ())]
    gates: list[BlockerKey] = [{"kind": "gate", "id": gate} for gate in (standing.gates if standing else ())]
    return tasks + gates


def _worst(score: Score | None) -> Number | None:
    return None if score is None else {"exact": score.worst, "display": float(score.worst_text)}


def _best(score: Score | None) -> Number | None:
    return None if score is None else {"exact": score.best, "display": float(score.best_text)}
