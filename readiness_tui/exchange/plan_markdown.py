"""A plan as Markdown, to paste into an issue or a page; people's text stays text."""

from __future__ import annotations

from collections.abc import Iterator

from readiness_tui.analysis.wording import rounded
from readiness_tui.exchange.markdown_text import literal_markdown as text
from readiness_tui.exchange.plan_rows import SharedPlan, effort_text
from readiness_tui.model.values import rational_text


def plan_markdown(shared: SharedPlan) -> str:
    """The verdict, a table of the actions, what stands behind each, the calendar."""
    return "\n".join(_lines(shared)) + "\n"


def _lines(shared: SharedPlan) -> Iterator[str]:
    plan = shared.plan
    yield f"# Plan of {text(shared.name)}: {text(shared.target)}"
    yield ""
    yield f"As of {shared.as_of}, {rational_text(plan.capacity)} days a week from {plan.start}."
    if plan.waived:
        yield ""
        yield f"Counts as passed because it is waived: {text(shared.waived_text)}."
    if plan.obstacles:
        yield ""
    for obstacle in plan.obstacles:
        yield f"- Out of reach: {text(obstacle)}"
    if plan.actions:
        yield ""
        yield "| | Action | Today | Then | Days | Owner | Due | Ends | Gain | Then at |"
        yield "|---|---|---|---|---|---|---|---|---|---|"
        for number, action in enumerate(plan.actions, 1):
            cells = (
                action.title,
                shared.today(action),
                shared.then(action),
                effort_text(action),
                action.owner or "",
                action.due.isoformat() if action.due else "",
                action.ends.isoformat() if action.ends else "",
                shared.gain(action),
                shared.level(action.level_after),
            )
            yield f"| {number} | " + " | ".join(map(text, cells)) + " |"
        yield ""
        yield f"Together {rational_text(plan.total_effort)} person-days."
        yield ""
        for number, action in enumerate(plan.actions, 1):
            yield f"{number}. **{text(action.title)}**: {text(action.do)} ({text(action.why)})"
    yield from _calendar(shared)


def _calendar(shared: SharedPlan) -> Iterator[str]:
    plan, display = shared.plan, shared.questionnaire.scoring.display
    if not (plan.weeks or plan.waiting or plan.stabilisation):
        return
    yield ""
    yield "## Calendar"
    yield ""
    for week in plan.weeks:
        worst = rounded(week.worst, display) if week.worst is not None else "no score"
        yield f"- Week {week.week}, to {week.ends}: worst {worst}, {text(shared.level(week.level))}"
    for each in plan.waiting:
        have, need = rational_text(each.have), rational_text(each.need)
        yield f"- {text(each.title)}: {have} of {need} days, not before {each.until}"
    if plan.stabilisation is not None:
        band = plan.stabilisation
        yield f"- Stabilisation: {band.weeks[0]} to {band.weeks[1]} weeks, from {band.earliest} to {band.latest}"
