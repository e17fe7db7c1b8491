"""Lines that begin with a sign each, and are entries of a list without a mark: `✅ Sessions`, `⚠️ Backups`.

Markdown takes them for one paragraph. Whoever puts a tick, a cross or a warning in front of each line means a
list, and says of each of them something else.
"""

from __future__ import annotations

from tracker.importers.markdown import status
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.tree import Block, Entry, Listing, Paragraph

_FEWEST = 2


def as_listing(block: Paragraph) -> Block:
    """Return the list that a paragraph is of which every line begins with a sign, or the paragraph."""
    if len(block.lines) < _FEWEST or not all(map(_is_signed, block.lines)):
        return block
    entries = tuple(Entry((line,), (), None, line.number, line.number) for line in block.lines)
    return Listing(False, entries, block.first, block.last)


def _is_signed(line: Line) -> bool:
    text = line.text.lstrip()
    return not text[:1].isascii() and not text[:1].isalnum() and status.mark(text) is not None
