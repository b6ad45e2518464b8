"""What a key costs in the full-screen program until its effect is shown, against an app that counts keys."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.materials import NAME, questionnaire_text
from benchmarks.measuring import Bar, ratio_bar
from benchmarks.watching import floor, seconds_a_key, shown
from readiness_tui.use_cases.workspaces import init_workspace, new_assessment

_MOVES = ("j", "k") * 4
_ANSWERS = ("1", "2", "1", "2", "1", "2")  # the first questions all have choices


def bars(pairs: int) -> Iterator[Bar]:
    """Moving among questions and answering them: with 29 questions against the counter, with 1,015 against 29."""
    if not Path("/proc/self/schedstat").exists():
        print("keys: needs Linux's /proc", file=sys.stderr)
        return
    rounds = max(pairs // 3, 3)
    many = questionnaire_text(35)
    for name, keys, limit in (
        ("move to the next question", _MOVES, 2.0),
        ("answer, go to the next question", _ANSWERS, 4.0),
    ):
        taken = [(_on(keys), _on(keys, many), _counted()) for _ in range(rounds)]
        yield ratio_bar(f"a key: {name}, 29 questions", limit, [(few, least) for few, _, least in taken])
        yield ratio_bar(f"a key: {name}, 1,015 questions against 29", 1.3, [(more, few) for few, more, _ in taken])


def _on(keys: Sequence[str], questionnaire: str = "") -> float:
    """What each of these keys costs at the first questions of a new assessment."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "agents"
        workspace = init_workspace(root)
        if questionnaire:
            (root / "questionnaires" / f"{NAME}.yaml").write_text(questionnaire, encoding="utf-8")
        new_assessment(workspace, "Agent")
        with shown(root, "assess", "agent", until="s skips") as terminal:
            terminal.press("s")
            terminal.wait_for("1 of ", "weight")
            return seconds_a_key(terminal, keys)


def _counted() -> float:
    with floor("counter") as terminal:
        return seconds_a_key(terminal, ("down",) * len(_MOVES))
