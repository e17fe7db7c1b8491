"""What finally became of commits and branches, told by all the events of an item.

Whatever was undone later never took effect: with that, the state after many syncs is the state after one, in
whatever order the history was rewritten in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tracker.domain.event import Event, EventKind
from tracker.domain.renames import first_names

REMOVED = "removed"
"""The fate of a commit that a person took away."""


def commit_names(events: Iterable[Event]) -> dict[str, str]:
    """Return, for every sha of a commit that had several, the one that stands for all of them."""
    relinks = (event.payload for event in events if event.kind is EventKind.RELINK)
    names = first_names(("", payload["old"], payload["new"]) for payload in relinks)
    return {sha: name for (_, sha), name in names.items()}


def fates_of(events: Iterable[Event], names: Mapping[str, str]) -> dict[str, str]:
    """Return what finally undid each commit, by every sha it ever had: a revert's sha, `vanished` or REMOVED.

    `names` are the `commit_names`. What a person removed comes back only when a person links it: a sync
    leaves an effect key, a person none.
    """
    fates: dict[str, str] = {}
    for event in events:
        named = str(event.payload.get("sha"))
        sha = names.get(named, named)
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
    return fates | {sha: fates[name] for sha, name in names.items() if name in fates}


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
