"""A gate's check as JUnit XML: a test case a condition, a skipped one for every gate that is waived."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from readiness_tui.analysis.gating import Cause
from readiness_tui.exchange.gate_findings import CheckedGate, Show, waived_text

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_text(checked: CheckedGate, show: Show) -> str:
    """One test suite; `failed` leaves the conditions that are met out of it."""
    conditions, waived = checked.shown(show), checked.check.waived
    counts = {
        "tests": str(len(conditions) + len(waived)),
        "failures": str(sum(not each.met for each in conditions)),
        "errors": "0",
    }
    suites = Element("testsuites", {"name": "readiness gate", **counts})
    about = {"name": f"readiness gate {checked.agent}", **counts, "skipped": str(len(waived)), "time": "0"}
    suite = SubElement(suites, "testsuite", {**about, "file": _plain(checked.file)})
    properties = SubElement(suite, "properties")
    for name, value in (("version", checked.version), ("as_of", checked.as_of.isoformat())):
        SubElement(properties, "property", {"name": name, "value": _plain(value)})
    group = f"readiness.gate.{checked.agent}"
    for condition in conditions:
        case = SubElement(suite, "testcase", {"classname": group, "name": condition.id, "time": "0"})
        if condition.met:
            SubElement(case, "system-out").text = _plain(condition.text)
        else:
            failure = SubElement(case, "failure", {"type": condition.id, "message": _plain(condition.text)})
            failure.text = _plain("\n".join(_placed(checked, cause) for cause in condition.causes))
    for each in waived:
        name = f"waived: {each.question}"
        case = SubElement(suite, "testcase", {"classname": group, "name": name, "time": "0"})
        SubElement(case, "skipped", {"message": _plain(waived_text(each))})
    indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(suites, encoding="unicode") + "\n"


def _placed(checked: CheckedGate, cause: Cause) -> str:
    """A cause behind the place of its answer or task: `file:line: text`."""
    spot = checked.spots.get((cause.kind, cause.id))
    return f"{checked.file}:{spot.line}: {cause.text}" if spot else cause.text


def _plain(text: str) -> str:
    """Without the characters that XML 1.0 can't hold."""
    return _NO_XML.sub("\ufffd", text)
