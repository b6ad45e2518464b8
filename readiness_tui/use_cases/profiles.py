"""From words such as `stage=staging` to profile facts: all of them checked before any is taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from readiness_tui.model.assessment import Assessment
from readiness_tui.model.characters import first_refused
from readiness_tui.model.faults import Fault, UserError, nearest
from readiness_tui.model.questionnaire import ProfileFact, Questionnaire
from readiness_tui.model.values import parse_day, parse_rational
from readiness_tui.storage.workspaces import Workspace
from readiness_tui.use_cases.recording import Recorded, record


def record_facts(workspace: Workspace, slug: str, words: Sequence[str], today: date) -> Recorded:
    """Set profile facts and write the answers once. Raises UserError with every fault; then nothing is written."""

    def change(working: Any) -> Assessment:
        return with_facts(working.questionnaire.questionnaire, working.assessment, words)

    return record(workspace, slug, today, change)


def with_facts(questionnaire: Questionnaire, assessment: Assessment, words: Sequence[str]) -> Assessment:
    """The assessment with facts set from KEY=VALUE words; `KEY=` takes one back. Raises UserError with every fault."""
    faults: list[Fault] = []
    facts: dict[str, str | None] = {}
    for word in words:
        name, equals, text = word.partition("=")
        fact = questionnaire.fact(name)
        if fact is None:
            known = [fact.id for fact in questionnaire.profile]
            faults.append(
                Fault(f"no profile fact '{name}'", nearest(name, known) or "this questionnaire asks for none")
            )
        elif not equals:
            faults.append(Fault(f"no value for '{name}'", f"write {name}={_example(fact)}"))
        elif name in facts:
            faults.append(Fault(f"'{name}' is given twice", "name each fact once"))
        else:
            facts[name] = _checked(fact, text, faults)
    if faults:
        raise UserError(*faults)
    for name, value in facts.items():
        assessment = assessment.with_fact(name, value)
    return assessment


def _checked(fact: ProfileFact, text: str, faults: list[Fault]) -> str | None:
    fault = fact_fault(fact, text) if text else None
    if fault is not None:
        faults.append(fault)
    return text or None


def fact_fault(fact: ProfileFact, text: str) -> Fault | None:
    """Why a text can't be the value of a fact; None where it can."""
    message = f"'{text[:60]}' doesn't fit '{fact.id}'"
    known = [choice.id for choice in fact.choices]
    if fact.kind == "choice":
        return None if text in known else Fault(message, nearest(text, known))
    try:
        if fact.kind == "date":
            parse_day(text)
        elif fact.kind == "number":
            parse_rational(text)
    except ValueError as error:
        return Fault(message, str(error))
    refused = first_refused(text)
    if refused is not None:
        return Fault(f"{message}: it holds {refused[1]}", "remove it")
    return Fault(message, "write one line") if "\n" in text else None


def _example(fact: ProfileFact) -> str:
    if fact.kind == "choice":
        return "|".join(choice.id for choice in fact.choices)
    return {"date": "2026-11-22", "number": "1200"}.get(fact.kind, "text")
