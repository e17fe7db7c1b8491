"""The words that find a commit: any order, any part, an id, the start of a sha; loosely if nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.commit_line import CommitLine, line_of, line_of_commit, searched
from tracker.domain.commit_search import Wanted, wanted_of

SHA = "a1b2c3d4" + "0" * 32
LINE = CommitLine(line_of(SHA, "1772000000", "Ada Lovelace", "Rotate the credentials"))


def takes(text: str, *ids: str, loose: bool = False) -> bool:
    wanted = wanted_of(text)
    return (wanted.loosely if loose else wanted).takes(LINE.sha, searched(LINE), ids)


@pytest.mark.parametrize(
    "text",
    ["", "rotate", "CREDENTIALS Rot", "lovelace rotate", "a1b2", SHA, "rotate sec-1", "item:sec-1 ada"],
)
def test_every_word_has_to_be_somewhere(text: str) -> None:
    assert takes(text, "SEC-1", "DB-2")


@pytest.mark.parametrize("text", ["rotate pool", "a1b", "b2c3", "item:SEC", "item:sec-10", "sec-2"])
def test_one_that_is_nowhere_is_enough_against_it(text: str) -> None:
    assert not takes(text, "SEC-1", "DB-2")


def test_letters_in_order_within_a_word_are_enough_loosely() -> None:
    assert takes("rtt crdtls", loose=True)
    assert not takes("rtt crdtls")
    for text in ("rotatecred", "etator", "r"):
        assert takes(text, loose=True) is takes(text)


def test_what_is_looked_for_stands_out() -> None:
    def marked(text: str, wanted: Wanted) -> list[str]:
        return [text[start:end] for start, end in wanted.marks(text)]

    wanted = wanted_of("cred ROT (x")
    assert marked("Rotate (x) the credentials", wanted) == ["Rot", "(x", "cred"]
    assert marked("Nothing here", wanted) == []
    assert marked("Rotate the credentials", wanted_of("crdtls").loosely) == ["credentials"]
    assert marked("Rotate", Wanted()) == []


def test_a_text_made_to_take_long_takes_no_longer() -> None:
    wanted = wanted_of("a" * 30 + "b").loosely
    assert not wanted.takes(SHA, "a" * 500)
    assert list(wanted.marks("a" * 500)) == []


def test_a_line_gives_back_what_it_was_made_of() -> None:
    assert (LINE.sha, LINE.author, LINE.subject) == (SHA, "Ada Lovelace", "Rotate the credentials")
    assert LINE.authored_at == datetime.fromtimestamp(1772000000, UTC)
    assert line_of_commit(LINE) == LINE


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_text_gets_out_of_its_field(author: str, subject: str) -> None:
    line = CommitLine(line_of(SHA, "0", author, subject))
    assert line.sha == SHA
    assert "\x1b" not in line
    assert line.count("\0") == 3
    assert (line.author, line.subject) == (line.split("\0")[2], line.split("\0")[3])


@given(st.text(max_size=20), st.text(max_size=40))
def test_marks_lie_in_order_within_the_text(typed: str, text: str) -> None:
    for wanted in (wanted_of(typed), wanted_of(typed).loosely):
        edges = [place for span in wanted.marks(text) for place in span]
        assert edges == sorted(edges)
        assert all(0 <= place <= len(text) for place in edges)
