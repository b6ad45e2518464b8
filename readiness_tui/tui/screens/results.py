"""Results: the verdict first, then why; every number opens its explanation."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.worker import get_current_worker

from readiness_tui.analysis.comparing import Comparison
from readiness_tui.analysis.wording import interval_text, rounded
from readiness_tui.reports.scale import chart_maximum
from readiness_tui.tui.commands import bindings_of
from readiness_tui.tui.dialogs import Choose, Pick, Reading
from readiness_tui.tui.frame import Frame
from readiness_tui.tui.glyphs import CURSOR, RULE_BESIDE
from readiness_tui.tui.literal import literal
from readiness_tui.tui.messages import Place, TargetChosen, Went
from readiness_tui.tui.save_state import with_state
from readiness_tui.tui.widgets.gap_lines import gap_lines
from readiness_tui.tui.widgets.header import HeaderLine
from readiness_tui.tui.widgets.lines import BLANK, Line, LinesPanel
from readiness_tui.tui.widgets.results_lines import confidence_lines, figure_blocks, passed_lines, stop_lines
from readiness_tui.tui.widgets.results_view import OVERALL, ResultsView, TrendPoint
from readiness_tui.tui.widgets.side_by_side import SideBySide
from readiness_tui.tui.widgets.strips import under_cursor
from readiness_tui.tui.widgets.trend_lines import trend_chart, trend_lines
from readiness_tui.tui.widgets.verdict_lines import task_lines, verdict_lines
from readiness_tui.use_cases.accounts import account_of, explanation_of
from readiness_tui.use_cases.comparisons import compare_versions, previous_milestone
from readiness_tui.use_cases.figure_accounts import FIGURES, account_of_figure, fewest_answers, next_answer
from readiness_tui.use_cases.histories import scored_history
from readiness_tui.use_cases.milestones import Version
from readiness_tui.use_cases.sessions import Session, version_of

WIDE = 100


class ResultsScreen(Frame):
    """The verdict, the gaps, what stops the target, confidence and trend of the working answers."""

    NAME = "results"
    BINDINGS = bindings_of("results")
    BESIDE = "#side"
    FOOTER = (
        "results.open",
        "go.tasks",
        "results.target",
        "results.explain",
        "go.compare",
        "go.report",
        "go.milestone",
        "go.plan",
        "go.history",
        "view.zoom",
        "help.keys",
    )
    CSS_PATH = "results.tcss"

    def __init__(self, subject: str | None = None) -> None:
        super().__init__(subject)
        self.view: ResultsView | None = None
        self.tag = ""
        self._tags: tuple[str, ...] = ()
        self._key = ""
        self._verdict: list[Line] = []

    def compose_body(self) -> ComposeResult:
        """One column, or the verdict above two where there is room."""
        yield LinesPanel(id="verdict")
        with SideBySide():
            yield LinesPanel(id="main")
            yield LinesPanel(id="side", before=f"{RULE_BESIDE} ")

    def header(self, session: Session) -> HeaderLine:
        """Which answers, for which target."""
        target = session.evaluation.scorecard.target
        facts = ["working answers", f"target {target}" if target else "highest level"]
        if self.size.width >= WIDE:
            facts.append(f"questionnaire {session.questionnaire.version}")
        return with_state(HeaderLine((session.slug, "results"), tuple(facts), gap=" · "), session)

    def show(self, session: Session) -> None:
        """Draw what is known now; the rest follows once milestones are read and the score is explained."""
        key = f"{session.slug}:{len(session.milestones)}"
        known = self.view if self.view is not None and self._key == key else None
        self._key = key
        view = ResultsView(
            questionnaire=session.questionnaire,
            assessment=session.assessment,
            evaluation=session.evaluation,
            maximum=chart_maximum(session.questionnaire),
        )
        if known is not None:
            view = replace(view, since=known.since, changes=known.changes, mixed=known.mixed, trend=known.trend)
        self.view = view
        self._draw()
        self.read_more(session, view)

    @work(thread=True, exclusive=True, group="milestones", description="read more")
    def read_more(self, session: Session, view: ResultsView) -> None:
        """Score the milestones, compare with the last one and explain the score, away from the keys."""
        worker = get_current_worker()
        if session.milestones:
            rows = scored_history(session.workspace, session.slug)
            trend = tuple(
                TrendPoint(row.label, row.stamp.taken.date(), row.scorecard.overall) for row in rows if row.scorecard
            )
            now = version_of(session)
            before = previous_milestone(session.workspace, now, session.today)
            changes, mixed, since = _changes(session, before, now)
            view = replace(view, trend=trend, changes=changes, mixed=mixed, since=since)
        if not worker.is_cancelled:
            explanation = explanation_of(session)
            words = fewest_answers(session, explanation), next_answer(session, explanation)
            view = replace(view, fewest=words[0], next_answer=words[1])
            self.app.call_from_thread(self._take_more, session, view)

    def _take_more(self, session: Session, view: ResultsView) -> None:
        if session is self.session:
            self.view = view
            self._draw()

    # How it is drawn

    def _draw(self) -> None:
        view, is_wide = self.view, self.size.width >= WIDE
        if view is None:
            return
        self._verdict = list(verdict_lines(view, self.size.width, has_level=False)) if is_wide else []
        verdict = self.query_one("#verdict", LinesPanel)
        verdict.styles.height = len(self._verdict)
        self.query_one("#main", LinesPanel).show(self._main_lines)
        verdict.show(lambda width, height: self._with_cursor(list(self._verdict))[0])
        self.query_one("#side", LinesPanel).show(self._side_lines)

    def _all_lines(self, view: ResultsView, width: int, height: int) -> list[Line]:
        """All lines; where they don't fit, first what passes is left out, then the fewest answers."""
        is_wide = self.size.width >= WIDE
        above = [] if is_wide else list(verdict_lines(view, width))
        above += gap_lines(view, width, counts_open=is_wide)
        below = [] if is_wide and not self.is_zoomed else [*confidence_lines(view, width), *trend_lines(view, width)]
        stops, passed = list(stop_lines(view, width)), list(passed_lines(view, width))
        room = height - len(above) - len(below)
        if not is_wide and len(stops) + len(passed) > room:
            passed = []
            stops = stops if len(stops) <= room else list(stop_lines(view, width, has_fewest=False))
        return [*above, *stops, *passed, *below]

    def _main_lines(self, width: int, height: int) -> list[Line]:
        if self.view is None:
            return []
        lines = self._all_lines(self.view, width, height)
        room = height - len(lines) - 4
        if self.size.width >= WIDE and self.view.trend and room >= 5:
            lines += [Line(BLANK), *trend_chart(self.view, width, min(10, room))]
        self._tags = tuple(dict.fromkeys(line.tag for line in (*self._verdict, *lines) if line.tag))
        if self.tag not in self._tags:
            self.tag = self._tags[0] if self._tags else ""
        lines, place = self._with_cursor(lines)
        top = max(0, min(place - height // 2, len(lines) - height))
        if top and place < height - 1:
            top = 0
        shown = lines[top : top + height]
        if top + height < len(lines) and shown:
            shown[-1] = Line(literal(f" ↓ {len(lines) - top - height + 1} more lines", "$muted"))
        return shown

    def _with_cursor(self, lines: list[Line]) -> tuple[list[Line], int]:
        """The lines with the cursor on the first one that it is about, and which that is."""
        place = next((index for index, line in enumerate(lines) if line.tag and line.tag == self.tag), None)
        if place is not None:
            line = Content.assemble((CURSOR, "bold"), lines[place].content[1:])
            lines[place] = Line(under_cursor(line, line.cell_length), self.tag)
        return lines, place or 0

    def _side_lines(self, width: int, height: int) -> list[Line]:
        view = self.view
        if view is None or width < 10:
            return []
        return [*task_lines(view, width - 1), *figure_blocks(view, width - 1)][:height]

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
        elif tag == "figure:trend":
            self.post_message(Went(Place("history")))
        elif kind in ("section", "explain", "figure"):
            self.action_explain()

    def action_explain(self) -> None:
        """The full account of what the cursor is on: each contribution, and what would change the level."""
        if self.session is None:
            return
        kind, _, subject = self.tag.partition(":")
        name = subject if kind in ("section", "question") else None
        if kind == "figure" and subject in FIGURES:
            title, text = FIGURES[subject], account_of_figure(self.session, subject)
        else:
            title, text = f"Why: {self._titled(name)}", account_of(self.session, name)
        self.app.push_screen(Reading(title, literal(text)))

    def _titled(self, name: str | None) -> str:
        questionnaire = self.session.questionnaire if self.session is not None else None
        if questionnaire is None or name is None:
            return "overall"
        question = questionnaire.question_by_id.get(name)
        titles = {section.id: section.title for section in questionnaire.sections}
        return question.label if question is not None else titles.get(name, name)

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
