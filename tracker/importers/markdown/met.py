"""Boxes that were ticked because what they ask for holds: `[x] Rollback tested on staging`.

Beside the findings of a review they are no work that was done, but a condition that is met. One that says
again what a finding says, names one, or asks for something (`[x] Add a limit`) tells what became of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.plan import Claim
from tracker.importers.markdown import remedy
from tracker.importers.markdown.roles import Role
from tracker.importers.markdown.same import Groups
from tracker.importers.markdown.statement import Statement

_HOLDING = frozenset({Role.CHECKLIST, Role.SUMMARY, Role.NEUTRAL, Role.WORK})
"""Roles of sections that say what has to hold; a ticked step of a plan was done."""
_FEWEST = 3


def without_met(found: Sequence[Statement], groups: Groups) -> Groups:
    """Return the groups but for those of a condition that is met; all where there are hardly any findings."""
    beside = sum(any(not found[at].box for at in members) for members in groups.members)
    if beside < _FEWEST or not any(each.box and each.claim is Claim.DONE for each in found):
        return groups
    linked = {at for pair in groups.links for at in pair}
    kept = [
        at
        for at, members in enumerate(groups.members)
        if at in linked or len(members) > 1 or not _is_met(found[members[0]])
    ]
    places = {old: new for new, old in enumerate(kept)}
    links = tuple((places[later], places[earlier]) for later, earlier in groups.links)
    return Groups(tuple(groups.members[at] for at in kept), links)


def _is_met(each: Statement) -> bool:
    """Whether a statement is a ticked box, and nothing in it speaks of work."""
    return (
        each.box
        and each.claim is Claim.DONE
        and each.around.role in _HOLDING
        and not (each.id or each.mentions or each.rating or each.effort or each.due)
        and not remedy.begins_with_verb(each.title)
    )
