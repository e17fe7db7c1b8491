"""Rows of tables as statements: a column for the title, others for severity, effort, files, state.

What a table is about, its head tells: counts, matrices, scores and targets are none of findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.domain.frozen import frozen
from tracker.domain.plan import Claim
from tracker.importers.markdown import severity, status
from tracker.importers.markdown.building import build
from tracker.importers.markdown.gather import Gathering
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.label_words import FACT_WORDS
from tracker.importers.markdown.labels import field_of
from tracker.importers.markdown.roles import SILENT, WORKING, Role
from tracker.importers.markdown.statement import Around, Statement
from tracker.importers.markdown.titles import ANY_ID, titled
from tracker.importers.markdown.tree import Row, Table
from tracker.importers.markdown.words import fold

_TITLES = ("title", "issue", "risk", "approach", "not_tested", "area")
"""Fields whose column can name the row, best first."""
_WORK_FIELDS = frozenset(FACT_WORDS) - {"note", "impact"} | {"effort", "files", "after", "due"}
_COUNT_HEAD = re.compile(
    r"^(?:#|count|number|total|anzahl|nombre|cantidad|quantidade|numero|aantal|"
    r"liczba|количество|数量|件数|open|fixed|%|percent)$"
)


@frozen
class Columns:
    """What the columns of a table hold."""

    heads: tuple[str, ...]
    fields: tuple[str, ...]
    """What each stands for; empty where its head says nothing known."""
    name: int
    """The one that names the row."""
    state: int | None
    """The one of marks that say of each row if it is in order."""
    limits: bool
    """Whether the table sets what is beside what should be."""


def table_statements(table: Table, around: Around) -> Iterator[Statement]:
    """Yield a statement for each row that is one."""
    columns = _columns(table)
    if columns is None or _is_no_list(table, columns.fields, columns.name):
        return
    stated = columns.state is not None and around.role not in SILENT | {Role.GOOD, Role.NOT_WORK}
    if not (columns.limits or stated or _is_about_work(columns.fields, around)):
        return
    for row in table.rows:
        if found := _statement(row, columns, around):
            yield found


def _columns(table: Table) -> Columns | None:
    fields = _fields(table)
    limits = {"current", "recommended"} <= set(fields)
    name = _title_column(
        [field if _is_worded(table, at) else "id" for at, field in enumerate(fields)], limits
    )
    if name is None:
        return None
    state = next((at for at in range(1, len(fields)) if _state_column(table, at)), None)
    return Columns(tuple(cell.text for cell in table.header.cells), tuple(fields), name, state, limits)


def _is_worded(table: Table, at: int) -> bool:
    """Whether a column says something: one that only refers by number or id names no row."""
    cells = [row.cells[at].text for row in table.rows if at < len(row.cells)]
    return any(re.search(r"[^\W\d_]{2}", ANY_ID.sub("", cell)) for cell in cells)


def _fields(table: Table) -> list[str]:
    """The fields of the columns; beside a column of what is, "recommended" is a value and no advice."""
    fields = [field_of(cell.text) for cell in table.header.cells]
    if "current" in fields:
        heads = [fold(cell.text).strip(" *:") for cell in table.header.cells]
        return [
            "recommended" if head == "recommended" else field
            for head, field in zip(heads, fields, strict=True)
        ]
    return fields


def _title_column(fields: Sequence[str], limits: bool) -> int | None:
    for wanted in _TITLES:
        if wanted in fields:
            return fields.index(wanted)
    unknown = [at for at, field in enumerate(fields) if not field]
    if unknown and (limits or len(fields) > 1):
        return unknown[0]
    return None


def _is_no_list(table: Table, fields: Sequence[str], name: int) -> bool:
    """Whether the rows are counts, definitions of levels or scores."""
    heads = [fold(cell.text).strip(" *:") for cell in table.header.cells]
    if any(head in ("score", "punkte", "note", "puntuacion", "weight", "gewicht", "得分") for head in heads):
        return True
    names = [row.cells[name].text for row in table.rows if name < len(row.cells)]
    rated = sum(severity.only_rating(text) for text in names)
    first = [row.cells[0].text for row in table.rows if row.cells]
    firsts = sum(severity.only_rating(text) for text in first)
    if names and rated >= max(2, len(names) // 2):
        return True
    counts = any(_COUNT_HEAD.match(head) for head in heads[1:])
    distinct = len({fold(text) for text in first}) == len(first)
    return (
        bool(first)
        and firsts == len(first)
        and (counts or (distinct and len(first) <= 5 and not {"effort", "files", "id"} & set(fields)))
    )


def _is_about_work(fields: Sequence[str], around: Around) -> bool:
    known = set(fields)
    if around.role in SILENT:
        return "id" in known and bool(known & {"severity", "effort", "approach"})
    if around.role in WORKING:
        return True
    if "severity" in known and known & (_WORK_FIELDS | {"title", "id", "status"}):
        return True
    return len(known & _WORK_FIELDS) >= 2 or (
        "id" in known and bool(known & {"severity", "priority", "effort", "status"})
    )


def _state_column(table: Table, at: int) -> bool:
    marks = [status.mark(row.cells[at].text) for row in table.rows if at < len(row.cells)]
    return sum(mark is not None for mark in marks) >= max(2, len(table.rows) * 2 // 3)


def _statement(row: Row, columns: Columns, around: Around) -> Statement | None:
    if columns.name >= len(row.cells) or not row.cells[columns.name].text:
        return None
    line = row.cells[columns.name]
    title = titled(line)
    if all(cell.struck for cell in row.cells if cell.text):
        title = replace(title, claim=Claim.DONE)
    gathered = _gathered(row, columns)
    if columns.state is not None and not _is_about_work(columns.fields, around):
        return _by_state(row, columns.state, line, gathered, around)
    within = around
    if around.role is not Role.GOOD and (columns.limits or around.role not in WORKING):
        within = replace(around, role=Role.WORK)
    return build(line, title, "", gathered, within, ((row.number, row.number),))


def _gathered(row: Row, columns: Columns) -> Gathering:
    gathered = Gathering()
    told: list[str] = []
    for at, (cell, field, head) in enumerate(zip(row.cells, columns.fields, columns.heads, strict=False)):
        if at == columns.name:
            gathered.lines.append(cell)
        elif field not in ("id", "after") and (refers := _reference(head, cell.text)):
            gathered.refers += refers
        elif field or at == columns.state:
            gathered.put(field or "status", cell)
        else:
            gathered.lines.append(cell)
            told += [cell.text] if re.search(r"\w{3}", cell.text) else []
    if told:  # columns that no field stands for are part of the description
        gathered.facts.setdefault("issue", "; ".join(told))
    return gathered


def _by_state(row: Row, state: int, line: Line, gathered: Gathering, around: Around) -> Statement | None:
    """A row of a table of states: something to do where the state is not good."""
    if status.mark(row.cells[state].text) not in (status.Mark.BAD, status.Mark.OPEN):
        return None
    title = titled(line)
    needs = status.without_marks(row.cells[state].text)
    gathered.facts.setdefault("issue", needs)
    gathered.uncertain.append(f"line {row.number}: taken as work because of its state")
    wording = f"{title.text}: {needs}" if needs else title.text
    gathered.claim = None
    return build(
        line,
        replace(title, text=wording),
        "",
        gathered,
        replace(around, role=Role.WORK),
        ((row.number, row.number),),
    )


_TO_FINDINGS = re.compile(
    r"^(?:zu|bezug|betrifft|befunde?|finding|findings|issue|issues|ref|refs|references?|addresses|"
    r"covers|constats?|hallazgos?|achados?|rilievi|bevindingen|замечания|проблемы|related|対象|対応|"
    r"関連|指摘|指摘番号|对应|相关|关联)\b[\s.:#]*(?:no|nr|id)?\.?$"
)


def _reference(head: str, text: str) -> list[str]:
    """The ids a cell consists of, or the numbers in a column that names findings."""
    found = ANY_ID.findall(text)
    if found:
        return [] if re.search(r"[^\W\d_]{3}", ANY_ID.sub("", text)) else found
    numbers = re.findall(r"\d{1,3}", text)
    if numbers and _TO_FINDINGS.match(fold(head).strip(" *")) and len(re.sub(r"[\W\d_]", "", text)) <= 8:
        return [f"#{int(number)}" for number in numbers]
    return []
