"""Whether sections and questions are well formed: kinds, values, gates, improvements, old ids, weights."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from readiness_tui.analysis.condition_checking import answer_faults, condition_faults
from readiness_tui.analysis.model_fault import ModelFault, Path, repeated_ids, unknown_name
from readiness_tui.model.questionnaire import Choice, Gate, Question, Questionnaire, Section
from readiness_tui.model.values import parse_rational, rational_text

_FOREIGN = {
    "one": ("rules", "steps", "unit"),
    "many": ("answers", "steps", "unit"),
    "number": ("answers", "choices", "rules"),
}


def sections_with_paths(questionnaire: Questionnaire) -> Iterator[tuple[Path, Section]]:
    """All sections at any depth with their paths, in the file's order."""
    pending: list[tuple[Path, Section]] = []
    pending += [(("sections", index), section) for index, section in enumerate(questionnaire.sections)][::-1]
    while pending:
        path, section = pending.pop()
        yield path, section
        pending += [((*path, "sections", index), child) for index, child in enumerate(section.sections)][::-1]


def questions_with_paths(questionnaire: Questionnaire) -> Iterator[tuple[Path, Question]]:
    """All questions as written (answer sets not resolved) with their paths."""
    for path, section in sections_with_paths(questionnaire):
        for index, question in enumerate(section.questions):
            yield (*path, "questions", index), question


def section_faults(questionnaire: Questionnaire) -> Iterator[ModelFault]:
    """Weights, conditions and contents of every section."""
    for path, section in sections_with_paths(questionnaire):
        yield from _weight_faults(section.weight, path)
        if section.ask_when is not None:
            yield from condition_faults(section.ask_when, (*path, "ask_when"), "assessment", questionnaire)
        weights = [question.weight for question in section.questions] + [child.weight for child in section.sections]
        if not weights:
            message = f"section '{section.id}' holds nothing, so it counts nowhere"
            yield ModelFault(path, message, "add questions or remove it", severity="warning", id="empty-section")
        elif _weighs_nothing(section.fold or questionnaire.scoring.section.fold, weights):
            message = f"all parts of section '{section.id}' have weight 0, so it has no weighted mean"
            yield ModelFault(path, message, "give at least one part a weight above 0, or another fold", id="no-weight")
    if _weighs_nothing(questionnaire.scoring.overall.fold, [section.weight for section in questionnaire.sections]):
        message = "all sections have weight 0, so there is no weighted mean over them"
        yield ModelFault(("sections",), message, "give at least one section a weight above 0", at="key", id="no-weight")


def question_faults(path: Path, question: Question, questionnaire: Questionnaire) -> Iterator[ModelFault]:
    """Everything that a question says by itself and about others."""
    yield from _kind_faults(path, question, questionnaire)
    yield from _weight_faults(question.weight, path)
    if question.ask_when is not None:
        yield from condition_faults(question.ask_when, (*path, "ask_when"), "assessment", questionnaire)
    resolved = questionnaire.question_by_id[question.id]
    for index, gate in enumerate(question.gates):
        yield from _gate_faults(gate, (*path, "gates", index), resolved, questionnaire)
    yield from _improvement_faults(path, question, questionnaire)


def _weight_faults(weight: Fraction, path: Path) -> Iterator[ModelFault]:
    if weight < 0:
        yield ModelFault((*path, "weight"), "a weight can't be below 0", "write 0 or more", id="out-of-range")


def _weighs_nothing(fold: str, weights: list[Fraction]) -> bool:
    return fold == "weighted-mean" and not any(weights)


def _kind_faults(path: Path, question: Question, questionnaire: Questionnaire) -> Iterator[ModelFault]:
    for key in _FOREIGN[question.kind]:
        if getattr(question, key):
            message = f"'{key}' doesn't belong to a question of kind '{question.kind}'"
            yield ModelFault((*path, key), message, "remove it, or change the kind", at="key", id="kind")
    if question.kind == "one":
        yield from _one_faults(path, question, questionnaire)
    elif question.kind == "many":
        yield from _many_faults(path, question, questionnaire)
    else:
        yield from _number_faults(path, question)


def _one_faults(path: Path, question: Question, questionnaire: Questionnaire) -> Iterator[ModelFault]:
    if question.answers is not None and question.choices:
        message = f"question '{question.id}' has both 'answers' and 'choices'"
        yield ModelFault((*path, "choices"), message, "keep one of them", at="key", id="kind")
    elif question.answers is None and not question.choices:
        message = f"question '{question.id}' has no answers to choose from"
        yield ModelFault(path, message, "add `answers:` with an answer set, or `choices:`", id="kind")
    if question.answers is not None and question.answers not in questionnaire.answer_sets:
        yield unknown_name((*path, "answers"), "answer set", question.answers, questionnaire.answer_sets)
    if question.choices:
        yield from valued_choice_faults(question.choices, (*path, "choices"))


def valued_choice_faults(choices: tuple[Choice, ...], path: Path) -> Iterator[ModelFault]:
    """Whether the choices of a `one` question have ids of their own and values from 0 to 1."""
    yield from repeated_ids([((*path, index), choice.id) for index, choice in enumerate(choices)], "choice")
    for index, choice in enumerate(choices):
        where = (*path, index)
        if choice.value is None:
            yield ModelFault(where, f"choice '{choice.id}' has no value", "add `value:`, from 0 to 1", id="no-value")
        else:
            yield from _value_faults(choice.value, (*where, "value"))
        if choice.exclusive:
            message = "'exclusive' says nothing here: only one choice can be given anyway"
            yield ModelFault((*where, "exclusive"), message, "remove it", at="key", severity="warning", id="kind")


