"""What somebody decided about a drafted plan before it is written: what stays out, what is put differently.

Items are known by their place in the draft, which no renaming moves. What is not decided goes the usual way,
so that deciding nothing imports what `tracker import` imports.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace

from tracker.domain.draft import DraftItem, DraftPlan
from tracker.domain.effort import parse_effort
from tracker.domain.frozen import frozen
from tracker.domain.plan import UNRATED, Claim, Severity
from tracker.domain.text import one_line

LONGEST_TITLE = 500


@frozen
class Edit:
    """The fields of an item as somebody put them; all of them, also those that stayed."""

    title: str
    severity: Severity | None
    effort: str | None
    claim: Claim


@frozen
class Choices:
    """Decisions by place: whether an item is taken, and what its fields are to be."""

    taken: Mapping[int, bool] = field(default_factory=dict)
    edits: Mapping[int, Edit] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything was decided."""
        return bool(self.taken or self.edits)

    @property
    def dropped(self) -> frozenset[int]:
        """The places of what is to stay out."""
        return frozenset(place for place, taken in self.taken.items() if not taken)

    @property
    def wanted(self) -> frozenset[int]:
        """The places of what is to be taken, though it was left out before."""
        return frozenset(place for place, taken in self.taken.items() if taken)

    def takes(self, place: int, *, usually: bool = True) -> bool:
        """Tell whether an item is taken; `usually` says what happens where nothing was decided."""
        return self.taken.get(place, usually)

    def deciding(self, places: Mapping[int, bool], taken: bool) -> Choices:
        """Return the choices with these items taken or dropped; `places` say what usually happens to them."""
        others = {place: known for place, known in self.taken.items() if place not in places}
        return replace(self, taken=others | {at: taken for at, usual in places.items() if usual != taken})

    def editing(self, place: int, item: DraftItem, edit: Edit) -> Choices:
        """Return the choices with an item put differently, where that differs from what was drafted."""
        others = {at: known for at, known in self.edits.items() if at != place}
        return replace(self, edits=others if edit == edit_of(item) else others | {place: edit})

    def item(self, place: int, item: DraftItem) -> DraftItem:
        """Return a drafted item as it is to be."""
        edit = self.edits.get(place)
        return edited(item, edit) if edit else item

    def applied(self, draft: DraftPlan) -> DraftPlan:
        """Return the draft with the items that are taken as they are to be; those dropped stay as drafted."""
        return replace(draft, items=tuple(self._applied(draft.items)))

    def _applied(self, items: Iterable[DraftItem]) -> Iterable[DraftItem]:
        dropped = self.dropped
        return (item if at in dropped else self.item(at, item) for at, item in enumerate(items))


def edit_of(item: DraftItem) -> Edit:
    """Return the fields of an item as they were drafted."""
    return Edit(one_line(item.title), item.severity, one_line(item.effort or "") or None, item.claim)


def edited(item: DraftItem, edit: Edit) -> DraftItem:
    """Return the item with its fields as they were put; a reason to defer goes with the deferral."""
    deferred = item.deferred if edit.claim is item.claim else None
    return replace(
        item,
        title=edit.title,
        severity=edit.severity,
        effort=edit.effort,
        claim=edit.claim,
        deferred=deferred,
    )


def read_title(text: str) -> str:
    """Return a title as a plan can hold it; raises ValueError."""
    title = one_line(text)
    if not title:
        raise ValueError("a title is needed")
    if len(title) > LONGEST_TITLE:
        raise ValueError(f"a title has at most {LONGEST_TITLE} characters")
    return title


def read_edit(title: str, severity: str, effort: str, claim: str, before: Edit) -> Edit:
    """Return what was typed and chosen in place of `before`, read; raises ValueError with the reason.

    An effort that stays may be one that a plan cannot hold: it is kept as a remark then.
    """
    typed = one_line(effort) or None
    return Edit(
        read_title(title),
        None if severity == UNRATED else Severity(severity),
        parse_effort(typed).text if typed and typed != before.effort else typed,
        Claim(claim),
    )
