"""What `readiness import` takes from a file: answers, tasks and profile facts, in the shape of an assessment."""

from pydantic import Field

from readiness_tui.model.assessment import Answers, Profile, Tasks
from readiness_tui.model.values import Frozen, frozen_mapping


class Imported(Frozen):
    """Answers, tasks and facts as in `assessment.yaml`."""

    profile: Profile = Field(default_factory=lambda: frozen_mapping({}))
    answers: Answers = Field(default_factory=lambda: frozen_mapping({}))
    tasks: Tasks = Field(default_factory=lambda: frozen_mapping({}))
