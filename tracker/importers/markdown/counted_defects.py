"""Headings that count on and mostly name defects: `13. No lamp`, `14. Missing ladder`, `15. Crane rules`.

Whoever counts his findings counts nothing else between them, so that each of the headings is one, whatever
words it has. Areas are counted as well, but hardly any of their names says what is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tracker.importers.markdown import remedy
from tracker.importers.markdown.titles import Titled, titled
from tracker.importers.markdown.tree import Listing, Paragraph, Rule, Section

_FEWEST = 3


def count_defects(sections: Sequence[Section]) -> bool:
    """Tell whether sections side by side are counted without a gap, and more than half name a defect."""
    if len(sections) < _FEWEST:
        return False
    told = [titled(section.title) for section in sections if section.title is not None]
    numbers = [int(each.ordinal) for each in told if each.ordinal and each.ordinal.isdigit()]
    if not len(told) == len(numbers) == len(sections):
        return False
    if any(second != first + 1 for first, second in pairwise(numbers)):
        return False
    return 2 * sum(remedy.states_defect(each.text) for each in told) > len(told)


def is_counted_defect(section: Section, title: Titled) -> bool:
    """Tell whether one of such sections is described by plain text or one list, and holds nothing else."""
    plain = all(isinstance(block, Listing | Paragraph | Rule) for block in section.blocks)
    boxes = any(entry.ticked is not None for entry in section.entries)
    if not (section.blocks and plain and title.ordinal) or boxes or section.sections:
        return False
    return len(section.lists) <= 1
