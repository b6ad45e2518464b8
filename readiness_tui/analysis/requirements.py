"""What a level or a mode needs, one requirement at a time, and whether the worst and the best end meet it."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from readiness_tui.analysis.answering import Need, can_meet, need_of
from readiness_tui.analysis.outlining import GateOutline, Outline, outline_of
from readiness_tui.analysis.scorecard import Interval, QuestionScore, Scorecard
from readiness_tui.model.assessment import Assessment
from readiness_tui.model.matrix import Requires, ValueNeed
from readiness_tui.model.questionnaire import Questionnaire

Met = Literal["met", "open", "fails"]


class Requirement(NamedTuple):
    """One thing that a level or a mode (`label`) needs; `need` of a question, `threshold` of a score.

    `na_ok` and `hidden_ok`: whether a question that doesn't apply, or isn't asked, meets it. A `need` of None names a
    choice that isn't there, and is never met.
    """

    label: str
    kind: Literal["overall", "section", "gate", "answer", "level"]
    subject: str
    threshold: Fraction | None = None
    need: Need | None = None
    na_ok: bool = False
    hidden_ok: bool = False


class Standing(NamedTuple):
    """Where an assessment stands, for requirements to be held against it; with waivers, or without any."""

    questionnaire: Questionnaire
    outline: Outline
    assessment: Assessment
    scorecard: Scorecard
    questions: Mapping[str, QuestionScore]
    waivers: bool

    @property
    def assumes_zero(self) -> bool:
        """Whether an unanswered question counts as 0, so that nothing is open."""
        return self.questionnaire.scoring.unanswered == "zero"

    def waived_until(self, question_id: str) -> date | None:
        """The last day of the waiver of a question, where waivers count and it has not expired."""
        waiver = self.assessment.answer(question_id).waiver if self.waivers else None
        return waiver.expires if waiver is not None and waiver.expires >= self.scorecard.as_of else None


def standing_of(
    questionnaire: Questionnaire, assessment: Assessment, scorecard: Scorecard, *, waivers: bool
) -> Standing:
    """Where an assessment stands by its scorecard."""
    outline = outline_of(questionnaire)
    return Standing(questionnaire, outline, assessment, scorecard, scorecard.by_question, waivers)


def requirements_of(label: str, requires: Requires, outline: Outline) -> Iterator[Requirement]:
    """The requirements of a level or a mode in the order gates, overall, sections, answers, level."""
    for name in requires.gates:
        yield from _named_gates(label, name, requires, outline)
    if requires.overall_at_least is not None:
        yield Requirement(label, "overall", "overall", requires.overall_at_least)
    yield from _section_requirements(label, requires, outline)
    for name in requires.answers:
        yield _answer_requirement(label, name, requires, outline)
    if requires.level is not None:
        yield Requirement(label, "level", requires.level)


def gate_requirement(gate: GateOutline, outline: Outline, label: str) -> Requirement:
    """A gate as a requirement: passed by "not applicable", and by a hidden question only where it says so."""
    hidden_ok = outline.by_id[gate.question].question.hidden_ok
    return Requirement(label, "gate", gate.question, need=gate.need, na_ok=True, hidden_ok=hidden_ok)


def _named_gates(label: str, name: str, requires: Requires, outline: Outline) -> Iterator[Requirement]:
    """The gates of a question that a requirement names; one without gates has to have its best answer.

    For a level, those of levels above it count only where it has no other. For a mode, all do, and a question that
    doesn't apply passes none, unless the mode says `na_ok`.
    """
    part = outline.by_id.get(name)
    if part is None:
        yield Requirement(label, "gate", name)
        return
    gates = [gate for gate in outline.gates if gate.question == name]
    gates = gates or [GateOutline(name, label, need_of(part.question))]
    rank = outline.ranks.get(label)
    if rank is not None:
        own = [gate for gate in gates if outline.ranks.get(gate.level, 0) <= rank]
        yield from (gate_requirement(gate, outline, label) for gate in own or gates)
        return
    na_ok = name in requires.na_ok
    yield from (Requirement(label, "gate", name, need=gate.need, na_ok=na_ok, hidden_ok=na_ok) for gate in gates)


def _section_requirements(label: str, requires: Requires, outline: Outline) -> Iterator[Requirement]:
    named = dict(requires.sections_at_least)
    for section in outline.sections:
        given = [named.pop(section.section.id, None), requires.every_section_at_least]
        thresholds = [threshold for threshold in given if threshold is not None]
        if thresholds:
            yield Requirement(label, "section", section.section.id, max(thresholds))
    for name, threshold in named.items():
        yield Requirement(label, "section", name, threshold)


def _answer_requirement(label: str, name: str, requires: Requires, outline: Outline) -> Requirement:
    given = requires.answers[name]
    asked = ValueNeed.model_construct(at_least=given) if isinstance(given, str) else given
    na_ok = asked.na_ok or name in requires.na_ok
    part = outline.by_id.get(name)
    try:
        need = need_of(part.question, asked.at_least, asked.at_least_value) if part else None
    except ValueError:
        need = None
    return Requirement(label, "answer", name, need=need, na_ok=na_ok, hidden_ok=na_ok)


def state_of(requirement: Requirement, standing: Standing) -> Met:
    """`met` by what has been shown, `open` while open questions may still meet it, else `fails`."""
    worst, best = _ends(requirement, standing)
    if worst:
        return "met"
    return "open" if best else "fails"


def _ends(requirement: Requirement, standing: Standing) -> tuple[bool, bool]:
    scorecard = standing.scorecard
    if requirement.kind == "overall":
        worst = _reaches(scorecard.overall, requirement.threshold)[0] and not scorecard.may_be_absent
        return worst, _reaches(scorecard.bounds, requirement.threshold)[1]
    if requirement.kind == "section":
        section = scorecard.by_section.get(requirement.subject)
        if section is None or section.interval is None:
            return section is not None, section is not None
        worst, best = _reaches(section.interval, requirement.threshold)
        return worst, best or section.may_be_absent
    if requirement.kind == "level":
        return _level_ends(requirement.subject, standing)
    return _question_ends(requirement, standing)


def _reaches(interval: Interval | None, threshold: Fraction | None) -> tuple[bool, bool]:
    if interval is None or threshold is None:
        return False, False
    return interval.worst >= threshold, interval.best >= threshold


def _level_ends(level: str, standing: Standing) -> tuple[bool, bool]:
    ranks, scorecard = standing.outline.ranks, standing.scorecard
    needed = ranks.get(level)
    if needed is None:
        return False, False
    worst = scorecard.level_worst if standing.waivers else scorecard.level_unwaived_worst
    best = scorecard.level_best if standing.waivers else scorecard.level_unwaived_best
    return ranks.get(worst or "", -1) >= needed, ranks.get(best or "", -1) >= needed


def _question_ends(requirement: Requirement, standing: Standing) -> tuple[bool, bool]:
    question = standing.questions.get(requirement.subject)
    if question is None or requirement.need is None:
        return False, False
    if requirement.kind == "gate" and standing.waived_until(requirement.subject):
        return True, True
    if question.applies == "no":
        return requirement.hidden_ok, requirement.hidden_ok
    worst, best = _asked_ends(requirement, question, standing)
    if question.applies == "unknown":
        return worst and requirement.hidden_ok, best or requirement.hidden_ok
    return worst, best


def _asked_ends(requirement: Requirement, question: QuestionScore, standing: Standing) -> tuple[bool, bool]:
    """Where the question applies. Unanswered never passes; it still may, but where it counts as 0."""
    need = requirement.need
    if need is None:
        return False, False
    if question.state == "not_applicable":
        return requirement.na_ok, requirement.na_ok
    if question.state == "unanswered":
        part = standing.outline.by_id[question.id].question
        may_be_na = requirement.na_ok and part.allow_na
        return False, not standing.assumes_zero and (may_be_na or can_meet(part, need))
    met = need.is_met(standing.assessment.answer(question.id), question.value)
    return met, met
