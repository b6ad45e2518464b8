"""One of many writers, run as a process of its own: `writer.py ROOT milestones|answers NUMBER COUNT [without ...]`."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from readiness_tui.model.assessment import Answer
from readiness_tui.storage import file_calls
from readiness_tui.storage.assessments import load_working, save_working
from readiness_tui.storage.milestones import take_milestone
from readiness_tui.storage.workspaces import Workspace, open_workspace

SLUG = "support-agent"


def take_milestones(workspace: Workspace, number: int, count: int) -> None:
    """Take milestones one after the other, and say the name of each that was acknowledged."""
    for turn in range(count):
        working = load_working(workspace, SLUG)
        ref = take_milestone(workspace, SLUG, working, datetime.now(UTC), f"writer {number}", f"turn {turn}")
        print(ref.name, flush=True)


def give_answers(workspace: Workspace, number: int, count: int) -> None:
    """Answer one question again and again, always from what was last seen, as an open program does."""
    working = load_working(workspace, SLUG)
    for turn in range(count):
        answer = Answer(choice="yes", note=f"turn {turn}")
        saved = save_working(workspace, SLUG, working, working.assessment.with_answer(f"question-{number}", answer))
        assert not saved.conflicts, saved.conflicts
        working = saved.working
    print(f"question-{number}", flush=True)


def main(root: str, kind: str, number: str, count: str, *without: str) -> None:
    """Write as told."""
    for name in without:
        setattr(file_calls.current, name, 0 if name == "folder" else None)
    action = {"milestones": take_milestones, "answers": give_answers}[kind]
    action(open_workspace(Path(root)), int(number), int(count))


if __name__ == "__main__":
    main(*sys.argv[1:])
