"""Conditions as data: one small language for questions, for choices of a `many` question and for the decision matrix.

Which atoms may stand where is checked when a questionnaire is loaded (`analysis.checking`).
"""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag
from typing_extensions import TypeAliasType

from readiness_tui.model.modes import Mode
from readiness_tui.model.values import ChoiceOrNumber, Frozen, Id, Name, Rational, Scalar, Whole


class AllOf(Frozen):
    """True when every part is."""

    all: tuple["Condition", ...]


class AnyOf(Frozen):
    """True when one part is."""

    any: tuple["Condition", ...]


class NotOf(Frozen):
    """True when the part is false."""

    not_: "Condition" = Field(alias="not")


class QuestionIs(Frozen):
    """About another question's answer: a choice id, or a number for `number` questions. Exactly one comparison."""

    question: Id
    is_: ChoiceOrNumber | None = Field(default=None, alias="is")
    is_not: ChoiceOrNumber | None = None
    at_least: ChoiceOrNumber | None = None
    below: ChoiceOrNumber | None = None


class ProfileIs(Frozen):
    """About a profile fact. Exactly one comparison."""

    profile: Id
    is_: Scalar | None = Field(default=None, alias="is")
    is_not: Scalar | None = None
    at_least: Rational | None = None
    below: Rational | None = None


class TaskMatch(Frozen):
    """What a task has to show: one of these modes, and/or this flag set to yes."""

    mode: tuple[Mode, ...] | None = None
    flag: Name | None = None


class TasksMatch(Frozen):
    """Whether any or all tasks match."""

    any: TaskMatch | None = None
    all: TaskMatch | None = None


class TasksAre(Frozen):
    """About the agent's tasks: `{tasks: {any: {mode: [automate]}}}`."""

    tasks: TasksMatch


class FlagIs(Frozen):
    """About a flag of a task."""

    flag: Name
    is_: Literal["yes", "no"] = Field(default="yes", alias="is")


class FactorIs(Frozen):
    """About the level of a factor of a task."""

    factor: Name
    at_least: Whole | None = None
    at_most: Whole | None = None
    is_: Whole | None = Field(default=None, alias="is")


class AxisIs(Frozen):
    """About the mean of an axis of a task."""

    axis: Name
    at_least: Rational | None = None
    below: Rational | None = None


class EvidenceBelow(Frozen):
    """True when a task's evidence is below this level."""

    evidence_below: Whole


class EvidenceAtMost(Frozen):
    """True when a task's evidence is at most this level."""

    evidence_at_most: Whole


class ModeIs(Frozen):
    """True when the mode reached so far is one of these."""

    mode: tuple[Mode, ...]


_KINDS: dict[str, str] = {
    "all": "all",
    "any": "any",
    "not": "not",
    "question": "question",
    "profile": "profile",
    "tasks": "tasks",
    "flag": "flag",
    "factor": "factor",
    "axis": "axis",
    "evidence_below": "evidence_below",
    "evidence_at_most": "evidence_at_most",
    "mode": "mode",
}
CONDITION_KINDS = frozenset(_KINDS)
_CLASSES: dict[type, str] = {}


def condition_kind(value: Any) -> str:
    """The tag of a condition, by the first key that names one; `choice` for a bare choice id."""
    if isinstance(value, str):
        return "choice"
    if isinstance(value, dict):
        return next((kind for key, kind in _KINDS.items() if key in value), "unknown")
    return _CLASSES.get(type(value), "unknown")


Condition = TypeAliasType(
    "Condition",
    Annotated[
        Annotated[AllOf, Tag("all")]
        | Annotated[AnyOf, Tag("any")]
        | Annotated[NotOf, Tag("not")]
        | Annotated[QuestionIs, Tag("question")]
        | Annotated[ProfileIs, Tag("profile")]
        | Annotated[TasksAre, Tag("tasks")]
        | Annotated[FlagIs, Tag("flag")]
        | Annotated[FactorIs, Tag("factor")]
        | Annotated[AxisIs, Tag("axis")]
        | Annotated[EvidenceBelow, Tag("evidence_below")]
        | Annotated[EvidenceAtMost, Tag("evidence_at_most")]
        | Annotated[ModeIs, Tag("mode")]
        | Annotated[Id, Tag("choice")],
        Discriminator(
            condition_kind,
            custom_error_type="condition",
            custom_error_message="not a condition; use one of " + ", ".join(_KINDS) + ", or a choice id",
        ),
    ],
)
"""Named, so that its schema is made once and referred to wherever a condition may stand."""

_CLASSES.update(
    {
        AllOf: "all",
        AnyOf: "any",
        NotOf: "not",
        QuestionIs: "question",
        ProfileIs: "profile",
        TasksAre: "tasks",
        FlagIs: "flag",
        FactorIs: "factor",
        AxisIs: "axis",
        EvidenceBelow: "evidence_below",
        EvidenceAtMost: "evidence_at_most",
        ModeIs: "mode",
    }
)
