"""Work described by its entries: `- [ ] **Task**: ...`, `- [ ] **Owner**: ...`, `- [ ] **Status**: ...`

Some plans tick off everything, and so give each task a heading and a list (of boxes, mostly) in which every
entry is a label: what to do, who does it, how long it takes, how one sees that it is done. Such a list
describes the one thing that its heading names, whatever words the heading has, and none of its entries is
a thing of its own.
"""

from __future__ import annotations

from tracker.importers.markdown.keeping import remembered
from tracker.importers.markdown.labels import labelled
from tracker.importers.markdown.tree import Entry, Section, Table

_OF_WORK = frozenset({"effort", "owner", "due", "status", "priority", "severity"})
"""What is said once of a piece of work, and of no group of them."""
_FEWEST = 3


@remembered
def is_described(section: Section) -> bool:
    """Tell whether the lists beneath a heading are labels of one work, and nothing is beside them."""
    if section.sections or any(isinstance(block, Table) for block in section.blocks):
        return False
    entries = section.entries
    if len(entries) < _FEWEST or not all(map(_is_label, entries)):
        return False
    fields = [_field(entry) for entry in entries]
    once = [field for field in fields if field in _OF_WORK]
    if len(once) < 2 or len(set(once)) < len(once):
        return False
    return len(set(fields) - {""}) >= _FEWEST


def _field(entry: Entry) -> str:
    found = labelled(entry.title)
    return found.field if found else ""


def _is_label(entry: Entry) -> bool:
    """Whether an entry begins with a label, known or not, as a strong lead with a colon behind it is."""
    return labelled(entry.title) is not None
