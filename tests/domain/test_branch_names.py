"""Items in the names of branches: only what cannot well mean something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.branch_names import items_in_branch

IDS = ("SEC-1", "SEC-2", "SEC-10", "SEC-1-2", "A-1", "DB-POOL", "SHUTDOWN", "12", "TLS2")
KNOWN = {**{name: name for name in IDS}, "OLD-7": "SEC-2"}


@pytest.mark.parametrize(
    ("name", "items"),
    [
        ("fix/SEC-1-rotate", ("SEC-1",)),
        ("sec-1", ("SEC-1",)),
        ("fix-Sec-1", ("SEC-1",)),
        ("user/SEC-1_SEC-2", ("SEC-1", "SEC-2")),
        ("SEC-2-SEC-1-SEC-2", ("SEC-2", "SEC-1")),
        ("SEC-1/try2", ("SEC-1",)),
        ("SEC-1.rotate", ("SEC-1",)),
        ("fix/SEC-10-x", ("SEC-10",)),
        ("SEC-1-2-both", ("SEC-1-2",)),
        ("SEC-1-3", ("SEC-1",)),
        ("fix/old-7", ("SEC-2",)),
        ("SHUTDOWN-screen", ("SHUTDOWN",)),
        ("feature/DB-POOL", ("DB-POOL",)),
        ("tls2/x", ("TLS2",)),
    ],
)
def test_names_that_hold_items(name: str, items: tuple[str, ...]) -> None:
    assert items_in_branch(name, KNOWN) == items


@pytest.mark.parametrize(
    "name",
    [
        "",
        "main",
        "feature/shutdown-screen",
        "feature/Shutdown",
        "db-pool",
        "DB-pool",
        "utf-8",
        "release-2.0",
        "release/12",
        "12-things",
        "SEC-100",
        "XSEC-1",
        "SEC-1a",
        "SEC_1",
        "SEC-1.2",
        "SEC/1",
        "sec-9",
        "SEC-",
        "---",
        "sec-١",  # a digit, but no ASCII one
    ],
)
def test_names_that_hold_none(name: str) -> None:
    assert items_in_branch(name, KNOWN) == ()


def test_a_version_is_no_item_even_where_the_plan_has_its_start() -> None:
    known = {"RELEASE-2": "RELEASE-2"}
    assert items_in_branch("release-2.0", known) == ()
    assert items_in_branch("release-2", known) == ("RELEASE-2",)


@given(st.text(max_size=60))
def test_whatever_the_name_only_known_items_come_out_and_each_once(name: str) -> None:
    found = items_in_branch(name, KNOWN)
    assert set(found) <= set(KNOWN.values())
    assert len(set(found)) == len(found)


@given(st.lists(st.sampled_from([i for i in IDS if i != "12"]), min_size=1, unique=True))
def test_ids_between_slashes_are_all_found(ids: list[str]) -> None:
    assert items_in_branch("/".join(ids), KNOWN) == tuple(ids)
