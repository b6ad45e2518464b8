"""How findings are printed, and what they make of the exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from readiness_tui.cli.failing import BAD_INPUT, one_line
from readiness_tui.cli.printing import put, put_json, say
from readiness_tui.cli.shell import Shell

if TYPE_CHECKING:
    from readiness_tui.model.faults import Fault
    from readiness_tui.use_cases.checks import Checked

NOT_MET = 1


def tell_findings(shell: Shell, checked: Checked, strict: bool, as_json: bool) -> int:
    """Print what was found; returns the exit code: 2 for errors, 1 for warnings with --strict, else 0."""
    if as_json:
        from readiness_tui.reports.documents.findings import findings_document

        put_json(findings_document(checked.faults, shell.today))
    else:
        if checked.faults:
            put([finding_line(fault) for fault in checked.faults])
        files = "1 file" if checked.files == 1 else f"{checked.files} files"
        say(f"{files} checked: {_count(checked.errors, 'error')}, {_count(checked.warnings, 'warning')}.")
    if checked.errors:
        return BAD_INPUT
    return NOT_MET if strict and checked.warnings else 0


def finding_line(fault: Fault) -> str:
    """A finding on one line: `file:line:column: message; remedy [counterexample]`."""
    place = f"{fault.place}: " if fault.place else ""
    words = f"{fault.message}; {fault.remedy}" if fault.remedy else fault.message
    example = f" [{fault.counterexample}]" if fault.counterexample else ""
    return one_line(f"{place}{'warning: ' if fault.severity == 'warning' else ''}{words}{example}")


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
