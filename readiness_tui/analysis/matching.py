"""Which question of one questionnaire is which of another: by id, then by the old ids that questions keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from readiness_tui.analysis.answering import read
from readiness_tui.model.assessment import EMPTY_ANSWER, Answer, Assessment
from readiness_tui.model.questionnaire import Question, Questionnaire, Section
from readiness_tui.model.values import frozen_mapping


class Renaming(NamedTuple):
    """A question that goes by another id: renamed, one of several that it was split into, or merged with others."""

    before: str
    after: str
    kind: Literal["renamed", "split", "merged"]


@dataclass(frozen=True)
class Match:
    """The questions and sections of two questionnaires, matched in both directions of time.

    `sources`: for each question of `after`, in its order, the ids in `before` whose answers it takes; none is newly
    asked. `sections`: for each section of `after`, at any depth, the id of the same section in `before`, or None.
    """

    sources: Mapping[str, tuple[str, ...]]
    sections: Mapping[str, str | None]
    before: Questionnaire

    @cached_property
    def successors(self) -> Mapping[str, tuple[str, ...]]:
        """For each question of `before` the questions of `after` that take its answer; none is no longer asked."""
        found: dict[str, tuple[str, ...]] = {question.id: () for question in self.before.questions}
        for after, sources in self.sources.items():
            for before in sources:
                found[before] = (*found[before], after)
        return found

    @property
    def newly_asked(self) -> tuple[str, ...]:
        """The questions of `after` that were not asked before."""
        return tuple(after for after, sources in self.sources.items() if not sources)

    @property
    def no_longer_asked(self) -> tuple[str, ...]:
        """The questions of `before` that no question of `after` asks."""
        return tuple(before for before, successors in self.successors.items() if not successors)

    @property
    def renamed(self) -> tuple[Renaming, ...]:
        """Every pair of ids that differ."""
        return tuple(
            Renaming(before, after, self._kind(before, sources))
            for after, sources in self.sources.items()
            for before in sources
            if before != after
        )

    def _kind(self, before: str, sources: tuple[str, ...]) -> Literal["renamed", "split", "merged"]:
        if len(sources) > 1:
            return "merged"
        return "split" if len(self.successors[before]) > 1 else "renamed"


def match_questionnaires(before: Questionnaire, after: Questionnaire) -> Match:
    """Match by id, then by renamed_from, split_from and merged_from of either side (so that sides can be swapped)."""
    sources: dict[str, tuple[str, ...]]
    if before is after or before == after:
        sources = {question.id: (question.id,) for question in after.questions}
    else:
        past, present = before.question_by_id, after.question_by_id
        heirs = _Heirs(before.questions, present)
        sources = {question.id: _sources(question, past, present, heirs) for question in after.questions}
    return Match(sources, _matched_sections(before, after), before)


class _Heirs:
    """For each old id, the questions of the earlier side that say they come from it and are gone on the later side."""

    def __init__(self, questions: Iterable[Question], present: Mapping[str, Question]) -> None:
        self.renamed: dict[str, list[str]] = {}
        self.split: dict[str, list[str]] = {}
        self.merged: dict[str, list[str]] = {}
        for question in questions:
            for old in question.merged_from:
                self.merged.setdefault(old, []).append(question.id)
            if question.id in present:
                continue
            for old in question.renamed_from:
                self.renamed.setdefault(old, []).append(question.id)
            for old in question.split_from:
                self.split.setdefault(old, []).append(question.id)


def _sources(
    question: Question, past: Mapping[str, Question], present: Mapping[str, Question], heirs: _Heirs
) -> tuple[str, ...]:
    merged = tuple(old for old in question.merged_from if old in past and old not in present)
    if question.id in past:
        return tuple(dict.fromkeys((question.id, *merged)))
    candidates = (
        [old for old in question.renamed_from if old in past][:1],
        heirs.renamed.get(question.id, [])[:1],
        merged,
        [old for old in question.split_from if old in past][:1],
        heirs.split.get(question.id, []),
        heirs.merged.get(question.id, [])[:1],
    )
    return next((tuple(found) for found in candidates if found), ())


def _matched_sections(before: Questionnaire, after: Questionnaire) -> dict[str, str | None]:
    past = {section.id: section for section in _all_sections(before.sections)}
    return {section.id: _past_section(section, past) for section in _all_sections(after.sections)}


def _all_sections(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _all_sections(section.sections)


def _past_section(section: Section, past: Mapping[str, Section]) -> str | None:
    if section.id in past:
        return section.id
    renamed = (old for old in section.renamed_from if old in past)
    heirs = (old.id for old in past.values() if section.id in old.renamed_from)
    return next(renamed, None) or next(heirs, None)


def carried_answers(assessment: Assessment, match: Match, after: Questionnaire) -> Assessment:
    """The assessment with its answers under the ids of `after`.

    Where several questions became one the weakest answer counts, and none at all where one of them is open.
    """
    answers = {
        question.id: _carried([assessment.answer(old) for old in match.sources[question.id]], question)
        for question in after.questions
    }
    return assessment.model_copy(update={"answers": frozen_mapping(answers)})


def _carried(answers: list[Answer], question: Question) -> Answer:
    if len(answers) < 2:
        return answers[0] if answers else EMPTY_ANSWER
    readings = [(read(question, answer), answer) for answer in answers]
    if any(reading.state == "unanswered" for reading, _ in readings):
        return EMPTY_ANSWER
    valued = [(reading.value, answer) for reading, answer in readings if reading.value is not None]
    return min(valued, key=lambda pair: pair[0])[1] if valued else answers[0]
