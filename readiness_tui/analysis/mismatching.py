"""Mismatches M1 to M6: where intent, what is built and what is recommended disagree."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from readiness_tui.model.assessment import Task
from readiness_tui.model.modes import BUILT_TITLE, MODE_TITLE, RANK, BuiltAs, Mode, built_rank

Severity = Literal["critical", "major", "info"]
_ALONE = RANK["automate_sample"]
_STABILISED = 3
_CONSEQUENCE: dict[Mode, str] = {
    "not_yet": "a person has to do it without AI for now",
    "augment": "a person has to decide, with AI's help",
    "approve_before": "a person has to approve each result before it takes effect",
    "automate_sample": "a person has to review a sample afterwards",
    "automate": "it may act alone",
}


class Mismatch(NamedTuple):
    """Intent, what is built and what is recommended disagree: M1 to M6."""

    id: str
    severity: Severity
    text: str


def mismatches(
    task: Task, mode: Mode, binding: tuple[str, ...], staffed: bool, sample_reviewed: bool, evidence: int
) -> Iterator[Mismatch]:
    """The mismatches of a task, in the order of their ids. `binding` are the rules that cap the mode."""
    built = built_rank(task.built_as, sample_reviewed)
    built_words = _built_words(task.built_as, sample_reviewed)
    rank = RANK[mode]
    yield from _too_much(task, mode, built, built_words, binding)
    if task.built_as == "suggests" and task.intent == "replace":
        yield Mismatch("M2", "major", "It only suggests, but it is meant to replace a step")
    if task.built_as == "acts_alone" and task.intent == "augment":
        text = f"It {built_words}, but it is meant to augment a person"
        yield Mismatch("M3", "major", text) if staffed else Mismatch("M3", "critical", f"{text}; no reviewer is named")
    if evidence == _STABILISED and rank >= _ALONE and built < rank:
        yield Mismatch("M4", "info", f"Under-used: it {built_words}, and {MODE_TITLE[mode]} is recommended")
    if task.intent == "unsure":
        yield Mismatch("M5", "major", "It isn't settled whether it augments a person or replaces a step")
    if built == rank and not staffed:
        yield Mismatch("M6", "major", f"It is built for {MODE_TITLE[mode]}, but no reviewer is named for it")


def _too_much(task: Task, mode: Mode, built: int, built_words: str, binding: tuple[str, ...]) -> Iterator[Mismatch]:
    beyond = built > RANK[mode]
    wanted = task.intent == "replace" and RANK[mode] < _ALONE
    if not beyond and not wanted:
        return
    parts = [f"it {built_words}"] if beyond else []
    parts += ["it is meant to replace a step"] if wanted else []
    rules = f" (rule{'s' if len(binding) > 1 else ''} {', '.join(binding)})" if binding else ""
    text = f"{' and '.join(parts)}, but {_CONSEQUENCE[mode]}{rules}"
    yield Mismatch("M1", "critical" if binding else "major", text[0].upper() + text[1:])


def _built_words(built_as: BuiltAs, sample_reviewed: bool) -> str:
    words = BUILT_TITLE[built_as]
    return f"{words} with a sample reviewed" if built_as == "acts_alone" and sample_reviewed else words
