"""The rule that an HTML report is under: no script, no request; in its head for the browser, and checked here."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL | re.IGNORECASE)
_ATTRIBUTES = r"""(?:\s+[a-z][a-z:-]*(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>=`]+))?)*\s*"""
_OPENING = re.compile(rf"\s*(?:<!doctype\s+html\s*>\s*)?<html{_ATTRIBUTES}>\s*<head{_ATTRIBUTES}>", re.IGNORECASE)
_ACTIVE = frozenset(
    """script iframe frame frameset object embed applet portal base form link audio video track source
    foreignobject animate set""".split()  # noqa: SIM905  # reads better than a list of quotes
)
_LOADING = frozenset({"src", "srcset", "background", "poster", "ping", "formaction", "action", "data", "manifest"})
_META = frozenset({"charset", "content", "name"})
_OUTSIDE_STYLE = re.compile(r"@import|url\(\s*['\"]?(?!#|data:image/|['\"])", re.IGNORECASE)
_SAFE_ADDRESS = re.compile(r"(?:#|https?://|mailto:)", re.IGNORECASE)


class NotUnderPolicy(Exception):
    """The page can't be put under the policy; `mark` is the piece of text that shows why."""

    def __init__(self, message: str, mark: str = "") -> None:
        self.mark = mark
        super().__init__(message)


def with_policy(html: str) -> str:
    """The page with a policy at the top of its head that allows its own style sheets and pictures, and nothing else.

    The head has to come first, so that nothing stands before the policy. Raises NotUnderPolicy.
    """
    opening = _OPENING.match(html)
    if opening is None:
        if not re.search(r"<head[\s>]", html, re.IGNORECASE):
            raise NotUnderPolicy("the template has no <head>, where the report's policy goes")
        raise NotUnderPolicy("the template has to begin with <!doctype html>, <html> and <head>, nothing before them")
    hashes = " ".join(dict.fromkeys(f"'sha256-{_digest(style)}'" for style in _STYLE.findall(html))) or "'none'"
    policy = f"default-src 'none'; style-src {hashes}; img-src data:; base-uri 'none'; form-action 'none'"
    meta = f'\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return html[: opening.end()] + meta + html[opening.end() :]


def _digest(style: str) -> str:
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def check_inert(html: str) -> None:
    """Raise NotUnderPolicy where a page made by a team's template has a script or asks for something outside it.

    The browser refuses these too, by the policy; but a template that needs them would fail silently.
    """
    _Reader().read(html)


class _Reader(HTMLParser):
    def read(self, html: str) -> None:
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _ACTIVE:
            raise NotUnderPolicy(f"a report has no <{tag}>: it holds no script and asks for nothing outside", f"<{tag}")
        for name, value in attrs:
            _check_attribute(tag, name, (value or "").strip())

    def handle_data(self, data: str) -> None:
        found = _OUTSIDE_STYLE.search(data) if self.cdata_elem == "style" else None
        if found:
            raise NotUnderPolicy("a style sheet asks for something outside the report", found.group())

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)


def _check_attribute(tag: str, name: str, value: str) -> None:
    if name.startswith("on"):
        raise NotUnderPolicy(f"a report has no attribute '{name}': it holds no script", name)
    if name == "style":
        raise NotUnderPolicy("the policy leaves 'style' attributes out: use a class and the <style>", "style=")
    if tag == "meta" and name not in _META:
        raise NotUnderPolicy(f"a report's <meta> has no '{name}'", name)
    if name in _LOADING and not value.lower().startswith("data:image/"):
        raise NotUnderPolicy(f"'{name}' asks for something outside the report; pictures are data:image/ only", name)
    if name in ("href", "xlink:href") and value and not _SAFE_ADDRESS.match(value):
        raise NotUnderPolicy("a link leads to http, https, mailto or a place in the report", name)
