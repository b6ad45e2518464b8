"""Which edits of a questionnaire cost saved answers, which change scores, and which are only words."""

from __future__ import annotations

from typing import Any

import pytest

from readiness_tui.analysis.questionnaire_edits import questionnaire_edits
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.storage.questionnaires import load_questionnaire
from readiness_tui.storage.shipped import shipped_files
from tests.analysis.drafts import REMOVED, Draft, built, changed, number, one

Q = "sections.0.questions.0"
MANY = "sections.1.questions.0"
NUMBER = "sections.1.questions.1"
NEXT = ("version", "1.1.0")

# effect, subject, kind | what is changed
CASES: list[tuple[str, str, str, list[tuple[str, Any]]]] = [
    # words
    ("compatible", "retries", "ask", [(f"{Q}.ask", "Do all calls retry, really?")]),
    ("compatible", "retries", "title", [(f"{Q}.title", "Retries")]),
    ("compatible", "retries", "guidance", [(f"{Q}.guidance", {"why": "Because."})]),
    ("compatible", "retries", "improvement", [(f"{Q}.improvement.effort_days", "9")]),
    ("compatible", "retries", "tags", [(f"{Q}.tags", ["new"])]),
    ("compatible", "retries", "references", [(f"{Q}.references", ["ISO"])]),
    ("compatible", "retries", "label", [("answer_sets.practice.0.label", "Nowhere")]),
    ("compatible", "first", "title", [("sections.0.title", "One")]),
    ("compatible", "questionnaire", "summary", [("summary", "Short.")]),
    ("compatible", "scoring", "display decimals", [("scoring", {"display": {"decimals": "2"}})]),
    ("compatible", "advisories", "advisories", [("advisories", [])]),
    ("compatible", "stage", "choice", [("profile.0.choices.+", {"id": "gone", "label": "G"})]),
    ("compatible", "retries", "choice", [("answer_sets.practice.+", {"id": "most", "label": "M", "value": "3/4"})]),
    ("compatible", "pilot", "title", [("levels.1.title", "Pilot")]),
    ("compatible", "R1", "ground", [("matrix.rules.0.ground", "Because.")]),
    ("compatible", "complexity", "ask", [("matrix.factors.0.ask", "How complex?")]),
    # scores, levels, decisions
    ("scores", "retries", "weight", [(f"{Q}.weight", "2")]),
    ("scores", "first", "weight", [("sections.0.weight", "2")]),
    ("scores", "first", "fold", [("sections.0.fold", "minimum")]),
    ("scores", "retries", "value", [("answer_sets.practice.1.value", "1/4")]),
    ("scores", "isolation", "rules", [(f"{MANY}.rules.1.value", "1/4")]),
    ("scores", "days", "steps", [(f"{NUMBER}.steps.0.at_least", "21")]),
    ("scores", "retries", "gates", [(f"{Q}.gates.0.at_least", "partial")]),
    ("scores", "retries", "gates", [(f"{Q}.gates", [])]),
    ("scores", "fallback", "ask_when", [("sections.0.questions.1.ask_when", {"profile": "stage", "is": "live"})]),
    ("scores", "second", "ask_when", [("sections.1.ask_when", {"profile": "stage", "is": "live"})]),
    ("scores", "scoring", "overall fold", [("scoring", {"overall": {"fold": "minimum"}})]),
    ("scores", "scoring", "unanswered", [("scoring", {"unanswered": "zero"})]),
    ("scores", "scoring", "not_applicable", [("scoring", {"not_applicable": "full"})]),
    ("scores", "ready", "level", [("levels.2.requires.overall_at_least", "9/10")]),
    ("scores", "extra", "question", [("sections.0.questions.+", one("extra"))]),
    ("scores", "third", "section", [("sections.+", {"id": "third", "title": "T", "questions": [one("extra")]})]),
    ("scores", "autonomy", "autonomy", [("autonomy.1.requires.level", "ready")]),
    ("scores", "R2", "rule", [("matrix.rules.1.cap", "augment")]),
    ("scores", "matrix", "base", [("matrix.base.1.below", REMOVED), ("matrix.base.1.when.below", "3/4")]),
    ("scores", "complexity", "axis", [("matrix.factors.0.axis", "exposure")]),
    ("scores", "money", "cautious", [("matrix.flags.0.cautious", "no")]),
    ("scores", "extra", "flag", [("matrix.flags.+", {"id": "extra", "ask": "?", "cautious": "yes"})]),
    # answers
    ("lost", "fallback", "question", [("sections.0.questions.1", REMOVED)]),
    ("lost", "fallback", "question", [("sections.0.questions.1.id", "fall-back")]),
    ("lost", "retries", "choice", [("answer_sets.practice.1", REMOVED)]),
    ("lost", "retries", "choice", [("answer_sets.practice.1.id", "half")]),
    ("lost", "isolation", "choice", [(f"{MANY}.choices.1", REMOVED)]),
    ("lost", "isolation", "exclusive", [(f"{MANY}.choices.0.exclusive", "true")]),
    ("lost", "fallback", "kind", [("sections.0.questions.1", number("fallback"))]),
    ("lost", "days", "unit", [(f"{NUMBER}.unit", "weeks")]),
    ("lost", "retries", "meaning",
     [("answer_sets.practice.0.value", "1"), ("answer_sets.practice.2.value", "0")]),
    ("lost", "retries", "allow_na", [(f"{Q}.allow_na", "false")]),
    ("lost", "load", "profile", [("profile.2", REMOVED)]),
    ("lost", "stage", "choice", [("profile.0.choices.0", REMOVED)]),
    ("lost", "load", "kind", [("profile.2.kind", "text")]),
    ("lost", "undo", "factor", [("matrix.factors.3", REMOVED)]),
    ("lost", "limit", "flag", [("matrix.flags.1", REMOVED)]),
    ("lost", "matrix", "matrix", [("matrix", REMOVED)]),
]  # fmt: skip


