"""Results: the verdict first, then why; every number opens its explanation."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from readiness_tui.analysis.comparing import Comparison
from readiness_tui.analysis.wording import interval_text, rounded
from readiness_tui.reports.scale import chart_maximum
from readiness_tui.tui.commands import bindings_of
from readiness_tui.tui.dialogs import Choose, Pick, Reading
from readiness_tui.tui.frame import Frame, with_state
from readiness_tui.tui.glyphs import CURSOR
from readiness_tui.tui.literal import literal
from readiness_tui.tui.messages import Place, TargetChosen, Went
from readiness_tui.tui.widgets.gap_lines import gap_lines
from readiness_tui.tui.widgets.header import HeaderLine
from readiness_tui.tui.widgets.lines import BLANK, Line, LinesPanel
from readiness_tui.tui.widgets.results_lines import confidence_lines, stop_lines
from readiness_tui.tui.widgets.results_view import OVERALL, ResultsView, TrendPoint
from readiness_tui.tui.widgets.trend_lines import trend_chart, trend_lines
from readiness_tui.tui.widgets.verdict_lines import task_lines, verdict_lines
from readiness_tui.use_cases.accounts import account_of
from readiness_tui.use_cases.comparisons import compare_versions, previous_milestone
from readiness_tui.use_cases.histories import scored_history
from readiness_tui.use_cases.milestones import Version
from readiness_tui.use_cases.sessions import Session, version_of

WIDE = 100


class ResultsScreen(Frame):
    """The verdict, the gaps, what stops the target, confidence and trend of the working answers."""

    NAME = "results"
    BINDINGS = bindings_of("results")
    FOOTER = (
        "results.open",
        "go.tasks",
        "results.target",
        "results.explain",
        "go.compare",
        "go.report",
        "go.milestone",
        "go.plan",
        "help.keys",
    )
    CSS_PATH = "results.tcss"

    def __init__(self, subject: str | None = None) -> None:
        super().__init__(subject)
        self.view: ResultsView | None = None
        self.tag = ""
        self._tags: tuple[str, ...] = ()
        self._trend: tuple[str, tuple[TrendPoint, ...], dict[str, Fraction], frozenset[str], str] | None = None

    def compose_body(self) -> ComposeResult:
        """One column, or two where there is room."""
        with Horizontal():
            yield LinesPanel(id="main")
            yield LinesPanel(id="side")

    def header(self, session: Session) -> HeaderLine:
        """Which answers, for which target."""
        target = session.evaluation.scorecard.target
        facts = ["working answers", f"target {target}" if target else "highest level"]
        if self.size.width >= WIDE:
            facts.append(f"questionnaire {session.questionnaire.version}")
        return with_state(HeaderLine((session.slug, "results"), tuple(facts), gap=" · "), session)

    def show(self, session: Session) -> None:
        """Draw what is known now; the trend follows once the milestones are read."""
        key = f"{session.slug}:{len(session.milestones)}"
        known = self._trend if self._trend and self._trend[0] == key else None
        _, trend, changes, mixed, since = known or (key, (), {}, frozenset(), "")
        self.view = ResultsView(
            questionnaire=session.questionnaire,
            assessment=session.assessment,
            evaluation=session.evaluation,
            maximum=chart_maximum(session.questionnaire),
            since=since,
            changes=changes,
            mixed=mixed,
            trend=trend,
        )
        self._draw()
        if session.milestones:
            self.read_milestones(session, key)

    @work(thread=True, exclusive=True, group="milestones")
    def read_milestones(self, session: Session, key: str) -> None:
        """Score the milestones and compare with the last one, away from the keys."""
        rows = scored_history(session.workspace, session.slug)
        trend = tuple(
            TrendPoint(row.label, row.stamp.taken.date(), row.scorecard.overall) for row in rows if row.scorecard
        )
        now = version_of(session)
        before = previous_milestone(session.workspace, now, session.today)
        changes, mixed, since = _changes(session, before, now)
        self.app.call_from_thread(self._take_trend, session, (key, trend, changes, mixed, since))

    def _take_trend(
        self, session: Session, found: tuple[str, tuple[TrendPoint, ...], dict[str, Fraction], frozenset[str], str]
    ) -> None:
        if session is not self.session or self.view is None:
            return
        self._trend = found
        _, trend, changes, mixed, since = found
        self.view = ResultsView(
            self.view.questionnaire,
            self.view.assessment,
            self.view.evaluation,
            self.view.maximum,
            since,
            changes,
            mixed,
            trend,
        )
        self._draw()

    def _draw(self) -> None:
        main, side = self.query_one("#main", LinesPanel), self.query_one("#side", LinesPanel)
        main.show(self._main_lines)
        side.show(self._side_lines)

    def _all_lines(self, width: int) -> Iterator[Line]:
        view = self.view
        if view is None:
            return
        yield from verdict_lines(view, width)
        yield from gap_lines(view, width)
        yield from stop_lines(view, width)
        if self.size.width < WIDE:
            yield from confidence_lines(view, width)
            yield from trend_lines(view, width)

    def _main_lines(self, width: int, height: int) -> list[Line]:
        lines = list(self._all_lines(width))
        room = height - len(lines) - 4
        if self.size.width >= WIDE and self.view is not None and self.view.trend and room >= 5:
            lines += [Line(BLANK), *trend_chart(self.view, width, min(10, room))]
        self._tags = tuple(dict.fromkeys(line.tag for line in lines if line.tag))
        if self.tag not in self._tags:
            self.tag = self._tags[0] if self._tags else ""
        place = next((index for index, line in enumerate(lines) if line.tag and line.tag == self.tag), 0)
        if lines and self.tag:
            content = lines[place].content
            lines[place] = Line(Content.assemble((CURSOR, "bold"), content[1:]), self.tag)
        top = max(0, min(place - height // 2, len(lines) - height))
        if top and place < height - 1:
            top = 0
        shown = lines[top : top + height]
        if top + height < len(lines) and shown:
            shown[-1] = Line(literal(f" ↓ {len(lines) - top - height + 1} more lines", "$muted"))
        return shown

    def _side_lines(self, width: int, height: int) -> list[Line]:
        view = self.view
        if view is None or width < 10:
            return []
        lines = [*task_lines(view, width - 1), Line(BLANK), *confidence_lines(view, width - 1)]
        return lines[:height]

    def on_resize(self) -> None:
        """Lines are built for the size."""
        if self.view is not None:
            self._draw()

    # What a person does.

    def action_cursor(self, step: int) -> None:
        """To the next thing that opens."""
        if self._tags:
            place = self._tags.index(self.tag) if self.tag in self._tags else 0
            self.tag = self._tags[max(0, min(len(self._tags) - 1, place + step))]
            self._draw()

    def action_open(self) -> None:
        """Open what the cursor is on."""
        self._open(self.tag)

    @on(LinesPanel.LineClicked)
    def open_clicked(self, event: LinesPanel.LineClicked) -> None:
        """A click opens."""
        event.stop()
        self.tag = event.tag
        self._draw()
        self._open(event.tag)

    def _open(self, tag: str) -> None:
        kind, _, subject = tag.partition(":")
        if kind in ("question", "task"):
            self.post_message(Went(Place(kind, subject)))
        elif kind in ("section", "explain"):
            self.action_explain()

    def action_explain(self) -> None:
        """The full account of what the cursor is on: each contribution, and what would change the level."""
        if self.session is None:
            return
        kind, _, subject = self.tag.partition(":")
        name = subject if kind in ("section", "question") else None
        title = f"Why: {name or 'overall'}"
        self.app.push_screen(Reading(title, literal(account_of(self.session, name))))

    def action_choose_target(self) -> None:
        """Another target level."""
        if self.session is not None:
            picks = tuple(Pick(rung.id, rung.id, rung.label) for rung in self.session.questionnaire.rungs)
            self.app.push_screen(Choose("Target level", picks, counts=True), self._take_target)

    def _take_target(self, level: str | None) -> None:
        if level is not None:
            self.post_message(TargetChosen(level))

    def shell_command(self) -> str:
        """The twin of this screen."""
        return f"readiness score {self.session.slug}" if self.session else ""

    def help_text(self) -> tuple[str, str]:
        """What the numbers mean."""
        session = self.session
        if session is None:
            return "", ""
        card, display = session.evaluation.scorecard, session.questionnaire.scoring.display
        top = rounded(chart_maximum(session.questionnaire), display)
        return "Results", (
            f"Overall {interval_text(card.overall, display)} of {top}: the left end is what your answers have shown, "
            "the right end what the open ones may still give. No point in between is made up.\n\n"
            "A level holds when all its requirements and those of every lower level hold. A gate is a question that "
            "caps the level, whatever the score.\n\n"
            "Confidence stands beside the score: the share of positive answers, by weight, whose evidence has not "
            "expired.\n\nA task's clearance is the most autonomy that today's answers permit; it is never above the "
            "recommendation.\n\nx explains the line that the cursor is on."
        )


def _changes(session: Session, before: Version | None, now: Version) -> tuple[dict[str, Fraction], frozenset[str], str]:
    if before is None:
        return {}, frozenset(), ""
    compared: Comparison = compare_versions(session.workspace, before, now).comparison
    scores = {OVERALL: compared.overall, **{section.id: section.score for section in compared.sections}}
    changes = {key: score.change for key, score in scores.items()}
    mixed = frozenset(key for key, score in scores.items() if score.parts.questionnaire)
    return changes, mixed, before.label
