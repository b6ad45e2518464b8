"""A requirement that isn't met, said exactly and in a plain sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import chain

from readiness_tui.analysis.answering import Need
from readiness_tui.analysis.ladders import needs_up_to
from readiness_tui.analysis.requirements import Requirement, Standing, state_of
from readiness_tui.analysis.scorecard import Interval, QuestionScore, Shortfall
from readiness_tui.analysis.wording import NOTHING, interval_text, level_text, rounded
from readiness_tui.model.assessment import Answer
from readiness_tui.model.questionnaire import Display, Question
from readiness_tui.model.values import rational_text


def shortfall(requirement: Requirement, standing: Standing, *, is_open: bool) -> Shortfall:
    """The shortfall of a requirement that the worst end doesn't meet."""
    if requirement.kind in ("gate", "answer"):
        have, need, text, questions = _of_question(requirement, standing)
    elif requirement.kind == "level":
        have, need, text, questions = _of_level(requirement, standing)
    else:
        have, need, text, questions = _of_score(requirement, standing)
    return Shortfall(
        level=requirement.label,
        kind=requirement.kind,
        subject=requirement.subject,
        state="open" if is_open else "fails",
        have=have,
        need=need,
        questions=questions,
        text=text,
    )


def _of_question(requirement: Requirement, standing: Standing) -> tuple[str | None, str, str, tuple[str, ...]]:
    name, need = requirement.subject, requirement.need
    score = standing.questions.get(name)
    part = standing.outline.by_id.get(name)
    if score is None or part is None or need is None:
        return None, need.text if need else NOTHING, f"{name}: needs what the questionnaire doesn't offer", ()
    have = None if score.state in ("unanswered", "hidden") else score.answer
    text = f"{score.title}: {_answer_words(score, part.question)}, needs {_need_words(need, part.question)}"
    return have, need.text, text, (name,)


def _answer_words(score: QuestionScore, question: Question) -> str:
    if score.state == "hidden":
        return "not asked"
    if score.state == "unanswered" or score.answer is None:
        return "unanswered"
    if score.state == "not_applicable":
        return "not applicable"
    words = answer_words(question, score.answer)
    return f"{words} (may not be asked)" if score.applies == "unknown" else words


def answer_words(question: Question, answer: str) -> str:
    """An answer as it is written (`partial`, `3`, `a,b`) in the question's own words."""
    if question.kind == "number":
        return f"{answer} {question.unit}" if question.unit else answer
    choices = [question.choice(name) for name in answer.split(",")]
    return ", ".join(choice.label for choice in choices if choice is not None)


def told_answer(question: Question, answer: Answer) -> str:
    """What is answered, in the question's own words: a choice, several, a number, N/A, or Unanswered."""
    if answer.not_applicable is not None:
        return f"N/A: {' '.join(answer.not_applicable.split())}"
    if answer.number is not None:
        return answer_words(question, rational_text(answer.number))
    written = answer.choice or ",".join(answer.choices or ())
    return (answer_words(question, written) or f"'{written}'") if written else "Unanswered"


def _need_words(need: Need, question: Question) -> str:
    if question.kind == "number" and need.number is not None:
        return answer_words(question, need.text)
    choice = question.choice(need.text)
    return choice.label if choice is not None else f"a value of {need.text}"


def _of_score(requirement: Requirement, standing: Standing) -> tuple[str | None, str, str, tuple[str, ...]]:
    threshold = requirement.threshold or Fraction(0)
    section = standing.scorecard.by_section.get(requirement.subject) if requirement.kind == "section" else None
    title = section.title if section else "Overall" if requirement.kind == "overall" else requirement.subject
    interval = section.interval if section else standing.scorecard.overall
    text = score_sentence(title, interval, threshold, standing.questionnaire.scoring.display)
    have = str(interval.worst) if interval is not None else None
    return have, str(threshold), text, _questions_behind(requirement, standing)


