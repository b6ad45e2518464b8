"""Scores as linear rows: never less than the worst end really becomes, and in all usual cases exactly that.

What may be absent counts as if it were there, which can only raise the bound; the search checks and cuts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from readiness_tui.analysis.improving import Improvable
from readiness_tui.analysis.measuring import MeasuredQuestion, MeasuredSection
from readiness_tui.analysis.programming import Programme, Row
from readiness_tui.model.questionnaire import Fold

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Leaf:
    """A question: its lowest value now, and what it gains when its variable is 1 (None: it has none)."""

    now: Fraction
    gain: Fraction = ZERO
    variable: int | None = None

    @property
    def highest(self) -> Fraction:
        """Its value when it is improved."""
        return self.now + self.gain


@dataclass(frozen=True)
class Branch:
    """A fold over weighted parts; never without one."""

    fold: Fold
    parts: tuple[tuple[Fraction, Node], ...]

    @cached_property
    def weights(self) -> tuple[Fraction, ...]:
        """What each part is multiplied by, under folds that add up."""
        if self.fold == "sum":
            return tuple(weight for weight, _ in self.parts)
        whole = sum((weight for weight, _ in self.parts), ZERO)
        return tuple(weight / whole for weight, _ in self.parts)

    @cached_property
    def highest(self) -> Fraction:
        """Its value when all is improved."""
        return self.worth(None)

    def worth(self, chosen: frozenset[int] | None) -> Fraction:
        """Its value when some variables are 1 (None: all)."""
        values = [worth(part, chosen) for _, part in self.parts]
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


def nodes_of(
    fold: Fold, sections: Sequence[MeasuredSection], candidates: Mapping[str, Improvable], numbers: Mapping[str, int]
) -> tuple[Node | None, Mapping[str, Node]]:
    """The overall score (None: nothing counts), and every section that counts by id."""
    found: dict[str, Node] = {}

    def section_node(section: MeasuredSection) -> Node | None:
        parts = [
            (part.outline.question.weight, _leaf(part, candidates, numbers))
            for part in section.questions
            if part.bounds is not None
        ]
        inner = [(child.outline.section.weight, section_node(child)) for child in section.sections]
        whole: list[tuple[Fraction, Node]] = [*parts, *((weight, node) for weight, node in inner if node is not None)]
        node = _branch(section.outline.fold, whole)
        if node is not None:
            found[section.outline.section.id] = node
        return node

    tops = [(section.outline.section.weight, section_node(section)) for section in sections]
    return _branch(fold, [(weight, node) for weight, node in tops if node is not None]), found


def _leaf(part: MeasuredQuestion, candidates: Mapping[str, Improvable], numbers: Mapping[str, int]) -> Leaf:
    name = part.outline.question.id
    now = part.bounds.lowest if part.bounds is not None else ZERO
    if name not in candidates:
        return Leaf(now)
    return Leaf(now, max(candidates[name].value - now, ZERO), numbers[name])


def _branch(fold: Fold, parts: list[tuple[Fraction, Node]]) -> Branch | None:
    if fold == "mean":
        parts = [(ONE, node) for _, node in parts]
    elif fold == "weighted-mean":
        parts = [(weight, node) for weight, node in parts if weight > 0]
    return Branch(fold, tuple(parts)) if parts else None


def demand(programme: Programme, node: Node, least: Fraction, strict: bool = False) -> None:
    """Add rows so that a node reaches a value; for a minimum every part does, for a maximum one that is picked."""
    if isinstance(node, Branch) and node.fold == "minimum":
        for _, part in node.parts:
            demand(programme, part, least, strict)
    elif isinstance(node, Branch) and node.fold == "maximum" and least >= 0:
        picked = {}
        for _, part in node.parts:
            if part.highest >= least:
                pick = programme.variable()
                picked[pick] = ONE
                terms, now = line(programme, part)
                programme.rows.append(Row({**terms, pick: -least}, -now))
        programme.rows.append(Row(picked, ONE))
    else:
        terms, now = line(programme, node)
        programme.rows.append(Row(terms, least - now, strict))


def line(programme: Programme, node: Node) -> tuple[dict[int, Fraction], Fraction]:
    """A node as coefficients and a constant; what isn't a sum gets a variable that can't be more than it."""
    if isinstance(node, Leaf):
        return ({} if node.variable is None else {node.variable: node.gain}), node.now
    if node.fold in ("minimum", "maximum"):
        return {_bounded(programme, node): ONE}, ZERO
    terms: dict[int, Fraction] = {}
    constant = ZERO
    for weight, (_, part) in zip(node.weights, node.parts, strict=True):
        own, now = line(programme, part)
        constant += weight * now
        for number, factor in own.items():
            terms[number] = terms.get(number, ZERO) + weight * factor
    return terms, constant


def _bounded(programme: Programme, node: Branch) -> int:
    """A variable at most the minimum, or at most one part of the maximum that is picked."""
    top = max(part.highest for _, part in node.parts)
    bound = programme.variable(max(top, ZERO), whole=False)
    picks = {}
    for _, part in node.parts:
        terms, now = line(programme, part)
        row = {**terms, bound: -ONE}
        if node.fold == "maximum":
            pick = programme.variable()
            picks[pick] = ONE
            row[pick] = -top
            programme.rows.append(Row(row, -now - top))
        else:
            programme.rows.append(Row(row, -now))
    if picks:
        programme.rows.append(Row(picks, ONE))
    return bound
