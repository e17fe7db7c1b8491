"""A document as a tree: sections by heading, in them paragraphs, lists, tables, code and quotes.

A heading is whatever serves as one. Reviews also head a list with a strong line (`**Blockers:**`) or a line
that ends in a colon; those become sections as well, below every real heading, so that nothing after this
module has to care how a heading was typed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from tracker.domain.frozen import Remembering, frozen
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.keeping import kept

STRONG_LEVEL = 7
"""The level of a section headed by a strong line; one headed by a plain line with a colon is below."""
PLAIN_LEVEL = 8


@frozen
class Paragraph:
    """Running text, line by line."""

    lines: tuple[Line, ...]

    @property
    def first(self) -> int:
        """The line it begins on."""
        return self.lines[0].number

    @property
    def last(self) -> int:
        """The line it ends on."""
        return self.lines[-1].number


@frozen
class Code:
    """Lines set as code. `lang` is in lower case."""

    lang: str
    text: str
    first: int
    last: int


@frozen
class Row:
    """One row of a table."""

    cells: tuple[Line, ...]
    number: int


@frozen
class Table(Remembering):
    """A table with its header."""

    header: Row
    rows: tuple[Row, ...]
    first: int
    last: int


@frozen
class Entry(Remembering):
    """One entry of a list: its first paragraph and what is beneath it. `ticked` is None without a box.

    `number` is the one it has in the document, where the list is numbered; `mark` what stands in its box
    instead of a tick.
    """

    head: tuple[Line, ...]
    blocks: tuple[Block, ...]
    ticked: bool | None
    first: int
    last: int
    number: str | None = None
    mark: str = ""

    @kept
    def title(self) -> Line:
        """The line the entry begins with."""
        return self.head[0]

    @kept
    def listings(self) -> tuple[Listing, ...]:
        """The lists beneath the entry."""
        return tuple([block for block in self.blocks if isinstance(block, Listing)]) if self.blocks else ()


@frozen
class Listing:
    """A list, numbered or not."""

    ordered: bool
    entries: tuple[Entry, ...]
    first: int
    last: int


@frozen
class Quote:
    """A quotation or call-out."""

    blocks: tuple[Block, ...]
    first: int
    last: int


@frozen
class Rule:
    """A line across the page."""

    first: int
    last: int


@frozen
class Section(Remembering):
    """A heading (None for what precedes the first one) with all that belongs to it, in order."""

    title: Line | None
    level: int
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    first: int
    last: int

    @property
    def text(self) -> str:
        """The heading as plain text."""
        return self.title.text if self.title else ""

    @kept
    def lists(self) -> tuple[Listing, ...]:
        """The lists right beneath the heading."""
        return tuple(block for block in self.blocks if isinstance(block, Listing))

    @kept
    def entries(self) -> tuple[Entry, ...]:
        """The entries of those lists."""
        return tuple(entry for block in self.lists for entry in block.entries)

    @kept
    def paragraph_lines(self) -> tuple[Line, ...]:
        """The lines of the paragraphs right beneath the heading."""
        return tuple(line for block in self.blocks if isinstance(block, Paragraph) for line in block.lines)

    def walk(self) -> Iterator[Section]:
        """Yield this section and all beneath it."""
        waiting = [self]
        while waiting:
            section = waiting.pop()
            yield section
            waiting.extend(reversed(section.sections))


Block: TypeAlias = Paragraph | Code | Table | Listing | Quote | Rule
