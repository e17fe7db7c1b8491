"""Cards as rows of a table, the same in every listing."""

from __future__ import annotations

from tracker.cli.output import SEVERITY_COLOR, STATUS_COLOR, Cell, Column
from tracker.domain.board import Card
from tracker.domain.marks import STATUS_MARK, condition_marks, effort_text, evidence_marks

CARD_COLUMNS = (
    Column(),
    Column(),
    Column(),
    Column(),
    Column(flexes=True),
    Column(right=True),
    Column(),
    Column(),
)
"""Mark, id, conditions, severity, title, effort, what backs it, owner."""


def card_row(card: Card) -> tuple[Cell, ...]:
    """Return the cells of one card."""
    color = STATUS_COLOR.get(card.status)
    return (
        Cell(STATUS_MARK[card.status], color),
        Cell(card.id, bold=not card.closed),
        Cell(condition_marks(card), "yellow"),
        Cell(card.severity, SEVERITY_COLOR.get(card.severity), dim=card.closed),
        Cell(card.item.title, dim=card.closed),
        Cell(effort_text(card.effort)),
        Cell(evidence_marks(card), dim=True),
        Cell(card.owner or "", dim=True),
    )
