"""The effect of an edited matrix in lines of text: what moves first, each with what decided before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from readiness_tui.analysis.clearing import Clearance
from readiness_tui.analysis.deciding import Decision
from readiness_tui.analysis.task_effects import TaskEffect, gravest_first
from readiness_tui.cli.cells import cut, table, wrap
from readiness_tui.model.matrix import Matrix
from readiness_tui.model.modes import BUILT_TITLE, MODE_TITLE
from readiness_tui.reports.naming import counted
from readiness_tui.reports.tasks import VERDICTS
from readiness_tui.use_cases.matrix_effects import AgentEffect, Draft, WorkspaceEffect

_LABEL = 10
_MOST_NEEDS = 4


def draft_lines(draft: Draft) -> Iterator[str]:
    """Which text decides, and that it is only tried."""
    questionnaire = draft.loaded.questionnaire
    yield from wrap(f"Tried: {questionnaire.id} {questionnaire.version} ({draft.loaded.file}) · nothing is written")


def agent_effect_lines(effect: AgentEffect) -> Iterator[str]:
    """One agent: the edits, a table of its tasks, then each task that moves."""
    before, after = effect.before.questionnaire.questionnaire, effect.after.questionnaire.questionnaire
    tasks = gravest_first(effect.tasks)
    yield from wrap(f"{effect.before.slug} · {effect.before.label} · now {before.id} {before.version}", rest="  ")
    yield from _edit_lines(effect)
    if not tasks:
        yield "  No tasks."
        return
    yield from _asked_lines(tasks, before.matrix, after.matrix)
    yield from wrap(_summary(tasks), "  ")
    yield ""
    yield from table(("", "Task", "Decided now", "Then", "Cleared now", "Then"), [_row(task) for task in tasks])
    for task in tasks:
        if task.changed:
            yield ""
            yield from _task_lines(task)


def others_lines(effects: WorkspaceEffect) -> Iterator[str]:
    """Which agents the draft is not about, and which can't be read."""
    if effects.others:
        yield from wrap(f"Not about {', '.join(effects.others)}: another questionnaire", rest="  ")
    for slug, error in effects.unread:
        yield from wrap(f"{slug} can't be read: {error.faults[0]}", "✗ ")


def _edit_lines(effect: AgentEffect) -> Iterator[str]:
    if not effect.edits:
        yield "  The matrix and the needs of its modes are the same."
    for edit in effect.edits:
        yield from wrap(f"{edit.subject}: {edit.text}", "  · ")


def _summary(tasks: Sequence[TaskEffect]) -> str:
    decided = sum(task.is_decided_otherwise for task in tasks)
    cleared = sum(task.is_cleared_otherwise for task in tasks)
    beyond = sum(task.is_newly_beyond_clearance for task in tasks)
    parts = [f"{decided} decided otherwise", f"{cleared} cleared otherwise"]
    parts += [f"{beyond} more would run with more autonomy than cleared for"] if beyond else []
    return f"Of {counted(len(tasks), 'task')}: {', '.join(parts)}"


def _row(task: TaskEffect) -> tuple[str, ...]:
    glyph = "✗" if task.is_beyond_clearance else "→" if task.is_decided_otherwise else ""
    return (
        glyph,
        cut(task.name, 30),
        _short(_mode(task.before)),
        _short(_mode(task.after)) if task.is_decided_otherwise else "=",
        _short(_cleared(task.clearance_before)),
        _short(_cleared(task.clearance_after)) if "cleared" in task.changed else "=",
    )


def _short(mode: str) -> str:
    """Short enough that four columns of modes fit 100 cells."""
    return mode.removeprefix("automate ")


def _mode(decision: Decision | None) -> str:
    return MODE_TITLE[decision.mode] if decision else "no matrix"


def _cleared(clearance: Clearance | None) -> str:
    return MODE_TITLE[clearance.cleared] if clearance else "no matrix"


def _task_lines(task: TaskEffect) -> Iterator[str]:
    yield from wrap(f"{task.name} ({task.task}): {_headline(task)}")
    now, then = (_side(decision) if decision else [] for decision in (task.before, task.after))
    if now == then:
        yield from _labelled("As now", now)
    else:
        yield from _labelled("Now", now)
        yield from _labelled("Then", then)
    yield from _labelled("Cleared", _clearance(task))


def _headline(task: TaskEffect) -> str:
    if task.is_decided_otherwise:
        return f"{_mode(task.before)} → {_mode(task.after)}"
    words = {
        "status": "another status",
        "best_mode": "another mode at best",
        "why": "decided by something else",
        "cleared": "cleared otherwise",
    }
    named = [words[part] for part in task.changed if part in words]
    return f"{_mode(task.after)} as before" + (f", {', '.join(named)}" if named else "")


def _side(decision: Decision) -> list[str]:
    status = "" if decision.status == "clear" else f" ({decision.status.replace('_', ' ')})"
    texts = [f"{MODE_TITLE[decision.mode]}{status}: {'; '.join(reason.text for reason in decision.reasons)}"]
    mismatches = ", ".join(f"{found.id} {found.severity}" for found in decision.mismatches)
    texts += [f"mismatch {mismatches}"] if mismatches else []
    return texts if decision.staffed else [*texts, "no reviewer is named for it"]


def _clearance(task: TaskEffect) -> list[str]:
    past, present = task.clearance_before, task.clearance_after
    if present is None or not task.is_cleared_otherwise:
        return []
    texts = [f"{_cleared(past)} → {_cleared(present)}; {VERDICTS[present.verdict][1].lower()}"]
    if present.beyond_clearance:
        texts.append(f"✗ it {BUILT_TITLE[present.built]}: more than it would be cleared for")
    if present.next_mode is not None:
        needs = [part.shortfall.text for part in present.shortfalls]
        more = f"; and {len(needs) - _MOST_NEEDS} more" if len(needs) > _MOST_NEEDS else ""
        texts.append(f"for {MODE_TITLE[present.next_mode]} it lacks: {'; '.join(needs[:_MOST_NEEDS])}{more}")
    return texts


def _asked_lines(tasks: Sequence[TaskEffect], before: Matrix | None, after: Matrix | None) -> Iterator[str]:
    """What is asked newly, or no longer, and of how many of the tasks that matters."""
    assumed = Counter((each.what, each.taken_as) for task in tasks for each in task.newly_assumed)
    for (what, taken_as), count in assumed.items():
        yield from wrap(f"{_title(after, what)}: not known of {counted(count, 'task')}, taken as {taken_as}", "  · ")
    unasked = Counter(what for task in tasks for what in task.no_longer_asked)
    for what, count in unasked.items():
        words = f"{_title(before, what)}: said of {counted(count, 'task')}, stays in the file and counts nowhere"
        yield from wrap(words, "  · ")


def _title(matrix: Matrix | None, what: str) -> str:
    if matrix is None:
        return what
    name = what.partition(":")[2]
    titles = {factor.id: factor.title for factor in matrix.factors}
    titles |= {flag.id: flag.title or flag.id for flag in matrix.flags}
    return titles.get(name, what)


def _labelled(label: str, texts: Iterable[str]) -> Iterator[str]:
    first = f"  {label}".ljust(_LABEL + 2)
    for text in texts:
        yield from wrap(text, first, " " * len(first))
        first = " " * len(first)
