"""Whether every answer leads somewhere by itself: rules that fire, one sense to each choice, an improvement to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations, pairwise

from readiness_tui.analysis.answering import SEARCH_LIMIT, is_selection, selection_value, selections
from readiness_tui.analysis.condition_checking import atoms
from readiness_tui.analysis.model_fault import ModelFault, Path
from readiness_tui.analysis.outlining import outline_of
from readiness_tui.analysis.question_checking import questions_with_paths
from readiness_tui.model.questionnaire import Choice, Question, Questionnaire, Step, ValueRule
from readiness_tui.model.values import rational_text

_MOST_NAMED = 10


def answer_checks(questionnaire: Questionnaire) -> Iterator[ModelFault]:
    """What can be said of each question and each answer set by itself."""
    for name, choices in questionnaire.answer_sets.items():
        yield from _same_values(choices, ("answer_sets", name))
    outline = outline_of(questionnaire)
    for path, question in questions_with_paths(questionnaire):
        if question.kind == "one":
            yield from _same_values(question.choices, (*path, "choices"))
        elif question.kind == "many":
            yield from _rules_that_never_win(question, path)
            yield from _choices_of_two_senses(question, path)
        else:
            yield from _step_faults(question, path)
        part = outline.by_id[question.id]
        falls_short = part.highest > part.lowest
        if question.improvement is None and falls_short and (question.gates or question.weight > 0):
            message = f"question '{question.id}' can fall short, but has no improvement"
            remedy = "add `improvement: {do: ..., effort_days: ...}`"
            example = f"answer it with less than {rational_text(part.highest)}: the plan has nothing to do about it"
            yield ModelFault(path, message, remedy, "value", "warning", "no-improvement", example)


def _same_values(choices: tuple[Choice, ...], path: Path) -> Iterator[ModelFault]:
    first: dict[Fraction, str] = {}
    for index, choice in enumerate(choices):
        if choice.value is None:
            continue
        if choice.value in first:
            message = f"choices '{first[choice.value]}' and '{choice.id}' are worth the same"
            remedy = "give them different values, or leave one out"
            example = f"both are worth {rational_text(choice.value)}"
            yield ModelFault((*path, index), message, remedy, "value", "warning", "same-value", example)
        first.setdefault(choice.value, choice.id)


def _rules_that_never_win(question: Question, path: Path) -> Iterator[ModelFault]:
    winners = selections(question)
    for index, rule in enumerate(question.rules):
        where = (*path, "rules", index)
        if index not in winners and rule.when is None:
            message = "no selection gets as far as the default: proven, the rules above cover them all"
            remedy = "let the default be the rule above it: keep that rule's value and take its `when` away"
            example = "every selection has a rule above"
            yield ModelFault(where, message, remedy, "value", "warning", "default-never-used", example)
        elif index not in winners:
            yield _never_wins(question, index, where)
        elif not winners[index]:
            message = f"it couldn't be decided whether this rule can win: more than {SEARCH_LIMIT:,} cases"
            example = "many selections were tried, not all"
            yield ModelFault(where, message, "make the rules simpler", "value", "warning", "rule-undecided", example)


def _never_wins(question: Question, index: int, path: Path) -> ModelFault:
    alone = _selection_for(question, question.rules[index])
    if alone is None:
        message = "this rule can never be true: proven, no selection makes it so"
        remedy = "change its condition; an exclusive choice stands alone"
        return ModelFault(path, message, remedy, "value", "error", "rule-never-fires", "tried every selection")
    winner = next(place for place in range(index) if _is_true(question, question.rules[place], alone))
    message = "this rule never wins: proven, wherever it is true a rule above is true, too"
    remedy = "move it up, or make the rules above narrower"
    value = rational_text(question.rules[winner].value)
    example = f"{question.id}: {_written(question, alone)} makes it true, and rule {winner + 1} before it gives {value}"
    return ModelFault(path, message, remedy, "value", "error", "rule-never-fires", example)


def _selection_for(question: Question, rule: ValueRule) -> frozenset[str] | None:
    """A selection that makes a rule true, were it the only one; None where there is none."""
    lone = question.model_copy(update={"rules": (rule, ValueRule(value=Fraction(0)))})
    return selections(lone).get(0)


def _is_true(question: Question, rule: ValueRule, chosen: frozenset[str]) -> bool:
    pair = (rule.model_copy(update={"value": Fraction(1)}), ValueRule(value=Fraction(0)))
    return selection_value(question.model_copy(update={"rules": pair}), chosen) == 1


def _choices_of_two_senses(question: Question, path: Path) -> Iterator[ModelFault]:
    """A choice that raises the value beside some choices and lowers it beside others is neither good nor bad."""
    named = {name for rule in question.rules if rule.when is not None for name in _choices_named(rule)}
    free = [choice.id for choice in question.choices if not choice.exclusive and choice.id in named]
    nothing = _nothing_named(question, named)
    values = {
        chosen: selection_value(question, chosen or nothing)
        for chosen in _subsets(free)
        if is_selection(question, chosen or nothing)
    }
    extent = "proven" if len(free) <= _MOST_NAMED else f"seen among {len(values):,} selections"
    for name in free:
        lowers = _first_step(values, name, -1)
        raises = _first_step(values, name, 1)
        if lowers is not None and raises is not None:
            message = f"choice '{name}' raises the value beside some choices and lowers it beside others ({extent})"
            remedy = "order the rules from the most that is asked to the least"
            place = next(index for index, choice in enumerate(question.choices) if choice.id == name)
            steps = [_step_words(question, chosen, nothing, name, values) for chosen in (lowers, raises)]
            example = "; ".join(steps)
            yield ModelFault((*path, "choices", place), message, remedy, "value", "error", "not-monotone", example)


def _nothing_named(question: Question, named: set[str]) -> frozenset[str]:
    """A selection that no rule names: an exclusive choice, else any other; empty where there is none."""
    spare = [choice.id for choice in question.choices if choice.id not in named]
    alone = [choice.id for choice in question.choices if choice.exclusive and choice.id in spare]
    return frozenset((alone or spare)[:1])


def _choices_named(rule: ValueRule) -> Iterator[str]:
    if rule.when is not None:
        yield from (atom for atom, _ in atoms(rule.when) if isinstance(atom, str))


def _subsets(names: list[str]) -> Iterator[frozenset[str]]:
    """All of them; of many names those with few, or all but few."""
    sizes = range(len(names) + 1) if len(names) <= _MOST_NAMED else (0, 1, 2, len(names) - 1, len(names))
    for size in sizes:
        yield from (frozenset(chosen) for chosen in combinations(names, size))


def _first_step(values: Mapping[frozenset[str], Fraction], name: str, sign: int) -> frozenset[str] | None:
    for chosen, value in values.items():
        more = chosen | {name}
        if name not in chosen and more in values and (values[more] - value) * sign > 0:
            return chosen
    return None


def _step_words(
    question: Question,
    chosen: frozenset[str],
    nothing: frozenset[str],
    name: str,
    values: Mapping[frozenset[str], Fraction],
) -> str:
    """Two answers as they are given, and what each is worth: `isolation: a -> a,b changes the value 1 -> 0.5`."""
    before, after = values[chosen], values[chosen | {name}]
    ends = f"{_written(question, chosen or nothing)} -> {_written(question, chosen | {name})}"
    return f"{question.id}: {ends} changes the value {rational_text(before)} -> {rational_text(after)}"


def _written(question: Question, chosen: frozenset[str]) -> str:
    return ",".join(choice.id for choice in question.choices if choice.id in chosen)


def _step_faults(question: Question, path: Path) -> Iterator[ModelFault]:
    """Numbers without a step, and steps that go up and down."""
    steps = sorted(question.steps, key=lambda step: step.at_least)
    lowest = steps[0]
    if lowest.at_least > 0:
        message = f"numbers below {rational_text(lowest.at_least)} have no step, and count as 0"
        remedy = "add `{at_least: 0, value: 0}`"
        yield ModelFault((*path, "steps"), message, remedy, "key", "warning", "no-step", f"{question.id}: 0 is worth 0")
    rises = next(((low, high) for low, high in pairwise(steps) if high.value > low.value), None)
    falls = next(((low, high) for low, high in pairwise(steps) if high.value < low.value), None)
    if rises and falls:
        message = "more is worth more in one place and less in another: proven"
        example = f"{_rise_words(question, rises)}; {_rise_words(question, falls)}"
        yield ModelFault(
            (*path, "steps"), message, "let the values only rise, or only fall", "key", "error", "not-monotone", example
        )
    elif falls:
        message = "the more, the less it is worth; is that meant?"
        yield ModelFault(
            (*path, "steps"),
            message,
            "swap the values if not",
            "key",
            "warning",
            "falling-steps",
            _rise_words(question, falls),
        )


def _rise_words(question: Question, pair: tuple[Step, Step]) -> str:
    numbers = " -> ".join(rational_text(step.at_least) for step in pair)
    return f"{question.id}: {numbers} changes the value {' -> '.join(rational_text(step.value) for step in pair)}"
