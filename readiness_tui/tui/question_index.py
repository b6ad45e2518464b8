"""The way through an assessment: its stops in order, and the list of them that stands beside the question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from textual.content import Content

from readiness_tui.analysis.remembering import Memory
from readiness_tui.analysis.scorecard import QuestionScore
from readiness_tui.analysis.wording import interval_text
from readiness_tui.model.questionnaire import ProfileFact, Question
from readiness_tui.tui.glyphs import CURSOR, GATE, NOT_APPLICABLE, OPEN_FOLD, UNANSWERED, value_glyph, value_style
from readiness_tui.tui.literal import literal, padded
from readiness_tui.use_cases.question_filters import ALL, filtered
from readiness_tui.use_cases.sessions import Session


class Stop(NamedTuple):
    """One thing asked: a fact about the agent, or a question."""

    kind: Literal["fact", "question"]
    id: str


class Way(NamedTuple):
    """The stops where `j k` lead, the place of each among them, and how many of them are questions."""

    stops: tuple[Stop, ...]
    places: Mapping[Stop, int]
    questions: int


def way_of(stops: Iterable[Stop]) -> Way:
    """The way along these stops."""
    stops = tuple(stops)
    places = {stop: place for place, stop in enumerate(stops)}
    return Way(stops, places, sum(stop.kind == "question" for stop in stops))


NO_WAY = way_of(())
_LAST = Memory()


def stops_of(session: Session, filter_name: str) -> Way:
    """Where `j k` lead: the facts first, then the questions that the filter lets through.

    An answer that hides and shows nothing leads along the very same way.
    """
    facts, asked = session.questionnaire.profile if filter_name == ALL else (), filtered(session, filter_name)
    return _LAST.latest(("way", filter_name), (facts, asked), None, lambda: way_of(_stops(facts, asked)))


def _stops(facts: Sequence[ProfileFact], questions: Sequence[Question]) -> Iterator[Stop]:
    yield from (Stop("fact", fact.id) for fact in facts)
    yield from (Stop("question", question.id) for question in questions)


def number_of(session: Session, question: Question) -> int | None:
    """The place of a question among all that are asked, 1 for the first; None where it isn't asked now."""
    place = stops_of(session, ALL).places.get(Stop("question", question.id))
    return None if place is None else place + 1 - len(session.questionnaire.profile)


def change_words(before: Sequence[Question], after: Sequence[Question]) -> str:
    """How many more and how many fewer questions are asked than before; empty where they are the same."""
    was, now = ({question.id for question in questions} for questions in (before, after))
    more, fewer = len(now - was), len(was - now)
    words = [f"{more} more asked now"] * bool(more) + [f"{fewer} no longer asked, answers kept"] * bool(fewer)
    return " · ".join(words)


def first_stop(session: Session) -> Stop | None:
    """Where to begin: at the facts while nothing is said at all, else at the first open question, else at the first."""
    is_fresh = not session.assessment.profile and all(answer.is_empty for answer in session.assessment.answers.values())
    if is_fresh and session.questionnaire.profile:
        return Stop("fact", session.questionnaire.profile[0].id)
    return open_stop(session) or next(iter(stops_of(session, ALL).stops), None)


def open_stop(session: Session) -> Stop | None:
    """The first open question, None where all are answered."""
    return Stop("question", session.first_open) if session.first_open else None


def neighbour(session: Session, way: Way, at: Stop | None, step: int) -> Stop | None:
    """The next (1) or previous (-1) stop, also from one that the filter has let go meanwhile; None at the end."""
    here = way.places.get(at) if at is not None else None
    if here is not None:
        return way.stops[here + step] if 0 <= here + step < len(way.stops) else None
    order = way_of(_stops(session.questionnaire.profile, session.questionnaire.questions)).places
    before = order.get(at, -1) if at is not None else -1
    wanted = [stop for stop in way.stops if (order[stop] - before) * step > 0]
    return (wanted[0] if step > 0 else wanted[-1]) if wanted else None


class IndexRow(NamedTuple):
    """One row of the list: the profile, a section, or a question. `stop` is where a click leads."""

    kind: Literal["profile", "section", "question"]
    id: str
    stop: Stop


class QuestionIndex:
    """The rows of the list for one session, with the sections that are folded left out."""

    def __init__(self, session: Session, way: Way, folded: frozenset[str]) -> None:
        self.session = session
        self.way = way
        self.folded = folded
        self.scores: Mapping[str, QuestionScore] = session.evaluation.scorecard.by_question
        self.rows, self._places = _LAST.latest("rows", (session.questionnaire, way), folded, self._rows_and_places)

    def _rows_and_places(self) -> tuple[tuple[IndexRow, ...], Mapping[tuple[str, str], int]]:
        rows = tuple(self._rows())
        return rows, {(row.kind, row.id): place for place, row in enumerate(rows)}

    def _rows(self) -> Iterator[IndexRow]:
        last, section_of = "", self.session.questionnaire.section_of
        for place, stop in enumerate(self.way.stops):
            if stop.kind == "fact":
                if place == 0:
                    yield IndexRow("profile", "", stop)
                continue
            section = section_of[stop.id].id
            if section != last:
                yield IndexRow("section", section, stop)
                last = section
            if section not in self.folded:
                yield IndexRow("question", stop.id, stop)

    def is_of(self, session: Session, way: Way, folded: frozenset[str]) -> bool:
        """Whether it would be made of just these."""
        return self.session is session and self.way is way and self.folded == folded

    def place(self, at: Stop | None) -> int:
        """The row of a stop, or of what holds it."""
        if at is None or at.kind == "fact":
            return 0
        section = self.session.questionnaire.section_of[at.id].id
        return self._places.get(("question", at.id), self._places.get(("section", section), 0))

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
