"""The App's session: changed by messages, saved before it is shown, merged with what others write, undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING, Literal

from textual import on
from textual.reactive import var

from readiness_tui.model.characters import visible
from readiness_tui.model.faults import UserError
from readiness_tui.tui import messages
from readiness_tui.tui.dialogs import Choose, Confirm, Pick
from readiness_tui.tui.key_order import OrderedKeysApp
from readiness_tui.tui.literal import literal, one_line
from readiness_tui.tui.messages import Place
from readiness_tui.tui.panel import Dialog
from readiness_tui.tui.preferences import Preferences

if TYPE_CHECKING:  # the start is not to wait for what an open agent needs
    from readiness_tui.storage.assessments import Conflict
    from readiness_tui.use_cases.outside import Prefer, Stamp
    from readiness_tui.use_cases.sessions import Change, Session
    from readiness_tui.use_cases.workspaces import Workspace

SAVE_AGAIN_AFTER = 5  # seconds
LOOK_OUTSIDE_EACH = 1  # second
NOT_CHOSEN = "NOT SAVED until each is chosen; the next change asks again"
Side = Literal["mine", "theirs"]
Take = Callable[[dict[str, Side]], None]


class SessionApp(OrderedKeysApp):
    """An App with one session; screens are its subclass's business."""

    session: var[Session | None] = var(None, init=False)
    preferences: var[Preferences] = var(Preferences(), init=False)
    workspace: var[Workspace | None] = var(None, init=False)
    today: var[date] = var(date.min, init=False)
    question_filter: var[str] = var("all", init=False)
    is_demo: var[bool] = var(False, init=False)

    def __init__(self, by: str, clock: Callable[[], datetime] | None) -> None:
        super().__init__(clock)
        self.by = by
        self._stamp: Stamp = None
        self._is_asking = False

    def on_mount(self) -> None:
        """Look outside, and try again what couldn't be saved."""
        self.set_interval(SAVE_AGAIN_AFTER, self.save_again)
        self.set_interval(LOOK_OUTSIDE_EACH, self.look_outside)

    # Changes

    @on(messages.SessionChange)
    def take_change(self, event: messages.SessionChange) -> None:
        """A change of the open assessment that came as a message."""
        self.change(event)

    def change(self, event: messages.SessionChange) -> bool:
        """Change the open assessment; whether it could be changed."""
        if self.session is None:
            return False
        from readiness_tui.tui.changing import session_after

        with self.telling():
            self.keep(session_after(event, self.session, self._moment()))
            return True
        return False

    def _moment(self) -> datetime:
        """Now, as files keep it: an answer that is read back equals the one that was given."""
        return self.now().astimezone(UTC).replace(microsecond=0)

    def keep(self, session: Session, prefer: Prefer | None = None) -> None:
        """Save a session and show it."""
        from readiness_tui.use_cases.outside import saved

        self.session = saved(session, self.now(), prefer)
        self._stamp = None
        self.ask_what_waits()

    @on(messages.DialogClosed)
    def ask_what_waits(self) -> None:
        """Ask about what both sides changed; not while a person writes, whose next key would be the answer."""
        session = self.session
        if session is not None and session.conflicts and not self._is_asking and not isinstance(self.screen, Dialog):
            self._ask_sides(session.conflicts, {}, self._keep_chosen, NOT_CHOSEN)

    def _keep_chosen(self, prefer: dict[str, Side]) -> None:
        if self.session is not None:
            self.keep(self.session, prefer)

    def save_again(self) -> None:
        """Try again what couldn't be saved."""
        if self.session is not None and self.session.save_fault and not self.session.conflicts:
            self.keep(self.session)

    def save_all(self) -> None:
        """Save whatever is still being written, a note for example; the program ends now."""
        for screen in reversed(self.screen_stack):
            unsaved = getattr(screen, "unsaved", None)
            change = unsaved() if callable(unsaved) else None
            if isinstance(change, messages.SessionChange):
                self.change(change)
        self.save_again()

    @on(messages.StepUndone)
    def undo(self) -> None:
        """Take the last change back, and say which."""
        from readiness_tui.use_cases.sessions import undo

        self._step(undo, "undone")

    @on(messages.StepRedone)
    def redo(self) -> None:
        """Do it again, and say which."""
        from readiness_tui.use_cases.sessions import redo

        self._step(redo, "done again")

    def _step(self, step: Callable[[Session], tuple[Session, Change | None]], verb: str) -> None:
        if self.session is None:
            return
        session, change = step(self.session)
        if change is None:
            self.say(f"nothing to be {verb}", "warning")
        else:
            self.keep(session)
            self.say(f"{verb}: {change.words}{' · g goes there' if verb == 'undone' else ''}")

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
        """Freeze the working answers, which have to be saved."""
        self.save_all()
        session = self.session
        if session is None or not session.is_saved:
            self.say(f"no milestone taken: {session.save_fault if session else 'nothing is open'}", "error")
            return
        from readiness_tui.use_cases.milestones import freeze
        from readiness_tui.use_cases.sessions import with_milestones

        with self.telling():
            ref = freeze(session.workspace, session.slug, self.now(), event.by or self.by or None, event.note)
            self.session = with_milestones(session)
            self.say(f"taken: {ref.label}, {ref.name} · r makes its report")
            self.post_message(messages.Went(Place("home")))

    # Others

    def look_outside(self) -> None:
        """Read the answers again if others wrote them and nothing here waits to be saved, or is being written."""
        session = self.session
        if session is None or not session.is_saved:
            return
        if not self.screen_stack or isinstance(self.screen, Dialog):  # without screens the program is about to end
            return
        from readiness_tui.use_cases import outside

        stamp = outside.file_stamp(session)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        with self.telling():
            again = outside.read_again(session)
            if again is not session:
                self.session = again
                self.say(f"{session.slug} was changed outside, read again")

    def _ask_sides(self, conflicts: tuple[Conflict, ...], prefer: dict[str, Side], then: Take, later: str) -> None:
        """Ask for each thing that both sides changed, nothing else; `then` gets the choices, `later` is said on Esc."""
        session = self.session
        left = [conflict for conflict in conflicts if conflict.id not in prefer]
        self._is_asking = bool(left)
        if session is None or not left:
            then(prefer)
            return
        conflict = left[0]
        title, mine, theirs = _conflict_words(session, conflict)

        def take(side: str | None) -> None:
            if side is not None:
                chosen: Side = "mine" if side == "mine" else "theirs"
                self._ask_sides(conflicts, {**prefer, conflict.id: chosen}, then, later)
            else:
                self._is_asking = False
                self.say(later, "warning")

        picks = (Pick("mine", f"mine: {mine}"), Pick("theirs", f"theirs: {theirs}"))
        self.push_screen(Choose(f"{title} was changed here and outside", picks, counts=True), take)

    def offer_recovered(self, workspace: Workspace, slug: str) -> None:
        """Ask whether to keep what an earlier run couldn't save; Esc asks again the next time."""
        from readiness_tui.use_cases import outside

        found = outside.recovery_of(workspace, slug)
        if found is None:
            return
        things = f"{found.count} change{'' if found.count == 1 else 's'}"
        text = literal(f"{things} from {found.moment.astimezone():%H:%M on %Y-%m-%d} could not be saved then. Keep?")

        def take(is_wanted: bool | None) -> None:
            if is_wanted:
                self._restore(workspace, slug, {})
            elif is_wanted is not None:
                outside.forget_recovered(workspace, slug)

        self.push_screen(Confirm(f"Recovered · {slug}", text, "keep", "forget", later="ask again next time"), take)

    def _restore(self, workspace: Workspace, slug: str, prefer: dict[str, Side]) -> None:
        from readiness_tui.use_cases.outside import keep_recovered
        from readiness_tui.use_cases.sessions import open_session

        with self.telling():
            conflicts = keep_recovered(workspace, slug, prefer)
            if conflicts:
                again = partial(self._restore, workspace, slug)
                self._ask_sides(conflicts, prefer, again, "Nothing was recovered yet; the next start asks again")
                return
            self.session = open_session(workspace, slug, self.today, self.by, is_demo=self.is_demo)
            self.say("kept what was recovered")

    # Words

    def say(self, text: str, severity: Literal["information", "warning", "error"] = "information") -> None:
        """A toast."""
        self.notify(text, severity=severity, timeout=4)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: Literal["information", "warning", "error"] = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """A toast whose text is literal, whoever says it; what was only told before it makes room."""
        if all(toast.severity == "information" for toast in self._notifications):
            self.clear_notifications()
        super().notify(visible(message), title=title, severity=severity, timeout=timeout, markup=False)

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Tell what can't be done, instead of failing."""
        try:
            yield
        except UserError as error:
            self.say(str(error.faults[0]), "error")


def _conflict_words(session: Session, conflict: Conflict) -> tuple[str, str, str]:
    """The name of what was changed both ways, and each side in words."""
    from readiness_tui.model.assessment import Answer
    from readiness_tui.tui.belongings import answer_label

    question = session.questionnaire.question(conflict.key) if conflict.kind == "question" else None
    if question is None:
        return conflict.id, _words(conflict.mine), _words(conflict.theirs)
    sides = []
    for answer in (conflict.mine, conflict.theirs):
        if isinstance(answer, Answer):
            note = f' · note "{one_line(answer.note)[:40]}"' if answer.note else ""
            sides.append(" ".join(answer_label(question, answer)) + note)
        else:
            sides.append("Unanswered")
    return question.label, sides[0], sides[1]


def _words(value: object) -> str:
    if value is None:
        return "taken out"
    name = getattr(value, "name", None)
    return one_line(str(name if name is not None else value))[:60]
