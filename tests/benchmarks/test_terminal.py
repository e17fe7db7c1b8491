"""What is read off a terminal's bytes."""

from __future__ import annotations

from benchmarks.terminal import lines_of


def test_a_text_lies_on_the_line_that_was_gone_to_last() -> None:
    written = b"\x1b[3;1H\x1b[31mone\x1b[0m > two\x1b[12;40Hthree > > \x1b[2;1Hfour"
    assert lines_of(written, b">") == {3, 12}
    assert lines_of(written, b"four") == {2}


def test_a_text_that_is_not_there_lies_nowhere_and_one_without_a_place_on_line_0() -> None:
    assert lines_of(b"\x1b[3;1Hone", b">") == frozenset()
    assert lines_of(b"> one\x1b[3;1H", b">") == {0}
