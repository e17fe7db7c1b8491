"""Columns of the board: groups of cards that keep their place whatever is filtered.

Which columns there are depends on the plan and its state alone, so that a filter empties columns and never
moves them. What has to look at every card is made once, by whoever groups them: a worker where they are many.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property

from screens.widgets.card_lines import Fields, fields_for
from tracker.domain.board import Board, Card, hours_left
from tracker.domain.frozen import Remembering, frozen
from tracker.domain.grouping import GROUPINGS, NOBODY

DEFAULT_GROUPING = "severity"
_SHOUTED = frozenset({"severity", "status"})
"""Groupings whose titles are single words of ours, set in capitals."""


@frozen
class Group(Remembering):
    """All cards of one key, whatever the filter."""

    cards: tuple[Card, ...]

    @cached_property
    def fields(self) -> Fields:
        """The widths that the cards share, so that figures keep their place while a filter is typed."""
        return fields_for(self.cards, severity=False)


@frozen
class Column(Remembering):
    """One group. `cards` match the filter: those with work left first, then the closed ones."""

    key: str
    title: str
    cards: tuple[Card, ...]
    closed_from: int
    """The position of the first closed card."""
    group: Group
    hours: float
    """Mean hours of work left in `cards`."""

    @property
    def count_text(self) -> str:
        """The count for people: `6`, or `2/6` where a filter hides some."""
        shown = len(self.cards)
        total = len(self.group.cards)
        return str(shown) if shown == total else f"{shown}/{total}"


def next_grouping(grouping: str) -> str:
    """Return the name of the grouping that follows, round and round."""
    names = list(GROUPINGS)
    return names[(names.index(grouping) + 1) % len(names)]


@frozen
class Groups:
    """A board grouped by one property: the part of columns that a filter does not change."""

    board: Board
    by: str
    titles: Mapping[str, str]
    groups: Mapping[str, Group]
    """By key, in the order of the columns; every key has an entry."""


def grouped_by(board: Board, by: str) -> Groups:
    """Return the groups of all cards of a board."""
    key, titles = GROUPINGS[by].key, GROUPINGS[by].titles(board)
    named = {name: title.upper() if by in _SHOUTED else title for name, title in titles.items()}
    found: dict[str, list[Card]] = {name: [] for name in (*named, NOBODY)}
    for card in board.cards:
        found[key(card) or NOBODY].append(card)
    groups = {name: Group(tuple(cards)) for name, cards in found.items()}
    return Groups(board, by, {NOBODY: f"no {by}", **named}, groups)


def columns_of(
    groups: Groups, matches: Callable[[Card], bool] | None = None, always: Collection[str] = ()
) -> tuple[Column, ...]:
    """Return the columns with the cards that match. Groups without a card in the plan are left out.

    Those whose keys are in `always` stay, and all do where the plan has no cards at all.
    """
    empty = not groups.board.cards
    return tuple(
        _column(name, groups.titles[name], group, matches)
        for name, group in groups.groups.items()
        if group.cards or name in always or (empty and name != NOBODY)
    )


def looked_through(columns: Iterable[Column]) -> None:
    """Make what showing the columns takes that has to look at every card, in the thread of the caller."""
    for column in columns:
        _ = column.group.fields


def _column(key: str, title: str, group: Group, matches: Callable[[Card], bool] | None) -> Column:
    shown = [card for card in group.cards if matches(card)] if matches else group.cards
    left = [card for card in shown if not card.closed]
    done = [card for card in shown if card.closed]
    return Column(key, title, (*left, *done), len(left), group, hours_left(left))
