"""What moved because of the answers, by name: gates, expired evidence, clearances, decisions, questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readiness_tui.model.modes import MODE_TITLE, Mode
from readiness_tui.tui.glyphs import BECOMES
from readiness_tui.tui.widgets.comparison_view import ComparisonView


def consequences(view: ComparisonView) -> Iterator[tuple[str, str]]:
    """A word and a sentence for each kind of thing that moved; nothing for what didn't."""
    found = view.comparison
    for passes, word in ((False, "Gate failed"), (True, "Gate passed")):
        names = [f"{gate.title} ({gate.level})" for gate in found.gates if gate.passes is passes]
        if names:
            yield word, ", ".join(names)
    if found.expired:
        names = [f"{part.title}{f' {part.expired}' if part.expired else ''}" for part in found.expired]
        yield "Expired since", f"evidence of {', '.join(names)}"
    cleared = [(part.name, part.before, part.after) for part in found.clearances if part.before != part.after]
    if cleared or _stops(view, 0) != _stops(view, 1):
        yield "Clearances", "; ".join([*_moves(cleared, len(found.after.clearances)), _stop_words(view)])
    if found.decisions:
        moves = _moves(((part.name, part.before, part.after) for part in found.decisions), len(found.after.decisions))
        yield "Decisions", "; ".join(moves)
    if found.no_longer_asked:
        yield "No longer asked", ", ".join(part.title for part in found.no_longer_asked)
    if found.newly_asked:
        questions = view.after.questionnaire.question_by_id
        yield "Asked now", ", ".join(questions[name].label for name in found.newly_asked if name in questions)
    if found.renamed:
        yield "Renamed", ", ".join(f"{part.before} {BECOMES} {part.after}" for part in found.renamed)


def _moves(moved: Iterable[tuple[str, Mode | None, Mode | None]], count: int) -> list[str]:
    """The same move of several tasks in one: `augment → approve before for 5 of 6 tasks`."""
    ways: dict[tuple[Mode | None, Mode | None], list[str]] = {}
    for name, before, after in moved:
        ways.setdefault((before, after), []).append(name)
    words = []
    for (before, after), names in ways.items():
        titles = f"{MODE_TITLE[before] if before else 'none'} {BECOMES} {MODE_TITLE[after] if after else 'none'}"
        whose = ", ".join(names) if len(names) < 3 else f"{len(names)} of {count} tasks"
        words.append(f"{titles} for {whose}")
    return words


def _stops(view: ComparisonView, side: int) -> int:
    evaluation = view.comparison.after if side else view.comparison.before
    return sum(clearance.verdict == "stop" for clearance in evaluation.clearances)


def _stop_words(view: ComparisonView) -> str:
    before, after = _stops(view, 0), _stops(view, 1)
    return f"tasks that must stop {before} {BECOMES} {after}" if before != after else f"{after} must stop, as before"
