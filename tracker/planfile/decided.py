"""The tables of a draft as somebody decided about them, beside what the document itself says.

Both are needed: the tables are written as decided, and `[imported]` remembers the document. So an edit counts
as made by hand when the document is imported again, and what was dropped stays out.
"""

from __future__ import annotations

from dataclasses import replace

from tracker.domain.draft import DraftPlan
from tracker.domain.frozen import frozen
from tracker.domain.import_choices import Choices
from tracker.planfile.drafting import drafted
from tracker.planfile.entry import Entry, Present


@frozen
class Decided:
    """Tables in the order of a plan file; `stated` are the same as the document has them."""

    entries: tuple[Entry, ...]
    stated: tuple[Entry, ...]
    remarks: tuple[str, ...]
    dropped: frozenset[str]
    """The names of items that were dropped, such as `item.SEC-1`; their tables are among the others."""

    @property
    def items(self) -> tuple[Entry, ...]:
        """The items as the document has them, by their place in the draft."""
        return tuple(entry for entry in self.stated if entry.path[0] == "item")


def decided(draft: DraftPlan, choices: Choices, present: Present | None = None) -> Decided:
    """Return the tables of a draft, which goes into the plan whose tables are `present`.

    An item that is dropped and not in the plan is one that nothing refers to.
    """
    there = present or Present()
    in_plan = {place for place, name in there.items.items() if name in there.kept}
    there = replace(there, out=choices.dropped - in_plan)
    stated = drafted(draft, there)
    names = [entry.path[1] for entry in stated.entries if entry.path[0] == "item"]
    entries = stated.entries
    if choices.edits:
        entries = drafted(choices.applied(draft), replace(there, items=dict(enumerate(names)))).entries
    dropped = frozenset(f"item.{names[place]}" for place in choices.dropped)
    return Decided(entries, stated.entries, stated.remarks, dropped)
