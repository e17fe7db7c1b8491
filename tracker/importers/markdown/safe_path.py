"""A way to go under a mark of success: `✅ Safe course`, and beneath it `**Week 1**: Mend the horn`.

The mark says that this way is the right one, and not that it was gone.
"""

from __future__ import annotations

from tracker.importers.markdown import remedy, status
from tracker.importers.markdown.labels import labelled
from tracker.importers.markdown.stages import of_plan
from tracker.importers.markdown.tree import Entry, Section

_FEWEST = 2


def leads_to_launch(section: Section) -> bool:
    """Tell whether the lists beneath a heading are steps, each in its period, of which most ask for work."""
    entries = section.entries
    asked = [_asked(entry) for entry in entries]
    return len(entries) >= _FEWEST and None not in asked and sum(map(bool, asked)) * 2 > len(asked)


def _asked(entry: Entry) -> bool | None:
    """Whether an entry asks for something in a period; None where it names none or has a sign of its own."""
    found = labelled(entry.title)
    if entry.ticked is not None or found is None or of_plan(found.label) is None:
        return None
    told = found.value.text
    if status.mark(told) is not None or status.end_mark(told) is not None:
        return None
    return remedy.begins_with_verb(told)
