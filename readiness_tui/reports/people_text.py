"""Text from people, made safe for HTML, for Markdown and for a style sheet: it is shown, and never acts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup, escape

if TYPE_CHECKING:  # a report in Markdown, and most notes in one of HTML, need no reader of Markdown
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LINK_REL = "noopener noreferrer nofollow"
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s\"'<>\\^`{|}\x00-\x20\x7f]+", re.IGNORECASE)
_PLAIN = r"[\w ,()%–…'?-]+(?:[.:;/][\w ,()%–…'?-]+)*\.?"  # these two and days are for HTML: compiled where it is made
_LIST_START = r"\s*(?:[-+]|\d+[.)])(?:\s|$)| {4}"
_ACTIVE = re.compile(r"([\\`*_{}\[\]<>#|~&@$^!=])")
_ONLY_HERE = re.compile(r"(?<=\bwww)\.|(?<=\bGH)-|:(?=\S)|^[-+]|^\d{1,9}[.)](?=\s|$)", re.IGNORECASE)
_BREAKS = re.compile(r"(?<![ \t])[ \t]*[\r\n][ \t\r\n]*")  # looks at each blank once, however many there are
_LABEL = re.compile(r"\\@(\d+(?:-[0-9a-f]{4,})?)\b")
_DAY = r"\b\d{4}-\d{2}-\d{2}\b"
_URL_SAFE = "/:?&=#%+,;@~-.$"


def safe_link(address: str | None) -> str:
    """The address if a reader may follow it (http, https, mailto, no space or quote in it), else nothing."""
    text = (address or "").strip()
    return text if _SAFE_LINK.fullmatch(text) else ""


def note_html(text: str) -> Markup:
    """A note as HTML: Markdown without raw HTML, images and headings; links open http, https and mailto only."""
    if not text.strip():
        return Markup("")
    if re.fullmatch(_PLAIN, text) and not re.match(_LIST_START, text):
        return Markup("<p>{}</p>").format(text)
    return Markup(_reader().render(text))  # markdown-it escapes: html is off, and the allow-list test parses it


@cache
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
    reader.disable(["image", "heading", "lheading", "hr", "html_block", "html_inline", "code"])
    reader.validateLink = lambda url: bool(safe_link(url))  # type: ignore[method-assign]
    reader.add_render_rule("link_open", _open_link)
    reader.add_render_rule("fence", _code_block)
    return reader


def _open_link(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    href = tokens[index].attrGet("href")
    return f'<a href="{escape(str(href))}" rel="{LINK_REL}">'


def _code_block(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return f"<pre><code>{escape(tokens[index].content)}</code></pre>\n"


def escape_markdown(text: str) -> str:
    """People's text for one line of Markdown: what could act is escaped, line breaks as ` / `.

    Acting are markup, tables, entities, mentions and what GitHub turns into links and emoji; a list's sign only at the
    beginning of the line.
    """
    return _ONLY_HERE.sub(_escape_last, _ACTIVE.sub(r"\\\1", one_line(text)))


def _escape_last(found: re.Match[str]) -> str:
    return f"{found[0][:-1]}\\{found[0][-1]}"


def own_words(text: str) -> str:
    """A sentence, number or date of ours for one line of Markdown: only what could act is escaped.

    A milestone's label becomes code, for `@3` in a comment would call a person of that name.
    """
    return _LABEL.sub(r"`@\1`", _ACTIVE.sub(r"\\\1", one_line(text)))


def one_line(text: str) -> str:
    """The text with its line breaks as ` / `, and without tabs and outer blanks."""
    return _BREAKS.sub(" / ", text.strip()).replace("\t", " ")


def markdown_lines(text: str, indent: str = "") -> str:
    """A note for a Markdown list or quote: every line escaped, hard breaks between, each further line indented."""
    lines = [escape_markdown(line) for line in text.strip().splitlines()]
    kept = [line for line in lines if line]
    return f"\\\n{indent}".join(kept)


def markdown_link(text: str, address: str) -> str:
    """A Markdown link with escaped words, or only the words where the address may not be followed."""
    href = safe_link(address)
    words = escape_markdown(text)
    return f"[{words}]({quote(href, safe=_URL_SAFE)})" if href else words


def css_string(text: str) -> Markup:
    """The text as a quoted CSS string, every character but letters and digits written as its code point."""
    written = "".join(character if _is_plain(character) else f"\\{ord(character):x} " for character in one_line(text))
    return Markup('"' + written + '"')  # holds nothing but [A-Za-z0-9 \]


def dated_html(text: str) -> Markup:
    """A sentence with its days marked up as such, so that none is broken over two lines."""
    marked = re.sub(_DAY, r'<time datetime="\g<0>">\g<0></time>', str(escape(text)))
    return Markup(marked)  # escaped before it is marked up


def _is_plain(character: str) -> bool:
    return character.isascii() and character.isalnum()
