"""The page that shows the program, and the plain pages beside it: everything in them comes from our own address."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template
from urllib.parse import quote

_FONT = "RobotoMono{}-VariableFont_wght.ttf"
STATIC = {
    "textual.js": "js/textual.js",
    "xterm.css": "css/xterm.css",
    "upright.ttf": "fonts/" + _FONT.format(""),
    "italic.ttf": "fonts/" + _FONT.format("-Italic"),
}
FOCUS = """
"use strict";
// The library's script opens the session but leaves the keys with the window; it marks the body once it is connected.
new MutationObserver((_, observer) => {
  if (!document.body.classList.contains("-loaded")) return;
  observer.disconnect();
  document.querySelector(".xterm-helper-textarea").focus();
  // What is left of the page below the last whole row has the ground that the program gives the terminal.
  const viewport = document.querySelector(".xterm-viewport");
  const follow = () => { document.getElementById("terminal").style.background = viewport.style.backgroundColor; };
  new MutationObserver(follow).observe(viewport, { attributeFilter: ["style"] });
  follow();
}).observe(document.body, { attributeFilter: ["class"] });
"""
_STYLE = """
@font-face { font-family: "Roboto Mono"; font-weight: 100 700; src: url("static/upright.ttf?token=$token"); }
@font-face { font-family: "Roboto Mono"; font-weight: 100 700; font-style: italic;
  src: url("static/italic.ttf?token=$token"); }
html, body { margin: 0; height: 100%; overflow: hidden; background: #0d1117; color: #e6edf3; }
body { font: 16px/1.5 "Roboto Mono", monospace; }
#terminal { position: absolute; inset: 0; }
.told { position: absolute; inset: 0; display: flex; align-items: center; justify-content: center; z-index: 10;
  background: #0d1117; text-align: center; padding: 1em; }
.told p { max-width: 40em; }
.told a { color: #4aa8ff; }
body.-first-byte #starting, #ended { display: none; }
body.-closed #ended { display: flex; }
"""
_HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Readiness</title>
<link rel="icon" href="data:,">
"""
_PAGE = Template(
    _HEAD
    + """<link rel="preload" as="font" type="font/ttf" crossorigin href="static/upright.ttf?token=$token">
<link rel="stylesheet" href="static/xterm.css?token=$token">
<style>"""
    + _STYLE
    + """</style>
<script src="static/textual.js?token=$token"></script>
</head>
<body>
<div id="starting" class="told"><p>Readiness <b>starts</b> <i>…</i></p></div>
<div id="ended" class="told" role="alert"><p>This session has ended, and what was answered is saved.<br>
At most $most pages can be open at once; $why<br><a href="?token=$token">Open it again</a></p></div>
<div id="terminal" class="textual-terminal" data-session-websocket-url="ws://$host/ws?token=$token&amp;size="
  data-font-size="16"></div>
<script src="static/focus.js?token=$token"></script>
</body>
</html>
"""
)
_PLAIN = Template(
    _HEAD + "<style>" + _STYLE + "</style>\n</head>\n<body>\n<div class='told'><p>$words</p></div></body></html>\n"
)
_WHY = "where something failed, the terminal with 'readiness serve' says what."


def page(host: str, token: str, most: int) -> str:
    """The page of one session. The library's script puts `?width=..&height=..` behind the address of its websocket."""
    return _PAGE.substitute(host=escape(host), token=quote(token), most=most, why=escape(_WHY))


def plain_page(words: str, token: str) -> str:
    """A page that says one thing."""
    return _PLAIN.substitute(words=escape(words), token=quote(token))


def static_file(name: str) -> Path | None:
    """A file of the library's that the page needs; None for any other name."""
    place = STATIC.get(name)
    return Path(str(files("textual_serve").joinpath("static", place))) if place else None


def policy(host: str) -> str:
    """What the page may load, and from where: the content security policy of every answer."""
    sources = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self' 'unsafe-inline'",  # the library's script writes the styles of its cells
        "font-src": "'self'",
        "img-src": "data:",
        "connect-src": f"ws://{host}",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {source}" for name, source in sources.items())
