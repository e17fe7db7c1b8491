"""Tabs for columns that are shown one at a time: `[CRITICAL 6]  HIGH 9`, the current one always in sight."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from screens.widgets.card_lines import Part, fit
from tracker.domain.frozen import frozen

_LONGEST = 24


@frozen
class Tab:
    """One tab as placed: cells from `start` on. Brackets tell the current one without colour."""

    index: int
    start: int
    text: str
    current: bool


def tabs(labels: Sequence[str], current: int, width: int) -> tuple[Tab, ...]:
    """Return the tabs that fit into `width` cells, the current one among them."""
    texts = [_text(label, index == current) for index, label in enumerate(labels)]
    first = 0
    while first < current and _end(texts[first : current + 1]) > width - 2:
        first += 1
    placed, start = [], 1
    for index in range(first, len(texts)):
        if start + cell_len(texts[index]) > width - 1 and index > current:
            break
        placed.append(Tab(index, start, texts[index], index == current))
        start += cell_len(texts[index]) + 1
    return tuple(placed)


def tab_parts(placed: Sequence[Tab], count: int, width: int, aside: str = "") -> list[Part]:
    """Return the line of tabs, with arrows where there are more, and `aside` at the right if it has room."""
    parts: list[Part] = [("‹" if placed and placed[0].index else " ", "separator")]
    for tab in placed:
        parts.append((tab.text, "head-current" if tab.current else "head-other"))
        parts.append((" ", "separator"))
    more = bool(placed) and placed[-1].index < count - 1
    room = width - sum(cell_len(text) for text, _ in parts) - more
    said = f"{aside} " if aside and cell_len(aside) + 3 <= room else ""
    parts.append((fit("", max(0, room - cell_len(said))) + said, "figures"))
    return [*parts, ("›" if more else "", "separator")]


def tab_at(placed: Sequence[Tab], x: int) -> int | None:
    """Return the index of the tab at a cell."""
    return next((tab.index for tab in placed if tab.start <= x < tab.start + cell_len(tab.text)), None)


def _text(label: str, current: bool) -> str:
    short = label if cell_len(label) <= _LONGEST else fit(label, _LONGEST)
    return f"[{short}]" if current else f" {short} "


def _end(texts: Sequence[str]) -> int:
    return 1 + sum(cell_len(text) + 1 for text in texts)
