"""Text with meaning: what a page says, before anybody knows how wide it is or which colours it has.

Rows are plain values made by pure functions, so that every screen's content can be tested without a
terminal. A `Page` lays them out and gives each tone its colour; nothing here is ever parsed as markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.style import Style

from tracker.domain.frozen import frozen

LABEL_WIDTH = 11
"""Cells of the label column, with its gap."""
_LEAST = 8
"""Cells that are left for text, however far lines are set in."""
_PIECES = re.compile(r"\n|[ \t]+|[^ \t\n]+")
"""Breaks, gaps and words; a space that holds words together is part of one."""


class Tone(StrEnum):
    """What a piece of text is, not how it looks; a page's style sheet has one rule for each."""

    TEXT = "text"
    MUTED = "muted"
    STRONG = "strong"
    ACCENT = "accent"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    STRUCK = "struck"


@frozen
class Span:
    """A piece of one row. `tone` may be a ready style, as syntax highlighting makes them."""

    text: str
    tone: Tone | Style = Tone.TEXT


@frozen
class Row:
    """One entry of a page; it takes as many lines as its text needs."""

    spans: tuple[Span, ...] = ()
    label: str | None = None
    """Set in the label column, which exists for the rows that have one; "" keeps the column empty."""
    key: str | None = None
    """A row with a key can be chosen. Keys are unique on a page."""
    indent: int = 0
    """Cells that lines after the first are set in by."""
    wraps: bool = True
    """False for code and charts, which are cut at the edge instead."""


@frozen
class Line:
    """One line of the screen, and the number of the row it belongs to."""

    spans: tuple[Span, ...]
    row: int


def row(*parts: str | Span, label: str | None = None, key: str | None = None, indent: int = 0) -> Row:
    """Return a row of spans; a plain string is ordinary text, and empty parts are left out."""
    spans = tuple(Span(part) if isinstance(part, str) else part for part in parts)
    return Row(tuple(span for span in spans if span.text), label, key, indent)


def heading(text: str, aside: str = "") -> Row:
    """Return the row that opens a section, with a muted remark beside it."""
    return row(Span(text, Tone.ACCENT), Span(f"  {aside}" if aside else "", Tone.MUTED))


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """Return `text` in exactly `width` cells: padded, or cut with an ellipsis."""
    if width <= 0:
        return ""
    size = cell_len(text)
    if size > width:
        return set_cell_size(text, width - 1) + "…"
    return " " * (width - size) + text if right else text + " " * (width - size)


def laid_out(rows: Sequence[Row], width: int) -> list[Line]:
    """Return the lines of `rows` on a page of `width` cells; a row without text is an empty line."""
    lines: list[Line] = []
    for number, entry in enumerate(rows):
        lines += [Line(spans, number) for spans in _row_lines(entry, max(width, LABEL_WIDTH + 8))]
    return lines


def _row_lines(entry: Row, width: int) -> Iterator[tuple[Span, ...]]:
    margin = 0 if entry.label is None else LABEL_WIDTH
    room = width - margin
    body = wrapped(entry.spans, room, entry.indent) if entry.wraps else [entry.spans]
    for number, spans in enumerate(body):
        if not margin:
            yield spans
        else:
            label = entry.label or "" if number == 0 else ""
            yield (Span(fitted(label, margin - 1) + " ", Tone.MUTED), *spans)


def wrapped(spans: Iterable[Span], width: int, indent: int = 0) -> list[tuple[Span, ...]]:
    """Return `spans` broken into lines of at most `width` cells, at spaces where that is possible."""
    spans = tuple(spans)
    if sum(cell_len(span.text) for span in spans) <= width and not any("\n" in span.text for span in spans):
        return [spans]
    indent = min(indent, max(0, width - _LEAST))
    margin = [Span(" " * indent)] if indent else []
    lines: list[list[Span]] = [[]]
    used = start = 0
    for span in spans:
        for piece in _PIECES.findall(span.text):
            size = cell_len(piece)
            if piece == "\n" or (used > start and used + size > width):
                lines.append([*margin])
                used = start = indent
                if piece.isspace():
                    continue
            first, *others = _cut(piece, width - used, width - indent) if used + size > width else [piece]
            _extend(lines[-1], replace(span, text=first))
            used += cell_len(first)
            for part in others:
                lines.append([*margin, replace(span, text=part)])
                used, start = indent + cell_len(part), indent
    return [tuple(line) for line in lines]


def _cut(word: str, room: int, width: int) -> list[str]:
    """A word too long for any line, cut to fill the `room` there is and then whole lines."""
    first = chop_cells(word, max(1, room))[0]
    return [first, *chop_cells(word[len(first) :], max(1, width))] if len(first) < len(word) else [first]


def _extend(line: list[Span], span: Span) -> None:
    """Add a span, joined with the last one where they look alike: fewer segments to draw."""
    if line and line[-1].tone == span.tone:
        line[-1] = replace(span, text=line[-1].text + span.text)
    else:
        line.append(span)


def plain(rows: Iterable[Row]) -> str:
    """Return the text of rows, one line each, labels included: what a reader sees, without its looks."""
    return "\n".join(
        " ".join(part for part in (entry.label, "".join(span.text for span in entry.spans)) if part)
        for entry in rows
    )
