"""Typos of ids are told, other words that look like ids are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.unknown_ids import unknown_ids

KNOWN = {name: name for name in ("SEC-1", "SEC-9", "DB-POOL", "SHUTDOWN", "H1")} | {"OLD-1": "SEC-1"}


def words(message: str) -> list[str]:
    return [unknown.word for unknown in unknown_ids(message, KNOWN)]


@pytest.mark.parametrize(
    ("message", "word"),
    [
        ("Resolves what SEC-99 says", "SEC-99"),
        ("x\n\nResolves: SEC-99", "SEC-99"),
        ("x\n\nResolves: SEC-1, sec-99", "SEC-99"),
        ("fixes SEC-1 and SEC-10", "SEC-10"),
        ("x\n\nRefs: SEC-99", "SEC-99"),
        ("x\n\nTicks: SEC-99/redis", "SEC-99"),
        ("x\n\nActual: SEC-99 3h", "SEC-99"),
        ("x\n\nVerified-by: SEC-99 Maya", "SEC-99"),
        ("Fixes DB-POOLS", "DB-POOLS"),
        ("x\n\nResolves: SHUTDWN", "SHUTDWN"),
        ("x\n\nResolves: TLS-1", "TLS-1"),
        ("does not fix SEC-99", "SEC-99"),
    ],
)
def test_a_word_that_was_meant_for_an_item(message: str, word: str) -> None:
    assert words(message) == [word]


@pytest.mark.parametrize(
    "message",
    [
        "Fixes SEC-1 and db-pool",
        "Fixes OLD-1",
        "Use UTF-8, SHA-256 for CVE-2024-1234",
        "x\n\nFixes: CVE-2024-1234",
        "x\n\nResolves: UTF-8",
        "x\n\nFixes: #123",
        "x\n\nRefs: JIRA-1",
        "Mention JIRA-1 and TLS-1",
        'x\n\nFixes: 1a2b3c4d ("SEC of words")',
        "the db-side of it, and DB-API",
        "`SEC-99` and https://example.org/SEC-99",
        "x\n\n> SEC-99\n\n```\nSEC-99\n```",
        "SEC-99-extra, xSEC-99, SEC-99a, SEC-99.1",
        "SHUTDWN in prose",
        "x\n\nCloses: the door",
        "",
    ],
)
def test_a_word_that_was_not(message: str) -> None:
    assert words(message) == []


def test_the_nearest_item_is_named_where_there_is_one() -> None:
    (found,) = unknown_ids("Fixes SEC-99", {"SEC-9": "SEC-9"})
    assert str(found) == "SEC-99 is no item of this plan; did you mean SEC-9?"
    (found,) = unknown_ids("x\n\nResolves: QQ-8888", KNOWN)
    assert str(found) == "QQ-8888 is no item of this plan"


@given(st.text(alphabet="SEC-19:\n ,Rresolv#`>\0é", max_size=80))
def test_known_ids_are_never_unknown(message: str) -> None:
    assert not set(words(message)) & KNOWN.keys()
