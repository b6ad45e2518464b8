"""The order of a plan: tasks beyond clearance first, then gates, then gain for effort; never before what is needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from readiness_tui.analysis.cheapest_path import PathFinder
from readiness_tui.analysis.clearing import Clearance
from readiness_tui.analysis.goals import Goal, requirements_for
from readiness_tui.analysis.plan import Reason
from readiness_tui.analysis.requirements import standing_of, state_of
from readiness_tui.model.modes import MODE_TITLE, MODES, RANK

LEAST_EFFORT = Fraction(1, 10)


class Standing(NamedTuple):
    """Why an action stands where it does: the reason, its words, and what sorts it (lower first)."""

    reason: Reason
    why: str
    key: tuple[int, int, Fraction, int]


def standings(finder: PathFinder, goal: Goal, beyond: tuple[Clearance, ...]) -> Mapping[str, Standing]:
    """The standing of everything that can be improved."""
    blocked = _blocking(finder, beyond)
    gates = _gates(finder, goal)
    labels = {rung.id: rung.label for rung in finder.start.questionnaire.rungs}
    now, found = finder.worst_with(()), {}
    sections = {section.id: section.title for section in finder.card.sections}
    for place, (name, one) in enumerate(finder.candidates.items()):
        rate = (finder.worst_with((name,)) - now) / max(one.effort, LEAST_EFFORT)
        if name in blocked:
            why = f"{', '.join(blocked[name])} can't be cleared as built without it"
            found[name] = Standing("beyond", why, (0, 0, -rate, place))
        elif name in gates:
            rank, label = gates[name]
            title = labels.get(label) or MODE_TITLE[MODES[RANK.get(label, 0)]]  # type: ignore[call-overload]  # any text
            found[name] = Standing("gate", f"{title} needs it", (1, rank, -rate, place))
        else:
            title = sections.get(finder.card.question(name).section) or finder.card.question(name).section
            found[name] = Standing("gain", f"raises {title}", (2, 0, -rate, place))
    return found


def _blocking(finder: PathFinder, beyond: tuple[Clearance, ...]) -> Mapping[str, list[str]]:
    """The improvements without which a task that already runs can't be cleared for what it is built as."""
    found: dict[str, list[str]] = {}
    for clearance in beyond:
        mode = MODES[min(clearance.built_rank, RANK[finder.start.decisions[clearance.task].interim])]
        path = finder.cheapest(Goal(None, ((clearance.task, mode),)))
        for name in path.names if path is not None else ():
            found.setdefault(name, []).append(clearance.name)
    return found


def _gates(finder: PathFinder, goal: Goal) -> Mapping[str, tuple[int, str]]:
    """The questions that the goal needs by name and that fall short: the lowest level or mode that needs it."""
    start, found = finder.start, dict[str, tuple[int, str]]()
    ranks = start.outline.ranks
    for requirement, waivers in requirements_for(goal, start):
        standing = standing_of(start.questionnaire, start.assessment, finder.card, waivers=waivers)
        if requirement.kind in ("gate", "answer") and state_of(requirement, standing) != "met":
            rank = ranks.get(requirement.label, len(ranks))
            if requirement.subject not in found or rank < found[requirement.subject][0]:
                found[requirement.subject] = rank, requirement.label
    return found


def in_order(finder: PathFinder, names: Iterable[str], known: Mapping[str, Standing]) -> tuple[str, ...]:
    """Some improvements by standing; what one needs, or is asked only because of, comes right before it."""
    chosen = set(names)
    placed: dict[str, None] = {}

    def place(name: str) -> None:
        if name in placed:
            return
        waiting.add(name)
        needed = chosen.intersection((*finder.candidates[name].needs, *_shown_by(finder, name)))
        for need in sorted(needed, key=lambda other: known[other].key):
            if need not in waiting:
                place(need)
        waiting.discard(name)
        placed[name] = None

    waiting: set[str] = set()
    for name in sorted(chosen, key=lambda other: known[other].key):
        place(name)
    return tuple(placed)


def _shown_by(finder: PathFinder, name: str) -> Iterable[str]:
    """The questions that one which isn't asked today hangs on."""
    if finder.card.question(name).applies != "no":
        return ()
    return finder.start.outline.asked.get(name, ())
