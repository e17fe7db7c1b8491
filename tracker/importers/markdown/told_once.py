"""Numbered headings whose labels stand once beneath them, though a strong line in between heads a list:

    ### 3. House keys
    **File:** `keys.csv`

    **Lost keys:**
    - front door

    **Risk:** anybody comes in
    **Recommendation:** change the locks

What stands behind such a list belongs to the heading as well. Were the strong lines findings, each would have
labels of its own.
"""

from __future__ import annotations

from tracker.importers.markdown.labels import FINDING_FIELDS, labelled
from tracker.importers.markdown.titles import Titled
from tracker.importers.markdown.tree import STRONG_LEVEL, Section

_TELLING = frozenset({"risk", "impact", "approach", "mitigation", "severity", "effort"})
_FEWEST = 2


def is_told_once(section: Section, title: Titled) -> bool:
    """Tell whether a numbered heading has the labels of one finding beneath it, each once."""
    if not title.ordinal or any(child.level < STRONG_LEVEL for child in section.sections):
        return False
    found = [labelled(line) for each in section.walk() for line in each.paragraph_lines]
    fields = [each.field for each in found if each and each.field in FINDING_FIELDS]
    return len(set(fields)) == len(fields) and len(_TELLING.intersection(fields)) >= _FEWEST
