"""The tables of an export about what was asked: sections and answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from readiness_tui.analysis.scorecard import Interval, QuestionScore, SectionScore
from readiness_tui.analysis.wording import rounded
from readiness_tui.exchange.export_table import (
    Cell,
    Column,
    Evaluated,
    Part,
    Table,
    exact,
    listed,
    part_columns,
    parts,
)
from readiness_tui.model.assessment import Answer, Evidence


class _InnerSection(NamedTuple):
    """A section with the section that holds it."""

    score: SectionScore
    parent: str | None


class _Asked(NamedTuple):
    """A question's score with its answer, and the section that directly holds it."""

    score: QuestionScore
    answer: Answer
    section: str


def _sections(evaluated: Evaluated) -> Iterator[_InnerSection]:
    return _inner(evaluated.evaluation.scorecard.sections, None)


def _inner(sections: tuple[SectionScore, ...], parent: str | None) -> Iterator[_InnerSection]:
    for section in sections:
        yield _InnerSection(section, parent)
        yield from _inner(section.sections, section.id)


def _asked(evaluated: Evaluated) -> Iterator[_Asked]:
    for section, _ in _sections(evaluated):
        for question in section.questions:
            yield _Asked(question, evaluated.assessment.answer(question.id), section.id)


def _end(value: Callable[[Interval], Fraction]) -> Callable[[Part[_InnerSection]], Fraction | None]:
    return lambda row: value(row.one.score.interval) if row.one.score.interval else None


def _shown(value: Callable[[Interval], Fraction]) -> Callable[[Part[_InnerSection]], Cell]:
    end = _end(value)

    def shown(row: Part[_InnerSection]) -> Cell:
        found = end(row)
        return None if found is None else float(rounded(found, row.evaluated.display))

    return shown


SECTIONS = Table(
    "sections",
    "One row a section of a version, sections within sections too; contributions of the outer ones add up to `worst`.",
    ("version_id", "section_id"),
    (
        *part_columns(),
        Column("section_id", "text", "Its id.", lambda row: row.one.score.id),
        Column("parent_id", "text", "The section that holds it; null: none.", lambda row: row.one.parent),
        Column("place", "whole", "Its place in the questionnaire, from 1.", lambda row: row.place),
        Column("title", "text", "Its title.", lambda row: row.one.score.title),
        *exact("weight", "Its weight.", lambda row: row.one.score.weight),
        *exact("worst", "The worst score possible; null: nothing in it applies.", _end(lambda ends: ends.worst)),
        Column("worst_display", "double", "The same as it is shown.", _shown(lambda ends: ends.worst)),
        *exact("best", "The best score possible.", _end(lambda ends: ends.best)),
        Column("best_display", "double", "The same as it is shown.", _shown(lambda ends: ends.best)),
        *exact("contribution", "What it adds to the overall worst end.", lambda row: row.one.score.contribution),
        Column("answered", "whole", "Questions answered.", lambda row: row.one.score.coverage.answered),
        Column("applicable", "whole", "Questions that apply.", lambda row: row.one.score.coverage.applicable),
        Column("may_apply", "whole", "Questions that may apply.", lambda row: row.one.score.coverage.may_apply),
    ),
    lambda exported: parts(exported, _sections),
)


def _gates(row: Part[_Asked]) -> Cell:
    gates = row.evaluated.evaluation.scorecard.gates
    return listed(f"{gate.level}:{gate.state}" for gate in gates if gate.question == row.one.score.id)


def _evidence(row: Part[_Asked]) -> Cell:
    if not row.one.answer.evidence:
        return None
    return json.dumps([_backing(each) for each in row.one.answer.evidence], ensure_ascii=False)


def _backing(evidence: Evidence) -> dict[str, str]:
    days = {"observed": evidence.observed, "expires": evidence.expires}
    texts = {"text": evidence.text, "link": evidence.link}
    written = {key: day.isoformat() for key, day in days.items() if day}
    return {key: text for key, text in texts.items() if text} | written


def _first_expiry(row: Part[_Asked]) -> date | None:
    return min((each.expires for each in row.one.answer.evidence if each.expires), default=None)


def _waiver(part: str) -> Callable[[Part[_Asked]], Cell]:
    def said(row: Part[_Asked]) -> Cell:
        found: Cell = getattr(row.one.answer.waiver, part) if row.one.answer.waiver else None
        return found

    return said


ANSWERS = Table(
    "answers",
    "One row a question of a version, answered or not; contributions add up to the version's `worst`.",
    ("version_id", "question_id"),
    (
        *part_columns(),
        Column("question_id", "text", "Its id.", lambda row: row.one.score.id),
        Column("section_id", "text", "The section that holds it.", lambda row: row.one.section),
        Column("place", "whole", "Its place in the questionnaire, from 1.", lambda row: row.place),
        Column("title", "text", "Its title.", lambda row: row.one.score.title),
        Column("state", "text", "answered, not_applicable, unanswered, hidden.", lambda row: row.one.score.state),
        Column("applies", "text", "yes, no, unknown.", lambda row: row.one.score.applies),
        Column("answer", "text", "A choice, a number, choices, `n/a`.", lambda row: row.one.score.answer),
        *exact("value", "What the answer is worth; null: unanswered, N/A, hidden.", lambda row: row.one.score.value),
        *exact("weight", "The question's weight.", lambda row: row.one.score.weight),
        *exact("contribution", "What it adds to the overall worst end.", lambda row: row.one.score.contribution),
        Column("gates", "text", "Its gates with commas, as `level:state`.", _gates),
        Column("evidence_state", "text", "evidenced, claimed, expired, none.", lambda row: row.one.score.evidence),
        Column("evidence", "text", "A JSON array of text, link, observed, expires.", _evidence, "evidence"),
        Column("evidence_count", "whole", "How many there are.", lambda row: len(row.one.answer.evidence)),
        Column("evidence_expires", "day", "The first expiry among them.", _first_expiry),
        Column("note", "text", "The note.", lambda row: row.one.answer.note, "notes"),
        Column("not_applicable", "text", "Why it doesn't apply.", lambda row: row.one.answer.not_applicable, "notes"),
        Column("owner", "text", "Who is to do something about it.", lambda row: row.one.answer.owner, "people"),
        Column("due", "day", "Until when.", lambda row: row.one.answer.due),
        Column("ticket", "text", "The ticket.", lambda row: row.one.answer.ticket),
        *exact("effort_days", "The team's own estimate, in person-days.", lambda row: row.one.answer.effort_days),
        Column("waiver_expires", "day", "The last day of its waiver.", _waiver("expires")),
        Column("waiver_reason", "text", "Why it was waived.", _waiver("reason"), "notes"),
        Column("waiver_approver", "text", "Who approved that.", _waiver("approver"), "people"),
        Column("answered_by", "text", "Who answered.", lambda row: row.one.answer.by, "people"),
        Column("answered_at", "moment", "When, in UTC.", lambda row: row.one.answer.at),
        Column("carried_over", "truth", "Whether it was carried over.", lambda row: row.one.answer.carried_over),
    ),
    lambda exported: parts(exported, _asked),
)
