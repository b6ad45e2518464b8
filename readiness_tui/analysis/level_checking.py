"""Whether every level can be reached, gates included, and every mode cleared: by answers that do it, or proven not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import islice, product

from readiness_tui.analysis.levels import unmet
from readiness_tui.analysis.model_fault import ModelFault, Path
from readiness_tui.analysis.outlining import outline_of
from readiness_tui.analysis.requirements import Requirement, gate_requirement, requirements_of
from readiness_tui.analysis.satisfying import Satisfier, Verdict
from readiness_tui.analysis.scorecard import SectionScore
from readiness_tui.analysis.scoring import Scorecard, score
from readiness_tui.analysis.worlds import NOT_APPLICABLE, NOWHERE, Option, World, fact_options
from readiness_tui.model.matrix import Requires
from readiness_tui.model.questionnaire import Level, Questionnaire
from readiness_tui.model.values import rational_text

SOME_DAY = date(2000, 1, 1)
_FIRST_TRIES, _MOST_TRIES = 3, 60


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why something isn't reached: in words, and whether that is proven."""

    reason: str
    proven: bool


def level_faults(questionnaire: Questionnaire, satisfier: Satisfier) -> Iterator[ModelFault]:
    """The lowest level that can't be reached, and the modes that can't be cleared."""
    ladder: list[Requirement] = []
    for rank, level in enumerate(questionnaire.levels):
        ladder += _rung(level, questionnaire)
        failure = _failure(ladder, rank, (), satisfier)
        if failure is not None:
            yield _fault(f"level '{level.id}' can never be reached", failure, ("levels", rank), "level-never-reached")
            return
        yield from _only_absent_faults(level, rank, questionnaire)
    yield from _autonomy_faults(questionnaire, satisfier)


def _only_absent_faults(level: Level, rank: int, questionnaire: Questionnaire) -> Iterator[ModelFault]:
    """Thresholds that a section meets only where nothing in it applies."""
    needs = [need for need in _rung(level, questionnaire) if need.kind == "section" and need.threshold is not None]
    card = unanswered(questionnaire) if needs else None
    for need in needs:
        section = _short_section(need, card) if card is not None else None
        if section is not None and section.interval is not None and need.threshold is not None:
            least, best = rational_text(need.threshold), rational_text(section.interval.best)
            message = (
                f"level '{level.id}' needs {least} of section '{section.id}', which has it only where nothing applies"
            )
            remedy = "lower what the level needs of it, or give its questions better answers"
            example = f"with every answer at its best '{section.id}' has {best}: proven"
            key = "sections_at_least" if section.id in level.requires.sections_at_least else "every_section_at_least"
            path: Path = ("levels", rank, "requires", key)
            yield ModelFault(path, message, remedy, "value", "warning", "level-by-absence", example)


def _rung(level: Level, questionnaire: Questionnaire) -> list[Requirement]:
    outline = outline_of(questionnaire)
    gates = [gate_requirement(gate, outline, level.id) for gate in outline.gates if gate.level == level.id]
    return gates + list(requirements_of(level.id, level.requires, outline))


def _autonomy_faults(questionnaire: Questionnaire, satisfier: Satisfier) -> Iterator[ModelFault]:
    outline = outline_of(questionnaire)
    needs: list[Requirement] = []
    rank = -1
    for index, need in enumerate(questionnaire.autonomy):
        needs += requirements_of(need.mode, need.requires, outline)
        rank = max(rank, outline.ranks.get(need.requires.level or "", -1))
        ladder = [part for level in questionnaire.levels[: rank + 1] for part in _rung(level, questionnaire)]
        modes = [(part.mode, part.requires) for part in questionnaire.autonomy[: index + 1]]
        failure = _failure([*ladder, *needs], -1, modes, satisfier)
        if failure is not None:
            path: Path = ("autonomy", index, "requires")
            yield _fault(f"no answers clear a task for mode '{need.mode}'", failure, path, "mode-never-cleared")
            return


def _fault(what: str, failure: _Failure, path: Path, name: str) -> ModelFault:
    if failure.proven:
        remedy = "lower what it needs, or change the conditions and values that keep it out of reach"
        return ModelFault(path, f"{what}: proven", remedy, "value", "error", name, failure.reason)
    message = f"{what}, as far as was seen; not proven, {_MOST_TRIES} sets of answers were tried"
    return ModelFault(
        path, message, "try it by hand, or make conditions simpler", "value", "warning", name, failure.reason
    )


