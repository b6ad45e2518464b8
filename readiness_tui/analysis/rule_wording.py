"""The rules of a decision matrix in words, short enough for a line: what each asks, and the mode it leads to."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from readiness_tui.model.conditions import (
    AllOf,
    AnyOf,
    AxisIs,
    Condition,
    EvidenceAtMost,
    EvidenceBelow,
    FactorIs,
    FlagIs,
    ModeIs,
    NotOf,
)
from readiness_tui.model.matrix import BaseRule, HardRule
from readiness_tui.model.modes import MODE_TITLE
from readiness_tui.model.values import rational_text


def base_words(rule: BaseRule) -> str:
    """`augment where judgement at least 1.25 (margin 0.25)`; the last one: `approve before else`."""
    margin = f" (margin {rational_text(rule.margin)})" if rule.margin is not None else ""
    return f"{MODE_TITLE[rule.mode]} {f'where {condition_words(rule.when)}' if rule.when else 'else'}{margin}"


def rule_words(rule: HardRule) -> str:
    """`approve before at most where moves_money; lifted to automate with sampling where below_limit`."""
    cap = f"{MODE_TITLE[rule.cap]} at most" if rule.cap else "no reviewer is named" if rule.unstaffed else "no cap"
    text = f"{cap} where {condition_words(rule.when)}"
    if rule.lifted is not None:
        mode = f" to {MODE_TITLE[rule.lifted.cap]}" if rule.lifted.cap else ""
        text += f"; lifted{mode} where {condition_words(rule.lifted.when)}"
    return f"{text}; quick basis, too" if rule.core else text


def condition_words(condition: Condition) -> str:
    """A condition about a task as the file has it, with `and`, `or` and `not`; parts that hold several in brackets."""
    match condition:
        case AllOf():
            return _joined(condition.all, " and ")
        case AnyOf():
            return _joined(condition.any, " or ")
        case NotOf():
            return f"not ({condition_words(condition.not_)})"
        case FlagIs():
            return condition.flag if condition.is_ == "yes" else f"{condition.flag} = no"
        case FactorIs():
            return f"{condition.factor} {_bounds(condition.at_least, condition.at_most, None, condition.is_)}"
        case AxisIs():
            return f"{condition.axis} {_bounds(condition.at_least, None, condition.below, None)}"
        case EvidenceBelow():
            return f"evidence below {condition.evidence_below}"
        case EvidenceAtMost():
            return f"evidence at most {condition.evidence_at_most}"
        case ModeIs():
            return f"the mode is {' or '.join(MODE_TITLE[mode] for mode in condition.mode)}"
        case _:
            return "something that isn't about a task"


def _joined(parts: Iterable[Condition], word: str) -> str:
    texts = [
        f"({condition_words(part)})" if isinstance(part, AllOf | AnyOf) else condition_words(part) for part in parts
    ]
    return word.join(texts)


def _bounds(least: Fraction | int | None, most: int | None, below: Fraction | None, exactly: int | None) -> str:
    named = (("at least", least), ("at most", most), ("below", below), ("=", exactly))
    return " and ".join(f"{word} {rational_text(Fraction(value))}" for word, value in named if value is not None)
