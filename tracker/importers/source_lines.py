"""The lines of a document as its items point at them: line 17 of an item is the seventeenth here.

Records of JSON have no lines that say anything; reviews, reports and tables have.
"""

from __future__ import annotations

import re

from tracker.domain.text import clean

_BREAK = re.compile(r"\r\n|\r|\n")


def source_lines(data: bytes, name: str, format_name: str) -> tuple[str, ...]:
    """Return the lines of the document `data` called `name`, safe to show; none where items name no lines.

    Raises UsageError where the document is none of the format.
    """
    if format_name == "markdown":
        from tracker.importers.markdown.decoding import decode

        return decode(data, name).lines
    if format_name in ("report", "csv"):
        from tracker.importers.csv_table import decoded

        return tuple(clean(line) for line in _BREAK.split(decoded(data)[0]))
    return ()
