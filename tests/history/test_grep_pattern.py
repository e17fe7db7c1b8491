"""Which messages git is to hand over: none that matters is missed, whichever engine looks for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.history.grep_pattern import perl_pattern, posix_pattern, prefixes

IDS = st.from_regex(r"[A-Z0-9][A-Z0-9-]{0,8}", fullmatch=True)
WORDS = st.text("aAbBiItTvVrReEsS019-# ", max_size=40)
_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
Make = Callable[[Collection[str]], str]
MAKERS = pytest.mark.parametrize("make", [perl_pattern, posix_pattern])


def picks(expression: str, message: str) -> bool:
    """Tell whether an expression finds something, in bytes as git has them."""
    return re.search(expression.encode(), message.encode()) is not None


@given(names=st.sets(IDS, min_size=1, max_size=80), before=WORDS, after=WORDS, data=st.data())
def test_every_message_that_holds_an_id_is_picked(
    names: set[str], before: str, after: str, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(names)))
    for written in (name, name.lower(), name.title()):
        message = f"{before}{written}{after}"
        assert picks(perl_pattern(names), message)
        assert picks(posix_pattern(names), message)


@given(names=st.sets(IDS, max_size=80), message=WORDS)
def test_both_engines_pick_the_same(names: set[str], message: str) -> None:
    assert picks(perl_pattern(names), message) == picks(posix_pattern(names), message)


@MAKERS
@pytest.mark.parametrize(
    ("message", "picked"),
    [
        ("This reverts commit 0123abc.", True),
        ("Reverts octo/repo#12", True),
        ("Reverts #12", True),
        ("it reverts to the default", False),
        ("a hit-1, which the parser sorts out", True),
        ("closes it-1", True),
        ("IT-3 is of another plan", False),
        ("Signed-off-by: Ada", False),
    ],
)
def test_what_takes_back_is_picked_and_what_names_nothing_is_not(
    make: Make, message: str, *, picked: bool
) -> None:
    assert picks(make(["IT-1", "IT-2"]), message) == picked


@MAKERS
def test_without_ids_there_are_only_reverts(make: Make) -> None:
    assert not picks(make([]), "anything at all")
    assert picks(make([]), "This reverts commit 0123abc.")


def test_an_id_is_looked_for_from_its_rarest_letter_on() -> None:
    expression = perl_pattern(["API-KEY", "DB-POOL", "DB-X", "DB-Y", "REDIS"])
    assert expression.startswith("(?i:-(?:(?<=API-)KEY|(?<=DB-)(?:POOL|X|Y)))|(?i:D(?<=RED)IS)|v(")


def test_many_ids_are_looked_for_by_what_they_begin_with() -> None:
    assert prefixes([f"IT-{number}" for number in range(200)], 60) == [f"IT-{number}" for number in range(10)]
    assert prefixes(["SEC-1", "SEC-10", "DB"], 60) == ["DB", "SEC-1"]
    assert prefixes([], 60) == []


def test_an_id_is_not_cut_to_a_common_word() -> None:
    names = [
        f"{area}-{letter}{number}" for area in ("AUTH", "QUEUE") for letter in "AB" for number in range(50)
    ]
    found = prefixes(names, 60)
    assert {each[: each.find("-") + 2] for each in found} == {"AUTH-A", "AUTH-B", "QUEUE-A", "QUEUE-B"}
    assert len(found) <= 60


@MAKERS
def test_none_of_thousands_of_ids_is_missed(make: Make) -> None:
    names = [f"{first}{second}{third}-{first}" for first in _SIGNS for second in _SIGNS for third in "0AZ"]
    assert len(prefixes(names, 60)) <= 60
    assert all(picks(make(names), f"closes {name.lower()}") for name in names[::97])
