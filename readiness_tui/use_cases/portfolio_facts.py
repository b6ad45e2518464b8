"""What is kept of a file that was read, and what tells whether that is still so."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from readiness_tui.model.assessment import Assessment
from readiness_tui.storage.encoding import noun_tree


class Frozen(NamedTuple):
    """A milestone: what orders it, whether it can't be trusted or read, and, of the last few, its score; of the last
    one also the digest, and what its answers are worth."""

    name: str
    number: int
    hash: str
    is_altered: bool
    is_scored: bool = False
    is_unreadable: bool = False
    asked: tuple[str, str] | None = None
    digest: str = ""
    score: Any = None
    values: Mapping[str, str] = {}

    @property
    def is_known(self) -> bool:
        """Whether it can be trusted and read."""
        return not self.is_altered and not self.is_unreadable


def row_key(settings: str, elsewhere: str) -> str:
    """What an agent's row depends on beside the agent's own files."""
    return f"{settings}\n{elsewhere}" if elsewhere else settings


def content_digest(assessment: Assessment) -> str:
    """A digest of answers, tasks and profile: the same for two assessments that say the same."""
    tree = (
        {name: noun_tree(answer) for name, answer in assessment.answers.items() if not answer.is_empty},
        {name: noun_tree(task) for name, task in assessment.tasks.items()},
        dict(assessment.profile),
    )
    text = json.dumps(tree, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def packed(value: Any) -> str:
    """A value as the index keeps it."""
    return json.dumps(value, separators=(",", ":"))
