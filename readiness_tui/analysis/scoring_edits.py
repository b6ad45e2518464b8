"""What edits of folds, policies, levels and bands do to scores and levels."""

from __future__ import annotations

from collections.abc import Iterator

from readiness_tui.analysis.edit import Edit, value_edit
from readiness_tui.model.questionnaire import Band, Level, Questionnaire


def scoring_edits(before: Questionnaire, after: Questionnaire) -> Iterator[Edit]:
    """The edits of `scoring`."""
    old, new = before.scoring, after.scoring
    yield from value_edit("scores", "scoring", "section fold", old.section.fold, new.section.fold)
    yield from value_edit("scores", "scoring", "overall fold", old.overall.fold, new.overall.fold)
    yield from value_edit("scores", "scoring", "not_applicable", old.not_applicable, new.not_applicable)
    yield from value_edit("scores", "scoring", "unanswered", old.unanswered, new.unanswered)
    for name in ("scale", "decimals", "rounding"):
        was, now = getattr(old.display, name), getattr(new.display, name)
        yield from value_edit("compatible", "scoring", f"display {name}", was, now)


def ladder_edits(before: Questionnaire, after: Questionnaire) -> Iterator[Edit]:
    """The edits of `levels` and `bands`."""
    old, new = ({rung.id: rung for rung in each.rungs} for each in (before, after))
    for gone in [name for name in old if name not in new]:
        yield Edit("scores", "level", gone, "this level is gone; settings that aim at it need another", gone, None)
    for name, rung in new.items():
        if name not in old:
            yield Edit("scores", "level", name, "this level is new", None, name)
        elif _bare(old[name]) != _bare(rung):
            yield Edit("scores", "level", name, "this level needs something else")
        elif old[name] != rung:
            yield Edit("compatible", "title", name, "title reworded", old[name].title, rung.title)
    if [name for name in old if name in new] != [name for name in new if name in old]:
        yield Edit("scores", "order", "levels", "they stand in another order")


def _bare(rung: Level | Band) -> Level | Band:
    return rung.model_copy(update={"title": None})
