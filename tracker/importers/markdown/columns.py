"""What the columns of a table hold, and whether its rows can be statements at all.

The head tells most: counts, matrices of scores and meanings of levels are no lists. Cells tell the rest: a
column of ids needs no head, and neither does one of marks that say of each row if it is in order.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.frozen import frozen
from tracker.importers.markdown import asides, effort, remedy, severity, states, status
from tracker.importers.markdown.cells import WORDED, cells_of, estimates, grades, is_scheduled
from tracker.importers.markdown.labels import field_of
from tracker.importers.markdown.legend import Legend
from tracker.importers.markdown.measured import tells_amounts
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.sorts import counts_sorts
from tracker.importers.markdown.states import State
from tracker.importers.markdown.titles import ANY_ID
from tracker.importers.markdown.tree import Row, Table
from tracker.importers.markdown.words import fold

_TITLES = ("title", "issue", "risk", "approach", "not_tested", "area")
"""Fields whose column can name the row, best first."""
_SAYING = regex(r"\w")
PARTS = regex(r"\s*[,;&]\s*")
"""What parts several ids in a cell."""
_STATELESS = frozenset({"severity", "priority", "effort", "cvss", "id", "files", "owner", "due", "phase"})
_RATINGS = frozenset({"severity", "risk", "issue"})
_JUDGING = frozenset({"severity", "status", "issue"})
_VOTED = _STATELESS - {"owner"} | {"issue", "risk", "approach"}
"""Fields of a table of work, in which a column of decisions decides on each row."""
_WORDED_STATES = frozenset({"", "status", "issue", "current"})
_MATRIX = 3
_REGISTER = frozenset({"probability", "approach", "mitigation", "effort", "due"})
"""Columns of a register of risks, whose score rates the risk."""
_ASKING = regex(
    r"tasks?|steps?|what to do|work items?|schritte?|aufgaben?|taches?|etapes?|tareas?|pasos?|taak|taken"
)
"""Heads of a column that names the row, unless another column does: then it says what to do about it."""
_COUNT_HEAD = regex(
    r"^(?:#|count|number|total|anzahl|nombre|cantidad|quantidade|numero|aantal|"
    r"liczba|количество|数量|件数|open|fixed|%|percent)$"
)
_SCORES = frozenset({"score", "punkte", "note", "puntuacion", "weight", "gewicht", "得分"})
_COUNTED = regex(r"[\d\s.,/%()+~<>≤≥–—-]*")
_RESULT = regex(
    r"^\W*(?:results?|outcome|ergebnis|resultats?|resultado|risultato|esito|resultaat|wynik|результат|结果|"
    r"結果)\b.{0,16}$"
)
_GRADED = regex(r"\d|^\W*[A-F][+-]?\W*$")
_QUANTITY = regex(r"[~≈<>≤≥]?\s*\d[\d.,\s]*\s?[%kMG]?")
_LARGE = regex(r"\d{3}|[%kMG]")
_DEMANDED = regex(
    r"(?:required|threshold|target|goal|must be|verlangt|gefordert|schwelle|zielwert|exige|seuil|"
    r"cible|objectif|exigido|umbral|objetivo|meta|richiesto|soglia|obiettivo|ziel|doel|cel|"
    r"vereist|drempel|wymagane|prog|требуется|порог|цель|要求值|阈值|目标|"
    r"必要値|目標)\b"
)
_NEEDED = regex(
    r"(?:needed|necessary|notig|benotigt|erforderlich|necessaire|requis|necesario|necessario|nodig)\b"
)
_JUDGED = regex(r"(?:criteri(?:on|a|o|os)|kriteri(?:um|en)|criteres?|conditions?|gates?|bedingung(?:en)?)\b")
"""Beside what is needed for something, what is today says that work is to be done; a criterion says when."""
_BAND = regex(r"\W*(?:[<>≤≥]=?\s*)?\d{1,3}(?:[.,]\d)?%?(?:\s*[-–—~〜]\s*\d{1,3}(?:[.,]\d)?%?|\s*\+)?\W*")
_NUMBERED = regex(r"(?:[A-Za-z]{1,5}[ .-]?)?\d{1,4}(?:[.-][A-Z]{0,2}\d{1,3})*(?:\(\d{1,2}\))?[a-z]?")
"""An id of the kind that standards use: `A.8.2`, `CC6.1`, `AC-2(1)`, `1.4.3`, `COST 2`."""


@frozen
class Columns:
    """What the columns of a table hold."""

    heads: tuple[str, ...]
    fields: tuple[str, ...]
    """What each stands for; empty where its head says nothing known."""
    name: int
    """The one that names the row."""
    state: int | None
    """The one that says of each row if it is in order."""
    states: tuple[State | None, ...]
    """What it says of each row; empty where there is none."""
    limits: bool
    """Whether the table sets what is beside what should be."""
    controls: bool
    """Whether the rows are what a standard demands."""
    nothing: tuple[tuple[int, frozenset[str]], ...]
    """Those of which some cells say that there is nothing to rate or to remark, each with what those say."""


def columns_of(table: Table, legend: Legend) -> Columns | None:
    """Return what the columns of the table hold, or None where its rows are no statements.

    The answer is kept with the table: the section around it asks as well.
    """
    kept = table.__dict__.get("columns")
    if kept is None or kept[0] is not legend:
        kept = table.__dict__["columns"] = (legend, _columns(table, legend))
    found: Columns | None = kept[1]
    return found


def _columns(table: Table, legend: Legend) -> Columns | None:
    fields = _fields(table)
    limits = {"current", "recommended"} <= set(fields)
    name = _title_column(
        [field if _is_worded(table, at) else "id" for at, field in enumerate(fields)], limits
    )
    if name is not None and name > 0 and _names_all(table, fields, name):
        name = 0
    if name is None or _is_no_list(table, fields, name) or _is_matrix(table, fields, legend):
        return None
    heads = tuple(cell.text for cell in table.header.cells)
    controls = any(map(states.is_control, heads))
    state, told = _state(table, fields, name, legend, controls)
    nothing = tuple((at, said) for at, field in enumerate(fields) if (said := _nothing(table, at, field)))
    return Columns(heads, tuple(fields), name, state, tuple(told), limits, controls, nothing)


def _nothing(table: Table, at: int, field: str) -> frozenset[str]:
    """The cells of a column that say there is nothing, no risk or no finding."""
    asked = [states.is_none] if field in _RATINGS else []
    asked += [remedy.nothing_found] if field in _JUDGING else []
    texts = frozenset(cells_of(table, at)) if asked else ()
    return frozenset(text for text in texts if any(says(text) for says in asked))


def _names_all(table: Table, fields: Sequence[str], name: int) -> bool:
    """Whether the first column names each row, and the one to be taken leaves some of them empty."""
    firsts = cells_of(table, 0)
    return (
        not fields[0]
        and len(set(firsts)) == len(firsts) == len(table.rows)
        and all(map(WORDED.search, firsts))
        and not all(map(WORDED.search, cells_of(table, name)))
    )


def _is_worded(table: Table, at: int) -> bool:
    """Whether a column says something: one that only refers by number or id names no row."""
    return any(WORDED.search(text) and WORDED.search(ANY_ID.sub("", text)) for text in cells_of(table, at))


def _fields(table: Table) -> list[str]:
    """The fields of the columns; beside a column of what is, "recommended" is a value and no advice."""
    heads = [cell.text for cell in table.header.cells]
    fields = [
        "title" if field in ("", "note") and states.is_control(head) else field
        for head, field in zip(heads, map(field_of, heads), strict=True)
    ]
    fields = [
        "status" if field == "severity" and _rates_nothing(table, at) else field
        for at, field in enumerate(fields)
    ]
    for at, (head, field) in enumerate(zip(heads, fields, strict=True)):
        if field in ("", "due") and head and effort.unit_of_head(head) and _is_number_column(table, at):
            fields[at] = "effort"
    if {"severity", "priority", "cvss"}.isdisjoint(fields):
        fields = ["severity" if not field and grades(table, at) else field for at, field in enumerate(fields)]
    fields = [
        "" if field == "effort" and not estimates(table, at) else field for at, field in enumerate(fields)
    ]
    for at, field in enumerate(fields):
        if field == "title" and "title" in fields[:at] and _ASKING.fullmatch(fold(heads[at]).strip(" *:?")):
            fields[at] = "approach"
    if "current" in fields:
        heads = [fold(cell.text).strip(" *:") for cell in table.header.cells]
        return [
            "recommended" if head == "recommended" else field
            for head, field in zip(heads, fields, strict=True)
        ]
    if fields and fields[0] in ("", "title") and "id" not in fields and len(fields) > 2:
        ids = cells_of(table, 0)
        if len(ids) > 1 and len(set(ids)) == len(ids) and all(map(_is_numbered, ids)):
            return ["id", *fields[1:]]
    return fields


def _rates_nothing(table: Table, at: int) -> bool:
    """Whether a column called "Rating" says of each row if it is in order: `Met`, `Not met`."""
    texts = [text for text in cells_of(table, at) if text]
    if len(texts) < 2 or any(severity.value(text) for text in texts):
        return False
    return all(states.of_words(text) for text in texts) and any(
        states.of_cell(text) is State.FINE for text in texts
    )


def _is_number_column(table: Table, at: int) -> bool:
    texts = [text for text in cells_of(table, at) if _SAYING.search(text)]
    return bool(texts) and all(_COUNTED.fullmatch(text) for text in texts)


def _is_numbered(text: str) -> bool:
    return all(_NUMBERED.fullmatch(part) for part in PARTS.split(text))


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
    scored = any(head in _SCORES and _is_scored(table, at) for at, head in enumerate(heads))
    if scored and _REGISTER.isdisjoint(fields):
        return True
    if not any(heads) and len(heads) == 2:  # what a document says of itself
        return True
    if any(map(asides.is_vote, heads)) and _VOTED.isdisjoint(fields):
        return True
    if (
        is_scheduled(table)
        or _is_counted(table, fields, name)
        or _is_calculated(table, fields)
        or _is_measured(fields, heads)
        or counts_sorts(table, fields, heads)
        or tells_amounts(table, fields, heads)
    ):
        return True
    names = cells_of(table, name)
    rated = sum(severity.only_rating(text) for text in names)
    first = [row.cells[0].text for row in table.rows if row.cells]
    if names and rated >= max(2, len(names) // 2):
        return True
    if _is_scale(table, fields):
        return True
    counts = any(_COUNT_HEAD.match(head) for head in heads[1:])
    distinct = len({fold(text) for text in first}) == len(first)
    return (
        bool(first)
        and all(map(severity.only_rating, first))
        and (counts or (distinct and len(first) <= 5 and not {"effort", "files", "id"} & set(fields)))
    )


def _is_scored(table: Table, at: int) -> bool:
    """Whether a column holds scores; one called "Note" is of remarks in English."""
    texts = cells_of(table, at)
    graded = sum(_GRADED.search(text) is not None for text in texts)
    return graded * 2 > len(texts) or not any(map(WORDED.search, texts))


def _is_calculated(table: Table, fields: Sequence[str]) -> bool:
    """Whether each row begins with a quantity, which no list of findings does: `1,100 | 14 workers`."""
    firsts = cells_of(table, 0)
    return (
        len(firsts) > 1
        and field_of(table.header.cells[0].text) != "id"
        and {"effort", "severity", "approach"}.isdisjoint(fields)
        and all(_QUANTITY.fullmatch(text.strip(" *")) for text in firsts)
        and any(_LARGE.search(text) for text in firsts)
    )


def _is_measured(fields: Sequence[str], heads: Sequence[str]) -> bool:
    """Whether the rows hold what is against what has to be, as gates of a launch do: no list of work."""
    return (
        "current" in fields
        and (
            any(map(_DEMANDED.match, heads))
            or (any(map(_NEEDED.match, heads)) and any(map(_JUDGED.match, heads)))
        )
        and _STATELESS.isdisjoint(fields)
        and "approach" not in fields
    )


def _is_scale(table: Table, fields: Sequence[str]) -> bool:
    """Whether a column of ranges stands beside one of ratings: what scores mean.

    Numbers of findings are no ranges, and what takes time or is in a file is a finding.
    """
    if not {"effort", "files"}.isdisjoint(fields):
        return False
    columns = [cells_of(table, at) for at in range(len(table.header.cells))]
    ranges = any(
        texts and field_of(head.text) != "id" and all(map(_BAND.fullmatch, texts))
        for head, texts in zip(table.header.cells, columns, strict=True)
    )
    return ranges and any(
        texts and len(set(texts)) == len(texts) and all(map(severity.only_rating, texts)) for texts in columns
    )


def _is_counted(table: Table, fields: Sequence[str], name: int) -> bool:
    """Whether a row is a name with numbers: two columns of them, and nothing that says what they are."""
    others = [at for at in range(len(fields)) if at != name]
    if len(others) < 2 or any(fields[at] in ("effort", "id", "cvss", "lines") for at in others):
        return False
    return bool(table.rows) and all(
        _COUNTED.fullmatch(text.strip(" *")) for at in others for text in cells_of(table, at)
    )


def _is_matrix(table: Table, fields: Sequence[str], legend: Legend) -> bool:
    """Whether each row is held against several things, a column of states for each."""
    unknown = [at for at in range(1, len(fields)) if not fields[at]]
    return len(unknown) >= _MATRIX and (
        sum(_told(table.rows, at, legend, "") is not None for at in unknown) >= _MATRIX
    )


def _state(
    table: Table, fields: Sequence[str], name: int, legend: Legend, controls: bool
) -> tuple[int | None, list[State | None]]:
    """The column that says of each row if it is in order, and what it says."""
    chosen = [at for at in range(1, len(fields)) if at != name and fields[at] not in _STATELESS]
    headed = [at for at in chosen if _heads_state(table, at)]
    for at in [*reversed(headed), *(at for at in chosen if at not in headed)]:
        if (told := _told(table.rows, at, legend, fields[at])) is None:
            continue
        marked = any(status.mark(text) for text in cells_of(table, at))
        if marked or controls or at in headed or _judges(table, at, told):
            return at, told
    return None, []


def _judges(table: Table, at: int, told: Sequence[State | None]) -> bool:
    """Whether a column says of something that it is in order, by more than a bare yes."""
    texts = (row.cells[at].text if at < len(row.cells) else "" for row in table.rows)
    return any(
        state is State.FINE and not states.is_answer(text) for text, state in zip(texts, told, strict=True)
    )


def _heads_state(table: Table, at: int) -> bool:
    """Whether a column is one of states by its head: `Status`, `Stand November`."""
    head = table.header.cells[at].text
    if field_of(head) == "current":  # "Today" heads states or measured values; the cells tell which
        return True
    return "status" in (field_of(head), field_of(head.partition(" ")[0])) or bool(_RESULT.match(fold(head)))


def _told(rows: Sequence[Row], at: int, legend: Legend, field: str) -> list[State | None] | None:
    """What a column says of each row, if it says so of most of them."""
    texts = [row.cells[at].text if at < len(row.cells) else "" for row in rows]
    if field not in _WORDED_STATES:
        texts = [text if status.mark(text) else "" for text in texts]
    told = states.of_column(texts, legend.states)
    enough = max(2, len(rows) * 2 // 3)
    return told if sum(state is not None for state in told) >= enough else None
