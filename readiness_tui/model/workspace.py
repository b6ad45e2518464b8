"""The settings of a workspace, as `readiness.yaml` holds them."""

from typing import Annotated, Literal

from pydantic import Field

from readiness_tui.model.values import Frozen, Id, Keeping, Line, Rational, Whole

FORMAT = "readiness/workspace@1"
Effects = Literal["after", "always", "never"]


class ReadingLimits(Frozen):
    """How large a file may be; defaults are the reader's."""

    megabytes: Annotated[Whole, Field(ge=1, le=100)] = 5
    nodes: Annotated[Whole, Field(ge=1000, le=5_000_000)] = 200_000


class WorkspaceSettings(Keeping):
    """What a team has agreed for all its agents."""

    format: Literal["readiness/workspace@1"] = "readiness/workspace@1"
    name: Line | None = None
    default_questionnaire: Id = "agent-production-readiness"
    target_level: Id | None = None
    evidence_max_age_days: Annotated[Whole, Field(ge=1)] | None = None
    capacity_days_per_week: Rational | None = None
    effects: Effects = "after"
    limits: ReadingLimits = Field(default_factory=ReadingLimits.model_construct)
