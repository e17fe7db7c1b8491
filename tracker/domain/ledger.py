"""What the journal already holds of the effects of commits, read from its effect keys.

A key is `kind:item:sha:detail`, with `#2` and so on where the same thing happened again (a commit left the
mainline and came back). The sha is the one under which the commit first became known, so that a rebase, which
renames it, does not make its effects happen anew. Keys of undone events are in the journal as well: what a
person took back is not proposed again. An item that has another id by now goes by that one here, whatever its
older keys say.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from functools import cached_property
from urllib.parse import quote, unquote

from tracker.domain.event import Draft, EventKind, Payload
from tracker.domain.renames import under_first_names, under_present_id

_NUMBER = re.compile("[0-9]{1,9}")


def link_key(item: str, sha: str, role: str, on_mainline: bool) -> str:
    """Return the effect key of linking a commit to an item for the first time."""
    return f"link:{item}:{sha}:{role}:{'mainline' if on_mainline else 'branch'}"


def branch_key(item: str, branch: str) -> str:
    """Return the effect key of a branch whose name holds an item; quoted, as `#` has a meaning in keys."""
    return f"branch:{item}:{quote(branch, safe='/')}"


class Ledger:
    """The effects of a journal, and the drafts that are still to be added to it.

    `names` has the present ids of items by every upper-case name they are known under.
    """

    def __init__(self, done: Collection[str], names: Mapping[str, str] | None = None) -> None:
        self._times: Counter[str] = Counter()
        self._names: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        self._origins: dict[tuple[str, str], str] = {}
        self._linked: set[tuple[str, str]] = set()
        self._drafts: list[Draft] = []
        self._places: list[int] = []
        """Of the drafts."""
        present = {under_present_id(key, names or {}) for key in done}
        for key in set(under_first_names(present).values()):
            self._read(key)

    def _read(self, key: str) -> None:
        kind, _, about = key.partition(":")
        item, _, rest = about.partition(":")
        if kind == "relink":
            parts = rest.split(":")
            if len(parts) == 3 and _NUMBER.fullmatch(parts[1]):  # a journal from elsewhere may hold anything
                self._renamed(item, parts[0], int(parts[1]), parts[2])
            return
        self._times[f"{kind}:{item}:{rest.partition('#')[0]}"] += 1
        if kind == "link":
            self._link(item, rest.partition(":")[0])

    def origin(self, item: str, sha: str) -> str:
        """Return the sha under which the commit first became known to the item."""
        return self._origins.get((item, sha), sha)

    def name(self, item: str, origin: str) -> str:
        """Return the sha that the journal calls the commit by now."""
        return max(self._names.get((item, origin), ()), default=(0, origin))[1]

    def is_linked(self, item: str, origin: str) -> bool:
        """Tell whether the journal ever linked the commit to the item."""
        return (item, origin) in self._linked

    def adopt(self, item: str, sha: str, role: str, *, on_mainline: bool, evident: bool) -> None:
        """Take a link that a person made, and the evidence beside it where there is any, for done effects."""
        origin = self.origin(item, sha)
        here, evidence = link_key(item, origin, role, on_mainline), f"evidence:{item}:{origin}:commit"
        least = 1 + self._times[f"left:{item}:{origin}:{role}"] if on_mainline else 1
        self._times[here] = max(self._times[here], least)
        if evident:
            self._times[evidence] = max(self._times[evidence], 1)
        self._link(item, origin)

    def times(self, key: str) -> int:
        """Return how often the effect happened."""
        return self._times.get(key, 0)

    def holds(self, key: str) -> bool:
        """Tell whether an effect that can be taken back, by the key that begins with `un`, stands."""
        return self.times(key) > self.times(f"un{key}")

    def branches(self) -> tuple[tuple[str, str], ...]:
        """Return the items with the branches that the journal has for them, in a fixed order."""
        keys = sorted(key for key in self._times if key.startswith("branch:") and self.holds(key))
        parts = (key.split(":") for key in keys if key.count(":") == 2)
        return tuple((item, unquote(name)) for _, item, name in parts)

    def add(self, place: int, key: str, kind: EventKind, item: str, payload: Payload) -> None:
        """Add an effect that happens now; drafts come out in the order of `place`, then of adding."""
        self._times[key] = times = self.times(key) + 1
        if kind is EventKind.LINK:
            self._link(item, key.split(":")[2])
        numbered = key if times == 1 else f"{key}#{times}"
        self._draft(place, Draft(kind, item, payload, numbered))

    def once(self, place: int, key: str, kind: EventKind, item: str, payload: Payload) -> None:
        """Add an effect unless it ever happened."""
        if not self.times(key):
            self.add(place, key, kind, item, payload)

    def relink(self, old: str, new: str, there: Collection[str] = ()) -> None:
        """Note that a commit goes by a new sha, for every item that it is linked to.

        Not where it goes by another than the `old` one, unless that is not `there` any more: two people may
        have renamed it differently.
        """
        for item, origin in sorted(self._called.get(old, ())):
            name = self.name(item, origin)
            if self.is_linked(item, origin) and name != new and (name == old or name not in there):
                number = max((number for number, _ in self._names[item, origin]), default=0) + 1
                self._renamed(item, origin, number, new)
                self._called[new].add((item, origin))
                key = f"relink:{item}:{origin}:{number}:{new}"
                self._draft(-1, Draft(EventKind.RELINK, item, {"old": old, "new": new}, key))

    @cached_property
    def _called(self) -> defaultdict[str, set[tuple[str, str]]]:
        """The (item, origin) of what the journal has, by every sha it ever went by; few syncs rename any."""
        called: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        for item, origin in self._linked:
            called[origin].add((item, origin))
        for (item, name), origin in self._origins.items():
            called[name].add((item, origin))
        return called

    def _draft(self, place: int, draft: Draft) -> None:
        self._drafts.append(draft)
        self._places.append(place)

    def _link(self, item: str, origin: str) -> None:
        self._linked.add((item, origin))

    def _renamed(self, item: str, origin: str, number: int, name: str) -> None:
        self._names[item, origin].append((number, name))
        self._origins[item, name] = origin

    def drafts(self) -> tuple[Draft, ...]:
        """Return what is to be added to the journal, in order."""
        order = sorted(range(len(self._drafts)), key=self._places.__getitem__)
        return tuple([self._drafts[at] for at in order])
