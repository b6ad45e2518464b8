"""A scorer of complete answers, written the naive way and apart from the engine, to hold the engine against."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from readiness_tui.model.assessment import Assessment
from readiness_tui.model.questionnaire import Question, Questionnaire, Section


class Oracle:
    """The plain score of one assessment in which every question that matters is answered."""

    def __init__(self, questionnaire: Questionnaire, assessment: Assessment, as_of: date) -> None:
        self.questionnaire, self.assessment, self.as_of = questionnaire, assessment, as_of
        self.around = {q.id: path for top in questionnaire.sections for q, path in _paths(top, ())}
        self.sections = {top.id: self.section(top) for top in questionnaire.sections}
        parts = [(top.weight, self.sections[top.id]) for top in questionnaire.sections]
        self.overall = folded(questionnaire.scoring.overall.fold, parts)
        self.level = self.find_level()

    def asked(self, name: str) -> bool:
        """Whether a question is shown."""
        question = self.questionnaire.question_by_id[name]
        conditions = [part.ask_when for part in (*self.around[name], question) if part.ask_when is not None]
        return all(self.truth(condition) == 1 for condition in conditions)

    def truth(self, condition: Any) -> Fraction:
        """1 for true, 0 for false; 1/2 for unknown, which there is only under `unanswered: zero`."""
        kind = type(condition).__name__
        if kind == "AllOf":
            return min((self.truth(part) for part in condition.all), default=Fraction(1))
        if kind == "AnyOf":
            return max((self.truth(part) for part in condition.any), default=Fraction(0))
        if kind == "NotOf":
            return 1 - self.truth(condition.not_)
        if kind == "ProfileIs":
            value = self.assessment.profile.get(condition.profile)
            if value is None:
                return Fraction(1, 2)
            return Fraction(value == condition.is_ if condition.is_ is not None else value != condition.is_not)
        if self.asked(condition.question) and not self.assessment.answer(condition.question).is_answered:
            return Fraction(1, 2)
        return Fraction(self.question_holds(condition))

    def question_holds(self, atom: Any) -> bool:
        """An atom about a question: false where that is hidden or N/A, but for `is_not`."""
        question, answer = self.questionnaire.question_by_id[atom.question], self.assessment.answer(atom.question)
        if not self.asked(atom.question) or answer.is_not_applicable:
            return atom.is_not is not None
        given = {"one": [answer.choice], "number": [str(answer.number)], "many": answer.choices}[question.kind]
        if atom.is_ is not None:
            return atom.is_ in given
        if atom.is_not is not None:
            return atom.is_not not in given
        if question.kind == "number":
            have, wanted = answer.number, Fraction(atom.at_least or atom.below)
        else:
            have = self.value(question)
            choice = next((c for c in question.choices if c.id == (atom.at_least or atom.below)), None)
            wanted = choice.value if choice is not None else Fraction(atom.at_least or atom.below)
        return have >= wanted if atom.at_least is not None else have < wanted

    def value(self, question: Question) -> Fraction | None:
        """What a question is worth; None where it counts nowhere."""
        answer, scoring = self.assessment.answer(question.id), self.questionnaire.scoring
        if answer.is_not_applicable:
            return {"exclude": None, "zero": Fraction(0), "full": Fraction(1)}[scoring.not_applicable]
        if not answer.is_answered:
            assert scoring.unanswered == "zero", "the oracle is for complete answers"
            return Fraction(0)
        if question.kind == "one":
            return next(choice.value for choice in question.choices if choice.id == answer.choice)
        if question.kind == "number":
            steps = sorted(question.steps, key=lambda step: step.at_least)
            floor = Fraction(0) if steps[0].at_least > 0 else steps[0].value
            for step in steps:
                floor = step.value if answer.number >= step.at_least else floor
            return floor
        for rule in question.rules:
            if rule.when is None or _selected(rule.when, set(answer.choices)):
                return rule.value
        return Fraction(0)

    def section(self, section: Section) -> Fraction | None:
        """What a section is worth; None where nothing in it applies."""
        questions = [self.questionnaire.question_by_id[question.id] for question in section.questions]
        parts = [(q.weight, self.value(q) if self.asked(q.id) else None) for q in questions]
        parts += [(child.weight, self.section(child)) for child in section.sections]
        return folded(section.fold or self.questionnaire.scoring.section.fold, parts)

    def gate_passes(self, question: Question, gate: Any) -> bool:
        """Whether a gate passes, waivers included."""
        answer = self.assessment.answer(question.id)
        if answer.waiver is not None and answer.waiver.expires >= self.as_of:
            return True
        if not self.asked(question.id):
            return question.hidden_ok
        return answer.is_not_applicable or self.reaches(question, gate)

    def reaches(self, question: Question, wanted: Any) -> bool:
        """Whether an answer is at least a choice, a number or a value."""
        answer = self.assessment.answer(question.id)
        if not answer.is_answered:
            return False
        if wanted.at_least_value is not None:
            return self.value(question) >= wanted.at_least_value
        if question.kind == "number":
            return answer.number >= Fraction(wanted.at_least)
        least = next(choice for choice in question.choices if choice.id == wanted.at_least)
        return least.id in answer.choices if question.kind == "many" else self.value(question) >= least.value

    def find_level(self) -> int:
        """The rank of the level or band; -1 for none."""
        if self.questionnaire.bands:
            fits = [_fits(band, self.overall) for band in self.questionnaire.bands]
            return fits.index(True) if True in fits else -1
        rank = -1
        for level in self.questionnaire.levels:
            if not self.level_holds(level):
                return rank
            rank += 1
        return rank

    def level_holds(self, level: Any) -> bool:
        """Whether one rung's own requirements hold."""
        requires, checks = level.requires, []
        if requires.overall_at_least is not None:
            checks.append(self.overall is not None and self.overall >= requires.overall_at_least)
        if requires.every_section_at_least is not None:
            checks += [value is None or value >= requires.every_section_at_least for value in self.sections.values()]
        for name, least in requires.sections_at_least.items():
            checks.append(self.sections[name] is None or self.sections[name] >= least)
        for question in self.questionnaire.questions:
            checks += [self.gate_passes(question, gate) for gate in question.gates if gate.level == level.id]
        for name, need in requires.answers.items():
            question = self.questionnaire.question_by_id[name]
            counts = self.asked(name) and not self.assessment.answer(name).is_not_applicable
            checks.append(self.reaches(question, need) if counts else need.na_ok)
        return all(checks)


