"""Paragraphs that serve as entries of a list: counted by hand (`2.3 The cache ...`), or with strong leads.

Whoever writes notes numbers his paragraphs and marks up no list. They are of a kind all the same, so that
what most of them are, all are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.importers.markdown.gather import Gathering
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.labels import labelled
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import Role
from tracker.importers.markdown.statement import Around
from tracker.importers.markdown.titles import titled
from tracker.importers.markdown.tree import Block, Paragraph

_COUNTED = regex(r"\W{0,3}(?:\d|[A-Z][A-Z-]{0,24}\d)")
"""How whatever is counted begins; all else is not looked at."""
_FEWEST = 2
"""A list has two entries at least."""


def number_of(block: Block) -> str | None:
    """Return the number with dots or the id that a paragraph begins with: `2.3 The cache is ...`."""
    if not isinstance(block, Paragraph) or not _COUNTED.match(block.lines[0].text):
        return None
    title = titled(block.lines[0])
    begins = title.id and block.lines[0].text.startswith(title.id)
    return title.number or (title.id if begins else None)


def leads(line: Line) -> bool:
    """Tell whether a line begins with a strong lead that is no label."""
    found = labelled(line) if line.lead else None
    return bool(line.lead) and not (found and found.field)


def parts(block: Paragraph) -> Sequence[Paragraph]:
    """Return the entries of a paragraph whose lines begin with strong leads; any other paragraph is one."""
    starts = [
        at
        for at, line in enumerate(block.lines)
        if leads(line) and ":" not in (line.lead[-1:], line.after_lead[:1])
    ]
    if len(starts) < _FEWEST or starts[0]:
        return (block,)
    return [Paragraph(block.lines[start:end]) for start, end in zip(starts, [*starts[1:], None], strict=True)]


def gathered(block: Paragraph) -> Gathering:
    """Return what a paragraph that begins with a title says."""
    line = block.lines[0]
    found = Gathering()
    found.beside(line)
    if len(block.lines) > 1:
        found.read([Paragraph(block.lines[1:])])
    found.passing(" ".join(each.text for each in block.lines), line.number)
    return found


def counting(blocks: Sequence[Block], around: Around) -> Around:
    """Return what stands around counted paragraphs: where half are rated or estimated, all are work."""
    counted = [block for block in blocks if isinstance(block, Paragraph) and number_of(block)]
    if around.role is not Role.NEUTRAL or len(counted) < _FEWEST:
        return around
    told = sum(bool(gathered(block).labels or titled(block.lines[0]).rating) for block in counted)
    return replace(around, role=Role.WORK) if told * 2 >= len(counted) else around
