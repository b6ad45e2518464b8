"""Whether a need of at least so much asks for the better answer: of some numbers, less is worth more."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from readiness_tui.analysis.answering import number_value
from readiness_tui.analysis.model_fault import ModelFault, Path
from readiness_tui.analysis.question_checking import questions_with_paths
from readiness_tui.analysis.satisfying import Satisfier
from readiness_tui.model.matrix import ValueNeed
from readiness_tui.model.questionnaire import Question, Questionnaire
from readiness_tui.model.values import parse_rational, rational_text


def number_need_faults(questionnaire: Questionnaire, satisfier: Satisfier) -> Iterator[ModelFault]:
    """Needs of at least so much, of a number of which less may be worth more."""
    for path, question in questions_with_paths(questionnaire):
        for index, gate in enumerate(question.gates):
            if question.kind == "number" and gate.at_least is not None:
                where = (*path, "gates", index, "at_least")
                yield from _number_need_fault(where, question, parse_rational(gate.at_least), satisfier)
    ladders = (
        ("levels", [level.requires for level in questionnaire.levels]),
        ("autonomy", [need.requires for need in questionnaire.autonomy]),
    )
    for key, rungs in ladders:
        for index, requires in enumerate(rungs):
            for name, need in requires.answers.items():
                asked = questionnaire.question_by_id[name]
                text = need.at_least if isinstance(need, ValueNeed) else need
                if asked.kind == "number" and text is not None:
                    where = (key, index, "requires", "answers", name)
                    yield from _number_need_fault(where, asked, parse_rational(text), satisfier)


def _number_need_fault(path: Path, question: Question, need: Fraction, satisfier: Satisfier) -> Iterator[ModelFault]:
    numbers = [option.answer.number for option in satisfier.options(question.id) if option.answer.number is not None]
    values = {number: number_value(question, number) for number in numbers}
    meeting = min((number for number in numbers if number >= need), key=lambda number: values[number], default=None)
    failing = max((number for number in numbers if number < need), key=lambda number: values[number], default=None)
    if meeting is None or failing is None or values[failing] <= values[meeting]:
        return
    message = f"a better answer to '{question.id}' fails this need: proven, fewer can be worth more"
    remedy = "use `at_least_value:` instead, or turn the steps round"
    example = (
        f"{rational_text(failing)} is worth {rational_text(values[failing])} and fails, "
        f"{rational_text(meeting)} is worth {rational_text(values[meeting])} and meets it"
    )
    yield ModelFault(path, message, remedy, "value", "error", "not-monotone", example)
