"""Two versions of a file beside each other: every line once, those of the finding told, others left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.drift import drift_of
from tracker.domain.fileref import FileRef, parse_fileref
from tracker.domain.hunks import Hunk
from tracker.domain.versions import Pair, ThenAndNow, Version, gaps, named_now, named_then, paired, windows


def found(then: int, now: int, *hunks: Hunk, file: str = "a.py:2-3", problem: str = "") -> ThenAndNow:
    reference = parse_fileref(file)
    return ThenAndNow(
        reference,
        Version("then", "a.py", tuple(f"old {n}" for n in range(then)), "" if then else problem),
        Version("now", "a.py", tuple(f"new {n}" for n in range(now)), "" if now else problem),
        hunks,
        drift_of(reference, "a.py", hunks) if then and now else None,
    )


def test_lines_that_stayed_stand_beside_each_other() -> None:
    assert list(paired(found(2, 2))) == [Pair(1, 1, False), Pair(2, 2, False)]


@pytest.mark.parametrize(
    ("then", "now", "hunk", "pairs"),
    [
        (2, 3, Hunk(1, 0, 2, 1), [(1, 1, False), (None, 2, True), (2, 3, False)]),
        (2, 3, Hunk(0, 0, 1, 1), [(None, 1, True), (1, 2, False), (2, 3, False)]),
        (3, 2, Hunk(2, 1, 1, 0), [(1, 1, False), (2, None, True), (3, 2, False)]),
        (3, 3, Hunk(2, 1, 2, 1), [(1, 1, False), (2, 2, True), (3, 3, False)]),
        (2, 3, Hunk(1, 1, 1, 2), [(1, 1, True), (None, 2, True), (2, 3, False)]),
    ],
)
def test_a_change_stands_beside_what_it_replaced(
    then: int, now: int, hunk: Hunk, pairs: list[tuple[int | None, int | None, bool]]
) -> None:
    assert [tuple(pair) for pair in paired(found(then, now, hunk))] == pairs


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 3), st.integers(0, 3)), max_size=5))
def test_every_line_of_both_versions_is_there_once_and_in_order(
    steps: list[tuple[int, int, int]],
) -> None:
    hunks, then, now = [], 0, 0
    for kept, old, new in steps:
        then, now = then + kept, now + kept
        if old or new:
            hunks.append(Hunk(then + (old > 0), old, now + (new > 0), new))
        then, now = then + old, now + new
    pairs = list(paired(found(then + 1, now + 1, *hunks)))
    assert [pair.then for pair in pairs if pair.then] == list(range(1, then + 2))
    assert [pair.now for pair in pairs if pair.now] == list(range(1, now + 2))


def test_where_one_cannot_be_read_the_other_stands_alone() -> None:
    assert list(paired(found(0, 2, problem="binary"))) == [Pair(None, 1, False), Pair(None, 2, False)]
    assert list(paired(found(2, 0, problem="gone"))) == [Pair(1, None, False), Pair(2, None, False)]
    assert list(paired(found(0, 0, problem="gone"))) == []


def test_the_finding_is_told_then_and_where_it_went() -> None:
    inserted = found(4, 5, Hunk(2, 0, 3, 1))
    assert [pair.then for pair in paired(inserted) if named_then(pair, inserted)] == [2, 3]
    assert [pair.now for pair in paired(inserted) if named_now(pair, inserted)] == [2, 3, 4]
    alone = found(0, 4, problem="not here")
    assert [pair.now for pair in paired(alone) if named_now(pair, alone)] == [2, 3]
    gone = found(4, 2, Hunk(2, 2, 1, 0))
    assert not any(named_now(pair, gone) for pair in paired(gone))
    whole = found(2, 2, file="a.py")
    assert not any(named_then(pair, whole) or named_now(pair, whole) for pair in paired(whole))


def test_windows_hold_what_is_wanted_with_some_around_it() -> None:
    pairs = [Pair(n, n, False) for n in range(1, 101)]
    assert windows(pairs, [10, 12, 50], 2, 100) == ([range(8, 15), range(48, 53)], False)
    assert windows(pairs, [0, 99], 2, 100) == ([range(3), range(97, 100)], False)
    assert windows(pairs, [], 5, 100) == ([range(6)], False)
    assert windows([], [], 5, 100) == ([range(0)], False)


def test_no_more_is_shown_than_there_is_room_for() -> None:
    pairs = [Pair(n, n, False) for n in range(1, 101)]
    assert windows(pairs, [10, 50], 5, 13) == ([range(5, 16), range(45, 47)], True)
    assert windows(pairs, [10, 50], 5, 11) == ([range(5, 16)], True)
    assert windows(pairs, [10], 5, 11) == ([range(5, 16)], False)


def test_what_is_left_out_is_counted() -> None:
    assert gaps([range(8, 15), range(48, 53)], 100) == [8, 33, 47]
    assert gaps([range(3)], 3) == [0, 0]


def test_a_reference_without_lines_has_no_finding_to_follow() -> None:
    assert found(2, 2, file="a.py").file == FileRef("a.py")
