"""What is measured: questionnaires of 1,000 questions grown from the shipped one, assessments, a demo workspace."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Literal

from readiness_tui.model.assessment import Agent, Answer, Assessment, Evidence, QuestionnaireRef, Task
from readiness_tui.model.questionnaire import Question, Questionnaire
from readiness_tui.storage.encoding import encode_assessment
from readiness_tui.storage.questionnaires import find_questionnaire
from readiness_tui.storage.shipped import shipped_text
from readiness_tui.storage.yaml_reader import read_tree
from readiness_tui.use_cases.demo import write_demo

DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NAME = "agent-production-readiness"
GRAIN_SECONDS = 2.1
"""The index doesn't trust files yet that were written so short a time ago."""
_FLAGS: tuple[Literal["yes", "no", "unknown"], ...] = ("yes", "no", "unknown")
_QUESTION = re.compile(r"^( +)- id: ([a-z0-9-]+)$", re.MULTILINE)


def questionnaire_text(copies: int, conditions: bool = False) -> str:
    """The text of the shipped questionnaire with all sections so many times; 29 questions a copy.

    With conditions most questions are asked only where the one before them is partly in place.
    """
    text = shipped_text("questionnaires", f"{NAME}.yaml")
    head, _, rest = text.partition("\nsections:\n")
    end = re.search(r"^[a-z]", rest, re.MULTILINE)
    assert end is not None
    sections, tail = rest[: end.start()], rest[end.start() :]
    names = [match.group(2) for match in _QUESTION.finditer(sections)]
    blocks = [sections, *(_renamed(sections, names, f"-{number}") for number in range(2, copies + 1))]
    grown = "".join(_with_conditions(block) if conditions else block for block in blocks)
    return f"{head}\nsections:\n{grown}{tail}"


def _renamed(sections: str, names: list[str], suffix: str) -> str:
    known = re.compile(rf"(?<=[ \[])({'|'.join(map(re.escape, names))})(?=[,\]\n])")
    lines = (
        known.sub(rf"\g<1>{suffix}", line) if "- id: " in line or "needs:" in line else line
        for line in sections.splitlines(keepends=True)
        if "_from:" not in line
    )
    return "".join(lines)


def _with_conditions(block: str) -> str:
    lines, before = list[str](), ""
    for line in block.splitlines(keepends=True):
        found = _QUESTION.match(line)
        lines.append(line)
        if found and len(found.group(1)) > 2:
            if before:
                condition = (
                    f"{{any: [{{question: {before}, at_least: partial}}, {{profile: dynamic-decisions, is: yes}}]}}"
                )
                if len(lines) % 2:
                    condition = f"{{question: {before}, at_least: partial}}"
                lines.append(f"{found.group(1)}  ask_when: {condition}\n")
            before = "" if found.group(2).startswith("staging-days") else found.group(2)
    return "".join(lines)


def questionnaire(copies: int, conditions: bool = False) -> Questionnaire:
    """`questionnaire_text`, read anew: nothing has been worked out of it yet."""
    return Questionnaire.model_validate(read_tree(questionnaire_text(copies, conditions).encode()))


def assessment(asked: Questionnaire, tasks: int) -> Assessment:
    """Answers to two questions of three, with notes and evidence, and tasks rated in every factor."""
    answers = {question.id: _answer(question, place) for place, question in enumerate(asked.questions) if place % 3}
    assert asked.matrix is not None
    made = {
        f"task-{number}": Task(
            name=f"Task {number}",
            intent="replace",
            built_as="acts_alone",
            factors={factor.id: (number + place) % 4 for place, factor in enumerate(asked.matrix.factors)},
            flags={
                flag.id: ("yes", "no", "unknown")[(number + place) % 3] for place, flag in enumerate(asked.matrix.flags)
            },
            evidence=number % 4,
        )
        for number in range(tasks)
    }
    reference = QuestionnaireRef(id=asked.id, version=asked.version, hash="sha256:" + "0" * 64)
    return Assessment(agent=Agent(name="Agent", slug="agent"), questionnaire=reference, answers=answers, tasks=made)


def _answer(question: Question, place: int) -> Answer:
    evidence = (Evidence(link=f"https://example.org/runs/{place}", observed=DAY),)
    note = "Seen in the review of November, with the team that runs it; two of the three services are covered."
    if question.kind == "number":
        return Answer(number=Fraction(place % 20), note=note, evidence=evidence, at=NOW, by="ana")
    choice = question.choices[place % len(question.choices)].id
    return Answer(choice=choice, note=note, evidence=evidence, at=NOW, by="ana", owner="bo")


def assessment_bytes(asked: Questionnaire, tasks: int) -> bytes:
    """`assessment` as its file holds it."""
    return encode_assessment(assessment(asked, tasks), [question.id for question in asked.questions]).encode()


def shipped() -> Questionnaire:
    """The built-in questionnaire."""
    return find_questionnaire(None, NAME).questionnaire


@contextmanager
def demo_workspace() -> Iterator[Path]:
    """The demo workspace in a folder of its own, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        yield write_demo(Path(folder) / "demo", DAY).root
