"""The arithmetic of the board: lines and cards, scrolling, and where the cursor goes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.columns import Column, Group, columns_of, grouped_by
from screens.widgets.board_layout import GAP, NARROWEST, Lane, spans
from screens.widgets.viewport import Viewport
from tests.screens.sample import NOW, MemoryTracker, big_plan, worked_on
from tracker.domain.board import Board, Card

BOARD = MemoryTracker(big_plan(60)).board(NOW)


def column(count: int, closed_from: int) -> Column:
    """A column of so many cards, the last of them closed."""
    cards = BOARD.cards[:count]
    return Column("x", "X", cards, closed_from, Group(cards), 0.0)


def viewport(board: Board, *, wide: bool = True, body: int = 10) -> Viewport:
    """The board in a viewport of 100 cells."""
    view = Viewport()
    view.fit(100, body, wide=wide)
    view.show(columns_of(grouped_by(board, "severity")), by_severity=True)
    return view


@given(st.integers(0, 30), st.integers(0, 30), st.sampled_from([1, 2]), st.booleans())
def test_every_card_is_found_at_its_line(count: int, closed: int, height: int, folded: bool) -> None:
    lane = Lane(column(count, min(closed, count)), height, folded)
    for position in range(lane.shown):
        for within in range(height):
            assert lane.at(lane.line_of(position) + within) == (position, within)
    assert lane.at(lane.height) == (None, 0)
    if lane.shown:
        end = lane.line_of(lane.shown - 1) + height
        separator_is_last = lane.separated and lane.folded
        assert lane.height == end + separator_is_last


@given(st.integers(1, 30), st.integers(0, 29), st.integers(0, 200), st.integers(2, 40))
def test_scrolling_brings_the_card_in_sight(count: int, position: int, top: int, lines: int) -> None:
    lane = Lane(column(count, count), 2, False)
    position = min(position, count - 1)
    top = lane.top_showing(position, top, lines)
    assert top <= lane.line_of(position)
    assert lane.line_of(position) + 2 <= top + lines
    assert 0 <= top <= max(0, lane.height - lines)


@given(st.integers(1, 20), st.integers(1, 250), st.integers(0, 19), st.integers(0, 19))
def test_columns_fill_the_width_with_the_current_one_among_them(
    count: int, width: int, current: int, first: int
) -> None:
    current = min(current, count - 1)
    placed = spans(count, width, current, first)
    assert current in [span.index for span in placed]
    assert placed[0].start == 0
    assert placed[-1].start + placed[-1].width == width
    for left, right in pairwise(placed):
        assert right.index == left.index + 1
        assert right.start == left.start + left.width + GAP
        assert right.width >= NARROWEST


def test_nothing_to_show_has_no_cursor() -> None:
    view = Viewport()
    view.fit(100, 10, wide=True)
    view.move(3, 3)
    view.move_beside(1)
    assert view.item is None
    assert view.reachable == ()
    assert view.spans() == ()


def test_the_cursor_stays_on_its_item_through_regrouping_and_filters() -> None:
    board = worked_on().board(NOW)
    view = viewport(board)
    assert view.go_to("DB-3")
    view.show(columns_of(grouped_by(board, "phase")), by_severity=False)
    assert view.item == "DB-3"

    def only_low(card: Card) -> bool:
        return card.severity == "low"

    view.show(columns_of(grouped_by(board, "severity"), only_low), by_severity=True)
    assert view.item == "DOC-1"
    view.show(columns_of(grouped_by(board, "severity")), by_severity=True)
    assert view.item == "DB-3"


def test_the_cursor_goes_to_the_first_item_in_sight() -> None:
    board = worked_on().board(NOW)
    view = viewport(board)
    assert view.go_to("NOPE", "DOC-1", "DB-3")
    assert view.item == "DOC-1"
    view.show(
        columns_of(grouped_by(board, "severity"), lambda card: card.severity != "low"), by_severity=True
    )
    assert view.go_to("DOC-1", "DB-3")
    assert view.item == "DB-3"
    assert not view.go_to("DOC-1")
    assert not view.go_to()
    assert view.item == "DB-3"


def test_an_item_that_closes_takes_the_cursor_along() -> None:
    view = viewport(BOARD)
    view.move(0, 2)
    item = view.item
    cards = BOARD.cards
    moved = Column("x", "X", cards, len(cards), Group(cards), 0.0)
    view.show([moved], by_severity=True)
    assert view.item == item


def test_folding_moves_the_cursor_to_a_card_in_sight() -> None:
    view = viewport(worked_on().board(NOW))
    view.go_to("SEC-3")
    view.fold(True)
    assert view.item == "SEC-2"
    view.fold(False)
    assert view.item == "SEC-3"


@pytest.mark.parametrize(("wide", "ends"), [(True, 4), (False, 0)])
def test_columns_go_round_only_where_one_is_shown_at_a_time(wide: bool, ends: int) -> None:
    view = viewport(BOARD, wide=wide)
    for _ in range(5):
        view.move_beside(1)
    assert view.column == ends


def test_the_scroll_mark_reaches_both_ends() -> None:
    view = viewport(BOARD)
    lane = view.lanes[0]
    view.move(0, 0)
    assert view.thumb(lane, 0)
    assert not view.thumb(lane, 9)
    view.move(0, 99)
    assert view.thumb(lane, 9)
    assert not view.thumb(lane, 0)
    view.scroll(0, -1000)
    assert view.top(lane) == 0
