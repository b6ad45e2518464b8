"""One row for each question of two assessments: its answers, what kind of change it is, and what it adds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from readiness_tui.analysis.comparison import AnswerChange, Kind, PartName, Parts
from readiness_tui.analysis.matching import Match
from readiness_tui.analysis.scorecard import QuestionScore, Scorecard
from readiness_tui.analysis.splitting import Tree, changes_by_question, tree_of
from readiness_tui.analysis.staging import Stage, Stages
from readiness_tui.model.assessment import Answer

ZERO = Fraction(0)


class _Pair(NamedTuple):
    """A question on both sides: its score, its answer (before's under after's id), and what its value was worth."""

    previous: tuple[str, ...]
    before: QuestionScore | None
    after: QuestionScore
    carried: Answer
    final: Answer
    value_before: Fraction | None
    value_after: Fraction | None

    @property
    def answer_moved(self) -> bool:
        """Whether another answer is given, or the reason why it doesn't apply is another."""
        return _given(self.carried) != _given(self.final)

    @property
    def applies_moved(self) -> bool:
        """Whether it began or ceased to apply."""
        return self.before is not None and _applicability(self.before) != _applicability(self.after)

    @property
    def evidence_moved(self) -> bool:
        """Whether evidence was added, removed or changed, or has expired since."""
        expired = self.before is not None and "expired" in {self.before.evidence, self.after.evidence}
        return self.carried.evidence != self.final.evidence or (
            expired and self.before is not None and self.before.evidence != self.after.evidence
        )


def answer_changes(stages: Stages, match: Match, scorecards: tuple[Scorecard, Scorecard]) -> tuple[AnswerChange, ...]:
    """The questions of the later side in its order, then those of the earlier side that are no longer asked."""
    effects = _effects(stages, match)
    rows = [
        _row(_pair(score, match, stages, scorecards[0]), effects.get(score.id, Parts()))
        for score in scorecards[1].by_question.values()
    ]
    gone = (scorecards[0].by_question[name] for name in match.no_longer_asked)
    return (*rows, *(_removed(score, effects.get(_before_key(score.id), Parts())) for score in gone))


def _pair(after: QuestionScore, match: Match, stages: Stages, past: Scorecard) -> _Pair:
    _, rescored, _, last = stages
    sources = match.sources[after.id]
    carried = rescored.by_question[after.id]
    before = _weakest([past.by_question[name] for name in sources])
    lowest = carried.outline.lowest
    like_for_like = lowest if carried.reading.state == "unanswered" else carried.reading.value
    return _Pair(
        previous=sources,
        before=before,
        after=after,
        carried=carried.answer,
        final=last.by_question[after.id].answer,
        value_before=_worth(before, like_for_like, lowest) if before else None,
        value_after=_worth(after, None, lowest),
    )


def _weakest(scores: list[QuestionScore]) -> QuestionScore | None:
    """Of several questions that became one: an open one, else the one of least value, else any."""
    still_open = [score for score in scores if score.state == "unanswered"]
    valued = sorted((score for score in scores if score.value is not None), key=lambda score: score.value or ZERO)
    return next(iter([*still_open, *valued, *scores]), None)


def _worth(score: QuestionScore, like_for_like: Fraction | None, lowest: Fraction) -> Fraction | None:
    """The value of an answer, unanswered as the lowest; None where the question doesn't apply."""
    if score.state in ("hidden", "not_applicable"):
        return None
    if score.state == "unanswered":
        return lowest
    return like_for_like if like_for_like is not None else score.value


