"""A headless Chromium for tests: what a script finds in a page, a picture of it, its PDF, and what it complains of."""

from __future__ import annotations

import html as markup
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

FLAGS = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync --hide-scrollbars""".split()  # noqa: SIM905  # reads better
DARK = "--blink-settings=preferredColorScheme=0"
FRAME = """<!doctype html><html lang="en"><title>frame</title><style>body{{margin:0}}iframe{{border:0}}</style>
<iframe src="{name}" width="{width}" height="{height}"></iframe>
<script>addEventListener("message", told => document.documentElement.dataset.found = told.data)</script></html>"""
TELL = """<script>(async () => {{
  const found = await (async () => {{ {script} }})();
  const told = JSON.stringify(found);
  if (parent !== window) parent.postMessage(told, "*"); else document.documentElement.dataset.found = told;
}})()</script></body>"""


def node_modules() -> Path:
    """Where npm put axe-core, the Nu checker and marked; the test is skipped where that isn't said."""
    given = os.environ.get("NODE_FOLDER")
    if not given:
        pytest.skip("NODE_FOLDER is not set")
    return Path(given) / "node_modules"


def browser() -> str:
    """The Chromium of this machine; the test is skipped where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no chromium")
    return found


def browse(folder: Path, address: str, *flags: str) -> subprocess.CompletedProcess[str]:
    """Open an address with a fresh profile."""
    profile = folder / "profile"
    shutil.rmtree(profile, ignore_errors=True)
    command = [browser(), *FLAGS, f"--user-data-dir={profile}", *flags, address]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)


def found_in(folder: Path, html: str, script: str, width: int, height: int, *flags: str) -> Any:
    """What a script returns in a copy of the page without its policy; narrow pages stand in a frame.

    Chromium draws no window below 500 pixels, and takes 143 of its height for itself.
    """
    page = folder / "page.html"
    free = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html, count=1)
    page.write_text(free.replace("</body>", TELL.format(script=script)), encoding="utf-8")
    opened = page
    if width < 500:
        opened = folder / "frame.html"
        opened.write_text(FRAME.format(name=page.name, width=width, height=height), encoding="utf-8")
    size = f"--window-size={max(width, 500)},{height + 143}"
    done = browse(folder, opened.as_uri(), size, "--virtual-time-budget=30000", "--dump-dom", *flags)
    told = re.search(r'<html[^>]* data-found="([^"]*)"', done.stdout)
    assert told, done.stderr[-2000:]
    return json.loads(markup.unescape(told.group(1)))


def pdf_pages(folder: Path, html: str) -> list[str]:
    """The text of each page of the PDF that the browser prints."""
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext")
    page, pdf = folder / "print.html", folder / "print.pdf"
    page.write_text(html, encoding="utf-8")
    browse(folder, page.as_uri(), "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True)
    return done.stdout.split("\f")[:-1]
