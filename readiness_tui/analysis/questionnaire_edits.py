"""What edits of a questionnaire do to saved answers: which are lost, what counts otherwise, what is only words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from readiness_tui.analysis.edit import EFFECTS, Edit, order_edit, shown, text_edits, value_edit
from readiness_tui.analysis.matching import Match, match_questionnaires
from readiness_tui.analysis.matrix_edits import matrix_edits
from readiness_tui.analysis.profile_edits import profile_edits
from readiness_tui.analysis.question_edits import question_edits
from readiness_tui.analysis.scoring_edits import ladder_edits, scoring_edits
from readiness_tui.model.questionnaire import Questionnaire, Section

__all__ = ["Edit", "questionnaire_edits"]


def questionnaire_edits(before: Questionnaire, after: Questionnaire) -> tuple[Edit, ...]:
    """Every edit from one version to the other, the gravest first, then in the order of the file."""
    if before == after:
        return ()
    match = match_questionnaires(before, after)
    parts: tuple[Iterable[Edit], ...] = (
        _head_edits(before, after),
        profile_edits(before, after),
        _section_edits(before, after, match),
        _questions_edits(before, after, match),
        scoring_edits(before, after),
        ladder_edits(before, after),
        matrix_edits(before, after),
    )
    return tuple(sorted(chain.from_iterable(parts), key=lambda edit: EFFECTS.index(edit.effect)))


def _head_edits(before: Questionnaire, after: Questionnaire) -> Iterator[Edit]:
    if before.id != after.id:
        text = f"id {before.id} → {after.id}: another questionnaire; saved answers stay with '{before.id}'"
        yield Edit("compatible", "id", "questionnaire", text, before.id, after.id)
    if before.version == after.version:
        text = f"the version is still {after.version}"
        yield Edit(
            "compatible", "version", "questionnaire", text, remedy="raise it, so that reports tell the two apart"
        )
    else:
        yield from value_edit("compatible", "questionnaire", "version", before.version, after.version)
    yield from text_edits("questionnaire", before, after, ("title", "summary", "source"))


def _section_edits(before: Questionnaire, after: Questionnaire, match: Match) -> Iterator[Edit]:
    old, new = _sections(before), _sections(after)
    found = {name for name in match.sections.values() if name is not None}
    for gone in [name for name in old if name not in found]:
        text = "this section is gone; what it scored can't be compared any more"
        yield Edit("scores", "section", gone, text, remedy=f"add `renamed_from: [{gone}]` to the section it became")
    for name, source in match.sections.items():
        if source is None:
            yield Edit("scores", "section", name, "this section is new")
            continue
        if source != name:
            yield Edit("compatible", "renamed", name, f"section '{source}' goes by this id now", source, name)
        yield from _one_section_edits(old[source], new[name])
    yield from order_edit("sections", "they", tuple(old), tuple(new))


def _sections(questionnaire: Questionnaire) -> dict[str, Section]:
    found: dict[str, Section] = {}
    pending = list(questionnaire.sections)
    while pending:
        section = pending.pop(0)
        found[section.id] = section
        pending[:0] = section.sections
    return found


def _one_section_edits(before: Section, after: Section) -> Iterator[Edit]:
    yield from value_edit("scores", after.id, "weight", before.weight, after.weight)
    yield from value_edit("scores", after.id, "fold", before.fold, after.fold)
    if before.ask_when != after.ask_when:
        yield Edit("scores", "ask_when", after.id, "condition: its questions are asked of other agents than before")
    yield from text_edits(after.id, before, after, ("title", "why"))


def _questions_edits(before: Questionnaire, after: Questionnaire, match: Match) -> Iterator[Edit]:
    old, new = before.question_by_id, after.question_by_id
    for gone in match.no_longer_asked:
        remedy = f"add `renamed_from: [{gone}]` to the question that asks the same now"
        text = "not asked any more; its answers are lost, or kept unseen in the file"
        yield Edit("lost", "question", gone, text, gone, None, remedy)
    for name, sources in match.sources.items():
        if not sources:
            yield Edit("scores", "question", name, f"asked newly, weight {shown(new[name].weight)}", None, name)
        elif len(sources) > 1:
            text = f"{', '.join(sources)} became one question: the weakest answer of them stands"
            yield Edit("scores", "merged", name, text, ", ".join(sources), name)
        else:
            yield from _origin_edit(name, sources[0], match)
            yield from question_edits(old[sources[0]], new[name])
    yield from _place_edits(_sections(before), _sections(after), match)


def _place_edits(old: dict[str, Section], new: dict[str, Section], match: Match) -> Iterator[Edit]:
    """Questions in another section, or in another order."""
    was_in = {question.id: name for name, section in old.items() for question in section.questions}
    for name, section in new.items():
        source = match.sections[name]
        for question in section.questions:
            sources = match.sources[question.id]
            if len(sources) == 1 and was_in[sources[0]] != source:
                was = was_in[sources[0]]
                yield Edit("scores", "section", question.id, f"moved from section '{was}' to '{name}'", was, name)
        if source is not None:
            asked = [question.id for question in section.questions]
            yield from order_edit(name, "its questions", [one.id for one in old[source].questions], asked)


def _origin_edit(name: str, source: str, match: Match) -> Iterator[Edit]:
    heirs = match.successors[source]
    if len(heirs) > 1:
        text = f"'{source}' was split into {', '.join(heirs)}: each takes its answer over"
        yield Edit("scores", "split", name, text, source, name)
    elif name != source:
        yield Edit(
            "compatible", "renamed", name, f"'{source}' goes by this id now; its answers move along", source, name
        )
