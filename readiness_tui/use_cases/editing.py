"""Edit a text in the person's own editor."""

from readiness_tui.storage.editing import edited_text, has_own_window, text_edited_beside

__all__ = ["edited_text", "has_own_window", "text_edited_beside"]
