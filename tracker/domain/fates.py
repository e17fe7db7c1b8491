"""What finally became of commits and branches, told by all the events of an item.

Whatever was undone later never took effect: with that, the state after many syncs is the state after one, in
whatever order the history was rewritten in between.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracker.domain.event import Event, EventKind
from tracker.domain.frozen import frozen
from tracker.domain.renames import first_names

REMOVED = "removed"
"""The fate of a commit that a person took away."""

_OF_COMMITS = frozenset(
    {EventKind.LINK, EventKind.UNLINK, EventKind.REVERTED, EventKind.VANISHED, EventKind.RESTORED}
)
_TELLING = _OF_COMMITS | {EventKind.RELINK, EventKind.BRANCH, EventKind.UNBRANCH}

_Told = Sequence[tuple[int, Event]]
"""The events that tell something, with their places."""


@frozen
class Fates:
    """What became of everything that the events of one item speak of. A place is that of an event, from 0."""

    names: Mapping[str, str]
    """For every sha of a commit that had several, the one that stands for all of them."""
    undone: Mapping[str, str]
    """What finally undid a commit, by every sha it ever had: a revert's sha, `vanished` or REMOVED."""
    branches: frozenset[str]
    """The branches that are still there."""
    last_names: Mapping[str, tuple[int, str]]
    """The place where a commit got its last sha, and that sha, by the one that stands for all of them."""
    removals: Mapping[str, int]
    """The last place where a person took a commit away, by the sha that stands for all of its own."""

    @classmethod
    def told_by(cls, events: Sequence[Event]) -> Fates:
        """Return what the events of one item tell, which are in journal order."""
        told = [
            (place, event)
            for place, event in enumerate(events)
            if event.kind in _TELLING and not (event.kind is EventKind.LINK and event.effect is not None)
        ]
        names = _commit_names(told)
        return cls(
            names=names,
            undone=_undone(told, names),
            branches=_standing_branches(told),
            last_names=_last_names(told, names),
            removals=_removals(told, names),
        )

    def name(self, sha: str) -> str:
        """Return the sha that stands for all that the commit ever had."""
        return self.names.get(sha, sha)

    def sha_after(self, place: int, sha: str) -> str:
        """Return the sha that a commit finally goes by which an event at the place calls `sha`."""
        renamed_at, last = self.last_names.get(self.name(sha), (-1, sha))
        return last if renamed_at > place else sha

    def is_removed_after(self, place: int, sha: str) -> bool:
        """Tell whether a person took the commit away after the event at the place."""
        return self.removals.get(self.name(sha), -1) > place


def _commit_names(told: _Told) -> dict[str, str]:
    relinks = (event.payload for _, event in told if event.kind is EventKind.RELINK)
    names = first_names(("", payload["old"], payload["new"]) for payload in relinks)
    return {sha: name for (_, sha), name in names.items()}


def _last_names(told: _Told, names: Mapping[str, str]) -> dict[str, tuple[int, str]]:
    return {
        names[event.payload["old"]]: (place, event.payload["new"])
        for place, event in told
        if event.kind is EventKind.RELINK
    }


def _removals(told: _Told, names: Mapping[str, str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, event in told:
        if event.kind is EventKind.UNLINK:
            sha = event.payload["sha"]
            places[names.get(sha, sha)] = place
    return places


def _undone(told: _Told, names: Mapping[str, str]) -> dict[str, str]:
    """What a person removed comes back only when a person links it: links of a sync have an effect key."""
    fates: dict[str, str] = {}
    for _, event in told:
        if event.kind not in _OF_COMMITS:
            continue
        named = event.payload["sha"]
        sha = names.get(named, named)
        removed = fates.get(sha) == REMOVED
        match event.kind:
            case EventKind.LINK:
                fates.pop(sha, None)
            case EventKind.UNLINK:
                fates[sha] = REMOVED
            case EventKind.REVERTED if not removed:
                fates[sha] = event.payload["by"]
            case EventKind.VANISHED if not removed:
                fates[sha] = "vanished"
            case EventKind.RESTORED if not removed:
                fates.pop(sha, None)
    return fates | {sha: fates[name] for sha, name in names.items() if name in fates}


def _standing_branches(told: _Told) -> frozenset[str]:
    """One that came back counts only where it counted before: what a person undid does not return with it."""
    first: set[str] = set()
    there: set[str] = set()
    for _, event in told:
        if event.kind is EventKind.BRANCH:
            there.add(event.payload["branch"])
            if not event.payload.get("again"):
                first.add(event.payload["branch"])
        elif event.kind is EventKind.UNBRANCH:
            there.discard(event.payload["branch"])
    return frozenset(first & there)
