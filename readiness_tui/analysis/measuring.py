"""The bounds of every question and section: what the answers say, what conditions hide, what is still open."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from readiness_tui.analysis.answering import ONE, ZERO, Reading, read
from readiness_tui.analysis.conditions import Facts
from readiness_tui.analysis.folding import Bounds, Part, fold_bounds, shares_of_lowest
from readiness_tui.analysis.outlining import QuestionOutline, SectionOutline
from readiness_tui.analysis.truth import Truth
from readiness_tui.model.assessment import Answer
from readiness_tui.model.questionnaire import Scoring


class MeasuredQuestion(NamedTuple):
    """A question, what its answer says, whether it applies, and its bounds; None where it counts nowhere."""

    outline: QuestionOutline
    answer: Answer
    reading: Reading
    applies: Truth
    bounds: Bounds | None


class MeasuredSection(NamedTuple):
    """A section and its bounds; None where nothing in it applies. `parts` are those that count, questions first.

    `adds_nothing`: nothing in it has been shown to be worth anything, so that it adds 0 whatever its share.
    """

    outline: SectionOutline
    questions: tuple[MeasuredQuestion, ...]
    sections: tuple["MeasuredSection", ...]
    parts: tuple[Part, ...]
    bounds: Bounds | None
    adds_nothing: bool


def measure(facts: Facts) -> tuple[MeasuredSection, ...]:
    """The top sections with their bounds, bottom-up; those in which nothing has changed are taken over."""
    outline = facts.outline
    given = [*map(facts.assessment.answers.get, outline.names), *facts.applies.values()]
    return outline.memory.each(
        "measured",
        given,
        None,
        lambda place: _section(outline.sections[place], facts),
        places=outline.places,
        count=len(outline.sections),
    )


def parts_of(questions: tuple[MeasuredQuestion, ...], sections: tuple["MeasuredSection", ...]) -> tuple[Part, ...]:
    """The parts of a fold: what is not absent, questions first."""
    own = tuple(Part(part.outline.question.weight, part.bounds) for part in questions if part.bounds is not None)
    return own + tuple(Part(part.outline.section.weight, part.bounds) for part in sections if part.bounds is not None)


def _section(outline: SectionOutline, facts: Facts) -> MeasuredSection:
    questions = tuple(_question(question, facts) for question in outline.questions)
    sections = tuple(_section(child, facts) for child in outline.sections)
    parts = parts_of(questions, sections)
    adds_nothing = not any(part.bounds and part.bounds.lowest for part in questions)
    adds_nothing = adds_nothing and all(child.adds_nothing for child in sections)
    return MeasuredSection(outline, questions, sections, parts, fold_bounds(outline.fold, parts), adds_nothing)


def _question(outline: QuestionOutline, facts: Facts) -> MeasuredQuestion:
    answer = facts.assessment.answer(outline.question.id)
    applies = facts.applies.get(outline.question.id, True) if outline.conditions else True
    reading = read(outline.question, answer)
    bounds = None if applies is False else _bounds(outline, reading, facts.questionnaire.scoring, applies is None)
    return MeasuredQuestion(outline, answer, reading, applies, bounds)


def _bounds(outline: QuestionOutline, reading: Reading, scoring: Scoring, may_be_hidden: bool) -> Bounds | None:
    """Bounds of a question that applies, or may apply."""
    if reading.state == "answered":
        value = reading.value or ZERO
        return Bounds(value, value, may_be_hidden)
    if reading.state == "not_applicable":
        return _not_applicable(scoring, may_be_hidden)
    if scoring.unanswered == "zero":
        return Bounds(ZERO, ZERO, may_be_hidden)
    lowest, highest = outline.lowest, outline.highest
    if outline.question.allow_na and scoring.not_applicable == "exclude":
        may_be_hidden = True
    elif outline.question.allow_na:
        worth = ZERO if scoring.not_applicable == "zero" else ONE
        lowest, highest = min(lowest, worth), max(highest, worth)
    return Bounds(lowest, highest, may_be_hidden)


def _not_applicable(scoring: Scoring, may_be_hidden: bool) -> Bounds | None:
    if scoring.not_applicable == "exclude":
        return None
    worth = ZERO if scoring.not_applicable == "zero" else ONE
    return Bounds(worth, worth, may_be_hidden)


def contributions(section: MeasuredSection, share: Fraction = ONE) -> Iterator[tuple[str, Fraction]]:
    """What each question adds to `share` times the section's lowest; they add up to it exactly."""
    shares = iter(shares_of_lowest(section.outline.fold, section.parts) if share else [ZERO] * len(section.parts))
    products: dict[tuple[int, int, int, int], Fraction] = {}
    for question in section.questions:
        if question.bounds is None:
            yield question.outline.question.id, ZERO
            continue
        key = next(shares).as_integer_ratio() + question.bounds.lowest.as_integer_ratio()
        if key not in products:
            products[key] = share * Fraction(key[0], key[1]) * question.bounds.lowest
        yield question.outline.question.id, products[key]
    for child in section.sections:
        yield from contributions(child, share * next(shares) if child.bounds is not None else ZERO)


def overall_shares(sections: Sequence[MeasuredSection], shares: Sequence[Fraction]) -> list[Fraction]:
    """The shares of the sections that count, in the places of all; 0 for those that are absent or add nothing."""
    remaining = iter(shares)
    given = [ZERO if section.bounds is None else next(remaining) for section in sections]
    return [ZERO if section.adds_nothing else share for section, share in zip(sections, given, strict=True)]
