"""The names that a document gives to its findings, and the lists that consist of them.

A list whose entries name findings at their ends (`Second alarm path (F2)`) orders work that is described
elsewhere, whatever its heading says: `Road to October`, `Umsetzung`. Names are looked for before anything
else is read, because the order may stand first.
"""

from __future__ import annotations

from collections.abc import Iterator, Set

from tracker.importers.markdown.cells import cells_of
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import Role, role_of
from tracker.importers.markdown.titles import ANY_ID, titled
from tracker.importers.markdown.tree import Block, Listing, Paragraph, Section, Table

NAME = regex(rf"{ANY_ID.pattern}|(?<![\w.])\d{{1,2}}(?:\.\d{{1,2}}){{1,2}}(?![\w.])")
_CITING = regex(r"(?<=\w)(?:\s*[(\[（][^()\[\]（）]{1,60}[)\]）]|\s+[-–—]\s[^-–—:()]{1,40})\W*$")
_DIGIT = regex(r"\d")
_FEWEST = 2
_LATEST = 24
"""How far in a line the name that it begins with can reach."""
_BEGUN = regex(rf"[^\w(]*({NAME.pattern})(?:\W|$)")


def names_of(root: Section) -> frozenset[str]:
    """Return the ids and the numbers with dots that headings, entries and rows of the document begin with."""
    return frozenset(_names(root))


def _names(root: Section) -> Iterator[str]:
    for section in root.walk():
        if section.title is not None and _DIGIT.search(section.text):
            found = titled(section.title)
            yield from (name for name in (found.id, found.number) if name)
        for block in section.blocks:
            yield from (
                begun[1]
                for text in _texts(block)
                if _DIGIT.search(text, 0, _LATEST) and (begun := _BEGUN.match(text))
            )


def _texts(block: Block) -> Iterator[str]:
    """What the rows and entries of a block, or its first line, begin with."""
    match block:
        case Table():
            yield from cells_of(block, 0)
        case Listing():
            yield from (entry.title.text for entry in block.entries)
        case Paragraph():
            yield block.lines[0].text
        case _:
            pass


def cites(section: Section, names: Set[str]) -> bool:
    """Tell whether most entries of the lists in a section name findings at their ends."""
    if not names or any(_is_other(child, names) for child in section.walk() if child is not section):
        return False
    entries = [entry.title.text for part in section.walk() for entry in part.entries]
    citing = sum(_cites(text, names) for text in entries if _DIGIT.search(text))
    return citing >= _FEWEST and citing * 2 >= len(entries)


def _is_other(section: Section, names: Set[str]) -> bool:
    """Whether the heading of a section is that of a finding, of several, or of praise."""
    if role_of(section.text) in (Role.WORK, Role.GOOD):
        return True
    found = titled(section.title) if section.title is not None and _DIGIT.search(section.text) else None
    return found is not None and (found.id in names or found.number in names)


def _cites(text: str, names: Set[str]) -> bool:
    found = _CITING.search(text)
    if not found or ((begin := NAME.match(text)) and begin[0] in names):
        return False
    return any(match[0] in names for match in NAME.finditer(text, found.start()))
