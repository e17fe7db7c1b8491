"""Effects of one commit under the names that it and its item had, in journals that met it at different times.

Ada synced a commit, amended it, and synced again: her journal has its effects under the first sha, and that
it goes by another one since. Bo only ever saw the amended commit, so that his journal has the same effects
under the second sha. Once the journals are together both are one, and what happened counts once. The same
goes for an item that had another id when one of them synced.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from tracker.domain.frozen import frozen

_RELINK = re.compile("relink:([^:]*):([^:]*):([0-9]{1,9}):([^:]*)")

Place = tuple[str, str]
"""A commit as an item's: the item's id and a sha."""


@frozen
class _Renaming:
    """That a commit which was first called `origin` goes by `name`, which is its name number `number`."""

    item: str
    origin: str
    number: int
    name: str


def first_names(renamings: Iterable[tuple[str, str, str]]) -> dict[Place, str]:
    """Return the name that stands for all names of a commit, given (item, old, new) of every renaming.

    It is the one it was renamed from, the smallest where there are several; the same whatever the order.
    """
    groups: dict[Place, frozenset[str]] = {}
    olds = set()
    for item, old, new in renamings:
        olds.add((item, old))
        group = groups.get((item, old), frozenset({old})) | groups.get((item, new), frozenset({new}))
        groups |= {(item, sha): group for sha in group}
    return {
        (item, sha): min(name for name in group if (item, name) in olds)
        for (item, sha), group in groups.items()
    }


def under_present_id(key: str, names: Mapping[str, str]) -> str:
    """Return an effect key as it would be had the item always had its present id.

    `names` has the present ids of items by every upper-case name they are known under.
    """
    kind, _, about = key.partition(":")
    written, _, rest = about.partition(":")
    present = names.get(written.upper(), written)
    return key if present == written else f"{kind}:{present}:{rest}"


def under_first_names(keys: Collection[str]) -> dict[str, str]:
    """Return, by each effect key, the key it would be had every commit been known by its first name."""
    found = [_Renaming(m[1], m[2], int(m[3]), m[4]) for key in keys if (m := _RELINK.fullmatch(key))]
    if not found:
        return {key: key for key in keys}
    names = first_names((each.item, each.origin, each.name) for each in found)
    made: defaultdict[Place, list[_Renaming]] = defaultdict(list)
    for each in found:
        made[each.item, each.name].append(each)
    return {key: _under(key, names, made) for key in keys}


def _under(key: str, names: Mapping[Place, str], made: Mapping[Place, Sequence[_Renaming]]) -> str:
    if match := _RELINK.fullmatch(key):
        item, origin, number, name = match.groups()
        later = int(number) + _number_of((item, origin), made, frozenset())
        return f"relink:{item}:{names[item, origin]}:{later}:{name}"
    kind, _, about = key.partition(":")
    item, _, rest = about.partition(":")
    sha = re.split("[:#]", rest, maxsplit=1)[0]
    first = names.get((item, sha), sha)
    return key if first == sha else f"{kind}:{item}:{first}{rest.removeprefix(sha)}"


def _number_of(place: Place, made: Mapping[Place, Sequence[_Renaming]], seen: frozenset[Place]) -> int:
    """The place of a name among all that its commit had; 0 for the first."""
    seen |= {place}
    earlier = (
        each.number + _number_of((each.item, each.origin), made, seen)
        for each in made.get(place, ())
        if (each.item, each.origin) not in seen
    )
    return max(earlier, default=0)
