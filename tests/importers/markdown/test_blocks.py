"""The blocks of a document are those that markdown-it's own parser tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tracker.importers.markdown.blocks import block_parser

PIECES = [
    *(
        "# ",
        "- ",
        "  - ",
        "* ",
        "1. ",
        "2) ",
        "> ",
        "| ",
        "|",
        " | ",
        "\\|",
        "\\",
        "|-|-|\n",
        "---|:-:\n",
        "-\n",
    ),
    *("\n", "\n\n", "  \n", "---\n", "===\n", "  ---\n", "    ", "\t", "```\n", "~~~ py\n", "<b>", "<!--\n"),
    *("[ ] ", "[a]: b\n", "[", "a", "b c", "1", "é\n", "\u00a0", "\x0b", "text\n", "***\n", "_ _ _\n", "+\n"),
    *(
        "- a\n",
        "- [x] b\n",
        "  - **c** d\n",
        "1. e\n",
        "   2. `f`\n",
        "-    g\n",
        "* \n",
        "> - h\n",
        "10) i\n",
    ),
]
_LEFT_OUT = {"paragraph_close", "thead_open", "thead_close", "tbody_open", "tbody_close", "tr_close"}
_CELLS = {"th_open", "th_close", "td_open", "td_close"}


def _of_markdown_it(text: str) -> Iterator[tuple[object, ...]]:
    """What markdown-it tells, a paragraph and a row taken together."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.core.ruler.disable("inline")
    tokens = iter(parser.parse(text))
    for token in tokens:
        if token.type == "paragraph_open":
            yield "paragraph", token.map, next(tokens).content
        elif token.type == "tr_open":
            yield "row", token.map, list(_cells(tokens))
        elif token.type not in _LEFT_OUT:
            yield _told(token)


def _cells(tokens: Iterator[Token]) -> Iterator[str]:
    while (token := next(tokens)).type != "tr_close":
        if token.type == "inline":
            yield token.content


def _told(token: Token) -> tuple[object, ...]:
    if token.type.startswith("list_item"):
        return token.type, token.info
    return token.type, token.map, token.content, token.info


def _of_ours(text: str) -> Iterator[tuple[object, ...]]:
    for token in block_parser(20).parse(text):
        if token.type == "paragraph":
            yield "paragraph", token.map, token.content
        elif token.type == "row":
            yield "row", token.map, token.meta["cells"]
        elif token.type == "entry":
            yield "list_item_open", token.info
            yield "paragraph", token.map, token.content
            yield "list_item_close", ""
        else:
            yield _told(token)


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join))
def test_blocks_are_those_of_markdown_it(text: str) -> None:
    assert list(_of_ours(text)) == list(_of_markdown_it(text))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("a\nb\n===\n", ["heading_open", "inline", "heading_close"]),
        ("a\n===b\n", ["paragraph"]),
        ("|a|b|\n|-|-|\n|c|\n |\n|d|e|f|\n", ["table_open", "row", "row", "row", "row", "table_close"]),
        ("|a|b|\n|-|\n", ["paragraph"]),
        ("a\n- b\n", ["paragraph", "bullet_list_open", "entry", "bullet_list_close"]),
        ("- b\nc\n", ["bullet_list_open", "list_item_open", "paragraph"]),
        ("- b\n\n  c\n", ["bullet_list_open", "list_item_open", "paragraph", "paragraph"]),
        ("- [ ] b\n- [c]: d\n", ["bullet_list_open", "entry", "list_item_open", "list_item_close"]),
        ("- a\n- - -\n* b\n", ["bullet_list_open", "entry", "bullet_list_close", "hr", "bullet_list_open"]),
    ],
)
def test_kinds_of_blocks(text: str, kinds: Sequence[str]) -> None:
    assert [token.type for token in block_parser(20).parse(text)][: len(kinds)] == kinds


def test_what_opens_knows_where_it_closes() -> None:
    tokens = block_parser(20).parse("- a\n  - b\n\n> c\n")
    closing = [tokens[token.end].type for token in tokens if token.nesting == 1]  # type: ignore[attr-defined]
    opening = [token.type for token in tokens if token.nesting == 1]
    assert closing == [kind.replace("_open", "_close") for kind in opening]
