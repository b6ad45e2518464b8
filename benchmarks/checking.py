"""`questionnaire check` on 1,000 questions, with and without conditions."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.materials import questionnaire, questionnaire_text
from benchmarks.measuring import Bar, here, in_seconds
from readiness_tui.analysis.checking import check
from readiness_tui.storage.questionnaire_faults import questionnaire_file_faults


def bars(pairs: int) -> Iterator[Bar]:
    """What can be proven or sampled; and all faults of a file in which one thing is wrong."""
    rounds = max(pairs // 3, 3)
    for conditions in (True, False):
        asked = questionnaire(35, conditions)
        kind = "with conditions" if conditions else "without conditions"
        yield in_seconds(f"check: 1,015 questions {kind}", 5, lambda: check(asked), rounds, here)  # noqa: B023  # used up before the next round
    raw = questionnaire_text(35).replace("effort_days:", "efort_days:", 1).encode()
    yield in_seconds(
        "all faults of a file: 1,015 questions", 2, lambda: questionnaire_file_faults(raw, "q"), rounds, here
    )