def score_sentence(
    title: str, interval: Interval | None, threshold: Fraction | None, display: Display, than: str = ""
) -> str:
    """`Overall 59.3–71.3, needs 60.0`; with more decimals where rounding would hide the gap.

    Without a threshold any score will do. `than` goes before the number: `more than `.
    """
    if interval is None:
        return f"{title}: no score yet, needs {_threshold_words(threshold, display, than)}"
    if threshold is None or interval.worst > threshold or (interval.worst == threshold and not than):
        return f"{title}: may be left without a score, needs {_threshold_words(threshold, display, than)}"
    while display.decimals < 6 and not than and rounded(interval.worst, display) == rounded(threshold, display):
        display = display.model_copy(update={"decimals": display.decimals + 1})
    return f"{title} {interval_text(interval, display)}, needs {_threshold_words(threshold, display, than)}"


def _threshold_words(threshold: Fraction | None, display: Display, than: str) -> str:
    return "a score" if threshold is None else f"{than}{rounded(threshold, display)}"


def _of_level(requirement: Requirement, standing: Standing) -> tuple[str | None, str, str, tuple[str, ...]]:
    scorecard = standing.scorecard
    worst = scorecard.level_worst if standing.waivers else scorecard.level_unwaived_worst
    best = scorecard.level_best if standing.waivers else scorecard.level_unwaived_best
    labels = {rung.id: rung.label for rung in standing.questionnaire.rungs}
    have = level_text(labels.get(worst or ""), labels.get(best or ""))
    needed = labels.get(requirement.subject, requirement.subject)
    return worst, requirement.subject, f"Level {have}, needs {needed}", _questions_below(requirement.subject, standing)


def _questions_below(level: str, standing: Standing) -> tuple[str, ...]:
    """The questions that keep a level from holding."""
    needs = needs_up_to(standing.questionnaire, standing.outline.ranks.get(level, -1))
    short = [need for need in needs if need.kind != "level" and state_of(need, standing) != "met"]
    rising = dict.fromkeys(all_improvable(standing))
    found = dict.fromkeys(name for need in short for name in _names_behind(need, standing, rising))
    return tuple(found if standing.questionnaire.levels else rising)


def _names_behind(requirement: Requirement, standing: Standing, rising: Mapping[str, None]) -> Iterable[str]:
    """`_questions_behind` for many: `rising` are all questions that a better answer could raise, looked for once."""
    if requirement.kind in ("gate", "answer"):
        return _questions_behind(requirement, standing)
    section = standing.scorecard.by_section.get(requirement.subject) if requirement.kind == "section" else None
    return [part.id for part in section.all_questions() if part.id in rising] if section else rising


def _questions_behind(requirement: Requirement, standing: Standing) -> tuple[str, ...]:
    """What `shortfall` says of the questions of a gate or a score, without its words."""
    if requirement.kind in ("gate", "answer"):
        return (requirement.subject,) if requirement.need and requirement.subject in standing.questions else ()
    section = standing.scorecard.by_section.get(requirement.subject) if requirement.kind == "section" else None
    return improvable(section.all_questions(), standing) if section else all_improvable(standing)


def improvable(questions: Iterable[QuestionScore], standing: Standing) -> tuple[str, ...]:
    """The questions that a better answer could raise: asked or maybe asked, and not at their best yet."""
    return tuple(question.id for question in questions if _can_rise(question, standing))


def all_improvable(standing: Standing) -> tuple[str, ...]:
    """`improvable` of all questions, in their order."""
    sections = standing.scorecard.sections
    rising = standing.outline.memory.each(
        "improvable", sections, None, lambda place: improvable(sections[place].all_questions(), standing)
    )
    return tuple(chain.from_iterable(rising))


def _can_rise(question: QuestionScore, standing: Standing) -> bool:
    if question.state == "unanswered":
        return True
    return question.value is not None and question.value < standing.outline.by_id[question.id].highest
