"""How a report names answers, levels, modes, efforts and days."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from readiness_tui.analysis.scoring import QuestionScore
from readiness_tui.analysis.shortfalls import answer_words
from readiness_tui.model.assessment import Answer
from readiness_tui.model.modes import MODE_TITLE, Mode
from readiness_tui.model.questionnaire import Question, Questionnaire
from readiness_tui.model.values import rational_text
from readiness_tui.reports.marks import Mark, mark, unanswered_mark, value_mark


def level_label(questionnaire: Questionnaire, level_id: str | None) -> str:
    """The name of a level for people; nothing where there is none."""
    return next((rung.label for rung in questionnaire.rungs if rung.id == level_id), level_id or "")


def mode_label(questionnaire: Questionnaire, mode: Mode) -> str:
    """The questionnaire's name of a mode, else our own."""
    texts = questionnaire.matrix.modes if questionnaire.matrix else ()
    return next((text.title for text in texts if text.id == mode), MODE_TITLE[mode].capitalize())


def answer_label(question: Question, score: QuestionScore, answer: Answer) -> str:
    """The answer in the question's own words; says so where it is unanswered, doesn't apply or isn't asked."""
    if score.state == "hidden" or score.applies == "no":
        return "Not asked"
    if score.state == "not_applicable":
        return "Not applicable"
    if score.answer is None or score.state == "unanswered":
        written = as_written(answer)
        return f"Unanswered ({written} is no answer to it any more)" if written else "Unanswered"
    return answer_words(question, score.answer)


def as_written(answer: Answer) -> str:
    """An answer as the file holds it: choice id, number or choice ids."""
    if answer.choice is not None:
        return answer.choice
    if answer.number is not None:
        return rational_text(answer.number)
    return ", ".join(answer.choices or ())


def answer_mark(question: Question, score: QuestionScore, answer: Answer) -> Mark:
    """The mark of a question's answer, with the answer as its word."""
    word = answer_label(question, score, answer)
    if score.state == "hidden" or score.applies == "no":
        return mark("muted", word)
    if score.state == "unanswered":
        return unanswered_mark(word)
    return value_mark(score.value, word)


def need_label(question: Question | None, need: str) -> str:
    """What a gate or a requirement needs, in the question's own words."""
    if question is None:
        return need
    if question.kind == "number":
        return f"{need} {question.unit}" if question.unit else need
    choice = question.choice(need)
    return choice.label if choice is not None else f"a value of {need}"


def days_text(days: Fraction | None) -> str:
    """Person-days: `3 days`, `1 day`, `0.5 days`; nothing where it isn't known."""
    if days is None:
        return ""
    return f"{rational_text(days)} {'day' if days == 1 else 'days'}"


def day_text(day: date | None) -> str:
    """A day as YYYY-MM-DD; nothing where there is none."""
    return day.isoformat() if day else ""


def counted(number: int, word: str, plural: str = "") -> str:
    """`1 gate`, `2 gates`, `0 gates`."""
    return f"{number} {word if number == 1 else plural or word + 's'}"


def joined(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
