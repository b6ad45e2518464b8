"""Reads rendered reports the way a browser or a Markdown renderer would, as far as the tests ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

TEXTS = frozenset(("text", "text_special", "hardbreak", "softbreak", "inline"))
LINKS = frozenset(("link_open", "link_close"))
VOID = frozenset({"meta", "br", "link", "img", "input", "hr"})

ELEMENTS = frozenset(
    """html head meta title style body svg defs pattern rect symbol path use text line circle desc a div header main nav
    section footer p h1 h2 h3 ul ol li dl dt dd b strong em span small table caption thead tbody tr th td time figure
    figcaption details summary code pre blockquote br""".split()  # noqa: SIM905  # reads better than a list of quotes
)
GLOBAL = frozenset(("id", "class", "role", "aria-label", "aria-labelledby", "aria-hidden"))
ATTRIBUTES: dict[str, frozenset[str]] = {
    "html": frozenset({"lang"}),
    "meta": frozenset({"charset", "name", "content", "http-equiv"}),
    "a": frozenset({"href", "rel"}),
    "th": frozenset({"scope"}),
    "time": frozenset({"datetime"}),
    "details": frozenset({"open"}),
    "div": frozenset({"tabindex"}),
    "ol": frozenset({"start"}),
    "use": frozenset({"href"}),
    "svg": frozenset({"width", "height", "x", "y", "viewbox", "focusable", "overflow"}),
    "symbol": frozenset({"viewbox"}),
    "pattern": frozenset({"width", "height", "patternunits", "patterntransform"}),
    "rect": frozenset({"x", "y", "width", "height", "rx", "transform"}),
    "path": frozenset({"d", "fill-rule"}),
    "line": frozenset({"x1", "x2", "y1", "y2"}),
    "circle": frozenset({"cx", "cy", "r"}),
    "text": frozenset({"x", "y", "dx", "dy", "text-anchor", "paint-order"}),
}


@dataclass
class Page(HTMLParser):
    """The elements of a page in order, with their attributes; text of style sheets apart."""

    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    outside_words: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    unclosed: list[str] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    depth_of_words: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.elements.append((tag, given))
        if not self.depth_of_words:
            self.outside_words.append((tag, tuple(name for name, _ in attrs)))
        elif tag not in VOID:
            self.depth_of_words += 1
        if tag not in VOID:
            self.unclosed.append(tag)
        if "words" in (given.get("class") or "").split():
            self.depth_of_words = 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.depth_of_words:
            self.depth_of_words -= 1
        if self.unclosed and self.unclosed[-1] == tag:
            self.unclosed.pop()
        else:
            self.stray.append(tag)

    def handle_data(self, data: str) -> None:
        (self.styles if self.unclosed and self.unclosed[-1] == "style" else self.texts).append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    @property
    def text(self) -> str:
        """All text that a reader may see, with single blanks."""
        return " ".join(" ".join(self.texts).split())

    def attributes(self, tag: str, name: str) -> list[str]:
        """Every value of an attribute of an element."""
        return [given[name] or "" for element, given in self.elements if element == tag and name in given]


def page(html: str) -> Page:
    """A page, read to its end."""
    reader = Page()
    reader.feed(html)
    reader.close()
    return reader


def refused(found: Page) -> list[str]:
    """Elements, attributes and addresses that no report may hold."""
    wrong = [f"<{tag}>" for tag, _ in found.elements if tag not in ELEMENTS]
    for tag, given in found.elements:
        allowed = GLOBAL | ATTRIBUTES.get(tag, frozenset())
        wrong += [f"<{tag} {name}>" for name in given if name not in allowed]
    wrong += [f"href {href}" for href in found.attributes("use", "href") if not href.startswith("#i-")]
    for tag, given in found.elements:
        href = given.get("href")
        if tag == "a" and href is not None and not href.startswith("#"):
            scheme = href.split(":", 1)[0].lower()
            wrong += [] if scheme in ("http", "https", "mailto") else [f"href {href}"]
            wrong += [] if given.get("rel") == "noopener noreferrer nofollow" else [f"rel of {href}"]
    return wrong + [f"<!--{comment}-->" for comment in found.comments] + [f"</{tag}>" for tag in found.stray]


@dataclass(frozen=True)
class Twin:
    """A Markdown text as GitHub's flavour reads it, raw HTML included; parsed once."""

    text: str

    @cached_property
    def tokens(self) -> list[Token]:
        """The blocks in order."""
        return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(self.text)

    @property
    def links(self) -> list[str]:
        """Where its links lead."""
        inline = [child for token in self.tokens for child in token.children or ()]
        return [str(child.attrGet("href")) for child in inline if child.type == "link_open"]

    @property
    def shape(self) -> list[str]:
        """Every block and inline element in order, without texts and links; neighbouring texts are one."""
        names: list[str] = []
        for token in self.tokens:
            for name in [token.type, *(child.type for child in token.children or ())]:
                plain = "text" if name in TEXTS else name
                if plain not in LINKS and (plain != "text" or not names or names[-1] != "text"):
                    names.append(plain)
        return names

    @property
    def broken_rows(self) -> list[str]:
        """The lines of tables that don't have as many cells as their header."""
        lines, broken = self.text.splitlines(), []
        for token in self.tokens:
            if token.type == "table_open" and token.map:
                rows = lines[token.map[0] : token.map[1]]
                width = _cells(rows[0])
                broken += [
                    row for row in rows if _cells(row) != width or not (row.startswith("|") and row.endswith("|"))
                ]
        return broken


def _cells(row: str) -> int:
    return len(escapedSplit(row.strip())) - 2
