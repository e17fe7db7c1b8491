"""Tables of amounts before and after and of costs: `Step | Before | After`, `Service | Monthly cost`.

Their rows are figures. A column of ratings, files, fixes or efforts makes findings of them, as everywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tracker.importers.markdown.cells import cells_of
from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.tree import Table

_BEFORE = Wording(
    r"\W*(?:before|old|previous(?:ly)?|baseline|vorher|zuvor|avant|antes|prima|vooraf|voor|przed|до|было)\b"
)
_AFTER = Wording(
    r"\W*(?:after(?:wards)?|new|now|nachher|danach|apres|despues|ahora|depois|agora|dopo|erna|daarna|po|"
    r"после|стало)\b"
)
_THING = Wording(
    r"\W*(?:components?|services?|resources?|infrastructure|providers?|tiers?|items?|komponente[n]?|dienste?|"
    r"ressourcen?|composants?|ressources?|componentes?|servicios?|recursos?|servicos?|componenti|servizi|"
    r"risorse|"
    r"onderdeel|diensten|skladnik|usluga|компонент|сервис|услуга)\W*\Z"
)
_COST = Wording(
    r"\W*(?:(?:estimated |est\.? |total )?(?:monthly|annual|yearly) (?:costs?|price|spend)|"
    r"(?:costs?|price|spend)\W* ?(?:(?:per|a) (?:month|year)|(?:/ ?)?(?:mo|month|yr|year))|"
    r"(?:monatliche|jahrliche) kosten|kosten (?:pro|im) (?:monat|jahr)|cout (?:mensuel|annuel)|"
    r"cos(?:te|to) (?:mensual|anual)|custo (?:mensal|anual)|costo (?:mensile|annuo)|maandelijkse kosten|"
    r"koszt (?:miesieczny|roczny))\b"
)
_FIGURE = regex(r"\d")
_WORK = frozenset({"id", "severity", "priority", "effort", "cvss", "files", "status", "owner", "due"})


def tells_amounts(table: Table, fields: Collection[str], heads: Sequence[str]) -> bool:
    """Tell whether the rows are amounts before and after, or what things cost; `heads` are folded."""
    known = frozenset(fields)
    if not table.rows or known & _WORK:
        return False
    before = [at for at, head in enumerate(heads) if at and _BEFORE.match(head)]
    after = [at for at, head in enumerate(heads) if at and _AFTER.match(head)]
    if before and after:
        return _are_figures(table, before[0]) and _are_figures(table, after[0])
    if "approach" in known:
        return False
    costs = [at for at, head in enumerate(heads) if at and _COST.match(head)]
    return bool(costs and _THING.match(heads[0])) and _are_figures(table, costs[0])


def _are_figures(table: Table, at: int) -> bool:
    return all(_FIGURE.search(text) for text in cells_of(table, at))
