"""Edit a text in the person's own editor."""

from readiness_tui.storage.editing import edited_text

__all__ = ["edited_text"]
