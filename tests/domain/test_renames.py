"""Names of commits that were renamed, here and there."""

from __future__ import annotations

from itertools import permutations

import pytest

from tracker.domain.renames import first_names, under_first_names, under_present_id


def test_every_name_leads_to_the_first() -> None:
    assert first_names([("A", "x", "y"), ("A", "x", "z")]) == dict.fromkeys(
        [("A", "x"), ("A", "y"), ("A", "z")], "x"
    )


def test_a_chain_that_two_tell_is_one_whatever_the_order() -> None:
    told = [("A", "y", "z"), ("A", "x", "y"), ("A", "z", "w")]
    assert {frozenset(first_names(some).items()) for some in permutations(told)} == {
        frozenset({("A", sha): "x" for sha in "wxyz"}.items())
    }


def test_there_and_back_again() -> None:
    assert first_names([("A", "x", "y"), ("A", "x", "x")]) == {("A", "x"): "x", ("A", "y"): "x"}


def test_another_item_keeps_its_own_names() -> None:
    names = first_names([("A", "x", "y")])
    assert ("B", "y") not in names


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("link:A:y:resolves:mainline", "link:A:x:resolves:mainline"),
        ("undone:A:y", "undone:A:x"),
        ("undone:A:y#2", "undone:A:x#2"),
        ("tick:A:y:limit#2", "tick:A:x:limit#2"),
        ("link:A:x:refs:branch", "link:A:x:refs:branch"),
        ("link:B:y:refs:branch", "link:B:y:refs:branch"),
        ("branch:A:y/z", "branch:A:y/z"),
        ("nonsense", "nonsense"),
        ("relink:A:y:z", "relink:A:x:z"),
    ],
)
def test_keys_under_the_first_name(key: str, expected: str) -> None:
    assert under_first_names([key, "relink:A:x:1:y"])[key] == expected


def test_names_are_numbered_on() -> None:
    """One renamed x to y; another, who knew only y, renamed that twice."""
    keys = ["relink:A:x:1:y", "relink:A:y:1:z", "relink:A:y:2:w"]
    assert list(under_first_names(keys).values()) == ["relink:A:x:1:y", "relink:A:x:2:z", "relink:A:x:3:w"]


def test_names_in_a_circle_come_to_an_end() -> None:
    found = under_first_names(["relink:A:x:1:y", "relink:A:y:1:x"])
    assert {key.split(":")[2] for key in found.values()} == {"x"}


def test_without_renames_nothing_changes() -> None:
    keys = ["link:A:y:resolves:mainline", "odd", "a:b"]
    assert under_first_names(keys) == {key: key for key in keys}


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("link:OLD-1:a1:resolves:mainline", "link:NEW-1:a1:resolves:mainline"),
        ("tick:old-1:a1:2#2", "tick:NEW-1:a1:2#2"),
        ("link:DB-1:a1:resolves:mainline", "link:DB-1:a1:resolves:mainline"),
        ("of another tracker", "of another tracker"),
    ],
)
def test_keys_under_the_present_id(key: str, expected: str) -> None:
    assert under_present_id(key, {"OLD-1": "NEW-1", "NEW-1": "NEW-1"}) == expected
