"""Columns: what they hold, in which order, and that a filter never moves them."""

from __future__ import annotations

from dataclasses import replace

from screens.columns import columns_of, grouped_by, next_grouping
from tests.screens.sample import NOW, PLAN, MemoryTracker, worked_on
from tracker.domain.board import Board
from tracker.domain.grouping import GROUPINGS, NOBODY


def board() -> Board:
    """The sample board."""
    return worked_on().board(NOW)


def test_closed_cards_come_last_and_hours_are_of_the_others() -> None:
    medium = {column.key: column for column in columns_of(grouped_by(board(), "severity"))}["medium"]
    assert [card.id for card in medium.cards] == ["PERF-2", "DB-2", "DB-3"]
    assert medium.closed_from == 1
    assert medium.hours == 0


def test_groups_without_a_card_are_left_out() -> None:
    assert [column.title for column in columns_of(grouped_by(board(), "severity"))] == [
        "CRITICAL",
        "HIGH",
        "MEDIUM",
        "LOW",
    ]


def test_a_filter_empties_columns_and_keeps_them() -> None:
    columns = columns_of(grouped_by(board(), "severity"), lambda card: card.id == "DOC-1")
    assert [(column.key, column.count_text) for column in columns] == [
        ("critical", "0/3"),
        ("high", "0/3"),
        ("medium", "0/3"),
        ("low", "1/2"),
    ]


def test_every_card_is_in_one_column_of_every_grouping() -> None:
    for by in GROUPINGS:
        cards = [card.id for column in columns_of(grouped_by(board(), by)) for card in column.cards]
        assert sorted(cards) == sorted(item.id for item in PLAN.items)


def test_cards_without_the_property_come_last_under_a_name() -> None:
    columns = columns_of(grouped_by(board(), "owner"))
    assert [column.title for column in columns] == ["kim", "sam", "no owner"]
    assert columns[-1].key == NOBODY


def test_a_plan_without_items_still_has_columns() -> None:
    empty = MemoryTracker(replace(PLAN, items=(), checklists=())).board(NOW)
    columns = columns_of(grouped_by(empty, "severity"))
    assert [column.count_text for column in columns] == ["0"] * 6


def test_groupings_go_round() -> None:
    seen = ["severity"]
    while len(seen) <= len(GROUPINGS):
        seen.append(next_grouping(seen[-1]))
    assert seen[-1] == "severity"
    assert set(seen) == set(GROUPINGS)
