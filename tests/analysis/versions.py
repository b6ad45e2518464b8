"""Random pairs of versions of a questionnaire, answers with words, and what of them is lost."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

from hypothesis import strategies as st

from readiness_tui.analysis.moving import holds
from readiness_tui.model.assessment import Assessment, Waiver
from readiness_tui.model.questionnaire import Questionnaire
from tests.analysis.drafts import Draft, one
from tests.analysis.strategies import built_with_conditions, questionnaires

DAY = date(2026, 11, 22)


@st.composite
def versions(draw: st.DrawFn) -> tuple[Questionnaire, Questionnaire]:
    """A questionnaire and a later one in which questions were kept, renamed, split, merged, dropped and added."""
    start = draw(questionnaires(conditions=False))
    later = deepcopy(start)
    for section in [*later["sections"], *(inner for top in later["sections"] for inner in top.get("sections", []))]:
        section["questions"] = _edited(draw, section["questions"]) or [one(f"new-{section['id']}")]
    return built_with_conditions(start), Questionnaire.model_validate({**later, "version": "2.0.0"})


def _edited(draw: st.DrawFn, questions: list[Draft]) -> list[Draft]:
    found: list[Draft] = []
    rest = list(questions)
    while rest:
        question, old = rest.pop(0), questions[len(questions) - len(rest) - 1]["id"]
        what = draw(st.sampled_from(["keep", "keep", "rename", "split", "merge", "absorb", "drop", "weigh", "new"]))
        if what == "rename":
            found.append({**question, "id": f"r-{old}", "renamed_from": [old]})
        elif what == "split":
            found += [{**question, "id": f"{part}-{old}", "split_from": [old]} for part in "st"]
        elif what in ("merge", "absorb") and rest:
            other = rest.pop(0)["id"]
            new = {"id": f"m-{old}", "merged_from": [old, other]} if what == "merge" else {"merged_from": [other]}
            found.append({**question, **new})
        elif what == "weigh":
            found.append({**question, "weight": "4"})
        elif what != "drop":
            found += [question, one(f"n-{old}")] if what == "new" else [question]
    return found


def with_words(draw: st.DrawFn, answers: Assessment) -> Assessment:
    """The answers with notes, owners and waivers for some."""
    for name in list(answers.answers):
        more = draw(
            st.sampled_from([{}, {}, {"note": f"about {name}"}, {"owner": "ana", "note": "same"}, {"by": name}])
        )
        if draw(st.integers(0, 3)) == 0:
            more = {**more, "waiver": Waiver(reason=name, approver="bo", expires=DAY)}
        answers = answers.with_answer(name, answers.answer(name).model_copy(update=more))
    return answers


def lost(before: Assessment, after: Assessment) -> list[str]:
    return [
        name
        for name, answer in before.answers.items()
        if not answer.is_empty and not any(holds(other, answer) for other in after.answers.values())
    ]
