"""What edits of one question do to saved answers: its kind, its choices, what it is worth, when it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from readiness_tui.analysis.edit import Edit, order_edit, shown, text_edits, value_edit
from readiness_tui.model.questionnaire import Choice, Gate, Question

_WORDS = ("ask", "title", "guidance", "improvement", "tags", "references")


def question_edits(before: Question, after: Question) -> Iterator[Edit]:
    """The edits of a question that both versions ask, by its later id; answer sets are resolved on both sides."""
    name = after.id
    if before.kind != after.kind:
        text = f"kind {before.kind} → {after.kind}: no saved answer fits it any more"
        remedy = f"give it a new id, and keep '{before.id}' as it was or let it go"
        yield Edit("lost", "kind", name, text, before.kind, after.kind, remedy)
    else:
        yield from _answer_edits(before, after)
    yield from value_edit("scores", name, "weight", before.weight, after.weight)
    yield from _gate_edits(before, after)
    if before.ask_when != after.ask_when:
        how = (
            "condition" if before.ask_when and after.ask_when else "condition new" if after.ask_when else "no condition"
        )
        yield Edit("scores", "ask_when", name, f"{how}: it is asked of other agents than before")
    yield from value_edit("scores", name, "hidden_ok", before.hidden_ok, after.hidden_ok)
    yield from _not_applicable_edits(before, after)
    yield from text_edits(name, before, after, _WORDS)


def _not_applicable_edits(before: Question, after: Question) -> Iterator[Edit]:
    if before.allow_na and not after.allow_na:
        remedy = "keep `allow_na: true`, or ask the teams to answer it"
        text = "'not applicable' is no answer any more; saved ones are lost"
        yield Edit("lost", "allow_na", after.id, text, "true", "false", remedy)
    elif after.allow_na and not before.allow_na:
        yield Edit("scores", "allow_na", after.id, "'not applicable' is an answer now", "false", "true")


def _answer_edits(before: Question, after: Question) -> Iterator[Edit]:
    if before.kind == "number":
        yield from _number_edits(before, after)
        return
    yield from _choice_edits(before, after)
    if before.kind == "many" and before.rules != after.rules:
        yield Edit("scores", "rules", after.id, "other rules give the value")


def _number_edits(before: Question, after: Question) -> Iterator[Edit]:
    if before.unit != after.unit:
        old, new = before.unit or "no unit", after.unit or "no unit"
        remedy = "give it a new id; saved numbers are in the old unit"
        yield Edit("lost", "unit", after.id, f"unit {old} → {new}: saved numbers mean something else", old, new, remedy)
    old_steps = sorted((step.at_least, step.value) for step in before.steps)
    new_steps = sorted((step.at_least, step.value) for step in after.steps)
    if old_steps != new_steps:
        yield Edit("scores", "steps", after.id, "other steps give the value", _steps(old_steps), _steps(new_steps))


def _steps(steps: list[tuple[Fraction, Fraction]]) -> str:
    return ", ".join(f"{shown(at_least)}: {shown(value)}" for at_least, value in steps)


def _choice_edits(before: Question, after: Question) -> Iterator[Edit]:
    name, old = after.id, {choice.id: choice for choice in before.choices}
    new = {choice.id: choice for choice in after.choices}
    for gone in [choice for choice in old if choice not in new]:
        text = f"choice '{gone}' is gone; saved answers with it are lost"
        yield Edit("lost", "choice", name, text, gone, None, "keep the choice, and give it another label or value")
    yield from _new_choices(name, old, new)
    both = [(old[choice], new[choice]) for choice in old if choice in new]
    for earlier, later in both:
        yield from _one_choice_edits(name, earlier, later)
    yield from _swapped(name, both)
    yield from order_edit(name, "its choices", tuple(old), tuple(new))


def _new_choices(name: str, old: dict[str, Choice], new: dict[str, Choice]) -> Iterator[Edit]:
    values = [choice.value for choice in old.values() if choice.value is not None]
    for choice in [choice for choice in new.values() if choice.id not in old]:
        value = choice.value
        widens = value is not None and bool(values) and not min(values) <= value <= max(values)
        text = f"choice '{choice.id}' is new" + (f", worth {shown(value)}" if value is not None else "")
        yield Edit("scores" if widens else "compatible", "choice", name, text, None, choice.id)


def _one_choice_edits(name: str, before: Choice, after: Choice) -> Iterator[Edit]:
    if before.value != after.value:
        old, new = shown(before.value), shown(after.value)
        yield Edit("scores", "value", name, f"choice '{after.id}' is worth {old or 'none'} → {new or 'none'}", old, new)
    if after.exclusive and not before.exclusive:
        text = f"choice '{after.id}' excludes all others now; saved answers with others beside it are lost"
        yield Edit("lost", "exclusive", name, text, "false", "true", "give the exclusive choice a new id")
    elif before.exclusive and not after.exclusive:
        text = f"choice '{after.id}' may stand beside others now"
        yield Edit("compatible", "exclusive", name, text, "true", "false")
    if before.label != after.label:
        yield Edit("compatible", "label", name, f"choice '{after.id}' reworded", before.label, after.label)


def _swapped(name: str, both: list[tuple[Choice, Choice]]) -> Iterator[Edit]:
    """Choices of which the better one is the worse one now: their ids don't mean what they meant."""
    pairs = [(first, second) for first, second in combinations(both, 2) if _is_turned(first, second)]
    turned = dict.fromkeys(later.id for pair in pairs for _, later in pair)
    if turned:
        text = f"choices {', '.join(turned)}: what was better is worse now"
        remedy = "give choices that mean something else new ids"
        yield Edit("lost", "meaning", name, text, None, None, remedy)


def _is_turned(first: tuple[Choice, Choice], second: tuple[Choice, Choice]) -> bool:
    if any(choice.value is None for choice in (*first, *second)):
        return False
    return _sign(first[0], second[0]) * _sign(first[1], second[1]) < 0


def _sign(one: Choice, other: Choice) -> int:
    first, second = one.value or Fraction(0), other.value or Fraction(0)
    return (first > second) - (first < second)


def _gate_edits(before: Question, after: Question) -> Iterator[Edit]:
    if set(before.gates) != set(after.gates):
        old, new = (tuple(_gate(gate) for gate in question.gates) for question in (before, after))
        yield from value_edit("scores", after.id, "gates", old, new)


def _gate(gate: Gate) -> str:
    need = gate.at_least if gate.at_least is not None else f"a value of {shown(gate.at_least_value)}"
    return f"{gate.level} needs {need}"