def made(*changes: tuple[str, Any]) -> Questionnaire:
    """The draft with changes; places that aren't there to be removed are no matter."""
    found: Draft | None = None
    for change in changes:
        try:
            found = changed(change, start=found)
        except KeyError:
            assert change[1] is REMOVED
    return Questionnaire.model_validate(changed(start=found))


@pytest.mark.parametrize(("effect", "subject", "kind", "changes"), CASES)
def test_an_edit_has_the_effect_that_it_has(
    effect: str, subject: str, kind: str, changes: list[tuple[str, Any]]
) -> None:
    edits = questionnaire_edits(built(), made(NEXT, *changes))
    [edit] = [edit for edit in edits if (edit.subject, edit.kind, edit.effect) == (subject, kind, effect)]
    assert edit.text
    assert edit.remedy or effect != "lost"
    assert edits[0].effect == effect, "the gravest comes first, and nothing graver is said"


def test_a_renamed_question_keeps_its_answers() -> None:
    renamed = made(NEXT, (f"{Q}.id", "tries"), (f"{Q}.renamed_from", ["retries"]),
                   ("sections.0.questions.1.improvement.needs", ["tries"]))  # fmt: skip
    edits = questionnaire_edits(built(), renamed)
    assert {edit.effect for edit in edits} == {"compatible"}
    assert ("renamed", "tries", "retries") in {(edit.kind, edit.subject, edit.before) for edit in edits}


def test_questions_that_were_split_or_merged_take_their_answers_along() -> None:
    split = made(NEXT, (f"{Q}.id", "a"), (f"{Q}.split_from", ["retries"]),
                 ("sections.0.questions.+", one("b", split_from=["retries"])))  # fmt: skip
    found = {(edit.effect, edit.kind, edit.subject) for edit in questionnaire_edits(built(), split)}
    assert {("scores", "split", "a"), ("scores", "split", "b")} <= found
    assert not any(effect == "lost" for effect, _, _ in found)
    merged = made(NEXT, ("sections.0.questions.1", REMOVED), (f"{Q}.id", "both"),
                  (f"{Q}.merged_from", ["retries", "fallback"]))  # fmt: skip
    found = {(edit.effect, edit.kind, edit.subject) for edit in questionnaire_edits(built(), merged)}
    assert ("scores", "merged", "both") in found
    assert not any(effect == "lost" for effect, _, _ in found)


def test_a_question_in_another_section_or_order_keeps_its_answers() -> None:
    moved = changed(NEXT)
    moved["sections"][1]["questions"].append(moved["sections"][0]["questions"].pop(1))
    edits = questionnaire_edits(built(), Questionnaire.model_validate(moved))
    assert ("scores", "section", "fallback") in {(edit.effect, edit.kind, edit.subject) for edit in edits}
    turned = changed(NEXT)
    turned["sections"][0]["questions"].reverse()
    edits = questionnaire_edits(built(), Questionnaire.model_validate(turned))
    assert {(edit.effect, edit.kind) for edit in edits} == {("compatible", "order"), ("compatible", "version")}


def test_nothing_is_said_of_two_that_are_alike_and_a_version_that_was_forgotten_is_told() -> None:
    assert questionnaire_edits(built(), built()) == ()
    forgotten = questionnaire_edits(built(), built(("title", "Other")))
    assert "the version is still 1.0.0" in {edit.text for edit in forgotten}


@pytest.mark.parametrize("path", shipped_files("questionnaires", "*.yaml"), ids=lambda path: path.stem)
def test_a_shipped_questionnaire_differs_from_itself_in_nothing(path: Any) -> None:
    asked = load_questionnaire(path).questionnaire
    assert questionnaire_edits(asked, load_questionnaire(path).questionnaire) == ()
