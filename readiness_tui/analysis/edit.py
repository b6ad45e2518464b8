"""One edit between two versions of a questionnaire, and what it does to answers that are saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Literal, NamedTuple

from readiness_tui.model.values import Frozen, rational_text

Effect = Literal["lost", "scores", "compatible"]
EFFECTS: tuple[Effect, ...] = ("lost", "scores", "compatible")
"""Gravest first: saved answers are lost or mean something else; scores, levels or decisions change; neither."""


class Edit(NamedTuple):
    """One edit: what is edited (`subject`: an id, or a block such as `scoring`), which part of it, and the effect.

    `before` and `after` are short texts, None where there is nothing or where it doesn't fit a line.
    """

    effect: Effect
    kind: str
    subject: str
    text: str
    before: str | None = None
    after: str | None = None
    remedy: str = ""


def value_edit(effect: Effect, subject: str, kind: str, before: object, after: object) -> Iterator[Edit]:
    """The edit of one value, with both sides in its text; nothing where they are alike."""
    if before != after:
        old, new = shown(before), shown(after)
        yield Edit(effect, kind, subject, f"{kind} {old or 'none'} → {new or 'none'}", old, new)


def text_edits(subject: str, before: Frozen, after: Frozen, names: Iterable[str]) -> Iterator[Edit]:
    """An edit for each field with words that differs; it costs no answer and no score."""
    for name in names:
        if getattr(before, name) != getattr(after, name):
            yield Edit("compatible", name, subject, f"{name.replace('_', ' ')} reworded")


def order_edit(subject: str, what: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Edit]:
    """The edit of an order, among those that stand on both sides."""
    old, new = [name for name in before if name in after], [name for name in after if name in before]
    if old != new:
        yield Edit("compatible", "order", subject, f"{what} stand in another order")


def shown(value: object) -> str | None:
    """A value in a line: a number exactly, a word as it is, a list with commas; None for nothing."""
    if value is None or value == ():
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Fraction):
        return rational_text(value)
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
