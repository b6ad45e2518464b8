"""Small questionnaires and assessments in few words, and every way to complete them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import combinations, product
from typing import Any

from readiness_tui.model.assessment import Agent, Answer, Assessment, Evidence, QuestionnaireRef, Waiver
from readiness_tui.model.questionnaire import Choice, Question, Questionnaire, Section, Step

TODAY = date(2026, 11, 22)
NA = "n/a"
PRACTICE = (("absent", 0), ("partial", "1/2"), ("full", 1))
Given = str | int | Fraction | tuple[str, ...] | Answer | None


def one(name: str, weight: object = 1, values: tuple[tuple[str, object], ...] = PRACTICE, **more: Any) -> Question:
    """A question with one choice of a few; `values` are (choice id, value)."""
    choices = tuple(Choice(id=choice, label=choice.capitalize(), value=_exact(value)) for choice, value in values)
    return Question(id=name, ask=f"{name}?", choices=choices, weight=_exact(weight), **_plain(more))


def number(name: str, weight: object = 1, steps: tuple[tuple[object, object], ...] = (), **more: Any) -> Question:
    """A number with steps (from, value); by default days: 0, 7 and 14 are worth 0, 1/2 and 1."""
    pairs = steps or ((14, 1), (7, "1/2"), (0, 0))
    made = tuple(Step(at_least=_exact(at), value=_exact(value)) for at, value in pairs)
    return Question(
        id=name, ask=f"{name}?", kind="number", unit="days", steps=made, weight=_exact(weight), **_plain(more)
    )


def many(name: str, weight: object = 1, **more: Any) -> Question:
    """Several choices: `a` and `b` are worth 1, one of them 1/2; `none` is exclusive and worth 0."""
    choices = [Choice(id="a", label="A"), Choice(id="b", label="B"), Choice(id="none", label="None", exclusive=True)]
    rules = [{"when": {"all": ["a", "b"]}, "value": 1}, {"when": {"any": ["a", "b"]}, "value": "1/2"}, {"value": 0}]
    made = {"choices": tuple(choices), "rules": rules, **more}
    return Question.model_validate(
        {"id": name, "ask": f"{name}?", "kind": "many", "weight": _exact(weight), **_plain(made)}
    )


def section(name: str, *parts: Question | Section, weight: object = 1, **more: Any) -> Section:
    """A section of questions and sections."""
    return Section(
        id=name,
        title=name.capitalize(),
        weight=_exact(weight),
        questions=tuple(part for part in parts if isinstance(part, Question)),
        sections=tuple(part for part in parts if isinstance(part, Section)),
        **more,
    )


def questionnaire(*sections: Section, levels: Any = (), bands: Any = (), **more: Any) -> Questionnaire:
    """A questionnaire; `fold`, `overall`, `unanswered` and `not_applicable` go to its scoring.

    `levels` are (id, requires) pairs or plain data, lowest first.
    """
    scoring: dict[str, Any] = {key: more.pop(key) for key in ("unanswered", "not_applicable") if key in more}
    for key, name in (("section", "fold"), ("overall", "overall")):
        if name in more:
            scoring[key] = {"fold": more.pop(name)}
    ladder = [{"id": level[0], "requires": _plain(level[1])} if isinstance(level, tuple) else level for level in levels]
    rungs = [_plain(band) for band in bands]
    head = {"format": "readiness/questionnaire@1", "id": "small", "version": "1", "title": "Small"}
    return Questionnaire.model_validate(
        {**head, "sections": sections, "scoring": scoring, "levels": ladder, "bands": rungs, **_plain(more)}
    )


def assessment(answers: Mapping[str, Given] | None = None, **more: Any) -> Assessment:
    """Answers by question id: a choice, a number, choices as a tuple, `NA`, None for unanswered, or an Answer."""
    given = {name: given_answer(value) for name, value in (answers or {}).items() if value is not None}
    profile = {name: value for name, value in more.pop("profile", {}).items() if value is not None}
    return Assessment(
        agent=Agent(name="Agent", slug="agent"),
        questionnaire=QuestionnaireRef(id="small", version="1", hash="sha256:0"),
        answers=given,
        profile=profile,
        tasks=more.pop("tasks", {}),
    )


def given_answer(value: Given) -> Answer:
    """One answer from its short form."""
    if isinstance(value, Answer):
        return value
    if value == NA:
        return Answer(not_applicable="Out of scope.")
    if isinstance(value, str):
        return Answer(choice=value)
    if isinstance(value, tuple):
        return Answer(choices=value)
    return Answer(number=Fraction(value or 0))


def waived(value: Given = None, expires: date = TODAY) -> Answer:
    """An answer with a waiver until a day."""
    bare = given_answer(value) if value is not None else Answer()
    return bare.model_copy(update={"waiver": Waiver(reason="Accepted.", approver="Ana", expires=expires)})


def backed(value: Given, *evidence: Evidence) -> Answer:
    """An answer with evidence."""
    return given_answer(value).model_copy(update={"evidence": evidence})


def possible_answers(question: Question) -> list[Given]:
    """Every answer that is worth trying: all choices, all selections, a number at and below every step, N/A."""
    if question.kind == "number":
        found: list[Given] = sorted({step.at_least for step in question.steps})
        lowest = min(step.at_least for step in question.steps)
        found.append(lowest - 1)
    elif question.kind == "many":
        free = [choice.id for choice in question.choices if not choice.exclusive]
        found = [chosen for size in range(1, len(free) + 1) for chosen in combinations(free, size)]
        found += [(choice.id,) for choice in question.choices if choice.exclusive]
    else:
        found = [choice.id for choice in question.choices]
    return [*found, NA] if question.allow_na else found


def completions(asked: Questionnaire, given: Assessment, open_ids: list[str] | None = None) -> Iterator[Assessment]:
    """Every way to answer what is open: all questions without an answer, and profile facts with choices."""
    unanswered = [q for q in asked.questions if not given.answer(q.id).is_answered and q.id in (open_ids or [q.id])]
    facts = [fact for fact in asked.profile if fact.id not in given.profile]
    options = [possible_answers(question) for question in unanswered]
    options += [[choice.id for choice in fact.choices] for fact in facts]
    for combination in product(*options):
        values = combination[: len(unanswered)]
        answers = {
            q.id: given_answer(value).model_copy(update={"waiver": given.answer(q.id).waiver})
            for q, value in zip(unanswered, values, strict=True)
        }
        chosen = dict(zip([fact.id for fact in facts], combination[len(unanswered) :], strict=True))
        yield given.model_copy(update={"answers": {**given.answers, **answers}, "profile": {**given.profile, **chosen}})


def _exact(value: object) -> Fraction:
    return Fraction(value)  # type: ignore[arg-type]  # whatever a fraction is made of


def _plain(value: Any) -> Any:
    """Numbers as the text that a file would hold, where the model wants text."""
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, Fraction | int) and not isinstance(value, bool) else value
