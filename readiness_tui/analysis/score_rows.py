"""Rows that hold a score at a value, or a variable below a score."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from readiness_tui.analysis.programming import Programme, Row
from readiness_tui.analysis.relaxing import Branch, Leaf, Node
from readiness_tui.analysis.showing import ALWAYS, Literal, Variable, add_terms, demand_one, opposite

ZERO, ONE = Fraction(0), Fraction(1)


def demand(programme: Programme, node: Node, least: Fraction, strict: bool = False) -> None:
    """Add rows so that a node, where it counts, reaches a value."""
    if node.shown.may is True and node.is_settled:
        _demand_settled(programme, node, least, strict)
        return
    terms, now = line(programme, node)
    slack = max(least, ZERO)
    row = dict(terms)
    constant = add_terms(row, opposite(node.shown.may), slack)
    programme.rows.append(Row(row, least - now - constant, strict and node.shown.may is True))


def _demand_settled(programme: Programme, node: Node, least: Fraction, strict: bool) -> None:
    """For a minimum every part reaches it, for a maximum one that is picked."""
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
    if not node.is_settled:
        return {_shown_bound(programme, node): ONE}, ZERO
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


def _shown_bound(programme: Programme, node: Branch) -> int:
    """A variable at most the fold over the parts that count; anything up to the highest where none surely does."""
    top = node.highest
    bound = programme.variable(max(top, ZERO), whole=False)
    if node.fold == "minimum":
        for _, part in node.parts:
            _at_most(programme, bound, part, top)
    elif node.fold == "maximum":
        picks = [Variable(programme.variable()) for _ in node.parts]
        demand_one(programme, (*picks, opposite(node.shown.must)))
        for pick, (_, part) in zip(picks, node.parts, strict=True):
            demand_one(programme, (opposite(pick), part.shown.must))
            _at_most(programme, bound, part, top, pick)
    else:
        _at_most_sum(programme, bound, node)
    return bound


def _at_most(programme: Programme, bound: int, part: Node, top: Fraction, picked: Literal = True) -> None:
    """A row: where a part counts, and is picked, the bound is no more than its value."""
    terms, now = line(programme, part)
    row = {**terms, bound: -ONE}
    constant = add_terms(row, opposite(part.shown.may), top) + add_terms(row, opposite(picked), top)
    programme.rows.append(Row(row, -now - constant))


def _at_most_sum(programme: Programme, bound: int, node: Branch) -> None:
    """Rows: the bound is no more than the sum of the parts that count, or than their mean.

    For a mean, what the parts lie above it and below it adds up to 0; a part that only may count adds nothing above.
    """
    is_sum, top = node.fold == "sum", node.highest
    row: dict[int, Fraction] = {bound: -ONE} if is_sum else {}
    constant = add_terms(row, opposite(node.shown.must), top) if is_sum else ZERO
    for weight, part in node.parts:
        terms, now = line(programme, part)
        own = dict(terms) if is_sum else {**terms, bound: -ONE}
        if part.shown != ALWAYS:
            own, now = _where_it_counts(programme, own, now, part, ZERO if is_sum else top)
        constant += weight * now
        for number, factor in own.items():
            row[number] = row.get(number, ZERO) + weight * factor
    programme.rows.append(Row(row, -constant))


def _where_it_counts(
    programme: Programme, terms: Mapping[int, Fraction], now: Fraction, part: Node, below: Fraction
) -> tuple[dict[int, Fraction], Fraction]:
    """What a part adds where it counts: a variable, moved up by what it may lie below 0, and the constant for that."""
    above = part.highest
    added = programme.variable(above + below, whole=False)
    row = {**terms, added: -ONE}
    constant = add_terms(row, opposite(part.shown.may), below)
    programme.rows.append(Row(row, -now - constant - below))
    limit: dict[int, Fraction] = {added: -ONE}
    constant = add_terms(limit, part.shown.must, above)
    programme.rows.append(Row(limit, -constant - below))
    return {added: ONE}, -below
