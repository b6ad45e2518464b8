"""The line above every screen: where one is, what counts now, and whether it is saved; with a rule below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from readiness_tui.tui.glyphs import CRUMB, EMPTY_BAR, RULE, WORST_BAR
from readiness_tui.tui.literal import clipped, literal
from readiness_tui.tui.widgets.strips import StripPanel

SMALLEST = (60, 16)


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """`crumbs` from Home to here; `facts` in the order shown, the first ones dropped first where room is short.

    A fact of several forms is shown in the longest one that fits.

    `state` stands last and is never dropped: `saved 12:04`, or with `alarm` a reason such as `NOT SAVED: disk full`.
    """

    crumbs: tuple[str, ...]
    facts: tuple[Content | str | tuple[Content, ...], ...] = ()
    state: str = ""
    alarm: bool = False
    gap: str = "  "


def coverage_bar(answered: int, applicable: int, cells: int = 16) -> Content:
    """How much is answered, as a bar."""
    full = cells * answered // applicable if applicable else 0
    return Content.assemble((WORST_BAR * full, "$in-place"), (EMPTY_BAR * (cells - full), "$muted"))


def header_content(line: HeaderLine, width: int) -> Content:
    """The header in exactly `width` cells: facts go first, then the end of the crumbs; the state stays."""
    facts = [_forms(fact) for fact in line.facts]
    state = literal(clipped(line.state, max(20, width - 24)), "bold $not-in-place" if line.alarm else "")
    if line.state:
        facts.append([state])
    crumbs = f" {CRUMB} ".join(line.crumbs)
    while len(facts) > 1 and cell_len(crumbs) + _right(facts, line.gap).cell_length + 4 > width:
        longest = next((forms for forms in facts if len(forms) > 1), facts)
        longest.pop(0)
    right = _right(facts, line.gap)
    left = literal(clipped(crumbs, max(1, width - right.cell_length - 4)), "bold")
    gap = max(1, width - left.cell_length - right.cell_length - 2)
    return Content.assemble(" ", left, " " * gap, right, " ")


def _forms(fact: Content | str | tuple[Content, ...]) -> list[Content]:
    return list(fact) if isinstance(fact, tuple) else [fact if isinstance(fact, Content) else literal(fact)]


def _right(facts: list[list[Content]], gap: str) -> Content:
    return Content(gap).join([forms[0] for forms in facts])


class Header(StripPanel):
    """Shows a `HeaderLine`, and asks for more room where the terminal is too small."""

    DEFAULT_CSS = """
    Header { dock: top; height: 2; width: 100%; }
    """

    line = HeaderLine(("Readiness",))

    def show(self, line: HeaderLine) -> None:
        """Show another line, if it is another one."""
        if line != self.line:
            self.line = line
            self.draw()

    def contents(self, width: int, height: int) -> Sequence[Content]:
        """The line and the rule."""
        if self.app.size.width < SMALLEST[0] or self.app.size.height < SMALLEST[1]:
            return [Content.styled(f" {SMALLEST[0]}x{SMALLEST[1]} or more, please", "bold")]
        return [header_content(self.line, width), Content.styled(RULE * width, "$muted")]
