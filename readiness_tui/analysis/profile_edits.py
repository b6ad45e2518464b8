"""What edits of the profile do to facts that are saved, and what they do to what is said about them."""

from __future__ import annotations

from collections.abc import Iterator

from readiness_tui.analysis.edit import Edit, order_edit, text_edits
from readiness_tui.model.questionnaire import ProfileFact, Questionnaire


def profile_edits(before: Questionnaire, after: Questionnaire) -> Iterator[Edit]:
    """The edits of `profile`, `advisories` and `stabilisation`."""
    old, new = ({fact.id: fact for fact in each.profile} for each in (before, after))
    for gone in [name for name in old if name not in new]:
        text = "this fact is gone; what is saved of it is lost"
        yield Edit("lost", "profile", gone, text, remedy="keep it, or let its ids stand for what is asked instead")
    for name in [name for name in new if name not in old]:
        yield Edit("compatible", "profile", name, "this fact is asked newly")
    for name in [name for name in old if name in new]:
        yield from _fact_edits(old[name], new[name])
    yield from order_edit("profile", "its facts", tuple(old), tuple(new))
    if before.advisories != after.advisories:
        yield Edit("compatible", "advisories", "advisories", "advice changed; it is never scored")
    if before.stabilisation != after.stabilisation:
        yield Edit("compatible", "stabilisation", "stabilisation", "the clock changed; it is never scored")


def _fact_edits(before: ProfileFact, after: ProfileFact) -> Iterator[Edit]:
    if (before.kind, before.unit) != (after.kind, after.unit):
        old, new = (" in ".join(filter(None, (fact.kind, fact.unit))) for fact in (before, after))
        text = f"kind {old} → {new}: what is saved of it means something else"
        yield Edit("lost", "kind", after.id, text, old, new, "give it a new id")
    kept = {choice.id: choice for choice in after.choices}
    for choice in before.choices:
        if choice.id not in kept:
            text = f"choice '{choice.id}' is gone; where it is saved, it is lost"
            yield Edit("lost", "choice", after.id, text, choice.id, None, "keep the choice, and give it another label")
        elif choice.label != kept[choice.id].label:
            label = kept[choice.id].label
            yield Edit("compatible", "label", after.id, f"choice '{choice.id}' reworded", choice.label, label)
    known = {choice.id for choice in before.choices}
    for name in [name for name in kept if name not in known]:
        yield Edit("compatible", "choice", after.id, f"choice '{name}' is new", None, name)
    yield from text_edits(after.id, before, after, ("ask", "title"))
