"""The common scale of a report's charts: where a score lies between nothing and the most that can be reached."""

from __future__ import annotations

from fractions import Fraction

from readiness_tui.analysis.outlining import SectionOutline, outline_of
from readiness_tui.analysis.wording import rounded
from readiness_tui.model.questionnaire import Fold, Question, Questionnaire
from readiness_tui.model.values import rational_text

ZERO, ONE = Fraction(0), Fraction(1)


def overall_maximum(questionnaire: Questionnaire) -> Fraction:
    """The most that the overall score can reach, in the fold's own units."""
    return _maxima(questionnaire)[0]


def chart_maximum(questionnaire: Questionnaire) -> Fraction:
    """The right end of the bars: the most that the overall or any top section can reach."""
    return _maxima(questionnaire)[1]


def _maxima(questionnaire: Questionnaire) -> tuple[Fraction, Fraction]:
    """Of the overall score and of the chart; worked out once for a questionnaire, for every bar asks."""
    outline = outline_of(questionnaire)
    fold = questionnaire.scoring.overall.fold

    def worked_out() -> tuple[Fraction, Fraction]:
        parts = [(section.section.weight, _section_maximum(section)) for section in outline.sections]
        overall = _folded(fold, parts)
        return overall, max([overall, *(top for _, top in parts)])

    return outline.memory.latest("maxima of charts", outline.sections, fold, worked_out)


def _section_maximum(section: SectionOutline) -> Fraction:
    parts = [(part.question.weight, part.highest) for part in section.questions]
    parts += [(child.section.weight, _section_maximum(child)) for child in section.sections]
    return _folded(section.fold, parts)


def _folded(fold: Fold, parts: list[tuple[Fraction, Fraction]]) -> Fraction:
    if not parts:
        return ONE
    values = [value for _, value in parts]
    if fold == "minimum":
        return min(values)
    if fold == "maximum":
        return max(values)
    if fold == "mean":
        return sum(values, ZERO) / len(values)
    weighted = sum((weight * value for weight, value in parts), ZERO)
    if fold == "sum":
        return weighted
    weights = sum((weight for weight, _ in parts), ZERO)
    return weighted / weights if weights else ONE


def percent(value: Fraction, maximum: Fraction) -> float:
    """A value as a place on the scale, 0 to 100, with two decimals: for drawing only."""
    if maximum <= 0:
        return 0.0
    return round(float(min(max(value / maximum, ZERO), ONE)) * 100, 2)


def of_maximum(questionnaire: Questionnaire) -> str:
    """`of 100`: what the overall score is out of."""
    return f"of {top_text(questionnaire)}"


def top_text(questionnaire: Questionnaire) -> str:
    """The most that the overall score can reach, in display units, without needless zeros."""
    text = rounded(overall_maximum(questionnaire), questionnaire.scoring.display)
    return text.rstrip("0").rstrip(".") if "." in text else text


def highest_answer(question: Question) -> str:
    """What the best answer to a question is called, as far as it has one name."""
    if question.kind == "number":
        best = max(question.steps, key=lambda step: (step.value, -step.at_least), default=None)
        return f"{rational_text(best.at_least)} {question.unit or ''}".strip() + " or more" if best else ""
    if question.kind == "many":
        return "all that is asked"
    choice = max(question.choices, key=lambda choice: choice.value or ZERO, default=None)
    return choice.label if choice else ""
