"""One person under several spellings, and two people."""

from __future__ import annotations

import pytest

from tracker.domain.people import is_one_of


@pytest.mark.parametrize(
    "name",
    [
        "Ada Lovelace",
        "ada lovelace",
        "  Ada   LOVELACE ",
        "Ada Lovelace <other@example.org>",
        "someone <ADA@example.org>",
        "ada@example.org",
        "Ada\u200b Lovelace",
        "Ａda Lovelace",
    ],
)
def test_one_person_however_it_is_written(name: str) -> None:
    assert is_one_of(name, ["Grace", "Ada Lovelace <ada@example.org>"])


@pytest.mark.parametrize("name", ["Ada", "Grace Lovelace", "ada@example.com", "", "<>", "\u200b"])
def test_somebody_else(name: str) -> None:
    assert not is_one_of(name, ["Ada Lovelace <ada@example.org>"])


def test_nobody_is_one_of_none() -> None:
    assert not is_one_of("Ada", [])
