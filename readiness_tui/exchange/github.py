"""A gate's check for GitHub Actions: annotations at the lines of the answers, and the summary of the step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from readiness_tui.exchange.gate_findings import CheckedGate, Show, Spot, findings, waived_text
from readiness_tui.exchange.markdown_text import literal_markdown

MOST_BYTES = 1024 * 1024 - 1
"""What GitHub takes of one step's summary is less than 1 MiB."""

MOST_ANNOTATIONS = 10
"""How many annotations of a kind (error, warning, notice) GitHub shows of one step; the rest is only in its log."""

_KINDS = {"error": "error", "warning": "warning", "note": "notice"}


def annotation_lines(checked: CheckedGate, show: Show) -> Iterator[str]:
    """Workflow commands, one a line of the file and text, then the verdict as a plain line.

    Tasks beyond their clearance come first, since GitHub shows only the first ones; where that leaves some out, the
    first annotation says how many there are.
    """
    rules: dict[tuple[str, Spot, str], list[str]] = {}
    for found in sorted(findings(checked, show), key=lambda each: not each.subject.startswith("task:")):
        rules.setdefault((_KINDS[found.level], found.spot, found.text), []).append(found.rule)
    counts = Counter(kind for kind, _, _ in rules)
    if max(counts.values(), default=0) > MOST_ANNOTATIONS:
        kind = "error" if counts["error"] else max(counts, key=lambda each: counts[each])
        yield _annotation(checked, kind, Spot(1, 1), "readiness gate", _overfull(checked, counts))
    for (kind, spot, text), named in rules.items():
        yield _annotation(checked, kind, spot, ", ".join(dict.fromkeys(named)), text)
    yield _message(f"{checked.agent}: {checked.verdict}")


def _overfull(checked: CheckedGate, counts: Counter[str]) -> str:
    words = ", ".join(f"{count} {kind if count == 1 else kind + 's'}" for kind, count in counts.items())
    return (
        f"{checked.verdict}. {words} in all; GitHub shows {MOST_ANNOTATIONS} of a kind: "
        "all are in the log and in the summary of the step"
    )


def _annotation(checked: CheckedGate, kind: str, spot: Spot, title: str, text: str) -> str:
    place = f"file={_property(checked.file)},line={spot.line},col={spot.column}"
    return f"::{kind} {place},title={_property(f'{checked.agent}: {title}')}::{_message(text)}"


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
    for each in checked.shown("all"):
        cells = (each.id, each.have, each.need, each.text)
        yield f"| {'✅' if each.met else '❌'} | " + " | ".join(map(literal_markdown, cells)) + " |"
    yield ""
    for waived in checked.check.waived:
        yield f"- ⚠️ {literal_markdown(waived_text(waived))}"
    for each in checked.shown("failed"):
        for cause in each.causes:
            yield f"- ❌ {literal_markdown(cause.text)}"
