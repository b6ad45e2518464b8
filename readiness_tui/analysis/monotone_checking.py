"""Whether a better answer can lower a score or a level.

Folds, gates and levels never do that by themselves: weights are 0 or more, and values only add. What is left are
conditions, by which an answer shows or hides other questions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain, islice
from typing import NamedTuple

from readiness_tui.analysis.asking_checking import condition_path
from readiness_tui.analysis.chance import Chance
from readiness_tui.analysis.level_checking import scored
from readiness_tui.analysis.model_fault import ModelFault, Path
from readiness_tui.analysis.outlining import outline_of, questions_in
from readiness_tui.analysis.question_checking import questions_with_paths, sections_with_paths
from readiness_tui.analysis.satisfying import Satisfier
from readiness_tui.analysis.scoring import Scorecard
from readiness_tui.analysis.wording import rounded
from readiness_tui.analysis.worlds import Option, World
from readiness_tui.model.questionnaire import Questionnaire

_MOST_MEASURED, _AT_RANDOM, _MOST_NAMED = 30_000, 200, 12
_SEED = 20_261_122


class _Toggle(NamedTuple):
    """In a world, the answer to `by`, raised from `lower` to `higher`, shows or hides the question `name`."""

    name: str
    by: str
    lower: Option
    higher: Option
    shows: bool
    world: World


class _Raise(NamedTuple):
    """One try: `before` and `after` differ in the raised answer alone; the others are at one end but for `given`."""

    toggle: _Toggle
    before: World
    after: World
    rest: str
    given: World


class _Lowered(NamedTuple):
    """What went down, from what to what; the questions that were shown and hidden; all that are asked at either end."""

    what: str
    before: str
    after: str
    shown: tuple[str, ...]
    hidden: tuple[str, ...]
    asked: tuple[str, ...]

    def culprit(self, preferred: str) -> str:
        """The question whose condition is to blame: the preferred one, where it was shown or hidden, else the first."""
        toggled = self.shown + self.hidden
        return preferred if preferred in toggled or not toggled else toggled[0]


def monotone_faults(questionnaire: Questionnaire, satisfier: Satisfier) -> Iterator[ModelFault]:
    """Better answers that lower something, each with answers to replay.

    First each condition with all else at its best and at its worst, then answers at random. Without conditions on
    answers nothing can be lowered; with them an example proves it, and finding none proves nothing.
    """
    sections = dict(sections_with_paths(questionnaire))
    places = {question.id: (path, question) for path, question in questions_with_paths(questionnaire)}
    toggles = list(_toggles(satisfier))
    tries = min(_MOST_MEASURED // len(places), 2 * len(toggles) + _AT_RANDOM)
    found: set[tuple[str, str]] = set()
    for raised in islice(chain(_in_order(toggles, satisfier), _at_random(satisfier)), tries):
        toggle = raised.toggle
        if (toggle.name, toggle.by) in found:
            continue
        lowered = _lowered(questionnaire, raised)
        name = lowered.culprit(toggle.name) if lowered else ""
        if lowered and (name, toggle.by) not in found:
            found.add((name, toggle.by))
            yield _fault(raised, lowered, condition_path(*places[name], sections))
    if 2 * len(toggles) > tries:
        message = "not every condition was tried for whether a better answer can lower a score: there are too many"
        remedy = "sampled, not proven, for the rest"
        example = f"{tries:,} of {2 * len(toggles):,} raised answers were tried"
        yield ModelFault(("sections",), message, remedy, "key", "warning", "monotone-sampled", example)


def _toggles(satisfier: Satisfier) -> Iterator[_Toggle]:
    """For each condition of a question on another one: the smallest raises that show it, and that hide it."""
    for name in satisfier.outline.conditional:
        world = satisfier.shown(name).world
        if world is None:
            continue
        conditions = satisfier.outline.by_id[name].conditions
        for by in dict.fromkeys(other for condition in conditions for other in questions_in(condition)):
            if by in world.answers:
                yield from _toggles_by(name, by, world, satisfier)


def _toggles_by(name: str, by: str, world: World, satisfier: Satisfier) -> Iterator[_Toggle]:
    asked: list[tuple[Fraction, Option]] = []
    hidden: list[tuple[Fraction, Option]] = []
    for option in satisfier.options(by):
        if option.value is None:
            continue
        truth = satisfier.is_asked_with(name, world, by, option)
        if truth is not None:
            (asked if truth else hidden).append((option.value, option))
    for shows, lower, higher in ((True, hidden, asked), (False, asked, hidden)):
        raises = [(high[0] - low[0], low[1], high[1]) for low in lower for high in higher if high[0] > low[0]]
        if raises:
            _, before, after = min(raises, key=lambda pair: pair[0])
            yield _Toggle(name, by, before, after, shows, world)


def _in_order(toggles: Sequence[_Toggle], satisfier: Satisfier) -> Iterator[_Raise]:
    """Each toggle with all else at its best and at its worst. All that hangs on the answer is at its worst where the
    answer shows it, at its best where it hides it."""
    ends = {place: _all_at(place, satisfier) for place in (0, -1)}
    for toggle in toggles:
        world = toggle.world
        hanging = (*satisfier.asking_about(toggle.by), toggle.name)
        chosen = {name: ends[-1 if toggle.shows else 0][name] for name in hanging if name not in world.answers}
        for place in (0, -1) if toggle.shows else (-1, 0):
            full = World({**ends[place], **world.answers, **chosen}, world.profile, world.tasks)
            yield _raised(toggle, full, "worst" if place else "best", ends[place])


def _all_at(place: int, satisfier: Satisfier) -> dict[str, Option]:
    return {name: _valued(name, satisfier)[place] for name in satisfier.outline.by_id}


def _at_random(satisfier: Satisfier) -> Iterator[_Raise]:
    """An answer that others ask about raised, all else at random; half of the time such that one of these is asked."""
    chance = Chance(_SEED)
    valued = {name: _valued(name, satisfier) for name in satisfier.outline.by_id}
    best = _all_at(0, satisfier)
    can_rise = [by for by, options in valued.items() if options[0].value != options[-1].value]
    pairs = [(name, by) for by in can_rise for name in satisfier.asking_about(by) if satisfier.shown(name).world]
    while pairs:
        name, by = chance.pick(pairs)
        low, high = chance.pick(valued[by]), chance.pick(valued[by])
        lower, higher = (low, high) if (low.value or 0) < (high.value or 0) else (high, low)
        world = satisfier.shown(name).world
        if lower.value == higher.value or world is None:
            continue
        answers = {other: chance.pick(options) for other, options in valued.items()}
        if chance.bits(1):
            answers |= {other: option for other, option in world.answers.items() if option.value is not None}
        profile = {fact: chance.pick(values) for fact, values in satisfier.facts().items() if values}
        full = World(answers, {**profile, **world.profile}, world.tasks)
        yield _raised(_Toggle(name, by, lower, higher, True, world), full, "best", best)


def _raised(toggle: _Toggle, full: World, rest: str, end: dict[str, Option]) -> _Raise:
    answers = full.answers.items()
    given = {name: option for name, option in answers if option is not end[name] and name != toggle.by}
    before, after = (full.with_answers({toggle.by: option}) for option in (toggle.lower, toggle.higher))
    return _Raise(toggle, before, after, rest, World(given, full.profile, full.tasks))


def _valued(name: str, satisfier: Satisfier) -> list[Option]:
    return [option for option in satisfier.options(name) if option.value is not None]


def _lowered(questionnaire: Questionnaire, raised: _Raise) -> _Lowered | None:
    first, second = scored(questionnaire, raised.before), scored(questionnaire, raised.after)
    change = _change(questionnaire, first, second)
    if change is None:
        return None
    applied = {name: part.applies for name, part in first.by_question.items()}
    shown = [name for name, part in second.by_question.items() if part.applies == "yes" != applied[name]]
    hidden = [name for name, part in second.by_question.items() if part.applies == "no" != applied[name]]
    asked = [name for name, part in second.by_question.items() if "yes" in (part.applies, applied[name])]
    return _Lowered(*change, tuple(shown), tuple(hidden), tuple(asked))


def _change(questionnaire: Questionnaire, first: Scorecard, second: Scorecard) -> tuple[str, str, str] | None:
    """The first thing that is lower in the second: overall score, level, a top section."""
    display = questionnaire.scoring.display
    worst = [card.bounds.worst if card.bounds else Fraction(0) for card in (first, second)]
    if worst[1] < worst[0]:
        return "the overall score", rounded(worst[0], display), rounded(worst[1], display)
    ranks = outline_of(questionnaire).ranks
    if ranks.get(second.level_worst or "", -1) < ranks.get(first.level_worst or "", -1):
        return "the level", str(first.level_worst), str(second.level_worst)
    for one, other in zip(first.sections, second.sections, strict=True):
        if one.interval and other.interval and other.interval.worst < one.interval.worst:
            ends = [rounded(part.interval.worst, display) for part in (one, other) if part.interval]
            return f"section '{one.id}'", ends[0], ends[1]
    return None


def _fault(raised: _Raise, lowered: _Lowered, path: Path) -> ModelFault:
    does = [_named("shows", lowered.shown)] if lowered.shown else []
    does += [_named("hides", lowered.hidden)] if lowered.hidden else []
    by, higher = raised.toggle.by, raised.toggle.higher.words
    message = f"a better answer to '{by}' {' and '.join(does)}, and can lower {lowered.what} (proven by an example)"
    remedy = "ask it always, with N/A allowed, or be sure that this is meant"
    example = f"{_setting(raised, lowered)}: {lowered.what} is {lowered.before}; {by}={higher} instead: {lowered.after}"
    return ModelFault(path, message, remedy, "key", "warning", "not-monotone", example)


def _setting(raised: _Raise, lowered: _Lowered) -> str:
    """How to answer before the raise: each question that is asked; of many those that matter, the rest in words."""
    by, profile, tasks = raised.toggle.by, raised.given.profile, raised.given.tasks
    answers = raised.before.answers
    if len(lowered.asked) <= _MOST_NAMED:
        return World({name: answers[name] for name in dict.fromkeys((by, *lowered.asked))}, profile, tasks).words()
    given = World({by: answers[by], **raised.given.answers}, profile, tasks)
    return f"{given.words()} and all else at its {raised.rest}"


def _named(verb: str, names: tuple[str, ...]) -> str:
    return f"{verb} " + ", ".join(f"'{name}'" for name in names)
