"""Printing: styled text, aligned tables, JSON. Output is written once, whole.

Tables are drawn by hand: a rich table costs more than everything else that `list` does. For the same reason
rich is asked for the width of a text only where it cannot be told at a glance.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import click

from tracker.cli.streams import write
from tracker.cli.terminal import colored, width
from tracker.domain.frozen import frozen
from tracker.domain.plan import Verdict
from tracker.domain.state import Status
from tracker.domain.text import clean, one_line

ELLIPSIS = "…"
_NARROWEST = 12
"""Cells that a column keeps, however narrow the terminal is."""
_NARROW = re.compile("[\x20-\x7e\xa0-\xac\xae-\u02ff–—…·→−○◐◑●✓✗×⊘↻▁▂▃▄▅▆▇█░▓]*")
"""Texts of characters that all take one cell: nearly every text there is to show."""

SEVERITY_COLOR = {"critical": "bright_red", "high": "yellow", "medium": "cyan", "low": "blue"}
STATUS_COLOR = {
    Status.IN_PROGRESS: "yellow",
    Status.IN_REVIEW: "yellow",
    Status.RESOLVED: "green",
    Status.VERIFIED: "bright_green",
    Status.RISK_ACCEPTED: "magenta",
}
VERDICT_COLOR = {
    Verdict.READY: "bright_green",
    Verdict.CONDITIONALLY_READY: "yellow",
    Verdict.NOT_READY: "bright_red",
}


class Cell(NamedTuple):
    """A piece of text with a colour; `dim` and `bold` as terminals know them.

    A tuple, because a table has thousands of them and they are made several times as fast as a dataclass.
    """

    text: str
    color: str | None = None
    bold: bool = False
    dim: bool = False

    def styled(self, text: str | None = None) -> str:
        """The text (or another one in its place) with its styles, where standard output takes colours."""
        shown = self.text if text is None else text
        if not (self.color or self.bold or self.dim) or not colored():
            return shown
        return click.style(shown, fg=self.color, bold=self.bold or None, dim=self.dim or None)


@frozen
class Column:
    """How a column of a table is laid out; the one that `flexes` is cut when the terminal is too narrow."""

    right: bool = False
    flexes: bool = False


def table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], indent: str = "") -> list[str]:
    """Return the lines of an aligned table; columns without any text take no room."""
    widths = [max((cells(row[i].text) for row in rows), default=0) for i in range(len(columns))]
    room = width()
    if room is not None:
        _narrow(columns, widths, room - len(indent))
    shown = [(place, column.right, widths[place]) for place, column in enumerate(columns) if widths[place]]
    paint = colored()
    return [
        indent + "  ".join(_fitted(row[place], right, size, paint) for place, right, size in shown).rstrip()
        for row in rows
    ]


def _narrow(columns: Sequence[Column], widths: list[int], room: int) -> None:
    """Take from the columns that flex, one after the other, what the table is too wide."""
    excess = sum(size + 2 for size in widths if size) - 2 - room
    for place, column in enumerate(columns):
        spare = widths[place] - _NARROWEST
        if column.flexes and excess > 0 and spare > 0:
            widths[place] -= min(spare, excess)
            excess -= spare


def _fitted(cell: Cell, right: bool, size: int, paint: bool) -> str:
    """The cell in exactly `size` cells, cut or padded, with its styles where there is to be `paint`."""
    text = cell.text
    taken = cells(text)
    if taken > size:
        text = cut(text, size)
        taken = cells(text)
    padding = " " * (size - taken)
    shown = cell.styled(text) if paint else text
    return padding + shown if right else shown + padding


def cells(text: str) -> int:
    """Return how many cells of a terminal `text` takes."""
    if text.isascii() or _NARROW.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def cut(text: str, size: int) -> str:
    """Return `text` in at most `size` cells, with an ellipsis where it was cut."""
    if cells(text) <= size:
        return text
    from rich.cells import set_cell_size

    return set_cell_size(text, size - 1).rstrip() + ELLIPSIS


def wrap(text: str, indent: str, first: str | None = None) -> list[str]:
    """Return `text` wrapped to the terminal (to 100 columns into a pipe), each line indented."""
    import textwrap

    room = max(min(width() or 100, 120), len(indent) + _NARROWEST)
    lines: list[str] = []
    for paragraph in clean(text).splitlines() or [""]:
        start = first if first is not None and not lines else indent
        lines += textwrap.wrap(paragraph, room, initial_indent=start, subsequent_indent=indent) or [
            start.rstrip()
        ]
    return lines


def echo(lines: Iterable[str] | str) -> None:
    """Write lines to standard output in one go, in whatever encoding it has."""
    write(f"{lines}\n" if isinstance(lines, str) else "".join(f"{line}\n" for line in lines))


def echo_json(document: Any) -> None:
    """Write a JSON document to standard output; escaped where its encoding is not UTF-8."""
    import json

    utf8 = (sys.stdout.encoding or "utf-8").lower().replace("-", "") == "utf8"
    write(json.dumps(document, indent=2, ensure_ascii=not utf8) + "\n")


def say(message: str) -> None:
    """Write a message for people to standard error."""
    click.echo(one_line(message), err=True)


def bar(share: float, cells: int = 14) -> str:
    """Return a progress bar for a share, 0..1."""
    full = round(max(0.0, min(1.0, share)) * cells)
    return "▓" * full + "░" * (cells - full)
