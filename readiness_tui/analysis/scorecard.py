"""What scoring finds: the scorecard and its parts, as plain frozen values."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property, partial
from typing import Literal, NamedTuple

from readiness_tui.analysis.remembering import Memory

State = Literal["answered", "not_applicable", "unanswered", "hidden"]
Applies = Literal["yes", "no", "unknown"]
EvidenceState = Literal["evidenced", "claimed", "expired", "none"]
GatePasses = Literal["passed", "failed", "unanswered", "waived"]


class Interval(NamedTuple):
    """The worst and the best score that the unanswered questions still allow, in the fold's own units."""

    worst: Fraction
    best: Fraction

    @property
    def is_point(self) -> bool:
        """Whether both ends are the same."""
        return self.worst == self.best


class Coverage(NamedTuple):
    """How much is answered: counts of questions, and weights. N/A counts as answered; hidden counts nowhere."""

    answered: int
    applicable: int
    may_apply: int
    weight_answered: Fraction
    weight_applicable: Fraction

    @property
    def share(self) -> Fraction | None:
        """Answered / applicable by count; None where nothing applies."""
        return Fraction(self.answered, self.applicable) if self.applicable else None

    @property
    def weight_share(self) -> Fraction | None:
        """Answered / applicable by weight; None where nothing applies."""
        return self.weight_answered / self.weight_applicable if self.weight_applicable else None


class Confidence(NamedTuple):
    """How well the positive answers are backed: share by weight with evidence that has not expired, and counts."""

    share: Fraction | None
    weight_evidenced: Fraction
    weight_positive: Fraction
    evidenced: int
    claimed: int
    expired: int


class QuestionScore(NamedTuple):
    """One question: what was answered, what it is worth, and what it adds to the overall worst end.

    `answer` is the choice id, the number, `a,b` or `n/a` as written, None when unanswered or no longer a choice.
    `value` is the exact value of an answered question; None when unanswered, N/A or hidden.
    """

    id: str
    title: str
    section: str
    state: State
    applies: Applies
    answer: str | None
    value: Fraction | None
    interval: Interval | None
    weight: Fraction
    contribution: Fraction
    evidence: EvidenceState


class SectionScore(NamedTuple):
    """One section: its interval (None: nothing applies), coverage, and what it adds to the overall worst end."""

    id: str
    title: str
    weight: Fraction
    interval: Interval | None
    may_be_absent: bool
    coverage: Coverage
    contribution: Fraction
    sections: tuple["SectionScore", ...]
    questions: tuple[QuestionScore, ...]

    def all_questions(self) -> Iterator[QuestionScore]:
        """Its questions and those of its sections, in the questionnaire's order."""
        yield from self.questions
        for section in self.sections:
            yield from section.all_questions()


class GateScore(NamedTuple):
    """One gate: the question, the level that it caps, what it needs (`full`, `14`), and whether it passes."""

    question: str
    level: str
    need: str
    state: GatePasses
    waived_until: date | None = None


class Shortfall(NamedTuple):
    """A requirement that isn't met by what has been shown.

    `state` is open while unanswered questions may still meet it. `kind` is overall, section, gate, answer, level,
    named_reviewer or basis; `subject` the id of the section, question or level. `have` and `need` are exact values
    (`41/97`) or answers (`partial`); `text` is the sentence for people.
    """

    level: str
    kind: Literal["overall", "section", "gate", "answer", "level", "named_reviewer", "basis"]
    subject: str
    state: Literal["fails", "open"]
    have: str | None
    need: str
    questions: tuple[str, ...]
    text: str


class Checklist(NamedTuple):
    """The questions tagged `checklist`, counted: value 1, between, 0 or unanswered, and not applicable."""

    done: int
    partial: int
    open: int
    not_applicable: int
    total: int


class _Scored(NamedTuple):
    """The fields of a scorecard."""

    overall: Interval | None
    coverage: Coverage
    confidence: Confidence
    level_worst: str | None
    level_best: str | None
    target: str | None
    gates: tuple[GateScore, ...]
    shortfalls: tuple[Shortfall, ...]
    sections: tuple["SectionScore", ...]
    checklist: Checklist
    as_of: date
    level_unwaived_worst: str | None = None
    level_unwaived_best: str | None = None
    bounds: Interval | None = None
    may_be_absent: bool = False


class Scorecard(_Scored):
    """The result of scoring. `overall` is None while nothing is answered (under `unanswered: interval`).

    Levels are ids; None where the questionnaire has none, or where a band scheme has no band for the score.
    `shortfalls` are what stops `target` (default: the next level above the worst end), gates first. The levels named
    `unwaived` are those without any waiver. `bounds` is the interval that stands behind `overall` also while nothing is
    answered; `may_be_absent` says that a completion may leave nothing to score.
    """

    @property
    def holds_by_waiver(self) -> bool:
        """Whether the worst level holds only by gates that are waived."""
        return self.level_worst != self.level_unwaived_worst

    def question(self, question_id: str) -> QuestionScore:
        """The score of one question. Raises KeyError."""
        return self.by_question[question_id]

    @cached_property
    def by_question(self) -> Mapping[str, QuestionScore]:
        """All question scores by id, in the questionnaire's order; worked out once for the same sections."""
        make = partial(_by_question, self.sections)
        return _LAST.latest("by question", (self.sections,), None, make)

    @cached_property
    def by_section(self) -> Mapping[str, SectionScore]:
        """All section scores by id, at any depth; worked out once for the same sections."""
        make = partial(_by_section, self.sections)
        return _LAST.latest("by section", (self.sections,), None, make)


_LAST = Memory()


def _by_question(sections: tuple[SectionScore, ...]) -> Mapping[str, QuestionScore]:
    flat = (section.all_questions() if section.sections else section.questions for section in sections)
    return {part.id: part for questions in flat for part in questions}


def _by_section(sections: tuple[SectionScore, ...]) -> Mapping[str, SectionScore]:
    return {section.id: section for section in _with_inner(sections)}


def _with_inner(sections: tuple["SectionScore", ...]) -> Iterator[SectionScore]:
    for section in sections:
        yield section
        if section.sections:
            yield from _with_inner(section.sections)
