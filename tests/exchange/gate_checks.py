"""Checks of a gate in few words, and the schemas of the formats in which other tools are told of them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import xmlschema
from jsonschema import Draft4Validator, FormatChecker

from readiness_tui.analysis.gating import Cause, ConditionId, GateCheck, GateCondition, WaivedGate
from readiness_tui.exchange.gate_findings import CheckedGate, Spot

SCHEMAS = Path(__file__).parents[1] / "schemas"
SARIF = Draft4Validator(
    json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8")), format_checker=FormatChecker()
)
JUNIT = xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd")
FILE = "teams/a b/100% ä/assessments/bot/assessment.yaml"
CONDITIONS: tuple[ConditionId, ...] = (
    "level",
    "min-score",
    "max-blockers",
    "min-confidence",
    "no-regress",
    "tasks-cleared",
)


def condition(name: ConditionId, met: bool, *causes: Cause, text: str = "why") -> GateCondition:
    return GateCondition(name, met, "have", "need", text, () if met else causes)


def checked(*conditions: GateCondition, waived: tuple[WaivedGate, ...] = (), file: str = FILE) -> CheckedGate:
    """`output-validation` stands in line 12, the task `refund` in line 90."""
    spots = {("question", "output-validation"): Spot(12, 3), ("task", "refund"): Spot(90, 3)}
    return CheckedGate("bot", "Bot", "@3", date(2026, 11, 22), GateCheck(conditions, waived), file, spots)
