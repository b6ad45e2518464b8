"""Every overall score that there can be: exact, where the answers that conditions ask about, and the scores, are not
too many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from readiness_tui.analysis.condition_checking import atoms
from readiness_tui.analysis.conditions import Facts
from readiness_tui.analysis.forms import looks_at_tasks
from readiness_tui.analysis.outlining import QuestionOutline, SectionOutline, outline_of, questions_in
from readiness_tui.analysis.satisfying import Satisfier
from readiness_tui.analysis.worlds import Option, World
from readiness_tui.model.conditions import ProfileIs
from readiness_tui.model.questionnaire import Fold

Values = frozenset[Fraction | None]
"""The values that a part may have; None where it may be absent."""

_State = tuple[Fraction, Fraction] | None
"""What is folded so far, as a sum and its weight, or as a value; None while nothing counts."""

_MOST_STATES, _MOST_SETTINGS = 5_000, 200


class _TooManyError(Exception):
    pass


def possible_scores(satisfier: Satisfier) -> frozenset[Fraction] | None:
    """The overall scores of all ways to answer (under `unanswered: zero` leaving open is one, too); None where this
    would take too long to tell, or hangs on tasks."""
    questionnaire = satisfier.questionnaire
    found: set[Fraction | None] = set()
    try:
        for world in _settings(satisfier):
            scores = _Scores(satisfier, world)
            tops = [(part.section.weight, scores.section(part)) for part in outline_of(questionnaire).sections]
            found |= _folded(questionnaire.scoring.overall.fold, tops)
    except _TooManyError:
        return None
    return frozenset(value for value in found if value is not None)


def _settings(satisfier: Satisfier) -> Iterator[World]:
    """Every way to answer, and to describe the agent, in what conditions look at."""
    outline = satisfier.outline
    conditions = [condition for name in outline.conditional for condition in outline.by_id[name].conditions]
    if any(looks_at_tasks(condition) for condition in conditions):
        raise _TooManyError
    names = dict.fromkeys(name for condition in conditions for name in questions_in(condition))
    looked = (atom for condition in conditions for atom, _ in atoms(condition))
    facts = dict.fromkeys(atom.profile for atom in looked if isinstance(atom, ProfileIs))
    unknown: tuple[None, ...] = (None,) if satisfier.questionnaire.scoring.unanswered == "zero" else ()
    answers: list[Sequence[Option | None]] = [satisfier.options(name) + unknown for name in names]
    values: list[Sequence[str | None]] = [satisfier.facts()[fact] + unknown for fact in facts]
    if prod(map(len, (*answers, *values))) > _MOST_SETTINGS:
        raise _TooManyError
    for chosen in product(*answers):
        given = {name: option for name, option in zip(names, chosen, strict=True) if option is not None}
        for known in product(*values):
            yield World(given, {fact: text for fact, text in zip(facts, known, strict=True) if text is not None})


class _Scores:
    """The values of questions and sections in a world in which it is settled what is asked."""

    def __init__(self, satisfier: Satisfier, world: World) -> None:
        scoring = satisfier.questionnaire.scoring
        self.satisfier = satisfier
        self.given = world.answers
        facts = Facts(satisfier.questionnaire, world.assessment(satisfier.questionnaire), {})
        self.applies: Mapping[str, bool | None] = facts.applies
        self.absent = {"exclude": None, "zero": Fraction(0), "full": Fraction(1)}[scoring.not_applicable]
        self.open: tuple[Fraction, ...] = (Fraction(0),) if scoring.unanswered == "zero" else ()

    def section(self, section: SectionOutline) -> Values:
        parts = [(part.question.weight, self.question(part)) for part in section.questions]
        parts += [(child.section.weight, self.section(child)) for child in section.sections]
        return _folded(section.fold, parts)

    def question(self, part: QuestionOutline) -> Values:
        name = part.question.id
        if self.applies.get(name, True) is False:
            return frozenset((None,))
        options = [self.given[name]] if name in self.given else self.satisfier.options(name)
        values = [self.absent if option.value is None else option.value for option in options]
        return frozenset(values if name in self.given else [*values, *self.open])


def _folded(fold: Fold, parts: Iterable[tuple[Fraction, Values]]) -> Values:
    states: set[_State] = {None}
    for weight, values in parts:
        if weight or fold != "weighted-mean":
            states = {_with(fold, state, weight, value) for state in states for value in values}
        if len(states) > _MOST_STATES:
            raise _TooManyError
    divides = fold in ("weighted-mean", "mean")
    return frozenset(None if state is None else state[0] / state[1] if divides else state[0] for state in states)


def _with(fold: Fold, state: _State, weight: Fraction, value: Fraction | None) -> _State:
    if value is None:
        return state
    if fold in ("minimum", "maximum"):
        choose = min if fold == "minimum" else max
        return (value, weight * 0) if state is None else (choose(state[0], value), state[1])
    heavy = Fraction(1) if fold == "mean" else weight
    before = state or (Fraction(0), Fraction(0))
    return before[0] + heavy * value, before[1] + heavy if fold != "sum" else before[1]
