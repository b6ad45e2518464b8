"""One team's answers to one questionnaire about one agent, working or frozen as a milestone."""

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from readiness_tui.model.modes import Basis, BuiltAs, Intent, Mode
from readiness_tui.model.values import (
    Day,
    Id,
    Instant,
    Keeping,
    Line,
    Name,
    Note,
    Rational,
    ReadBy,
    Scalar,
    Slug,
    Truth,
    Whole,
    frozen_mapping,
    none_as,
)

FORMAT = "readiness/assessment@1"
YesNo = Literal["yes", "no", "unknown"]


def _nothing() -> Mapping[str, Any]:
    return frozen_mapping({})  # type: ignore[no-any-return]  # a mappingproxy


def _check_rating(value: object) -> int | None:
    if value is None or value == "unknown":
        return None
    if isinstance(value, int | str) and not isinstance(value, bool) and str(value) in ("0", "1", "2", "3"):
        return int(value)
    raise ValueError("write 0, 1, 2, 3 or unknown")


def _check_evidence_level(value: object) -> int:
    if isinstance(value, int | str) and not isinstance(value, bool) and str(value) in ("-1", "0", "1", "2", "3"):
        return int(value)
    raise ValueError("write -1, 0, 1, 2 or 3")


_RATING_SCHEMA = {"enum": [0, 1, 2, 3, "unknown", None]}
_EVIDENCE_SCHEMA = {"type": "integer", "minimum": -1, "maximum": 3}
Rating = Annotated[int | None, ReadBy(_check_rating, _RATING_SCHEMA)]
EvidenceLevel = Annotated[int, ReadBy(_check_evidence_level, _EVIDENCE_SCHEMA)]
Factors = Annotated[Mapping[Name, Rating], none_as(dict), AfterValidator(frozen_mapping)]
Flags = Annotated[Mapping[Name, YesNo], none_as(dict), AfterValidator(frozen_mapping)]


class Agent(Keeping):
    """The agent that is assessed."""

    name: Line
    slug: Slug
    summary: Note = ""
    owner: Line | None = None
    target_level: Id | None = None


class QuestionnaireRef(Keeping):
    """Which questionnaire the answers are to: id, version, and the hash of its exact text."""

    id: Id
    version: Line
    hash: Line


class MilestoneStamp(Keeping):
    """What makes a copy a milestone: number, moment, who, why, and the hashes of the milestones before it."""

    number: Annotated[Whole, Field(ge=1)]
    taken: Instant
    by: Line | None = None
    note: Note = ""
    parents: Annotated[tuple[Line, ...], none_as(tuple)] = ()
    hash: Line | None = None


class Evidence(Keeping):
    """A link or text that backs an answer, with the day it was observed and, where given, an expiry."""

    text: Note = ""
    link: Line | None = None
    observed: Day | None = None
    expires: Day | None = None
    by: Line | None = None


class Waiver(Keeping):
    """A shortfall accepted for a time: counts until the end of `expires`."""

    reason: Note
    approver: Line
    expires: Day


