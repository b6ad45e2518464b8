"""Everything that conditions may look at, as a few representative cases: answers, profile facts, tasks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations, pairwise, product
from typing import NamedTuple

from readiness_tui.analysis.answering import is_selection, read, selections
from readiness_tui.model.assessment import Agent, Answer, Assessment, QuestionnaireRef, Task
from readiness_tui.model.conditions import TaskMatch
from readiness_tui.model.modes import MODE_TITLE, MODES, Mode
from readiness_tui.model.questionnaire import ProfileFact, Question, Questionnaire
from readiness_tui.model.values import frozen_mapping, parse_rational, rational_text

_MOST_CHOICES = 5


class Option(NamedTuple):
    """One way to answer a question: the answer, what it is worth (None: not applicable), and how it is written."""

    answer: Answer
    value: Fraction | None
    words: str


NOT_APPLICABLE = Option(Answer(not_applicable="not applicable"), None, "n/a")


class TaskWorld(NamedTuple):
    """Some tasks with their modes, and how they are said."""

    tasks: Mapping[str, Task]
    modes: Mapping[str, Mode]
    words: str


@dataclass(frozen=True)
class World:
    """Some answers, profile facts and tasks; what isn't named is open."""

    answers: Mapping[str, Option] = field(default_factory=dict)
    profile: Mapping[str, str] = field(default_factory=dict)
    tasks: TaskWorld | None = None

    def words(self) -> str:
        """How a person sets it up again: `a=partial b=n/a, profile stage=live`, as the command line takes it."""
        answers = " ".join(f"{name}={option.words}" for name, option in self.answers.items())
        facts = " ".join(f"{name}={value}" for name, value in self.profile.items())
        parts = [answers, f"profile {facts}" if facts else "", self.tasks.words if self.tasks else ""]
        return ", ".join(part for part in parts if part)

    def with_answers(self, answers: Mapping[str, Option]) -> World:
        """The same with other answers to some questions."""
        return World({**self.answers, **answers}, self.profile, self.tasks)

    def assessment(self, questionnaire: Questionnaire) -> Assessment:
        """An assessment that says just this."""
        return Assessment(
            agent=Agent(name="Agent", slug="agent"),
            questionnaire=QuestionnaireRef(id=questionnaire.id, version=questionnaire.version, hash="sha256:none"),
            profile=frozen_mapping(dict(self.profile)),
            answers=frozen_mapping({name: option.answer for name, option in self.answers.items()}),
            tasks=frozen_mapping(dict(self.tasks.tasks) if self.tasks else {}),
        )


NOWHERE = World()


def answer_options(question: Question, marks: Iterable[Fraction] = ()) -> tuple[tuple[Option, ...], bool]:
    """Ways to answer, best first, "not applicable" last; and whether nothing else could make a difference.

    `marks` are numbers that conditions and requirements compare an answer with.
    """
    exact = True
    if question.kind == "number":
        answers = [Answer(number=number) for number in _numbers(question, marks)]
    elif question.kind == "many":
        chosen, exact = _selections(question)
        answers = [Answer(choices=names) for names in chosen]
    else:
        answers = [Answer(choice=choice.id) for choice in question.choices]
    options = [_option(question, answer) for answer in answers]
    options.sort(key=lambda option: -(option.value or 0))
    if question.allow_na:
        options.append(NOT_APPLICABLE)
    return tuple(options), exact


def _option(question: Question, answer: Answer) -> Option:
    reading = read(question, answer)
    return Option(answer, reading.value or Fraction(0), reading.text or "")


def _numbers(question: Question, marks: Iterable[Fraction]) -> list[Fraction]:
    """Each mark, a number between each two, one below all and one above; counts begin at 0."""
    steps = [step.at_least for step in question.steps]
    floor = min([Fraction(0), *(at - 1 for at in steps if at < 0)])
    points = sorted({floor, *steps, *marks})
    between = [(low + high) / 2 for low, high in pairwise(points)]
    return sorted(number for number in {*points, *between, points[-1] + 1} if number >= floor)


def _selections(question: Question) -> tuple[list[tuple[str, ...]], bool]:
    names = [choice.id for choice in question.choices if not choice.exclusive]
    alone = [(choice.id,) for choice in question.choices if choice.exclusive]
    if len(names) <= _MOST_CHOICES:
        sizes = range(1, len(names) + 1)
        return [*(chosen for size in sizes for chosen in combinations(names, size)), *alone], True
    found = {tuple(sorted(chosen)) for chosen in selections(question).values() if is_selection(question, chosen)}
    found |= {(name,) for name in names} | {tuple(other for other in names if other != name) for name in names}
    return [*sorted(found), tuple(names), *alone], False


def fact_options(fact: ProfileFact, marks: Iterable[str]) -> tuple[str, ...]:
    """Values of a profile fact, such that any other behaves like one of them. `marks`: what it is compared with."""
    if fact.kind == "choice":
        return tuple(choice.id for choice in fact.choices)
    if fact.kind == "number":
        points = sorted({parse_rational(mark) for mark in marks} | {Fraction(0)})
        between = [(low + high) / 2 for low, high in pairwise(points)]
        return tuple(rational_text(number) for number in sorted({points[0] - 1, *points, *between, points[-1] + 1}))
    other = "2000-01-01" if fact.kind == "date" else "something else"
    return tuple(dict.fromkeys((*marks, other)))


def task_worlds(matches: Sequence[TaskMatch]) -> tuple[tuple[TaskWorld, ...], bool]:
    """No task, one, two or three, of every sort that the matches tell apart; and whether that is all there is."""
    named = {mode for match in matches for mode in match.mode or ()}
    modes: list[Mode] = [mode for mode in MODES if mode in named]
    modes += [mode for mode in MODES if mode not in named][:1]
    flags = list(dict.fromkeys(match.flag for match in matches if match.flag is not None))
    sorts = [(mode, answers) for mode in modes for answers in product((True, False), repeat=min(len(flags), 3))]
    together = [chosen for size in (1, 2, 3) for chosen in combinations(sorts, size) if size < 3 or len(sorts) <= 12]
    worlds = (TaskWorld({}, {}, "no tasks"), *(_task_world(chosen, flags) for chosen in together))
    return worlds, len(flags) <= 3 and len(set(matches)) <= 2


def _task_world(chosen: Sequence[tuple[Mode, tuple[bool, ...]]], flags: Sequence[str]) -> TaskWorld:
    tasks, modes, words = {}, {}, []
    for number, (mode, answers) in enumerate(chosen, start=1):
        said = {flag: "yes" if answer else "no" for flag, answer in zip(flags, answers, strict=False)}
        task = Task.model_validate({"name": "Task", "intent": "unsure", "built_as": "suggests", "flags": said})
        tasks[f"task-{number}"], modes[f"task-{number}"] = task, mode
        words.append(" ".join([f"a task in mode '{MODE_TITLE[mode]}'", *_flag_words(said)]))
    return TaskWorld(tasks, modes, " and ".join(words))


def _flag_words(said: Mapping[str, str]) -> Iterator[str]:
    if said:
        yield "with " + ", ".join(f"{flag} {answer}" for flag, answer in said.items())
