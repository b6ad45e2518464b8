"""The questionnaire as authored: sections, questions, scoring, levels, autonomy needs and the decision matrix."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

from readiness_tui.model.conditions import Condition
from readiness_tui.model.matrix import AutonomyNeed, Matrix, Requires
from readiness_tui.model.values import ChoiceOrNumber, Frozen, Id, Line, Rational, Text, Truth, Whole, none_as

FORMAT = "readiness/questionnaire@1"
Fold = Literal["weighted-mean", "mean", "sum", "minimum", "maximum"]
Kind = Literal["one", "many", "number"]
ProfileKind = Literal["choice", "date", "number", "text"]
NotApplicablePolicy = Literal["exclude", "zero", "full"]
UnansweredPolicy = Literal["interval", "zero"]
Rounding = Literal["half-up", "half-even", "truncate"]


class Source(Frozen):
    """Where the content comes from."""

    title: Line
    author: Line | None = None
    link: Line | None = None
    licence: Line | None = None
    note: Text = ""


class Choice(Frozen):
    """One allowed answer; `value` in [0, 1] for `one`, none for `many` (its rules give the value)."""

    id: Id
    label: Line
    value: Rational | None = None
    exclusive: Truth = False


class Step(Frozen):
    """A threshold of a `number` question: this value from `at_least` on."""

    at_least: Rational
    value: Rational


class ValueRule(Frozen):
    """A rule of a `many` question; the first that is true wins, the last has no `when`."""

    when: Condition | None = None
    value: Rational


class Gate(Frozen):
    """The level (and so every level above it) that needs this answer at least."""

    level: Id
    at_least: ChoiceOrNumber | None = None
    at_least_value: Rational | None = None


class Link(Frozen):
    """A link with its words."""

    title: Line
    link: Line


class Guidance(Frozen):
    """Why a question matters, how to verify it, what good evidence looks like."""

    why: Text = ""
    verify: Text = ""
    evidence: Text = ""
    links: tuple[Link | Line, ...] = ()


class Improvement(Frozen):
    """What to do when the answer is weak: the action, its effort in person-days, and what it needs first."""

    do: Text
    effort_days: Rational
    needs: tuple[Id, ...] = ()


class Question(Frozen):
    """One thing asked; its id never changes meaning."""

    id: Id
    ask: Text
    title: Line | None = None
    kind: Kind = "one"
    answers: Id | None = None
    choices: tuple[Choice, ...] = ()
    rules: tuple[ValueRule, ...] = ()
    unit: Line | None = None
    steps: tuple[Step, ...] = ()
    weight: Rational = Fraction(1)
    allow_na: Truth = True
    ask_when: Condition | None = None
    hidden_ok: Truth = False
    gates: tuple[Gate, ...] = ()
    guidance: Guidance = Field(default_factory=Guidance)
    improvement: Improvement | None = None
    tags: tuple[Line, ...] = ()
    references: tuple[Line, ...] = ()
    renamed_from: tuple[Id, ...] = ()
    split_from: tuple[Id, ...] = ()
    merged_from: tuple[Id, ...] = ()

    @property
    def label(self) -> str:
        """The short name for lists: the title, else the id in words."""
        return self.title or self.id.replace("-", " ").capitalize()

    def choice(self, choice_id: str) -> Choice | None:
        """The choice of that id, or None."""
        return next((choice for choice in self.choices if choice.id == choice_id), None)


class Section(Frozen):
    """A group of questions scored as one; may hold sections, any depth."""

    id: Id
    title: Line
    weight: Rational = Fraction(1)
    why: Text = ""
    fold: Fold | None = None
    ask_when: Condition | None = None
    questions: tuple[Question, ...] = ()
    sections: tuple["Section", ...] = ()
    renamed_from: tuple[Id, ...] = ()

    def all_questions(self) -> Iterator[Question]:
        """Its questions and those of its sections, in the file's order."""
        yield from self.questions
        for section in self.sections:
            yield from section.all_questions()


class ProfileChoice(Frozen):
    """One allowed value of a profile fact."""

    id: Id
    label: Line


class ProfileFact(Frozen):
    """A fact about the agent: not scored, used by conditions."""

    id: Id
    ask: Text
    title: Line | None = None
    kind: ProfileKind = "choice"
    unit: Line | None = None
    choices: tuple[ProfileChoice, ...] = ()

    @property
    def label(self) -> str:
        """The short name for lists."""
        return self.title or self.id.replace("-", " ").capitalize()


