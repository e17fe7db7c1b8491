"""Printing: styled text, aligned tables, JSON. Output is written once, whole.

Tables are drawn by hand: a rich table costs more than everything else that `list` does. For the same reason
rich is asked for the width of a text only where it cannot be told at a glance.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple

import click

from tracker.cli.streams import write
from tracker.cli.terminal import colored, width
from tracker.domain.frozen import frozen
from tracker.domain.text import clean, json_escaped, one_line

ELLIPSIS = "…"
_NARROWEST = 12
"""Cells that a column keeps, however narrow the terminal is."""
_NARROW = re.compile("[\x20-\x7e\xa0-\xac\xae-\u02ff–—…·→−○◐◑●✓✗×⊘↻⎇▁▂▃▄▅▆▇█░▓]*")
"""Texts of characters that all take one cell: nearly every text there is to show."""

_STYLE = re.compile("(\x1b\\[[0-9;]*m)")

SEVERITY_COLOR = {"critical": "bright_red", "high": "yellow", "medium": "cyan", "low": "blue"}
STATUS_COLOR = {
    "in_progress": "yellow",
    "in_review": "yellow",
    "resolved": "green",
    "verified": "bright_green",
    "risk_accepted": "magenta",
}
VERDICT_COLOR = {
    "ready": "bright_green",
    "conditionally_ready": "yellow",
    "not_ready": "bright_red",
}
"""By the values of the domain's names, which are texts: to import those would cost more than a short sync."""


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
        if not shown or not (self.color or self.bold or self.dim) or not colored():
            return shown
        return click.style(shown, fg=self.color, bold=self.bold or None, dim=self.dim or None)


@frozen
class Column:
    """How a column of a table is laid out; the one that `flexes` is cut when the terminal is too narrow."""

    right: bool = False
    flexes: bool = False


def table(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], indent: str = "") -> list[str]:
    """Return the lines of an aligned table; columns without any text take no room."""
    stacks = list(zip(*rows, strict=True))
    return aligned(columns, [[cell.text for cell in stack] for stack in stacks], indent, stacks)


def aligned(
    columns: Sequence[Column],
    texts: Sequence[Sequence[str]],
    indent: str = "",
    painted: Sequence[Sequence[Cell]] = (),
) -> list[str]:
    """Return the lines of a table given column by column, which is many times as fast as row by row.

    `painted` are the cells of the same texts, where there are styles.
    """
    widths = [_widest(stack) for stack in texts]
    room = width()
    if room is not None:
        _narrow(columns, widths, room - len(indent))
    fitted = []
    for place, size in enumerate(widths):
        right = columns[place].right
        if size and painted and colored():
            fitted.append([_fitted(cell.text, right, size, cell) for cell in painted[place]])
        elif size:
            fitted.append(_fitted_stack(texts[place], right, size))
    return [(indent + "  ".join(line)).rstrip() for line in zip(*fitted, strict=True)]


def _widest(texts: Sequence[str]) -> int:
    return max(map(len if _are_narrow(texts) else cells, texts), default=0)


def _are_narrow(texts: Sequence[str]) -> bool:
    """Whether no character of the texts takes two cells: one look at all of them costs that at one."""
    together = "".join(texts)
    return together.isascii() or _NARROW.fullmatch(together) is not None


def _narrow(columns: Sequence[Column], widths: list[int], room: int) -> None:
    """Take from the columns that flex, one after the other, what the table is too wide."""
    excess = sum(size + 2 for size in widths if size) - 2 - room
    for place, column in enumerate(columns):
        spare = widths[place] - _NARROWEST
        if column.flexes and excess > 0 and spare > 0:
            widths[place] -= min(spare, excess)
            excess -= spare


def _fitted_stack(texts: Sequence[str], right: bool, size: int) -> list[str]:
    """The texts of one column without styles, each in exactly `size` cells of the terminal."""
    if _are_narrow(texts) and max(map(len, texts)) <= size:
        return list(map(str.rjust if right else str.ljust, texts, repeat(size)))
    return [_fitted(text, right, size) for text in texts]


def _fitted(text: str, right: bool, size: int, cell: Cell | None = None) -> str:
    """The text in exactly `size` cells of the terminal, cut or padded, with the styles of `cell`."""
    taken = cells(text)
    if taken > size:
        text = cut(text, size)
        taken = cells(text)
    padding = " " * (size - taken)
    shown = cell.styled(text) if cell else text
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
    """Write lines to standard output in one go, in whatever encoding it has.

    Texts are made safe where they enter; a path, or whatever slipped through, is made safe here.
    """
    write("".join(f"{_safe(line)}\n" for line in ([lines] if isinstance(lines, str) else lines)))


def _safe(line: str) -> str:
    """The line with nothing in it that steers a terminal but styles, where there are any."""
    if line.isprintable():
        return line
    if not colored():
        return clean(line)
    return "".join(part if _STYLE.fullmatch(part) else clean(part) for part in _STYLE.split(line))


def echo_json(document: Mapping[str, Any]) -> None:
    """Write a JSON document to standard output; escaped where its encoding is not UTF-8.

    A line for each of its values, and for each element of a list: that can be compared and searched by line,
    and is written many times as fast as with an indent for every level.
    """
    from json import JSONEncoder

    utf8 = (sys.stdout.encoding or "utf-8").lower().replace("-", "") == "utf8"
    encoder = JSONEncoder(ensure_ascii=not utf8)

    def encode(value: Any) -> str:
        return json_escaped(encoder.encode(value))

    lines = [f"  {encode(key)}: {_listed(value, encode)}" for key, value in document.items()]
    write("{\n" + ",\n".join(lines) + "\n}\n")


def _listed(value: Any, encode: Callable[[Any], str]) -> str:
    if not isinstance(value, list | tuple) or not value:
        return encode(value)
    return "[\n    " + ",\n    ".join(map(encode, value)) + "\n  ]"


def say(message: str) -> None:
    """Write a message for people to standard error."""
    click.echo(one_line(message), err=True)


def bar(share: float, cells: int = 14) -> str:
    """Return a progress bar for a share, 0..1."""
    full = round(max(0.0, min(1.0, share)) * cells)
    return "▓" * full + "░" * (cells - full)
