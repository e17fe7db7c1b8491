"""How one card is drawn: lines of parts, each a text and the name of its look. Pure, so that tests read it.

Widths are terminal cells, so wide characters and emoji count two. Every line is filled to the full width.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from tracker.domain.board import Card
from tracker.domain.marks import STATUS_MARK, condition_marks, effort_text, evidence_marks
from tracker.domain.text import one_line

Part = tuple[str, str]
"""A text and the name of its look: mark, id, warn, effort, evidence, title, owner, tag or severity."""

_MOST_ID, _MOST_OWNER = 16, 10


@dataclass(frozen=True, slots=True)
class Fields:
    """Widths, in cells, that all cards of a column share, so that their figures stand below each other."""

    id: int
    marks: int
    effort: int
    evidence: int
    owner: int
    severity: bool = False
    """Show the severity's first letter: for columns that do not stand for it."""


def fields_for(cards: Iterable[Card], *, severity: bool) -> Fields:
    """Return the widths that the cards need, within reason."""
    ids = marks = efforts = evidence = owners = 0
    for card in cards:
        ids = max(ids, len(card.id))
        marks = max(marks, cell_len(condition_marks(card)))
        efforts = max(efforts, len(effort_text(card.effort)))
        if card.state.evidence or card.state.commits:
            evidence = max(evidence, len(evidence_marks(card)))
        owners = max(owners, cell_len(card.owner) if card.owner else 0)
    return Fields(min(ids, _MOST_ID), marks, efforts, evidence, min(owners, _MOST_OWNER), severity)


def two_lines(card: Card, width: int, fields: Fields) -> tuple[list[Part], list[Part]]:
    """Return a card of a column: state and figures above, title below."""
    figures = [(effort_text(card.effort).rjust(fields.effort), "effort")]
    if fields.evidence:
        figures.append(("  " + evidence_marks(card).ljust(fields.evidence), "evidence"))
    head = _lead(card, fields)
    marks = condition_marks(card)
    needed = sum(cell_len(text) for text, _ in head) + len(card.id) + cell_len(marks) + 2
    while figures and needed + _width(figures) > width:
        figures.pop()
    room = width - _width(head) - _width(figures) - (cell_len(marks) + 1 if marks else 0)
    id_width = min(len(card.id), max(1, room - 1))
    head.append((fit(card.id, id_width), "id"))
    if marks:
        head.append((" " + marks, "warn"))
    head.append((" " * max(0, width - _width(head) - _width(figures)), "title"))
    indent = _width(_lead(card, fields))
    title = fit(one_line(card.item.title), max(1, width - indent))
    return [*head, *figures], [(" " * indent, "title"), (title, "title")]


def one_row(card: Card, width: int, fields: Fields) -> list[Part]:
    """Return a card of a list: everything in one row, the title taking what is left."""
    row = [*_lead(card, fields), (fit(card.id, fields.id), "id")]
    row.append((f" {fit(condition_marks(card), fields.marks)} ", "warn"))
    figures = [("  " + effort_text(card.effort).rjust(fields.effort), "effort")]
    if fields.evidence:
        figures.append(("  " + evidence_marks(card).ljust(fields.evidence), "evidence"))
    if fields.owner:
        figures.append(("  " + fit(one_line(card.owner or ""), fields.owner), "owner"))
    figures.append((" ", "title"))
    room = max(1, width - _width(row) - _width(figures))
    return [*row, (fit(one_line(card.item.title), room), "title"), *figures]


def fit(text: str, width: int) -> str:
    """Return `text` in exactly `width` cells: filled up with spaces, or cut with an ellipsis."""
    if cell_len(text) > width:
        text = set_cell_size(text, max(0, width - 1)).rstrip() + "…"
    return set_cell_size(text, width)


def _lead(card: Card, fields: Fields) -> list[Part]:
    lead = [(STATUS_MARK[card.status] + " ", "mark")]
    if fields.severity:
        lead.append((card.severity[0].upper() + " ", f"severity-{card.severity}"))
    return lead


def _width(parts: Iterable[Part]) -> int:
    return sum(cell_len(text) for text, _ in parts)