class Answer(Keeping):
    """An answer and what belongs to it. At most one of choice, number, choices, not_applicable; none is unanswered."""

    choice: Id | None = None
    number: Rational | None = None
    choices: tuple[Id, ...] | None = None
    not_applicable: Note | None = None
    note: Note = ""
    evidence: Annotated[tuple[Evidence, ...], none_as(tuple)] = ()
    owner: Line | None = None
    due: Day | None = None
    ticket: Line | None = None
    effort_days: Rational | None = None
    waiver: Waiver | None = None
    by: Line | None = None
    at: Instant | None = None
    carried_over: Truth = False

    @model_validator(mode="after")
    def _one_answer(self) -> Self:
        given = (self.choice, self.number, self.choices, self.not_applicable)
        if given.count(None) < len(given) - 1:
            raise ValueError("give one of choice, number, choices and not_applicable, not several")
        if self.not_applicable is not None and not self.not_applicable.strip():
            raise ValueError("not_applicable needs a reason")
        return self

    @property
    def is_answered(self) -> bool:
        """Whether a choice, a number, choices or a reason why it doesn't apply is given."""
        return self.choice is not None or self.number is not None or bool(self.choices) or self.is_not_applicable

    @property
    def is_not_applicable(self) -> bool:
        """Whether it was answered with a reason why it doesn't apply."""
        return self.not_applicable is not None

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is said: such an answer is only its key line in the file."""
        return self == EMPTY_ANSWER

    def cleared(self) -> Self:
        """The same with the answer itself taken back; note, evidence, owner and the rest stay."""
        blank = {"choice": None, "number": None, "choices": None, "not_applicable": None, "carried_over": False}
        return self.model_copy(update=blank)

    def answered(
        self,
        *,
        choice: str | None = None,
        number: Fraction | None = None,
        choices: tuple[str, ...] | None = None,
        not_applicable: str | None = None,
        by: str | None = None,
        at: datetime | None = None,
    ) -> Self:
        """The same with another answer; note, evidence, owner and the rest stay."""
        given = {"choice": choice, "number": number, "choices": choices, "not_applicable": not_applicable}
        return self.model_copy(update={**given, "carried_over": False, "by": by or self.by, "at": at})


class OneRating(Keeping):
    """What one rater says of a task."""

    by: Line
    factors: Factors = Field(default_factory=_nothing)
    flags: Flags = Field(default_factory=_nothing)
    evidence: EvidenceLevel | None = None


class Override(Keeping):
    """A mode that a person set by hand, with the reason; it never raises a clearance."""

    mode: Mode
    reason: Note
    by: Line | None = None


class Task(Keeping):
    """One piece of work that the agent does, put to the matrix. What is left out is unknown."""

    name: Line
    intent: Intent
    built_as: BuiltAs
    basis: Basis = "full"
    factors: Factors = Field(default_factory=_nothing)
    flags: Flags = Field(default_factory=_nothing)
    evidence: EvidenceLevel = 0
    ratings: Annotated[tuple[OneRating, ...], none_as(tuple)] = ()
    note: Note = ""
    override: Override | None = None

    def rated(self, factor: str, level: int | None) -> Self:
        """The same with a factor's rating set (0 to 3) or taken back (None)."""
        return self.model_copy(update={"factors": _with(self.factors, factor, level)})

    def flagged(self, flag: str, value: YesNo | None) -> Self:
        """The same with a flag set to yes, no or unknown, or taken back (None)."""
        return self.model_copy(update={"flags": _with(self.flags, flag, value)})


def _with(mapping: Mapping[str, object], key: str, value: object) -> Mapping[str, object]:
    rest = {name: old for name, old in mapping.items() if name != key or value is not None}
    return frozen_mapping(rest if value is None else {**rest, key: value})  # type: ignore[no-any-return]


Answers = Annotated[Mapping[str, Annotated[Answer, none_as(dict)]], none_as(dict), AfterValidator(frozen_mapping)]
Tasks = Annotated[Mapping[Id, Task], none_as(dict), AfterValidator(frozen_mapping)]
Profile = Annotated[Mapping[Id, Scalar | None], none_as(dict), AfterValidator(frozen_mapping)]


class Assessment(Keeping):
    """One team's answers to one questionnaire about one agent."""

    format: Literal["readiness/assessment@1"] = "readiness/assessment@1"
    agent: Agent
    questionnaire: QuestionnaireRef
    milestone: MilestoneStamp | None = None
    profile: Profile = Field(default_factory=_nothing)
    answers: Answers = Field(default_factory=_nothing)
    tasks: Tasks = Field(default_factory=_nothing)

    def answer(self, question_id: str) -> Answer:
        """The answer to a question; an empty one where nothing is said."""
        return self.answers.get(question_id, EMPTY_ANSWER)

    def with_answer(self, question_id: str, answer: Answer) -> Self:
        """The same with one answer replaced; order is kept."""
        return self.model_copy(update={"answers": frozen_mapping({**self.answers, question_id: answer})})

    def with_task(self, task_id: str, task: Task) -> Self:
        """The same with one task added at the end or replaced in place."""
        return self.model_copy(update={"tasks": frozen_mapping({**self.tasks, task_id: task})})

    def without_task(self, task_id: str) -> Self:
        """The same without a task."""
        rest = {key: task for key, task in self.tasks.items() if key != task_id}
        return self.model_copy(update={"tasks": frozen_mapping(rest)})

    def with_fact(self, fact_id: str, value: str | None) -> Self:
        """The same with a profile fact set, or taken back (None)."""
        return self.model_copy(update={"profile": _with(self.profile, fact_id, value)})

    @property
    def as_of(self) -> date | None:
        """The day a milestone was taken; None for working answers."""
        return self.milestone.taken.date() if self.milestone else None


EMPTY_ANSWER = Answer.model_construct()
