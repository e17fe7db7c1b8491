"""Titles that a plan may leave out because the id says enough."""

from __future__ import annotations

from tracker.planfile.fields import Table
from tracker.planfile.values import line


def title_of(name: str, table: Table, key: str = "title") -> str:
    """Return the title in `table`, or one made from the id: `Before deploy` from `before-deploy`."""
    words = name.replace("-", " ").replace("_", " ").strip()
    return table.take(key, line) or words[:1].upper() + words[1:]