def _failure(
    needs: Sequence[Requirement], rank: int, modes: Sequence[tuple[str, Requires]], satisfier: Satisfier
) -> _Failure | None:
    """None where some answers meet all needs, reach the level of that rank, and clear the modes."""
    questionnaire = satisfier.questionnaire
    asked = [need for need in needs if need.kind in ("gate", "answer")]
    allowed: dict[str, tuple[Option, ...]] = {}
    for name in dict.fromkeys(need.subject for need in asked):
        allowed[name] = _meeting(name, [need for need in asked if need.subject == name], satisfier)
        if not allowed[name]:
            texts = ", ".join(need.need.text for need in asked if need.subject == name and need.need is not None)
            return _Failure(f"no answer to '{name}' meets {texts} at once", True)
    absent = _absent(questionnaire, needs)
    for world in islice(_worlds(NOWHERE, allowed, absent, satisfier), _FIRST_TRIES):
        if not _reasons(questionnaire, world, rank, modes):
            return None
    shown = [name for name in allowed if not all(need.hidden_ok for need in asked if need.subject == name)]
    verdict = _asked_at_once(shown, allowed, satisfier)
    if verdict.world is None:
        needed = {need.subject: need.need.text for need in asked if need.need is not None}
        return _Failure(_apart(shown, allowed, needed, verdict, satisfier), verdict.proven)
    reasons: list[str] = []
    for world in islice(_worlds(verdict.world, allowed, absent, satisfier), _MOST_TRIES):
        reasons = _reasons(questionnaire, world, rank, modes)
        if not reasons:
            return None
    beyond = _beyond_best(questionnaire, rank, absent)
    return _Failure("with every answer at its best: " + "; ".join(reasons), beyond)


def _asked_at_once(names: Sequence[str], allowed: Mapping[str, tuple[Option, ...]], satisfier: Satisfier) -> Verdict:
    goals = [condition for name in names for condition in satisfier.outline.by_id[name].conditions]
    return satisfier.satisfied(goals, allowed)


def _apart(
    shown: Sequence[str],
    allowed: Mapping[str, tuple[Option, ...]],
    texts: Mapping[str, str],
    verdict: Verdict,
    satisfier: Satisfier,
) -> str:
    """Which questions can't be asked together, or beside which answers; `texts` say what is needed of each."""
    fewest = _fewest(shown, allowed, satisfier) if verdict.proven else shown
    names = [f"'{name}'" for name in fewest if satisfier.outline.by_id[name].conditions]
    if len(names) != 1:
        return f"{', '.join(names)} can't all be asked and answered as needed at once"
    tried = _asked_at_once(fewest, allowed, satisfier).tried
    beside = [f"'{name}' has at least {texts[name]}" for name in tried if name in texts and f"'{name}'" not in names]
    return f"{names[0]} can't be asked" + (f" where {' and '.join(beside)}" if beside else "")


def _fewest(names: Sequence[str], allowed: Mapping[str, tuple[Option, ...]], satisfier: Satisfier) -> Sequence[str]:
    """Of questions that can't all be asked, as few as can't be asked together either."""
    kept = list(names)
    for name in names:
        fewer = [other for other in kept if other != name]
        verdict = _asked_at_once(fewer, allowed, satisfier)
        if verdict.world is None and verdict.proven:
            kept = fewer
    return kept


def _meeting(name: str, needs: Sequence[Requirement], satisfier: Satisfier) -> tuple[Option, ...]:
    """The answers that meet all needs, best first."""
    question = satisfier.outline.by_id[name].question
    return tuple(option for option in satisfier.options(name) if all(_meets(option, need) for need in needs)) or tuple(
        option for option in satisfier.options(name) if option.value is None and question.allow_na and _all_na(needs)
    )


def _all_na(needs: Sequence[Requirement]) -> bool:
    return all(need.na_ok for need in needs)


def _meets(option: Option, need: Requirement) -> bool:
    if option.value is None:
        return need.na_ok
    if need.need is None:
        return False
    if need.need.number is not None:
        return option.answer.number is not None and option.answer.number >= need.need.number
    return need.need.value is not None and option.value >= need.need.value


