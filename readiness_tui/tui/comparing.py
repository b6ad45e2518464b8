"""Which two versions are compared, and the comparison itself, made away from the keys."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on, work
from textual.message import Message
from textual.worker import get_current_worker

from readiness_tui.analysis.wording import interval_text, level_text
from readiness_tui.model.faults import UserError
from readiness_tui.reports.changes import build_changes
from readiness_tui.tui.dialogs import Choose, Pick
from readiness_tui.tui.frame import Frame
from readiness_tui.tui.literal import clipped
from readiness_tui.tui.widgets.comparison_view import ComparedSide, ComparisonView, PartLine, VersionPoint
from readiness_tui.tui.widgets.header import Header
from readiness_tui.use_cases.comparisons import Compared, compare_versions
from readiness_tui.use_cases.histories import scored_history
from readiness_tui.use_cases.results import request_of
from readiness_tui.use_cases.sessions import Session
from readiness_tui.use_cases.version_choices import WORKING, readable_milestones, version_chosen, which_of

NOTHING_YET = "Take a milestone (M) and compare later: there is only one version yet."


class ComparingFrame(Frame):
    """Compares what is wanted: the last milestone and the working answers, or any two versions.

    Its subclass draws `view`, or `words` where there is none, in `draw`.
    """

    @dataclass
    class VersionsCompared(Message):
        """Two versions were compared, or (no view) can't be: `words` says why."""

        wanted: tuple[str, str]
        session: Session
        view: ComparisonView | None
        words: str = ""

    def __init__(self, subject: str | None = None) -> None:
        super().__init__(subject)
        self.wanted: tuple[str, str] | None = None
        self.view: ComparisonView | None = None
        self.words = ""

    def draw(self) -> None:
        """Draw what was compared."""

    def show(self, session: Session) -> None:
        """Compare once more; the subject names two versions: `2..3`, `3..working`."""
        refs = readable_milestones(session)
        if self.subject is not None:
            before, _, after = self.subject.partition("..")
            self.wanted, self.subject = (before, after or WORKING), None
        elif self.wanted is None and refs:
            self.wanted = which_of(refs[0]), WORKING
        if self.wanted is None:
            self.view, self.words = None, NOTHING_YET
            self.draw()
        else:
            self.compare(session, self.wanted)

    @work(thread=True, exclusive=True, group="compare", description="compare")
    def compare(self, session: Session, wanted: tuple[str, str]) -> None:
        """Read and compare both, away from the keys."""
        worker = get_current_worker()
        try:
            before, after = (version_chosen(session, name) for name in wanted)
            view = _view(session, compare_versions(session.workspace, before, after))
            said = self.VersionsCompared(wanted, session, view)
        except UserError as error:
            said = self.VersionsCompared(wanted, session, None, "; ".join(str(fault) for fault in error.faults))
        if not worker.is_cancelled:
            self.post_message(said)

    @on(VersionsCompared)
    def take_comparison(self, event: VersionsCompared) -> None:
        """Show it, if it is still what is wanted."""
        event.stop()
        if event.wanted == self.wanted and event.session is self.session:
            self.view, self.words = event.view, event.words
            self.draw()
            self.query_one(Header).show(self.header(event.session))

    def action_swap(self) -> None:
        """The other way round."""
        if self.wanted is not None:
            self._want((self.wanted[1], self.wanted[0]))

    def _want(self, wanted: tuple[str, str]) -> None:
        if self.session is not None:
            self.wanted = wanted
            self.show_again()

    def action_versions(self) -> None:
        """Two other versions."""
        picks = self._picks()
        if len(picks) > 1:
            self.app.push_screen(Choose("Compare from which version?", picks), self._take_first)
        else:
            self.say(NOTHING_YET)

    def _picks(self) -> tuple[Pick, ...]:
        if self.session is None:
            return ()
        refs = readable_milestones(self.session)
        milestones = [Pick(which_of(ref), f"{ref.label} {ref.taken:%Y-%m-%d}", clipped(ref.note, 40)) for ref in refs]
        return Pick(WORKING, "working answers"), *milestones

    def _take_first(self, before: str | None) -> None:
        if before is not None:
            picks = tuple(pick for pick in self._picks() if pick.id != before)
            self.app.push_screen(
                Choose("To which version?", picks), lambda after: self._want((before, after)) if after else None
            )


def _view(session: Session, compared: Compared) -> ComparisonView:
    before, after, found = compared.before, compared.after, compared.comparison
    changes = build_changes(request_of(session.workspace, after, comparison=found, compared_with=before.label))
    sides = [
        ComparedSide(side.label, side.as_of, side.questionnaire.questionnaire, side.assessment)
        for side in (before, after)
    ]
    parts = tuple(
        PartLine(
            row.title,
            row.before,
            row.questionnaire,
            row.applicability,
            row.answers,
            row.rounding,
            row.after,
            row.change,
        )
        for row in (changes.rows if changes else ())
    )
    return ComparisonView(sides[0], sides[1], found, parts, _timeline(session))


def _timeline(session: Session) -> tuple[VersionPoint, ...]:
    """Every milestone that can be read, and the working answers; nothing where there are no two milestones."""
    scored = scored_history(session.workspace, session.slug)
    if len(scored) < 2:
        return ()
    now = "now", session.today, session.evaluation.scorecard, session.questionnaire.scoring.display
    rows = [(row.label, row.stamp.taken.date(), row.scorecard, row.display) for row in scored if row.scorecard]
    return tuple(
        VersionPoint(
            label,
            day,
            interval_text(card.overall, display),
            level_text(card.level_worst, card.level_best),
            f"{card.coverage.answered}/{card.coverage.applicable}",
        )
        for label, day, card, display in (*rows, now)
    )
