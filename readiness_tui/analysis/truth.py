"""Three-valued logic over conditions: True, False, or None where it hangs on something unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from readiness_tui.model.conditions import AllOf, AnyOf, Condition, NotOf

Truth = bool | None


def evaluate(condition: Condition, atom: Callable[[Condition], Truth]) -> Truth:
    """Whether a condition holds; `atom` answers for everything but `all`, `any` and `not`."""
    if isinstance(condition, AllOf):
        return all_hold(evaluate(part, atom) for part in condition.all)
    if isinstance(condition, AnyOf):
        return any_holds(evaluate(part, atom) for part in condition.any)
    if isinstance(condition, NotOf):
        return opposite(evaluate(condition.not_, atom))
    return atom(condition)


def all_hold(parts: Iterable[Truth]) -> Truth:
    """False when one part is, else unknown when one part is, else True (also of no parts)."""
    unknown = False
    for part in parts:
        if part is False:
            return False
        unknown = unknown or part is None
    return None if unknown else True


def any_holds(parts: Iterable[Truth]) -> Truth:
    """True when one part is, else unknown when one part is, else False (also of no parts)."""
    unknown = False
    for part in parts:
        if part:
            return True
        unknown = unknown or part is None
    return None if unknown else False


def opposite(truth: Truth) -> Truth:
    """The negation; unknown stays unknown."""
    return None if truth is None else not truth
