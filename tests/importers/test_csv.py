"""Tables of findings: headers of any language, any delimiter and encoding, and cells that are no formulas."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.draft import DraftItem, DraftPlan
from tracker.domain.plan import Claim, Kind, Priority, Severity
from tracker.errors import UsageError
from tracker.importers import limits
from tracker.importers.csv_import import read_csv
from tracker.importers.registry import detect, read


def draft(text: str, name: str = "findings.csv", **named: Any) -> DraftPlan:
    return read_csv(text.encode(), name, **named)


def only(text: str, **named: Any) -> DraftItem:
    (item,) = draft(text, **named).items
    return item


def test_a_row_is_an_item() -> None:
    plan = draft(
        "ID,Title,Severity,Status,Phase,Effort,Owner,Due,File,Line,Description,Fix,Tags\n"
        "SEC-1,Require TLS,High,In Progress,Now,2-3 hours,ada,2026-05-01,src/db.ts,12-30,Plain.,Set it.,a b\n"
    )
    (item,) = plan.items
    assert (item.id, item.title, item.severity, item.claim) == (
        "SEC-1",
        "Require TLS",
        Severity.HIGH,
        Claim.PARTIAL,
    )
    assert (item.phase, item.effort, item.owner, item.due) == ("Now", "2-3h", "ada", date(2026, 5, 1))
    assert [str(file) for file in item.files] == ["src/db.ts:12-30"]
    assert item.facts == {"issue": "Plain.", "approach": "Set it."}
    assert (item.tags, item.source, item.uncertain) == (("a", "b"), ((2, 2),), ())
    assert [phase.title for phase in plan.phases] == ["Now"]
    assert (plan.title, plan.notes) == ("Findings", ())


@pytest.mark.parametrize(
    ("header", "severity"),
    [
        ("Titel;Schweregrad\nTLS fehlt;Hoch\n", Severity.HIGH),
        ("Titre\tGravité\nTLS manque\tÉlevée\n", Severity.HIGH),
        ("Título,Severidad\nFalta TLS,Alta\n", Severity.HIGH),
        ("Título|Gravidade\nFalta TLS|Crítica\n", Severity.CRITICAL),
        ("Titolo,Gravità\nManca TLS,Bassa\n", Severity.LOW),
        ("标题,严重程度\n没有 TLS,高\n", Severity.HIGH),
        ("название;критичность\nНет TLS;высокая\n", Severity.HIGH),
        ("Summary,Priority,Severity\nNo TLS,P1,Blocker\n", Severity.CRITICAL),
        ("title,severity\nNo TLS,9.1\n", Severity.CRITICAL),
        ("title,severity\nNo TLS,unrated\n", None),
        ("title,severity\nNo TLS,\n", None),
    ],
)
def test_headers_and_words_of_many_languages(header: str, severity: Severity | None) -> None:
    item = only(header)
    assert item.severity is severity
    assert item.uncertain == ()
    assert detect(header.encode(), "x") == "csv"


def test_what_a_cell_means_is_doubted_where_it_is_unknown() -> None:
    item = only("title,severity,status,due\nT,spicy,simmering,soon\n")
    assert (item.severity, item.claim, item.due) == (None, Claim.OPEN, None)
    assert item.uncertain == (
        "severity as the table has it: spicy",
        "status as the table has it: simmering",
        "due as the table has it: soon",
    )


def test_columns_that_were_not_read_are_said() -> None:
    assert [note.text for note in draft("title,colour\nT,red\n").notes] == [
        "columns that were not read: colour"
    ]


def test_columns_are_mapped_by_hand() -> None:
    text = "What,How bad\nNo TLS,high\n"
    item = only(text, columns={"what": "title", "How bad": "severity"})
    assert (item.title, item.severity) == ("No TLS", Severity.HIGH)
    assert read(text.encode(), "x", columns={"What": "title"}).items[0].severity is None


@pytest.mark.parametrize(
    ("text", "columns", "said"),
    [
        ("What,How bad\nx,y\n", {}, "no header with a known column"),
        ("severity,status\nhigh,open\n", {}, "no column for titles"),
        ("title\nx\n", {"titel": "issue"}, "no column 'titel'.*did you mean title"),
        ("title\nx\n", {"title": "sverity"}, "did you mean severity"),
        ("", {}, "no header"),
    ],
)
def test_what_is_wrong_is_said(text: str, columns: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        draft(text, columns=columns)


def test_quoted_line_breaks_and_their_lines() -> None:
    items = draft('title,description\n"Two\nlines","one\ntwo"\nNext,x\n').items
    assert [(item.title, item.source) for item in items] == [("Two lines", ((2, 4),)), ("Next", ((5, 5),))]
    assert items[0].facts["issue"] == "one\ntwo"


def test_a_quote_that_is_never_closed_reaches_to_the_end() -> None:
    assert only('title,note\nT,"never closed\n').facts["note"] == "never closed"


def test_lines_above_the_header_are_passed_over() -> None:
    text = "Audit of the shop\n\nTitle;Severity\nNo TLS;high\n"
    assert only(text).severity is Severity.HIGH


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_encodings(encoding: str) -> None:
    plan = read_csv("Titel;Schweregrad\nGröße;mittel\n".encode(encoding), "x.csv")
    assert [item.title for item in plan.items] == ["Größe"]
    assert not plan.notes


def test_windows_text_is_read_and_said() -> None:
    plan = read_csv("Titel;Schweregrad\nGröße;mittel\n".encode("cp1252"), "x.csv")
    assert [item.title for item in plan.items] == ["Größe"]
    assert [note.text for note in plan.notes] == ["is not UTF-8, and was read as Windows-1252"]


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)"])
def test_formulas_stay_text_and_lose_their_guard(cell: str) -> None:
    quoted = cell.replace('"', '""')
    assert only(f'title\n"{quoted}"\n').title == cell
    assert only(f'title\n"\'{quoted}"\n').title == cell
    assert only("title\n'quoted\n").title == "'quoted"
    assert only("title\na'=b\n").title == "a'=b"
    assert only("title\n''=b\n").title == "'=b"


def test_cells_of_lists() -> None:
    item = only('title,files,checks,after\nT,"a.py:3; b c.py","[x] one\n- [ ] two\nthree","A-1, B-2"\n')
    assert [str(file) for file in item.files] == ["a.py:3", "b c.py"]
    assert [(check.text, check.done) for check in item.checks] == [
        ("one", True),
        ("two", False),
        ("three", False),
    ]
    assert item.after == ("A-1", "B-2")


def test_kinds_priorities_and_blockers() -> None:
    item = only("title,type,priority,blocker\nT,Bug,High,yes\n")
    assert (item.kind, item.priority, item.blocker) == (Kind.BUG, Priority.HIGH, True)
    item = only("title,type,priority,blocker\nT,test_gap,,no\n")
    assert (item.kind, item.priority, item.blocker) == (Kind.TEST_GAP, None, False)


def test_rows_without_a_title() -> None:
    plan = draft("id,title,severity\nA-1,,high\n,,low\n")
    assert [(item.id, item.title) for item in plan.items] == [("A-1", "A-1")]
    assert [note.text for note in plan.notes] == ["rows without a title that were left out: 1"]


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_ITEMS", 2)
    with pytest.raises(UsageError, match="more than the 2"):
        draft("title\na\nb\nc\n")


def test_a_cell_beyond_what_a_table_holds_is_an_error_with_its_line() -> None:
    with pytest.raises(UsageError, match=r"findings.csv:\d+: broken table"):
        draft("title,note\nT," + "x" * 200_000 + "\n")


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    with suppress(UsageError):
        read_csv(b"title,severity\n" + data, "x")


@given(st.lists(st.lists(st.text(max_size=8), max_size=4), max_size=4))
def test_any_cells(rows: list[list[str]]) -> None:
    text = "title,severity,status,file,effort,due\n" + "\n".join(",".join(row) for row in rows)
    with suppress(UsageError):
        draft(text.encode("utf-8", "replace").decode())