def _row(pair: _Pair, parts: Parts) -> AnswerChange:
    before, after = pair.before, pair.after
    kind = _kind(pair)
    weight_moved = before is not None and before.weight != after.weight
    noted = before is not None and (pair.carried.note, pair.carried.waiver) != (pair.final.note, pair.final.waiver)
    moved = kind != "same" or pair.answer_moved or pair.applies_moved or weight_moved or noted or parts != Parts()
    return AnswerChange(
        question=after.id,
        previous=pair.previous,
        title=after.title,
        before=before.answer if before else None,
        after=after.answer,
        before_state=before.state if before else None,
        after_state=after.state,
        weight_before=before.weight if before else None,
        weight_after=after.weight,
        kind=kind,
        cause=_cause(pair, weight_moved or bool(parts.questionnaire)),
        parts=parts,
        moved=moved,
    )


def _kind(pair: _Pair) -> Kind:
    if pair.before is None:
        return "added"
    before, after = pair.value_before, pair.value_after
    if before is not None and after is not None and before != after:
        return "better" if after > before else "worse"
    return "evidence" if pair.evidence_moved and not pair.answer_moved else "same"


def _cause(pair: _Pair, reweighed: bool) -> PartName | None:
    if pair.before is None:
        return "questionnaire"
    if pair.applies_moved:
        return "applicability"
    if pair.answer_moved:
        return "answers"
    return "questionnaire" if reweighed else None


def _removed(score: QuestionScore, parts: Parts) -> AnswerChange:
    return AnswerChange(
        question=score.id,
        previous=(score.id,),
        title=score.title,
        before=score.answer,
        after=None,
        before_state=score.state,
        after_state=None,
        weight_before=score.weight,
        weight_after=None,
        kind="removed",
        cause="questionnaire",
        parts=parts,
        moved=True,
    )


def _given(answer: Answer) -> tuple[object, ...]:
    chosen = None if answer.choices is None else frozenset(answer.choices)
    return answer.choice, answer.number, chosen, answer.not_applicable


def _applicability(score: QuestionScore) -> tuple[bool, str]:
    return score.state == "not_applicable", score.applies


def _effects(stages: Stages, match: Match) -> Mapping[str, Parts]:
    """What each question adds to the three parts of the overall change, by its id (or key) on the later side."""
    sections = {previous: name for name, previous in match.sections.items() if previous}
    keys = {name: _key(name, match) for name in match.successors}
    first = _tree(stages[0], keys, sections)
    trees = [first, *(_tree(stage, {}, {}) for stage in stages[1:])]
    steps = [changes_by_question(one, following) for one, following in pairwise(trees)]
    shared = _shared_out(steps[0], match)
    names = dict.fromkeys((*shared, *steps[1], *steps[2]))
    return {name: Parts(shared.get(name, ZERO), steps[1].get(name, ZERO), steps[2].get(name, ZERO)) for name in names}


def _tree(stage: Stage, keys: Mapping[str, str], sections: Mapping[str, str]) -> Tree:
    return tree_of(stage.facts.questionnaire.scoring.overall.fold, stage.sections, keys, sections)


def _key(before: str, match: Match) -> str:
    """One key for a question that is the same on both sides; a key of its own for one that is gone or became others."""
    successors = match.successors[before]
    same = len(successors) == 1 and len(match.sources[successors[0]]) == 1
    return successors[0] if same else _before_key(before)


def _before_key(name: str) -> str:
    return f"{name}@before"


def _shared_out(step: Mapping[str, Fraction], match: Match) -> dict[str, Fraction]:
    """What a question that was split or merged took away belongs to what it became, in equal shares."""
    found = dict(step)
    for before, successors in match.successors.items():
        amount = found.pop(_before_key(before), ZERO) if successors else ZERO
        for name in successors if amount else ():
            found[name] = found.get(name, ZERO) + amount / len(successors)
    return found


def unexplained(parts: Parts, rows: Iterable[AnswerChange]) -> Parts:
    """What of a change no question carries: weights of sections, folds, sections that came or went."""
    rows = tuple(rows)
    return Parts(
        parts.questionnaire - sum((row.parts.questionnaire for row in rows), ZERO),
        parts.applicability - sum((row.parts.applicability for row in rows), ZERO),
        parts.answers - sum((row.parts.answers for row in rows), ZERO),
    )
