"""Cards as rows of a table, the same in every listing."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.cli.output import SEVERITY_COLOR, STATUS_COLOR, Cell, Column, aligned, table
from tracker.cli.terminal import colored, width
from tracker.domain.board import Card
from tracker.domain.marks import (
    BRANCH,
    STATUS_MARK,
    branch_text,
    condition_marks,
    effort_text,
    evidence_marks,
)

_COLUMNS = (
    Column(),
    Column(),
    Column(),
    Column(),
    Column(flexes=True),
    Column(right=True),
    Column(),
    Column(),
    Column(),
)
"""Mark, id, conditions, severity, title, effort, what backs it, owner, branch."""
_WIDE = 110
"""Cells of a terminal in which the name of a branch leaves room for titles."""


def card_table(cards: Sequence[Card], indent: str = "") -> list[str]:
    """Return the lines that list the cards."""
    room = width()
    named = room is None or room >= _WIDE
    texts = [
        [STATUS_MARK[card.status] for card in cards],
        [card.item.id for card in cards],
        [condition_marks(card) for card in cards],
        [card.item.severity_name for card in cards],
        [card.item.title for card in cards],
        [effort_text(card.effort) for card in cards],
        [evidence_marks(card) for card in cards],
        [card.owner or "" for card in cards],
        [_branch(card, named) if card.state.branches else "" for card in cards],
    ]
    if not colored():
        return aligned(_COLUMNS, texts, indent)
    rows = [_painted(card, row) for card, row in zip(cards, zip(*texts, strict=True), strict=True)]
    return table(_COLUMNS, rows, indent)


def _branch(card: Card, named: bool) -> str:
    """The branch, or in a narrow terminal only the mark that there is one."""
    text = branch_text(card)
    return text if named or not text else BRANCH


def _painted(card: Card, texts: Sequence[str]) -> tuple[Cell, ...]:
    mark, id_, conditions, severity, title, effort, evidence, owner, branch = texts
    color = STATUS_COLOR.get(card.status)
    return (
        Cell(mark, color),
        Cell(id_, bold=not card.closed),
        Cell(conditions, "yellow"),
        Cell(severity, SEVERITY_COLOR.get(severity), dim=card.closed),
        Cell(title, dim=card.closed),
        Cell(effort),
        Cell(evidence, dim=True),
        Cell(owner, dim=True),
        Cell(branch, dim=True),
    )
