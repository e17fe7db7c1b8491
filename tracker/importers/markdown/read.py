"""The entry: a Markdown review in, a draft of a plan out.

The way through: bytes to lines (`decoding`, `scale`), lines to a tree (`parse`, `sections`), the tree to
statements (`walk`), statements to items (`same`, `folding`), and beside them what the document says as a
whole (`overview`). Nothing is invented; what was guessed is said.
"""

from __future__ import annotations

from tracker.collector import collector_paused
from tracker.domain.draft import DraftPlan


def read_markdown(data: bytes, name: str) -> DraftPlan:
    """Return what the review `data`, called `name`, states; raises UsageError where it cannot."""
    from tracker.importers.markdown.decoding import decode
    from tracker.importers.markdown.drafting import drafted
    from tracker.importers.markdown.parse import parse
    from tracker.importers.markdown.scale import graded
    from tracker.importers.markdown.sections import sectioned

    def read() -> DraftPlan:
        """All that is made on the way is gone when this returns, before the collector looks for it."""
        decoded = decode(data, name)
        parsed = parse(graded(decoded.lines))
        root = sectioned(parsed.blocks, len(decoded.lines))
        return drafted(root, name, repaired=decoded.repaired, cut=parsed.cut)

    with collector_paused():
        return read()
