"""A gate's check for GitHub Actions: annotations at the lines of the answers, and the summary of the step."""

from __future__ import annotations

from collections.abc import Iterator

from readiness_tui.exchange.gate_findings import CheckedGate, Show, findings, waived_text
from readiness_tui.exchange.markdown_text import literal_markdown

MOST_BYTES = 1024 * 1024 - 1
"""What GitHub takes of one step's summary is less than 1 MiB."""

_KINDS = {"error": "error", "warning": "warning", "note": "notice"}


def annotation_lines(checked: CheckedGate, show: Show) -> Iterator[str]:
    """Workflow commands, one a finding, then the verdict as a plain line."""
    for found in findings(checked, show):
        place = f"file={_property(checked.file)},line={found.spot.line},col={found.spot.column}"
        title = _property(f"{checked.agent}: {found.rule}")
        yield f"::{_KINDS[found.level]} {place},title={title}::{_message(found.text)}"
    yield _message(f"{checked.agent}: {checked.verdict}")


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def summary_text(checked: CheckedGate, room: int = MOST_BYTES) -> str:
    """The check as Markdown of at most `room` bytes; what doesn't fit is counted. People's text stays text."""
    kept: list[str] = []
    lines = list(_summary_lines(checked))
    left = room - 100
    for place, line in enumerate(lines):
        left -= len(line.encode()) + 1
        if left < 0:
            kept.append(f"\n{len(lines) - place} more lines don't fit here.")
            break
        kept.append(line)
    text = "\n".join(kept) + "\n"
    return text if len(text.encode()) <= room else ""


def _summary_lines(checked: CheckedGate) -> Iterator[str]:
    mark = "✅" if checked.check.met and not checked.check.waived else "⚠️" if checked.check.met else "❌"
    yield f"## {mark} {literal_markdown(checked.name)}: {literal_markdown(checked.verdict)}"
    yield ""
    yield f"{literal_markdown(checked.agent)}, {literal_markdown(checked.version)}, as of {checked.as_of}"
    yield ""
    yield "| | Condition | Have | Need | Why |"
    yield "|---|---|---|---|---|"
    for each in checked.check.conditions:
        cells = (each.id, each.have, each.need, each.text)
        yield f"| {'✅' if each.met else '❌'} | " + " | ".join(map(literal_markdown, cells)) + " |"
    yield ""
    for waived in checked.check.waived:
        yield f"- ⚠️ {literal_markdown(waived_text(waived))}"
    for each in checked.check.conditions:
        for cause in each.causes:
            yield f"- ❌ {literal_markdown(cause.text)}"
