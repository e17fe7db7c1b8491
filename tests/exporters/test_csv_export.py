"""The table of items, and that no cell of it is a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exporters.samples import board_of, plan, report
from tracker.domain.plan import Item, Plan
from tracker.domain.snapshot import Snapshot
from tracker.exporters.csv_export import COLUMNS, render


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def titled(title: str) -> str:
    return render(report(board_of(Plan("p", "P", items=(Item("A", title),)), Snapshot())))


def test_one_row_an_item_in_the_order_of_the_plan() -> None:
    table = rows(render(report()))
    assert [row["id"] for row in table] == [item.id for item in plan().items]
    assert tuple(table[0]) == COLUMNS


def test_cells_say_what_the_board_says() -> None:
    by_id = {row["id"]: row for row in rows(render(report()))}
    pool = by_id["DB-POOL"]
    assert (pool["status"], pool["owner"], pool["blocker"]) == ("in_progress", "sam", "yes")
    assert (pool["effort_low_hours"], pool["actual_hours"]) == ("0.0833", "1.5")
    assert (pool["checks_done"], pool["checks"]) == ("1", "2")
    assert by_id["TLS"]["blocked_by"] == "DB-POOL"
    assert by_id["LEGACY"]["overdue"] == "due 2025-11-10"
    index = by_id["DB-INDEX"]
    assert (index["evidence"], index["stale"]) == ("3", "1")
    assert "f" * 40 not in index["commits"]
    assert by_id["BRANCH"]["effort_low_hours"] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "＝", " \n@"])
def test_what_begins_like_a_formula_is_marked_as_text(start: str) -> None:
    assert rows(titled(f"{start}cmd|' /C calc'!A0"))[0]["title"].startswith("'")


def test_what_only_holds_such_a_sign_is_left_alone() -> None:
    assert rows(titled("a = b"))[0]["title"] == "a = b"


@given(st.text(max_size=60))
def test_any_title_is_one_row_and_no_formula(title: str) -> None:
    text = titled(title)
    (row,) = rows(text)
    assert text.count("\n") == 2
    assert not row["title"].startswith(("=", "+", "-", "@"))
    assert None not in row


def test_quotes_commas_and_owners_survive() -> None:
    items = (replace(plan().items[3], id="A", title='say "no", please', owner="Lovelace, Ada"),)
    (row,) = rows(render(report(board_of(Plan("p", "P", items=items), Snapshot()))))
    assert (row["title"], row["owner"]) == ('say "no", please', "Lovelace, Ada")
