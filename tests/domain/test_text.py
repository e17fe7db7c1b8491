"""Text that enters is made safe; names that are mistyped find their neighbour."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.text import _UNSAFE, clean, counted, did_you_mean, json_escaped, one_line, slug


@pytest.mark.parametrize("mark", ["\x1b", "\x00", "\x9b", "\u202e", "\u200b", "\ud800", "\u2066", "\x7f"])
def test_what_steers_a_terminal_is_replaced(mark: str) -> None:
    assert clean(f"a{mark}b") == "a\N{REPLACEMENT CHARACTER}b"


@pytest.mark.parametrize("mark", ["\x1b", "\x00", "\x9b", "\u202e", "\u200b", "\ud800", "\u2066", "\x7f"])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_json_says_the_same_without_what_steers_a_terminal(mark: str, ascii_only: bool) -> None:
    text = json_escaped(json.dumps([f"a{mark}b"], ensure_ascii=ascii_only))
    assert not re.search(_UNSAFE, text)
    assert json.loads(text) == [f"a{mark}b"]


def test_whatever_is_replaced_is_not_printable() -> None:
    """`clean` takes a text that is printable as it is, so that it must hold nothing unsafe."""
    printable = "".join(filter(str.isprintable, map(chr, range(0x110000))))
    assert not re.search(_UNSAFE, printable)


def test_what_people_write_stays() -> None:
    assert clean("tab\tline\r\nÜmläut 漢字 😀") == "tab\tline\nÜmläut 漢字 😀"


@given(st.text())
def test_one_line_is_one_line_and_stays_so(text: str) -> None:
    line = one_line(text)
    assert "\n" not in line
    assert "\x1b" not in line
    assert one_line(line) == line


@pytest.mark.parametrize(
    ("text", "expected"), [("Hello, World!", "hello-world"), ("!!!", "x"), ("a" * 50, "a" * 32)]
)
def test_slugs(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_the_nearest_name_is_named_whatever_its_case() -> None:
    assert did_you_mean("sec-secret", ["SEC-SECRETS", "DB-POOL"]) == " (did you mean SEC-SECRETS?)"
    assert did_you_mean("zzz", ["SEC-SECRETS"]) == ""


def test_counts() -> None:
    assert (counted(1, "item"), counted(0, "item"), counted(2, "entry", "entries")) == (
        "1 item",
        "0 items",
        "2 entries",
    )
