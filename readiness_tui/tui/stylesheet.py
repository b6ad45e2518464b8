"""The stylesheet of the App: a source is parsed once, not again each time a screen is opened for the first time."""

from __future__ import annotations

from textual.css.stylesheet import Stylesheet


class KeptStylesheet(Stylesheet):
    """Textual's own forgets all it has parsed whenever a screen brings a style of its own; this one only under another
    theme."""

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the variables of the theme; only others than before call for parsing again."""
        if variables != self._variables:
            super().set_variables(variables)

    def reparse(self) -> None:
        """Parse what has not been parsed under these variables."""
        self.parse()
