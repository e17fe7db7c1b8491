"""Queries that stand for others: `@name`."""

from __future__ import annotations

import pytest

from tests.domain.samples import board_of
from tracker.domain.plan import Item, Severity
from tracker.domain.query import check_query, parse_query, saved_names
from tracker.errors import UsageError

BOARD = board_of(
    Item("A", "Pool", severity=Severity.CRITICAL, tags=("db",)),
    Item("B", "Index", severity=Severity.LOW, tags=("db",)),
    Item("C", "Write to @team and @scope/package", severity=Severity.CRITICAL),
)
SAVED = {
    "db": "tag:db",
    "urgent": "severity:critical,high",
    "both": "@db @urgent",
    "loop": "x @round",
    "round": "@loop",
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@db", "AB"),
        ("@DB", "AB"),
        ("@both", "A"),
        ("-@db", "C"),
        ("-@both", "BC"),
        ("@db -@urgent", "B"),
        ("@urgent pool", "A"),
        ("@scope/package", "C"),
        ("me@db", ""),
        ("@", "C"),
    ],
)
def test_what_a_saved_query_finds(text: str, found: str) -> None:
    query = parse_query(text, BOARD, saved=SAVED)
    assert "".join(card.id for card in query.select(BOARD.cards)) == found
    assert query.text == text


@pytest.mark.parametrize(
    ("text", "saved", "said"),
    [
        ("@zzz", SAVED, "no filter is saved as @zzz"),
        ("@urgnet", SAVED, "no filter is saved as @urgnet (did you mean urgent?)"),
        ("@db", None, "no filter is saved as @db"),
        ("@loop", SAVED, "in @loop: in @round: the saved filter @loop names itself"),
        ("@a", {"a": "phase:x"}, "in @a: no phase is called x"),
    ],
)
def test_what_is_refused(text: str, saved: dict[str, str] | None, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_query(text, BOARD, saved=saved)
    assert str(caught.value) == said


@pytest.mark.parametrize(
    "text", ["phase:anything area:else", "owner:me is:mine due:<9999d", "@db -@both pool", ""]
)
def test_a_query_may_be_right_for_another_plan(text: str) -> None:
    check_query(text, SAVED)


@pytest.mark.parametrize(
    "text", ["sevrity:x", "severity:hihg", "phase:", "is:raedy", "due:soon", "@no", "@loop"]
)
def test_a_query_that_is_right_for_no_plan(text: str) -> None:
    with pytest.raises(UsageError):
        check_query(text, SAVED)


def test_the_names_in_a_query() -> None:
    assert saved_names("@A pool -@b a@c @d/e '@f g'") == ["a", "b"]
