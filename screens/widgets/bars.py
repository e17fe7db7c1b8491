"""Bars and columns made of block characters, in eighths of a cell, for scores, shares and histograms."""

from __future__ import annotations

from collections.abc import Sequence

from screens.widgets.lines import Span, Tone

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_FULL, _HALF, _REST = "█", "▌", "░"


def bar(share: float, width: int, tone: Tone = Tone.ACCENT) -> tuple[Span, Span]:
    """Return a bar of `width` cells of which `share` (0..1) is filled, to half a cell."""
    halves = round(min(max(share, 0.0), 1.0) * width * 2)
    filled = _FULL * (halves // 2) + _HALF * (halves % 2)
    return Span(filled, tone), Span(_REST * (width - len(filled)), Tone.MUTED)


def promise_bar(now: float, later: float, width: int) -> tuple[Span, Span, Span]:
    """Return a bar of two shares: what is there `now`, and what is promised on top of it."""
    solid = round(min(max(now, 0.0), 1.0) * width)
    promised = max(solid, round(min(max(later, 0.0), 1.0) * width))
    return (
        Span("━" * solid, Tone.ACCENT),
        Span("╍" * (promised - solid), Tone.GOOD),
        Span("┈" * (width - promised), Tone.MUTED),
    )


def columns(values: Sequence[float], height: int) -> list[str]:
    """Return the lines, top first, of a column chart: one cell a value, the largest `height` lines high.

    A value above nothing is always visible.
    """
    found = levels(values, height, max(values, default=0.0))
    return [
        "".join(_EIGHTHS[min(8, max(0, level - floor * 8))] for level in found)
        for floor in reversed(range(height))
    ]


def levels(values: Sequence[float], height: int, largest: float) -> list[int]:
    """Return how many eighths of a cell each column fills, where the `largest` is `height` cells high."""
    if largest <= 0:
        return [0] * len(values)
    return [max(1, round(value / largest * height * 8)) if value > 0 else 0 for value in values]


def resampled(values: Sequence[float], width: int) -> list[float]:
    """Return `values` summed into `width` neighbouring groups, or stretched over them; the sum stays."""
    if not values or width <= 0:
        return []
    out = [0.0] * width
    scale = width / len(values)
    for index, value in enumerate(values):
        first, last = index * scale, (index + 1) * scale
        for cell in range(int(first), min(width, int(last - 1e-9) + 1)):
            overlap = min(last, cell + 1) - max(first, cell)
            out[cell] += value * overlap / scale
    return out
