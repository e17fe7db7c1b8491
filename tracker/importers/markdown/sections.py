"""Blocks and headings brought into sections.

A heading owns what follows it up to the next heading of its level or above. A strong line by itself, or a
line that ends in a colon before a list, heads what follows up to the next of its kind or a line across
the page. A strong line of several labels heads nothing: it says how long a phase is, and how urgent.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, zip_longest

from tracker.importers.markdown.counting_on import counted_on
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.labels import labelled, parted
from tracker.importers.markdown.parse import Heading
from tracker.importers.markdown.signed_lines import as_listing
from tracker.importers.markdown.tree import (
    PLAIN_LEVEL,
    STRONG_LEVEL,
    Block,
    Listing,
    Paragraph,
    Rule,
    Section,
    Table,
)

_LONGEST_HEADING = 160


def sectioned(blocks: Sequence[Block | Heading], last: int) -> Section:
    """Return the whole document as one section of level 0 that ends on line `last`."""
    counted = chain.from_iterable(map(_listed, blocks))
    return _nested(_headed(tuple(counted)), last)


def _listed(block: Block | Heading) -> Sequence[Block | Heading]:
    """A paragraph as the list that it is, with what stands above it; all else as it is."""
    if not isinstance(block, Paragraph) or len(block.lines) == 1:
        return (block,)
    signed = as_listing(block)
    return counted_on(block) if signed is block else (signed,)


def _headed(blocks: Sequence[Block | Heading]) -> list[Block | Heading]:
    """Turn the paragraphs that serve as headings into headings.

    A strong line over labels is one; after it, so is a strong line over any text, up to the next heading.
    """
    found: list[Block | Heading] = []
    began = False
    for block, follower in zip_longest(blocks, blocks[1:]):
        if (
            isinstance(block, Paragraph)
            and len(block.lines) > 1
            and _is_strong(block.lines[0])
            and (began or labelled(block.lines[1]) is not None)
        ):
            began = True
            head = block.lines[0]
            found += [Heading(head, STRONG_LEVEL, head.number, head.number), Paragraph(block.lines[1:])]
        else:
            began = began and not isinstance(block, Heading)
            found.append(_as_heading(block, follower))
    return found


def _is_strong(line: Line) -> bool:
    """Whether a line is strong from end to end and no label."""
    if not line.lead or line.after_lead.strip(" :.*") or len(line.text) > _LONGEST_HEADING:
        return False
    found = labelled(line)
    return not (found and found.field)


def _as_heading(block: Block | Heading, follower: Block | Heading | None) -> Block | Heading:
    if not isinstance(block, Paragraph) or len(block.lines) != 1:
        return block
    line = block.lines[0]
    text = line.text
    if not text or len(text) > _LONGEST_HEADING:
        return block
    if line.lead and not line.after_lead.strip(" :.*") and follower is not None and len(parted(line)) == 1:
        return Heading(line, STRONG_LEVEL, line.number, line.number)
    if text.endswith((":", "：")) and isinstance(follower, Listing | Table):
        return Heading(line, PLAIN_LEVEL, line.number, line.number)
    return block


class _Open:
    """A section that is still being filled."""

    def __init__(self, heading: Heading | None) -> None:
        self.heading = heading
        self.level = heading.level if heading else 0
        self.blocks: list[Block] = []
        self.sections: list[Section] = []

    def closed(self, last: int) -> Section:
        """Return the section, which ends on line `last`."""
        first = self.heading.first if self.heading else 1
        title = self.heading.title if self.heading else None
        blocks, sections = tuple(self.blocks), tuple(self.sections)
        return Section(title, self.level, blocks, sections, first, max(first, last))


def _nested(blocks: Sequence[Block | Heading], last: int) -> Section:
    open_sections = [_Open(None)]

    def close(level: int, before: int) -> None:
        """Close every section of `level` and below, which ends before line `before`."""
        while len(open_sections) > 1 and open_sections[-1].level >= level:
            done = open_sections.pop()
            open_sections[-1].sections.append(done.closed(before - 1))

    for block in blocks:
        if isinstance(block, Heading):
            close(block.level, block.first)
            open_sections.append(_Open(block))
            continue
        if isinstance(block, Rule):
            close(STRONG_LEVEL, block.first)
        open_sections[-1].blocks.append(block)
    close(0, last + 1)
    return open_sections[0].closed(last)
