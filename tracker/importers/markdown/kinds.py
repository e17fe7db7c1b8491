"""What sort of thing an item is, told by the headings it stands under and how its title begins."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tracker.domain.plan import Kind
from tracker.importers.markdown import remedy
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import Role
from tracker.importers.markdown.statement import Statement
from tracker.importers.markdown.words import fold

_HEADINGS = (
    (
        Kind.TEST_GAP,
        r"test (?:coverage )?gaps?|coverage gaps?|untested|testlucken|lacunes de test|missing tests",
    ),
    (
        Kind.DEBT,
        r"tech(?:nical)?[- ]debt|technische schulden|dette technique|deuda tecnica|divida tecnica|"
        r"debito tecnico|技术债|技術的負債",
    ),
    (Kind.BUG, r"\bbugs?\b|\bdefects?\b|fehler|ошибки|缺陷|バグ"),
    (Kind.FRAGILE, r"fragil"),
    (Kind.DEPENDENCY, r"dependenc|abhangigkeit|dependances|dependencias|dipendenze|зависимост|依赖|依存"),
    (Kind.SCALING, r"scaling|scalab|skalier|bottleneck|users\b|escalab|масштаб|扩展|スケール"),
    (Kind.MISSING_FEATURE, r"missing (?:critical )?features?|fehlende funktion|fonctionnalites manquantes"),
    (Kind.RISK, r"\brisks?\b|risiken|risques|riesgos|riscos|rischi|риски|风险|リスク"),
    (
        Kind.ENHANCEMENT,
        r"nice[- ]to[- ]have|enhancement|optimi[sz]ation|verbesserung|amelioration|mejoras|melhorias|"
        r"miglioramenti",
    ),
)
_NEAREST = 2
"""How many headings above a statement are asked."""
_PATTERNS = tuple((kind, regex(pattern)) for kind, pattern in _HEADINGS)


def kind_of(statements: Sequence[Statement]) -> Kind:
    """Return the kind of an item from the statements that make it."""
    for statement in statements:
        for heading in reversed(statement.around.headings[-_NEAREST:]):
            if kind := _beneath(heading):
                return kind
    first = statements[0]
    planned = first.around.role in (Role.PLAN, Role.CHECKLIST, Role.DEFERRED)
    return Kind.ACTION if planned and remedy.begins_with_verb(first.title) else Kind.FINDING


@lru_cache(maxsize=2048)
def _beneath(heading: str) -> Kind | None:
    """What sort of thing is beneath a heading, if it says so."""
    folded = fold(heading)
    return next((kind for kind, pattern in _PATTERNS if pattern.search(folded)), None)
