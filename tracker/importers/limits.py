"""How much of a document is read: enough for any real one, little enough that a hostile one does no harm."""

from __future__ import annotations

from tracker.domain.text import one_line
from tracker.errors import UsageError

LARGEST_DOCUMENT = 64 * 1024 * 1024
"""Bytes of a document of records (JSON, CSV)."""
MOST_ITEMS = 50_000
LONGEST_LINE = 500
"""Characters of a title or any other text of one line."""
LONGEST_TEXT = 8_000
"""Characters of a fact; scanners paste whole responses into theirs."""
MOST_PARTS = 200
"""Elements of one list of an item: files, steps, tags."""


def refuse_large(data: bytes, name: str) -> None:
    """Raise UsageError where a document is larger than is read."""
    if len(data) > LARGEST_DOCUMENT:
        most = LARGEST_DOCUMENT // 1024 // 1024
        raise UsageError(f"{one_line(name)} is larger than {most} MB", hint="import a part of it")


def refuse_many(count: int, name: str) -> None:
    """Raise UsageError where a document has more items than a plan can be worked with."""
    if count > MOST_ITEMS:
        raise UsageError(
            f"{one_line(name)} has {count:,} results, more than the {MOST_ITEMS:,} that are read",
            hint="filter it first: by severity, or by path",
        )


def cut(text: str, longest: int) -> str:
    """Return `text`, cut with an ellipsis where it is longer."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
