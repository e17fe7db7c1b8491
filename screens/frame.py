"""What a screen shows, as text that draws it again on a terminal of the same size."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from textual.screen import Screen


def frame_of(screen: Screen[Any], console: Console) -> str:
    """Return the lines of a screen, each put in its place, in the colours of the console."""
    strips = screen._compositor.render_strips()  # what Textual writes itself; there is no public way to it
    return "".join(f"\x1b[{row};1H{strip.render(console)}" for row, strip in enumerate(strips, start=1))
