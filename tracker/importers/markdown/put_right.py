"""One finding told by a list of labels: `- **Observed:** ...`, `- **Fixed:** ...`, `- **Note:** ...`

Each label is there once, one says what was wrong and another what was done about it: together they are the
one finding of their heading (`Finding & fix (stuck lamp)`), which was put right.
"""

from __future__ import annotations

from dataclasses import replace

from tracker.importers.markdown.headed import told_beneath
from tracker.importers.markdown.labels import field_of, labelled
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import SILENT, Role
from tracker.importers.markdown.statement import Around, Statement
from tracker.importers.markdown.titles import Titled, titled
from tracker.importers.markdown.tree import Listing, Section
from tracker.importers.markdown.whole import whole_statement

_WRONG = frozenset({"issue", "symptoms", "cause"})
_MOST = 6
_BRACKET = regex(r"[(\[]([^()\[\]]{4,120})[)\]]\s*$")


def put_right(section: Section, around: Around) -> Statement | None:
    """Return the finding that the one list beneath a heading tells of with what was done, or None."""
    if section.title is None or around.role in SILENT or section.sections or len(section.blocks) != 1:
        return None
    if not (isinstance(section.blocks[0], Listing) and _tells_of_one(section.blocks[0])):
        return None
    within = replace(around, role=Role.WORK, good=False)
    return whole_statement(section, _named(section, titled(section.title)), told_beneath(section), within)


def _tells_of_one(block: Listing) -> bool:
    found = [labelled(entry.title) for entry in block.entries if entry.ticked is None]
    fields = [each.field for each in found if each]
    once = len(fields) == len(block.entries) <= _MOST and len(set(fields)) == len(fields) and "" not in fields
    return once and "resolved" in fields and not _WRONG.isdisjoint(fields)


def _named(section: Section, title: Titled) -> Titled:
    """The title; of a heading that is a label itself, what stands in its bracket."""
    bracket = _BRACKET.search(section.text)
    return replace(title, text=bracket[1]) if bracket and field_of(section.text) else title
