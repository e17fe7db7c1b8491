"""One table of a plan file that is being drafted, and what the ids of a document became in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from tracker.domain.frozen import frozen
from tracker.planfile.rendering import Value


@frozen
class Entry:
    """One `[table.ID]` with its keys; `comments` stand above it, `identity` tells it again."""

    path: tuple[str, ...]
    values: Mapping[str, Value]
    comments: tuple[str, ...] = ()
    identity: str = ""

    @property
    def name(self) -> str:
        """The path as the header has it, without quotes."""
        return ".".join(self.path)


@frozen
class Present:
    """What a plan has already, where a draft goes into one."""

    items: Mapping[int, str] = field(default_factory=dict)
    """The ids of items by their place in the draft."""
    taken: frozenset[str] = frozenset()
    """Ids that no other item may get."""
    gone: frozenset[str] = frozenset()
    """Tables that were deleted, such as `phase.now`: nothing may refer to them."""
    kept: frozenset[str] = frozenset()
    """The ids of items that have a table."""
    out: frozenset[int] = frozenset()
    """Places of the draft that are left out of the plan: nothing may refer to them either."""
    spelled: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    """How ids are written, by where they stand and the case-folded id."""


@frozen
class References:
    """The ids that things of a draft got: in the draft's order, and by what the draft calls them."""

    items: tuple[str, ...]
    item_by_wish: Mapping[str, str]
    area_by_wish: Mapping[str, str]
    phase_by_wish: Mapping[str, str]

    def item(self, wish: str | None) -> str | None:
        """Return the id of the item that is called so; None where there is none."""
        return self.item_by_wish.get(wish.casefold()) if wish else None

    def area(self, wish: str | None) -> str | None:
        """Return the id of the area that is called so."""
        return self.area_by_wish.get(wish.casefold()) if wish else None

    def phase(self, wish: str | None) -> str | None:
        """Return the id of the phase that is called so."""
        return self.phase_by_wish.get(wish.casefold()) if wish else None
