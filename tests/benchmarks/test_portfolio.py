"""The made-up portfolio that tests and benchmarks share."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from benchmarks.portfolio import DAY, write_portfolio
from readiness_tui.storage.decoding import decode_assessment
from readiness_tui.storage.encoding import encode_assessment
from readiness_tui.storage.milestones import list_milestones, load_milestone, verify_milestones
from readiness_tui.storage.workspaces import agent_slugs, open_workspace


def _texts(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_seed_gives_the_same_files_and_another_seed_others(tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("two", 3), ("three", 4)):
        write_portfolio(tmp_path / name / "same", 6, 30, seed=seed)
    assert _texts(tmp_path / "one") == _texts(tmp_path / "two") != _texts(tmp_path / "three")


def test_every_file_is_as_the_program_itself_would_have_written_it(tmp_path: Path) -> None:
    (root,) = write_portfolio(tmp_path / "all", 12, 90)
    workspace = open_workspace(root)
    slugs = agent_slugs(workspace)
    assert len(slugs) == 12
    assert sum(len(list_milestones(workspace, slug)) for slug in slugs) == 90
    for slug in slugs:
        assert all(found.ok for found in verify_milestones(workspace, slug))
        for ref in list_milestones(workspace, slug):
            milestone = load_milestone(workspace, slug, ref.name)
            ids = [question.id for question in milestone.questionnaire.questionnaire.questions]
            assert encode_assessment(milestone.assessment, ids) == ref.path.read_text(encoding="utf-8")


def test_a_portfolio_holds_two_versions_waivers_tasks_and_evidence_that_is_stale(tmp_path: Path) -> None:
    roots = write_portfolio(tmp_path / "teams", 30, 120, workspaces=3)
    assert len(roots) == 3
    files = [path for root in roots for path in root.glob("assessments/*/assessment.yaml")]
    answers = [decode_assessment(path.read_bytes(), str(path)) for path in files]
    assert {each.questionnaire.version for each in answers} == {"0.9.0", "1.0.0"}
    every = [answer for each in answers for answer in each.answers.values()]
    assert sum(answer.waiver is not None for answer in every) > 5
    assert any(piece.expires and piece.expires < DAY for answer in every for piece in answer.evidence)
    assert any(each.tasks for each in answers)
    assert date(2024, 1, 1) < min(answer.at.date() for answer in every if answer.at) <= DAY
