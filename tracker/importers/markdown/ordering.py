"""Tables that only say when what is done: a column of times, and beside it the ids of findings.

Such a table is no list of work. Each of its rows gives its phase to the findings that it names.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.importers.markdown.columns import WORDED, cells_of
from tracker.importers.markdown.horizons import Horizon, of_heading, of_value
from tracker.importers.markdown.labels import field_of
from tracker.importers.markdown.roles import Role
from tracker.importers.markdown.statement import Around, Statement
from tracker.importers.markdown.titles import ANY_ID
from tracker.importers.markdown.tree import Row, Table

_TIMES = frozenset({"phase", "when", "due"})
_SOME_WORDS = 2


def order_statements(table: Table, around: Around) -> Iterator[Statement]:
    """Yield, for each row of a table of times and ids, a remark that gives the phase to what it names."""
    fields = [field_of(cell.text) for cell in table.header.cells]
    times = [at for at, field in enumerate(fields) if field in _TIMES or _holds_times(table, at)]
    names = [at for at in range(len(fields)) if at not in times and _holds_ids(table, at)]
    if not times or len(names) != 1:
        return
    for row in table.rows:
        if max(times[0], names[0]) < len(row.cells) and (found := _ordered(row, times[0], names[0], around)):
            yield found


def _ordered(row: Row, time: int, name: int, around: Around) -> Statement | None:
    phase = _phase(row.cells[time].text)
    named = tuple(dict.fromkeys(ANY_ID.findall(row.cells[name].text)))
    if phase is None or not named:
        return None
    return Statement(
        title=row.cells[time].text,
        lines=((row.number, row.number),),
        around=Around(role=Role.SUMMARY, headings=around.headings),
        phase=phase,
        mentions=named,
        remark=True,
    )


def _phase(text: str) -> Horizon | None:
    return of_heading(text) or of_value(text)


def _holds_times(table: Table, at: int) -> bool:
    texts = cells_of(table, at)
    return bool(texts) and all(map(of_heading, texts))


def _holds_ids(table: Table, at: int) -> bool:
    """Whether a column consists of ids: what is left of its cells without them is hardly a word."""
    texts = cells_of(table, at)
    rests = [WORDED.findall(ANY_ID.sub("", text)) for text in texts]
    named = sum(ANY_ID.search(text) is not None for text in texts)
    return named * 2 > len(texts) and all(len(rest) < _SOME_WORDS for rest in rests)
