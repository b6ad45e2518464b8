"""Two changed copies of one assessment become one: by question, task, profile fact and field of the agent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from readiness_tui.model.assessment import EMPTY_ANSWER, Answer, Assessment
from readiness_tui.model.values import frozen_mapping

ConflictKind = Literal["question", "task", "fact", "agent", "questionnaire", "other"]
Side = Literal["mine", "theirs"]
_WHOLE_BLOCKS = ("questionnaire", "milestone")
_BLOCKS = ("format", "agent", "profile", "answers", "tasks", *_WHOLE_BLOCKS)


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that was changed both ways, to different values. None: it was taken out on that side."""

    kind: ConflictKind
    key: str
    mine: Any
    theirs: Any

    @property
    def id(self) -> str:
        """The name a preference is given by: a question's bare id, else `task:...`, `fact:...`, `agent:...`."""
        return self.key if self.kind == "question" else f"{self.kind}:{self.key}"

    @property
    def question(self) -> str:
        """The question's id; the same as `id` for what is no question."""
        return self.id


@dataclass(frozen=True, slots=True)
class Merged:
    """The merge, what was changed both ways and has no preference (there the merge holds theirs), and the ids of
    what came from theirs alone."""

    assessment: Assessment
    conflicts: tuple[Conflict, ...]
    from_theirs: tuple[str, ...]


def merge(base: Assessment, mine: Assessment, theirs: Assessment, prefer: Mapping[str, Side] | None = None) -> Merged:
    """The three-way merge. What changed on one side alone is taken; changed alike on both sides is no conflict.

    `prefer` names, by `Conflict.id`, which side to keep where both changed. Neither argument is altered.
    """
    if theirs is base:
        return Merged(mine, (), ())
    merger = _Merger(prefer or {})
    answers = merger.mapping("question", base.answers, mine.answers, theirs.answers, _settle_answers)
    tasks = merger.mapping("task", base.tasks, mine.tasks, theirs.tasks)
    profile = merger.mapping("fact", base.profile, mine.profile, theirs.profile)
    agent = merger.mapping("agent", dict(base.agent), dict(mine.agent), dict(theirs.agent))
    blocks = {key: (getattr(base, key), getattr(mine, key), getattr(theirs, key)) for key in _WHOLE_BLOCKS}
    whole = {key: merger.value("questionnaire", key, *sides) for key, sides in blocks.items()}
    extras = merger.mapping("other", base.model_extra or {}, mine.model_extra or {}, theirs.model_extra or {})
    merged = Assessment.model_construct(
        _fields_set=set(_BLOCKS) | set(extras),
        format=theirs.format,
        agent=theirs.agent.model_copy(update=agent),
        answers=frozen_mapping(answers),
        tasks=frozen_mapping(tasks),
        profile=frozen_mapping(profile),
        **whole,
        **extras,
    )
    return Merged(merged, tuple(merger.conflicts), tuple(merger.from_theirs))


def _settle_answers(mine: Answer, theirs: Answer) -> Answer | None:
    """Two answers that say the same, whoever gave them and when, are one: theirs, which is stored. Else None."""
    stamps = {"by": None, "at": None}
    return theirs if mine.model_copy(update=stamps) == theirs.model_copy(update=stamps) else None


class _Merger:
    """Takes each thing from the side that changed it, and notes what both sides did."""

    def __init__(self, prefer: Mapping[str, Side]) -> None:
        self._prefer = prefer
        self.conflicts: list[Conflict] = []
        self.from_theirs: list[str] = []

    def mapping(
        self,
        kind: ConflictKind,
        base: Mapping[str, Any],
        mine: Mapping[str, Any],
        theirs: Mapping[str, Any],
        settle: Callable[[Any, Any], Any] | None = None,
    ) -> dict[str, Any]:
        """The merge of three mappings, in theirs' order; what only mine has stands at the end.

        A key with nothing after it is kept, unless it was there and a side took it out.
        """
        merged: dict[str, Any] = {}
        for key in dict.fromkeys([*theirs, *mine]):
            sides = (_said(base, key), _said(mine, key), _said(theirs, key))
            value = self.value(kind, key, *sides, settle)
            if value is not None:
                merged[key] = value
            elif key not in base or (key in mine and key in theirs):
                merged[key] = next(side[key] for side in (mine, theirs) if key in side and _said(side, key) is None)
        return merged

    def value(
        self,
        kind: ConflictKind,
        key: str,
        base: Any,
        mine: Any,
        theirs: Any,
        settle: Callable[[Any, Any], Any] | None = None,
    ) -> Any:
        """The side that changed; theirs, with a conflict noted, where both did and nothing is preferred."""
        if mine in (theirs, base):
            if theirs != base and mine != theirs:
                self.from_theirs.append(Conflict(kind, key, mine, theirs).id)
            return theirs
        if theirs == base:
            return mine
        settled = settle(mine, theirs) if settle and mine is not None and theirs is not None else None
        return settled if settled is not None else self._chosen(Conflict(kind, key, mine, theirs))

    def _chosen(self, conflict: Conflict) -> Any:
        side = self._prefer.get(conflict.id)
        if side is None:
            self.conflicts.append(conflict)
        return conflict.mine if side == "mine" else conflict.theirs


def _said(mapping: Mapping[str, Any], key: str) -> Any:
    """What a mapping says of a key; None for nothing, and for an answer that is only its key line."""
    value = mapping.get(key)
    return None if value == EMPTY_ANSWER else value
