"""Commands on a screen: those that work here and now, and all others with the reason why they don't."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.reactive import var
from textual.screen import Screen

from readiness_tui.tui.commands import BY_ID, Command, commands_of
from readiness_tui.tui.dialogs import Choose, Pick
from readiness_tui.tui.palette import command_picks, key_picks, where_of
from readiness_tui.tui.preferences import Preferences


class CommandingScreen(Screen[None]):
    """A screen whose commands can be chosen from a list, by key or by name."""

    NAME: ClassVar[str] = ""
    preferences: var[Preferences] = var(Preferences(), init=False)

    def why_not(self, command: Command) -> str:
        """Why a command of this screen can't run now, in words; empty where it can."""
        return ""

    def action_show_keys(self) -> None:
        """The keys that work here and now."""
        picks = key_picks(self.NAME, self.preferences.keymap, self.why_not)
        self.app.push_screen(Choose("Keys that work here", picks), self._run)

    def action_show_commands(self) -> None:
        """The palette: every command, what can run here first."""
        picks = command_picks(self.NAME, self.preferences.keymap, self.why_not)
        self.app.push_screen(Choose("Commands", picks), self._run)

    async def _run(self, command_id: str | None) -> None:
        command = BY_ID[command_id] if command_id is not None else None
        if command is None:
            return
        reason = self.why_not(command) if command in commands_of(self.NAME) else where_of(command)
        if reason:
            self.say(f"{command.words}: {reason}", "warning")
        elif command.numbered:
            picks = tuple(Pick(key, f"{command.label} {key}", key=key) for key in command.keys.split(","))
            self.app.push_screen(Choose(command.words, picks), partial(self._run_numbered, command.action))
        else:
            await self.run_action(command.action)

    async def _run_numbered(self, action: str, key: str | None) -> None:
        if key is not None:
            await self.run_action(f"{action}({key})")

    def say(self, text: str, severity: str = "information") -> None:
        """A toast; the text is literal."""
        level = "error" if severity == "error" else "warning" if severity == "warning" else "information"
        self.app.notify(text, severity=level, markup=False, timeout=4)  # type: ignore[arg-type]  # one of three
