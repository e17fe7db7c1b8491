"""The words of a plan: how texts are split, and what a shared word says."""

from __future__ import annotations

import pytest

from tracker.domain.plan import Item
from tracker.domain.vocabulary import Vocabulary, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("maxPoolSize HTTPServer max_pool", ["max", "pool", "size", "http", "server"]),
        ("Fix the bug in this file", []),
        ("p95 k8s db", ["p95", "k8s"]),
        ("Größe 日本語", ["größe", "日本語"]),
        ("connections connection connecting", ["connections"]),
        ("validate validation validated", ["validate"]),
        ("[bold]\x1b]0;pool\x07[/]", ["bold", "pool"]),
        ("", []),
    ],
)
def test_telling_words(text: str, words: list[str]) -> None:
    assert list(words_of(text).values()) == words


def item(id_: str, title: str, tags: tuple[str, ...] = (), **facts: str) -> Item:
    return Item(id_, title, tags=tags, facts=facts)


PLAN = (
    item("POOL", "Bound the connection pool", issue="Every worker opens sockets"),
    item("TLS", "Encrypt every connection", tags=("crypto",)),
    item("LOGS", "Connection failures are logged", approach="Log them with their crypto context"),
)


def test_a_rare_word_says_more_than_a_common_one() -> None:
    shared = Vocabulary(PLAN).shared("Limit the connections of a pool", "")["POOL"]
    assert shared["pool"] == 1.0
    assert 0 < shared["connections"] < 0.3


def test_words_aside_say_half() -> None:
    vocabulary = Vocabulary(PLAN)
    assert vocabulary.shared("Close sockets", "")["POOL"] == {"sockets": 0.5}
    assert vocabulary.shared("Hm", "Close sockets of the pool")["POOL"] == {"sockets": 0.25, "pool": 0.5}
    crypto = vocabulary.shared("crypto", "")
    assert crypto["TLS"]["crypto"] == 2 * crypto["LOGS"]["crypto"]


def test_nothing_is_shared_without_a_word_in_common() -> None:
    assert Vocabulary(PLAN).shared("Rename a variable", "for clarity") == {}
    assert Vocabulary(()).shared("Bound the pool", "") == {}
    assert Vocabulary(PLAN[:1]).shared("Bound the pool", "") == {"POOL": {"bound": 1.0, "pool": 1.0}}
