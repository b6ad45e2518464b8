"""The App: it moves between screens and ends the program; `opening` opens an agent, `keeping` keeps its session.

A new screen is a `Frame` in `screens/` with a NAME, a line in `routing.SCREENS` and its commands in `command_table`;
its BINDINGS are `bindings_of(NAME)` and its FOOTER is a tuple of command ids.
The session comes down: the App binds it, and the screen draws it in `show(session)`, after each change and on return.
What a person does goes up as a message of `messages` (a `SessionChange` becomes a session in `changing`, is saved, then
shown; `Went(Place("task", "sort-mail"))` opens a screen, which gets its subject in `open_at`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from textual import on
from textual.reactive import Reactive

from readiness_tui.tui import messages
from readiness_tui.tui.dialogs import Confirm
from readiness_tui.tui.frame import Frame
from readiness_tui.tui.glyphs import AsciiGlyphs, wants_ascii
from readiness_tui.tui.keymap import usable_keymap
from readiness_tui.tui.literal import literal
from readiness_tui.tui.messages import WITHOUT_AGENT, Place
from readiness_tui.tui.opening import OpeningApp
from readiness_tui.tui.preferences import Preferences
from readiness_tui.tui.routing import MAIN, is_known, screen_class
from readiness_tui.tui.stylesheet import KeptStylesheet
from readiness_tui.tui.themes import colours_for, readiness_themes

if TYPE_CHECKING:  # the start is not to wait for them
    from readiness_tui.use_cases.workspaces import Workspace


@dataclass(frozen=True, slots=True)
class _Before:
    """Where a person came from: the agent, the main screen, and what stood on top of the one that is left."""

    slug: str
    mode: str
    on_top: Place | None = None


class ReadinessApp(OpeningApp):
    """The terminal interface on one workspace, or on none yet."""

    CSS_PATH = "app.tcss"
    TITLE = "Readiness"
    DEFAULT_MODE = "home"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal"), (100, "-wide")]  # noqa: RUF012  # Textual's own form
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012  # Textual's own form

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
        super().__init__(by, clock)
        self.animation_level = "none"  # nothing moves by itself, and no cursor blinks
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())
        self.set_reactive(ReadinessApp.workspace, workspace)
        self.set_reactive(ReadinessApp.today, today)
        wanted = preferences or Preferences()
        keymap, clashes = usable_keymap(wanted)
        self._setting_faults = (*wanted.faults, *clashes)
        self.set_reactive(ReadinessApp.preferences, replace(wanted, keymap=keymap))
        self.set_reactive(ReadinessApp.is_demo, is_demo)
        self._slug = slug
        self._trail: list[_Before] = []
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
        for fault in self._setting_faults if known else (f"no theme '{self.preferences.theme}'", *self._setting_faults):
            self.say(fault, "warning")
        if self._slug is not None:
            self.post_message(messages.AgentOpened(self._slug))

    def _made(self, name: str, subject: str | None = None) -> Frame:
        screen = screen_class(name)(subject)
        screen.make_change = self.change
        screen.now = self.now
        if self.preferences.keymap:
            screen.use_keymap(self.preferences.keymap)
        for mine, theirs in BOUND:
            screen.set_reactive(theirs, getattr(self, mine.name))
        return screen.data_bind(*(mine for mine, _ in BOUND))

    @on(messages.Went)
    def go(self, event: messages.Went) -> None:
        """Go to another screen of the open agent."""
        self.show(event.place)

    def show(self, place: Place) -> None:
        """Open a screen: a main one by its mode, any other on top of this one."""
        if not is_known(place.screen) or (self.session is None and place.screen not in WITHOUT_AGENT):
            self.say("open an agent first" if is_known(place.screen) else f"there is no {place.screen} screen yet")
        elif place.screen in MAIN:
            self._remember(place)
            self.switch_mode(place.screen)
            self._leave_all()
            cast(Frame, self.screen).open_at(place.subject)
        elif isinstance(self.screen, Frame) and place.screen == self.screen.NAME:
            self.screen.open_at(place.subject)
        else:
            if self._trail and self._trail[-1].on_top is not None and self._trail[-1].on_top.screen == place.screen:
                self._trail.pop()
            self.push_screen(self._made(place.screen, place.subject))

    def _remember(self, place: Place) -> None:
        """Where Esc leads from the question, task or plan that is opened from here; a main screen's key leads Home."""
        if place.subject is None or self.session is None or self.current_mode == "home":
            self._trail.clear()
        elif place.screen != self.current_mode:
            self._trail.append(_Before(self.session.slug, self.current_mode))
        elif len(self.screen_stack) > 1 and isinstance(self.screen, Frame):
            self._trail.append(_Before(self.session.slug, self.current_mode, self.screen.here()))

    def _leave_all(self) -> None:
        while len(self.screen_stack) > 1:
            self.pop_screen()

    @on(messages.WentBack)
    def go_back(self) -> None:
        """One step back: the screen below, or Home."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
            return
        before = self._trail.pop() if self._trail else None
        if before is not None and self.session is not None and before.slug == self.session.slug:
            self.switch_mode(before.mode)
            if before.on_top is not None:
                self.push_screen(self._made(before.on_top.screen, before.on_top.subject))
        elif self.current_mode != "home":
            self.show(Place("home"))

    @on(messages.QuitAsked)
    def leave(self) -> None:
        """Quit; asks first where something couldn't be saved."""
        self.save_all()
        lost = next(filter(None, (screen.not_kept() for screen in self.screen_stack if isinstance(screen, Frame))), "")
        if lost:
            text = literal(f"The draft could not be kept: {lost}. Quitting loses what you typed.")
            self.push_screen(Confirm("Quit and lose it?", text, "quit and lose it", "stay"), self._leave_if)
            return
        if self.session is None or self.session.is_saved:
            self.exit()
            return
        from readiness_tui.use_cases.outside import is_kept as is_kept_elsewhere

        is_kept = is_kept_elsewhere(self.session)
        kept = "What you typed is kept on this machine for the next start."
        lost = "It could not be kept on this machine either: stay, and it is saved as soon as it can be."
        text = literal(f"NOT SAVED: {self.session.save_fault}. {kept if is_kept else lost}")
        yes = "quit" if is_kept else "quit and lose it"
        self.push_screen(Confirm("Quit without saving?", text, yes, "stay"), self._leave_if)

    def _leave_if(self, sure: bool | None) -> None:
        if sure:
            self.exit()

    async def action_quit(self) -> None:
        """Quit, from wherever."""
        self.leave()

    def stop_for(self, signal_number: int) -> None:
        """A signal ends the program: save, restore the screen, exit non-zero. It comes from outside of any message."""
        with self._context():
            self.save_all()
            self.exit(return_code=128 + signal_number)


BOUND: tuple[tuple[Reactive[Any], Reactive[Any]], ...] = (
    (ReadinessApp.session, Frame.session),
    (ReadinessApp.preferences, Frame.preferences),
    (ReadinessApp.workspace, Frame.workspace),
    (ReadinessApp.today, Frame.today),
    (ReadinessApp.question_filter, Frame.question_filter),
    (ReadinessApp.is_demo, Frame.is_demo),
)
