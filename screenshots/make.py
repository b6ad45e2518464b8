"""Makes the pictures of this folder: drives the real app on the demo workspace, as of a fixed day.

The report is pictured by Chromium, where there is one.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tour import take_tour

from readiness_tui.tui.app import ReadinessApp
from readiness_tui.tui.messages import AgentOpened, Place
from readiness_tui.tui.preferences import Preferences
from readiness_tui.use_cases.demo import write_demo
from readiness_tui.use_cases.milestones import open_version
from readiness_tui.use_cases.reports import Wishes, report_text
from readiness_tui.use_cases.workspaces import Workspace

HERE = Path(__file__).parent
DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, 4, tzinfo=UTC)
PICTURES: tuple[tuple[str, Place | None, tuple[int, int]], ...] = (
    ("home", None, (100, 26)),
    ("question", Place("question", "output-validation"), (120, 40)),
    ("tasks", Place("tasks", "close-account"), (120, 34)),
    ("task", Place("task", "sort-mail"), (120, 40)),
    ("results", Place("results"), (120, 38)),
    ("results-80x24", Place("results"), (80, 24)),
    ("plan", Place("plan"), (120, 38)),
    ("compare", Place("compare", "3..working"), (120, 40)),
)
BROWSER_FLAGS = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars
    --disable-background-networking --disable-component-update --disable-sync --window-size=1000,1243""".split()  # noqa: SIM905  # reads better


async def picture(workspace: Workspace, place: Place | None, size: tuple[int, int]) -> str:
    """One screen as SVG that asks nothing of the network."""
    app = ReadinessApp(
        workspace, DAY, by="ana", clock=lambda: NOW, preferences=Preferences(theme="readiness-dark", glyphs="unicode")
    )
    async with app.run_test(size=size) as pilot:
        if place is not None:
            app.post_message(AgentOpened("support-agent", place))
        await pilot.pause()
        while place is not None and (place.screen != app.screen.NAME or not app.screen.is_ready):  # type: ignore[attr-defined]  # every screen is a Frame
            await pilot.pause(0.05)
        await app.workers.wait_for_complete()
        await pilot.pause(1)  # what follows a screen when nothing else is asked for
        svg = app.export_screenshot(title="readiness")
    return without_web_fonts(svg)


async def pictures_of_tour(folder: Path) -> None:
    """The pictures of docs/tour.md, on the way through it."""
    place = str(folder / "agent")

    def take(name: str, app: ReadinessApp) -> None:
        svg = without_web_fonts(app.export_screenshot(title="readiness")).replace(place, "~/support-agent")
        (HERE / f"{name}.svg").write_text(svg, encoding="utf-8")
        print(f"screenshots/{name}.svg", file=sys.stderr)

    await take_tour(folder, DAY, NOW, take)


def without_web_fonts(svg: str) -> str:
    """The picture with the reader's own monospace font instead of one from outside."""
    svg = re.sub(r"@font-face\s*\{[^}]*\}", "", svg)
    svg = svg.replace("font-family: Fira Code", "font-family: ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono'")
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


def picture_of_report(workspace: Workspace, target: Path) -> bool:
    """The upper part of the HTML report as PNG; False where there is no browser."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        return False
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page = Path(folder) / "report.html"
        version = open_version(workspace, "support-agent", DAY)
        page.write_text(report_text(workspace, version, "html", Wishes(), DAY), encoding="utf-8")
        command = [
            browser,
            *BROWSER_FLAGS,
            f"--user-data-dir={folder}/profile",
            f"--screenshot={target}",
            page.as_uri(),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return True


def main(names: Sequence[str]) -> None:
    """Make all pictures, or those that are named."""
    with TemporaryDirectory() as folder:
        workspace = write_demo(Path(folder) / "demo", DAY)
        for name, place, size in PICTURES:
            if not names or name in names:
                (HERE / f"{name}.svg").write_text(asyncio.run(picture(workspace, place, size)), encoding="utf-8")
                print(f"screenshots/{name}.svg", file=sys.stderr)
        if not names or "tour" in names:
            asyncio.run(pictures_of_tour(Path(folder)))
        if not names or "report" in names:
            is_made = picture_of_report(workspace, HERE / "report.png")
            print("screenshots/report.png" if is_made else "no report.png: no Chromium here", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
