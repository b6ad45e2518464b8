"""What stands beside the question on a wide screen: its guidance under headings, and what its answer clears."""

from __future__ import annotations

from collections.abc import Sequence

from readiness_tui.analysis.scorecard import Shortfall
from readiness_tui.model.modes import MODE_TITLE, Mode
from readiness_tui.model.questionnaire import Question
from readiness_tui.tui.literal import clipped, lines_of, literal
from readiness_tui.tui.widgets.lines import BLANK, Line
from readiness_tui.use_cases.guidance import ABOUT_FACTS, guidance
from readiness_tui.use_cases.sessions import Session

HEADINGS = {
    "Why": "Why it matters",
    "Verify": "How to verify",
    "Good evidence": "Good evidence",
    "Improve": "Improvement",
    "What it clears": "What it clears",
    "References": "References",
    "Tags": "Tags",
}
LEAST = 3
"""Lines that a part keeps, its heading among them, where there is too little room for all of it."""

Parts = tuple[tuple[str, str], ...]


def side_guidance(session: Session, question: Question | None, has_effects: bool) -> Parts:
    """Headings and texts in the order of the panel; without a question, what a fact about the agent is for.

    What an answer clears is an effect of it: shown when the others are.
    """
    if question is None:
        return (("About the agent", ABOUT_FACTS),)
    found = {title.partition(",")[0]: (title, text) for title, text in guidance(session.questionnaire, question)}
    clears = what_it_clears(session, question.id) if has_effects else ""
    if clears:
        found["What it clears"] = "What it clears", clears
    return tuple(
        (heading + title.removeprefix(name), text)
        for name, heading in HEADINGS.items()
        for title, text in [found.get(name, ("", ""))]
        if text
    )


def what_it_clears(session: Session, question: str) -> str:
    """The tasks that could do more once this and other answers are better; empty where none hangs on it."""
    ways: dict[tuple[Mode, tuple[str, ...]], list[str]] = {}
    for clearance in session.evaluation.clearances:
        needed = [short.shortfall for short in clearance.shortfalls if short.mode == clearance.next_mode]
        if clearance.next_mode is not None and any(_is_of(one, question) for one in needed):
            others = tuple(_title(session, one) for one in needed if not _is_of(one, question))
            ways.setdefault((clearance.next_mode, tuple(dict.fromkeys(others))), []).append(clearance.name)
    return "; ".join(
        f"{_with(others)}{', '.join(names)} for {MODE_TITLE[mode]}" for (mode, others), names in ways.items()
    )


def _is_of(shortfall: Shortfall, question: str) -> bool:
    return shortfall.kind in ("gate", "answer") and shortfall.subject == question


def _title(session: Session, shortfall: Shortfall) -> str:
    """What else is needed, in as few words as there are for it."""
    titles = {section.id: section.title for section in session.questionnaire.sections}
    found = session.questionnaire.question(shortfall.subject)
    if shortfall.kind in ("gate", "answer") and found is not None:
        return found.label
    return {"overall": "more points", "named_reviewer": "a named reviewer", "basis": "a full rating"}.get(
        shortfall.kind, titles.get(shortfall.subject, shortfall.subject)
    )


def _with(others: Sequence[str]) -> str:
    if not others:
        return ""
    shown = others if len(others) < 4 else (*others[:2], f"{len(others) - 2} more")
    return f"With {', '.join(shown[:-1])}{' and ' if len(shown) > 1 else ''}{shown[-1]}: "


def side_lines(parts: Parts, width: int, height: int) -> list[Line]:
    """The parts under their headings; where they are too long, the longest are cut."""
    blocks = [[title.upper(), *lines_of(text, max(10, width))] for title, text in parts]
    sizes = [len(block) for block in blocks]
    room = height - len(blocks) + 1
    is_cut = sum(sizes) > room
    while sum(sizes) > room - 1 and is_cut and max(sizes) > LEAST:
        sizes[sizes.index(max(sizes))] -= 1
    lines: list[Line] = []
    for block, size in zip(blocks, sizes, strict=True):
        shown = (
            block if size == len(block) else [*block[: size - 1], clipped(" ".join(block[size - 1 : size + 1]), width)]
        )
        lines += [Line(literal(text, "" if place else "bold $muted")) for place, text in enumerate(shown)]
        lines.append(Line(BLANK))
    if not is_cut:
        return lines
    return [*lines[: height - 1], Line(literal("h shows all of it", "$muted"))]
