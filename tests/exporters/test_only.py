"""A query chooses the items of every format; verdicts, score, forecast and progress stay the whole plan's."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.exporters.samples import board_of, forecast, plan, report
from tests.exporters.test_html import Page
from tracker.domain.query import parse_query
from tracker.exporters.registry import EXPORTERS
from tracker.exporters.report import Report

HIDDEN = ("CLAIMED", "BRANCH", "LATER")


def chosen(query: str) -> Report:
    board = board_of(plan())
    return report(board, forecast(), only=parse_query(query, board))


@pytest.mark.parametrize("name", [name for name in EXPORTERS if name != "badge"])
def test_a_query_that_matches_all_chooses_all(name: str) -> None:
    everything, some = (EXPORTERS[name](chosen(query)) for query in ("", "severity:critical"))
    assert len(everything) > len(some)
    assert all(hidden in everything for hidden in HIDDEN)


def test_markdown() -> None:
    told = EXPORTERS["markdown"](chosen("severity:critical"))
    assert "## Items\n\nOf 10 items the 2 that match `severity:critical`." in told
    items = told.split("## Items")[1].split("## Checklists")[0]
    assert not any(hidden in items for hidden in HIDDEN)
    assert "4 of 10 items closed" in told
    assert "that match" not in EXPORTERS["markdown"](report())


def test_markdown_of_no_item() -> None:
    told = EXPORTERS["markdown"](chosen("no-such-word"))
    assert "## Items\n\nOf 10 items the 0 that match `no-such-word`.\n\n## Checklists" in told


def test_html() -> None:
    page = Page(EXPORTERS["html"](chosen("severity:critical")))
    assert "Of 10 items the 2 that match severity:critical ." in page.text
    items = page.text.split("that match")[1].split("Checklists")[0]
    assert "DB-INDEX" in items
    assert not any(hidden in items for hidden in HIDDEN)
    assert Page(EXPORTERS["html"](chosen("no-such-word"))).open == []


def test_json() -> None:
    document = json.loads(EXPORTERS["json"](chosen("severity:critical")))
    assert [item["id"] for item in document["items"]] == ["DB-POOL", "DB-INDEX"]
    assert document["only"] == "severity:critical"
    assert document["status"]["counts"]["total"] == 10
    assert json.loads(EXPORTERS["json"](report()))["only"] is None


def test_csv() -> None:
    rows = list(csv.DictReader(io.StringIO(EXPORTERS["csv"](chosen("severity:critical")))))
    assert [row["id"] for row in rows] == ["DB-POOL", "DB-INDEX"]
    assert len(EXPORTERS["csv"](chosen("no-such-word")).splitlines()) == 1


@pytest.mark.parametrize("name", EXPORTERS)
def test_other_items_make_another_report(name: str) -> None:
    assert EXPORTERS[name](chosen("severity:critical")) != EXPORTERS[name](chosen("id:tls"))
