"""The least cost of a programme: one question, answered by a search or, where that takes long, by the solver.

Both take the same programme and the same costs, and prove that nothing costs less. Most plans are small once what has
to be done is done, and the search decides them before the solver would be loaded. Of several solutions of the least
cost the search gives the one with the first variables, the solver any.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from readiness_tui.analysis.choosing import Choices
from readiness_tui.analysis.programming import Programme


def least_cost(programme: Programme, costs: Mapping[int, Fraction]) -> tuple[int, ...] | None:
    """The variables that are 1 in a solution of least cost; None where the rows can't all hold.

    Costs may be negative. Raises RuntimeError where the solver gives up, which no input is known to cause.
    """
    choices = Choices(programme, costs)
    if choices.are_decided():
        return choices.best
    from readiness_tui.analysis.solver import solved

    return solved(programme, costs)
