"""Lines carried from one version of a file to the next through the hunks of patches."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.hunks import Hunk, Ranges, follow, hunks_of

ADDED = Hunk(0, 0, 1, 5)
"""Five lines put at the top of a file."""


def hunks_between(old: list[str], new: list[str]) -> tuple[Hunk, ...]:
    """Return what a patch without context says; a side without lines starts at the line before it."""
    return tuple(
        Hunk(a + (b > a), b - a, c + (d > c), d - c)
        for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if tag != "equal"
    )


def test_headers_are_read_with_and_without_counts() -> None:
    patch = [
        "diff --git a/x b/x",
        "@@ -3 +3,2 @@ def x():",
        "-a",
        "+b",
        "+c",
        "@@ -9,4 +10,0 @@",
        "-@@ -1 @@",
    ]
    assert hunks_of(patch) == (Hunk(3, 1, 3, 2), Hunk(9, 4, 10, 0))


def test_what_is_no_header_of_two_files_is_passed_over() -> None:
    combined = "@@@ -1,2 -1,2 +1,3 @@@"
    assert hunks_of([combined, "@@ nothing @@", "+@@ -1 +1 @@", " @@ -1 +1 @@", ""]) == ()


@pytest.mark.parametrize(
    ("hunk", "lines"),
    [
        (ADDED, ((15, 25),)),
        (Hunk(9, 0, 10, 2), ((12, 22),)),  # right above
        (Hunk(20, 0, 21, 2), ((10, 20),)),  # right below
        (Hunk(21, 3, 21, 1), ((10, 20),)),
        (Hunk(8, 2, 7, 0), ((8, 18),)),
    ],
)
def test_a_change_elsewhere_moves_lines_at_most(hunk: Hunk, lines: Ranges) -> None:
    followed = follow(((10, 20),), [hunk])
    assert followed.lines == lines
    assert not followed.changed


@pytest.mark.parametrize(
    ("hunk", "lines"),
    [
        (Hunk(12, 0, 13, 3), ((10, 23),)),  # inserted inside
        (Hunk(12, 2, 11, 0), ((10, 18),)),  # deleted inside
        (Hunk(8, 4, 7, 0), ((8, 16),)),  # deleted over the start
        (Hunk(19, 5, 18, 0), ((10, 18),)),  # deleted over the end
        (Hunk(5, 8, 5, 2), ((5, 14),)),  # replaced over the start
        (Hunk(20, 1, 20, 4), ((10, 23),)),  # the last line replaced
        (Hunk(1, 40, 1, 3), ((1, 3),)),  # the whole file replaced
    ],
)
def test_a_change_of_the_lines_is_one(hunk: Hunk, lines: Ranges) -> None:
    followed = follow(((10, 20),), [hunk])
    assert followed.lines == lines
    assert followed.changed


@pytest.mark.parametrize("hunk", [Hunk(10, 11, 9, 0), Hunk(1, 40, 0, 0)])
def test_lines_that_were_all_deleted_are_gone(hunk: Hunk) -> None:
    assert follow(((10, 20),), [hunk]).lines == ()
    assert follow(((50, 51),), [hunk]).lines != ()


def test_ranges_keep_the_order_they_were_written_in_until_they_overlap() -> None:
    assert follow(((40, 41), (10, 20)), [ADDED]).lines == ((45, 46), (15, 25))
    assert follow(((22, 30), (10, 20)), [Hunk(18, 6, 18, 2)]).lines == ((10, 26),)


def test_a_single_line_takes_no_insertion_for_a_change() -> None:
    assert not follow(((10, 10),), [Hunk(10, 0, 11, 1)]).changed
    assert follow(((10, 10),), [Hunk(10, 1, 10, 1)]).changed


def test_nothing_to_follow_stays_nothing() -> None:
    assert follow((), [ADDED]).lines == ()
    assert not follow((), [ADDED]).changed


versions = st.lists(st.sampled_from("abcdef"), max_size=25)


@given(
    st.lists(versions, min_size=2, max_size=5),
    st.integers(1, 25),
    st.integers(0, 10),
)
def test_lines_that_no_patch_touched_keep_their_content(
    texts: list[list[str]], first: int, length: int
) -> None:
    start = texts[0]
    first = min(first, max(len(start), 1))
    last = min(first + length, max(len(start), first))
    lines: Ranges = ((first, last),)
    kept = {number: number for number in range(first, last + 1) if number <= len(start)}
    changed = False
    for old, new in pairwise(texts):
        hunks = hunks_between(old, new)
        followed = follow(lines, hunks)
        kept = {was: at[0][0] for was, now in kept.items() if (at := _survivor(now, hunks))}
        lines, changed = followed.lines, changed or followed.changed
        covered = {number for a, b in lines for number in range(a, b + 1)}
        assert set(kept.values()) <= covered
        assert all(start[was - 1] == new[now - 1] for was, now in kept.items())
    if not changed and start:
        (now_first, now_last) = lines[0]
        assert texts[-1][now_first - 1 : now_last] == start[first - 1 : last]


@given(versions, versions, st.integers(1, 25), st.integers(0, 10))
def test_a_patch_and_its_reverse_lead_back_to_lines_that_did_not_change(
    old: list[str], new: list[str], first: int, length: int
) -> None:
    lines: Ranges = ((first, first + length),)
    hunks = hunks_between(old, new)
    reverse = [Hunk(hunk.new_start, hunk.new_count, hunk.old_start, hunk.old_count) for hunk in hunks]
    there = follow(lines, hunks)
    if not there.changed:
        assert follow(there.lines, reverse).lines == lines


def _survivor(line: int, hunks: tuple[Hunk, ...]) -> Ranges:
    """Where a single line is, unless a hunk took it."""
    if any(hunk.old_count and hunk.changes(line, line) for hunk in hunks):
        return ()
    return follow(((line, line),), hunks).lines
