"""Lines of the document that stand outside of lists of findings, with the section they are in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.keeping import remembered
from tracker.importers.markdown.spans import Span
from tracker.importers.markdown.tree import Block, Listing, Paragraph, Quote, Section, Table

_COLON = (Span(": "),)


def lines_of(section: Section, *, nested: bool = True) -> Sequence[Line]:
    """Return the lines of text of a section in order, headings and cells of two-column tables among them.

    Those with all beneath it are kept with the section: whatever is told of a document asks for them.
    """
    return _nested(section) if nested else list(_all([section]))


@remembered
def _nested(section: Section) -> Sequence[Line]:
    return list(_all(section.walk()))


def _all(parts: Iterable[Section]) -> Iterator[Line]:
    for part in parts:
        if part.title is not None:
            yield part.title
        for block in part.blocks:
            yield from _lines(block)


def _lines(block: Block) -> Iterator[Line]:
    match block:
        case Paragraph():
            yield from block.lines
        case Listing():
            for entry in block.entries:
                yield from entry.head
                for inner in entry.blocks:
                    yield from _lines(inner)
        case Quote():
            for inner in block.blocks:
                yield from _lines(inner)
        case Table() if len(block.header.cells) == 2:
            for row in (block.header, *block.rows):
                if len(row.cells) == 2:
                    first, second = row.cells
                    yield Line(row.number, (*first.spans, *_COLON, *second.spans))
        case _:
            pass
