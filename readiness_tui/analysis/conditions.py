"""Three-valued evaluation of conditions: True, False, or None where it hangs on something unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property, partial

from readiness_tui.analysis.answering import Reading, read
from readiness_tui.analysis.outlining import Outline, QuestionOutline, outline_of
from readiness_tui.analysis.truth import Truth, all_hold, any_holds, evaluate, opposite
from readiness_tui.model.assessment import Answer, Assessment, Task
from readiness_tui.model.conditions import Condition, ProfileIs, QuestionIs, TaskMatch, TasksAre
from readiness_tui.model.modes import Mode
from readiness_tui.model.questionnaire import Question, Questionnaire
from readiness_tui.model.values import parse_rational


class Facts:
    """What a condition may look at."""

    def __init__(self, questionnaire: Questionnaire, assessment: Assessment, task_modes: Mapping[str, Mode]) -> None:
        self.questionnaire = questionnaire
        self.assessment = assessment
        self.task_modes = task_modes

    @cached_property
    def outline(self) -> Outline:
        """The questionnaire, worked out."""
        return outline_of(self.questionnaire)

    @cached_property
    def applies(self) -> Mapping[str, Truth]:
        """Whether each question with conditions (its own, or of a section around it) applies; None while unknown.

        Questions that are not in it always apply. Under `unanswered: zero` an unknown condition counts as false.
        """
        return self.outline.memory.latest("all applies", (self.assessment,), self.task_modes, self._applies)

    def _applies(self) -> Mapping[str, Truth]:
        """Each in turn; taken over where profile, tasks and the questions that it asks about are as they were."""
        memory, answers = self.outline.memory, self.assessment.answers
        besides = memory.latest("besides", (self.assessment.profile, self.assessment.tasks), self.task_modes, object)
        applies: dict[str, Truth] = dict.fromkeys(self.outline.conditional)
        for name, asked in self.outline.asked.items():
            parts = (besides, *map(answers.get, asked), *map(applies.get, asked))
            applies[name] = memory.latest(("applies", name), parts, None, partial(self._truth, name, applies))
        return applies

    def _truth(self, name: str, applies: Mapping[str, Truth]) -> Truth:
        truth = all_hold(_holds(condition, self, applies) for condition in self.outline.by_id[name].conditions)
        return False if truth is None and self.questionnaire.scoring.unanswered == "zero" else truth


class SettledFacts(Facts):
    """Facts in which it is settled already which questions apply."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        assessment: Assessment,
        task_modes: Mapping[str, Mode],
        settled: Mapping[str, Truth],
    ) -> None:
        super().__init__(questionnaire, assessment, task_modes)
        self.settled = settled

    @cached_property
    def applies(self) -> Mapping[str, Truth]:
        """As settled."""
        return self.settled


def holds(condition: Condition, facts: Facts) -> Truth:
    """Whether a condition about questions, profile and tasks holds; None while it is unknown."""
    return _holds(condition, facts, facts.applies)


def _holds(condition: Condition, facts: Facts, applies: Mapping[str, Truth]) -> Truth:
    def atom(part: Condition) -> Truth:
        if isinstance(part, QuestionIs):
            return question_holds(part, facts, applies.get(part.question, True))
        if isinstance(part, ProfileIs):
            return _profile_holds(part, facts)
        return _tasks_hold(part, facts) if isinstance(part, TasksAre) else None

    return evaluate(condition, atom)


def question_holds(atom: QuestionIs, facts: Facts, applies: Truth) -> Truth:
    """Whether an atom about a question holds, where that question applies or not.

    About one that is N/A or hidden it is false (`is_not`: true); about an open one it is unknown.
    """
    part = facts.outline.by_id.get(atom.question)
    if part is None:
        return None
    left_out = atom.is_ is None and atom.at_least is None and atom.below is None
    answer = facts.assessment.answer(atom.question)
    reading = read(part.question, answer)
    if applies is False or reading.state == "not_applicable":
        return left_out
    if reading.state == "unanswered":
        return None
    truth = all_hold(_comparisons(atom, part, answer, reading))
    return truth if applies or truth is left_out else None


def _comparisons(atom: QuestionIs, part: QuestionOutline, answer: Answer, reading: Reading) -> Iterator[Truth]:
    if atom.is_ is not None:
        yield _is(part.question, answer, atom.is_)
    if atom.is_not is not None:
        yield opposite(_is(part.question, answer, atom.is_not))
    if atom.at_least is not None:
        yield _reaches(part.question, answer, reading, atom.at_least)
    if atom.below is not None:
        yield opposite(_reaches(part.question, answer, reading, atom.below))


def _is(question: Question, answer: Answer, wanted: str) -> Truth:
    if question.kind == "many":
        return wanted in (answer.choices or ())
    if question.kind == "one":
        return answer.choice == wanted
    number = _number(wanted)
    return None if number is None else answer.number == number


def _reaches(question: Question, answer: Answer, reading: Reading, wanted: str) -> Truth:
    """At least a choice in value, or a number: of the answer to a `number` question, of the value of the others."""
    choice = question.choice(wanted) if question.kind != "number" else None
    if choice is not None and question.kind == "many":
        return wanted in (answer.choices or ())
    least = choice.value if choice is not None else _number(wanted)
    have = answer.number if question.kind == "number" else reading.value
    return None if least is None or have is None else have >= least


def _profile_holds(atom: ProfileIs, facts: Facts) -> Truth:
    value = facts.assessment.profile.get(atom.profile)
    fact = facts.questionnaire.fact(atom.profile)
    if not value or (fact is not None and fact.choices and value not in {choice.id for choice in fact.choices}):
        return None
    return all_hold(_profile_comparisons(atom, value))


def _profile_comparisons(atom: ProfileIs, value: str) -> Iterator[Truth]:
    if atom.is_ is not None:
        yield _same(value, atom.is_)
    if atom.is_not is not None:
        yield not _same(value, atom.is_not)
    number = _number(value)
    if atom.at_least is not None:
        yield None if number is None else number >= atom.at_least
    if atom.below is not None:
        yield None if number is None else number < atom.below


def _same(first: str, second: str) -> bool:
    number = _number(first)
    return first == second or (number is not None and number == _number(second))


def _number(text: str) -> Fraction | None:
    try:
        return parse_rational(text)
    except ValueError:
        return None


def _tasks_hold(atom: TasksAre, facts: Facts) -> Truth:
    """`any` and `all` over the agent's tasks; `all` over no tasks is false."""
    tasks, parts = facts.assessment.tasks.items(), []
    if atom.tasks.any is not None:
        wanted = atom.tasks.any
        parts.append(any_holds(_task_matches(wanted, task, facts.task_modes.get(name)) for name, task in tasks))
    if atom.tasks.all is not None:
        every = atom.tasks.all
        truth = all_hold(_task_matches(every, task, facts.task_modes.get(name)) for name, task in tasks)
        parts.append(truth if tasks else False)
    return all_hold(parts)


def _task_matches(wanted: TaskMatch, task: Task, mode: Mode | None) -> Truth:
    """A mode that isn't decided and a flag that isn't known make it unknown."""
    parts: list[Truth] = []
    if wanted.mode is not None:
        parts.append(None if mode is None else mode in wanted.mode)
    if wanted.flag is not None:
        flag = task.flags.get(wanted.flag, "unknown")
        parts.append(None if flag == "unknown" else flag == "yes")
    return all_hold(parts)
