"""Checklists: lists of boxes under a heading of their own, with what is ticked and what is not."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.domain.plan import Check, Checklist
from tracker.domain.text import slug
from tracker.importers.markdown import status
from tracker.importers.markdown.roles import Role, role_of
from tracker.importers.markdown.status import Mark
from tracker.importers.markdown.titles import titled
from tracker.importers.markdown.tree import Entry, Section


def checklists_of(root: Section) -> tuple[Checklist, ...]:
    """Return the checklists of the document, each with the title of its section and a unique id."""
    found: dict[str, Checklist] = {}
    for checklist in _all(root, None):
        name, count = checklist.id, 2
        while name in found:
            name, count = f"{checklist.id[:28]}-{count}", count + 1
        found[name] = Checklist(name, checklist.title, checklist.category, checklist.checks, checklist.source)
    return tuple(found.values())


def _all(section: Section, category: str | None) -> Iterator[Checklist]:
    role = role_of(section.text) if section.title else Role.NEUTRAL
    listed = role is Role.CHECKLIST or category is not None
    entries = section.entries
    chosen = [entry for entry in entries if entry.ticked is not None] if listed else []
    if listed and not chosen:
        chosen = [entry for entry in entries if status.mark(entry.title.text) is not None]
    if len(chosen) >= 2 and section.title is not None:
        title = status.without_marks(section.text) or "Checklist"
        yield Checklist(
            slug(title), title, category, tuple(map(_check, chosen)), ((section.first, chosen[-1].last),)
        )
    inner = status.without_marks(section.text) if role is Role.CHECKLIST else category
    for child in section.sections:
        yield from _all(child, inner)


def _check(entry: Entry) -> Check:
    text = titled(entry.title).text or status.without_marks(entry.title.text)
    done = entry.ticked if entry.ticked is not None else status.mark(entry.title.text) is Mark.GOOD
    return Check("", text, done=bool(done) or entry.title.struck, source=((entry.first, entry.first),))
