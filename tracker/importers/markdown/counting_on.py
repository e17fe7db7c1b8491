"""Lists that count on from the one above, right beneath a strong line: `**Week 2**`, `4. Clock limit`.

Markdown takes those lines for one paragraph, because no list that begins with another number than 1 may end
one. Whoever counts his steps through all weeks of a plan means a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.labels import cut
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.tree import Block, Entry, Listing, Paragraph

_COUNTED = regex(r"\s*(\d{1,3})[.)]\s+(?=\S)")


def counted_on(block: Paragraph) -> Sequence[Block]:
    """Return the strong line and the list that a paragraph is, or the paragraph where it is none."""
    head, *rest = block.lines
    if not rest or not head.lead or head.after_lead.strip(" :.*") or not _COUNTED.match(rest[0].raw):
        return (block,)
    counts = [(at, int(found[1])) for at, line in enumerate(rest) if (found := _COUNTED.match(line.raw))]
    if any(second != first + 1 for (_, first), (_, second) in pairwise(counts)):
        return (block,)
    ends = [*(at for at, _ in counts[1:]), len(rest)]
    entries = tuple(_entry(rest[at:end], number) for (at, number), end in zip(counts, ends, strict=True))
    return Paragraph((head,)), Listing(True, entries, rest[0].number, rest[-1].number)


def _entry(lines: Sequence[Line], number: int) -> Entry:
    found = _COUNTED.match(lines[0].raw)
    head = (cut(lines[0], found.end() if found else 0), *lines[1:])
    return Entry(head, (), None, lines[0].number, lines[-1].number, str(number))
