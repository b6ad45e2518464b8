"""Taking a milestone: what is open, what got worse, what expired; Enter freezes it."""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote

from textual import on, work
from textual.app import ComposeResult

from readiness_tui.analysis.comparing import Comparison
from readiness_tui.analysis.wording import interval_text, level_text, signed
from readiness_tui.model.values import NOTE_LIMIT
from readiness_tui.tui.commands import bindings_of
from readiness_tui.tui.dialogs import OneLine
from readiness_tui.tui.frame import Frame
from readiness_tui.tui.glyphs import CURSOR
from readiness_tui.tui.literal import clipped, literal
from readiness_tui.tui.messages import MilestoneTaken, Place, Went
from readiness_tui.tui.save_state import with_state
from readiness_tui.tui.widgets.header import HeaderLine
from readiness_tui.tui.widgets.lines import BLANK, Line, LinesPanel, wrapped
from readiness_tui.tui.widgets.results_view import rule
from readiness_tui.use_cases.comparisons import compare_versions, previous_milestone
from readiness_tui.use_cases.sessions import Session, version_of


class MilestoneScreen(Frame):
    """Shows what the milestone would hold. Nothing is refused for being incomplete."""

    NAME = "milestone"
    BINDINGS = bindings_of("milestone")
    FOOTER = ("milestone.take", "milestone.note", "milestone.open", "go.back=Not now", "view.copy-command", "help.keys")
    DEFAULT_CSS = "MilestoneScreen LinesPanel { padding: 0; }"

    def __init__(self, subject: str | None = None) -> None:
        super().__init__(subject)
        self.note = ""
        self.by = ""
        self._since: tuple[str, Comparison] | None = None

    def compose_body(self) -> ComposeResult:
        """One panel."""
        yield LinesPanel()

    def header(self, session: Session) -> HeaderLine:
        """What it would be called."""
        return with_state(
            HeaderLine((session.slug, "take a milestone"), (f"would be @{_next_number(session)}",)), session
        )

    def show(self, session: Session) -> None:
        """Draw what is known; the comparison follows once the last milestone is read."""
        self.by = self.by or session.by
        self._draw()
        if session.milestones:
            self.read_last(session)

    @work(thread=True, exclusive=True, group="last", description="read last")
    def read_last(self, session: Session) -> None:
        """Compare with the last milestone, away from the keys."""
        now = version_of(session)
        before = previous_milestone(session.workspace, now, session.today)
        if before is not None:
            comparison = compare_versions(session.workspace, before, now).comparison
            self.app.call_from_thread(self._take_comparison, before.label, comparison)

    def _take_comparison(self, label: str, comparison: Comparison) -> None:
        self._since = (label, comparison)
        self._draw()

    def _draw(self) -> None:
        if self.session is not None:
            self.query_one(LinesPanel).show(lambda width, height: list(self._lines(width))[:height])

    def _lines(self, width: int) -> Iterator[Line]:
        session = self.session
        if session is None:
            return
        yield from (Line(line) for line in wrapped(literal(_opening(session)), width - 1, 1))
        yield Line(BLANK)
        yield from _open_lines(session, width)
        yield from self._known_lines(session, width)
        yield Line(BLANK)
        yield Line(literal(f" Note  > {clipped(self.note, width - 30) or 'n writes one'}"), "note")
        yield Line(literal(f" By    > {self.by}"))
        yield Line(BLANK)
        name = f"{_next_number(session):04d}-{session.today.isoformat()}-<hash>.yaml, never changed afterwards"
        yield Line(literal(f" {CURSOR} ↵   Take it           {name}", "bold"), "take")
        first = session.first_open
        if first is not None:
            label = session.questionnaire.question_by_id[first].label
            yield Line(literal(f"   o   Open ones first   goes to {label}"), "open")
        yield Line(literal("  Esc  Not now           the working answers stay as they are"), "leave")
        yield Line(BLANK)
        yield rule("From the shell", width)
        yield from (Line(line) for line in wrapped(literal(self.shell_command()), width - 1, 1))

    def _known_lines(self, session: Session, width: int) -> Iterator[Line]:
        card, display = session.evaluation.scorecard, session.questionnaire.scoring.display
        blockers = len(session.evaluation.blockers)
        words = f"Level  {level_text(card.level_worst, card.level_best)}     Blockers  {blockers}"
        yield Line(literal(f" {words}"))
        if self._since is not None:
            label, comparison = self._since
            change = comparison.overall
            worse = ", ".join(row.title for row in comparison.regressions)
            text = f"Since {label}  worst {signed(change.change, display)}  best {signed(change.best_change, display)}"
            text += f" · got worse: {worse}" if worse else " · nothing got worse"
            yield from (Line(line) for line in wrapped(literal(text), width - 1, 1))
        expired = [part.title for part in card.by_question.values() if part.evidence == "expired"]
        text = f"Evidence  {len(expired)} expired{': ' + ', '.join(expired) if expired else ''}"
        yield from (Line(line) for line in wrapped(literal(text), width - 1, 1))

    def action_take(self) -> None:
        """Freeze it."""
        self.post_message(MilestoneTaken(self.note, self.by or None))

    def action_note(self) -> None:
        """Write the note."""
        self.app.push_screen(OneLine("Note of the milestone", self.note), self._take_note)

    def _take_note(self, note: str | None) -> None:
        if note is not None:
            self.note = note.strip()[:NOTE_LIMIT]
            self._draw()

    def action_open_ones(self) -> None:
        """To the first open question."""
        if self.session is not None:
            self.post_message(Went(Place("question", self.session.first_open)))

    @on(LinesPanel.LineClicked)
    def act_on(self, event: LinesPanel.LineClicked) -> None:
        """A click does what its key does."""
        event.stop()
        actions = {"take": self.action_take, "note": self.action_note, "open": self.action_open_ones}
        actions.get(event.tag, self.action_back)()

    def shell_command(self) -> str:
        """The twin of this screen."""
        slug = self.session.slug if self.session else "AGENT"
        note = f" --note {quote(self.note)}" if self.note else ""
        return f"readiness milestone {slug}{note}" + (f" --by {quote(self.by)}" if self.by else "")

    def help_text(self) -> tuple[str, str]:
        """What a milestone is."""
        return "Milestone", (
            "A milestone is a dated, frozen copy of the answers, with the exact questionnaire that they were given "
            "to. It is never changed, and opens and scores the same for good. Incomplete is fine: what is open is "
            "recorded as open. Commit the folder, and compare next month."
        )


def _next_number(session: Session) -> int:
    return max((ref.number for ref in session.milestones), default=0) + 1


def _opening(session: Session) -> str:
    card, display = session.evaluation.scorecard, session.questionnaire.scoring.display
    unanswered = card.coverage.applicable - card.coverage.answered
    interval = interval_text(card.overall, display)
    if not unanswered:
        return f"All {card.coverage.applicable} applicable questions are answered. The milestone keeps {interval}."
    are = "question is" if unanswered == 1 else "questions are"
    return (
        f"{unanswered} of {card.coverage.applicable} applicable {are} unanswered. Nothing is refused: the milestone "
        f"records them as open and keeps the interval {interval}."
    )


def _open_lines(session: Session, width: int) -> Iterator[Line]:
    shown = 0
    for section in session.evaluation.scorecard.sections:
        titles = [part.title for part in section.all_questions() if part.state == "unanswered" and part.applies != "no"]
        if titles:
            shown += 1
            yield Line(literal(f"   {clipped(section.title, 18).ljust(19)}{clipped(' · '.join(titles), width - 24)}"))
    if shown:
        yield Line(BLANK)
