"""Programmes of variables that are 0 or 1 (some lie between), and the least cost at which all their rows hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple


class Row(NamedTuple):
    """The sum of coefficients times variables is at least, or (`strict`) more than, `least`."""

    terms: Mapping[int, Fraction]
    least: Fraction
    strict: bool = False


@dataclass
class Programme:
    """Variables by number: first those that are 0 or 1, then any added later; and rows that all have to hold."""

    uppers: list[Fraction] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def variable(self, upper: Fraction = Fraction(1), *, whole: bool = True) -> int:
        """A new variable from 0 to `upper`; returns its number."""
        self.uppers.append(upper)
        self.whole.append(whole)
        return len(self.uppers) - 1

    def copy(self) -> Programme:
        """The same, to add to."""
        return Programme([*self.uppers], [*self.whole], [*self.rows])
