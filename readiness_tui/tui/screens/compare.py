"""Compare: what really moved between two versions, split exactly into questionnaire, applicability and answers."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from readiness_tui.analysis.comparison import AnswerChange
from readiness_tui.analysis.wording import signed
from readiness_tui.tui.commands import bindings_of
from readiness_tui.tui.comparing import NOTHING_YET, ComparingFrame
from readiness_tui.tui.dialogs import Choose, OneLine, Pick, Reading
from readiness_tui.tui.glyphs import BECOMES, NOT
from readiness_tui.tui.literal import literal
from readiness_tui.tui.messages import Place, Went
from readiness_tui.tui.save_state import with_state
from readiness_tui.tui.widgets.comparison_lines import difference_lines, row_heading, row_line, side_lines
from readiness_tui.tui.widgets.comparison_sum_lines import part_lines, summary_lines
from readiness_tui.tui.widgets.comparison_view import ALL, BESIDE, FILTERS, side_words
from readiness_tui.tui.widgets.consequence_lines import brief_consequence_lines, consequence_lines, consequence_text
from readiness_tui.tui.widgets.header import HeaderLine
from readiness_tui.tui.widgets.history_lines import timeline_lines
from readiness_tui.tui.widgets.lines import BLANK, Line, LinesPanel, wrapped
from readiness_tui.tui.widgets.results_view import rule
from readiness_tui.tui.widgets.rows import RowsPanel
from readiness_tui.use_cases.sessions import Session
from readiness_tui.use_cases.version_choices import WORKING

TALL = 32
HEADER_AND_FOOTER = 3


class CompareScreen(ComparingFrame):
    """The last milestone against the working answers, or any two versions."""

    NAME = "compare"
    BINDINGS = bindings_of("compare")
    BESIDE = "#sum, #texts"
    CSS_PATH = "compare.tcss"
    FOOTER: ClassVar[tuple[str, ...]] = (
        "compare.open",
        "compare.versions",
        "compare.swap",
        "compare.filter",
        "go.history",
        "go.report",
        "compare.explain",
        "compare.copy",
        "app.commands",
        "help.keys",
    )

    def __init__(self, subject: str | None = None) -> None:
        super().__init__(subject)
        self.filter = ALL
        self.typed = ""
        self.rows: tuple[AnswerChange, ...] = ()
        self._drawn: tuple[str, str] | None = None

    def compose_body(self) -> ComposeResult:
        """The sum above, what moved, and the texts of one row with what moved because of it."""
        yield LinesPanel(id="sum")
        yield LinesPanel(id="filter")
        yield RowsPanel(id="changes")
        yield LinesPanel(id="texts")

    def header(self, session: Session) -> HeaderLine:
        """From which version to which."""
        facts: tuple[tuple[Content, ...], ...] = ()
        if self.view is not None:
            before, after = self.view.before, self.view.after
            dated = f"{before.label} {before.day} {BECOMES} {after.label} {after.day}"
            forms = (dated, f"{before.label} {BECOMES} {after.label}")
            facts = (tuple(literal(form) for form in forms),)
        return with_state(HeaderLine((session.slug, "compare"), facts), session)

    # What is shown

    def draw(self) -> None:
        """All panels, in place."""
        view, width = self.view, self.size.width
        summary = self._summary(width)
        top = self.query_one("#sum", LinesPanel)
        top.styles.height = len(summary) if view is not None else "1fr"
        top.show(lambda width, height: self._summary(width))
        current = self._row() if self._drawn == self.wanted else None
        self._drawn = self.wanted
        self.rows = view.rows(self.filter, self.typed) if view is not None else ()
        place = next((place for place, row in enumerate(self.rows) if current and row.question == current.question), 0)
        self.query_one("#filter", LinesPanel).show(lambda width, height: [self._filter_line(width)])
        rows = self.query_one("#changes", RowsPanel)
        heading = row_heading(view, width) if view is not None else None
        rows.show(max(1, len(self.rows)), self._draw_row, place, (lambda _: heading) if heading is not None else None)
        self.set_class(view is None, "-nothing")
        self._draw_texts()

    def _summary(self, width: int) -> list[Line]:
        if self.view is not None:
            return summary_lines(self.view, width, is_tall=self.size.height >= TALL)
        is_fault = bool(self.words) and self.words != NOTHING_YET
        words = literal(f"{NOT} {self.words}" if is_fault else self.words, "$not-in-place" if is_fault else "")
        more = [
            Line(BLANK),
            Line(literal(" readiness verify names what was changed; v picks other versions", "$muted")),
        ]
        return [*(Line(line) for line in wrapped(words, width - 1, 1)), *(more if is_fault else ())]

    def _filter_line(self, width: int) -> Line:
        view = self.view
        if view is None:
            return Line(BLANK)
        names = " · ".join(f"[{name}]" if name == self.filter else name for name in FILTERS)
        typed = f"   / {self.typed}" if self.typed else ""
        return rule(f"Changed {len(view.comparison.moved)} of {len(view.comparison.answers)}   f {names}{typed}", width)

    def _draw_row(self, place: int, width: int, is_cursor: bool) -> Content:
        if self.view is None:
            return BLANK
        if place < len(self.rows):
            return row_line(self.view, self.rows[place], width, is_cursor)
        if self.view.comparison.is_empty:
            return literal(" Same answers, same questionnaire.")
        return literal(f" Nothing here, f and / show all {len(self.view.comparison.moved)}.")

    def _row(self) -> AnswerChange | None:
        cursor = self.query_one("#changes", RowsPanel).cursor
        return self.rows[cursor] if cursor < len(self.rows) else None

    def _draw_texts(self) -> None:
        """The rows take what they need where there is room; else the texts take a third."""
        view, width = self.view, self.size.width
        texts, rows = self.query_one("#texts", LinesPanel), self.query_one("#changes", RowsPanel)
        needed = max(1, len(self.rows)) + (view is not None and row_heading(view, width) is not None)
        lines = len(self._texts(width))
        room = self.size.height - HEADER_AND_FOOTER - len(self._summary(width)) - 1
        if needed + lines <= room:
            rows.styles.height, texts.styles.height = needed, "1fr"
        else:
            rows.styles.height, texts.styles.height = "1fr", max(0, min(lines, max(room // 3, room - needed)))
        texts.show(lambda width, height: self._texts(width)[:height])

    def _texts(self, width: int) -> list[Line]:
        view, row = self.view, self._row()
        if view is None:
            return []
        is_tall = self.size.height >= TALL
        if row is None:
            lines = []
        elif is_tall and width >= BESIDE:
            lines = side_lines(view, row, width)
        else:
            lines = difference_lines(view, row, width, is_brief=not is_tall)
        moved = consequence_lines(view, width) if is_tall else brief_consequence_lines(view, width)
        if moved and (is_tall or row is None):
            lines.append(rule("What moved because of it", width))
        return [*lines, *moved, *(timeline_lines(view.timeline, width) if is_tall else ())]

    @on(RowsPanel.RowMoved)
    def follow(self, event: RowsPanel.RowMoved) -> None:
        """The texts of another row."""
        event.stop()
        self._draw_texts()

    def on_resize(self) -> None:
        """Lines are built for the size."""
        self.draw()

    # What a person does

    def action_cursor(self, step: int) -> None:
        """Another row."""
        self.query_one("#changes", RowsPanel).move(step)

    def action_open(self) -> None:
        """The question of the row."""
        row = self._row()
        if row is None or self.session is None:
            return
        if row.question in self.session.questionnaire.question_by_id:
            self.post_message(Went(Place("question", row.question)))
        else:
            self.say(f"{row.title} is no longer asked; its answer is kept")

    @on(RowsPanel.RowOpened)
    def open_row(self, event: RowsPanel.RowOpened) -> None:
        """A click opens, too."""
        event.stop()
        self.action_open()

    def action_back(self) -> None:
        """First the search, then the filter, then the screen."""
        if self.typed or self.filter != ALL:
            self.typed, self.filter = "", self.filter if self.typed else ALL
            self.draw()
        else:
            super().action_back()

    def action_filter(self) -> None:
        """Only what got worse, better, or has no effect."""
        if self.view is not None:
            view = self.view
            picks = tuple(Pick(name, name, f"{len(view.rows(name))}") for name in FILTERS)
            self.app.push_screen(Choose("Show", picks, counts=True), self._take_filter)

    def here(self) -> Place:
        """These two versions."""
        return Place(self.NAME, "..".join(self.wanted) if self.wanted else None)

    def unready(self, action: str) -> str:
        """What needs two versions, or a row."""
        if self.view is None and action in ("open", "swap", "filter", "search", "explain", "copy"):
            return "there are no two versions yet"
        return "no row is in focus" if action in ("open", "copy") and self._row() is None else super().unready(action)

    def _take_filter(self, name: str | None) -> None:
        if name is not None:
            self.filter = name
            self.draw()

    def action_search(self) -> None:
        """Narrow the rows while typing."""
        self.app.push_screen(OneLine("Filter what changed", self.typed, reads=self._narrow), self._end_search)

    def _narrow(self, text: str) -> tuple[Content, bool]:
        self.typed = text.strip()
        self.draw()
        return literal(f"{len(self.rows)} shown", "$muted"), True

    def _end_search(self, text: str | None) -> None:
        if text is None:
            self.typed = ""
            self.draw()

    def action_explain(self) -> None:
        """All of it: the parts of each section, the texts of this row, everything that moved by name."""
        view, row = self.view, self._row()
        if view is None:
            return
        width = max(40, self.size.width - 6)
        lines = part_lines(view, min(width, 76))
        causes = [f"{signed(one.part, view.display)} {one.title}: {one.text}" for one in view.comparison.causes]
        lines += [BLANK, literal("The questionnaire's part comes from"), *map(literal, causes)] if causes else []
        lines += [BLANK, *(line.content for line in difference_lines(view, row, width))] if row is not None else []
        lines += [BLANK, *consequence_text(view, width)]
        self.app.push_screen(Reading("What moved", Content("\n").join(lines)))

    def action_copy(self) -> None:
        """Copy the row as Markdown."""
        view, row = self.view, self._row()
        if view is not None and row is not None:
            before, after = side_words(view, row)
            text = f"- {row.title}: {before.words} {BECOMES} {after.words} ({signed(row.change, view.display)})"
            self.app.copy_to_clipboard(text)
            self.say(f"copied: {text}")

    def shell_command(self) -> str:
        """The twin of this screen."""
        if self.session is None:
            return ""
        names = [self.session.slug + ("" if name == WORKING else f"@{name}") for name in self.wanted or ()]
        return " ".join(["readiness", "compare", *(names or [self.session.slug])])

    def help_text(self) -> tuple[str, str]:
        """What the parts mean."""
        return "Compare", (
            "The change of the worst end is an exact sum. Questionnaire: the same answers, scored by the later "
            "questionnaire; that is not progress. Applicability: what began or ceased to apply. Answers: the rest, "
            "what was really done. The best end stands beside it.\n\nRegressions come first. Each row says what it "
            "adds to the overall change; the rows' numbers add up to the parts, apart from weights of sections."
        )
