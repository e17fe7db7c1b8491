"""What the cells of a column say of it, where its head says nothing or misleads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tracker.importers.markdown import effort, severity
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.tree import Table

WORDED = regex(r"[^\W\d_]{2}")
"""What a word holds and a number or a mark does not."""
_SAYING = regex(r"\w")
_SIZED = regex(r"[\d½¼]")
_CLOCK = regex(
    r"\W*(?:\w{2,9}\.?,? )?(?:[TDL]\s*(?:\+\s*\d{1,3}|[-−–]\s*\d{1,3}(?=:|\s*(?:h|min|d)))"
    r"(?::\d\d)?\s*(?:h|min|d|hours?|minutes?|days?)?|"
    r"\d{1,2}(?:[:h]\d\d|\.\d\d(?=\s*(?:h|uhr|[ap]\.?m)))(?:\s*(?:h|uhr|[ap]\.?m\.?))?"
    r"(?:\s*(?:[-–—]|to|bis|a)\s*\d{1,2}[:.h]\d\d(?:\s*(?:h|uhr|[ap]\.?m\.?))?)?)\W*",
    re.IGNORECASE,
)
"""A time of the day, or one before and after a launch: `22:15`, `T-60 min`; `T-1` is an id."""


def cells_of(table: Table, at: int) -> Sequence[str]:
    """Return the texts of a column from its first row on, without those of shorter rows."""
    known = table.__dict__.setdefault("texts", {})
    if at not in known:
        known[at] = [row.cells[at].text for row in table.rows if at < len(row.cells)]
    found: Sequence[str] = known[at]
    return found


def is_scheduled(table: Table) -> bool:
    """Tell whether each row begins with a time of the day, or of a launch: `22:15 | Start the migration`."""
    firsts = cells_of(table, 0)
    return len(firsts) > 1 and all(map(_SIZED.search, firsts)) and all(map(_CLOCK.fullmatch, firsts))


def grades(table: Table, at: int) -> bool:
    """Tell whether a column whose head says nothing known holds ratings as defects have, or coloured ones."""
    texts = cells_of(table, at)
    return (
        len(texts) > 1
        and all(map(severity.only_rating, texts))
        and (any(map(severity.of_defects, texts)) or all(map(severity.colour, texts)))
    )


def estimates(table: Table, at: int) -> bool:
    """Tell whether a column called "Work" or "Time" may hold efforts: none of words alone."""
    texts = [text for text in cells_of(table, at) if _SAYING.search(text)]
    return not texts or any(_SIZED.search(text) or effort.of_value(text) for text in texts)
