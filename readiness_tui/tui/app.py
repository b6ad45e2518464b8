"""The App: it owns the one session, acts on messages, and moves between screens.

A new screen is a `Frame` in `screens/` with a NAME, a line in `routing.SCREENS` and its commands in `command_table`;
its BINDINGS are `bindings_of(NAME)` and its FOOTER is a tuple of command ids.
The session comes down: the App binds it, and the screen draws it in `show(session)`, after each change and on return.
What a person does goes up as a message of `messages` (a `SessionChange` becomes a session in `changing`, is saved, then
shown; `Went(Place("task", "sort-mail"))` opens a screen, which gets its subject in `open_at`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Literal, cast

from textual import on
from textual.app import App
from textual.reactive import var

from readiness_tui.model.characters import visible
from readiness_tui.model.faults import UserError
from readiness_tui.tui import messages
from readiness_tui.tui.changing import session_after
from readiness_tui.tui.dialogs import Confirm
from readiness_tui.tui.frame import Frame
from readiness_tui.tui.glyphs import AsciiGlyphs, wants_ascii
from readiness_tui.tui.literal import literal
from readiness_tui.tui.messages import Place
from readiness_tui.tui.preferences import Preferences
from readiness_tui.tui.routing import MAIN, is_known, screen_class
from readiness_tui.tui.themes import colours_for, readiness_themes
from readiness_tui.use_cases import sessions
from readiness_tui.use_cases.demo import write_demo
from readiness_tui.use_cases.milestones import freeze
from readiness_tui.use_cases.sessions import Session
from readiness_tui.use_cases.workspaces import Workspace, init_workspace, new_assessment


class ReadinessApp(App[None]):
    """The terminal interface on one workspace, or on none yet."""

    CSS_PATH = "app.tcss"
    TITLE = "Readiness"
    DEFAULT_MODE = "home"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal"), (100, "-wide")]  # noqa: RUF012  # Textual's own form
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012  # Textual's own form

    session: var[Session | None] = var(None, init=False)
    preferences: var[Preferences] = var(Preferences(), init=False)
    workspace: var[Workspace | None] = var(None, init=False)
    today: var[date] = var(date.min, init=False)
    question_filter: var[str] = var("all", init=False)

    def __init__(
        self,
        workspace: Workspace | None,
        today: date,
        *,
        slug: str | None = None,
        by: str = "",
        is_demo: bool = False,
        preferences: Preferences | None = None,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        super().__init__()
        self.set_reactive(ReadinessApp.workspace, workspace)
        self.set_reactive(ReadinessApp.today, today)
        self.by = by
        self.is_demo = is_demo
        self.now = clock or (lambda: datetime.now().astimezone())
        self._slug = slug
        self.set_reactive(ReadinessApp.preferences, preferences or Preferences())
        for theme in readiness_themes():
            self.register_theme(theme)
        if wants_ascii(self.preferences.glyphs):
            self._filters.append(AsciiGlyphs())
        for name in MAIN:
            self.add_mode(name, lambda name=name: self._made(name))  # type: ignore[misc]  # mypy can't infer defaults

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of meaning under themes that don't name them."""
        return colours_for(self.current_theme)

    def on_mount(self) -> None:
        """Take the theme; open the agent that was asked for."""
        known = self.preferences.theme in self.available_themes
        self.theme = self.preferences.theme if known else "readiness-dark"
        self.set_interval(5, self.save_again)
        if self._slug is not None:
            self.post_message(messages.AgentOpened(self._slug))

    def _made(self, name: str, subject: str | None = None) -> Frame:
        screen = screen_class(name)(subject)
        screen.make_change = self.change
        screen.data_bind(
            ReadinessApp.session,
            ReadinessApp.preferences,
            ReadinessApp.workspace,
            ReadinessApp.today,
            ReadinessApp.question_filter,
        )
        return screen

    # What changes the session: it is saved before the screen shows it.

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
                self.show(Place("home"))

    def save_again(self) -> None:
        """Try again what couldn't be saved."""
        if self.session is not None and self.session.save_fault and not self.session.conflicts:
            self.keep(self.session)

    # Agents and screens.

    @on(messages.AgentOpened)
    def open_agent(self, event: messages.AgentOpened) -> None:
        """Open an agent's working answers, on one of its screens."""
        if self.workspace is None:
            return
        with self.telling():
            if self.session is None or self.session.slug != event.slug:
                self.session = sessions.open_session(
                    self.workspace, event.slug, self.today, self.by, is_demo=self.is_demo
                )
            self.show(event.place)

    @on(messages.AgentNamed)
    def start_agent(self, event: messages.AgentNamed) -> None:
        """Start an assessment, in a new workspace where there is none, and open its first question."""
        with self.telling():
            if self.workspace is None:
                self.workspace = init_workspace(Path(event.folder).expanduser())
            slug = new_assessment(self.workspace, event.name, questionnaire_id=event.questionnaire_id or None)
            self.open_agent(messages.AgentOpened(slug))

    @on(messages.DemoOpened)
    def open_demo(self) -> None:
        """Write the filled-in example into a temporary folder and open it."""
        with self.telling():
            folder = Path(mkdtemp(prefix="readiness-demo-"))
            workspace = write_demo(folder / "demo", self.today)
            self.session, self.is_demo, self.workspace = None, True, workspace

    @on(messages.Went)
    def go(self, event: messages.Went) -> None:
        """Go to another screen of the open agent."""
        self.show(event.place)

    def show(self, place: Place) -> None:
        """Open a screen: a main one by its mode, any other on top of this one."""
        if not is_known(place.screen) or (self.session is None and place.screen != "home"):
            self.say("open an agent first" if is_known(place.screen) else f"there is no {place.screen} screen yet")
        elif place.screen in MAIN:
            self.switch_mode(place.screen)
            self._leave_all()
            cast(Frame, self.screen).open_at(place.subject)
        elif isinstance(self.screen, Frame) and place.screen == self.screen.NAME:
            self.screen.open_at(place.subject)
        else:
            self.push_screen(self._made(place.screen, place.subject))

    def _leave_all(self) -> None:
        while len(self.screen_stack) > 1:
            self.pop_screen()

    @on(messages.WentBack)
    def go_back(self) -> None:
        """One step back: the screen below, or Home."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        elif self.current_mode != "home":
            self.show(Place("home"))

    @on(messages.QuitAsked)
    def leave(self) -> None:
        """Quit; asks first where something couldn't be saved."""
        self.save_again()
        if self.session is None or self.session.is_saved:
            self.exit()
            return
        text = literal(
            f"NOT SAVED: {self.session.save_fault}. What you typed is kept on this machine for the next start."
        )
        self.push_screen(Confirm("Quit without saving?", text, "quit", "stay"), self._leave_if)

    def _leave_if(self, sure: bool | None) -> None:
        if sure:
            self.exit()

    async def action_quit(self) -> None:
        """Quit, from wherever."""
        self.leave()

    def stop_for(self, signal_number: int) -> None:
        """A signal ends the program: save, restore the screen, exit non-zero."""
        self.save_again()
        self.exit(return_code=128 + signal_number)

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
