"""The themes: a calm background and one accent. Severity and verdict have colours of their own, as variables.

Stylesheets name `$severity-critical` … `$severity-unrated`, `$verdict-ready` … `$verdict-not-ready` and
`$cursor`, what lies behind the row under the cursor; a theme that lacks them (one of Textual's own) gets them
from DARK. Every text keeps a contrast of 4.5 to what may lie behind it, 7 in high contrast.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme


def _signals(critical: str, high: str, medium: str, low: str, info: str, ready: str) -> dict[str, str]:
    return {
        "severity-critical": critical,
        "severity-high": high,
        "severity-medium": medium,
        "severity-low": low,
        "severity-info": info,
        "severity-unrated": info,
        "verdict-ready": ready,
        "verdict-conditionally-ready": medium,
        "verdict-not-ready": critical,
    }


def _quiet(cursor: str, muted: str, disabled: str) -> dict[str, str]:
    return {"cursor": cursor, "text-muted": muted, "text-disabled": disabled}


DARK = Theme(
    name="tracker-dark",
    primary="#7aa2d8",
    secondary="#7aa2d8",
    accent="#7aa2d8",
    foreground="#d5d9e0",
    background="#14171c",
    surface="#14171c",
    panel="#1d2129",
    warning="#e3b568",
    error="#ec7a76",
    success="#86c08a",
    dark=True,
    variables={
        **_signals("#ec7a76", "#e39a5b", "#d9c26c", "#7fb0c9", "#949dab", "#86c08a"),
        **_quiet(cursor="#242f3d", muted="#a4abb6", disabled="#8d95a1"),
    },
)

LIGHT = Theme(
    name="tracker-light",
    primary="#2a5ea8",
    secondary="#2a5ea8",
    accent="#2a5ea8",
    foreground="#22262d",
    background="#fbfaf7",
    surface="#fbfaf7",
    panel="#efede7",
    warning="#8a5a00",
    error="#b3261e",
    success="#2f6f3a",
    dark=False,
    variables={
        **_signals("#b3261e", "#a34d00", "#7a6200", "#1f6480", "#5c646f", "#2f6f3a"),
        **_quiet(cursor="#dde6f3", muted="#565c66", disabled="#646a73"),
    },
)

HIGH_CONTRAST = Theme(
    name="tracker-high-contrast",
    primary="#ffff00",
    secondary="#ffff00",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#242424",
    warning="#ffcc00",
    error="#ff9c9c",
    success="#5cff5c",
    dark=True,
    text_alpha=1.0,
    variables={
        **_signals("#ff9c9c", "#ffa94d", "#ffe14d", "#6bd5ff", "#ffffff", "#5cff5c"),
        **_quiet(cursor="#00186b", muted="#dddddd", disabled="#bbbbbb"),
    },
)

MONOCHROME = Theme(
    name="tracker-monochrome",
    primary="#e6e6e6",
    secondary="#e6e6e6",
    accent="#ffffff",
    foreground="#d9d9d9",
    background="#111111",
    surface="#111111",
    panel="#1e1e1e",
    warning="#e6e6e6",
    error="#ffffff",
    success="#c4c4c4",
    dark=True,
    variables={
        **_signals("#ffffff", "#e6e6e6", "#d0d0d0", "#bababa", "#a6a6a6", "#ffffff"),
        **_quiet(cursor="#303030", muted="#b4b4b4", disabled="#9a9a9a"),
    },
)

THEMES = (DARK, LIGHT, HIGH_CONTRAST, MONOCHROME)


def default_variables() -> Mapping[str, str]:
    """Return the values of the variables that only our own themes define."""
    return DARK.variables
