"""The two themes of the program: colour-blind-safe, and readable without any colour."""

from __future__ import annotations

from textual.theme import Theme

LIGHT = {"in-place": "#005a9c", "partly": "#966b00", "not-in-place": "#9c0a3c", "muted": "#57606a"}
DARK = {"in-place": "#4aa8ff", "partly": "#f2cc60", "not-in-place": "#ff6f91", "muted": "#9aa4af"}
ANSI = {"in-place": "ansi_blue", "partly": "ansi_yellow", "not-in-place": "ansi_red", "muted": "ansi_default"}
LIGHT_GROUND = "#ffffff"
DARK_GROUND = "#0d1117"
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
    """The four colours of meaning under a theme that doesn't name them itself."""
    if theme.name.startswith("ansi-"):
        return ANSI
    return DARK if theme.dark else LIGHT