def folded(fold: str, parts: list[tuple[Fraction, Fraction | None]]) -> Fraction | None:
    """A fold, as its name says; None where no part counts."""
    there = [(weight, value) for weight, value in parts if value is not None and (weight or fold != "weighted-mean")]
    if not there:
        return None
    values = [value for _, value in there]
    by_name: dict[str, Callable[[], Fraction]] = {
        "weighted-mean": lambda: sum(w * v for w, v in there) / sum(w for w, _ in there),
        "mean": lambda: sum(values) / len(values),
        "sum": lambda: sum(w * v for w, v in there),
        "minimum": lambda: min(values),
        "maximum": lambda: max(values),
    }
    return Fraction(by_name[fold]())


def _fits(band: Any, score: Fraction | None) -> bool:
    if score is None:
        return False
    low = (band.at_least is None or score >= band.at_least) and (band.above is None or score > band.above)
    return low and (band.at_most is None or score <= band.at_most) and (band.below is None or score < band.below)


def _selected(condition: Any, chosen: set[str]) -> bool:
    kind = type(condition).__name__
    if kind == "AllOf":
        return all(_selected(part, chosen) for part in condition.all)
    if kind == "AnyOf":
        return any(_selected(part, chosen) for part in condition.any)
    return not _selected(condition.not_, chosen) if kind == "NotOf" else condition in chosen


def _paths(section: Section, above: tuple[Section, ...]) -> list[tuple[Question, tuple[Section, ...]]]:
    here = (*above, section)
    found = [(question, here) for question in section.questions]
    return found + [pair for child in section.sections for pair in _paths(child, here)]
