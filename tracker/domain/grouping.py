"""Columns of the board: the same cards by severity, status, phase, area or owner."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from tracker.domain.board import Board, Card
from tracker.domain.frozen import frozen
from tracker.domain.plan import SEVERITIES
from tracker.domain.state import Status

NOBODY = "-"
"""The key of cards that have no value for the grouping; it comes last."""


@frozen
class Group:
    """One column: its key, its title for people, its cards with closed ones last."""

    key: str
    title: str
    cards: tuple[Card, ...]


@frozen
class Grouping:
    """A way to group: which key a card has, and the keys with their titles in order."""

    key: Callable[[Card], str | None]
    titles: Callable[[Board], Mapping[str, str]]


GROUPINGS: Mapping[str, Grouping] = {
    "severity": Grouping(lambda card: card.severity, lambda board: {name: name for name in SEVERITIES}),
    "status": Grouping(
        lambda card: card.status.value,
        lambda board: {status.value: status.value.replace("_", " ") for status in Status},
    ),
    "phase": Grouping(
        lambda card: card.item.phase, lambda board: {phase.id: phase.title for phase in board.plan.phases}
    ),
    "area": Grouping(
        lambda card: card.item.area, lambda board: {area.id: area.title for area in board.plan.areas}
    ),
    "owner": Grouping(
        lambda card: card.owner,
        lambda board: {owner: owner for owner in sorted({card.owner for card in board.cards if card.owner})},
    ),
}


def grouped(cards: Iterable[Card], by: str, board: Board) -> tuple[Group, ...]:
    """Return the non-empty groups of `cards` by one of GROUPINGS; the order of cards is kept in each."""
    grouping = GROUPINGS[by]
    titles = {**grouping.titles(board), NOBODY: f"no {by}"}
    columns: dict[str, list[Card]] = {key: [] for key in titles}
    for card in cards:
        columns[grouping.key(card) or NOBODY].append(card)
    return tuple(
        Group(key, titles[key], tuple(sorted(found, key=lambda card: card.closed)))
        for key, found in columns.items()
        if found
    )
