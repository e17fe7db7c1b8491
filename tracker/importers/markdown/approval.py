"""Sign-offs: who approved or has to, under which conditions, on which day."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.domain.plan import SignOff
from tracker.domain.text import slug
from tracker.importers.markdown import dates, status
from tracker.importers.markdown.labels import labelled
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import Role, role_of
from tracker.importers.markdown.running import lines_of
from tracker.importers.markdown.tree import Section, Table
from tracker.importers.markdown.words import fold

_CONDITIONS = regex(
    r"condition|bedingung|auflage|voraussetzung|reserve|condicion|condicao|condizion|voorwaarde|warunk|"
    r"услови|条件"
)
_BY = regex(
    r"^(?:reviewed by|approved by|reviewer|signed(?: off)? by|approver|gepruft von|freigegeben von|"
    r"approuve par|revu par|aprobado por|aprovado por|approvato da|goedgekeurd door|утверждено|审批人|"
    r"批准人|承認者)"
)
_ROLE_HEAD = regex(
    r"^(?:role|rolle|funktion|funcion|funcao|ruolo|rol|rola|роль|角色|役割|approver|reviewer|team|name)"
)


def sign_offs(root: Section) -> tuple[SignOff, ...]:
    """Return the approvals of the document, with unique ids."""
    found: dict[str, SignOff] = {}
    for section in root.walk():
        if section.title is None or role_of(section.text) is not Role.SIGN_OFF or section.level >= 7:
            continue
        for signoff in (*_tables(section), *_whole(section)):
            found.setdefault(signoff.id, signoff)
    covered = {line for signoff in found.values() for line in signoff.source}
    return tuple(each for each in found.values() if not _inside(each, covered))


def _tables(section: Section) -> Iterator[SignOff]:
    for part in section.walk():
        for block in part.blocks:
            if isinstance(block, Table) and _ROLE_HEAD.match(fold(block.header.cells[0].text)):
                for row in block.rows:
                    title = status.without_marks(row.cells[0].text)
                    day = next((day for cell in row.cells[1:] if (day := dates.first(cell.text))), None)
                    if title:
                        yield SignOff(slug(title), title, claimed_on=day, source=((row.number, row.number),))


def _whole(section: Section) -> Iterator[SignOff]:
    """The section itself, where it states conditions, a day or a name."""
    conditions = [
        status.without_marks(entry.title.text)
        for part in section.walk()
        if part.title is not None and _CONDITIONS.search(fold(part.text))
        for entry in part.entries
    ]
    day = by = None
    for line in lines_of(section):
        label = labelled(line)
        day = day or dates.first(line.text)
        if label and _BY.match(fold(label.label)):
            by = by or label.value.text
    title = status.without_marks(section.text)
    if title and (conditions or by or day):
        yield SignOff(slug(title), title, tuple(conditions), day, by, ((section.first, section.last),))


def _inside(signoff: SignOff, covered: set[tuple[int, int]]) -> bool:
    first, last = signoff.source[0]
    return any(begin < first and last <= end for begin, end in covered)
