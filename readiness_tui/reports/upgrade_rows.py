"""What a move to another version of the questionnaire does to each question, in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from readiness_tui.analysis.moving import Move
from readiness_tui.analysis.question_changes import QuestionChange
from readiness_tui.model.questionnaire import Gate, Questionnaire
from readiness_tui.model.values import rational_text


def upgrade_rows(
    move: Move, changes: tuple[QuestionChange, ...], before: Questionnaire, after: Questionnaire
) -> Iterator[tuple[str, str]]:
    """What becomes of the questions, each with its kind (`Kept`, `Renamed`, `Newly asked`); only what is there."""
    yield "Kept", f"{len(move.kept)} of {len(before.questions)} questions"
    for old, new in move.renamed.items():
        yield "Renamed", f"{old} → {new}"
    for old, parts in move.split.items():
        yield "Split", f"{old} → {', '.join(parts)}; the answer is copied and marked as carried over"
    for new, sources in move.merged.items():
        state = "the weakest answer stands" if move.assessment.answer(new).is_answered else "unanswered"
        yield "Merged", f"{', '.join(sources)} → {new}; {state}, notes joined"
    for name in move.match.no_longer_asked:
        yield "No longer asked", f"{before.question_by_id[name].label} ({name})"
    for name in move.match.newly_asked:
        again = "; answered before, and marked as carried over" if name in move.taken_up else ""
        yield "Newly asked", f"{after.question_by_id[name].label} ({name}){again}"
    for name in move.taken_up:
        if name not in move.match.newly_asked:
            yield "Taken up", f"{name}: an answer that was given to it under another version"
    for change in changes:
        yield "Changed", f"{change.title}: {'; '.join(_words(change))}"
    if move.kept_aside:
        yield "Kept in the file", f"answers that no question asks: {', '.join(move.kept_aside)}"


def _words(change: QuestionChange) -> Iterator[str]:
    if change.weight:
        yield "weight " + " → ".join(map(rational_text, change.weight))
    if change.gates:
        yield "gate for " + " → ".join(" and ".join(map(_gate, gates)) or "no level" for gates in change.gates)
    if change.value:
        before, after = ("nothing" if part is None else rational_text(part) for part in change.value)
        yield f"'{change.answer}' counted {before}, counts {after}"


def _gate(gate: Gate) -> str:
    need = rational_text(gate.at_least_value) if gate.at_least_value is not None else gate.at_least
    return f"{gate.level} (at least {need})"
