"""From an answer to its value: what a question makes of a choice, of choices, of a number; and what it could make."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import islice
from typing import Literal, NamedTuple

from readiness_tui.analysis.truth import Truth, evaluate
from readiness_tui.model.assessment import Answer
from readiness_tui.model.conditions import AllOf, AnyOf, Condition, NotOf
from readiness_tui.model.questionnaire import Question
from readiness_tui.model.values import parse_rational, rational_text

ZERO, ONE = Fraction(0), Fraction(1)
SEARCH_LIMIT = 5_000


class Reading(NamedTuple):
    """What an answer says: its state, its exact value where it has one, and the answer as it is written."""

    state: Literal["answered", "not_applicable", "unanswered"]
    value: Fraction | None = None
    text: str | None = None


UNANSWERED = Reading("unanswered")
NOT_APPLICABLE = Reading("not_applicable", None, "n/a")


def read(question: Question, answer: Answer) -> Reading:
    """What an answer to a question says.

    Unanswered is also: a choice that the question no longer has (one such among `choices` is enough), an exclusive
    choice together with others, an answer of another kind, and "not applicable" where that is not allowed.
    """
    if answer.not_applicable is not None:
        return NOT_APPLICABLE if question.allow_na else UNANSWERED
    if question.kind == "number":
        return _read_number(question, answer.number)
    if question.kind == "many":
        return _read_choices(question, answer.choices)
    choice = question.choice(answer.choice) if answer.choice is not None else None
    return UNANSWERED if choice is None else Reading("answered", choice.value or ZERO, choice.id)


def _read_number(question: Question, number: Fraction | None) -> Reading:
    if number is None:
        return UNANSWERED
    return Reading("answered", number_value(question, number), rational_text(number))


def _read_choices(question: Question, chosen: tuple[str, ...] | None) -> Reading:
    if not chosen or not is_selection(question, frozenset(chosen)):
        return UNANSWERED
    return Reading("answered", selection_value(question, frozenset(chosen)), ",".join(chosen))


def number_value(question: Question, number: Fraction) -> Fraction:
    """The value of the highest step that a number reaches.

    Below every step it is 0; where the steps begin at 0 or less (a count can't be lower) it is that of the lowest.
    """
    reached = [step for step in question.steps if step.at_least <= number]
    if reached:
        return max(reached, key=lambda step: step.at_least).value
    lowest = min(question.steps, key=lambda step: step.at_least, default=None)
    return ZERO if lowest is None or lowest.at_least > 0 else lowest.value


def is_selection(question: Question, chosen: frozenset[str]) -> bool:
    """Whether these choices can be an answer: at least one, all of the question, an exclusive one alone."""
    by_id = {choice.id: choice for choice in question.choices}
    if not chosen or not chosen <= by_id.keys():
        return False
    return len(chosen) == 1 or not any(by_id[name].exclusive for name in chosen)


def selection_value(question: Question, chosen: frozenset[str]) -> Fraction:
    """The value of the first rule that is true of a selection; 0 where none is."""
    for rule in question.rules:
        if rule.when is None or evaluate(rule.when, lambda atom: atom in chosen):
            return rule.value
    return ZERO


def possible_values(question: Question) -> tuple[Fraction, ...]:
    """Every value that an answer can have, lowest first; never empty."""
    if question.kind == "number":
        values = {step.value for step in question.steps}
        below = not values or min(step.at_least for step in question.steps) > 0
        return tuple(sorted(values | {ZERO} if below else values))
    if question.kind == "many":
        return tuple(sorted({_rule_value(question, rule) for rule in selections(question)} or {ZERO}))
    return tuple(sorted({choice.value or ZERO for choice in question.choices} or {ZERO}))


def value_ends(question: Question) -> tuple[Fraction, Fraction]:
    """The lowest and the highest value that an answer can have."""
    if question.kind != "one" or not question.choices:
        values = possible_values(question)
        return values[0], values[-1]
    worth = [choice.value or ZERO for choice in question.choices]
    return min(worth), max(worth)


def _rule_value(question: Question, rule: int) -> Fraction:
    return question.rules[rule].value if rule < len(question.rules) else ZERO


def selections(question: Question) -> Mapping[int, frozenset[str]]:
    """For each rule of a `many` question that can win, a selection for which it does.

    Keys are places in `rules`; the number of rules stands for "no rule is true". Exact; where a question is too large
    to be searched, every rule is taken to be able to win, and stands with no choices.
    """
    found: dict[int, frozenset[str]] = {}
    free = tuple(choice.id for choice in question.choices if not choice.exclusive)
    named = {name for rule in question.rules if rule.when is not None for name in _names(rule.when)}
    for choice in question.choices:
        if choice.exclusive:
            winner, _ = _first_undecided(question, {name: name == choice.id for name in named})
            found.setdefault(winner, frozenset({choice.id}))
    leaves = _search(question, free, dict.fromkeys(named.difference(free), False))
    for winner, chosen in islice(leaves, SEARCH_LIMIT):
        found.setdefault(winner, chosen)
    if next(leaves, None) is not None:
        return dict.fromkeys(range(len(question.rules)), frozenset[str]()) | found
    return found


def _search(question: Question, free: tuple[str, ...], taken: dict[str, bool]) -> Iterator[tuple[int, frozenset[str]]]:
    """Split on one choice at a time until the winning rule is decided; each leaf with one selection, never empty."""
    winner, undecided = _first_undecided(question, taken)
    if undecided is None:
        chosen = frozenset(name for name in free if taken.get(name))
        spare = next((name for name in free if name not in taken), None)
        if chosen or spare is not None:
            yield winner, chosen or frozenset({str(spare)})
        return
    for value in (True, False):
        yield from _search(question, free, {**taken, undecided: value})


def _first_undecided(question: Question, taken: dict[str, bool]) -> tuple[int, str | None]:
    for place, rule in enumerate(question.rules):
        truth = True if rule.when is None else _partly(rule.when, taken)
        if truth:
            return place, None
        if truth is None and rule.when is not None:
            return place, next(name for name in _names(rule.when) if name not in taken)
    return len(question.rules), None


def _partly(condition: Condition, taken: dict[str, bool]) -> Truth:
    return evaluate(condition, lambda atom: taken.get(atom) if isinstance(atom, str) else False)


def _names(condition: Condition) -> Iterator[str]:
    if isinstance(condition, AllOf | AnyOf):
        for part in condition.all if isinstance(condition, AllOf) else condition.any:
            yield from _names(part)
    elif isinstance(condition, NotOf):
        yield from _names(condition.not_)
    elif isinstance(condition, str):
        yield condition


class Need(NamedTuple):
    """What an answer has to reach: exactly one of a value, a number and a choice among `choices`; `text` as written."""

    text: str
    value: Fraction | None = None
    number: Fraction | None = None
    choice: str | None = None

    def is_met(self, answer: Answer, value: Fraction | None) -> bool:
        """Whether a question with this answer, worth `value`, reaches it."""
        if self.value is not None:
            return value is not None and value >= self.value
        if self.number is not None:
            return answer.number is not None and answer.number >= self.number
        return self.choice is not None and self.choice in (answer.choices or ())


def need_of(question: Question, at_least: str | None = None, at_least_value: Fraction | None = None) -> Need:
    """What a gate or a requirement asks of a question: a choice or better, a number, a value; nothing given: the best.

    Raises ValueError for a choice that the question doesn't have.
    """
    if at_least_value is not None:
        return Need(str(at_least_value), value=at_least_value)
    if at_least is None:
        return _best_need(question)
    choice = question.choice(at_least) if question.kind != "number" else None
    if choice is not None:
        return (
            Need(at_least, choice=choice.id) if question.kind == "many" else Need(at_least, value=choice.value or ZERO)
        )
    number = parse_rational(at_least)
    return Need(at_least, number=number) if question.kind == "number" else Need(at_least, value=number)


def _best_need(question: Question) -> Need:
    best = possible_values(question)[-1]
    named = next((choice.id for choice in question.choices if choice.value == best), str(best))
    return Need(named, value=best)


def can_meet(question: Question, need: Need) -> bool:
    """Whether some answer (other than "not applicable") reaches it."""
    return need.value is None or possible_values(question)[-1] >= need.value


def graded_answers(question: Question, answer: Answer, needs: Iterable[Need] = ()) -> tuple[Answer, ...]:
    """Answers to try, from the worst value to the best: one or more of each value, and those that meet some needs.

    Note, evidence, waiver and the rest of `answer` stay. The last has the best value and, as far as one answer can,
    meets all needs.
    """
    wanted = frozenset(need.choice for need in needs if need.choice is not None)
    if question.kind == "number":
        numbers = {need.number for need in needs if need.number is not None}
        numbers |= {step.at_least for step in question.steps}
        numbers |= {ZERO} if all(number > 0 for number in numbers) else set()
        graded = [answer.answered(number=number) for number in sorted(numbers)]
    elif question.kind == "many":
        found = dict.fromkeys(each for chosen in selections(question).values() for each in (chosen, chosen | wanted))
        graded = [
            answer.answered(choices=tuple(choice.id for choice in question.choices if choice.id in chosen))
            for chosen in found
            if is_selection(question, chosen)
        ]
    else:
        graded = [answer.answered(choice=choice.id) for choice in question.choices]

    def grade(given: Answer) -> tuple[Fraction, int]:
        return read(question, given).value or ZERO, len(wanted.intersection(given.choices or ()))

    return tuple(sorted(graded, key=grade))
