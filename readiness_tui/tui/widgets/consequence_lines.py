"""What moved because of the answers, by name: gates, clearances, expired evidence, decisions, questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content

from readiness_tui.model.modes import MODE_TITLE, Mode
from readiness_tui.tui.glyphs import BECOMES, FULL, NOT
from readiness_tui.tui.literal import cut, literal
from readiness_tui.tui.widgets.comparison_view import ComparisonView
from readiness_tui.tui.widgets.flowing import flowed, labelled
from readiness_tui.tui.widgets.lines import Line

LABEL = 13
BETWEEN = "   ·   "
Move = tuple[str, Mode | None, Mode | None]


def consequence_lines(view: ComparisonView, width: int) -> list[Line]:
    """Everything that moved by name, a label before each kind; what didn't move says so."""
    found = view.comparison
    tasks = [task.name for task in view.after.assessment.tasks.values()]
    usual = (
        ("Gates", _gates(view), "none moved"),
        ("Clearances", [*_moves(_cleared(view), tasks), *_stop_words(view)], "none moved"),
        ("Evidence", _evidence(view), "nothing expired since"),
        ("Decisions", _moves(_decided(view), tasks), "none moved"),
        ("No longer asked", [", ".join(part.title for part in found.no_longer_asked)], "none"),
        ("Asked now", [_asked_now(view)], ""),
        ("Renamed", [", ".join(f"{part.before} {BECOMES} {part.after}" for part in found.renamed)], ""),
    )
    lines: list[Line] = []
    for word, texts, nothing in usual:
        label = f" {word:{LABEL}}" if len(word) < LABEL else f" {word}   "
        pieces = [text for text in texts if text]
        if pieces or nothing:
            lines += labelled(label, pieces or [nothing], BETWEEN, width, "" if pieces else "$muted")
    return lines


def brief_consequence_lines(view: ComparisonView, width: int) -> list[Line]:
    """The same in few lines, with counts where names would take too much room."""
    found = view.comparison
    pieces = []
    for passes, word in ((False, "Gate failed"), (True, "Gate passed")):
        names = [gate.title for gate in found.gates if gate.passes is passes]
        if names:
            pieces.append(f"{word}: {names[0]}{f' and {len(names) - 1} more' if len(names) > 1 else ''}")
    if found.expired:
        count = len(found.expired)
        pieces.append(f"Expired since: evidence of {count} answer{'' if count == 1 else 's'}")
    cleared = _most(_cleared(view), len(found.after.clearances))
    pieces += [f"Clearances: {cleared}"] if cleared else []
    before, after = _stops(view, 0), _stops(view, 1)
    pieces += [f"Tasks stop {before} {BECOMES} {after}"] if before != after else []
    decided = _most(_decided(view), len(found.after.decisions))
    pieces += [f"Decisions: {decided}"] if decided else []
    pieces += [f"No longer asked: {len(found.no_longer_asked)}"] if found.no_longer_asked else []
    return [Line(literal(f" {cut(line, width - 2)}")) for line in flowed(pieces, "   ", width - 2)]


def consequence_text(view: ComparisonView, width: int) -> list[Content]:
    """The same as text to read."""
    return [line.content for line in consequence_lines(view, width)]


def _gates(view: ComparisonView) -> list[str]:
    """The gates that began to fail, then those that began to pass, those of a level together."""
    ways: dict[tuple[bool, str], list[str]] = {}
    for gate in sorted(view.comparison.gates, key=lambda gate: gate.passes):
        ways.setdefault((gate.passes, gate.level), []).append(gate.title)
    return [
        f"{FULL if passes else NOT} {', '.join(names)} {_verb(passes, len(names))} now ({level})"
        for (passes, level), names in ways.items()
    ]


def _verb(passes: bool, count: int) -> str:
    return ("passes" if count == 1 else "pass") if passes else ("fails" if count == 1 else "fail")


def _evidence(view: ComparisonView) -> list[str]:
    names = [f"{part.title}{f' {part.expired}' if part.expired else ''}" for part in view.comparison.expired]
    return [f"expired since: {', '.join(names)}"] if names else []


def _asked_now(view: ComparisonView) -> str:
    questions = view.after.questionnaire.question_by_id
    return ", ".join(questions[name].label for name in view.comparison.newly_asked if name in questions)


def _cleared(view: ComparisonView) -> list[Move]:
    return [(part.name, part.before, part.after) for part in view.comparison.clearances if part.before != part.after]


def _decided(view: ComparisonView) -> list[Move]:
    return [(part.name, part.before, part.after) for part in view.comparison.decisions]


def _moves(moved: Iterable[Move], tasks: list[str]) -> list[str]:
    """The same move of several tasks in one: `augment → approve before: all tasks but Complaint reply`."""
    return [f"{way}: {_whose(names, tasks)}" for way, names in _ways(moved).items()]


def _whose(names: list[str], tasks: list[str]) -> str:
    rest = [name for name in tasks if name not in names]
    if len(names) > 2 and len(names) + len(rest) == len(tasks) and len(rest) < 2:
        return "all tasks" + "".join(f" but {name}" for name in rest)
    return ", ".join(names)


def _most(moved: Iterable[Move], count: int) -> str:
    """The move of the most tasks in few words, and how many other moves there are."""
    ways = sorted(_ways(moved).items(), key=lambda item: -len(item[1]))
    if not ways:
        return ""
    (way, names), *others = ways
    more = f" and {sum(len(found) for _, found in others)} other moves" if others else ""
    return f"{way} for {len(names)} of {count} tasks{more}"


def _ways(moved: Iterable[Move]) -> dict[str, list[str]]:
    ways: dict[str, list[str]] = {}
    for name, before, after in moved:
        titles = (MODE_TITLE[mode] if mode else "none" for mode in (before, after))
        ways.setdefault(f" {BECOMES} ".join(titles), []).append(name)
    return ways


def _stops(view: ComparisonView, side: int) -> int:
    evaluation = view.comparison.after if side else view.comparison.before
    return sum(clearance.verdict == "stop" for clearance in evaluation.clearances)


def _stop_words(view: ComparisonView) -> Iterator[str]:
    before, after = _stops(view, 0), _stops(view, 1)
    if before != after:
        yield f"tasks that must stop {before} {BECOMES} {after}"
    elif after and _cleared(view):
        yield f"{after} must stop, as before"
