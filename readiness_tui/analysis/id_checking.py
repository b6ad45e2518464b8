"""Whether ids are used once, old ids are kept apart from current ones, and nothing depends on itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from readiness_tui.analysis.model_fault import ModelFault, Path, repeated_ids
from readiness_tui.analysis.outlining import questions_in
from readiness_tui.analysis.question_checking import questions_with_paths, sections_with_paths
from readiness_tui.model.questionnaire import Questionnaire, Section

Graph = Mapping[str, tuple[str, ...]]


def id_faults(questionnaire: Questionnaire) -> Iterator[ModelFault]:
    """Ids of sections, questions, levels, profile facts and advisories that are used twice, or at once old and new."""
    sections = [(path, section.id) for path, section in sections_with_paths(questionnaire)]
    questions = [(path, question.id) for path, question in questions_with_paths(questionnaire)]
    yield from repeated_ids(sections, "section")
    yield from repeated_ids(questions, "question")
    section_ids = {name for _, name in sections}
    for path, name in questions:
        if name in section_ids:
            message = f"'{name}' is the id of a section and of a question"
            yield ModelFault((*path, "id"), message, "give each its own id; ids are never used twice", id="repeated-id")
    named: tuple[tuple[str, str, list[str]], ...] = (
        ("levels", "level", [level.id for level in questionnaire.levels]),
        ("bands", "level", [band.id for band in questionnaire.bands]),
        ("profile", "profile fact", [fact.id for fact in questionnaire.profile]),
        ("advisories", "advisory", [advisory.id for advisory in questionnaire.advisories]),
    )
    for key, what, ids in named:
        yield from repeated_ids([((key, index), name) for index, name in enumerate(ids)], what)
    yield from _old_id_faults(questionnaire)


def _old_id_faults(questionnaire: Questionnaire) -> Iterator[ModelFault]:
    remedy = "an id that was renamed is gone; take it out of renamed_from, or use split_from"
    taken: dict[tuple[str, str], str] = {}
    renamed = [
        *((path, section.id, section.renamed_from, "section") for path, section in sections_with_paths(questionnaire)),
        *((path, one.id, one.renamed_from, "question") for path, one in questions_with_paths(questionnaire)),
    ]
    current = {(kind, name) for _, name, _, kind in renamed}
    for path, name, old_ids, kind in renamed:
        for index, old in enumerate(old_ids):
            where = (*path, "renamed_from", index)
            if (kind, old) in current:
                yield ModelFault(where, f"{kind} '{old}' is still there", remedy, id="old-id")
            elif (kind, old) in taken:
                message = f"'{old}' was renamed to '{taken[kind, old]}' already"
                yield ModelFault(where, message, "use split_from on both if it became several", id="old-id")
            taken.setdefault((kind, old), name)


def cycle_faults(questionnaire: Questionnaire) -> Iterator[ModelFault]:
    """Questions whose being asked, or whose improvement, depends on itself; the circle is named in full."""
    paths = {question.id: path for path, question in reversed(list(questions_with_paths(questionnaire)))}
    for circle in circles(asking_graph(questionnaire)):
        way = " -> ".join((*circle, circle[0]))
        message = f"whether '{circle[0]}' is asked depends on itself: {way}"
        remedy = "take one of these conditions out (a section's condition counts for all its questions)"
        yield ModelFault(_condition_path(questionnaire, paths[circle[0]]), message, remedy, at="key", id="cycle")
    needs: dict[str, tuple[str, ...]] = {}
    for one in questionnaire.questions:
        needs.setdefault(one.id, one.improvement.needs if one.improvement else ())
    for circle in circles(needs):
        message = f"the improvement of '{circle[0]}' needs itself first: {' -> '.join((*circle, circle[0]))}"
        path = (*paths[circle[0]], "improvement", "needs")
        yield ModelFault(path, message, "take one of these needs out", at="key", id="cycle")


def asking_graph(questionnaire: Questionnaire) -> Graph:
    """For each question the questions that its condition, or that of a section around it, looks at."""
    graph: dict[str, tuple[str, ...]] = {}
    pending: list[tuple[Section, tuple[str, ...]]] = [(section, ()) for section in questionnaire.sections]
    while pending:
        section, outer = pending.pop()
        around = outer + (tuple(questions_in(section.ask_when)) if section.ask_when is not None else ())
        pending += [(child, around) for child in section.sections]
        for question in section.questions:
            own = tuple(questions_in(question.ask_when)) if question.ask_when is not None else ()
            graph[question.id] = tuple(dict.fromkeys(around + own))
    return graph


def circles(graph: Graph) -> Iterator[tuple[str, ...]]:
    """Ways of names that lead back to their start; each shows a name that no earlier one showed."""
    done: set[str] = set()
    shown: set[str] = set()
    for start in graph:
        way: list[str] = []
        on_way: dict[str, int] = {}
        branches = [iter((start,))]
        while branches:
            name = next(branches[-1], None)
            if name is None:
                branches.pop()
                if way:
                    done.add(way[-1])
                    del on_way[way.pop()]
            elif name in on_way:
                circle = tuple(way[on_way[name] :])
                if not shown.issuperset(circle):
                    yield circle
                shown.update(circle)
            elif name not in done and name in graph:
                on_way[name] = len(way)
                way.append(name)
                branches.append(iter(graph[name]))


def _condition_path(questionnaire: Questionnaire, path: Path) -> Path:
    """The `ask_when` of a question, else of the innermost section around it that has one."""
    by_path: dict[Path, Section] = dict(sections_with_paths(questionnaire))
    section_path = path[:-2]
    question = by_path[section_path].questions[int(path[-1])]
    if question.ask_when is not None:
        return (*path, "ask_when")
    while section_path and by_path[section_path].ask_when is None:
        section_path = section_path[:-2]
    return (*section_path, "ask_when") if section_path else path
