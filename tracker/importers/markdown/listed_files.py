"""A line that asks for something, over a list of nothing but files: `Once that runs, remove the old store:`.

The files are where it has to be done; each of them alone asks for nothing.
"""

from __future__ import annotations

from tracker.importers.markdown import remedy
from tracker.importers.markdown.headed import told_beneath
from tracker.importers.markdown.labels import field_of
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import WORKING
from tracker.importers.markdown.statement import Around, Statement
from tracker.importers.markdown.titles import titled
from tracker.importers.markdown.tree import PLAIN_LEVEL, Entry, Section
from tracker.importers.markdown.whole import whole_statement

_CLAUSE = regex(r"[,;]\s+")
_FILE = regex(r"[\w.@~-]*(?>(?:/[\w.@-]+)+)/?|[\w-]+\.[a-z]{1,5}")
_BEHIND = regex(r"\s*(?:\([^()]{0,40}\))?\W*")
_FEWEST = 2


def asked_of_files(section: Section, around: Around) -> Statement | None:
    """Return the one thing that a line asks for of all the files beneath it, or None."""
    if section.level != PLAIN_LEVEL or section.title is None or around.role not in WORKING:
        return None
    if section.sections or field_of(section.text) or not _asks(section.text):
        return None
    entries = section.entries
    if len(section.blocks) != 1 or len(entries) < _FEWEST or not all(map(_is_file, entries)):
        return None
    return whole_statement(section, titled(section.title), told_beneath(section), around)


def _asks(text: str) -> bool:
    return any(map(remedy.begins_with_verb, _CLAUSE.split(text)))


def _is_file(entry: Entry) -> bool:
    """Whether an entry is a file and, in brackets, how large it is."""
    if entry.ticked is not None or entry.blocks or len(entry.head) > 1:
        return False
    code = next((span.text for span in entry.title.spans if span.code), "")
    if not code or not _FILE.fullmatch(code) or not entry.title.text.startswith(code):
        return False
    return _BEHIND.fullmatch(entry.title.text[len(code) :]) is not None
