"""Integer programmes on HiGHS, the only place that loads it: rationals in, which variables are 1 out.

Its arithmetic is floating point: rows are scaled to whole numbers, and loosened by less than can matter, so that no
solution is lost; whoever asks checks the answer exactly and adds a row where it isn't one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import Any

from readiness_tui.analysis.programming import Programme, Row

_WHOLE_BELOW = 2**30
_LOOSE = 1e-7


def solved(programme: Programme, costs: Mapping[int, Fraction]) -> tuple[int, ...] | None:
    """As `least_cost`, by the solver, whatever the size of the programme."""
    if not programme.uppers:  # the solver has no answer for a model without variables
        return () if all(row.least < 0 or (row.least == 0 and not row.strict) for row in programme.rows) else None
    import highspy
    import numpy

    solver = _silent_solver()
    count = len(programme.uppers)
    solver.addVars(count, numpy.zeros(count), numpy.array([float(upper) for upper in programme.uppers]))
    scaled = _scaled_costs(costs)
    solver.changeColsCost(
        count, numpy.arange(count, dtype=numpy.int32), numpy.array([scaled.get(n, 0.0) for n in range(count)])
    )
    kinds = [highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous for whole in programme.whole]
    for number, kind in enumerate(kinds):
        solver.changeColIntegrality(number, kind)
    for row in programme.rows:
        numbers, factors, least = _scaled_row(row, programme.whole)
        places = numpy.array(numbers, dtype=numpy.int32)
        solver.addRow(least, highspy.kHighsInf, len(numbers), places, numpy.array(factors, dtype=float))
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kOptimal:
        values = solver.getSolution().col_value
        return tuple(n for n in range(count) if programme.whole[n] and values[n] > 0.5)
    if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return None
    raise RuntimeError(f"the solver ended with {solver.modelStatusToString(status)}")


def _silent_solver() -> Any:
    """A solver that prints nothing: since 1.16 it greets on standard output before the first option can be set."""
    import highspy

    class Silent(highspy.Highs):
        def enableCallbacks(self) -> None:  # the last step of its __init__
            self.setOptionValue("output_flag", False)
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    solver: Any = Silent()  # type: ignore[no-untyped-call]  # the library has no types here
    for option, setting in _OPTIONS.items():
        solver.setOptionValue(option, setting)
    return solver


_OPTIONS: dict[str, bool | int | float] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.0,
    "mip_feasibility_tolerance": 1e-9,
    "primal_feasibility_tolerance": 1e-9,
}


def _scaled_costs(costs: Mapping[int, Fraction]) -> dict[int, float]:
    """Whole numbers in the same proportions; a common factor is taken out."""
    unit = lcm(*(cost.denominator for cost in costs.values()))
    whole = {number: int(cost * unit) for number, cost in costs.items()}
    shared = gcd(*whole.values()) or 1
    scaled = {number: cost // shared for number, cost in whole.items()}
    largest = max((abs(cost) for cost in scaled.values()), default=1)
    return {n: float(cost) if largest < 2**40 else float(Fraction(cost * 2**30, largest)) for n, cost in scaled.items()}


def _scaled_row(row: Row, whole: Sequence[bool]) -> tuple[list[int], list[float], float]:
    """The row as the solver gets it: whole numbers with a limit halfway between two, or loosened a little."""
    terms = {number: factor for number, factor in row.terms.items() if factor}
    unit = lcm(row.least.denominator, *(factor.denominator for factor in terms.values()))
    shared = gcd(*(int(factor * unit) for factor in terms.values())) or 1
    factors = [int(factor * unit) // shared for factor in terms.values()]
    least = row.least * unit / shared
    largest = max((abs(factor) for factor in factors), default=1)
    if largest < _WHOLE_BELOW and all(whole[number] for number in terms):
        up = -((-least.numerator) // least.denominator)
        needed = up + 1 if row.strict and up == least else up
        return list(terms), [float(factor) for factor in factors], needed - 0.5
    near = [float(Fraction(factor, largest)) for factor in factors]
    return list(terms), near, float(least / largest) - _LOOSE
