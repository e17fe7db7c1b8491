"""Which theme the app begins with: grey without colours, else that of the settings, else the one chosen last.

A theme that was picked in the app is a habit, kept beside how boards were looked at. The settings file is the
user's own hand: nothing is written there unasked, and what it says stands for every start.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from platformdirs import user_state_path

from tracker.files import make_private, write_atomically

_PREFIX = "tracker-"
_LONGEST = 100


def theme_called(name: str) -> str:
    """Return what the app calls a theme that the settings call `name`."""
    return f"{_PREFIX}{name}"


def first_theme(chosen: str | None, *, plain: bool) -> str:
    """Return the app's name of the theme to begin with; `chosen` is that of the settings.

    What was picked in the app may be a theme that is no more: it is for the app to know.
    """
    if plain:
        return theme_called("monochrome")
    return theme_called(chosen) if chosen else recall_theme() or theme_called("dark")


def chosen_in_app() -> str | None:
    """Return what the settings would call the theme that was picked in the app last; None where none was."""
    return (recall_theme() or "").removeprefix(_PREFIX) or None


def recall_theme() -> str | None:
    """Return the theme that was picked in the app last, None where none was."""
    try:
        with _place().open("rb") as file:
            return file.read(_LONGEST).decode().strip() or None
    except (OSError, ValueError):
        return None


def remember_theme(name: str) -> None:
    """Keep a theme for the next start; where that cannot be written, it is forgotten. Blocking."""
    place = _place()
    with suppress(OSError):
        make_private(place.parent)
        write_atomically(place, name.encode())


def _place() -> Path:
    return user_state_path("remediation-tracker", appauthor=False) / "theme"
