"""How well what stands on a screen can be read: the ratio of each text's colour to what lies behind it.

Ratios are those of WCAG 2.1, from 1 (the same) to 21 (black on white).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from rich.segment import Segment
from textual.app import App
from textual.color import Color
from textual.constants import DIM_FACTOR
from textual.geometry import Region
from textual.screen import ModalScreen

TEXT, MARK = 4.5, 3.0
"""What texts and marks need at least."""
STRONG = 7.0
"""What texts need where contrast is asked for."""
_LINES = range(0x2500, 0x25A0)
"""Rules, frames, bars and scroll bars: what they bound is there without them."""


class Faint(NamedTuple):
    """A text that is hard to read, with its colours."""

    text: str
    front: str
    back: str
    ratio: float


def ratio_of(one: Color, other: Color) -> float:
    """Return the contrast ratio of two opaque colours."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.r / 255, color.g / 255, color.b / 255)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def faint_texts(app: App[Any], needed: float) -> Iterator[Faint]:
    """Yield the texts on top of a screen with less than `needed`; marks need MARK at most."""
    for segment in set(_segments(app)):
        text, style = segment.text.strip(), segment.style
        shown = "".join(char for char in text if ord(char) not in _LINES)
        if not shown.strip() or style is None or style.color is None or style.bgcolor is None:
            continue
        front, back = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
        if style.reverse:
            front, back = back, front
        if style.dim:
            front = back.blend(front, DIM_FACTOR)
        ratio = ratio_of(front, back)
        if ratio < (needed if any(char.isalnum() for char in shown) else min(needed, MARK)):
            yield Faint(text, front.hex, back.hex, round(ratio, 2))


def _segments(app: App[Any]) -> Iterator[Segment]:
    """What the screen on top shows; of a form, not what is dimmed behind it."""
    screen = app.screen
    region = screen.query_one("#form").region if isinstance(screen, ModalScreen) else screen.region
    for strip in _rows(app, region):
        yield from strip


def _rows(app: App[Any], region: Region) -> Iterable[Iterable[Segment]]:
    strips = app.screen._compositor.render_strips()
    return (strip.crop(region.x, region.right) for strip in strips[region.y : region.bottom])
