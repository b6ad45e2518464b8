"""Small random cases for the planner, and every set of improvements for a proof by force."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Any

from readiness_tui.analysis.cheapest_path import PathFinder
from readiness_tui.analysis.goals import Goal, is_reached
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.questionnaire import Question, Questionnaire, Section
from tests.analysis.models import NA, PRACTICE, Given, assessment, one, questionnaire, section, waived

FOLDS = ("weighted-mean", "mean", "sum", "minimum", "maximum")
NARROW = (("absent", "1/4"), ("partial", "1/2"), ("full", "3/4"))


def random_case(random: Random, *, conditions: bool = False) -> tuple[Questionnaire, Assessment]:
    """One to three sections of any folds, with needs, gates, waivers, answers of all kinds, levels or bands."""
    names: list[str] = []
    sections = [_section(random, number, names, conditions) for number in range(random.choice([1, 2, 3]))]
    more: dict[str, Any] = {"fold": random.choice(FOLDS), "overall": random.choice(FOLDS), **_ladder(random)}
    if random.random() < 0.2:
        more["unanswered"] = "zero"
    if random.random() < 0.3:
        more["not_applicable"] = random.choice(["zero", "full"])
    asked = questionnaire(*sections, **more)
    return asked, assessment({question.id: _answer(random, question) for question in asked.questions})


def _section(random: Random, number: int, names: list[str], conditions: bool) -> Section:
    parts: list[Question | Section] = [_question(random, names, conditions) for _ in range(random.choice([1, 2, 3]))]
    if random.random() < 0.25:
        inner = section(f"n{number}", _question(random, names, conditions), fold=random.choice([None, *FOLDS]))
        parts.append(inner)
    fold = random.choice([None, None, *FOLDS])
    return section(f"s{number}", *parts, weight=Fraction(random.choice([1, 1, 2])), fold=fold)


def _question(random: Random, names: list[str], conditions: bool) -> Question:
    more: dict[str, Any] = {}
    if random.random() < 0.9:
        effort = random.choice(["0", "1", "2", "3", "1/2", "5/3"])
        needs = random.sample(names, min(len(names), random.choice([0, 0, 0, 1, 2])))
        more["improvement"] = {"do": "Do it.", "effort_days": effort, "needs": needs}
    if random.random() < 0.2:
        more["gates"] = [{"level": random.choice(["l1", "l2"]), "at_least": random.choice(["partial", "full"])}]
    if random.random() < 0.3:
        more["allow_na"] = False
    if conditions and names and random.random() < 0.5:
        more["ask_when"] = {"question": random.choice(names), random.choice(["is", "is_not"]): "full"}
    names.append(f"q{len(names)}")
    values = PRACTICE if random.random() < 0.8 else NARROW
    return one(names[-1], random.choice([0, 1, 1, 2, 3, "1/3"]), values=values, **more)


def _ladder(random: Random) -> dict[str, Any]:
    low, high = (Fraction(random.randint(1, 8), 8) for _ in range(2))
    if random.random() < 0.2:
        bands = [{"id": "l0", "at_most": low}, {"id": "l1", "above": low, "at_most": 2 * low}]
        return {"bands": [*bands, {"id": "l2", "above": 2 * low}]}
    first = {"overall_at_least": low} if random.random() < 0.7 else {"every_section_at_least": low}
    second: dict[str, Any] = {"overall_at_least": high}
    if random.random() < 0.5:
        second["every_section_at_least"] = low
    if random.random() < 0.3:
        second["sections_at_least"] = {"s0": high}
    return {"levels": [("l0", {}), ("l1", first), ("l2", second)]}


def _answer(random: Random, question: Question) -> Given:
    names = [choice.id for choice in question.choices]
    drawn = random.random()
    if drawn < 0.7:
        return names[0 if drawn < 0.35 else 1 if drawn < 0.6 else 2]
    if drawn < 0.78:
        return NA if question.allow_na else None
    return waived(names[0]) if drawn < 0.83 else None


def closed_sets(finder: PathFinder) -> Iterator[frozenset[str]]:
    """Every set of improvements that holds all that its members need, of what is asked once they are made."""
    names = list(finder.candidates)
    for mask in range(1 << len(names)):
        chosen = frozenset(name for place, name in enumerate(names) if mask >> place & 1)
        if is_closed(finder, chosen):
            yield chosen


def is_closed(finder: PathFinder, chosen: frozenset[str]) -> bool:
    """Whether a set holds all that its members need, of what is asked once they are made."""
    missing = {need for name in chosen for need in finder.candidates[name].needs if need not in chosen}
    card = finder.improved(chosen).scorecard()
    return all(card.question(need).applies == "no" for need in missing)


def effort(finder: PathFinder, names: frozenset[str]) -> Fraction:
    return sum((finder.efforts[name] for name in names), Fraction(0))


def least_by_force(finder: PathFinder, goal: Goal) -> tuple[Fraction, int] | None:
    """The least effort of all sets that reach a goal, and the fewest actions of that effort."""
    found = (names for names in closed_sets(finder) if is_reached(goal, finder.improved(names)))
    return min(((effort(finder, names), len(names)) for names in found), default=None)


def merit(finder: PathFinder, goal: Goal, names: frozenset[str]) -> tuple[object, ...]:
    """What a budget is spent for: the goal, the level, the worst end; of equals the least effort and fewest actions."""
    improved = finder.improved(names)
    card = improved.scorecard()
    worst = card.overall.worst if card.overall else Fraction(-1)
    rank = improved.rank(card)
    return is_reached(goal, improved), rank, worst, -effort(finder, names), -len(names)
