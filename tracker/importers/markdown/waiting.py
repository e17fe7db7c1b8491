"""Headings that say of the one thing they name that it was put off: `Second crane (deferred)`.

The few entries beneath say how far it is, why it can wait and what is recommended; a label among them shows
that they describe the thing. A list of several things that were put off labels none of them.
"""

from __future__ import annotations

from dataclasses import replace

from tracker.domain.plan import Claim
from tracker.importers.markdown.headed import told_beneath
from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.labels import labelled
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import SILENT, WORKING, Role, role_of
from tracker.importers.markdown.statement import Around, Statement
from tracker.importers.markdown.titles import titled
from tracker.importers.markdown.tree import STRONG_LEVEL, Listing, Paragraph, Section
from tracker.importers.markdown.whole import whole_statement
from tracker.importers.markdown.words import fold

_BRACKET = regex(r"^(.{3,100}?)\s*[(\[]([^()\[\]]{4,40})[)\]]\W*$")
_PUT_OFF = Wording(
    r"(?:deferred|postponed|on hold|zuruckgestellt|vertagt|verschoben|reporte(?:e?s)?|differee?s?|"
    r"aplazad[oa]s?|pospuest[oa]s?|adiad[oa]s?|rinviat[oaie]|uitgesteld|odlozon[eya]|отложен\w*)\W*$"
)
_DESCRIBING = frozenset({"approach", "when", "impact", "risk", "cause", "status", "mitigation"})
_MOST = 5


def waiting(section: Section, around: Around) -> Statement | None:
    """Return the one thing that a heading names and puts off, with what is said of it, or None."""
    if section.title is None or section.level >= STRONG_LEVEL or section.sections or around.role in SILENT:
        return None
    bracket = _BRACKET.match(section.text)
    if bracket is None or not _PUT_OFF.match(fold(bracket[2])) or role_of(bracket[1]) in WORKING:
        return None
    if not _is_told(section):
        return None
    title = replace(titled(section.title), text=titled(section.title, bracket[1]).text, claim=Claim.DEFERRED)
    within = replace(around, role=Role.DEFERRED, claim=Claim.DEFERRED, good=False)
    return whole_statement(section, title, told_beneath(section), within)


def _is_told(section: Section) -> bool:
    """Whether nothing but text and one short list with a label in it stands beneath."""
    if len(section.lists) != 1 or not all(isinstance(block, Listing | Paragraph) for block in section.blocks):
        return False
    entries = section.entries
    if len(entries) > _MOST or any(entry.ticked is not None for entry in entries):
        return False
    found = [labelled(entry.title) for entry in entries]
    return any(each is not None and each.field in _DESCRIBING for each in found)
