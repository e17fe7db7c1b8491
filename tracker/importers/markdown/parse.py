"""From lines to the tree: what markdown-it-py makes of the document, brought into sections.

The parser works through blocks only; running text is read line by line, and only where it is looked at.
What is nested deeper than any review nests is not followed, and that is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from tracker.domain.frozen import frozen
from tracker.importers.markdown.html import html_blocks
from tracker.importers.markdown.inline import Line, is_marked, plain_line, read_line
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.tree import (
    Block,
    Code,
    Entry,
    Listing,
    Paragraph,
    Quote,
    Row,
    Rule,
    Table,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from tracker.importers.markdown.tokens import Block as Token

DEEPEST = 40
_OTHER_BOXES = ("[-]", "[~]", "[/]")
_OTHER_BOX = regex(r"\[([-~/])\]\s")
"""A box with a mark that is no tick."""
_BOX = regex(r"\s*\[([ xX✓✔✗\-~/]?)\](?:\s+|(?=\S)(?!\())")
_TICKS = frozenset("xX✓✔")
_FRONT_MATTER = regex(r"\A---\s*\Z")


@frozen
class Heading:
    """A real heading, before sections are made."""

    title: Line
    level: int
    first: int
    last: int


@frozen
class Parsed:
    """The blocks and headings of a document in order, and whether nesting was cut."""

    blocks: tuple[Block | Heading, ...]
    cut: int | None
    """The first line at which something was nested too deep to follow."""


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from tracker.importers.markdown.blocks import block_parser

    return block_parser(DEEPEST)


def parse(lines: Sequence[str]) -> Parsed:
    """Return the blocks of a document; `lines` are all its lines."""
    tokens = cast("list[Token]", _parser().parse("\n".join(_without_front_matter(lines))))
    cut = next((token.map[0] + 1 for token in tokens if token.level >= DEEPEST - 1 and token.map), None)
    return Parsed(tuple(_Reader(tokens).blocks(0, len(tokens))), cut)


def _without_front_matter(lines: Sequence[str]) -> Sequence[str]:
    """A YAML block at the top would be read as a heading; its lines stay, empty."""
    if not lines or not _FRONT_MATTER.match(lines[0]):
        return lines
    end = next((at for at, line in enumerate(lines[1:200], 1) if line.strip() in ("---", "...")), None)
    return lines if end is None else [""] * (end + 1) + list(lines[end + 1 :])


class _Reader:
    """Walks the token list; every method takes positions in it."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens

    def blocks(self, at: int, end: int) -> list[Block | Heading]:
        found: list[Block | Heading] = []
        while at < end:
            token = self._tokens[at]
            found += self._block(token, at)
            at = token.end + 1
        return found

    def _block(self, token: Token, at: int) -> Sequence[Block | Heading]:
        first, last = _range(token)
        match token.type:
            case "paragraph":
                lines = _running(token)
                return [Paragraph(lines)] if lines else []
            case "bullet_list_open" | "ordered_list_open":
                entries = self._entries(at + 1, token.end)
                ordered = token.type == "ordered_list_open"
                return [Listing(ordered, tuple(entries), first, entries[-1].last)] if entries else []
            case "heading_open":
                lines = _running(self._tokens[at + 1])
                return [_heading(lines, int(token.tag[1:]), first, last)] if lines else []
            case "table_open":
                rows = [_row(each) for each in self._tokens[at + 1 : token.end]]
                return [Table(rows[0], tuple(rows[1:]), first, rows[-1].number)]
            case "fence" | "code_block":
                return [Code(token.info.strip().lower().split(" ")[0], token.content, first, last)]
            case "blockquote_open":
                return [Quote(self._inner(at + 1, token.end), first, last)]
            case "hr":
                return [Rule(first, last)]
            case "html_block":
                return list(html_blocks(token.content, first))
            case _:
                return []

    def _inner(self, at: int, end: int) -> tuple[Block, ...]:
        """Headings inside lists and quotations are read as strong paragraphs."""
        found = self.blocks(at, end)
        return tuple(_strong(block) if isinstance(block, Heading) else block for block in found)

    def _entries(self, at: int, end: int) -> list[Entry]:
        found: list[Entry] = []
        while at < end:
            token = self._tokens[at]
            entry = _short_entry(token) if token.type == "entry" else self._entry(token, at)
            if entry:
                found.append(entry)
            at = token.end + 1
        return found

    def _entry(self, token: Token, at: int) -> Entry | None:
        first, _ = _range(token)
        inner = self._inner(at + 1, token.end)
        head: tuple[Line, ...] = ()
        if inner and isinstance(inner[0], Paragraph):
            head, inner = inner[0].lines, inner[1:]
        mark = _other_mark(head[0].raw) if head else ""
        head, ticked = _box(head)
        if not (head or inner):
            return None
        head = head or (read_line("", first),)
        last = _last(inner) if inner else head[-1].number
        return Entry(head, inner, ticked, first, max(last, head[-1].number), token.info or None, mark)


def _short_entry(token: Token) -> Entry | None:
    """An entry that is a line of text."""
    (first, _), text = _range(token), token.content.strip()
    if not text:
        return None
    found = _BOX.match(text) if text[0] == "[" else None
    mark = _other_mark(text) if found else ""
    if found and not is_marked(text, found.end()):
        line, ticked = plain_line(text[found.end() :], first), found[1] in _TICKS
        return Entry((line,), (), ticked, first, first, token.info or None, mark)
    head, boxed = _box((read_line(text, first),))
    return Entry(head, (), boxed, first, first, token.info or None, mark)


def _other_mark(text: str) -> str:
    """What stands in the box of an entry where it is no tick."""
    found = _OTHER_BOX.match(text) if text.startswith(_OTHER_BOXES) else None
    return found[1] if found else ""


def _heading(lines: Sequence[Line], level: int, first: int, last: int) -> Heading:
    title = lines[0] if len(lines) == 1 else Line(first, sum((line.spans for line in lines), ()))
    return Heading(title, level, first, last)


def _strong(heading: Heading) -> Paragraph:
    spans = tuple(type(s)(s.text, True, s.struck, s.code, s.href) for s in heading.title.spans)
    return Paragraph((Line(heading.title.number, spans),))


def _row(token: Token) -> Row:
    number, _ = _range(token)
    return Row(tuple([read_line(text, number) for text in token.meta["cells"]]), number)


def _running(token: Token) -> tuple[Line, ...]:
    """The lines of a running text."""
    first, _ = _range(token)
    texts = enumerate(token.content.split("\n"), first)
    return tuple([read_line(text, number) for number, text in texts if text.strip()])


def _range(token: Token) -> tuple[int, int]:
    """The lines of a token, first and last, from 1."""
    begin, end = token.map or [0, 1]
    return begin + 1, max(begin + 1, end)


def _box(head: tuple[Line, ...]) -> tuple[tuple[Line, ...], bool | None]:
    """Take a tick box off the first line of an entry."""
    if not head or not head[0].spans:
        return head, None
    first = head[0].spans[0]
    found = None if first.code or first.href else _BOX.match(first.text)
    if not found:
        return head, None
    text, number, behind = first.text[found.end() :], head[0].number, head[0].spans[1:]
    if behind or first.strong or first.struck:
        line = Line(number, (type(first)(text, first.strong, first.struck), *behind))
    else:
        line = plain_line(text, number)
    return (line, *head[1:]), found[1] in _TICKS


def _last(blocks: Sequence[Block]) -> int:
    return max(block.last for block in blocks)
