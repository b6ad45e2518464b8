"""From the session to what the form shows of one question: worded, rounded, in the order of the screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from textual.content import Content

from readiness_tui.analysis.answering import Need, need_of
from readiness_tui.analysis.wording import interval_text, level_text
from readiness_tui.model.assessment import Answer
from readiness_tui.model.questionnaire import Gate, ProfileFact, Question
from readiness_tui.model.values import rational_text
from readiness_tui.tui.belongings import belongings
from readiness_tui.tui.glyphs import (
    CURSOR,
    GATE,
    NOT_APPLICABLE,
    SELECTED,
    UNANSWERED,
    UNSELECTED,
    value_glyph,
    value_style,
)
from readiness_tui.tui.literal import one_line
from readiness_tui.tui.widgets.header import coverage_bar
from readiness_tui.tui.widgets.question_form import ChoiceRow, QuestionView
from readiness_tui.use_cases.effects import Effect
from readiness_tui.use_cases.guidance import guidance
from readiness_tui.use_cases.sessions import Session


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person has begun but not taken yet: characters of a number or date, toggled choices, and a fault."""

    typed: str = ""
    toggled: tuple[str, ...] | None = None
    fault: str = ""


EMPTY_DRAFT = Draft()


def questions_header(session: Session, *, is_narrow: bool) -> tuple[tuple[str | tuple[Content, ...], ...], str]:
    """How far one is and what it comes to, for the line above; and the room between the two."""
    scorecard = session.evaluation.scorecard
    coverage = scorecard.coverage
    overall = interval_text(scorecard.overall, session.questionnaire.scoring.display)
    count = f"{coverage.answered}/{coverage.applicable}"
    bar = coverage_bar(coverage.answered, coverage.applicable)
    if is_narrow:
        return ((Content.assemble(count, " ", bar), Content(count)), overall), "  "
    level = level_text(scorecard.level_worst, scorecard.level_best)
    return ((Content.assemble(count, " answered ", bar), Content(count)), f"overall {overall}", level), "   "


def question_view(
    session: Session, question: Question, place: str, draft: Draft = EMPTY_DRAFT, effects: tuple[Effect, ...] = ()
) -> QuestionView:
    """One question of the questionnaire; `place` is `4 of 29`."""
    answer = session.assessment.answer(question.id)
    section = session.questionnaire.section_of[question.id]
    weight = rational_text(question.weight)
    gates = _gates(session, question)
    return QuestionView(
        heading=f"{section.title} · {place} · weight {weight}",
        is_of_checklist="checklist" in question.tags,
        gates=gates,
        ask=question.ask.strip(),
        rows=tuple(_rows(session, question, answer, draft, effects)),
        remarks=tuple(_remarks(session, question, answer, draft)),
        belongings=tuple(belongings(session, question, answer)),
        guidance=guidance(session.questionnaire, question)[:3],
        has_effects=any(effect.overall is not None for effect in effects),
    )


def _gates(session: Session, question: Question) -> tuple[str, ...]:
    """The levels that this question is a gate of, in words; shorter ones follow, down to the flag."""
    levels = tuple(dict.fromkeys(gate.level for gate in question.gates))
    if not levels:
        return ()
    states = {gate.level: gate.state for gate in session.evaluation.scorecard.gates if gate.question == question.id}
    stopping = next((level for level in levels if states.get(level) not in ("passed", "waived")), levels[-1])
    return f"{GATE} gate of {', '.join(levels)}", f"{GATE} gate of {stopping}", f"{GATE} gate"


def _rows(
    session: Session, question: Question, answer: Answer, draft: Draft, effects: tuple[Effect, ...]
) -> Iterator[ChoiceRow]:
    by_answer = {effect.answer: effect for effect in effects}
    display = session.questionnaire.scoring.display

    def effect_of(name: str) -> dict[str, str]:
        effect = by_answer.get(name)
        if effect is None:
            return {}
        worst, best = effect.level_worst, effect.level_best
        short = level_text(worst, worst) + ("" if worst == best else " or better")
        return {
            "overall": interval_text(effect.overall, display),
            "level": level_text(worst, best),
            "short_level": short,
        }

    if question.kind == "number":
        yield _number_row(question, answer, draft)
        yield from _steps(question)
    elif question.kind == "many":
        yield from _many_rows(question, answer, draft)
    else:
        needed = _needed_choices(question)
        for number, choice in enumerate(question.choices, 1):
            remark = _now(answer) if answer.choice == choice.id else f"{GATE} needed" if choice.id in needed else ""
            glyph, style = value_glyph(choice.value), value_style(choice.value)
            key = str(number) if number < 10 else ""
            yield ChoiceRow(f"choice:{choice.id}", key, glyph, style, choice.label, remark, **effect_of(choice.id))
    yield _not_applicable_row(question, answer, effect_of("-"))
    yield ChoiceRow(
        "clear", "Del", UNANSWERED, "$muted", "Unanswered", "" if answer.is_answered else "now", **effect_of("")
    )


def _now(answer: Answer) -> str:
    return "now, carried over" if answer.carried_over else "now"


