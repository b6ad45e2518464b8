"""Whether levels, bands and what the modes need are well formed: names, order, holes, overlaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from readiness_tui.analysis.model_fault import ModelFault, Path, unknown_name
from readiness_tui.analysis.question_checking import need_faults, needed_answer_faults, sections_with_paths
from readiness_tui.model.matrix import Requires, ValueNeed
from readiness_tui.model.modes import RANK
from readiness_tui.model.questionnaire import Band, Fold, Questionnaire, Section


def ladder_faults(questionnaire: Questionnaire) -> Iterator[ModelFault]:
    """Levels or bands, and the needs of each mode."""
    if questionnaire.levels and questionnaire.bands:
        message = "there are both 'levels' and 'bands'"
        yield ModelFault(("bands",), message, "keep one of them", at="key", id="levels-and-bands")
    for rank, level in enumerate(questionnaire.levels):
        path: Path = ("levels", rank, "requires")
        yield from requires_faults(level.requires, path, questionnaire)
        below = [other.id for other in questionnaire.levels[:rank]]
        if level.requires.level is not None and level.requires.level not in below:
            message = f"level '{level.id}' can only require a level below it"
            yield ModelFault((*path, "level"), message, "levels stand lowest first", id="level-order")
        if level.requires.named_reviewer:
            message = "a level can't ask for a named reviewer, which is a fact of a task"
            remedy = "ask for it under `autonomy:`"
            yield ModelFault((*path, "named_reviewer"), message, remedy, at="key", id="requirement-place")
    yield from band_faults(questionnaire)
    yield from _autonomy_faults(questionnaire)


def requires_faults(requires: Requires, path: Path, questionnaire: Questionnaire) -> Iterator[ModelFault]:
    """Whether what a level or a mode needs names levels, top sections, questions and answers that exist."""
    levels = [rung.id for rung in questionnaire.rungs]
    if requires.level is not None and requires.level not in levels:
        yield unknown_name((*path, "level"), "level", requires.level, levels)
    yield from _section_threshold_faults(requires, path, questionnaire)
    for index, gate in enumerate(requires.gates):
        question = questionnaire.question(gate)
        if question is None:
            yield unknown_name((*path, "gates", index), "question", gate, questionnaire.question_by_id)
        elif not question.gates:
            message = f"question '{gate}' has no gate of its own, so that its best answer is needed"
            remedy = "add `gates:` to it, or use `answers:` here"
            yield ModelFault((*path, "gates", index), message, remedy, severity="warning", id="no-gate")
    for name, need in requires.answers.items():
        yield from _answer_need_faults(name, need, (*path, "answers", name), questionnaire)
    asked = {*requires.answers, *requires.gates}
    for index, name in enumerate(requires.na_ok):
        if name not in asked:
            message = f"'{name}' is not asked for here"
            remedy = "na_ok names questions that stand under `answers:` or `gates:` of the same place"
            yield ModelFault((*path, "na_ok", index), message, remedy, id="unknown-question", name=name)


def _section_threshold_faults(requires: Requires, path: Path, questionnaire: Questionnaire) -> Iterator[ModelFault]:
    top = [section.id for section in questionnaire.sections]
    every = {section.id for _, section in sections_with_paths(questionnaire)}
    for name in requires.sections_at_least:
        where = (*path, "sections_at_least", name)
        if name in top:
            continue
        if name in every:
            message = f"section '{name}' lies inside another; thresholds are about top sections"
            known = f"known: {', '.join(top[:8])}"
            yield ModelFault(where, message, known, at="key", id="unknown-section", name=name)
        else:
            yield unknown_name(where, "section", name, top, at="key")


def _answer_need_faults(
    name: str, need: str | ValueNeed, path: Path, questionnaire: Questionnaire
) -> Iterator[ModelFault]:
    question = questionnaire.question(name)
    if question is None:
        yield unknown_name(path, "question", name, questionnaire.question_by_id, at="key")
    elif not isinstance(need, ValueNeed):
        yield from needed_answer_faults(need, path, question)
    else:
        yield from need_faults(need.at_least, need.at_least_value, path, question)
        if need.at_least is None and need.at_least_value is None:
            remedy = "add `at_least:` with a choice or number, or `at_least_value:`"
            yield ModelFault(path, f"doesn't say which answer to '{name}' is needed", remedy, id="comparison")


def band_faults(questionnaire: Questionnaire) -> Iterator[ModelFault]:
    """Whether the bands, lowest first, cover every score once, from 0 to the highest possible."""
    bands = questionnaire.bands
    for index, band in enumerate(bands):
        yield from _ends_faults(band, ("bands", index))
    for index, (lower, upper) in enumerate(pairwise(bands), start=1):
        yield from _seam_faults(lower, upper, ("bands", index))
    if not bands:
        return
    start, highest = _start(bands[0]), highest_overall(questionnaire)
    if start is not None and (start > 0 or bands[0].above == 0):
        message, remedy = f"no band holds scores below '{bands[0].id}'", "leave its lower end out"
        yield ModelFault(("bands", 0), message, remedy, id="band-hole", counterexample="a score of 0 has no band")
    end = _end(bands[-1])
    if end is not None and (end < highest or (bands[-1].below == highest)):
        message, remedy = f"no band holds scores above '{bands[-1].id}'", "leave its upper end out"
        example = f"a score of {highest} has no band"
        yield ModelFault(("bands", len(bands) - 1), message, remedy, id="band-hole", counterexample=example)


def _start(band: Band) -> Fraction | None:
    return band.at_least if band.at_least is not None else band.above


def _end(band: Band) -> Fraction | None:
    return band.at_most if band.at_most is not None else band.below


def _ends_faults(band: Band, path: Path) -> Iterator[ModelFault]:
    for first, second in (("at_least", "above"), ("at_most", "below")):
        if getattr(band, first) is not None and getattr(band, second) is not None:
            message = f"band '{band.id}' has both '{first}' and '{second}'"
            yield ModelFault((*path, second), message, "keep one of them", at="key", id="comparison")
    start, end = _start(band), _end(band)
    if start is None or end is None:
        return
    closed = band.at_least is not None and band.at_most is not None
    if start > end or (start == end and not closed):
        message = f"band '{band.id}' holds no score at all"
        yield ModelFault(path, message, "its lower end has to lie below its upper end", id="band-empty")


def _seam_faults(lower: Band, upper: Band, path: Path) -> Iterator[ModelFault]:
    end, start = _end(lower), _start(upper)
    remedy = "bands stand lowest first, each beginning where the one before ends, one of the two ends closed"
    names = f"'{lower.id}' and '{upper.id}'"
    if end is None or start is None or end > start:
        shared = start if start is not None else end if end is not None else Fraction(0)
        if end is not None and start is not None:
            shared = (end + start) / 2
        elif upper.above is not None or lower.below is not None:
            shared += 1 if start is not None else -1
        example = f"a score of {shared} lies in both"
        yield ModelFault(
            path,
            f"bands {names} overlap, or stand in the wrong order",
            remedy,
            id="band-overlap",
            counterexample=example,
        )
    elif end < start:
        example = f"a score of {(end + start) / 2} has no band"
        yield ModelFault(path, f"there is a hole between bands {names}", remedy, id="band-hole", counterexample=example)
    elif (lower.at_most is not None) == (upper.at_least is not None):
        if lower.at_most is not None:
            message, name, example = f"bands {names} overlap", "band-overlap", f"a score of {end} lies in both"
        else:
            message, name, example = (
                f"there is a hole between bands {names}",
                "band-hole",
                f"a score of {end} has no band",
            )
        yield ModelFault(path, message, remedy, id=name, counterexample=example)


def highest_overall(questionnaire: Questionnaire) -> Fraction:
    """The overall score of full marks everywhere, in the fold's own units."""
    default = questionnaire.scoring.section.fold
    tops = [(section.weight, _highest(section, default)) for section in questionnaire.sections]
    return folded(questionnaire.scoring.overall.fold, tops)


