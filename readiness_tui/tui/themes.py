"""The two themes of the program, colour-blind-safe and readable without any colour; and its colours under others."""

from __future__ import annotations

from textual.color import Color
from textual.theme import Theme

LIGHT = {"in-place": "#005a9c", "partly": "#966b00", "not-in-place": "#9c0a3c", "muted": "#57606a"}
DARK = {"in-place": "#4aa8ff", "partly": "#f2cc60", "not-in-place": "#ff6f91", "muted": "#9aa4af"}
ANSI = {"in-place": "ansi_blue", "partly": "ansi_yellow", "not-in-place": "ansi_red", "muted": "ansi_default"}
LIGHT_GROUND = "#ffffff"
DARK_GROUND = "#0d1117"
LEAST_CONTRAST = 4.5
STEPS = 20
NAMES = ("readiness-dark", "readiness-light")


def _theme(name: str, colours: dict[str, str], ground: str, ink: str, raised: str, is_dark: bool) -> Theme:
    return Theme(
        name=name,
        primary=colours["in-place"],
        secondary=colours["muted"],
        accent=colours["in-place"],
        success=colours["in-place"],
        warning=colours["partly"],
        error=colours["not-in-place"],
        foreground=ink,
        background=ground,
        surface=ground,
        panel=raised,
        dark=is_dark,
        variables={
            **colours,
            "block-cursor-background": colours["in-place"],
            "block-cursor-foreground": ground,
            "block-cursor-text-style": "bold",
            "input-selection-background": f"{colours['in-place']} 40%",
            "border": colours["muted"],
        },
    )


def readiness_themes() -> tuple[Theme, Theme]:
    """`readiness-light` and `readiness-dark`."""
    return (
        _theme("readiness-light", LIGHT, LIGHT_GROUND, "#1f2328", "#eef1f4", False),
        _theme("readiness-dark", DARK, DARK_GROUND, "#e6edf3", "#1c2430", True),
    )


def colours_for(theme: Theme) -> dict[str, str]:
    """The four colours of meaning under a theme that doesn't name them itself, such that text in them can be read."""
    if theme.name.startswith("ansi-") or theme.name == "textual-ansi":
        return ANSI
    if theme.name in NAMES:
        return DARK if theme.dark else LIGHT
    return _readable(theme)


def contrast(one: Color, other: Color) -> float:
    """How far apart two colours are for reading: 1 to 21, as WCAG reckons it."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Color) -> float:
    parts = (part / 255 for part in colour.rgb)
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_MADE: dict[str, dict[str, str]] = {}


def _readable(theme: Theme) -> dict[str, str]:
    """Our colours, each mixed with white or black until it can be read on all grounds of a theme."""
    if theme.name not in _MADE:
        made = theme.to_color_system().generate()
        grounds = [Color.parse(made[ground]) for ground in ("background", "surface", "panel")]
        ours = DARK if theme.dark else LIGHT
        _MADE[theme.name] = {meaning: _on(grounds, Color.parse(colour), theme.dark) for meaning, colour in ours.items()}
    return _MADE[theme.name]


def _on(grounds: list[Color], colour: Color, is_dark: bool) -> str:
    end = Color.parse("white" if is_dark else "black")
    for step in range(STEPS):
        mixed = colour.blend(end, step / STEPS)
        if min(contrast(mixed, ground) for ground in grounds) >= LEAST_CONTRAST:
            return mixed.hex
    return end.hex
