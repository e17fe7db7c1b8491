"""A section as one statement: its heading is the title, and all that stands beneath describes it."""

from __future__ import annotations

from tracker.importers.markdown.building import build
from tracker.importers.markdown.gather import Gathering
from tracker.importers.markdown.headed import last_line
from tracker.importers.markdown.statement import Around, Statement
from tracker.importers.markdown.titles import Titled
from tracker.importers.markdown.tree import Section


def whole_statement(section: Section, title: Titled, gathered: Gathering, around: Around) -> Statement | None:
    """Return the statement that a section is, or None where it has no heading or too little speaks for it."""
    if section.title is None:
        return None
    return build(section.title, title, "", gathered, around, ((section.first, last_line(section)),))
