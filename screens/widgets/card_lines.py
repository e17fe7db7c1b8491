"""How one card is drawn: lines of parts, each a text and the name of its look. Pure, so that tests read it.

Widths are terminal cells, so wide characters and emoji count two. Every line is filled to the full width.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len, set_cell_size

from tracker.domain.board import Card
from tracker.domain.frozen import frozen
from tracker.domain.marks import (
    BRANCH,
    STATUS_MARK,
    branch_text,
    condition_marks,
    effort_text,
    evidence_marks,
)
from tracker.domain.text import one_line

Part = tuple[str, str]
"""A text and the name of its look: mark, id, warn, effort, evidence, title, owner, tag or severity."""

_MOST_ID, _MOST_OWNER = 18, 10
_LEAST_ID = 8
"""Cells of an id below which it is cut for nothing: figures give way then."""
_LEAST_BRANCH = 14
"""Cells of a branch's name below which only its mark is shown."""


@frozen
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
        if card.state.evidence or card.state.commits or card.state.branches:
            evidence = max(evidence, len(_backing(card)))
        owners = max(owners, cell_len(card.owner) if card.owner else 0)
    return Fields(min(ids, _MOST_ID), marks, efforts, evidence, min(owners, _MOST_OWNER), severity)


def two_lines(card: Card, width: int, fields: Fields) -> tuple[list[Part], list[Part]]:
    """Return a card of a column: state and figures above, title below.

    The effort stands at the right edge of every card or of none; a long id is cut for it. What backs the
    card stands before it where the id leaves room, and its branch behind a title that leaves room.
    """
    lead, marks = _lead(card, fields), condition_marks(card)
    name = [(card.id, "id"), *([(f" {marks}", "warn")] if marks else [])]
    indent = _width(lead)
    title = _title(card, max(1, width - indent))
    figures = _figures(card, width - indent, _width(name), fields, _backing(card, title))
    cut = max(0, indent + _width(name) + bool(figures) + _width(figures) - width)
    name[0] = (fit(card.id, max(1, len(card.id) - cut)), "id")
    filling = (" " * max(0, width - indent - _width(name) - _width(figures)), "title")
    return [*lead, *name, filling, *figures], [(" " * indent, "title"), *title]


def _title(card: Card, room: int) -> list[Part]:
    """The title, with the branch at the right where most of its name has room."""
    title, branch = one_line(card.item.title), branch_text(card)
    left = room - cell_len(title) - 2
    if not branch or left < min(cell_len(branch), _LEAST_BRANCH):
        return [(fit(title, room), "title")]
    shown = fit(branch, min(left, cell_len(branch)))
    return [(fit(title, room - cell_len(shown)), "title"), (shown, "evidence")]


def _figures(card: Card, room: int, name: int, fields: Fields, backing: str) -> list[Part]:
    """What stands at the right of a card, where `name` cells of its `room` are its id and its marks."""
    shown = bool(fields.effort) and _LEAST_ID + fields.effort < room
    effort = effort_text(card.effort)
    backed = bool(backing) and name + 1 + len(backing) + (fields.effort + 2) * shown <= room
    figures = [(backing + "  " * shown, "evidence")] if backed else []
    if shown and (effort or backed):
        figures.append((effort.rjust(fields.effort * backed), "effort"))
    return figures


def one_row(card: Card, width: int, fields: Fields) -> list[Part]:
    """Return a card of a list in one row: title and branch take what is left, and where nobody has the item
    also the room of the owner."""
    row = [*_lead(card, fields), (fit(card.id, fields.id), "id")]
    row.append((f" {fit(condition_marks(card), fields.marks)} ", "warn"))
    figures = [("  " + effort_text(card.effort).rjust(fields.effort), "effort")]
    owner = [("  " + fit(one_line(card.owner), fields.owner), "owner")] if card.owner else []
    evidence = fields.evidence + 2 if fields.evidence else 0
    title = _title(card, max(1, width - _width(row) - _width(figures) - evidence - _width(owner) - 1))
    if evidence:
        figures.append(("  " + _backing(card, title).ljust(fields.evidence), "evidence"))
    return [*row, *title, *owner, *figures, (" ", "title")]


def _backing(card: Card, title: Sequence[Part] = ()) -> str:
    """What backs the card, after the mark of a branch that does not stand behind the title."""
    branch = BRANCH if branch_text(card) and len(title) < 2 else ""
    return " ".join(part for part in (branch, evidence_marks(card)) if part)


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
