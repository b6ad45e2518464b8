"""Nothing that is done to a milestone's file goes unseen, and what can't be read is told with its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from readiness_tui.model.faults import UserError
from readiness_tui.storage.assessments import save_working
from readiness_tui.storage.milestone_files import MilestoneRef, ref_in
from readiness_tui.storage.milestones import load_milestone, take_milestone, verify_milestones
from readiness_tui.storage.workspaces import open_workspace
from tests.storage.scenes import MOMENT, SLUG, answered, make_workspace


def _taken(root: Path) -> MilestoneRef:
    workspace, working = make_workspace(root)
    saved = save_working(workspace, SLUG, working, answered(working.assessment, question_1="partial"))
    return take_milestone(workspace, SLUG, saved.working, MOMENT, "ana", "the note")


def _alterations(raw: bytes, stride: int) -> Iterator[tuple[str, bytes]]:
    """Bytes changed in three ways, left out, and with another before them; Windows' line ends are no alteration."""
    for index in range(0, len(raw), stride):
        before, byte, after = raw[:index], raw[index], raw[index + 1 :]
        for bit in (0x01, 0x20, 0x80):
            yield f"byte {index} ^ {bit}", before + bytes([byte ^ bit]) + after
        yield f"byte {index} left out", before + after
        for added in b" \n#\t0":
            yield f"{added} before byte {index}", before + bytes([added]) + raw[index:]
    for added in b" \n#\t0":
        yield f"{added} at the end", raw + bytes([added])


@pytest.mark.parametrize("stride", [17, pytest.param(1, marks=pytest.mark.deep)])
def test_every_altered_byte_is_found(tmp_path: Path, stride: int) -> None:
    ref = _taken(tmp_path)
    raw = ref.path.read_bytes()
    assert ref_in(raw, ref.path).problem == ""
    unseen = [
        what for what, altered in _alterations(raw, stride) if altered != raw and not ref_in(altered, ref.path).problem
    ]
    assert unseen == []


@pytest.mark.parametrize(
    ("old", "new", "place"), [("choice: partial", "choice: &x y", (17, 13)), ("agent:", "<<<<<<< HEAD\nagent:", (2, 1))]
)
def test_where_a_milestone_cannot_be_read_is_told(tmp_path: Path, old: str, new: str, place: tuple[int, int]) -> None:
    ref = _taken(tmp_path)
    ref.path.write_text(ref.path.read_text().replace(old, new))
    workspace = open_workspace(tmp_path)
    with pytest.raises(UserError) as caught:
        load_milestone(workspace, SLUG, ref.name)
    (fault,) = caught.value.faults
    assert (fault.file, fault.line, fault.column) == (str(ref.path), *place)
    assert fault.remedy.startswith("restore it")
    (verified,) = verify_milestones(workspace, SLUG)
    assert verified.problem.startswith(f"{ref.path.name}:{place[0]}:{place[1]}: ")
