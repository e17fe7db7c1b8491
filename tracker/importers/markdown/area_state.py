"""Tables that say with coloured circles how each area fares: `Area | State | Comment`, `Security | 🟠 | ...`.

They sum up what the document finds elsewhere. Where it finds hardly anything else, they are its findings.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.importers.markdown.cells import cells_of
from tracker.importers.markdown.columns import Columns
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import Role
from tracker.importers.markdown.statement import Around, Statement
from tracker.importers.markdown.tree import Table

_CIRCLE = regex(r"\W*?([🟢🟩🟡🟨🟠🟧🔴🟥⚪⚫])\ufe0f?\W*(?:[^\W\d_]+\W*)?")
_GREEN = frozenset("🟢🟩")
_SAYING = frozenset({"", "area", "note", "status", "issue", "current", "owner"})
"""Fields of the columns of such a table; what has a fix or an estimate is a list of work."""
_SUMMING = frozenset({Role.NEUTRAL, Role.SUMMARY, Role.SCORES, Role.GOOD})
_FEWEST = 3


def sums_up(table: Table, columns: Columns, around: Around) -> bool:
    """Tell whether the rows of a table are areas, each with a circle, and one of them a green one."""
    if columns.state is None or columns.fields[columns.name] != "area" or around.role not in _SUMMING:
        return False
    found = [_CIRCLE.fullmatch(text) for text in cells_of(table, columns.state)]
    shown = [each[1] for each in found if each]
    return (
        len(shown) == len(table.rows) and not _GREEN.isdisjoint(shown) and _SAYING.issuperset(columns.fields)
    )


def without_sums(found: Sequence[Statement]) -> list[Statement]:
    """Return the statements but for those of such tables, where several others stand beside them."""
    others = [each for each in found if not each.sums_up]
    return others if sum(not each.remark for each in others) >= _FEWEST else list(found)
