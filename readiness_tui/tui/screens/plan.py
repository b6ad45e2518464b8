"""Plan: the next action, its owner and what it gains; what can be left out; the weeks that it all takes."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from readiness_tui.model.questionnaire import Question
from readiness_tui.tui.commands import bindings_of
from readiness_tui.tui.dialogs import OneLine, Reading
from readiness_tui.tui.glyphs import BECOMES, NOT
from readiness_tui.tui.literal import clipped, literal
from readiness_tui.tui.messages import Place, Went
from readiness_tui.tui.planning import PlanningFrame
from readiness_tui.tui.save_state import with_state
from readiness_tui.tui.widgets.header import HeaderLine
from readiness_tui.tui.widgets.lines import BLANK, Line, LinesPanel, wrapped
from readiness_tui.tui.widgets.plan_calendar_lines import calendar_lines
from readiness_tui.tui.widgets.plan_lines import detail_lines, note_lines, plan_heading, plan_line, verdict_lines
from readiness_tui.tui.widgets.plan_rows_panel import PlanRowsPanel
from readiness_tui.tui.widgets.plan_texts_panel import PlanTextsPanel
from readiness_tui.tui.widgets.plan_view import BY_PLAN, SORTS, PlanRow, Rule
from readiness_tui.tui.widgets.rows import RowsPanel
from readiness_tui.tui.widgets.scroll_panel import ScrollPanel
from readiness_tui.use_cases.sessions import Session

HEADER_AND_FOOTER = 3
TALL = 34


class PlanScreen(PlanningFrame):
    """The ordered way to a level, or to cleared tasks."""

    NAME = "plan"
    BINDINGS = bindings_of("plan")
    CSS_PATH = "plan.tcss"
    FOOTER: ClassVar[tuple[str, ...]] = (
        "plan.open",
        "plan.edit",
        "plan.effort",
        "plan.target",
        "plan.budget",
        "plan.weekly",
        "plan.write",
        "plan.weeks",
        "plan.later",
        "plan.waive",
        "plan.filter",
        "help.keys",
    )

    def __init__(self, subject: str | None = None) -> None:
        super().__init__(subject)
        self.rows: tuple[PlanRow | Rule, ...] = ()
        self.typed = ""
        self.sort = BY_PLAN
        self.with_later = False
        self.with_weeks = False
        self._at: tuple[str, str, str] | None = None
        self._ahead = 0
        self._detailed: object = None

    def compose_body(self) -> ComposeResult:
        """The verdict, the actions by weeks, and what stands behind one; or the weeks as a calendar."""
        yield LinesPanel(id="verdict")
        yield LinesPanel(id="filter")
        yield PlanRowsPanel(id="actions")
        yield PlanTextsPanel(id="texts")
        yield ScrollPanel(id="weeks")

    def header(self, session: Session) -> HeaderLine:
        """What for, and how fast."""
        facts: tuple[str, ...] = ()
        if self.is_planning:
            facts = ("planning, Esc stops",)
        elif self.view is not None:
            plan = self.view.plan
            room = 60 if self.size.width >= 100 else 30
            facts = (f"to {clipped(self.view.goal, room)}",)
            if self.size.width >= 120 and self.planned is not None:
                facts = (f"{facts[0]} · {plan.capacity} days a week from {plan.start}",)
        return with_state(HeaderLine((session.slug, "plan"), facts), session)

    # What is shown

    def draw(self) -> None:
        """All panels, in place."""
        view, width = self.view, self.size.width
        verdict = self._verdict(width)
        top = self.query_one("#verdict", LinesPanel)
        top.styles.height = len(verdict) if view is not None else "1fr"
        top.show(lambda width, height: self._verdict(width))
        self.set_class(view is None, "-nothing")
        self.set_class(view is not None and self.with_weeks, "-weeks")
        self.query_one("#filter").display = bool(self.typed) or self.sort != BY_PLAN
        self.query_one("#filter", LinesPanel).show(lambda width, height: [Line(self._filter_line(width))])
        self._draw_rows()
        if view is not None and self.with_weeks:
            self.query_one("#weeks", ScrollPanel).show(lambda width, height: self._weeks(width), stays=True)

    def _verdict(self, width: int) -> list[Line]:
        if self.view is not None:
            lines = verdict_lines(self.view, width)
            most = max(2, self.size.height // 3)
            return lines if len(lines) <= most else [*lines[: most - 1], Line(literal("  … x says all", "$muted"))]
        is_fault = not self.is_planning
        words = literal(f"{NOT} {self.words}" if is_fault else self.words, "$not-in-place" if is_fault else "$muted")
        return [Line(line) for line in wrapped(words, width - 1, 1)]

    def _filter_line(self, width: int) -> Content:
        parts = [f"/ {self.typed}"] if self.typed else []
        parts += [f"sorted by {self.sort}"] if self.sort != BY_PLAN else []
        return literal(" " + clipped(f"{' · '.join(parts)} · Esc shows the whole plan", width - 2), "$muted")

    def _draw_rows(self) -> None:
        view = self.view
        self.rows = view.listed(self.typed, self.sort, with_later=self.with_later) if view is not None else ()
        known = [place for place, row in enumerate(self.rows) if isinstance(row, PlanRow) and row.key == self._at]
        places = self._places()
        panel = self.query_one("#actions", RowsPanel)
        was = min((place for place in places if place >= panel.cursor), default=places[-1] if places else 0)
        place = known[0] if known else was
        if self._ahead and places:
            place, self._ahead = places[max(0, min(len(places) - 1, self._ahead))], 0
        heading = plan_heading if places else None
        panel.show(max(1, len(self.rows)) if view is not None else 0, self._draw_row, place, heading)
        self._at = self.current.key if self.current is not None else None
        self._draw_texts()

    def _places(self) -> list[int]:
        """The places of actions among rows and rules."""
        return [place for place, row in enumerate(self.rows) if isinstance(row, PlanRow)]

    def _draw_row(self, place: int, width: int, is_cursor: bool) -> Content:
        if place < len(self.rows):
            return plan_line(self.rows[place], width, is_cursor)
        if self.typed and self.view is not None:
            count = len(self.view.rows) + len(self.view.later)
            return literal(f" Nothing matches '{clipped(self.typed, 30)}', Esc shows all {count}.")
        return literal(" Nothing is left to be improved.", "$muted")

    @property
    def current(self) -> PlanRow | None:
        """The action under the cursor."""
        cursor = self.query_one("#actions", RowsPanel).cursor
        row = self.rows[cursor] if cursor < len(self.rows) else None
        return row if isinstance(row, PlanRow) else None

    def _draw_texts(self) -> None:
        """The rows take what they need where there is room; else the texts take a good third."""
        texts, rows = self.query_one("#texts", ScrollPanel), self.query_one("#actions", RowsPanel)
        needed = max(1, len(self.rows)) + bool(self._places())
        lines = len(self._texts(self.size.width))
        shown = len(self._verdict(self.size.width)) + self.query_one("#filter").display
        room = self.size.height - HEADER_AND_FOOTER - shown
        if needed + lines <= room:
            rows.styles.height, texts.styles.height = needed, "1fr"
        else:
            least = min(lines, max(room * 2 // 5, room - needed))
            rows.styles.height, texts.styles.height = "1fr", max(0, least)
        stays = self._detailed == self._at
        self._detailed = self._at
        texts.show(lambda width, height: self._texts(width), stays=stays)

    def _texts(self, width: int) -> list[Line]:
        if self.view is None or self.planned is None:
            return []
        texts, display = self.query_one("#texts", PlanTextsPanel), self.planned.questionnaire.scoring.display
        return texts.built(self.view, self.current, display, width, with_weeks=self.size.height >= TALL)

    def _weeks(self, width: int) -> list[Line]:
        if self.view is None or self.planned is None:
            return []
        return calendar_lines(self.view, self.planned.questionnaire.scoring.display, width, is_alone=True)

    @on(RowsPanel.RowMoved)
    def follow(self, event: RowsPanel.RowMoved) -> None:
        """Another action; a click on a rule goes to the next one."""
        event.stop()
        places = self._places()
        if self.current is None and places:
            event.panel.move_to(min(places, key=lambda place: (abs(place - event.row), -place)))
        self._at = self.current.key if self.current is not None else None
        self._draw_texts()

    def on_resize(self) -> None:
        """Lines are built for the size."""
        self.draw()

    # What a person does

    def focused_question(self) -> Question | None:
        """The question of the action under the cursor."""
        row = self.current
        if row is None or row.action.kind != "question" or self.session is None or self.with_weeks:
            return None
        return self.session.questionnaire.question(row.action.id)

    def action_cursor(self, step: int) -> None:
        """Another action, or further down the calendar."""
        if self.with_weeks:
            self.query_one("#weeks", ScrollPanel).scroll_lines(step)
            return
        if self.view is None:
            self._ahead += step
        panel, places = self.query_one("#actions", RowsPanel), self._places()
        here = places.index(panel.cursor) if panel.cursor in places else 0
        if places:
            panel.move_to(places[max(0, min(len(places) - 1, here + step))])

    def action_scroll_texts(self, step: int) -> None:
        """Read on, of what stands behind the action."""
        self.query_one("#weeks" if self.with_weeks else "#texts", ScrollPanel).scroll_pages(step)

    def action_open(self) -> None:
        """The question of the action, or its task."""
        row = self.current
        if row is not None and not self.with_weeks:
            self.post_message(Went(Place(row.action.kind, row.action.id)))

    @on(RowsPanel.RowOpened)
    def open_row(self, event: RowsPanel.RowOpened) -> None:
        """A click opens, too."""
        event.stop()
        self.action_open()

    def action_back(self) -> None:
        """First stop planning, then the calendar, the search and the order, then the screen."""
        if self.stop_planning():
            return
        if self.with_weeks:
            self.action_weeks()
        elif self.typed or self.sort != BY_PLAN:
            self.typed, self.sort = "", BY_PLAN
            self.draw()
        else:
            super().action_back()

    def action_weeks(self) -> None:
        """The weeks as a calendar, and back."""
        self.with_weeks = not self.with_weeks
        self.draw()

    def action_later(self) -> None:
        """All later actions, and back."""
        self.with_later, self.with_weeks = not self.with_later, False
        self.draw()

    def action_sort(self) -> None:
        """The next order."""
        self.sort, self.with_weeks = SORTS[(SORTS.index(self.sort) + 1) % len(SORTS)], False
        self.say(f"sorted by {self.sort}")
        self.draw()

    def action_filter(self) -> None:
        """Narrow the actions while typing."""
        self.with_weeks = False
        self.app.push_screen(OneLine("Filter the actions", self.typed, reads=self._narrow), self._end_filter)

    def _narrow(self, text: str) -> tuple[Content, bool]:
        self.typed = text.strip()
        self.draw()
        return literal(f"{len(self._places())} shown", "$muted"), True

    def _end_filter(self, text: str | None) -> None:
        if text is None:
            self.typed = ""
            self.draw()

    def action_explain(self) -> None:
        """All of it: the verdict, what stands behind the action, what else counts."""
        view, row = self.view, self.current
        if view is None:
            return
        width = max(40, self.size.width - 6)
        lines = [line.content for line in verdict_lines(view, width)]
        lines += [BLANK, *(line.content for line in detail_lines(row, width))] if row is not None else []
        lines += [BLANK, *(line.content for line in note_lines(view, width))]
        self.app.push_screen(Reading("The plan", Content("\n").join(lines)))

    def markdown(self) -> str:
        """The action as a line of a list."""
        row = self.current
        if row is None:
            return ""
        words = [f"{row.days} days" if row.action.effort is not None else "", row.owner]
        words.append(f"due {row.action.due}" if row.action.due else "")
        more = ", ".join(word for word in words if word)
        return f"- {row.action.title}: {row.today} {BECOMES} {row.then}{f' ({more})' if more else ''}"
