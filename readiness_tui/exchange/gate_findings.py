"""A gate's check with the places in its file, and the single findings that other tools want to see of it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from readiness_tui.analysis.gating import GateCheck, GateCondition, WaivedGate

Show = Literal["all", "failed"]
RULES: dict[str, str] = {
    "readiness/level": "The level that is needed has been shown.",
    "readiness/min-score": "The worst end of the overall score is high enough.",
    "readiness/max-blockers": "There are no more blockers than allowed.",
    "readiness/min-confidence": "Enough of the positive answers carry evidence that has not expired.",
    "readiness/no-regress": "Nothing became worse since a milestone, like for like.",
    "readiness/tasks-cleared": "No task runs with more autonomy than it is cleared for.",
    "readiness/waived": "A gate passes only because its shortfall was accepted until a day.",
}
HELP: dict[str, str] = {
    "readiness/level": "Bring each answer that is named to what the level needs; readiness plan AGENT --to LEVEL shows "
    "the least effort. Open answers count as their worst: answering costs least.",
    "readiness/min-score": "Improve or answer what adds most; readiness plan AGENT and readiness explain AGENT "
    "show it.",
    "readiness/max-blockers": "A blocker is an open gate of the target level, or a task that runs with more autonomy "
    "than it is cleared for. Close the gate, waive it for a time, or let the task do less.",
    "readiness/min-confidence": "Add evidence to positive answers, or renew what has expired: readiness answer AGENT "
    "QUESTION=CHOICE --evidence URL_OR_TEXT.",
    "readiness/no-regress": "Something is worse than in the milestone, scored by the same rules; readiness compare "
    "AGENT@M AGENT shows what moved.",
    "readiness/tasks-cleared": "Let the task suggest or ask first, or meet what its mode needs; readiness clear AGENT "
    "names it.",
    "readiness/waived": "Close the shortfall before the waiver's last day; from then on the gate counts again.",
}
"""What to do where a condition isn't met; `AGENT`, `LEVEL` and `M` are filled in by the reader."""


class Spot(NamedTuple):
    """A line and a column, from 1."""

    line: int
    column: int


class CheckedGate(NamedTuple):
    """A check of one version of an agent's answers; `spots` by (`question` or `task`, id) in `file`."""

    agent: str
    name: str
    version: str
    as_of: date
    check: GateCheck
    file: str
    spots: Mapping[tuple[str, str], Spot]

    def shown(self, show: Show) -> tuple[GateCondition, ...]:
        """The conditions that are shown, tasks beyond their clearance first; never changes what fails."""
        ordered = sorted(self.check.conditions, key=lambda each: each.id != "tasks-cleared" or each.met)
        return tuple(each for each in ordered if show == "all" or not each.met)

    @property
    def verdict(self) -> str:
        """The result in one line."""
        count, failed = len(self.check.conditions), sum(not each.met for each in self.check.conditions)
        waived = len(self.check.waived)
        note = f"; {waived} {'gate' if waived == 1 else 'gates'} waived" if waived else ""
        if failed:
            return f"Gate not met: {count - failed} of {count} conditions met{note}"
        return f"Gate met: {count} of {count} conditions met{note}"


class GateFinding(NamedTuple):
    """One finding with a stable rule id, where it stands in the file, and the waiver that accepts it, if one does."""

    rule: str
    subject: str
    level: Literal["error", "warning", "note"]
    text: str
    spot: Spot
    waiver: WaivedGate | None = None


def findings(checked: CheckedGate, show: Show) -> Iterator[GateFinding]:
    """What fails, one finding a cause; then the waived gates; with `all`, what is met as a note."""
    for condition in checked.shown("failed"):
        rule = f"readiness/{condition.id}"
        for cause in condition.causes:
            spot = checked.spots.get((cause.kind, cause.id), Spot(1, 1))
            yield GateFinding(rule, f"{cause.kind}:{cause.id}", "error", cause.text, spot)
        if not condition.causes:
            yield GateFinding(rule, condition.id, "error", condition.text, Spot(1, 1))
    for waived in checked.check.waived:
        spot = checked.spots.get(("question", waived.question), Spot(1, 1))
        yield GateFinding("readiness/waived", waived.question, "warning", waived_text(waived), spot, waived)
    for condition in checked.check.conditions:
        if condition.met and show == "all":
            yield GateFinding(f"readiness/{condition.id}", condition.id, "note", condition.text, Spot(1, 1))


def waived_text(waived: WaivedGate) -> str:
    """A waiver in one line."""
    reason = " ".join(waived.reason.split())
    return f"{waived.title}: waived until {waived.until}, approved by {waived.approver}: {reason}"
