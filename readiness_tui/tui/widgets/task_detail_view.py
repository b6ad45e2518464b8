"""What the detail of one task is drawn from, and how it names factors, flags and modes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from readiness_tui.analysis.cheapest import Cheapest
from readiness_tui.analysis.counterfactuals import Change, Counterfactual
from readiness_tui.analysis.robustness import Robustness
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.matrix import Matrix
from readiness_tui.model.modes import MODE_TITLE, Mode
from readiness_tui.model.questionnaire import Display, Questionnaire
from readiness_tui.model.values import rational_text
from readiness_tui.tui.glyphs import BECOMES
from readiness_tui.tui.widgets.task_grid import TaskRow

TWO_DECIMALS = Display(scale=Fraction(1), decimals=2)
ONE_DECIMAL = Display(scale=Fraction(1), decimals=1)


@dataclass(frozen=True)
class Reckoned:
    """What takes a moment: what would change the mode, how sure it is, and the cheapest way to more."""

    counterfactuals: tuple[Counterfactual, ...]
    robustness: Robustness
    cheapest: Cheapest | None


@dataclass(frozen=True)
class TaskDetailView:
    """One task with all that follows from it; `reckoned` is None while it is still worked out."""

    row: TaskRow
    matrix: Matrix
    questionnaire: Questionnaire
    assessment: Assessment
    reckoned: Reckoned | None = None

    def short_name(self, what: str) -> str:
        """`factor:reversibility` as `Rev`, `flag:moves_money` as its title."""
        kind, _, name = what.partition(":")
        if kind == "evidence":
            return "evidence"
        factors = {factor.id: factor.abbreviation or factor.title for factor in self.matrix.factors}
        flags = {flag.id: flag.title or flag.id.replace("_", " ") for flag in self.matrix.flags}
        return (factors if kind == "factor" else flags).get(name, name or what)

    def change_words(self, change: Change) -> str:
        """`Rev 0→2`, `Graceful failure yes→no`."""
        before = "?" if change.before == "unknown" else change.before
        return f"{self.short_name(change.what)} {before}{BECOMES}{change.after}"

    def named(self, whats: tuple[str, ...]) -> str:
        """Several of them, with commas."""
        return ", ".join(self.short_name(what) for what in whats)

    def level_needed(self, mode: Mode) -> str:
        """The level that a mode needs by name; empty where it needs none."""
        needs = (need.requires.level for need in self.questionnaire.autonomy if need.mode == mode)
        return next((level for level in needs if level), "")


def effort_words(days: Fraction | None) -> str:
    """`3 days`, `1 day`; nothing where it isn't known."""
    return "" if days is None else f"{rational_text(days)} day{'' if days == 1 else 's'}"


def mode_words(mode: Mode | None) -> str:
    """The title of a mode; `none` where there is none."""
    return MODE_TITLE[mode] if mode else "none"
