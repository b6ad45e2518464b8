"""Whether every band holds a score that some answers have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from readiness_tui.analysis.conditions import Facts
from readiness_tui.analysis.folding import Bounds
from readiness_tui.analysis.level_checking import unanswered
from readiness_tui.analysis.measuring import measure
from readiness_tui.analysis.model_fault import ModelFault
from readiness_tui.analysis.outlining import outline_of, questions_in
from readiness_tui.analysis.possible_scores import possible_scores
from readiness_tui.analysis.satisfying import Satisfier
from readiness_tui.analysis.splitting import LiveTree, Tree, tree_of
from readiness_tui.analysis.worlds import World
from readiness_tui.model.questionnaire import Band, Questionnaire
from readiness_tui.model.values import rational_text

Raise = tuple[str, Fraction]
"""A question, and the value that its answer is raised to."""


def band_reach_faults(questionnaire: Questionnaire, satisfier: Satisfier) -> Iterator[ModelFault]:
    """Bands that no answers reach: by every score that there is, or, where these are too many, by raising answers one
    after another, in three orders, with what conditions ask about at its best and at its worst."""
    if not questionnaire.bands:
        return
    scores = possible_scores(satisfier)
    if scores is not None:
        yield from _missed(questionnaire, sorted(scores))
        return
    orders = (_in_file_order, _step_by_step, _backwards)
    paths = [_Path(questionnaire, satisfier, order, end) for order in orders for end in (0, -1)]
    bounds = unanswered(questionnaire).bounds
    for index, band in enumerate(questionnaire.bands):
        if any(path.visits(band) for path in paths):
            continue
        if bounds is not None and not _overlaps(band, bounds.worst, bounds.best):
            ends = f"{rational_text(bounds.worst)} to {rational_text(bounds.best)}"
            yield _never_reached(band, index, f"all scores are {ends}")
        else:
            message = f"no score was found in band '{band.id}'; not proven, six ways to raise the answers were tried"
            remedy = "move its ends, or try it by hand"
            example = "scores of answers raised one after another step over it"
            yield ModelFault(("bands", index), message, remedy, "value", "warning", "level-undecided", example)


def _missed(questionnaire: Questionnaire, scores: Sequence[Fraction]) -> Iterator[ModelFault]:
    for index, band in enumerate(questionnaire.bands):
        if any(_overlaps(band, score, score) for score in scores):
            continue
        below = [score for score in scores if not _begun(band, score)]
        near = [*below[-1:], *scores[len(below) : len(below) + 1]]
        words = " and ".join(rational_text(score) for score in near)
        yield _never_reached(band, index, f"the scores next to it are {words}" if near else "there is no score at all")


def _never_reached(band: Band, index: int, example: str) -> ModelFault:
    message, remedy = f"band '{band.id}' can never be reached: proven", "move its ends, or leave it out"
    return ModelFault(("bands", index), message, remedy, "value", "error", "level-never-reached", example)


def _overlaps(band: Band, low: Fraction, high: Fraction) -> bool:
    starts = (band.at_least is None or high >= band.at_least) and (band.above is None or high > band.above)
    return starts and (band.at_most is None or low <= band.at_most) and (band.below is None or low < band.below)


class _Path:
    """The scores from all answers at their worst to all at their best, one raise after another. What conditions ask
    about stays at one `end`: 0 is the best, -1 the worst."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        satisfier: Satisfier,
        order: Callable[[list[list[Raise]]], list[Raise]],
        end: int,
    ) -> None:
        outline = outline_of(questionnaire)
        controls = {n for name in outline.conditional for c in outline.by_id[name].conditions for n in questions_in(c)}
        valued = {name: [o for o in satisfier.options(name) if o.value is not None] for name in outline.by_id}
        world = World({name: options[end if name in controls else 0] for name, options in valued.items()})
        measured = measure(Facts(questionnaire, world.assessment(questionnaire), {}))
        start = tree_of(questionnaire.scoring.overall.fold, measured, {}, {})
        asked = [name for name, (_, bounds) in start.worths.items() if bounds is not None and name not in controls]
        values = {name: _values(name, satisfier) for name in asked}
        worths = {
            name: _worth(start, name, values[name][0]) if name in values else start.worths[name]
            for name in start.worths
        }
        self.tree = Tree(start.folds, start.parents, start.weights, worths)
        self.raises = order([[(name, value) for value in values[name][1:]] for name in asked])
        self.known: dict[int, Fraction] = {}

    def visits(self, band: Band) -> bool:
        """Scores only rise along the path, so that the first one not below the band decides."""
        low, high = 0, len(self.raises)
        while low < high:
            middle = (low + high) // 2
            if _begun(band, self._score(middle)):
                high = middle
            else:
                low = middle + 1
        return _overlaps(band, self._score(low), self._score(low))

    def _score(self, count: int) -> Fraction:
        if count not in self.known:
            worths = dict(self.tree.worths)
            for name, value in self.raises[:count]:
                worths[name] = _worth(self.tree, name, value)
            tree = Tree(self.tree.folds, self.tree.parents, self.tree.weights, worths)
            self.known[count] = LiveTree(tree, tree.parents).lowest()
        return self.known[count]


def _begun(band: Band, value: Fraction) -> bool:
    return (band.at_least is None or value >= band.at_least) and (band.above is None or value > band.above)


def _worth(tree: Tree, name: str, value: Fraction) -> tuple[Fraction, Bounds]:
    return tree.worths[name][0], Bounds(value, value, False)


def _values(name: str, satisfier: Satisfier) -> list[Fraction]:
    return sorted({option.value for option in satisfier.options(name) if option.value is not None})


def _in_file_order(raises: Sequence[Sequence[Raise]]) -> list[Raise]:
    return [one for question in raises for one in question]


def _backwards(raises: Sequence[Sequence[Raise]]) -> list[Raise]:
    return _in_file_order(raises[::-1])


def _step_by_step(raises: Sequence[Sequence[Raise]]) -> list[Raise]:
    most = max((len(question) for question in raises), default=0)
    return [question[step] for step in range(most) for question in raises if step < len(question)]
