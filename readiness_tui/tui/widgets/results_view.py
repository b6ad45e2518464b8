"""What the results are drawn from, and the rule that stands between their parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from textual.content import Content

from readiness_tui.analysis.evaluating import Evaluation
from readiness_tui.analysis.scoring import Interval
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.questionnaire import Display, Questionnaire
from readiness_tui.tui.glyphs import RULE
from readiness_tui.tui.literal import clipped, literal
from readiness_tui.tui.widgets.lines import Line

OVERALL = ""


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One milestone in the trend: its name, day and overall interval."""

    label: str
    day: date
    interval: Interval | None


@dataclass(frozen=True)
class ResultsView:
    """What the results are drawn from.

    `changes` are changes of the worst end since the last milestone by section id, the overall one under `OVERALL`;
    `mixed` names those that hold a part that comes from the questionnaire. `maximum` is the right end of the bars, in
    the fold's own units. `fewest` answers that reach the target and the `next_answer` to give are in words, once known.
    """

    questionnaire: Questionnaire
    assessment: Assessment
    evaluation: Evaluation
    maximum: Fraction
    since: str = ""
    changes: Mapping[str, Fraction] = field(default_factory=dict)
    mixed: frozenset[str] = frozenset()
    trend: tuple[TrendPoint, ...] = ()
    fewest: str = ""
    next_answer: str = ""

    @property
    def display(self) -> Display:
        """How numbers are shown."""
        return self.questionnaire.scoring.display


def rule(title: str, width: int, right: str = "") -> Line:
    """A rule across with a title in it."""
    room = width - len(right) - 6
    shown = title if len(title) <= room else clipped(title, room)
    head = f"{RULE} {shown} " if shown else ""
    tail = f" {right} {RULE}" if right else ""
    middle = RULE * max(0, width - Content(head).cell_length - Content(tail).cell_length)
    return Line(literal(head + middle + tail, "$muted"))
