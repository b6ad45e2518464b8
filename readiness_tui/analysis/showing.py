"""Whether each question is asked, as parts of a programme: what an improvement shows and what it hides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from readiness_tui.analysis.conditions import Facts, holds, question_holds
from readiness_tui.analysis.programming import Programme, Row
from readiness_tui.analysis.truth import Truth
from readiness_tui.model.conditions import AllOf, AnyOf, Condition, NotOf, QuestionIs

ZERO, ONE = Fraction(0), Fraction(1)


class Variable(NamedTuple):
    """A variable that is 0 or 1, or (`holds` is False) its opposite."""

    number: int
    holds: bool = True


Literal = bool | Variable


class Shown(NamedTuple):
    """Whether a part counts: `may` unless it surely doesn't, `must` if it surely does; between them it is not known."""

    may: Literal = True
    must: Literal = True


ALWAYS = Shown()


def opposite(literal: Literal) -> Literal:
    """True where the literal is not."""
    return not literal if isinstance(literal, bool) else Variable(literal.number, not literal.holds)


def add_terms(terms: dict[int, Fraction], literal: Literal, factor: Fraction) -> Fraction:
    """Add `factor` times a literal to the terms of a row; returns the constant that belongs to them."""
    if isinstance(literal, bool):
        return factor if literal else ZERO
    sign = ONE if literal.holds else -ONE
    terms[literal.number] = terms.get(literal.number, ZERO) + sign * factor
    return ZERO if literal.holds else factor


def demand_one(programme: Programme, literals: Iterable[Literal]) -> None:
    """Add a row so that one of some literals is true."""
    terms: dict[int, Fraction] = {}
    constant = sum((add_terms(terms, literal, ONE) for literal in literals), ZERO)
    programme.rows.append(Row(terms, ONE - constant))


def any_of(programme: Programme, literals: Iterable[Literal]) -> Literal:
    """A literal that is true just when one of some is."""
    wanted = dict.fromkeys(literal for literal in literals if literal is not False)
    if True in wanted or any(opposite(literal) in wanted for literal in wanted):
        return True
    if len(wanted) <= 1:
        return next(iter(wanted), False)
    found = Variable(programme.variable())
    demand_one(programme, (opposite(found), *wanted))
    for literal in wanted:
        demand_one(programme, (found, opposite(literal)))
    return found


def all_of(programme: Programme, literals: Iterable[Literal]) -> Literal:
    """A literal that is true just when all of some are."""
    return opposite(any_of(programme, [opposite(literal) for literal in literals]))


def shown_questions(
    programme: Programme, now: Facts, improved: Facts, numbers: Mapping[str, int]
) -> Mapping[str, Shown]:
    """Whether each question with conditions is asked, by the variables of those that can be improved (`numbers`).

    `now` has the answers of today, `improved` those where everything is improved.
    """
    found = dict.fromkeys(now.outline.conditional, Shown(may=True, must=False))

    def truth(condition: Condition) -> Shown:
        if isinstance(condition, AllOf | AnyOf):
            join = all_of if isinstance(condition, AllOf) else any_of
            parts = [truth(part) for part in (condition.all if isinstance(condition, AllOf) else condition.any)]
            return Shown(join(programme, [one.may for one in parts]), join(programme, [one.must for one in parts]))
        if isinstance(condition, NotOf):
            part = truth(condition.not_)
            return Shown(opposite(part.must), opposite(part.may))
        if isinstance(condition, QuestionIs):
            return _atom(programme, condition, (now, improved), found, numbers)
        return _known(holds(condition, now))

    zero = now.questionnaire.scoring.unanswered == "zero"
    for name in now.outline.conditional:
        parts = [truth(condition) for condition in now.outline.by_id[name].conditions]
        must = all_of(programme, [one.must for one in parts])
        found[name] = Shown(must if zero else all_of(programme, [one.may for one in parts]), must)
    return found


def _known(truth: Truth) -> Shown:
    return Shown(truth is not False, truth is True)


def _atom(
    programme: Programme,
    atom: QuestionIs,
    facts: tuple[Facts, Facts],
    shown: Mapping[str, Shown],
    numbers: Mapping[str, int],
) -> Shown:
    """An atom about a question: by its answer where it is asked, settled where it is hidden."""
    now, improved = facts
    part = shown.get(atom.question, ALWAYS)
    before = after = _known(question_holds(atom, now, True))
    number = numbers.get(atom.question)
    if number is not None:
        after = _known(question_holds(atom, improved, True))
    asked = Shown(*(_chosen(number, was, will) for was, will in zip(before, after, strict=True)))
    hidden = question_holds(atom, now, False) is True
    return Shown(
        any_of(programme, (all_of(programme, (opposite(part.must), hidden)), all_of(programme, (part.may, asked.may)))),
        all_of(
            programme, (any_of(programme, (part.must, hidden)), any_of(programme, (opposite(part.may), asked.must)))
        ),
    )


def _chosen(number: int | None, before: Literal, after: Literal) -> Literal:
    """What holds before a question is improved, and after."""
    if before == after or number is None:
        return before
    return Variable(number, bool(after))
