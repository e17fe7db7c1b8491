"""Rows of tables as statements: a column for the title, others for severity, effort, files, state.

What a table is about, its head tells: counts, matrices, scores and targets are none of findings.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Set
from dataclasses import replace
from functools import lru_cache
from itertools import repeat

from tracker.domain.plan import Claim
from tracker.importers.markdown import effort, horizons, remedy
from tracker.importers.markdown.area_state import sums_up
from tracker.importers.markdown.building import build
from tracker.importers.markdown.cells import cells_of
from tracker.importers.markdown.columns import PARTS, Columns, columns_of
from tracker.importers.markdown.gather import Gathering
from tracker.importers.markdown.ids import dotless
from tracker.importers.markdown.inline import Line, plain_line
from tracker.importers.markdown.label_words import FACT_WORDS
from tracker.importers.markdown.ordering import only_orders, order_statements
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import SILENT, WORKING, Role
from tracker.importers.markdown.standards import is_standard
from tracker.importers.markdown.statement import Around, Statement
from tracker.importers.markdown.states import State
from tracker.importers.markdown.status import without_marks
from tracker.importers.markdown.timeline import period_rows
from tracker.importers.markdown.titles import ANY_ID, ids_in, titled
from tracker.importers.markdown.tree import Row, Table
from tracker.importers.markdown.words import any_in, fold

_WORK_FIELDS = frozenset(FACT_WORDS) - {"note", "impact"} | {"effort", "files", "after", "due"}
_DETAILS = frozenset(FACT_WORDS) - {"note"} | {"severity", "priority", "effort", "cvss", "due"}
"""Columns that a row of something to do fills in."""
_TRACKED = frozenset({"owner", "due", "status", "effort", "priority", "severity"})
"""Columns of a list of tasks; two of them beside a title make one."""
_VALUED = frozenset({"id", "severity", "priority", "effort"})
"""Columns that a mere order of work does not have."""
_DIGIT = regex(r"\d")
_SAYING = regex(r"\w")
_WORDED = regex(r"\w{3}")
_LETTERS = regex(r"[^\W\d_]{3}")
_NO_LETTER = regex(r"[\W\d_]")
_DOTTED = regex(r"\d{1,2}(?:\.\d{1,2}){1,2}")
_COUNTING = regex(r"\d{1,3}")
_BARE = regex(r"[~≈]?\s*(\d[\d.,]*(?:\s*[-–—]\s*\d[\d.,]*)?)")
_OF_NO_STATE = SILENT | {Role.GOOD, Role.NOT_WORK}
"""Roles under which no state asks for anything."""
_ASKED = frozenset({"approach", "effort"})
_RATED = _ASKED | {"severity", "priority", "cvss"}
_NOTHING = regex(
    r"(?i)\W*(?:none|nothing|no action|n/?a|keine?|nichts|rien|aucune?|nada|ningun[oa]|niente|geen|brak|"
    r"нет)\W*"
)
_SEE = regex(r"(?i)^\W*(?:see|siehe|voir|v[ée]ase|ver|vedi|zie|zob|см)\b\.?")
_NO_REFERENCE = frozenset(
    {"id", "after", "severity", "priority", "effort", "status", "owner", "due", "phase", "when"}
)
"""Fields whose cells name no other statement: `P0` is a priority there."""


_REFERRING = frozenset({"", "title", "area", "issue", "note"})
"""Fields of columns that can name others by their numbers, whatever they are called."""


def table_statements(table: Table, around: Around) -> Iterator[Statement]:
    """Yield a statement for each row that is one."""
    columns = columns_of(table, around.legend)
    if columns is None or only_orders(table):
        yield from order_statements(table, around)
        return
    stated, asking = columns.state is not None, _is_about_work(columns, around)
    if not (columns.limits or asking or (stated and around.role not in _OF_NO_STATE)):
        yield from period_rows(table, around)
        return
    told = columns.states or repeat(None)
    within = around
    if around.role is not Role.GOOD and (columns.limits or around.role not in WORKING):
        within = replace(around, role=Role.WORK)
    summing = sums_up(table, columns, around)
    bare = _VALUED.isdisjoint(columns.fields)
    ordering = {each.first: each for each in period_rows(table, around)} if bare else {}
    numbered = _numbered(table, columns, around.names)
    for row, state in zip(table.rows, told, strict=False):
        if row.number in ordering:
            yield ordering[row.number]
            continue
        if found := _statement(row, columns, within, state, numbered, by_state=not asking):
            found = replace(found, sums_up=True) if summing else found
            again = _checked(row, columns, numbered) if columns.controls else ()
            if not again and around.role is Role.PLAN:
                again = tuple(name for at in sorted(numbered) for name in _dotted(row.cells[at].text))
            yield replace(found, again=again) if again else found


def _is_about_work(columns: Columns, around: Around) -> bool:
    known, heads = set(columns.fields), columns.heads
    if around.role in SILENT:
        return "id" in known and bool(known & {"severity", "effort", "approach"})
    if around.role in WORKING:
        return True
    if "severity" in known and known & (_WORK_FIELDS | {"title", "id", "status"}):
        return True
    if known & {"title", "approach"} and len(known & _TRACKED) >= 2:
        return True
    if around.role is Role.NEUTRAL and any(map(_heads_problem, heads)):
        return True
    return len(known & _WORK_FIELDS) >= 2 or (
        "id" in known and bool(known & {"severity", "priority", "effort", "status"})
    )


def _statement(
    row: Row,
    columns: Columns,
    within: Around,
    state: State | None,
    numbered: Collection[int],
    *,
    by_state: bool,
) -> Statement | None:
    """The statement that a row is `within` a list of work, or in a table of states `by_state` alone."""
    if columns.name >= len(row.cells) or not row.cells[columns.name].text:
        return None
    if _asks_nothing(row, columns, state, within.headings[-1] if within.headings else ""):
        return None
    line = row.cells[columns.name]
    title = titled(line)
    if state is State.DONE and within.role is Role.CHECKLIST and _is_met(title.text, columns):
        return None
    if all(cell.struck for cell in row.cells if cell.text):
        title = replace(title, claim=Claim.DONE)
    gathered = _gathered(row, columns, numbered)
    if by_state and state is not None:
        return _by_state(row, columns, state, line, gathered, within)
    if by_state and columns.state is not None and _is_aside(row, columns):
        return None
    if line.struck and gathered.claim is Claim.DEFERRED:
        title = replace(title, claim=None)  # it is off the list, and the row says that it was put off
    if state in (State.PARTIAL, State.OPEN, State.LATER) and gathered.claim is not Claim.DEFERRED:
        gathered.claim = state.claim
    return build(line, title, "", gathered, within, ((row.number, row.number),))


def _asks_nothing(row: Row, columns: Columns, state: State | None, heading: str) -> bool:
    """Whether a row is of a thing that is in order: it says so, and gives neither rating nor fix."""
    if any(at < len(row.cells) and row.cells[at].text in said for at, said in columns.nothing):
        return True
    if state is None and _is_passed_over(row, columns):
        return True
    if heading and state in (State.FINE, State.DONE) and is_standard(heading):
        return True
    if state is State.FINE:
        return not _filled(row, columns, frozenset({"effort", "approach"}))
    if state is not State.DONE:
        return False
    details = _DETAILS.intersection(field for at, field in enumerate(columns.fields) if at != columns.name)
    return bool(details or columns.controls) and not _filled(row, columns, details)


def _is_met(title: str, columns: Columns) -> bool:
    """Whether a ticked row of a checklist says what has to hold: nothing in the table asks for work."""
    return _DETAILS.isdisjoint(columns.fields) and not remedy.begins_with_verb(title)


def _is_passed_over(row: Row, columns: Columns) -> bool:
    """Whether the table says what to do and how long it takes, but not of this row, nor how bad it is."""
    asked = _ASKED.intersection(columns.fields)
    return len(asked) == len(_ASKED) and not any(
        field in _RATED and _SAYING.search(cell.text) and not _NOTHING.fullmatch(cell.text)
        for cell, field in zip(row.cells, columns.fields, strict=False)
    )


def _is_aside(row: Row, columns: Columns) -> bool:
    """Whether nothing asks for work in a row of a table of states that says no state which is known."""
    cells = [cell.text for at, cell in enumerate(row.cells) if at not in (columns.name, columns.state)]
    return not any(remedy.begins_with_verb(text) for text in cells)


def _checked(row: Row, columns: Columns, numbered: Collection[int]) -> tuple[str, ...]:
    """The ids that a cell consists of: the findings which say why a control is not in order."""
    cells = enumerate(zip(row.cells, columns.fields, columns.heads, strict=False))
    found = (
        _dotted(cell.text) if at in numbered else _reference(head, cell.text)
        for at, (cell, field, head) in cells
        if field not in _NO_REFERENCE
    )
    return tuple(name for names in found for name in names)


def _numbered(table: Table, columns: Columns, names: Set[str]) -> frozenset[int]:
    """The columns behind the first that hold nothing but numbers with dots which the document gives: `3.2`.

    A column of what to do names steps of a plan, one of values holds values.
    """
    return frozenset(
        at
        for at, field in enumerate(columns.fields)
        if at and field in _REFERRING and _names_parts(table, at, names)
    )


def _names_parts(table: Table, at: int, names: Set[str]) -> bool:
    texts = [text for text in cells_of(table, at) if _SAYING.search(text)]
    return len(texts) > 1 and all(
        _DOTTED.fullmatch(part) and part in names for text in texts for part in PARTS.split(text.strip(" *"))
    )


def _dotted(text: str) -> list[str]:
    return [dotless(part) for part in PARTS.split(text.strip(" *")) if _DOTTED.fullmatch(part)]


def _filled(row: Row, columns: Columns, fields: frozenset[str]) -> bool:
    """Whether one of these columns, none of which names or rates the row, says something in it."""
    return any(
        field in fields
        and at not in (columns.name, columns.state)
        and _SAYING.search(cell.text)
        and not _NOTHING.fullmatch(cell.text)
        for at, (cell, field) in enumerate(zip(row.cells, columns.fields, strict=False))
    )


def _gathered(row: Row, columns: Columns, numbered: Collection[int]) -> Gathering:
    gathered = Gathering()
    untold: list[str] = []
    for at, (cell, field, head) in enumerate(zip(row.cells, columns.fields, columns.heads, strict=False)):
        if at == columns.name:
            gathered.lines.append(cell)
        elif field == "id" and any_in(",;&", cell.text) and len(several := PARTS.split(cell.text)) > 1:
            gathered.refers += [dotless(name) for name in several]
        elif at in numbered:
            gathered.refers += _dotted(cell.text)
        elif field not in _NO_REFERENCE and (refers := _reference(head, cell.text)):
            gathered.refers += refers
        elif field or at == columns.state:
            told = "status" if at == columns.state and field in ("", "current") else field
            value = _with_unit(cell, head) if field == "effort" else cell
            gathered.put(told, _with_name(cell, head) if field == "phase" else value)
        else:
            gathered.lines.append(cell)
            untold += [cell.text] if _WORDED.search(cell.text) else []
    if untold:  # columns that no field stands for are part of the description
        gathered.facts.setdefault("issue", "; ".join(untold))
    return gathered


def _with_unit(cell: Line, head: str) -> Line:
    """A bare number of a column whose head gives the unit, with it."""
    unit = effort.unit_of_head(head)
    bare = _BARE.fullmatch(cell.text.strip()) if unit and unit != "mo" else None
    return plain_line(f"{cell.text} {unit}", cell.number) if bare else cell


def _with_name(cell: Line, head: str) -> Line:
    """A bare number of a column of phases, with what they are called there: `Phase 2`, as in a heading."""
    named = f"{head.strip(' *:#')} {cell.text.strip()}"
    bare = _COUNTING.fullmatch(cell.text.strip()) and horizons.of_heading(named)
    return plain_line(named, cell.number) if bare else cell


def _by_state(
    row: Row, columns: Columns, state: State, line: Line, gathered: Gathering, around: Around
) -> Statement | None:
    """A row of a table of states: something to do where the state is not good."""
    if state not in (State.OPEN, State.PARTIAL) or columns.state is None:
        return None
    title = titled(line)
    needs = without_marks(row.cells[columns.state].text)
    gathered.facts.setdefault("issue", needs)
    gathered.uncertain.append(f"line {row.number}: taken as work because of its state")
    wording = f"{title.text}: {needs}" if needs else title.text
    gathered.claim = Claim.PARTIAL if state is State.PARTIAL else None
    return build(
        line,
        replace(title, text=wording),
        "",
        gathered,
        replace(around, role=Role.WORK),
        ((row.number, row.number),),
    )


_PROBLEM = regex(
    r"^(?:(?:the |our |known |main )?(?:problems?|issues?|pain|trouble|what(?:'s| is) wrong|where it hurts|"
    r"concerns?|weakness\w*|gaps?)|problemas?|probleme?s?|schwachstellen?|mangel|was (?:fehlt|stort)|"
    r"ce qui ne va pas|faiblesses?|debilidad(?:es)?|problem[ai]|problemen|проблемы?|问题|問題)$"
)


@lru_cache(maxsize=256)
def _heads_problem(head: str) -> bool:
    """Whether a column says of each row what is wrong with it, as its head tells."""
    return _PROBLEM.match(fold(head).replace("’", "'").strip(" *:?")) is not None


_TO_FINDINGS = regex(
    r"^(?:zu|bezug|betrifft|befunde?|finding|findings|issue|issues|ref|refs|references?|addresses|"
    r"covers|closes|fixes|resolves|solves|gaps?|schliesst|behebt|lucken?|ferme|corrige|ecarts?|cierra|resuelve|"
    r"brechas?|constats?|hallazgos?|achados?|rilievi|bevindingen|замечания|проблемы|related|対象|対応|"
    r"関連|指摘|指摘番号|对应|相关|关联)\b[\s.:#]*(?:no|nr|id)?\.?$"
)


def _reference(head: str, text: str) -> list[str]:
    """The ids a cell consists of, or the numbers in a column that names findings."""
    if not _DIGIT.search(text):
        return []
    if found := ids_in(text):
        return [] if _LETTERS.search(ANY_ID.sub("", _SEE.sub("", text))) else found
    if not _names_findings(head):
        return []
    text = _SEE.sub("", text)
    return [] if len(_NO_LETTER.sub("", text)) > 8 else [f"#{int(each)}" for each in _COUNTING.findall(text)]


@lru_cache(maxsize=256)
def _names_findings(head: str) -> bool:
    """Whether a column refers to findings, as its head says."""
    return _TO_FINDINGS.match(fold(head).strip(" *")) is not None