def _absent(questionnaire: Questionnaire, needs: Sequence[Requirement]) -> World:
    """Not applicable: every question of the sections whose best is not enough, so that only absence may help them."""
    world = NOWHERE
    thresholds = [need for need in needs if need.kind == "section" and need.threshold is not None]
    while True:
        card = unanswered(questionnaire, world)
        short = [section for need in thresholds if (section := _short_section(need, card)) is not None]
        names = [part.id for section in short for part in section.all_questions() if part.id not in world.answers]
        if not names:
            return world
        world = world.with_answers(dict.fromkeys(names, NOT_APPLICABLE))


def _short_section(need: Requirement, card: Scorecard) -> SectionScore | None:
    section = card.by_section.get(need.subject)
    if section is None or section.interval is None or need.threshold is None:
        return None
    return section if section.interval.best < need.threshold else None


def _worlds(
    start: World, allowed: Mapping[str, tuple[Option, ...]], absent: World, satisfier: Satisfier
) -> Iterator[World]:
    """All else at its best; then with weak questions not applicable; then with other facts of the profile."""
    names = [name for name in satisfier.outline.by_id if name not in start.answers]
    options = {name: allowed.get(name) or satisfier.options(name) for name in names}
    best = start.with_answers({name: choices[0] for name, choices in options.items()})
    if absent.answers:
        yield best.with_answers({name: option for name, option in absent.answers.items() if name in options})
    yield best
    weak = {name: choices[-1] for name, choices in options.items() if choices[-1].value is None and _is_weak(choices)}
    spared = best.with_answers(weak)
    if weak:
        yield spared
    facts = [fact for fact in satisfier.questionnaire.profile if fact.id not in start.profile and fact.kind == "choice"]
    for values in product(*(fact_options(fact, ()) for fact in facts)):
        profile = {fact.id: value for fact, value in zip(facts, values, strict=True)}
        for world in (best, spared):
            yield World(world.answers, {**start.profile, **profile}, start.tasks)


def _is_weak(options: tuple[Option, ...]) -> bool:
    return (options[0].value or Fraction(0)) < 1


def scored(questionnaire: Questionnaire, world: World, target: str | None = None) -> Scorecard:
    """The scorecard of a world; with shortfalls only where a target is named."""
    modes = world.tasks.modes if world.tasks else {}
    assessment, aims = world.assessment(questionnaire), target is not None
    return score(questionnaire, assessment, SOME_DAY, target=target, task_modes=modes, aims=aims)


def _reasons(questionnaire: Questionnaire, world: World, rank: int, modes: Sequence[tuple[str, Requires]]) -> list[str]:
    """What is still not met, in words; empty where all is."""
    assessment, card = world.assessment(questionnaire), scored(questionnaire, world)
    short = [
        part
        for mode, requires in modes
        for part in unmet(requires, mode, questionnaire, assessment, card, waivers=False)
    ]
    if rank >= 0 and outline_of(questionnaire).ranks.get(card.level_worst or "", -1) < rank:
        level = questionnaire.levels[rank].id
        short += scored(questionnaire, world, target=level).shortfalls
        return [part.text for part in short] or [f"the level is {card.level_worst}"]
    return [part.text for part in short]


def _beyond_best(questionnaire: Questionnaire, rank: int, absent: World) -> bool:
    """Whether the bounds over every completion leave the level out, which proves it; or nothing could be hidden."""
    if not outline_of(questionnaire).conditional and not any(one.allow_na for one in questionnaire.questions):
        return True
    if rank < 0:
        return False
    card = unanswered(questionnaire, absent)
    return outline_of(questionnaire).ranks.get(card.level_best or "", -1) < rank


def unanswered(questionnaire: Questionnaire, world: World = NOWHERE) -> Scorecard:
    """The scorecard of a world (of no answers at all), as an interval: bounds over every completion."""
    if questionnaire.scoring.unanswered != "interval":
        scoring = questionnaire.scoring.model_copy(update={"unanswered": "interval"})
        questionnaire = questionnaire.model_copy(update={"scoring": scoring})
    return scored(questionnaire, world)
