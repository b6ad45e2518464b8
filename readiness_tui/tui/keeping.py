"""The App's session: changed by messages, saved before it is shown, undone and redone, frozen as a milestone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Literal

from textual import on
from textual.app import App
from textual.reactive import var

from readiness_tui.model.characters import visible
from readiness_tui.model.faults import UserError
from readiness_tui.tui import messages
from readiness_tui.tui.changing import session_after
from readiness_tui.tui.messages import Place
from readiness_tui.tui.preferences import Preferences
from readiness_tui.use_cases import sessions
from readiness_tui.use_cases.milestones import freeze
from readiness_tui.use_cases.sessions import Session
from readiness_tui.use_cases.workspaces import Workspace


class SessionApp(App[None]):
    """An App with one session; screens are its subclass's business."""

    session: var[Session | None] = var(None, init=False)
    preferences: var[Preferences] = var(Preferences(), init=False)
    workspace: var[Workspace | None] = var(None, init=False)
    today: var[date] = var(date.min, init=False)
    question_filter: var[str] = var("all", init=False)

    def __init__(self, by: str, clock: Callable[[], datetime] | None) -> None:
        super().__init__()
        self.by = by
        self.now = clock or (lambda: datetime.now().astimezone())

    @on(messages.SessionChange)
    def take_change(self, event: messages.SessionChange) -> None:
        """A change of the open assessment that came as a message."""
        self.change(event)

    def change(self, event: messages.SessionChange) -> bool:
        """Change the open assessment; whether it could be changed."""
        if self.session is None:
            return False
        with self.telling():
            self.keep(session_after(event, self.session, self.now()))
            return True
        return False

    def keep(self, session: Session) -> None:
        """Save a session and show it."""
        self.session = sessions.save(session, self.now())

    @on(messages.StepUndone)
    def undo(self) -> None:
        """Take the last change back, and say which."""
        self._step(sessions.undo, "undone")

    @on(messages.StepRedone)
    def redo(self) -> None:
        """Do it again, and say which."""
        self._step(sessions.redo, "done again")

    def _step(self, step: Callable[[Session], tuple[Session, sessions.Change | None]], verb: str) -> None:
        if self.session is None:
            return
        session, change = step(self.session)
        if change is None:
            self.say(f"nothing to be {verb}", "warning")
        else:
            self.keep(session)
            self.say(f"{verb}: {change.words} · g goes there")

    @on(messages.FilterChosen)
    def choose_filter(self, event: messages.FilterChosen) -> None:
        """Another filter of questions."""
        self.question_filter = event.name

    @on(messages.TargetChosen)
    def choose_target(self, event: messages.TargetChosen) -> None:
        """Another target level."""
        if self.session is not None:
            self.session = replace(self.session, target=event.level)

    @on(messages.MilestoneTaken)
    def take_milestone(self, event: messages.MilestoneTaken) -> None:
        """Freeze the working answers."""
        session = self.session
        if session is not None:
            with self.telling():
                ref = freeze(session.workspace, session.slug, self.now(), event.by or self.by or None, event.note)
                self.session = sessions.with_milestones(session)
                self.say(f"taken: {ref.label}, {ref.name} · r makes its report")
                self.post_message(messages.Went(Place("home")))

    def save_again(self) -> None:
        """Try again what couldn't be saved."""
        if self.session is not None and self.session.save_fault and not self.session.conflicts:
            self.keep(self.session)

    def say(self, text: str, severity: Literal["information", "warning", "error"] = "information") -> None:
        """A toast; its text is literal."""
        self.notify(visible(text), severity=severity, markup=False, timeout=4)

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Tell what can't be done, instead of failing."""
        try:
            yield
        except UserError as error:
            self.say(str(error.faults[0]), "error")
