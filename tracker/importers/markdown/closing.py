"""Steps of a plan that say which finding they close, by its number or id: `1.4 Drain nodes (2d) – gap 8`.

A step with a number of its own (`1.4`) is a step all the same, and what it closes may stand behind its title.
One that names a single finding is that work said again. Where several steps of one list name it, each is a
part of the work: they stay apart, and are tied to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from itertools import chain

from tracker.importers.markdown.cited import cited_behind, hashed_in
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import Role
from tracker.importers.markdown.statement import Statement
from tracker.importers.markdown.titles import ANY_ID, ids_in
from tracker.importers.markdown.words import fold

_CLAUSE = regex(r"[()\[\]（）;；:：.]|\s[–—-]\s|,\s(?![A-Z]{1,8}[-_]?\d)")
_JOINING = regex(
    r"(?<!\w)(?:and|und|et|y|e|en|i|и|see|siehe|closes?|fix(?:es)?|resolves?|solves?|covers|addresses|"
    r"schliesst|behebt|lost|corrige|ferme|resout|leve|resuelve|cierra|resolve|fecha|risolve|chiude|lost op|"
    r"sluit|zamyka|rozwiazuje|закрывает|устраняет|исправляет|findings?|gaps?|issues?|risks?|befunde?|lucken?|"
    r"constats?|ecarts?|hallazgos?|brechas?|achados?|riliev[oi]|bevinding(?:en)?|ustaleni[ae]|замечани[ея])(?!\w)"
)
_WORDED = regex(r"[^\W\d_]")
_SHORTEST_LIST = 2
_LONGEST = 1000
_STEPPING = frozenset({Role.PLAN, Role.CHECKLIST})


def is_counted_step(each: Statement) -> bool:
    """Tell whether it is a step whose id is nothing but the number it has in its plan: `2.1`."""
    return bool(each.id and each.around.role in _STEPPING and each.id.replace("-", "").isdigit())


def closed(each: Statement, hashing: bool) -> tuple[str, ...]:
    """Return the names of findings that a step says it closes, behind its title or in brackets."""
    behind = each.facts.get("issue", "")
    names = [*cited_behind(behind), *cited_behind(each.title)]
    if hashing:
        names += (*hashed_in(each.title), *hashed_in(behind))
    if is_counted_step(each):
        names += _ids(f"{each.title} {behind}")
    return tuple(dict.fromkeys(names))


def hashes_name(statements: Sequence[Statement], owners: Collection[str]) -> bool:
    """Tell whether numbers in brackets that steps write as names (`(#3)`) are those of findings: all are."""
    steps = (each for each in statements if each.around.role in _STEPPING or each.remark)
    named = list(
        chain.from_iterable(hashed_in(f"{each.title} {each.facts.get('issue', '')}") for each in steps)
    )
    return bool(named) and all(name in owners for name in named)


def parts_of_one(
    statements: Sequence[Statement], names: Sequence[str | None], shares: Collection[int]
) -> frozenset[int]:
    """Return the positions of steps which name one finding, as others of their list do.

    `shares` are those of a step that names several.
    """
    places = [
        (each.around.headings, each.around.phase_line, name)
        if name and not each.remark and at not in shares and each.around.role in _STEPPING
        else None
        for at, (each, name) in enumerate(zip(statements, names, strict=True))
    ]
    counts = Counter(places)
    return frozenset(at for at, place in enumerate(places) if place and counts[place] >= _SHORTEST_LIST)


def _ids(text: str) -> list[str]:
    """The ids in clauses and brackets that hold nothing else."""
    found: list[str] = []
    for clause in _CLAUSE.split(text[:_LONGEST]):
        named = ids_in(clause)
        if named and not _WORDED.search(_JOINING.sub("", fold(ANY_ID.sub("", clause)))):
            found += named
    return [name.upper() for name in found]
