"""Checks across tables: that what is named exists, ids mean one thing, and `after` runs in no circle."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from tracker.domain.plan import Item
from tracker.planfile.notes import Notes, Reference, shown

_KIND_NAMES = {"signoff": "signoff role"}
_LONGEST_CYCLE_SHOWN = 12


def check_references(notes: Notes, known: Mapping[str, Collection[str]], items: Sequence[Item]) -> None:
    """Note every reference to what is not there; `known` holds the ids of each kind."""
    renamed = {former: item.id for item in items for former in item.was}
    for reference in notes.references:
        if reference.name not in known[reference.kind]:
            notes.error(reference.path, _unknown(reference, known, renamed, notes))


def check_former_ids(notes: Notes, items: Sequence[Item]) -> None:
    """Note every former id that is also somebody's id, or somebody else's former id."""
    owners = {item.id.casefold(): item.id for item in items}
    for item in items:
        for index, former in enumerate(item.was):
            owner = owners.setdefault(former.casefold(), item.id)
            path = ("item", item.id, "was", index)
            if former.casefold() == item.id.casefold():
                notes.error(path, f"was: {former} is the item's own id")
            elif owner != item.id:
                notes.error(path, f"was: {former} already names {owner}")


def check_order(notes: Notes, items: Sequence[Item]) -> None:
    """Note every item that comes after itself, and one path around every circle of `after`."""
    after = {item.id: [other for other in item.after if other != item.id] for item in items}
    for item in items:
        if item.id in item.after:
            notes.error(("item", item.id, "after"), f"after: {item.id} cannot come after itself")
    for cycle in _cycles(after):
        path = [*cycle, cycle[0]]
        if len(path) > _LONGEST_CYCLE_SHOWN:
            path = [*path[: _LONGEST_CYCLE_SHOWN - 2], "…", path[-1]]
        notes.error(("item", cycle[0], "after"), f"after: runs in a circle: {' after '.join(path)}")


def check_ticking_itself(notes: Notes, items: Sequence[Item]) -> None:
    """Note every check that waits for the item it belongs to."""
    for item in items:
        for index, check in enumerate(item.checks):
            if check.item == item.id:
                path = ("item", item.id, "checks", index)
                notes.error(path, f"item: a check of {item.id} cannot wait for {item.id} itself")


def _unknown(
    reference: Reference, known: Mapping[str, Collection[str]], renamed: Mapping[str, str], notes: Notes
) -> str:
    kind = _KIND_NAMES.get(reference.kind, reference.kind)
    guess = notes.suggestion(reference.name, known[reference.kind])
    if reference.kind == "item" and reference.name in renamed:
        guess = f" (it is called {renamed[reference.name]} now)"
    return f"{reference.key}: no {kind} {shown(reference.name)}{guess}"


def _cycles(after: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """One cycle of each knot in the graph, by depth-first search without recursion."""
    cycles: list[list[str]] = []
    finished: set[str] = set()
    for root in after:
        trail: list[str] = []
        place: dict[str, int] = {}
        pending = [iter((root,))]
        while pending:
            node = next(pending[-1], None)
            if node is None:
                pending.pop()
                if trail:
                    finished.add(trail[-1])
                    del place[trail.pop()]
            elif node in place:
                cycles.append(trail[place[node] :])
            elif node in after and node not in finished:
                place[node] = len(trail)
                trail.append(node)
                pending.append(iter(after[node]))
    return cycles
