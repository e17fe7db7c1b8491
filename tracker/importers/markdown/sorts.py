"""Tables that count how many there are of each sort: `Category | Count | Examples`. The rows are no findings.

Errors counted by sort come from a tool; what has to be done about them the document says elsewhere. A column
of ratings, files, fixes or efforts makes a finding of each sort.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.importers.markdown.cells import cells_of
from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.tree import Table

_SORT = Wording(
    r"\W*(?:(?:error|issue|warning|finding|violation|problem|test|fehler)[- ]?)?(?:categor(?:y|ies)|types?|"
    r"kinds?|class(?:es)?|groups?|kategorien?|typ|art|arten|gruppe|categories?|genre|categorias?|tipos?|clases?|"
    r"categori[ae]|tip[oi]|categorieen|soort|kategori[ae]|rodzaj|категори[яи]|тип|вид)\W*$"
)
_WIDE_SORTS = ("类别", "类型", "分类", "種類", "カテゴリ", "分類")
_COUNT = Wording(
    r"\W*(?:count|number|total|occurrences|how many|anzahl|nombre|cantidad|quantidade|numero|aantal|liczba|"
    r"количество)\W*$"
)
_WIDE_COUNTS = ("数量", "件数", "个数")
_NUMBER = regex(r"[~≈<>]?\s*\d[\d.,]*\s?%?\+?")
_SAYING = frozenset({"", "title", "area", "note", "issue"})
"""Fields of such a table; examples have none."""


def counts_sorts(table: Table, fields: Sequence[str], heads: Sequence[str]) -> bool:
    """Tell whether the rows are sorts with the number of each; `heads` are folded."""
    if not heads or not (_SORT.match(heads[0]) or heads[0].startswith(_WIDE_SORTS)):
        return False
    counted = [
        at for at, head in enumerate(heads) if at and (_COUNT.match(head) or head.startswith(_WIDE_COUNTS))
    ]
    return (
        bool(counted)
        and _SAYING.issuperset(fields[at] for at in range(len(fields)) if at not in counted)
        and all(_NUMBER.fullmatch(text.strip(" *")) for at in counted for text in cells_of(table, at))
    )
