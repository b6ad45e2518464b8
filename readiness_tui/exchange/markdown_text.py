"""Text of people in Markdown: it stays the text that it is."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+!|~&@:-])")


def literal_markdown(text: str) -> str:
    """The text on one line, with every character escaped that could be markup, a mention or a link."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
