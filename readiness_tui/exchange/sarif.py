"""A gate's check as SARIF 2.1.0, for code scanning: a result a cause, at the line of the answer, with stable ids."""

from __future__ import annotations

import hashlib
import json
from typing import Any
from urllib.parse import quote

from readiness_tui import __version__
from readiness_tui.exchange.gate_findings import HELP, RULES, CheckedGate, GateFinding, Show, findings

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif_text(checked: CheckedGate, show: Show) -> str:
    """One run with one tool. What is met is `pass` (with `all`); a waived gate is a suppressed result."""
    rules = list(RULES)
    run = {
        "tool": {
            "driver": {
                "name": "readiness",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(name, RULES[name]) for name in rules],
            }
        },
        "automationDetails": {"id": f"readiness-gate/{checked.agent}/"},
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The root of the repository."}}},
        "results": [_result(checked, found, rules) for found in findings(checked, show)],
        "columnKind": "unicodeCodePoints",
        "properties": {"verdict": checked.verdict, "version": checked.version, "asOf": checked.as_of.isoformat()},
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=True) + "\n"


def _rule(name: str, text: str) -> dict[str, Any]:
    level = "warning" if name == "readiness/waived" else "error"
    return {
        "id": name,
        "name": "".join(part.capitalize() for part in name.partition("/")[2].split("-")),
        "shortDescription": {"text": text},
        "fullDescription": {"text": f"{text} {HELP[name]}"},
        "help": {"text": HELP[name]},
        "defaultConfiguration": {"level": level},
    }


def _result(checked: CheckedGate, found: GateFinding, rules: list[str]) -> dict[str, Any]:
    passed = found.level == "note"
    region = {"startLine": found.spot.line, "startColumn": found.spot.column}
    result: dict[str, Any] = {
        "ruleId": found.rule,
        "ruleIndex": rules.index(found.rule),
        "kind": "pass" if passed else "fail",
        "level": "none" if passed else found.level,
        "message": {"text": f"{checked.agent}: {found.text}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(checked.file), "uriBaseId": "SRCROOT"},
                    "region": region,
                }
            }
        ],
        "partialFingerprints": {"readinessCause/v1": _fingerprint(checked, found)},
    }
    if found.waiver is not None:
        result["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted",
                "justification": f"{found.waiver.reason} ({found.waiver.approver}, until {found.waiver.until})",
            }
        ]
    return result


def _fingerprint(checked: CheckedGate, found: GateFinding) -> str:
    """The same for the same cause, wherever it moves in the file and whatever it is worth today."""
    return hashlib.sha256(f"{checked.agent}\n{found.rule}\n{found.subject}".encode()).hexdigest()[:32]
