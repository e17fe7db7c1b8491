"""Lists of things called by a name of code, and steps that make one of them: `night-bell - rings at ten`.

Whoever names three commands or services so means three things, however alike their names are; and
`Build the night-bell` in the plan is the one of that name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.statement import Statement
from tracker.importers.markdown.words import fold

_NAME = r"(?:/[a-z0-9]+(?>(?:[-_][a-z0-9]+)*)|[a-z0-9]+(?>(?:[-_][a-z0-9]+)+))"
_NAMED = regex(rf"({_NAME})\s+[–—-]\s+\S")
_MENTIONED = regex(rf"(?<![\w/.-]){_NAME}(?![\w/.-])")
_LETTERED = regex(r"[a-z]{2}")
_MAKES = Wording(
    r"(?:implement|create|add|build|develop|write|introduce|make|implementieren|erstellen|bauen|entwickeln|"
    r"implementer|creer|ajouter|developper|implementar|crear|desarrollar|criar|desenvolver|implementare|creare|"
    r"sviluppare|implementeren|maken|bouwen|wdrozyc|utworzyc|реализовать|создать|добавить)\b"
)
_FEWEST = 3
"""How many things are named so side by side, before their names tell them apart."""
_MADE = 2
"""How many steps have to make one of them: else what is so named may be the place of a finding."""


def named_by_code(statements: Sequence[Statement]) -> Iterator[tuple[int, str]]:
    """Yield statements that are known by a name of code, each with the name: those so called, then steps."""
    called = {at: found[1] for at, each in enumerate(statements) if (found := _NAMED.match(each.title))}
    called = {at: name for at, name in called.items() if not statements[at].id and _LETTERED.search(name)}
    beside = Counter(statements[at].around.headings for at in called)
    known = {at: name for at, name in called.items() if beside[statements[at].around.headings] >= _FEWEST}
    once = {name for name, count in Counter(known.values()).items() if count == 1}
    owners = {at: name for at, name in known.items() if name in once}
    steps = list(_steps(statements, frozenset(owners.values()))) if owners else []
    if len(steps) >= _MADE:
        yield from owners.items()
        yield from steps


def _steps(statements: Sequence[Statement], names: frozenset[str]) -> Iterator[tuple[int, str]]:
    for at, each in enumerate(statements):
        if each.id or not _MAKES.match(fold(each.title)):
            continue
        found = names.intersection(_MENTIONED.findall(each.title))
        if len(found) == 1:
            yield at, next(iter(found))
