"""What a Markdown reader makes of the report."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def tokens(text: str) -> list[Token]:
    """All tokens, inline ones too."""
    found = []
    for token in _PARSER.parse(text):
        found += [token, *(token.children or [])]
    return found


def shape(text: str) -> Counter[str]:
    """How often each kind of markup occurs, but for plain text and code within a line."""
    return Counter(
        token.type for token in tokens(text) if token.type not in ("text", "code_inline", "inline")
    )


def targets(text: str) -> list[str]:
    """Where the links lead."""
    return [str(token.attrs["href"]) for token in tokens(text) if token.type == "link_open"]


def visible(text: str) -> str:
    """The words a reader sees."""
    words: list[str] = []

    class Words(HTMLParser):
        def handle_data(self, data: str) -> None:
            words.append(data)

    parser = Words()
    parser.feed(_PARSER.render(text))
    parser.close()
    return "".join(words)
