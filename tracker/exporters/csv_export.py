"""Items as a table for spreadsheets: one row an item, in the order of the plan.

A spreadsheet runs a cell that begins like a formula, and titles come from anywhere, so such cells get the
apostrophe that marks them as text (OWASP, "CSV Injection"). The checks of an item are the lines of one cell,
so that a table can be imported again.
"""

from __future__ import annotations

import csv
import io

from tracker.domain.board import Card
from tracker.domain.text import one_line
from tracker.exporters.documents import utc
from tracker.exporters.report import Report

_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""The full-width forms count: some spreadsheets fold them. Tabs and returns are gone after `one_line`."""

COLUMNS = (
    "id",
    "title",
    "kind",
    "severity",
    "priority",
    "status",
    "claimed",
    "blocker",
    "blocked_by",
    "phase",
    "area",
    "owner",
    "effort_low_hours",
    "effort_high_hours",
    "actual_hours",
    "due",
    "overdue",
    "checks_done",
    "checks",
    "commits",
    "evidence",
    "stale",
    "files",
    "tags",
    "updated_at",
    "check_list",
)


def render(report: Report) -> str:
    """Return the items as comma-separated values (RFC 4180 with plain newlines), header first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([cell(value) for value in _row(card)] for card in report.cards)
    return out.getvalue()


def _row(card: Card) -> tuple[object, ...]:
    item, state = card.item, card.state
    return (
        card.id,
        item.title,
        item.kind.value,
        card.severity,
        item.priority.value if item.priority else None,
        card.status.value,
        state.claimed,
        item.blocker,
        " ".join(card.blocked_by),
        item.phase,
        item.area,
        card.owner,
        round(card.effort.low, 4) if card.effort else None,
        round(card.effort.high, 4) if card.effort else None,
        state.actual_hours,
        card.due,
        card.overdue,
        sum(check.done for check in card.checks),
        len(card.checks),
        " ".join(link.sha for link in state.commits if link.undone_by is None),
        len(card.fresh_evidence),
        len(card.stale),
        "; ".join(str(file) for file in item.files),
        " ".join(item.tags),
        utc(state.updated_at),
        [f"[{'x' if check.done else ' '}] {one_line(check.text)}" for check in card.checks],
    )


def cell(value: object) -> object:
    """Return a value as a cell of the table: text on one line, and never a formula."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return value
        case list():
            return "\n".join(value)
    text = one_line(str(value))
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA_STARTS) else text