def _highest(section: Section, default: Fold) -> Fraction:
    parts = [(question.weight, Fraction(1)) for question in section.questions]
    parts += [(child.weight, _highest(child, default)) for child in section.sections]
    return folded(section.fold or default, parts)


def folded(fold: Fold, parts: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """Weights and values as one number; 0 where there is nothing to fold."""
    weighed = list(parts)
    total = sum((weight for weight, _ in weighed), Fraction(0))
    if not weighed or (fold == "weighted-mean" and not total):
        return Fraction(0)
    values = [value for _, value in weighed]
    if fold == "minimum":
        return min(values)
    if fold == "maximum":
        return max(values)
    if fold == "mean":
        return sum(values, Fraction(0)) / len(values)
    weighted = sum((weight * value for weight, value in weighed), Fraction(0))
    return weighted if fold == "sum" else weighted / total


def _autonomy_faults(questionnaire: Questionnaire) -> Iterator[ModelFault]:
    needs = questionnaire.autonomy
    for index, (lower, upper) in enumerate(pairwise(needs), start=1):
        if RANK[lower.mode] >= RANK[upper.mode]:
            same = lower.mode == upper.mode
            message = f"mode '{upper.mode}' stands twice" if same else f"'{upper.mode}' stands after '{lower.mode}'"
            remedy = "modes stand once each, from least to most autonomy: " + ", ".join(RANK)
            yield ModelFault(("autonomy", index, "mode"), message, remedy, id="mode-order")
    matrix = questionnaire.matrix
    flags = [flag.id for flag in matrix.flags] if matrix else []
    for index, need in enumerate(needs):
        path: Path = ("autonomy", index, "requires")
        yield from requires_faults(need.requires, path, questionnaire)
        if matrix and need.requires.named_reviewer and "named_reviewer" not in flags:
            message = "the matrix has no flag 'named_reviewer', so this can never be met"
            where, remedy = (*path, "named_reviewer"), "add that flag to the matrix"
            yield ModelFault(where, message, remedy, at="key", id="unknown-flag", name="named_reviewer")
    if needs and matrix is None:
        message = "without a matrix there are no tasks, so 'autonomy' says nothing"
        yield ModelFault(
            ("autonomy",), message, "add a matrix, or remove it", at="key", severity="warning", id="no-matrix"
        )
