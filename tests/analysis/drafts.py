"""A small questionnaire as plain data, and ways to change one place in it."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from readiness_tui.model.questionnaire import Questionnaire

Draft = dict[str, Any]
REMOVED = object()


def one(name: str, **more: Any) -> Draft:
    return {"id": name, "ask": f"Is {name} in place?", "answers": "practice", **more}


def many(name: str, **more: Any) -> Draft:
    choices = [{"id": letter, "label": letter.upper()} for letter in "ab"]
    choices.append({"id": "none-of-these", "label": "None", "exclusive": "true"})
    rules = [{"when": {"all": ["a", "b"]}, "value": "1"}, {"when": {"any": ["a", "b"]}, "value": "1/2"}, {"value": "0"}]
    return {"id": name, "ask": "Which hold?", "kind": "many", "choices": choices, "rules": rules, **more}


def number(name: str, **more: Any) -> Draft:
    steps = [{"at_least": at, "value": value} for at, value in (("14", "1"), ("7", "1/2"), ("0", "0"))]
    return {"id": name, "ask": "How many days?", "kind": "number", "unit": "days", "steps": steps, **more}


def matrix() -> Draft:
    axes = ("judgement", "exposure")
    factors = [("complexity", "judgement"), ("nature", "judgement"), ("consequence", "exposure"), ("undo", "exposure")]
    flags = [("money", "yes"), ("limit", "no"), ("named_reviewer", "no")]
    return {
        "axes": [{"id": axis, "title": axis.title()} for axis in axes],
        "factors": [
            {"id": name, "axis": axis, "title": name.title(), "ask": "?", "levels": list("0123")}
            for name, axis in factors
        ],
        "flags": [{"id": name, "ask": "?", "cautious": cautious} for name, cautious in flags],
        "evidence": ["failed", "none", "offline", "pilot", "stabilised"],
        "base": [
            {"when": {"axis": "judgement", "at_least": "5/4"}, "margin": "1/4", "mode": "augment"},
            {"when": {"axis": "exposure", "below": "1"}, "mode": "automate"},
            {"mode": "approve_before"},
        ],
        "rules": [
            {"id": "R1", "when": {"evidence_at_most": "-1"}, "cap": "not_yet"},
            {
                "id": "R2",
                "when": {"flag": "money"},
                "cap": "approve_before",
                "lifted": {"when": {"flag": "limit"}, "cap": "automate_sample"},
            },
            {"id": "R3", "when": {"flag": "named_reviewer", "is": "no"}, "unstaffed": "true"},
        ],
    }


def draft() -> Draft:
    practice = [{"id": name, "label": name, "value": value} for name, value in (("absent", "0"), ("full", "1"))]
    practice.insert(1, {"id": "partial", "label": "partial", "value": "1/2"})
    improve = {"improvement": {"do": "Do it.", "effort_days": "2"}}
    return {
        "format": "readiness/questionnaire@1",
        "id": "small",
        "version": "1.0.0",
        "title": "Small",
        "answer_sets": {"practice": practice},
        "profile": [
            {"id": "stage", "ask": "?", "choices": [{"id": "demo", "label": "D"}, {"id": "live", "label": "L"}]},
            {"id": "first-day", "ask": "?", "kind": "date"},
            {"id": "load", "ask": "?", "kind": "number"},
        ],
        "advisories": [{"id": "careful", "when": {"profile": "stage", "is": "live"}, "text": "Careful."}],
        "stabilisation": {"since": "first-day"},
        "sections": [
            {
                "id": "first",
                "title": "First",
                "questions": [
                    one("retries", gates=[{"level": "ready", "at_least": "full"}], **improve),
                    one("fallback", improvement={"do": "Do it.", "effort_days": "1", "needs": ["retries"]}),
                ],
            },
            {"id": "second", "title": "Second", "questions": [many("isolation", **improve), number("days", **improve)]},
        ],
        "levels": [
            {"id": "demo"},
            {"id": "pilot", "requires": {"overall_at_least": "2/5"}},
            {"id": "ready", "requires": {"overall_at_least": "4/5", "sections_at_least": {"first": "1/2"}}},
        ],
        "autonomy": [
            {"mode": "augment", "requires": {}},
            {
                "mode": "approve_before",
                "requires": {"level": "pilot", "answers": {"days": "7"}, "named_reviewer": "true"},
            },
            {"mode": "automate", "requires": {"level": "ready", "answers": {"isolation": {"at_least_value": "1/2"}}}},
        ],
        "matrix": matrix(),
    }


def changed(*changes: tuple[str, Any], start: Draft | None = None) -> Draft:
    """The draft with places such as `sections.0.questions.1.weight` set, appended to (`+` last), or REMOVED."""
    result = deepcopy(start if start is not None else draft())
    for place, value in changes:
        *way, last = place.split(".")
        spot: Any = result
        for key in way:
            spot = spot[int(key)] if isinstance(spot, list) else spot[key]
        if last == "+":
            spot.append(deepcopy(value))
        elif value is REMOVED:
            del spot[int(last) if isinstance(spot, list) else last]
        else:
            spot[int(last) if isinstance(spot, list) else last] = deepcopy(value)
    return result


def built(*changes: tuple[str, Any], start: Draft | None = None) -> Questionnaire:
    return Questionnaire.model_validate(changed(*changes, start=start))
