"""The `[imported]` table as the reader of plans sees it: checked for its form, and no part of a plan."""

from __future__ import annotations

import re

from tracker.planfile.values import line

TABLE = "imported"
RECORD = re.compile(r"[0-9a-f]{12}(?: [A-Za-z0-9_-]+:[0-9a-f]{6})*+")


def imported(value: object) -> str:
    """Read what an import remembered of one table."""
    written = line(value)
    if not RECORD.fullmatch(written):
        raise ValueError("is no record of an import; delete the line, or the table")
    return written