class Advisory(Frozen):
    """A remark shown when its condition on profile, answers or tasks holds; never scored."""

    id: Id
    when: Condition
    text: Text
    ground: Text = ""


class Stabilisation(Frozen):
    """The clock that starts with a date of the profile: weeks that surface the critical cases, weeks to budget."""

    since: Id
    critical_weeks: Whole = 2
    budget_weeks: tuple[Whole, Whole] = (4, 8)
    text: Text = ""


class FoldRule(Frozen):
    """How parts become one number."""

    fold: Fold = "weighted-mean"


class Display(Frozen):
    """How numbers are shown: times `scale`, rounded to `decimals`. Thresholds never use it."""

    scale: Rational = Fraction(100)
    decimals: Annotated[Whole, Field(ge=0, le=6)] = 1
    rounding: Rounding = "half-up"


class Scoring(Frozen):
    """The folds and policies of a questionnaire."""

    section: FoldRule = Field(default_factory=FoldRule)
    overall: FoldRule = Field(default_factory=FoldRule)
    not_applicable: NotApplicablePolicy = "exclude"
    unanswered: UnansweredPolicy = "interval"
    display: Display = Field(default_factory=Display)


class Level(Frozen):
    """A rung of a ladder; it holds when its requirements and those of every lower rung hold."""

    id: Id
    title: Line | None = None
    requires: Requires = Field(default_factory=Requires.model_construct)

    @property
    def label(self) -> str:
        """The name for people."""
        return self.title or self.id


class Band(Frozen):
    """A level by the overall score alone, ends open (`above`, `below`) or closed (`at_least`, `at_most`)."""

    id: Id
    title: Line | None = None
    at_least: Rational | None = None
    above: Rational | None = None
    at_most: Rational | None = None
    below: Rational | None = None

    @property
    def label(self) -> str:
        """The name for people."""
        return self.title or self.id


class Questionnaire(Frozen):
    """An authored, versioned set of sections with its scoring and its decision matrix.

    Answer sets are resolved when it is made: every `one` question holds its `choices`.
    """

    format: Literal["readiness/questionnaire@1"]
    id: Id
    version: Line
    title: Line
    summary: Text = ""
    source: Source | None = None
    answer_sets: dict[Id, tuple[Choice, ...]] = Field(default_factory=dict)
    profile: Annotated[tuple[ProfileFact, ...], none_as(tuple)] = ()
    advisories: tuple[Advisory, ...] = ()
    stabilisation: Stabilisation | None = None
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    scoring: Scoring = Field(default_factory=Scoring)
    levels: tuple[Level, ...] = ()
    bands: tuple[Band, ...] = ()
    autonomy: tuple[AutonomyNeed, ...] = ()
    matrix: Matrix | None = None

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions in the file's order, each with its choices resolved."""
        return tuple(self._resolved(question) for section in self.sections for question in section.all_questions())

    @cached_property
    def question_by_id(self) -> Mapping[str, Question]:
        """All questions by id, each with its choices resolved."""
        return {question.id: question for question in self.questions}

    @cached_property
    def section_of(self) -> Mapping[str, Section]:
        """The top section that holds each question, by question id."""
        return {question.id: section for section in self.sections for question in section.all_questions()}

    @cached_property
    def rungs(self) -> tuple[Level | Band, ...]:
        """The levels or bands, lowest first."""
        return self.levels or self.bands

    def question(self, question_id: str) -> Question | None:
        """The question of that id, or None."""
        return self.question_by_id.get(question_id)

    def fact(self, fact_id: str) -> ProfileFact | None:
        """The profile fact of that id, or None."""
        return next((fact for fact in self.profile if fact.id == fact_id), None)

    def level_rank(self, level_id: str) -> int:
        """The place of a level on the ladder, 0 lowest. Raises KeyError."""
        for rank, level in enumerate(self.rungs):
            if level.id == level_id:
                return rank
        raise KeyError(level_id)

    def _resolved(self, question: Question) -> Question:
        if question.answers is None:
            return question
        return question.model_copy(update={"choices": self.answer_sets.get(question.answers, ())})
