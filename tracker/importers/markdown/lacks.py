"""Headings that name a sort of lack, of which the entries beneath are examples: `Missing features`.

By its words such a heading states a defect, as `Missing rate limits` does; but its noun is that of a whole
kind, and each entry beneath is what one misses.
"""

from __future__ import annotations

from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.tree import Listing, Section, Table
from tracker.importers.markdown.words import fold

_SORT = Wording(
    before=r"\W*(?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+)?",
    pattern=r"(?:missing|lacking|absent|incomplete|unfinished|unimplemented|not implemented|partial(?:ly "
    r"implemented)?|broken|failing|untested|undocumented|outdated|unused|insufficient|fehlende|"
    r"unvollstandige|ungetestete|veraltete|ontbrekende|onvolledige|brakujace|отсутствующие|"
    r"недостающие) (?:[\w/-]+ ){0,2}(?:features?|functions?|functionalit\w+|capabilit\w+|components?|parts?|"
    r"pieces|modules|endpoints|pages|tests?|coverage|documentation|docs|documents|dependenc\w+|packages|"
    r"items|things|elements|services|integrations|implementations|controls|checks|validations?|areas|"
    r"requirements|infrastructure|tooling|funktion\w*|teile|tests|dokumentation|komponenten|abhangigkeiten|"
    r"functies|onderdelen|funkcje|elementy|функции|компоненты|тесты)(?:\s*[(\[:：–—-].*)?\W*$|"
    r"(?:fonctionnalites|elements|composants|tests|documents|funcionalidades?|funciones|elementos|"
    r"componentes|pruebas|testes|funzionalita|elementi|componenti) (?:manquant\w*|absent\w*|incomplet\w*|"
    r"faltantes?|que faltan|ausentes?|incomplet\w*|em falta|mancanti|assenti)(?:\s*[(\[:：–—-].*)?\W*$",
)
_FEWEST = 2


def names_sort(section: Section) -> bool:
    """Tell whether a heading names a sort of lack, and what is missing are the entries beneath it."""
    listed = sum(
        len(block.entries) if isinstance(block, Listing) else len(block.rows)
        for block in section.blocks
        if isinstance(block, Listing | Table)
    )
    return listed >= _FEWEST and _SORT.match(fold(section.text)) is not None
