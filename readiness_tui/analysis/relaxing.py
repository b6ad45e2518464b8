"""Scores as trees of what can be improved: never less than the worst end really becomes, and mostly exactly that.

What is absent only because it may be answered as not applicable counts as if it were there, which can only raise the
bound; the search checks and cuts. What conditions show and hide counts just where it is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from readiness_tui.analysis.folding import Bounds, Part, fold_bounds
from readiness_tui.analysis.improving import Improvable
from readiness_tui.analysis.measuring import MeasuredQuestion, MeasuredSection
from readiness_tui.analysis.programming import Programme
from readiness_tui.analysis.showing import ALWAYS, Shown, any_of
from readiness_tui.model.questionnaire import Fold

ZERO, ONE = Fraction(0), Fraction(1)


class Leaf(NamedTuple):
    """A question: its lowest value now, what it gains when its variable is 1 (None: it has none), when it counts."""

    now: Fraction
    gain: Fraction = ZERO
    variable: int | None = None
    shown: Shown = ALWAYS
    is_settled: bool = True

    @property
    def variables(self) -> frozenset[int]:
        """Its variable, if it has one."""
        return frozenset() if self.variable is None else frozenset((self.variable,))

    @property
    def highest(self) -> Fraction:
        """Its value when it is improved."""
        return self.now + self.gain


class Branch:
    """A fold over weighted parts, never without one; and when it counts."""

    def __init__(self, fold: Fold, parts: tuple[tuple[Fraction, Node], ...], shown: Shown = ALWAYS) -> None:
        self.fold = fold
        self.parts = parts
        self.shown = shown

    @cached_property
    def is_settled(self) -> bool:
        """Whether all that is in it counts, whatever is answered."""
        return all(part.shown == ALWAYS and part.is_settled for _, part in self.parts)

    @cached_property
    def weights(self) -> tuple[Fraction, ...]:
        """What each part is multiplied by, under folds that add up."""
        if self.fold == "sum":
            return tuple(weight for weight, _ in self.parts)
        whole = sum((weight for weight, _ in self.parts), ZERO)
        return tuple(weight / whole for weight, _ in self.parts)

    @cached_property
    def highest(self) -> Fraction:
        """Its value when all is improved; where it hangs on answers what counts, no less than that."""
        if self.is_settled:
            return self.worth(None)
        if self.fold == "sum":
            return sum((weight * part.highest for weight, part in self.parts), ZERO)
        return max(part.highest for _, part in self.parts)

    @cached_property
    def variables(self) -> frozenset[int]:
        """The variables that it hangs on."""
        return frozenset[int]().union(*(part.variables for _, part in self.parts))

    @cached_property
    def now(self) -> Fraction:
        """Its value when no variable is 1."""
        return self._fold_of([part.now for _, part in self.parts])

    def worth(self, chosen: frozenset[int] | None) -> Fraction:
        """Its value when some variables are 1 (None: all); what only may count does so where that lowers it."""
        if chosen is not None and self.variables.isdisjoint(chosen):
            return self.now
        return self._fold_of([worth(part, chosen) for _, part in self.parts])

    def _fold_of(self, values: list[Fraction]) -> Fraction:
        if not self.is_settled:
            found = fold_bounds(
                self.fold,
                [
                    Part(weight, Bounds(value, value, part.shown.must is False))
                    for value, (weight, part) in zip(values, self.parts, strict=True)
                ],
            )
            return found.lowest if found is not None else ZERO
        if self.fold == "minimum":
            return min(values)
        if self.fold == "maximum":
            return max(values)
        return sum((weight * value for weight, value in zip(self.weights, values, strict=True)), ZERO)


Node = Leaf | Branch


def worth(node: Node, chosen: frozenset[int] | None) -> Fraction:
    """The value of a node when some variables are 1 (None: all)."""
    if isinstance(node, Branch):
        return node.worth(chosen)
    return node.highest if chosen is None or node.variable in chosen else node.now


class Tree(NamedTuple):
    """The overall score as a fold over what can be improved (None: nothing counts), and every section that counts."""

    top: Branch | None
    sections: Mapping[str, Branch]


class Improving(NamedTuple):
    """What can be improved, its variables, and when each question counts; `programme` takes rows for sections."""

    programme: Programme
    candidates: Mapping[str, Improvable]
    numbers: Mapping[str, int]
    shown: Mapping[str, Shown]

    def leaf(self, part: MeasuredQuestion) -> Leaf:
        """A question as a leaf."""
        name = part.outline.question.id
        now = part.bounds.lowest if part.bounds is not None else ZERO
        shown = self.shown.get(name, ALWAYS if part.applies else Shown(may=True, must=False))
        if name not in self.candidates:
            return Leaf(now, shown=shown)
        return Leaf(now, max(self.candidates[name].value - now, ZERO), self.numbers[name], shown)

    def branch(self, fold: Fold, parts: list[tuple[Fraction, Node]]) -> Branch | None:
        """A fold over parts; None over none."""
        if fold == "mean":
            parts = [(ONE, node) for _, node in parts]
        elif fold == "weighted-mean":
            parts = [(weight, node) for weight, node in parts if weight > 0]
        if not parts:
            return None
        may = any_of(self.programme, [node.shown.may for _, node in parts])
        must = any_of(self.programme, [node.shown.must for _, node in parts])
        return Branch(fold, tuple(parts), Shown(may, must))


def tree_of(fold: Fold, sections: Sequence[MeasuredSection], improving: Improving) -> Tree:
    """The overall score and every section that counts, by id."""
    found: dict[str, Branch] = {}

    def section_node(section: MeasuredSection) -> Branch | None:
        leaves = [improving.leaf(part) for part in section.questions if part.bounds is not None]
        weights = [part.outline.question.weight for part in section.questions if part.bounds is not None]
        whole: list[tuple[Fraction, Node]] = [
            (weight, leaf) for weight, leaf in zip(weights, leaves, strict=True) if leaf.shown.may is not False
        ]
        inner = [(child.outline.section.weight, section_node(child)) for child in section.sections]
        whole += [(weight, node) for weight, node in inner if node is not None]
        node = improving.branch(section.outline.fold, whole)
        if node is not None:
            found[section.outline.section.id] = node
        return node

    tops = [(section.outline.section.weight, section_node(section)) for section in sections]
    return Tree(improving.branch(fold, [(weight, node) for weight, node in tops if node is not None]), found)
