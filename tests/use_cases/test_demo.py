"""The demo: agents with a history over two versions of the questionnaire, made from small data files."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from readiness_tui.analysis.wording import interval_text
from readiness_tui.exchange.demo import earlier_text
from readiness_tui.storage.milestones import verify_milestones
from readiness_tui.storage.workspaces import Workspace, agent_slugs
from readiness_tui.use_cases.comparisons import compare_names
from readiness_tui.use_cases.demo import write_demo
from readiness_tui.use_cases.milestones import open_version

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("READINESS_STATE_DIR", str(tmp_path_factory.mktemp("state")))
        return write_demo(tmp_path_factory.mktemp("demo"), TODAY)


def test_the_first_two_milestones_are_of_an_earlier_version(demo: Workspace) -> None:
    versions = [
        open_version(demo, f"support-agent{which}", TODAY).questionnaire.questionnaire
        for which in ("@1", "@2", "@3", "@4", "")
    ]
    assert [each.version for each in versions] == ["0.9.0", "0.9.0", "1.0.0", "1.0.0", "1.0.0"]
    assert [len(each.questions) for each in versions] == [28, 28, 29, 29, 29]
    assert all(found.ok for slug in agent_slugs(demo) for found in verify_milestones(demo, slug))


def test_comparing_across_the_versions_names_what_is_the_questionnaires_doing(demo: Workspace) -> None:
    comparison = compare_names(demo, "support-agent@1", None, TODAY).comparison
    parts = comparison.overall.parts
    assert parts.questionnaire < 0
    assert parts.questionnaire + parts.applicability + parts.answers == comparison.overall.change
    assert comparison.newly_asked == ("silent-failures",)
    assert [(each.before, each.after) for each in comparison.renamed] == [("token-costs", "cost-tracking")]
    weights = {row.question: row.weight_before for row in comparison.answers if row.weight_before != row.weight_after}
    assert weights == {"output-validation": Fraction(2), "silent-failures": None}


def test_what_was_answered_under_an_earlier_id_is_still_there(demo: Workspace) -> None:
    asked = [open_version(demo, f"support-agent@{number}", TODAY).assessment for number in (2, 3)]
    assert asked[0].answer("token-costs").evidence == asked[1].answer("cost-tracking").evidence != ()
    assert "token-costs" not in asked[1].answers


def test_the_figures_that_the_screens_are_drawn_with(demo: Workspace) -> None:
    version = open_version(demo, "support-agent", TODAY)
    display = version.questionnaire.questionnaire.scoring.display
    assert interval_text(version.evaluation.scorecard.overall, display) == "59.3–71.3"


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        ({"replace": "id:", "by": "x"}, "2 places fit"),
        ({"replace": "nothing", "by": "x"}, "0 places fit"),
        ({"question": "c"}, "no question 'c'"),
    ],
)
def test_an_edit_that_fits_no_place_or_several_is_found_out(edit: dict[str, str], told: str) -> None:
    text = "questions:\n  - id: a\n    weight: 3\n\n  - id: b\n    weight: 3\nend:\n"
    assert earlier_text(text, [{"question": "a"}]) == "questions:\n  - id: b\n    weight: 3\nend:\n"
    weighed = earlier_text(text, [{"question": "b", "replace": "weight: 3", "by": "weight: 2"}])
    assert weighed == text.replace("weight: 3\nend", "weight: 2\nend")
    with pytest.raises(ValueError, match=told):
        earlier_text(text, [edit])
