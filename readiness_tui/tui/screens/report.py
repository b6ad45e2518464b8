"""Report: choose what is written for whom, see its Markdown twin, write the file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from readiness_tui.model.characters import first_refused
from readiness_tui.tui.commands import bindings_of
from readiness_tui.tui.dialogs import Choose, OneLine, Pick
from readiness_tui.tui.glyphs import FULL, NOT
from readiness_tui.tui.literal import clipped, literal
from readiness_tui.tui.report_rows import COMPARE, FILE, OptionSource, report_rows, with_option
from readiness_tui.tui.reporting import Made, ReportFrame
from readiness_tui.tui.save_state import with_state
from readiness_tui.tui.widgets.header import Header, HeaderLine
from readiness_tui.tui.widgets.lines import Line, LinesPanel, wrapped
from readiness_tui.tui.widgets.option_rows import OptionRows
from readiness_tui.tui.widgets.results_view import rule
from readiness_tui.tui.widgets.scroll_panel import ScrollPanel
from readiness_tui.use_cases.report_choices import SUFFIX, ReportChoice, largest_part, shell_line
from readiness_tui.use_cases.sessions import Session
from readiness_tui.use_cases.version_choices import readable_milestones, which_of

MOST_SAID = 4


class ReportScreen(ReportFrame):
    """Options above, the Markdown twin below; what can't be made says why, and stays on the screen."""

    NAME = "report"
    BINDINGS = bindings_of("report")
    BESIDE = "OptionRows, #said, #rule, #shell"
    CSS_PATH = "report.tcss"
    FOOTER: ClassVar[tuple[str, ...]] = (
        "report.write",
        "report.next",
        "report.open",
        "report.file",
        "report.copy",
        "view.copy-command=Command",
        "help.keys",
    )

    def __init__(self, subject: str | None = None) -> None:
        super().__init__(subject)
        self.cursor = 0
        self._previewed: Made | None = None

    def compose_body(self) -> ComposeResult:
        """Options, what was said of the last step, preview, command."""
        yield OptionRows()
        yield LinesPanel(id="said")
        yield LinesPanel(id="rule")
        yield ScrollPanel(id="preview")
        yield LinesPanel(id="shell")

    def header(self, session: Session) -> HeaderLine:
        """What is being made."""
        facts = ("making the preview",) if self.is_making else ()
        return with_state(HeaderLine((session.slug, "report"), facts), session)

    def show(self, session: Session) -> None:
        """Draw the options; the preview follows. The subject is a milestone: `3`."""
        choice = self.choice
        if self.subject is not None:
            known = [which_of(ref) for ref in readable_milestones(session)]
            choice = replace(choice, which=self.subject if self.subject in known else "", compare=None)
            self.subject = None
        self.choose(choice, at_once=True)

    def draw(self) -> None:
        """All panels, in place."""
        session = self.session
        if session is None:
            return
        size, is_over = self._size_words()
        rows = report_rows(OptionSource(session, self.choice, self.templates), self.file, size, is_over)
        self.query_one(OptionRows).show(rows, self.cursor)
        said = self.query_one("#said", LinesPanel)
        said.styles.height = max(1, len(self._said_lines(self.size.width, MOST_SAID)))
        said.show(self._said_lines)
        self.query_one("#rule", LinesPanel).show(lambda width, height: [rule("Preview", width, "J K scroll")])
        if self.made is None or self.made is not self._previewed:
            self._previewed = self.made
            self.query_one("#preview", ScrollPanel).show(self._preview_lines, stays=True)
        self.query_one("#shell", LinesPanel).show(self._shell_lines)
        self.query_one(Header).show(self.header(session))

    def _size_words(self) -> tuple[str, bool]:
        size, budget = self.bytes_made()
        if size is None:
            return "", False
        words = f"{round(size / 1000)} kB"
        return (words, False) if budget is None else (f"{words} of {round(budget / 1000)} kB", size > budget)

    def _said_lines(self, width: int, height: int) -> list[Line]:
        said = self.said or self._over_budget()
        if said is None:
            return []
        is_fine, words = said
        glyph, style = (FULL, "$in-place") if is_fine else (NOT, "$not-in-place")
        lines = wrapped(literal(words), width - 4)
        if len(lines) > height > 1:  # the end says what to do
            lines = [*lines[: height - 2], literal(clipped(lines[height - 2].plain + " …", width - 4)), lines[-1]]
        lines = lines[:height]
        return [
            Line(Content.assemble(" ", (" " if place else glyph, style), " ", line)) for place, line in enumerate(lines)
        ]

    def _over_budget(self) -> tuple[bool, str] | None:
        size, budget = self.bytes_made()
        if size is None or budget is None or size <= budget or self.made is None or self.made.text is None:
            return None
        title, part = largest_part(self.made.text)
        longest = f"the longest part is {title}, {round(part / 1000)} kB"
        return False, f"over the {round(budget / 1000)} kB that it should keep to; {longest}"

    def _preview_lines(self, width: int, height: int) -> list[Line]:
        made = self.made
        if made is None:
            return [Line(literal(" making the preview" if self.is_making else "", "$muted"))]
        lines: list[Content] = []
        for text in made.markdown.splitlines():
            style = "bold" if text.startswith("#") else ""
            is_row = text.startswith("|") or not text
            lines += [literal(clipped(text, width - 2), style)] if is_row else wrapped(literal(text, style), width - 2)
        return [Line(Content(" ") + line) for line in lines]

    def _shell_lines(self, width: int, height: int) -> list[Line]:
        lines = wrapped(literal(self.shell_command()), width - 2, 3)
        return [rule("From the shell", width), *(Line(line if place else line[2:]) for place, line in enumerate(lines))]

    def on_resize(self) -> None:
        """Lines are built for the size."""
        self.draw()

    # What a person chooses

    def action_cursor(self, step: int) -> None:
        """Another row."""
        self.cursor = max(0, min(FILE, self.cursor + step))
        self.draw()

    def action_next(self, step: int) -> None:
        """The next option of the row; another name for the file."""
        rows = self.query_one(OptionRows).rows
        if self.cursor == FILE:
            self.action_name_file()
        elif rows:
            row = rows[self.cursor]
            self._take(self.cursor, (row.taken + step) % len(row.options))

    def action_choose(self, digit: str) -> None:
        """The option of that number."""
        rows = self.query_one(OptionRows).rows
        if rows and int(digit) <= len(rows[self.cursor].options):
            self._take(self.cursor, int(digit) - 1)

    @on(OptionRows.OptionClicked)
    def take_clicked(self, event: OptionRows.OptionClicked) -> None:
        """A click takes."""
        event.stop()
        self.cursor = event.row
        if event.option < 0:
            self.action_name_file()
        else:
            self._take(event.row, event.option)

    def _take(self, row: int, place: int) -> None:
        if self.session is None:
            return
        choice = with_option(OptionSource(self.session, self.choice, self.templates), row, place)
        if choice is None:
            self._ask_compared(self.session)
        else:
            self._fit_suffix(choice)
            self.choose(choice)

    def _fit_suffix(self, choice: ReportChoice) -> None:
        if self.own_file and choice.wanted != self.choice.wanted and Path(self.own_file).suffix in SUFFIX.values():
            self.own_file = str(Path(self.own_file).with_suffix(SUFFIX[choice.wanted]))

    def _ask_compared(self, session: Session) -> None:
        picks = tuple(
            Pick(which_of(ref), f"{ref.label} {ref.taken:%Y-%m-%d}", clipped(ref.note, 40))
            for ref in readable_milestones(session)
            if which_of(ref) != self.choice.which
        )
        self.app.push_screen(Choose("Compare with", picks), self._take_compared)

    def _take_compared(self, which: str | None) -> None:
        if which is not None:
            self.cursor = COMPARE
            self.choose(replace(self.choice, compare=which))

    def action_name_file(self) -> None:
        """Another name for the file."""
        self.app.push_screen(OneLine("Write the report to", self.file, reads=self._read_file), self._take_file)

    def _read_file(self, name: str) -> tuple[Content, bool]:
        refused = first_refused(name)
        if refused is not None or not name.strip():
            return literal(f"a file's name can't hold {refused[1]}" if refused else "the name of a file"), False
        return literal(str(self.placed(name.strip()).absolute()), "$muted"), True

    def _take_file(self, name: str | None) -> None:
        if name is not None and name.strip():
            self.own_file, self.said, self.cursor = name.strip(), None, FILE
            self.draw()

    # What can be done

    def unready(self, action: str) -> str:
        """What needs the file, or the preview."""
        if action == "open" and not self.path.is_file():
            return "it is not written yet: ↵ writes it"
        return "the preview is not made yet" if action == "copy" and self.current is None else super().unready(action)

    def action_scroll_preview(self, step: int) -> None:
        """Look further down, or up."""
        self.query_one("#preview", ScrollPanel).scroll_pages(step)

    def action_copy(self) -> None:
        """Copy the Markdown."""
        made = self.current
        if made is None:
            self.say("the preview is not made yet", "warning")
        else:
            self.app.copy_to_clipboard(made.markdown)
            self.say(f"copied: {len(made.markdown):,} characters of Markdown")

    def shell_command(self) -> str:
        """The twin of this screen."""
        return shell_line(self.session, self.choice, self.file) if self.session else ""

    def help_text(self) -> tuple[str, str]:
        """What a report is."""
        return "Report", (
            "One HTML file without scripts that asks nothing of the network, or its Markdown twin, or JSON with exact "
            "values. A report of the working answers is stamped DRAFT: take a milestone (M) to report what can't "
            "change any more.\n\n"
            "exec holds the verdict, what stops you, the gaps, the tasks and the cheapest path, on two pages. "
            "Without people leaves out who answered, owns and approves.\n\n"
            "The same answers give the same bytes. Nothing is sent anywhere: ↵ writes the file, o opens it, y copies "
            "the Markdown, Y copies the command."
        )
