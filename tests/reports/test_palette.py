"""Every colour of text stands out from every ground it is put on, in light and in dark; computed, not looked at."""

from __future__ import annotations

import re
from functools import cache

import pytest

from tests.reports.requests import templates

GROUNDS = ("bg", "surface", "good-tint", "partly-tint", "bad-tint", "open-tint")
PAIRS = [
    *(("text", ground, 4.5) for ground in GROUNDS),
    *((colour, "bg", 4.5) for colour in ("muted", "link", "good", "partly", "bad", "open")),
    *(("muted", ground, 4.5) for ground in ("surface", "good-tint", "open-tint")),
    *(("bg", fill, 4.5) for fill in ("good", "partly", "bad")),  # numbers on the markers of the chart of tasks
    *((tone, f"{tone}-tint", 3.0) for tone in ("good", "partly", "bad", "open")),  # icons and edges
    *((tone, "track", 3.0) for tone in ("good", "bad", "open")),  # bars on their track
]
LIGHT = {"good": "#005a9c", "partly": "#966b00", "bad": "#9c0a3c", "muted": "#57606a", "bg": "#ffffff"}
DARK = {"good": "#4aa8ff", "partly": "#f2cc60", "bad": "#ff6f91", "muted": "#9aa4af", "bg": "#0d1117"}


@cache
def _palette(theme: str) -> dict[str, str]:
    css = templates()["report.css.j2"]
    blocks = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    light, dark = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block)) for block in blocks[:2])
    return light if theme == "light" else {**light, **dark}


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(first: str, second: str) -> float:
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("colour", "ground", "least"), PAIRS)
def test_a_colour_stands_out_from_its_ground(theme: str, colour: str, ground: str, least: float) -> None:
    palette = _palette(theme)
    assert _contrast(palette[colour], palette[ground]) >= least


@pytest.mark.parametrize(("theme", "expected"), [("light", LIGHT), ("dark", DARK)])
def test_the_palette_is_the_colour_blind_safe_one_of_the_screens(theme: str, expected: dict[str, str]) -> None:
    assert {name: _palette(theme)[name] for name in expected} == expected


def test_dark_colours_are_set_for_the_screen_only_so_that_print_is_light() -> None:
    css = templates()["report.css.j2"]
    assert css.index("@media screen and (prefers-color-scheme: dark)") < css.rindex("--bg: #0d1117")
    assert css.count("--bg:") == 2
