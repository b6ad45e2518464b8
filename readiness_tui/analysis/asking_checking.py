"""Whether each question can be asked and each advisory shown, and what hiding a gate does."""

from __future__ import annotations

from collections.abc import Iterator

from readiness_tui.analysis.model_fault import ModelFault, Path
from readiness_tui.analysis.outlining import outline_of, questions_in
from readiness_tui.analysis.question_checking import questions_with_paths, sections_with_paths
from readiness_tui.analysis.satisfying import Satisfier, Verdict
from readiness_tui.model.questionnaire import Question, Questionnaire, Section


def asking_faults(questionnaire: Questionnaire, satisfier: Satisfier) -> Iterator[ModelFault]:
    """Questions that no answers, profile and tasks can show; advisories likewise; gates that may be hidden."""
    sections = dict(sections_with_paths(questionnaire))
    paths = {question.id: (path, question) for path, question in questions_with_paths(questionnaire)}
    for name in outline_of(questionnaire).conditional:
        path, question = paths[name]
        verdict = satisfier.shown(name)
        where = condition_path(path, question, sections)
        if verdict.world is None:
            yield _never_asked(name, where, verdict, satisfier)
        elif question.gates:
            yield from _hidden_gate(path, question, satisfier.hidden(name))
    for index, advisory in enumerate(questionnaire.advisories):
        verdict = satisfier.satisfied((advisory.when,))
        if verdict.world is None and verdict.proven:
            message = f"advisory '{advisory.id}' can never be shown: its condition contradicts itself"
            path = ("advisories", index, "when")
            yield ModelFault(
                path, message, "change the condition", "key", "warning", "advisory-never-shown", _tried(verdict)
            )


def condition_path(path: Path, question: Question, sections: dict[Path, Section]) -> Path:
    """The `ask_when` of a question, else of the innermost section around it that has one."""
    if question.ask_when is not None:
        return (*path, "ask_when")
    around = path[:-2]
    while around and sections[around].ask_when is None:
        around = around[:-2]
    return (*around, "ask_when") if around else path


def _never_asked(name: str, path: Path, verdict: Verdict, satisfier: Satisfier) -> ModelFault:
    if verdict.proven:
        message = f"question '{name}' can never be asked: proven, its conditions can't hold together"
        remedy = "change its condition, or those of the questions and sections that it hangs on"
        example = _tried(verdict) if verdict.tried else _hangs_on(name, satisfier)
        return ModelFault(path, message, remedy, "key", "error", "question-never-asked", example)
    message = f"no way was found to have question '{name}' asked; not proven, there are too many combinations"
    remedy = "make its condition simpler, or try it by hand"
    return ModelFault(path, message, remedy, "key", "warning", "question-undecided", _tried(verdict))


def _tried(verdict: Verdict) -> str:
    names = ", ".join(verdict.tried[:6]) + (", ..." if len(verdict.tried) > 6 else "")
    every = "every combination of" if verdict.proven else "many combinations of"
    return f"{every} {names} leaves it hidden"


def _hangs_on(name: str, satisfier: Satisfier) -> str:
    asked = [other for goal in satisfier.outline.by_id[name].conditions for other in questions_in(goal)]
    never = [other for other in dict.fromkeys(asked) if satisfier.shown(other).world is None]
    return "it hangs on " + ", ".join(f"'{other}'" for other in never) + ", never asked either"


def _hidden_gate(path: Path, question: Question, verdict: Verdict) -> Iterator[ModelFault]:
    if verdict.world is None and verdict.proven:
        return
    level = question.gates[0].level
    if question.hidden_ok:
        message = f"while question '{question.id}' is hidden its gate passes unseen"
        remedy = "be sure that it really says nothing then, or take its condition away"
        where: Path = (*path, "hidden_ok")
    else:
        message = f"while question '{question.id}' is hidden its gate fails, and level '{level}' is out of reach"
        remedy = "take its condition away, or say `hidden_ok: true` if it need not hold then"
        where = (*path, "gates")
    words = verdict.world.words() if verdict.world is not None else ""
    example = f"{words} hides it" if words else f"with '{question.id}' not asked"
    yield ModelFault(where, message, remedy, "key", "warning", "hidden-gate", example)
