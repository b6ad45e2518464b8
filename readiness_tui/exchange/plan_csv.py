"""A plan as CSV that Jira, GitHub and GitLab importers take: one row an action, stable ids, ISO dates, no formulas."""

from __future__ import annotations

import csv
import io

from readiness_tui.exchange.plan_rows import SharedPlan, effort_text

COLUMNS = (
    *("external_id", "title", "description", "assignee", "due_date", "estimate_days", "labels", "ticket", "needs"),
    *("week", "starts", "ends", "from", "to", "gain", "level_after"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "−")
_BLANK = " \n\v\f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\u180e\u200b\u200c\u200d\u2060\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""What a spreadsheet may skip before it looks at a cell's first character."""


def plan_csv(shared: SharedPlan) -> str:
    """The actions of the path in order. The due date is the one that was set, else the end of its week."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for action in shared.plan.actions:
        due = action.due or action.ends
        cells = (
            shared.external_id(action),
            f"{action.title}: {shared.then(action)}",
            shared.description(action),
            action.owner or "",
            due.isoformat() if due else "",
            effort_text(action),
            f"readiness {shared.agent} {action.reason}",
            action.ticket or "",
            " ".join(f"readiness/{shared.agent}/question/{need}" for need in action.needs),
            str(action.week or ""),
            action.begins.isoformat() if action.begins else "",
            action.ends.isoformat() if action.ends else "",
            shared.today(action),
            shared.then(action),
            shared.gain(action).removeprefix("+"),
            action.level_after or "",
        )
        writer.writerow([safe(cell) for cell in cells])
    return out.getvalue()


def safe(cell: str) -> str:
    """The cell with a quote in front where a spreadsheet would take it for a formula; plain numbers stay numbers."""
    begins = cell.lstrip(_BLANK)
    if not begins.startswith(_FORMULA) or _is_number(cell):
        return cell
    return "'" + cell


def _is_number(cell: str) -> bool:
    digits = cell[1:] if cell[:1] in ("+", "-") else cell
    whole, _, rest = digits.partition(".")
    return cell.isascii() and whole.isdigit() and (not rest or rest.isdigit()) and not digits.endswith(".")
