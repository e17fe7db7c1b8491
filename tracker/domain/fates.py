"""What finally became of commits and branches, told by all the events of an item.

Whatever was undone later never took effect: with that, the state after many syncs is the state after one, in
whatever order the history was rewritten in between.
"""

from __future__ import annotations

from collections.abc import Iterable

from tracker.domain.event import Event, EventKind

REMOVED = "removed"
"""The fate of a commit that a person took away."""


def fates_of(events: Iterable[Event]) -> dict[str, str]:
    """Return what finally undid each commit, by every sha it ever had: a revert's sha, `vanished` or REMOVED.

    What a person removed comes back only when a person links it: a sync leaves an effect key, a person none.
    """
    origins: dict[str, str] = {}
    fates: dict[str, str] = {}
    for event in events:
        if event.kind is EventKind.RELINK:
            old = str(event.payload["old"])
            origins[event.payload["new"]] = origins.get(old, old)
            continue
        named = str(event.payload.get("sha"))
        sha = origins.get(named, named)
        removed = fates.get(sha) == REMOVED
        match event.kind:
            case EventKind.UNLINK:
                fates[sha] = REMOVED
            case EventKind.REVERTED if not removed:
                fates[sha] = event.payload["by"]
            case EventKind.VANISHED if not removed:
                fates[sha] = "vanished"
            case EventKind.LINK if event.effect is None:
                fates.pop(sha, None)
            case EventKind.RESTORED if not removed:
                fates.pop(sha, None)
    return fates | {sha: fates[origin] for sha, origin in origins.items() if origin in fates}


def standing_branches(events: Iterable[Event]) -> frozenset[str]:
    """Return the branches that are still there.

    One that came back counts only where it counted before: what a person undid does not return with it.
    """
    first: set[str] = set()
    there: set[str] = set()
    for event in events:
        if event.kind is EventKind.BRANCH:
            there.add(event.payload["branch"])
            if not event.payload.get("again"):
                first.add(event.payload["branch"])
        elif event.kind is EventKind.UNBRANCH:
            there.discard(event.payload["branch"])
    return frozenset(first & there)