def _not_applicable_row(question: Question, answer: Answer, effect: dict[str, str]) -> ChoiceRow:
    if not question.allow_na:
        why = "this question is a gate" if question.gates else "this question always applies"
        return ChoiceRow("na", "-", NOT_APPLICABLE, "$muted", "Not applicable", refusal=f"not offered: {why}")
    label = f"Not applicable: {one_line(answer.not_applicable)}" if answer.not_applicable else "Not applicable"
    return ChoiceRow("na", "-", NOT_APPLICABLE, "", label, "now" if answer.is_not_applicable else "", **effect)


def _number_row(question: Question, answer: Answer, draft: Draft) -> ChoiceRow:
    unit = f" {question.unit}" if question.unit else ""
    if draft.typed:
        now = f", now {rational_text(answer.number)}" if answer.number is not None else ""
        label, remark = f"{draft.typed}_{unit}", f"↵ takes it{now}"
    elif answer.number is not None:
        label, remark = f"{rational_text(answer.number)}{unit}", _now(answer)
    else:
        label, remark = f"_{unit}", "type a number"
    return ChoiceRow("field", "0-9", CURSOR, "bold", label, remark)


def _steps(question: Question) -> Iterator[ChoiceRow]:
    steps = sorted(question.steps, key=lambda step: step.at_least, reverse=True)
    needs: dict[Fraction, str] = {}
    for gate, need in _needs(question):
        if need.number is not None:
            needs.setdefault(need.number, gate.level)
    unit = f" {question.unit}" if question.unit else ""
    above: Fraction | None = None
    for step in steps:
        low = rational_text(step.at_least)
        words = f"{low}{unit} or more" if above is None else f"{low} to below {rational_text(above)}{unit}"
        remark = f"{GATE} {needs[step.at_least]}" if step.at_least in needs else ""
        yield ChoiceRow("", "", value_glyph(step.value), value_style(step.value), words, remark)
        above = step.at_least


def _many_rows(question: Question, answer: Answer, draft: Draft) -> Iterator[ChoiceRow]:
    chosen = draft.toggled if draft.toggled is not None else answer.choices or ()
    for number, choice in enumerate(question.choices, 1):
        is_on = choice.id in chosen
        was_on = choice.id in (answer.choices or ())
        remark = ("now" if is_on else "↵ takes it off") if was_on else "↵ takes it" if is_on else ""
        key = str(number) if number < 10 else ""
        glyph = SELECTED if is_on else UNSELECTED
        yield ChoiceRow(f"choice:{choice.id}", key, glyph, "bold" if is_on else "$muted", choice.label, remark)


def _needs(question: Question) -> list[tuple[Gate, Need]]:
    needs = []
    for gate in question.gates:
        try:
            needs.append((gate, need_of(question, gate.at_least, gate.at_least_value)))
        except ValueError:
            continue
    return needs


def _needed_choices(question: Question) -> frozenset[str]:
    """The lowest choice that passes each gate."""
    found = set()
    for _, need in _needs(question):
        passing = [
            choice for choice in question.choices if need.value is not None and (choice.value or 0) >= need.value
        ]
        if passing:
            found.add(min(passing, key=lambda choice: choice.value or Fraction(0)).id)
    return frozenset(found)


def _remarks(session: Session, question: Question, answer: Answer, draft: Draft) -> Iterator[str]:
    if draft.fault:
        yield draft.fault
    if answer.choice is not None and question.kind == "one" and question.choice(answer.choice) is None:
        yield f"answered '{answer.choice}', which is no choice any more: counts as unanswered"
    if session.evaluation.scorecard.by_question[question.id].applies == "unknown":
        yield "may not apply: that hangs on a question that is still open"


def fact_view(session: Session, fact: ProfileFact, place: str, draft: Draft = EMPTY_DRAFT) -> QuestionView:
    """One fact about the agent: not scored, and it may stay open."""
    value = session.assessment.profile.get(fact.id)
    rows = []
    for number, choice in enumerate(fact.choices, 1):
        remark = "now" if value == choice.id else ""
        glyph = SELECTED if remark else UNSELECTED
        rows.append(
            ChoiceRow(f"choice:{choice.id}", str(number) if number < 10 else "", glyph, "", choice.label, remark)
        )
    if fact.kind != "choice":
        rows.append(_fact_field(fact, value, draft))
    rows.append(ChoiceRow("clear", "Del", UNANSWERED, "$muted", "Not known", "" if value else "now"))
    remarks = [draft.fault] if draft.fault else []
    if value and fact.choices and value not in {choice.id for choice in fact.choices}:
        remarks.append(f"'{value}' is no choice any more")
    return QuestionView(
        heading=f"About the agent · {place} · not scored",
        gates=("s skips to the questions", "s skips"),
        ask=fact.ask.strip(),
        rows=tuple(rows),
        remarks=(*remarks, *(advisory.text.strip() for advisory in session.evaluation.advisories)),
    )


def _fact_field(fact: ProfileFact, value: str | None, draft: Draft) -> ChoiceRow:
    unit = f" {fact.unit}" if fact.unit else ""
    typed = {"date": "type YYYY-MM-DD", "number": "type a number"}.get(fact.kind)
    hint = f"{typed}, or ↵ leaves it open" if typed else "↵ writes it"
    if draft.typed:
        return ChoiceRow("field", "0-9", CURSOR, "bold", f"{draft.typed}_{unit}", "↵ takes it")
    if value:
        return ChoiceRow("field", "0-9", CURSOR, "bold", f"{value}{unit}", "now")
    return ChoiceRow("field", "0-9", CURSOR, "bold", f"_{unit}", hint)
