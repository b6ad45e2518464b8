"""Moves an assessment to another version of its questionnaire: each answer goes where its question went, or is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, count

from readiness_tui.analysis.answering import read
from readiness_tui.analysis.matching import Match, match_questionnaires
from readiness_tui.model.assessment import EMPTY_ANSWER, Answer, Assessment, QuestionnaireRef
from readiness_tui.model.questionnaire import Question, Questionnaire
from readiness_tui.model.values import NOTE_LIMIT, frozen_mapping


@dataclass(frozen=True)
class Move:
    """The assessment under the later questionnaire, and what became of each question.

    `kept_aside` are the answers that stand in it without being asked for: of questions that are gone, of questions
    that were merged into one, and those that nothing asked before. `taken_up` are the questions that were open and
    have an answer now that nothing asked for before.
    """

    assessment: Assessment
    match: Match
    kept_aside: Mapping[str, Answer]
    taken_up: tuple[str, ...]

    @property
    def kept(self) -> tuple[str, ...]:
        """The questions that keep their id and are no others' too."""
        return tuple(after for after, sources in self.match.sources.items() if sources == (after,))

    @property
    def merged(self) -> Mapping[str, tuple[str, ...]]:
        """The questions that several became, each with the ids of those."""
        return {after: sources for after, sources in self.match.sources.items() if len(sources) > 1}

    @property
    def split(self) -> Mapping[str, tuple[str, ...]]:
        """The questions that became several, each with the ids of those."""
        single = {after for after, sources in self.match.sources.items() if len(sources) == 1}
        pairs = ((old, tuple(new for new in news if new in single)) for old, news in self.match.successors.items())
        return {old: news for old, news in pairs if len(news) > 1}

    @property
    def renamed(self) -> Mapping[str, str]:
        """The questions that go by another id, each with that id."""
        split = set(self.split)
        single = ((sources[0], after) for after, sources in self.match.sources.items() if len(sources) == 1)
        return {old: after for old, after in single if old != after and old not in split}


def move(assessment: Assessment, before: Questionnaire, after: Questionnaire, reference: QuestionnaireRef) -> Move:
    """The assessment with its answers under the ids of `after`; `reference` is the one that pins `after`.

    A renamed question's answer moves. A split one's is copied to each part, marked as carried over. Of merged ones the
    weakest answer stands, marked as carried over, with the notes of all; it is open where one of them is, and has no
    waiver. An answer that isn't found again whole is kept under its old id; where that id is asked for something else,
    with the version behind it. An answer that nothing asked before is taken up by a question of its id, or that was
    renamed or split from it, if that one is open. With `after` the same as `before` only that last thing happens.
    """
    match = match_questionnaires(before, after)
    given = {key: answer for key, answer in assessment.answers.items() if not answer.is_empty}
    moved = {question.id: _moved(question, given, match) for question in after.questions}
    unasked = {key: answer for key, answer in given.items() if key not in before.question_by_id}
    taken_up = _taken_up(after.questions, moved, unasked)
    moved |= {name: unasked[key].model_copy(update={"carried_over": True}) for name, key in taken_up.items()}
    heirs = {key: list(match.successors.get(key, ())) for key in given}
    for name, key in taken_up.items():
        heirs[key].append(name)
    aside = _kept_aside(given, moved, heirs, before.version)
    answers = {key: answer for key, answer in chain(moved.items(), aside.items()) if not answer.is_empty}
    done = assessment.model_copy(update={"answers": frozen_mapping(answers), "questionnaire": reference})
    return Move(done, match, aside, tuple(taken_up))


def _moved(question: Question, given: Mapping[str, Answer], match: Match) -> Answer:
    sources = match.sources[question.id]
    answers = [given.get(old, EMPTY_ANSWER) for old in sources]
    if len(answers) > 1:
        return _merged(answers, question)
    if not answers or answers[0].is_empty:
        return EMPTY_ANSWER
    is_copy = sources[0] != question.id and len(match.successors[sources[0]]) > 1
    return answers[0].model_copy(update={"carried_over": True}) if is_copy else answers[0]


def _merged(answers: list[Answer], question: Question) -> Answer:
    note = _joined(answer.note for answer in answers)
    readings = [read(question, answer) for answer in answers]
    if any(reading.state == "unanswered" for reading in readings):
        return Answer(note=note)
    pairs = zip(readings, answers, strict=True)
    valued = [(reading.value, answer) for reading, answer in pairs if reading.value is not None]
    weakest = min(valued, key=lambda pair: pair[0])[1] if valued else answers[0]
    return weakest.model_copy(update={"note": note or weakest.note, "waiver": None, "carried_over": True})


def _joined(notes: Iterable[str]) -> str:
    """The notes one below the other; none where they are too long for one."""
    kept = dict.fromkeys(note for note in notes if note.strip())
    if len(kept) == 1:
        return next(iter(kept))
    text = "\n\n".join(note.strip("\n") for note in kept)
    return text if len(text) <= NOTE_LIMIT else ""


def _taken_up(
    questions: Iterable[Question], moved: Mapping[str, Answer], unasked: Mapping[str, Answer]
) -> dict[str, str]:
    """For each question of which nothing is said, the key of the answer to it that nothing asked for before."""
    found = {}
    for question in questions:
        old_ids = (old for old in (*question.renamed_from, *question.split_from) if old not in moved)
        key = next((key for key in (question.id, *old_ids) if key in unasked), None)
        if key is not None and moved[question.id].is_empty:
            found[question.id] = key
    return found


def _kept_aside(
    given: Mapping[str, Answer], moved: Mapping[str, Answer], heirs: Mapping[str, list[str]], version: str
) -> dict[str, Answer]:
    """The answers that no answer of their heirs holds whole, by a key that no question has."""
    aside: dict[str, Answer] = {}
    for key, answer in given.items():
        if not any(holds(moved[heir], answer) for heir in heirs[key]):
            numbered = (f"{key}@{version}" if number == 1 else f"{key}@{version}-{number}" for number in count(1))
            free = key if key not in moved else next(name for name in numbered if given.get(name, answer) == answer)
            aside[free] = answer
    return aside


def holds(answer: Answer, old: Answer) -> bool:
    """Whether an answer says all that an old one said: it may have more in its note, and be marked as carried over."""
    alike = answer.model_copy(update={"note": old.note, "carried_over": old.carried_over})
    return alike == old and old.note.strip("\n") in answer.note
