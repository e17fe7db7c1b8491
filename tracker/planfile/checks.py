"""Tick boxes: in the list of an item, or keyed in a checklist."""

from __future__ import annotations

from dataclasses import replace

from tracker.domain.plan import Check, Checklist
from tracker.domain.text import slug
from tracker.planfile.fields import Table
from tracker.planfile.titles import title_of
from tracker.planfile.values import flag, line, source


def item_checks(table: Table) -> tuple[Check, ...]:
    """Read `checks` of an item; an id that is left out is made from the text, and told apart by a number."""
    seen: set[str] = set()
    checks = table.rows("checks", lambda row: _check(row.new_id("id", seen) or "", row), shorthand="text")
    return tuple(check if check.id else replace(check, id=_new_id(check.text, seen)) for check in checks)


def checklist(name: str, table: Table) -> Checklist:
    """Read one `[checklist.ID]`."""
    return Checklist(
        id=name,
        title=title_of(name, table),
        category=table.take("category", line),
        checks=table.entries("checks", _check, shorthand="text"),
        source=table.take("source", source) or (),
    )


def _check(name: str, table: Table) -> Check:
    return Check(
        id=name,
        text=table.need("text", line) or "",
        item=table.ref("item", "item"),
        done=table.take("done", flag) or False,
        source=table.take("source", source) or (),
    )


def _new_id(text: str, seen: set[str]) -> str:
    name = base = slug(text)
    number = 1
    while name in seen:
        number += 1
        name = f"{base}-{number}"
    seen.add(name)
    return name
