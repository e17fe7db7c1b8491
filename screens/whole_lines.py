"""Lines that are gone once they are drawn anew, and do not wait for a collection of garbage.

A line of Textual's that is shown whole remembers itself as its own only part, and such a ring is found by a
whole collection alone: each key on the board left five hundred objects behind, a hundred of them seven MB.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from textual.strip import Strip

_divide = Strip.divide


def divide(line: Strip, cuts: Iterable[int]) -> Sequence[Strip]:
    """Divide a line as Textual does; one that stays whole is not remembered as its own part."""
    width = line.cell_length
    within = [cut for cut in cuts if cut <= width]
    return [line] if within == [width] else _divide(line, within)


def forget_whole_lines() -> None:
    """Let all lines be divided so, in place of a method of Textual's, for which there is no hook."""
    lines: Any = Strip
    lines.divide = divide
