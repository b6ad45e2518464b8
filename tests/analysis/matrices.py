"""The decision matrix of the design, made in Python, with tasks in few words and a plain second way to decide them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from readiness_tui.model.assessment import Task
from readiness_tui.model.matrix import Matrix
from readiness_tui.model.modes import MODES, RANK, Mode

JUDGEMENT = ("decision_complexity", "task_nature", "expertise", "interpersonal")
EXPOSURE = ("error_tolerance", "consequence", "reversibility", "detectability")
FACTORS = JUDGEMENT + EXPOSURE
CORE = ("decision_complexity", "task_nature", "error_tolerance", "consequence")
RISKS = (
    "moves_money",
    "customer_facing",
    "decides_rights",
    "physical_safety",
    "law_requires_human",
    "privileged_access",
    "prohibited_use",
)
COMFORTS = (
    "below_limit",
    "approved_template",
    "narrow_procedural",
    "graceful_failure",
    "named_reviewer",
    "sample_reviewed",
)
FLAGS = RISKS + COMFORTS
CHANGEABLE = ("reversibility", "detectability", "below_limit", "approved_template", "privileged_access")
ASKED_WITH = {
    "below_limit": "moves_money",
    "approved_template": "customer_facing",
    "narrow_procedural": "decides_rights",
}


def _rule(rule: str, when: Any, cap: Mode | None, lifted: Any = None, **more: Any) -> dict[str, Any]:
    made = {"id": rule, "title": f"title of {rule}", "when": when, "ground": f"ground of {rule}", **more}
    return made | ({"cap": cap} if cap else {}) | ({"lifted": lifted} if lifted else {})


RULES = [
    _rule("G0", {"flag": "prohibited_use"}, "not_yet"),
    _rule(
        "G1",
        {
            "any": [
                {"factor": "reversibility", "at_least": 3},
                {"all": [{"factor": "reversibility", "at_least": 2}, {"factor": "consequence", "at_least": 2}]},
            ]
        },
        "approve_before",
        core=True,
    ),
    _rule(
        "G2",
        {"flag": "moves_money"},
        "approve_before",
        {
            "when": {"all": [{"flag": "below_limit"}, {"factor": "reversibility", "at_most": 1}]},
            "cap": "automate_sample",
        },
        core=True,
    ),
    _rule(
        "G3",
        {"flag": "customer_facing"},
        "approve_before",
        {"when": {"flag": "approved_template"}, "cap": "automate_sample"},
        core=True,
    ),
    _rule("G4", {"flag": "decides_rights"}, "augment", {"when": {"flag": "narrow_procedural"}}),
    _rule("G5", {"flag": "physical_safety"}, "augment"),
    _rule("G6", {"flag": "law_requires_human"}, "augment"),
    _rule("G7", {"flag": "privileged_access"}, "approve_before"),
    _rule(
        "G8",
        {
            "any": [
                {
                    "all": [
                        {"factor": "consequence", "at_least": 3},
                        {"factor": "detectability", "at_least": 2},
                        {"evidence_below": 2},
                    ]
                },
                {"evidence_at_most": -1},
            ]
        },
        "not_yet",
    ),
    _rule(
        "G9",
        {"all": [{"factor": "consequence", "at_least": 1}, {"flag": "graceful_failure", "is": "no"}]},
        "approve_before",
    ),
    _rule("G10", {"evidence_below": 3}, "automate_sample"),
    _rule(
        "G11",
        {"all": [{"mode": ["approve_before", "automate_sample"]}, {"flag": "named_reviewer", "is": "no"}]},
        None,
        unstaffed=True,
    ),
]
BASE = [
    {"when": {"axis": "judgement", "at_least": "5/4"}, "margin": "1/4", "mode": "augment"},
    {"when": {"axis": "exposure", "below": 1}, "mode": "automate"},
    {"when": {"axis": "exposure", "below": "7/4"}, "mode": "automate_sample"},
    {"mode": "approve_before"},
]


def matrix(
    factors: tuple[str, ...] = FACTORS,
    flags: tuple[str, ...] = FLAGS,
    base: list[dict[str, Any]] | None = None,
    rules: list[dict[str, Any]] | None = None,
) -> Matrix:
    """The matrix of the design; its factors and flags may come in another order, its rules be others."""
    return Matrix.model_validate(
        {
            "axes": [{"id": "judgement", "title": "Judgement"}, {"id": "exposure", "title": "Exposure"}],
            "factors": [_factor(name) for name in factors],
            "flags": [_flag(name) for name in flags],
            "evidence": ["failed", "none", "offline test", "pilot", "stabilised"],
            "base": BASE if base is None else base,
            "rules": RULES if rules is None else rules,
        }
    )


def _factor(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "axis": "judgement" if name in JUDGEMENT else "exposure",
        "title": name,
        "ask": f"{name}?",
        "levels": ["0", "1", "2", "3"],
        "core": name in CORE,
        "changeable": name in CHANGEABLE,
    }


def _flag(name: str) -> dict[str, Any]:
    return {
        "id": name,
        "ask": f"{name}?",
        "cautious": "yes" if name in RISKS else "no",
        "core": name in ("moves_money", "customer_facing"),
        "changeable": name in CHANGEABLE or name == "graceful_failure",
        "asked_with": ASKED_WITH.get(name),
    }


MATRIX = matrix()
SAFE = {
    **dict.fromkeys(RISKS, "no"),
    **dict.fromkeys(("graceful_failure", "named_reviewer", "sample_reviewed"), "yes"),
}


def task(
    levels: str = "0000 0000",
    flags: str = "",
    *,
    evidence: int = 3,
    intent: str = "replace",
    built: str = "acts_alone",
    basis: str = "full",
    **more: Any,
) -> Task:
    """A task with nothing against it but what is said.

    `levels`: complexity, nature, expertise, interpersonal, then tolerance, consequence, reversibility, detectability;
    `?` is unknown. `flags`: names set to yes; `-name` to no, `?name` to unknown.
    """
    marks = {name.lstrip("-?"): _answer(name) for name in flags.split()}
    given = {**(SAFE if basis == "full" else {"moves_money": "no", "customer_facing": "no"}), **marks}
    rated = {name: level for name, level in zip(FACTORS, levels.replace(" ", ""), strict=True) if level != "?"}
    return Task.model_validate(
        {
            "name": "Refund",
            "intent": intent,
            "built_as": built,
            "basis": basis,
            "factors": rated,
            "flags": given,
            "evidence": evidence,
            **more,
        }
    )


def _answer(name: str) -> str:
    return "no" if name.startswith("-") else "unknown" if name.startswith("?") else "yes"


def plainly_decided(task: Task, cautious: bool = True) -> tuple[Mode, Mode, dict[str, Mode]]:
    """Base mode, mode and caps of a task on the full basis, written down once more from the design, rule by rule."""
    level = {name: task.factors.get(name) for name in FACTORS}
    level = {name: (3 if cautious else 0) if value is None else value for name, value in level.items()}
    yes = {name: _is_yes(task, name, cautious) for name in FLAGS}
    base = _base(level)
    caps: dict[str, Mode] = {}
    if yes["prohibited_use"]:
        caps["G0"] = "not_yet"
    if level["reversibility"] == 3 or (level["reversibility"] >= 2 and level["consequence"] >= 2):
        caps["G1"] = "approve_before"
    if yes["moves_money"]:
        mild = yes["below_limit"] and level["reversibility"] <= 1
        caps["G2"] = "automate_sample" if mild else "approve_before"
    if yes["customer_facing"]:
        caps["G3"] = "automate_sample" if yes["approved_template"] else "approve_before"
    if yes["decides_rights"] and not yes["narrow_procedural"]:
        caps["G4"] = "augment"
    if yes["physical_safety"]:
        caps["G5"] = "augment"
    if yes["law_requires_human"]:
        caps["G6"] = "augment"
    if yes["privileged_access"]:
        caps["G7"] = "approve_before"
    severe = level["consequence"] == 3 and level["detectability"] >= 2 and task.evidence < 2
    if severe or task.evidence == -1:
        caps["G8"] = "not_yet"
    if level["consequence"] >= 1 and not yes["graceful_failure"]:
        caps["G9"] = "approve_before"
    if task.evidence < 3:
        caps["G10"] = "automate_sample"
    return base, MODES[min(RANK[mode] for mode in (base, *caps.values()))], caps


def _is_yes(task: Task, name: str, cautious: bool) -> bool:
    answer = task.flags.get(name, "unknown")
    return answer == "yes" if answer != "unknown" else (name in RISKS) == cautious


def _base(level: dict[str, Any]) -> Mode:
    judgement = Fraction(sum(level[name] for name in JUDGEMENT), 4)
    exposure = Fraction(sum(level[name] for name in EXPOSURE), 4)
    if judgement >= Fraction(5, 4):
        return "augment"
    if exposure < 1:
        return "automate"
    return "automate_sample" if exposure < Fraction(7, 4) else "approve_before"


levels = st.sampled_from([0, 1, 2, 3])
answers = st.sampled_from(["yes", "no"])
mostly_low = st.sampled_from([0, 0, 0, 1, 1, 2, 3])


@st.composite
def tasks(draw: st.DrawFn, *, unknowns: bool = True, basis: str = "full") -> Task:
    """A task; most of its risks are absent, so that every mode comes up."""
    said = {name: draw(mostly_low) for name in FACTORS}
    risks = {name: draw(st.sampled_from(["no"] * 7 + ["yes"])) for name in RISKS}
    comforts = {name: draw(st.sampled_from(["yes", "yes", "yes", "no"])) for name in COMFORTS}
    flags = {**risks, **comforts}
    for name in draw(st.lists(st.sampled_from(FACTORS + FLAGS), max_size=4)) if unknowns else ():
        said.pop(name, None)
        flags.pop(name, None)
    return Task.model_validate(
        {
            "name": "Any",
            "intent": draw(st.sampled_from(["augment", "replace", "unsure"])),
            "built_as": draw(st.sampled_from(["suggests", "acts_after_approval", "acts_alone"])),
            "basis": basis,
            "factors": said,
            "flags": flags,
            "evidence": draw(st.sampled_from([-1, 0, 1, 2, 3, 3, 3])),
        }
    )
