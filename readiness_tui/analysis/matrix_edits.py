"""What edits of the decision matrix do to tasks that are rated: ratings that are lost, decisions that change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from readiness_tui.analysis.edit import Edit, text_edits, value_edit
from readiness_tui.analysis.rule_wording import base_words, rule_words
from readiness_tui.model.matrix import BaseRule, Factor, Flag, Matrix
from readiness_tui.model.questionnaire import Questionnaire

_FACTOR_WORDS = ("title", "abbreviation", "ask", "levels", "core", "changeable")
_FLAG_WORDS = ("title", "ask", "core", "changeable", "asked_with")


def matrix_edits(before: Questionnaire, after: Questionnaire) -> Iterator[Edit]:
    """The edits of `autonomy` and `matrix`."""
    if before.autonomy != after.autonomy:
        yield Edit("scores", "autonomy", "autonomy", "modes need something else: tasks may be cleared otherwise")
    old, new = before.matrix, after.matrix
    if old is not None and new is not None:
        yield from _both(old, new)
    elif old is not None:
        yield Edit("lost", "matrix", "matrix", "the matrix is gone; no task is decided any more", remedy="keep it")
    elif new is not None:
        yield Edit("scores", "matrix", "matrix", "the matrix is new: tasks are decided now")


def _both(before: Matrix, after: Matrix) -> Iterator[Edit]:
    yield from _gone_and_new("factor", "ratings", _by_id(before.factors), _by_id(after.factors))
    yield from _gone_and_new("flag", "answers", _by_id(before.flags), _by_id(after.flags))
    factors: Mapping[str, Factor] = _by_id(before.factors)
    for factor in after.factors:
        if (earlier := factors.get(factor.id)) is not None:
            yield from value_edit("scores", factor.id, "axis", earlier.axis, factor.axis)
            yield from text_edits(factor.id, earlier, factor, _FACTOR_WORDS)
    flags: Mapping[str, Flag] = _by_id(before.flags)
    for flag in after.flags:
        if (known := flags.get(flag.id)) is not None:
            yield from value_edit("scores", flag.id, "cautious", known.cautious, flag.cautious)
            yield from text_edits(flag.id, known, flag, _FLAG_WORDS)
    yield from _rule_edits(before, after)
    if before.evidence != after.evidence:
        yield Edit("compatible", "evidence", "matrix", "levels of evidence reworded")
    if (before.modes, before.axes) != (after.modes, after.axes):
        yield Edit("compatible", "modes", "matrix", "modes or axes reworded")


def _rule_edits(before: Matrix, after: Matrix) -> Iterator[Edit]:
    yield from _base_edits(before.base, after.base)
    old, new = _by_id(before.rules), _by_id(after.rules)
    words = ("title", "ground", "remedy")
    bare = {"title": None, "ground": "", "remedy": ""}
    for name in [name for name in old if name not in new]:
        yield Edit("scores", "rule", name, "this rule is gone: tasks may be decided otherwise", name, None)
    for name, rule in new.items():
        if name not in old:
            yield Edit("scores", "rule", name, "this rule is new: tasks may be decided otherwise", None, name)
        elif rule.model_copy(update=bare) != old[name].model_copy(update=bare):
            was, now = rule_words(old[name]), rule_words(rule)
            yield Edit("scores", "rule", name, f"{was} → {now}: tasks may be decided otherwise", was, now)
        else:
            yield from text_edits(name, old[name], rule, words)


def _base_edits(before: Sequence[BaseRule], after: Sequence[BaseRule]) -> Iterator[Edit]:
    """An edit for each base rule that differs; one for all where there are more of them, or fewer."""
    if len(before) != len(after):
        was, now = ("; ".join(map(base_words, rules)) for rules in (before, after))
        yield Edit("scores", "base", "matrix", f"base rules {was} → {now}: tasks may be decided otherwise")
        return
    for old, new in zip(before, after, strict=True):
        if old != new:
            was, now = base_words(old), base_words(new)
            yield Edit("scores", "base", "matrix", f"{was} → {now}: tasks may be decided otherwise", was, now)


def _gone_and_new(what: str, saved: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Edit]:
    for name in [name for name in old if name not in new]:
        text = f"this {what} is gone; {saved} of tasks are lost"
        yield Edit("lost", what, name, text, name, None, f"keep the {what}, and take it out of the rules")
    for name in [name for name in new if name not in old]:
        yield Edit("scores", what, name, f"this {what} is new: tasks are unclear until it is known", None, name)


def _by_id(parts: Sequence[Any]) -> dict[str, Any]:
    return {part.id: part for part in parts}
