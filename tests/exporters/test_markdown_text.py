"""Text of others stays text: whatever it contains, it adds no markup and loses no word."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.exporters.rendering import shape, targets, visible
from tracker.domain.text import one_line
from tracker.exporters.markdown_text import capitalized, code, link, table, text, tick

MARKUP = st.lists(
    st.sampled_from([*"\\`*_{}[]()<>#+-.!|~&;:=/$@ \t\n19aZé", "http://a.b", "&amp;", "<b>", "```", "--"]),
    max_size=40,
).map("".join)
HOSTILE = st.one_of(MARKUP, st.text(max_size=40))

ALLOWED = {"link_open", "link_close"}


def plain(words: str) -> str:
    """Words without what a code span or a link may take away."""
    return re.sub(r"[`\s]", "", words)


@pytest.mark.parametrize(
    ("raw", "escaped"),
    [
        ("plain words, 5-10 of them (really).", "plain words, 5-10 of them (really)."),
        ("a | b", r"a \| b"),
        ("*bold* and [x](y)", r"\*bold\* and \[x\](y)"),
        ("snake_case stays, _this_ does not", r"snake_case stays, \_this\_ does not"),
        ("p95 < 250 ms, <b>", r"p95 < 250 ms, \<b>"),
        ("fish & chips &amp; tea", r"fish & chips \&amp; tea"),
        ("# heading", r"\# heading"),
        ("> quote", r"\> quote"),
        ("- item", r"\- item"),
        ("-1 is no item", "-1 is no item"),
        ("1. item", r"1\. item"),
        ("1.5 is no item", "1.5 is no item"),
        ("~~gone~~", r"\~\~gone\~\~"),
        ("the `max` option", "the `max` option"),
        ("an odd ` tick", r"an odd \` tick"),
        ("`a|b`", r"\`a\|b\`"),
        ("C:\\dir", r"C:\\dir"),
        ("see https://a.b/c_d?x=1&y=2.", "see <https://a.b/c_d?x=1&y=2>."),
        ("ftp://a.b", r"ftp\://a.b"),
        ("www.a.b<b>", r"www\.a.b\<b>"),
        ("two\nlines\t and \x1b[31mred", "two lines and \N{REPLACEMENT CHARACTER}\\[31mred"),
        ("", ""),
    ],
)
def test_only_what_would_be_markup_is_escaped(raw: str, escaped: str) -> None:
    assert text(raw) == escaped


PLACES = ["# {}", "- {}", "1. {}", "**ID** {}", "- [ ] {}", "word {} word", "> {}"]


@pytest.mark.parametrize("place", PLACES)
@given(HOSTILE)
@example("a`b`c``d")
@example("\\")
@example("<https://a.b>")
@example("<!-- x -->")
@example("[a]: http://a.b")
@example("``` x")
def test_no_text_adds_markup_at_any_place(place: str, raw: str) -> None:
    if one_line(raw):
        found = shape(place.format(text(raw)))
        expected = shape(place.format("x"))
        assert {kind: count for kind, count in found.items() if kind not in ALLOWED} == expected


@given(HOSTILE)
def test_a_block_may_begin_with_any_text(raw: str) -> None:
    if one_line(raw):
        assert set(shape(text(raw))) - ALLOWED == {"paragraph_open", "paragraph_close"}


@given(HOSTILE)
def test_no_word_is_lost(raw: str) -> None:
    assert plain(visible(f"x {text(raw)}")) == plain(f"x {one_line(raw)}")


@given(st.lists(HOSTILE, min_size=1, max_size=4))
def test_a_table_keeps_its_rows_and_cells(cells: list[str]) -> None:
    found = shape(table(("A", "B:"), [(text(cell), text(cell)) for cell in cells]))
    assert (found["tr_open"], found["td_open"]) == (len(cells) + 1, 2 * len(cells))


@given(HOSTILE)
def test_only_http_is_ever_linked(raw: str) -> None:
    for markdown in (text(raw), link(raw), code(raw)):
        for target in targets(f"x {markdown}"):
            assert target.startswith(("http://", "https://", "HTTP://", "HTTPS://", "Http"))


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "a b"])
def test_any_other_address_is_code(address: str) -> None:
    assert link(address) == f"`{address}`"


def test_an_address_is_a_link() -> None:
    assert targets(link("https://a.b/c|d_e")) == ["https://a.b/c%7Cd_e"]


@given(HOSTILE)
def test_code_is_one_span_with_every_character(raw: str) -> None:
    line = one_line(raw)
    if line:
        assert visible(f"x{code(raw)}x").strip() == f"x{line}x"


def test_columns_are_padded_unless_a_cell_is_long() -> None:
    assert table(("Name", "n:"), [("a", "1"), ("longer", "22")]).splitlines() == [
        "| Name   |   n |",
        "| ------ | --: |",
        "| a      |   1 |",
        "| longer |  22 |",
    ]
    assert table(("Name",), [("x" * 61,), ("y",)]).splitlines()[-1] == "| y   |"


def test_a_table_without_rows_is_its_header() -> None:
    assert table(("A", "B"), []).splitlines() == ["| A   | B   |", "| --- | --- |"]


def test_small_words() -> None:
    assert (tick(True, "a"), tick(False, "a")) == ("- [x] a", "- [ ] a")
    assert (capitalized("free TIER"), capitalized("")) == ("Free TIER", "")
