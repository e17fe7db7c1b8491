"""Sections that tell of work that was delivered: a marked heading, the file, and that it was made.

    ### ✅ 2. Night bell
    **File**: `house/bell.py`
    **Status**: Implemented and tested

A mark of success alone may be praise of what was in order all along; where a status says that something was
created, updated or implemented, and where, somebody had it to do. All that is beneath describes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tracker.domain.plan import Claim
from tracker.importers.markdown import status
from tracker.importers.markdown.headed import gathered_beneath
from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.labels import labelled
from tracker.importers.markdown.roles import Role
from tracker.importers.markdown.statement import Around, Statement
from tracker.importers.markdown.titles import titled
from tracker.importers.markdown.tree import Section
from tracker.importers.markdown.whole import whole_statement
from tracker.importers.markdown.words import fold

_MADE = Wording(
    r"\W*(?:(?:now|already|fully|newly|completely|bereits|vollstandig|deja|entierement|ya|completamente|ja|"
    r"totalmente|gia|al|juz|уже|полностью)\s+)?"
    r"(?:implemented|created|added|updated|integrated|introduced|built|rewritten|replaced|refactored|"
    r"migrated|hardened|enabled|installed|configured|fixed|completed|"
    r"umgesetzt|erstellt|hinzugefugt|aktualisiert|eingebaut|integriert|ersetzt|behoben|"
    r"implemente\w*|cree\w*|ajoute\w*|mise? (?:a jour|en place|en oeuvre)|integre\w*|remplace\w*|corrige\w*|"
    r"implementad[oa]s?|cread[oa]s?|anadid[oa]s?|actualizad[oa]s?|integrad[oa]s?|corregid[oa]s?|criad[oa]s?|"
    r"adicionad[oa]s?|atualizad[oa]s?|corrigid[oa]s?|implementat[oaie]|creat[oaie]|aggiunt[oaie]|"
    r"aggiornat[oaie]|integrat[oaie]|corrett[oaie]|geimplementeerd|aangemaakt|toegevoegd|bijgewerkt|"
    r"wdrozon\w+|utworzon\w+|dodan\w+|zaktualizowan\w+|реализован\w*|создан\w*|добавлен\w*|обновлен\w*|"
    r"внедрен\w*)(?![^\W_])"
)
_WIDE_MADE = (
    "已实现",
    "已创建",
    "已添加",
    "已更新",
    "已完成",
    "実装済み",
    "作成済み",
    "追加済み",
    "更新済み",
)


def delivered(section: Section, around: Around) -> Statement | None:
    """Return the work that a section tells to be done, or None."""
    if section.title is None or not _is_marked(section.text):
        return None
    told = list(_labels(section))
    if not any(field == "files" for field, _ in told) or not any(_is_made(*each) for each in told):
        return None
    gathered = gathered_beneath(section)
    gathered.fine = False
    title = replace(titled(section.title), claim=Claim.DONE)
    within = replace(around, role=Role.WORK, good=False)
    found = whole_statement(section, title, gathered, within)
    return replace(found, delivered=True) if found else None


def _is_marked(text: str) -> bool:
    return status.Mark.GOOD in (status.mark(text), status.end_mark(text))


def _labels(section: Section) -> Iterator[tuple[str, str]]:
    """The labels right beneath the heading, with their values."""
    for line in section.paragraph_lines:
        if found := labelled(line):
            yield found.field, found.value.text


def _is_made(field: str, value: str) -> bool:
    return field == "status" and is_made(value)


def is_made(text: str) -> bool:
    """Tell whether a text begins with saying that something was made: `Implemented`, `Updated the map`."""
    folded = fold(status.without_marks(text))
    return folded.startswith(_WIDE_MADE) or _MADE.match(folded) is not None