def _value_faults(value: Fraction, path: Path) -> Iterator[ModelFault]:
    if not 0 <= value <= 1:
        yield ModelFault(
            path, f"a value of {rational_text(value)} is out of range", "values go from 0 to 1", id="out-of-range"
        )


def _many_faults(path: Path, question: Question, questionnaire: Questionnaire) -> Iterator[ModelFault]:
    where = (*path, "choices")
    if not question.choices:
        yield ModelFault(path, f"question '{question.id}' has no choices", "add `choices:`", id="kind")
    yield from repeated_ids([((*where, index), choice.id) for index, choice in enumerate(question.choices)], "choice")
    for index, choice in enumerate(question.choices):
        if choice.value is not None:
            message = f"choice '{choice.id}' has a value, but here the rules give the value"
            yield ModelFault((*where, index, "value"), message, "remove it", at="key", id="kind")
    if not question.rules:
        remedy = "add `rules:`, for example [{when: {any: [...]}, value: 1}, {value: 0}]"
        yield ModelFault(path, f"question '{question.id}' has no rules that give a value", remedy, id="kind")
    known = tuple(choice.id for choice in question.choices)
    for index, rule in enumerate(question.rules):
        spot = (*path, "rules", index)
        yield from _value_faults(rule.value, (*spot, "value"))
        yield from default_faults(rule.when is None, index == len(question.rules) - 1, spot)
        if rule.when is not None:
            yield from condition_faults(rule.when, (*spot, "when"), "choices", questionnaire, known)


def default_faults(is_default: bool, is_last: bool, path: Path) -> Iterator[ModelFault]:
    """The first rule that is true wins: the last has no `when`, so that there is always one, and no other does."""
    if is_default and not is_last:
        message = "only the last rule may leave out 'when'; what follows would never be looked at"
        yield ModelFault(path, message, "add `when:` or move this rule to the end", id="default-rule")
    elif is_last and not is_default:
        message = "the last rule has a 'when', so there may be no rule that is true"
        yield ModelFault((*path, "when"), message, "add a last rule without `when`", at="key", id="default-rule")


def _number_faults(path: Path, question: Question) -> Iterator[ModelFault]:
    if not question.steps:
        remedy = "add `steps:`, for example [{at_least: 14, value: 1}, {at_least: 0, value: 0}]"
        yield ModelFault(path, f"question '{question.id}' has no steps that give a value", remedy, id="kind")
    for index, step in enumerate(question.steps):
        spot = (*path, "steps", index)
        yield from _value_faults(step.value, (*spot, "value"))
        if step.at_least in [other.at_least for other in question.steps[:index]]:
            message = f"there is already a step from {rational_text(step.at_least)} on"
            yield ModelFault((*spot, "at_least"), message, "keep one of them", id="repeated-step")


def _gate_faults(gate: Gate, path: Path, question: Question, questionnaire: Questionnaire) -> Iterator[ModelFault]:
    levels = [rung.id for rung in questionnaire.rungs]
    if gate.level not in levels:
        yield unknown_name((*path, "level"), "level", gate.level, levels)
    elif not questionnaire.levels:
        message = "bands look at the overall score alone, so that this gate caps nothing"
        remedy = "use `levels:` instead of `bands:`, or remove the gate"
        yield ModelFault(path, message, remedy, severity="warning", id="gate-without-ladder")
    given = {"at_least": gate.at_least, "at_least_value": gate.at_least_value}
    yield from need_faults(gate.at_least, gate.at_least_value, path, question)
    if all(value is None for value in given.values()):
        remedy = "add `at_least:` with a choice or number, or `at_least_value:`"
        yield ModelFault(
            path, f"the gate of '{question.id}' doesn't say which answer it needs", remedy, id="comparison"
        )


def need_faults(
    at_least: str | None, at_least_value: Fraction | None, path: Path, question: Question
) -> Iterator[ModelFault]:
    """Whether a needed answer, as `at_least` or `at_least_value`, fits the question; both is a fault, none isn't."""
    if at_least is not None and at_least_value is not None:
        message = "gives both 'at_least' and 'at_least_value'"
        yield ModelFault((*path, "at_least_value"), message, "keep one of them", at="key", id="comparison")
    if at_least_value is not None:
        yield from _value_faults(at_least_value, (*path, "at_least_value"))
    if at_least is not None:
        yield from needed_answer_faults(at_least, (*path, "at_least"), question)


def needed_answer_faults(answer: str, path: Path, question: Question) -> Iterator[ModelFault]:
    """Whether "this answer or a better one" can be said of a question."""
    if question.kind == "many":
        message = f"'{question.id}' may be answered with several choices, so none of them is the least"
        yield ModelFault(path, message, "use `at_least_value:`, for example 1/2", id="comparison")
    elif question.kind == "one" and question.choices and question.choice(answer) is None and _is_number(answer):
        message = f"'{question.id}' has no choice '{answer}', and is not answered with a number"
        remedy = f"name a choice, or use `at_least_value: {answer}`"
        yield ModelFault(path, message, remedy, id="unknown-choice", name=answer)
    else:
        yield from answer_faults(answer, path, question)


def _is_number(text: str) -> bool:
    try:
        parse_rational(text)
    except ValueError:
        return False
    return True


def _improvement_faults(path: Path, question: Question, questionnaire: Questionnaire) -> Iterator[ModelFault]:
    improvement = question.improvement
    if improvement is None:
        return
    where = (*path, "improvement")
    if improvement.effort_days < 0:
        yield ModelFault((*where, "effort_days"), "an effort can't be below 0", "write 0 or more", id="out-of-range")
    for index, needed in enumerate(improvement.needs):
        if needed not in questionnaire.question_by_id:
            yield unknown_name((*where, "needs", index), "question", needed, questionnaire.question_by_id)
