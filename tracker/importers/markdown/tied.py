"""Checklists beside the items: each box is one piece of work, so it stands in one of them, or leads to it.

Boxes are drafted as items, because that is what they ask for. A list of boxes that says again what the
document found elsewhere is a checklist too: its checks name their items, and tick themselves with them. One
that holds the work itself is no checklist beside it. What merely has to hold (`lists.is_preflight`) makes no
item, and stays in its checklist.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from tracker.domain.draft import DraftItem
from tracker.domain.plan import Check, Checklist
from tracker.importers.markdown.same import Groups
from tracker.importers.markdown.statement import Statement


def tied(
    checklists: Sequence[Checklist], found: Sequence[Statement], groups: Groups, items: Sequence[DraftItem]
) -> tuple[Checklist, ...]:
    """Return the checklists that say more than the items do, their checks with the ids of their items."""
    if not checklists:
        return ()
    boxes = frozenset(_line(check) for each in checklists for check in each.checks)
    names = {
        found[at].first: items[group].id for group, members in enumerate(groups.members) for at in members
    }
    again = frozenset(_told_again(boxes, found, groups))
    restating = {_whole(each) for each in checklists if any(_line(check) in again for check in each.checks)}
    return tuple(
        replace(each, checks=tuple(_tied(check, names) for check in each.checks))
        for each in checklists
        if _whole(each) in restating or any(_line(check) not in names for check in each.checks)
    )


def _told_again(boxes: Set[int], found: Sequence[Statement], groups: Groups) -> Iterator[int]:
    """The lines of what is stated, or what is probably the same, outside of all boxes as well."""
    outside = [any(found[at].first not in boxes for at in members) for members in groups.members]
    linked = {group for pair in groups.links for group in pair if any(outside[other] for other in pair)}
    for group, members in enumerate(groups.members):
        if outside[group] or group in linked:
            yield from (found[at].first for at in members)


def _whole(checklist: Checklist) -> str:
    """What the sections of one checklist have in common."""
    return checklist.category or checklist.title


def _line(check: Check) -> int:
    return check.source[0][0]


def _tied(check: Check, names: Mapping[int, str]) -> Check:
    name = names.get(_line(check))
    return replace(check, item=name) if name else check
