"""What every screen is made of: the line above, the body, the footer, and the session that comes down from the App.

A screen names itself, lists its footer, composes its body and shows a session; it posts messages upwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.geometry import Region
from textual.reactive import var
from textual.strip import Strip
from textual.widget import Widget

from readiness_tui.tui.commanding import CommandingScreen
from readiness_tui.tui.commands import Command, bindings_of, footer_entries
from readiness_tui.tui.dialogs import Choose, Pick, Reading
from readiness_tui.tui.literal import literal
from readiness_tui.tui.messages import (
    AgentOpened,
    Place,
    QuitAsked,
    ScreenReady,
    SessionChange,
    StepRedone,
    StepUndone,
    UpgradeAsked,
    Went,
    WentBack,
)
from readiness_tui.tui.palette import OF_AN_AGENT, changes, places_of
from readiness_tui.tui.save_state import with_state
from readiness_tui.tui.widgets.footer import CommandFooter
from readiness_tui.tui.widgets.header import Header, HeaderLine

if TYPE_CHECKING:  # the start is not to wait for them
    from readiness_tui.use_cases.sessions import Session
    from readiness_tui.use_cases.workspaces import Workspace


class Frame(CommandingScreen):
    """A screen with header and footer. Subclasses set NAME, FOOTER and `BINDINGS = bindings_of(NAME)`."""

    FOOTER: ClassVar[tuple[str, ...]] = ("help.keys",)
    BESIDE: ClassVar[str] = ""
    """What makes room for the panel with the cursor while it is zoomed, as a selector."""
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    Frame { overflow: hidden; }
    """

    session: var[Session | None] = var(None, init=False)
    workspace: var[Workspace | None] = var(None, init=False)
    today: var[date] = var(date.min, init=False)
    question_filter: var[str] = var("all", init=False)
    is_demo: var[bool] = var(False, init=False)

    def __init__(self, subject: str | None = None) -> None:
        super().__init__()
        self.subject = subject
        self.is_ready = False
        self.is_zoomed = False
        self._aside: tuple[Widget, ...] = ()
        self._shown: Session | None = None
        self.make_change: Callable[[SessionChange], bool] = lambda event: False
        self.now: Callable[[], datetime] = lambda: datetime.now().astimezone()

    def use_keymap(self, keymap: Mapping[str, str]) -> None:
        """Bind a person's own keys. Only F-keys and ctrl+q work in text fields, whatever the command came with."""
        ours = self._bindings.key_to_bindings.items()
        rest = {key: left for key, found in ours if (left := [binding for binding in found if not binding.id])}
        self._bindings = BindingsMap.merge([BindingsMap(bindings_of(self.NAME, keymap)), BindingsMap.from_keys(rest)])

    def render_lines(self, crop: Region) -> list[Strip]:
        """The empty screen, which shows where no widget stands."""
        strip = Strip.blank(crop.width, self.visual_style.rich_style)
        for one in self.get_line_filters():
            strip = strip.apply_filter(one, self.background_colors[1])
        return [strip] * crop.height

    def compose(self) -> ComposeResult:
        """Header, body, footer."""
        yield Header()
        yield from self.compose_body()
        yield CommandFooter(footer_entries(self.FOOTER, self.preferences.keymap))

    def compose_body(self) -> ComposeResult:
        """What stands between header and footer."""
        yield from ()

    def show(self, session: Session) -> None:
        """Show this session. Called once the screen is up, and after each change while it can be seen."""

    def header(self, session: Session) -> HeaderLine:
        """The line above for this session; `with_state` adds saved, NOT SAVED, READ ONLY and DEMO."""
        return with_state(HeaderLine((session.slug, self.NAME)), session)

    def open_at(self, subject: str | None) -> None:
        """Show another question, task or level: the subject of the place that was gone to."""
        self.subject = subject
        self.show_again()

    def here(self) -> Place:
        """The place that leads here again."""
        return Place(self.NAME)

    def not_kept(self) -> str:
        """Why something that was typed here could not be kept; empty where nothing would be lost."""
        return ""

    def shell_command(self) -> str:
        """The command line that does what this screen does; `Y` copies it."""
        return ""

    def markdown(self) -> str:
        """What has the focus, as Markdown; `y` copies it."""
        return ""

    def help_text(self) -> tuple[str, str]:
        """Title and text of the help on what has the focus; `h` shows it."""
        return "", ""

    # The session comes down.

    def watch_session(self, session: Session | None) -> None:
        """Show the change at once where the screen can be seen, else when it is next."""
        if session is not None and self.is_ready and self.is_running and self in self.app.screen_stack:
            self._show(session)

    def on_mount(self) -> None:
        """Show what there is; keys that came earlier have waited."""
        self.call_after_refresh(self._begin_to_show)

    def _begin_to_show(self) -> None:
        self.is_ready = True
        self.show_again()
        self.app.post_message(ScreenReady())

    def on_screen_resume(self) -> None:
        """Show what changed meanwhile."""
        if self.session is not self._shown:
            self.show_again()

    def on_resize(self) -> None:
        """The line above holds what fits."""
        self.query_one(Header).draw()
        if self.session is not None and self.is_ready:
            self.query_one(Header).show(self.header(self.session))

    def show_again(self) -> None:
        """Show the session once more."""
        if self.session is not None and self.is_ready:
            self._show(self.session)

    def _show(self, session: Session) -> None:
        self._shown = session
        self.show(session)
        self.query_one(Header).show(self.header(session))

    def take_key(self, event: events.Key) -> bool:
        """Take a key that no command has; whether it was taken."""
        return False

    # Messages go up.

    def change(self, event: SessionChange) -> bool:
        """Have a change made and saved at once; whether it was. For keys that lead on: the next one may come before a
        message is through, and must find the new session."""
        return self.make_change(event)

    def action_go(self, screen: str) -> None:
        """Go to another screen of this agent."""
        self.post_message(Went(Place(screen)))

    def action_back(self) -> None:
        """One step back: the whole screen again, or the screen below."""
        if self.is_zoomed:
            self.action_zoom()
        else:
            self.post_message(WentBack())

    def action_undo(self) -> None:
        """Take the last change back."""
        self.post_message(StepUndone())

    def action_redo(self) -> None:
        """Do it again."""
        self.post_message(StepRedone())

    def action_upgrade(self) -> None:
        """Show what another version of the questionnaire does to the answers."""
        self.post_message(UpgradeAsked())

    def action_quit(self) -> None:
        """Leave the program."""
        self.post_message(QuitAsked())

    def why_not(self, command: Command) -> str:
        """Why a command of this screen can't run now, in words; empty where it can."""
        session = self.session
        if session is None:
            return "open an agent first" if command.action in OF_AN_AGENT else ""
        if session.is_read_only and changes(command):
            return "READ ONLY"
        if (command.action == "undo" and not session.done) or (command.action == "redo" and not session.undone):
            return f"nothing to {command.action}"
        return self.unready(command.action)

    def unready(self, action: str) -> str:
        """Why an action has nothing to work on here and now; empty where it has."""
        return "nothing stands beside it" if action == "zoom" and not self._can_zoom() else ""

    def _can_zoom(self) -> bool:
        return self.is_zoomed or any(widget.display for widget in self.beside())

    def beside(self) -> tuple[Widget, ...]:
        """The widgets that make room for the focused one while it is zoomed."""
        return tuple(self.query(self.BESIDE)) if self.BESIDE else ()

    def action_go_to(self) -> None:
        """Go to a question, gap, task, agent or screen by its id or words."""
        self.app.push_screen(Choose("Go to", places_of(self.workspace, self.session)), self._go_to)

    def _go_to(self, place: str | None) -> None:
        if place is not None:
            screen, _, subject = place.partition(":")
            self.post_message(AgentOpened(subject) if screen == "agent" else Went(Place(screen, subject or None)))

    def action_zoom(self) -> None:
        """The focused panel alone on the whole screen, and back."""
        if not self._can_zoom():
            self.say("nothing stands beside it")
            return
        self.is_zoomed = not self.is_zoomed
        self._aside = self.beside() if self.is_zoomed else self._aside
        for widget in self._aside:
            if self.is_zoomed:
                widget.styles.display = "none"
            else:
                widget.styles.clear_rule("display")
                widget.refresh(layout=True)
        self.call_after_refresh(self.show_again)

    def action_choose_theme(self) -> None:
        """Another theme."""
        picks = tuple(Pick(name, name) for name in sorted(self.app.available_themes))
        self.app.push_screen(Choose("Theme", picks), self._take_theme)

    def _take_theme(self, name: str | None) -> None:
        if name is not None:
            self.app.theme = name

    def action_show_help(self) -> None:
        """Help on what has the focus."""
        title, text = self.help_text()
        if text:
            self.app.push_screen(Reading(title, literal(text)))
        else:
            self.action_show_keys()

    def action_copy(self) -> None:
        """Copy what has the focus as Markdown."""
        text = self.markdown()
        if text:
            self.app.copy_to_clipboard(text)
            self.say(f"copied as Markdown: {text.splitlines()[0].lstrip('# ')}")

    def action_copy_command(self) -> None:
        """Copy the shell command for what is shown."""
        command = self.shell_command()
        if command:
            self.app.copy_to_clipboard(command)
            self.say(f"copied: {command}")
