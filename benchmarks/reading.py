"""Reading and validating files, against PyYAML's fastest loader alone on the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import yaml

from benchmarks.materials import assessment_bytes, questionnaire, questionnaire_text, shipped
from benchmarks.measuring import Bar, Work, against_floor, here
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.questionnaire import Questionnaire
from readiness_tui.storage.decoding import decode
from readiness_tui.storage.questionnaires import parse_questionnaire
from readiness_tui.storage.yaml_reader import read_tree
from readiness_tui.storage.yaml_tree import Limits

_BIG = Limits(size=50_000_000, nodes=2_000_000)


def bars(pairs: int) -> Iterator[Bar]:
    """An assessment of the shipped size and one of 1,000 answers; a questionnaire of 1,000 questions."""
    yield _assessment_bar(shipped(), 6, 10, pairs)
    yield _assessment_bar(questionnaire(35), 100, 1, pairs)
    raw = questionnaire_text(35).encode()
    yield against_floor("read a questionnaire, 1,015 questions", 0.5, lambda: read_tree(raw), _loaded(raw), pairs, here)
    whole = "read, validate and check the names of the same"
    number = count()

    def anew() -> object:
        return parse_questionnaire(raw + b"# %d\n" % next(number), "q")  # a text that was read before is remembered

    yield against_floor(whole, None, anew, _loaded(raw), pairs, here)


def _assessment_bar(asked: Questionnaire, tasks: int, times: int, pairs: int) -> Bar:
    raw = assessment_bytes(asked, tasks)
    name = f"read and validate an assessment, {len(asked.questions):,} questions"
    ours, floor = (_repeated(work, times) for work in (lambda: decode(Assessment, raw, "a", _BIG), _loaded(raw)))
    return against_floor(name, 0.5, ours, floor, pairs, here)


def _loaded(raw: bytes) -> Work:
    return lambda: yaml.load(raw, yaml.CSafeLoader)


def _repeated(work: Work, times: int) -> Work:
    """Small files are read several times, so that the clock can tell."""

    def run() -> None:
        for _ in range(times):
            work()

    return run
