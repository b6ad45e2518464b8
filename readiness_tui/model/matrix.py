"""The decision matrix as authored: axes, factors, flags, base rules, hard rules, and what each mode needs."""

from typing import Annotated, Literal

from pydantic import Field

from readiness_tui.model.conditions import Condition
from readiness_tui.model.modes import Mode
from readiness_tui.model.values import ChoiceOrNumber, Frozen, Id, Line, Name, Rational, Text, Truth


class Axis(Frozen):
    """A mean of factors: judgement, or exposure."""

    id: Name
    title: Line
    why: Text = ""


class Factor(Frozen):
    """A property that a task is rated on, 0 to 3; 0 favours automation."""

    id: Name
    axis: Name
    title: Line
    abbreviation: Line | None = None
    ask: Text
    levels: Annotated[tuple[Text, ...], Field(min_length=4, max_length=4)]
    core: Truth = False
    changeable: Truth = False


class Flag(Frozen):
    """A yes / no fact about a task; `cautious` is the answer that lowers autonomy.

    `asked_with` another flag: not asked where that one is no.
    """

    id: Name
    title: Line | None = None
    ask: Text
    cautious: Literal["yes", "no"]
    core: Truth = False
    changeable: Truth = False
    asked_with: Name | None = None


class BaseRule(Frozen):
    """The mode before any hard rule; the first that is true wins, the last has no `when`."""

    when: Condition | None = None
    margin: Rational | None = None
    mode: Mode


class Lift(Frozen):
    """When a hard rule's cap is milder, or (without `cap`) lifted."""

    when: Condition
    cap: Mode | None = None


class HardRule(Frozen):
    """A rule that only ever lowers autonomy; `unstaffed` rules cap nothing and mark the task as not staffed."""

    id: Line
    title: Line | None = None
    when: Condition
    cap: Mode | None = None
    lifted: Lift | None = None
    unstaffed: Truth = False
    core: Truth = False
    ground: Text = ""
    remedy: Text = ""


class ModeText(Frozen):
    """How a mode is called, and what a person does under it."""

    id: Mode
    title: Line
    person: Text = ""


class Matrix(Frozen):
    """Everything the engine evaluates for a task; nothing about a factor or a rule is in code."""

    modes: tuple[ModeText, ...] = ()
    axes: tuple[Axis, ...]
    factors: tuple[Factor, ...]
    flags: tuple[Flag, ...] = ()
    evidence: Annotated[tuple[Text, ...], Field(min_length=5, max_length=5)]
    base: Annotated[tuple[BaseRule, ...], Field(min_length=1)]
    rules: tuple[HardRule, ...] = ()


class Requires(Frozen):
    """What a level or a mode needs. Thresholds are in the fold's own units.

    `answers` names a choice (that or a better one), a number for `number` questions, or
    `{at_least_value: 1/2}` for `many` questions.
    """

    level: Id | None = None
    overall_at_least: Rational | None = None
    every_section_at_least: Rational | None = None
    sections_at_least: dict[Id, Rational] = Field(default_factory=dict)
    gates: tuple[Id, ...] = ()
    answers: dict[Id, "ChoiceOrNumber | ValueNeed"] = Field(default_factory=dict)
    na_ok: tuple[Id, ...] = ()
    named_reviewer: Truth = False


class ValueNeed(Frozen):
    """An answer whose value is at least this."""

    at_least_value: Rational | None = None
    at_least: ChoiceOrNumber | None = None
    na_ok: Truth = False


class AutonomyNeed(Frozen):
    """What a mode needs, on top of all lower modes."""

    mode: Mode
    requires: Requires = Field(default_factory=Requires.model_construct)
