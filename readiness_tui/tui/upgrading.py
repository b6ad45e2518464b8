"""Moving the open answers to another version of their questionnaire: offered, shown, then done as one step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from readiness_tui.model.faults import UserError
from readiness_tui.tui import messages
from readiness_tui.tui.dialogs import Choose, Consent, Pick
from readiness_tui.tui.glyphs import BECOMES
from readiness_tui.tui.keeping import SessionApp
from readiness_tui.tui.literal import literal
from readiness_tui.tui.widgets.lines import wrapped

if TYPE_CHECKING:  # moving is rare, and the start is not to wait for it
    from readiness_tui.use_cases.sessions import Session
    from readiness_tui.use_cases.upgrading import Upgrade

WIDEST_TITLE = 16


class UpgradingApp(SessionApp):
    """An App that can move its session to another version of the questionnaire."""

    @dataclass
    class UpgradePlanned(Message):
        """What a move would do was worked out (or, without a plan, can't be: `words` says why)."""

        planned: Upgrade | None
        text: Content
        words: str = ""

    @work(thread=True, exclusive=True, group="offer", exit_on_error=False, description="offer upgrade")
    def offer_upgrade(self, session: Session) -> None:
        """Say so, once an agent is open, if there is a newer text of its questionnaire."""
        from readiness_tui.use_cases.upgrading import offered

        worker = get_current_worker()
        try:
            found = None if session.is_read_only else offered(session.workspace, session.slug, session.working)
        except UserError:
            return  # opening it in the editor or `readiness validate` tells; here it would only be noise
        if found is not None and not worker.is_cancelled:
            words = f"{found.questionnaire.id} {found.questionnaire.version} is here; : upgrade shows what it changes"
            self.call_from_thread(self.say, words)

    @on(messages.UpgradeAsked)
    def ask_upgrade(self) -> None:
        """Show what moving would do; with several versions, first which."""
        from readiness_tui.use_cases.upgrading import other_versions

        self.save_all()
        session = self.session
        if session is None or session.is_read_only or not session.is_saved:
            why = session.working.read_only or session.save_fault if session else "open an agent first"
            self.say(f"not now: {why}", "error")
            return
        with self.telling():
            versions = other_versions(session.workspace, session.slug, session.working)
            if len(versions) > 1:
                picks = tuple(Pick(version, version) for version in versions)
                self.push_screen(Choose("Move the answers to which version?", picks), self._plan_chosen)
            elif versions:
                self._plan_upgrade(session, versions[0])
            else:
                now = session.questionnaire
                self.say(f"there is no other version of {now.id} than {now.version}, which the answers are with")

    def _plan_chosen(self, version: str | None) -> None:
        if version is not None and self.session is not None:
            self._plan_upgrade(self.session, version)

    @work(thread=True, exclusive=True, group="upgrade", description="plan upgrade")
    def _plan_upgrade(self, session: Session, version: str) -> None:
        """Both versions are scored and compared, away from the keys."""
        from readiness_tui.use_cases.upgrading import planned_upgrade

        worker = get_current_worker()
        try:
            planned = planned_upgrade(session.workspace, session.slug, version, session.today)
            said = self.UpgradePlanned(planned, Content("\n").join(_lines(planned, self.size.width - 3)))
        except UserError as error:
            said = self.UpgradePlanned(None, Content(""), str(error.faults[0]))
        if not worker.is_cancelled:
            self.post_message(said)

    @on(UpgradePlanned)
    def show_upgrade(self, event: UpgradePlanned) -> None:
        """Show it; Enter moves the answers, Esc leaves them as they are."""
        from readiness_tui.use_cases.upgrading import upgraded

        planned = event.planned
        if planned is None:
            self.say(event.words, "error")
            return
        before, after = planned.working.questionnaire.questionnaire, planned.target.questionnaire
        title = f"Move {planned.slug} to {after.id} {before.version} {BECOMES} {after.version}?"

        def take(sure: bool | None) -> None:
            if sure and self.session is not None:
                with self.telling():
                    self.keep(upgraded(self.session, planned))
                    self.say(f"moved to {after.id} {after.version}; milestones stay as they are · u takes it back")

        self.push_screen(Consent(title, event.text, "move the answers"), take)


def _lines(planned: Upgrade, width: int) -> Iterator[Content]:
    """What becomes of the questions, then what it does to level, scores and tasks."""
    from readiness_tui.reports.changes import build_changes
    from readiness_tui.reports.upgrade_rows import upgrade_rows
    from readiness_tui.use_cases.results import request_of

    before, after = planned.working.questionnaire.questionnaire, planned.target.questionnaire
    for title, text in upgrade_rows(planned.move, planned.changes, before, after):
        yield from _titled(title, text, width)
    yield Content("")
    compared = planned.compared
    request = request_of(
        planned.workspace, compared.after, comparison=compared.comparison, compared_with=compared.before.label
    )
    changes = build_changes(request)
    for name, was, now in changes.facts if changes else ():
        yield from _titled(name, was if was == now else f"{was} {BECOMES} {now}", width)
    for moved in changes.moved if changes else ():
        if moved.kind != "No longer asked":
            yield from _titled(f"{moved.mark.glyph} {moved.kind}", f"{moved.name}, {moved.text}", width)


def _titled(title: str, text: str, width: int) -> Iterator[Content]:
    first, *rest = wrapped(literal(text), width, WIDEST_TITLE + 1)
    yield literal(f"{title:<{WIDEST_TITLE}} ", "$muted") + first[WIDEST_TITLE + 1 :]
    yield from rest
