"""The way through an assessment: its stops in order, and the list of them that stands beside the question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from textual.content import Content

from readiness_tui.analysis.scorecard import QuestionScore
from readiness_tui.analysis.wording import interval_text
from readiness_tui.tui.glyphs import CURSOR, GATE, NOT_APPLICABLE, OPEN_FOLD, UNANSWERED, value_glyph, value_style
from readiness_tui.tui.literal import literal, padded
from readiness_tui.use_cases.question_filters import ALL, filtered
from readiness_tui.use_cases.sessions import Session


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing asked: a fact about the agent, or a question."""

    kind: Literal["fact", "question"]
    id: str


def stops_of(session: Session, filter_name: str) -> tuple[Stop, ...]:
    """Where `j k` lead: the facts first, then the questions that the filter lets through."""
    facts = tuple(Stop("fact", fact.id) for fact in session.questionnaire.profile) if filter_name == ALL else ()
    return facts + tuple(Stop("question", question.id) for question in filtered(session, filter_name))


def first_stop(session: Session) -> Stop | None:
    """Where to begin: at the facts while nothing is said at all, else at the first open question, else at the first."""
    is_fresh = not session.assessment.profile and all(answer.is_empty for answer in session.assessment.answers.values())
    if is_fresh and session.questionnaire.profile:
        return Stop("fact", session.questionnaire.profile[0].id)
    return open_stop(session) or next(iter(stops_of(session, ALL)), None)


def open_stop(session: Session) -> Stop | None:
    """The first open question, None where all are answered."""
    return Stop("question", session.first_open) if session.first_open else None


def neighbour(session: Session, stops: tuple[Stop, ...], at: Stop | None, step: int) -> Stop | None:
    """The next (1) or previous (-1) stop, also from one that the filter has let go meanwhile; None at the end."""
    if at in stops:
        place = stops.index(at) + step
        return stops[place] if 0 <= place < len(stops) else None
    order = {stop: place for place, stop in enumerate(_all_stops(session))}
    here = order.get(at, -1) if at is not None else -1
    wanted = [stop for stop in stops if (order[stop] - here) * step > 0]
    return (wanted[0] if step > 0 else wanted[-1]) if wanted else None


def _all_stops(session: Session) -> tuple[Stop, ...]:
    facts = tuple(Stop("fact", fact.id) for fact in session.questionnaire.profile)
    return facts + tuple(Stop("question", question.id) for question in session.questionnaire.questions)


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One row of the list: the profile, a section, or a question. `stop` is where a click leads."""

    kind: Literal["profile", "section", "question"]
    id: str
    stop: Stop


class QuestionIndex:
    """The rows of the list for one session, with the sections that are folded left out."""

    def __init__(self, session: Session, stops: tuple[Stop, ...], folded: frozenset[str]) -> None:
        self.session = session
        self.stops = stops
        self.folded = folded
        self.scores: Mapping[str, QuestionScore] = session.evaluation.scorecard.by_question
        self.rows = tuple(self._rows(stops))

    def _rows(self, stops: tuple[Stop, ...]) -> list[IndexRow]:
        rows: list[IndexRow] = []
        last, section_of = "", self.session.questionnaire.section_of
        for stop in stops:
            if stop.kind == "fact":
                if not rows:
                    rows.append(IndexRow("profile", "", stop))
                continue
            section = section_of[stop.id].id
            if section != last:
                rows.append(IndexRow("section", section, stop))
                last = section
            if section not in self.folded:
                rows.append(IndexRow("question", stop.id, stop))
        return rows

    def is_of(self, session: Session, stops: tuple[Stop, ...], folded: frozenset[str]) -> bool:
        """Whether it would be made of just these."""
        return self.session is session and self.stops is stops and self.folded == folded

    def place(self, at: Stop | None) -> int:
        """The row of a stop, or of what holds it."""
        if at is None or at.kind == "fact":
            return 0
        section = self.session.questionnaire.section_of[at.id].id
        wanted = {("question", at.id), ("section", section)}
        places = [place for place, row in enumerate(self.rows) if (row.kind, row.id) in wanted]
        return places[-1] if places else 0

    def draw(self, place: int, width: int, is_cursor: bool) -> Content:
        """One row in `width` cells."""
        row = self.rows[place]
        if row.kind == "question":
            question = self.session.questionnaire.question_by_id[row.id]
            flag = GATE if question.gates else " "
            return _question_line(question.label, *state_glyph(self.scores[row.id]), flag, width, is_cursor)
        title, right, mark = self._head(row, is_cursor)
        return _head_line(title, right, mark, width)

    def _head(self, row: IndexRow, is_cursor: bool) -> tuple[str, str, str]:
        if row.kind == "profile":
            facts = self.session.questionnaire.profile
            known = sum(bool(self.session.assessment.profile.get(fact.id)) for fact in facts)
            return "About the agent", f"{known}/{len(facts)}", CURSOR if is_cursor else " "
        section = next(one for one in self.session.evaluation.scorecard.sections if one.id == row.id)
        interval = section.interval if section.coverage.answered else None
        right = interval_text(interval, self.session.questionnaire.scoring.display)
        return section.title, right, CURSOR if row.id in self.folded else OPEN_FOLD


@lru_cache(maxsize=4096)
def _question_line(label: str, glyph: str, style: str, flag: str, width: int, is_cursor: bool) -> Content:
    mark = CURSOR if is_cursor else " "
    words = literal(padded(label, max(4, width - 7)))
    return Content.assemble(f" {mark} ", literal(glyph, style), " ", words, literal(flag, "$partly"))


@lru_cache(maxsize=256)
def _head_line(title: str, right: str, mark: str, width: int) -> Content:
    label = literal(padded(title, max(4, width - len(right) - 5)), "bold")
    return Content.assemble(f" {mark} ", label, " ", literal(right, "$muted"), " ")


def state_glyph(score: QuestionScore) -> tuple[str, str]:
    """Glyph and colour of what a question stands at."""
    if score.state == "not_applicable":
        return NOT_APPLICABLE, ""
    return (value_glyph(score.value), value_style(score.value)) if score.value is not None else (UNANSWERED, "$muted")
