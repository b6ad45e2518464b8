"""How much of a change of the worst end each question carries: exact, and adding up to the whole change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from readiness_tui.analysis.folding import Bounds, Part, fold_bounds, shares_of_lowest
from readiness_tui.analysis.measuring import MeasuredSection
from readiness_tui.model.questionnaire import Fold

ZERO = Fraction(0)
ROOT = "overall"
_LINEAR = ("weighted-mean", "mean", "sum")
Worth = tuple[Fraction, Bounds | None]
"""A weight, and the bounds of what it weighs; None where it counts nowhere."""


class Tree(NamedTuple):
    """What an overall score is made of. Keys of sections begin with a slash, so that no question's key is one.

    `folds`: for each section its fold; `parents`: for each question and section the section around it; `weights` of
    sections; `worths` of questions.
    """

    folds: Mapping[str, Fold]
    parents: Mapping[str, str]
    weights: Mapping[str, Fraction]
    worths: Mapping[str, Worth]


def tree_of(
    fold: Fold, sections: Iterable[MeasuredSection], question_keys: Mapping[str, str], section_keys: Mapping[str, str]
) -> Tree:
    """The tree over measured top sections; ids that the mappings name go by the keys given there."""
    folds: dict[str, Fold] = {ROOT: fold}
    parents: dict[str, str] = {}
    weights: dict[str, Fraction] = {}
    worths: dict[str, Worth] = {}
    pending = [(section, ROOT) for section in sections]
    while pending:
        measured, parent = pending.pop()
        section = measured.outline.section
        key = "/" + section_keys.get(section.id, section.id)
        folds[key], parents[key], weights[key] = measured.outline.fold, parent, section.weight
        for part in measured.questions:
            question = part.outline.question
            name = question_keys.get(question.id, question.id)
            parents[name], worths[name] = key, (question.weight, part.bounds)
        pending += [(child, key) for child in measured.sections]
    return Tree(folds, parents, weights, worths)


def changes_by_question(before: Tree, after: Tree) -> Mapping[str, Fraction]:
    """What each question that changed adds to the change of the lowest overall score; nothing where sections differ.

    Where every part has the same share at both ends it is share x change. Else the questions change one after another,
    in order of their ids and in reverse, and each gets the mean of its two steps: exact, without favour to the first,
    and the negative when the sides are swapped. What a section's own weight does belongs to no question.
    """
    if before.folds != after.folds or not _same_places(before, after):
        return {}
    names = sorted({*after.worths, *before.worths})
    changed = [name for name in names if before.worths.get(name) != after.worths.get(name)]
    shares = _linear_shares(before), _linear_shares(after)
    if before.weights == after.weights and shares[0] is not None and shares[0] == shares[1]:
        return {name: shares[0].get(name, ZERO) * (_low(after, name) - _low(before, name)) for name in changed}
    forward = _steps(before, after, [*before.weights, *changed])
    backward = _steps(before, after, [*changed[::-1], *list(before.weights)[::-1]])
    return {name: (forward[name] + backward[name]) / 2 for name in changed}


def _same_places(before: Tree, after: Tree) -> bool:
    shared = before.parents.keys() & after.parents.keys()
    return all(before.parents[name] == after.parents[name] for name in shared)


def _low(tree: Tree, name: str) -> Fraction:
    _, bounds = tree.worths.get(name, (ZERO, None))
    return bounds.lowest if bounds else ZERO


class LiveTree:
    """A tree in between: some questions and weights as before, some as after."""

    def __init__(self, tree: Tree, parents: Mapping[str, str]) -> None:
        self.folds, self.parents = tree.folds, parents
        self.weights = dict(tree.weights)
        self.worths: dict[str, Worth] = dict(tree.worths)
        self.children: dict[str, list[str]] = {name: [] for name in tree.folds}
        for name, parent in parents.items():
            self.children[parent].append(name)
        self.bounds: dict[str, Bounds | None] = {}
        for name in [*reversed(_outside_in(self.children)), ROOT]:
            self._fold(name)

    def _fold(self, section: str) -> None:
        parts = [self.worth(name) for name in self.children[section]]
        counted = [Part(weight, bounds) for weight, bounds in parts if bounds is not None]
        self.bounds[section] = fold_bounds(self.folds[section], counted)

    def worth(self, name: str) -> Worth:
        """The weight and the bounds of a question or a section."""
        if name in self.folds:
            return self.weights[name], self.bounds[name]
        return self.worths.get(name, (ZERO, None))

    def lowest(self) -> Fraction:
        """The lowest overall score; 0 where there is none."""
        bounds = self.bounds[ROOT]
        return bounds.lowest if bounds else ZERO

    def take(self, name: str, tree: Tree) -> None:
        """One question, or one section's weight, as it is in another tree."""
        if name in self.folds:
            self.weights[name] = tree.weights[name]
        elif name in tree.worths:
            self.worths[name] = tree.worths[name]
        else:
            del self.worths[name]
        while name != ROOT:
            name = self.parents[name]
            self._fold(name)


def _outside_in(children: Mapping[str, list[str]]) -> list[str]:
    order, pending = [], [ROOT]
    while pending:
        inner = [name for name in children[pending.pop()] if name in children]
        order += inner
        pending += inner
    return order


def _steps(before: Tree, after: Tree, names: Iterable[str]) -> dict[str, Fraction]:
    standing = LiveTree(before, {**before.parents, **after.parents})
    steps: dict[str, Fraction] = {}
    lowest = standing.lowest()
    for name in names:
        if name in before.weights and before.weights[name] == after.weights[name]:
            continue
        standing.take(name, after)
        steps[name] = standing.lowest() - lowest
        lowest = standing.lowest()
    return steps


def _linear_shares(tree: Tree) -> Mapping[str, Fraction] | None:
    """What each question's lowest is multiplied by in the overall lowest; None where a fold isn't linear."""
    if not all(fold in _LINEAR for fold in tree.folds.values()):
        return None
    standing = LiveTree(tree, tree.parents)
    shares = {ROOT: Fraction(1)}
    for section in [ROOT, *_outside_in(standing.children)]:
        names = [name for name in standing.children[section] if standing.worth(name)[1] is not None]
        parts = [Part(weight, bounds) for weight, bounds in map(standing.worth, names) if bounds is not None]
        for name, share in zip(names, shares_of_lowest(tree.folds[section], parts), strict=True):
            shares[name] = shares.get(section, ZERO) * share
    return {name: share for name, share in shares.items() if name in tree.worths}
