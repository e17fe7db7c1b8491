"""Work that a review tells to be done already: what it was before and is after, what was deleted and why.

    #### tower/rope.py
    **Before**: one rope for all bells
    **After**: a rope for each

Both together show a change. Beneath a heading of what is complete it was made; elsewhere it may be proposed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from tracker.domain.plan import Claim
from tracker.importers.markdown import passing, status
from tracker.importers.markdown.building import build, entry_title
from tracker.importers.markdown.gather import Gathering
from tracker.importers.markdown.headed import gathered_beneath, last_line
from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.keeping import remembered
from tracker.importers.markdown.labels import labelled
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import Role
from tracker.importers.markdown.statement import Around, Statement
from tracker.importers.markdown.titles import titled
from tracker.importers.markdown.tree import STRONG_LEVEL, Entry, Section
from tracker.importers.markdown.words import fold

_BEFORE = Wording(
    r"\W*(?:before|previously|vorher|zuvor|avant|antes|prima|vooraf|przedtem|было|раньше)\W*\Z|"
    r"\W*(?:修改前|变更前|変更前|修正前)\W*\Z"
)
_AFTER = Wording(
    r"\W*(?:after|now|nachher|danach|jetzt|apres|maintenant|despues|ahora|depois|agora|dopo|ora|erna|nu|potem|"
    r"teraz|стало|теперь)\W*\Z|\W*(?:修改后|变更后|変更後|修正後)\W*\Z"
)
_GONE = regex(
    r"[✅✔☑✓]\ufe0f?\s*(?:deleted|removed|dropped|replaced|renamed|rewritten|merged|moved|archived|geloscht|"
    r"entfernt|ersetzt|supprimee?s?|remplacee?s?|eliminad[oa]s?|reemplazad[oa]s?|removid[oa]s?|"
    r"substituid[oa]s?|eliminat[oaie]|rimoss[oaie]|sostituit[oaie]|verwijderd|vervangen|usuniet\w+|удален\w*|"
    r"заменен\w*)\b"
)
_TELLING = frozenset({"cause", "issue", "impact", "risk"})
"""Labels that say why it was done, which no mere list of files has."""


def changed(section: Section, around: Around) -> Statement | None:
    """Return the change that a section tells to be made, or None."""
    if section.title is None or not _is_over(section, around):
        return None
    gathered = gathered_beneath(section)
    if not (_shows_change(section) or _was_righted(section, gathered)):
        return None
    title = replace(titled(section.title), claim=Claim.DONE)
    return _done(section.title, title.text, gathered, around, (section.first, last_line(section)))


def changed_entry(entry: Entry, around: Around) -> Statement | None:
    """Return the change that an entry tells to be made, with a mark, a word for it and why; or None."""
    if not entry.blocks or entry.ticked is not None or not _GONE.search(fold(entry.title.text)):
        return None
    gathered = Gathering()
    gathered.beside(entry.title)
    gathered.read(entry.blocks)
    if _TELLING.isdisjoint(gathered.labels):
        return None
    title, _ = entry_title(entry.title)
    return _done(entry.title, title.text, gathered, around, (entry.first, entry.last))


@remembered
def holds_changes(section: Section) -> bool:
    """Tell whether headings beneath one each show a change."""
    return any(
        _shows_change(child) or holds_changes(child) for child in section.sections if _is_heading(child)
    )


def _done(
    line: Line, text: str, gathered: Gathering, around: Around, lines: tuple[int, int]
) -> Statement | None:
    gathered.fine = False
    gathered.claim = Claim.DONE
    title = replace(titled(line), text=text, claim=Claim.DONE, mark=None)
    return build(line, title, "", gathered, replace(around, role=Role.WORK, good=False), (lines,))


def _is_over(section: Section, around: Around) -> bool:
    if any(map(_is_heading, section.sections)):
        return False
    told = around.good or around.claim is Claim.DONE or passing.heads_done(section.text)
    return told or _is_done(section.text) or any(map(_is_done, around.headings))


def _is_heading(section: Section) -> bool:
    return section.level < STRONG_LEVEL


@lru_cache(maxsize=4096)
def _is_done(heading: str) -> bool:
    """Whether a heading ends in a word of success: `2. Ropes ✅ COMPLETE`."""
    said = status.of_title(heading)
    return said is not None and said.claim is Claim.DONE


@remembered
def _shows_change(section: Section) -> bool:
    names = [fold(name) for name in _labels(section)]
    return any(map(_BEFORE.match, names)) and any(map(_AFTER.match, names))


def _was_righted(section: Section, gathered: Gathering) -> bool:
    """Whether a heading says that a thing was fixed, and labels tell of one, with what was done."""
    asked = {"approach", "resolved"}.intersection(gathered.labels)
    return passing.heads_done(section.text) and gathered.labels.count("issue") == 1 and bool(asked)


def _labels(section: Section) -> Iterator[str]:
    """The labels right beneath a heading, those that head a list or code among them."""
    for part in (section, *section.sections):
        yield from (found.label for line in part.paragraph_lines if (found := labelled(line)))
    yield from (child.text for child in section.sections)
