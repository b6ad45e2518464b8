"""Which open question to ask next: the one whose answer narrows the level and the score most."""

from fractions import Fraction
from typing import NamedTuple

from readiness_tui.analysis.answering import graded_answers
from readiness_tui.analysis.level_trying import Trial
from readiness_tui.analysis.scorecard import Scorecard


class NextQuestion(NamedTuple):
    """The question to ask next, with what its worst and its best answer would leave open.

    `levels_left` is how many rungs then still lie between the worst and the best level, `width_left` how wide the
    interval still is; each for the worst answer and for the best one. `compared` questions were tried, each with all
    its answers.
    """

    question: str
    levels_left: tuple[int, int]
    width_left: tuple[Fraction, Fraction]
    compared: int


class _Outlook(NamedTuple):
    """What is left open on average over the answers to a question, levels before score."""

    levels: Fraction
    width: Fraction
    question: NextQuestion


def next_question(trial: Trial) -> NextQuestion | None:
    """The open question that leaves least open, levels before score; None where nothing is open.

    Each of its answers counts alike. Questions that may not apply are not asked yet. Of very many, those with the most
    weight are tried.
    """
    still_open = [
        question.id
        for question in trial.scorecard.by_question.values()
        if question.state == "unanswered" and question.applies == "yes"
    ]
    tried = _most_telling(trial, still_open)[: max(trial.budget // 12, 3)]
    outlooks = [_outlook(trial, name, len(tried)) for name in tried]
    return min(outlooks, key=lambda each: each[:2]).question if outlooks else None


def _most_telling(trial: Trial, names: list[str]) -> list[str]:
    """Gates that are open first, then by weight within the top section's weight."""
    gates = {gate.question for gate in trial.scorecard.gates if gate.state == "unanswered"}
    share: dict[str, Fraction] = {}
    for section in trial.scorecard.sections:
        inside = [question for question in section.all_questions() if question.applies == "yes"]
        whole = sum((question.weight for question in inside), Fraction(0))
        for question in inside:
            share[question.id] = section.weight * question.weight / whole if whole else Fraction(0)
    return sorted(names, key=lambda name: (name not in gates, -share[name]))


def _outlook(trial: Trial, name: str, compared: int) -> _Outlook:
    answers = graded_answers(trial.outline.by_id[name].question, trial.assessment.answer(name))
    cards = [trial.with_answers({name: answer}) for answer in answers]
    levels = [_levels_between(trial, card) for card in cards]
    widths = [_width(card) for card in cards]
    ends = NextQuestion(name, (levels[0], levels[-1]), (widths[0], widths[-1]), compared)
    return _Outlook(Fraction(sum(levels), len(cards)), sum(widths, Fraction(0)) / len(cards), ends)


def _levels_between(trial: Trial, card: Scorecard) -> int:
    ranks = trial.outline.ranks
    return ranks.get(card.level_best or "", -1) - ranks.get(card.level_worst or "", -1)


def _width(card: Scorecard) -> Fraction:
    return card.bounds.best - card.bounds.worst if card.bounds is not None else Fraction(0)
