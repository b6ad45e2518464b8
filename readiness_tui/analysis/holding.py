"""Requirements held against an assessment, section by section: what was found in a section that has not changed since
is taken over, since of a thousand answers one changes at a time."""

from collections.abc import Callable, Sequence
from itertools import chain
from operator import itemgetter
from typing import NamedTuple, TypeVar

from readiness_tui.analysis.outlining import Outline
from readiness_tui.analysis.requirements import Requirement, Standing

Found = TypeVar("Found")
Placed = tuple[int, Requirement]


class _Grouped(NamedTuple):
    """Requirements with their places: those about one top section each, by its place, and all others."""

    sections: tuple[tuple[int, tuple[Placed, ...]], ...]
    others: tuple[Placed, ...]


def found_in(
    role: object, needs: Sequence[Requirement], standing: Standing, find: Callable[[int, Requirement], Found | None]
) -> list[Found]:
    """What `find` finds for each requirement by its place and itself, in their order; None is left out.

    The same `role` always comes with the same requirements and the same `find`, which looks at nothing but the
    requirement's own section, its answers, and the day.
    """
    memory = standing.outline.memory
    grouped = memory.latest(("grouped", role), (), None, lambda: _grouped(needs, standing.outline))
    sections, settings = standing.scorecard.sections, (standing.scorecard.as_of, standing.waivers)

    def own(placed: Sequence[Placed]) -> list[tuple[int, Found]]:
        made = ((place, find(place, need)) for place, need in placed)
        return [(place, each) for place, each in made if each is not None]

    within = memory.each(
        (role, standing.waivers),
        [sections[section] for section, _ in grouped.sections],
        settings,
        lambda group: own(grouped.sections[group][1]),
    )
    found = [*chain.from_iterable(within), *own(grouped.others)]
    found.sort(key=itemgetter(0))
    return [each for _, each in found]


def _grouped(needs: Sequence[Requirement], outline: Outline) -> _Grouped:
    section_of = {name: place for place, section in enumerate(outline.sections) for name in section.names}
    place_of = {section.section.id: place for place, section in enumerate(outline.sections)}
    groups: dict[int, list[Placed]] = {}
    others: list[Placed] = []
    for place, need in enumerate(needs):
        about = section_of if need.kind in ("gate", "answer") else place_of if need.kind == "section" else {}
        section = about.get(need.subject)
        (others if section is None else groups.setdefault(section, [])).append((place, need))
    return _Grouped(tuple((section, tuple(placed)) for section, placed in sorted(groups.items())), tuple(others))
