"""A questionnaire's text and others: the file changed outside meanwhile, and the person's own editor."""

from __future__ import annotations

from dataclasses import replace

from readiness_tui.model.faults import UserError
from readiness_tui.tui.dialogs import Choose, Pick, Reading
from readiness_tui.tui.drafting import DraftFrame
from readiness_tui.tui.handing_over import hand_over
from readiness_tui.tui.literal import literal
from readiness_tui.use_cases import questionnaire_drafts as drafts


class EditingFrame(DraftFrame):
    """A screen with a text that others may write as well."""

    # The file, changed outside

    def look_outside(self) -> None:
        """Read the file again where others wrote it; ask where something is typed here as well."""
        opened = self.opened
        if opened is None or self.app.screen is not self:
            return
        stamp = drafts.stamp_of(opened.path)
        if stamp == opened.stamp and opened.kept is None:
            return
        self.opened = replace(opened, stamp=stamp, kept=None)
        self.meet_outside()

    def meet_outside(self) -> bool:
        """Whether the file still holds what the text began from; if not, its text is taken, or asked about."""
        opened = self.opened
        if opened is None:
            return True
        if drafts.stamp_of(opened.path) is None:
            self.say("the file is gone; your text stays, and F9 writes it anew", "warning")
            return True
        try:
            theirs = drafts.readable_text(opened.path)
        except UserError as error:
            self.say(f"the file can't be read any more, your text stays: {error.faults[0].message}", "warning")
            return False
        mine = self.area.text
        if theirs == opened.base:
            return True
        if mine in (opened.base, theirs):
            self._take_theirs(theirs)
            self.say(f"{opened.path.name} was changed outside, read again")
        else:
            self._ask_sides(theirs)
        return False

    def _take_theirs(self, theirs: str) -> None:
        self._take_base(theirs)
        self.area.put(theirs)
        self.keep_now()

    def _take_base(self, text: str) -> None:
        if self.opened is not None:
            self.opened = replace(self.opened, base=text)

    def _ask_sides(self, theirs: str) -> None:
        more, less = drafts.counted_difference(self.area.text, theirs)
        picks = (
            Pick("mine", "mine: go on with what I typed; publishing replaces the file's"),
            Pick("theirs", "theirs: take the file's; mine is put aside, and ^z brings it back"),
            Pick("difference", f"see the difference first: lines only here {more}, only in the file {less}"),
        )

        def take(side: str | None) -> None:
            if side == "difference":
                text = literal(drafts.difference(self.area.text, theirs))
                self.app.push_screen(Reading("- the file   + what you typed", text), lambda _: self._ask_sides(theirs))
            elif side == "theirs":
                self._give_way(theirs)
            elif side == "mine":
                self._take_base(theirs)
                self.keep_now()
                self.say("your text stays; F9 replaces the file's")
            else:
                self.say("both stay as they are; F9 asks again", "warning")

        self.app.push_screen(Choose("The file was changed outside, and here", picks, counts=True), take)

    def _give_way(self, theirs: str) -> None:
        place = self.put_aside(self.area.text)
        if place:
            self._take_theirs(theirs)
            self.say(f"the file's text is here; yours is in {place}")

    def put_aside(self, text: str) -> str:
        """Keep a text that is not going to be here; where, empty if it could not be kept."""
        try:
            return str(drafts.put_aside(self.opened.path, text)) if self.opened is not None else ""
        except UserError as error:
            self.say(f"your text stays, it could not be put aside: {error.faults[0].message}", "error")
            return ""

    # The person's own editor

    def action_external(self) -> None:
        """The text in the person's own editor; it can only be read here meanwhile."""
        if self.opened is None or self.area.read_only:
            self.say(self.why_not_written(), "warning")
            return
        self.area.read_only = self.is_out = True
        name = self.opened.path.name
        hand_over(self, self.area.text, name, self._take_back, lambda words: self.say(words, "warning"))
        self.draw_header()

    def _take_back(self, text: str | None) -> None:
        self.is_out = False
        self.area.read_only = self.opened is None or not self.opened.is_own
        self.draw_header()
        if text is None:
            return
        longest = max(map(len, text.split("\n")))
        if longest > drafts.LINE_LIMIT:
            place = self.put_aside(text)
            self.say(f"a line of {longest:,} characters can't be shown here; the text stays, that one is in {place}")
        else:
            self.area.put(text)
