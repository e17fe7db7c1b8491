"""The JSON shapes are a contract: keys, types and meaning."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime, timedelta, timezone

from tests.exporters.samples import SHA, board_of, forecast, plan, report
from tracker.domain.forecast import Answer, Dates
from tracker.domain.plan import Plan
from tracker.domain.score import score
from tracker.domain.snapshot import Snapshot
from tracker.domain.state import Status
from tracker.exporters.documents import (
    detail_document,
    gate_document,
    item_document,
    list_document,
    score_document,
    show_document,
    status_document,
    utc,
)

ITEM_KEYS = [
    *("id", "title", "kind", "severity", "priority", "status", "blocked", "blocked_by", "phase", "area"),
    *("owner", "effort_hours", "actual_hours", "files", "source", "checks", "commits", "evidence"),
    "updated_at",
]


def test_an_item_has_the_documented_keys_first_and_in_order() -> None:
    board = board_of(plan())
    document = item_document(board.by_id["DB-POOL"], board)
    assert list(document)[: len(ITEM_KEYS)] == ITEM_KEYS
    assert set(document) - set(ITEM_KEYS) == {
        *("unblocks", "blocker", "claimed", "due", "overdue", "lapsed", "stale", "tags", "drift", "branches")
    }


def test_an_item_says_what_is_known() -> None:
    board = board_of(plan())
    document = item_document(board.by_id["DB-POOL"], board)
    assert document["severity"] == "critical"
    assert document["status"] == "in_progress"
    assert document["owner"] == "sam"
    assert document["effort_hours"] == [0.0833, 0.0833]
    assert document["actual_hours"] == 1.5
    assert document["files"] == ["src/db.ts:12-30,45"]
    assert document["source"] == [[17, 17], [61, 64]]
    assert document["checks"] == [
        {"id": "size", "text": "Choose the size", "done": True},
        {"id": "set", "text": "Set it", "done": False},
    ]
    assert document["updated_at"] == "2025-11-18T14:00:30Z"
    assert document["unblocks"] == ["TLS"]


def test_what_is_unknown_is_null_and_no_severity_is_unrated() -> None:
    board = board_of(plan(), Snapshot())
    document = item_document(board.by_id["BRANCH"], board)
    assert document["severity"] == "unrated"
    for key in ("priority", "phase", "area", "effort_hours", "actual_hours", "updated_at", "due", "overdue"):
        assert document[key] is None, key
    for key in ("blocked_by", "files", "source", "checks", "commits", "evidence", "stale", "tags"):
        assert document[key] == [], key


def test_blocking_is_told_with_its_ids() -> None:
    board = board_of(plan())
    blocked, by_hand = (item_document(board.by_id[id_], board) for id_ in ("TLS", "LEGACY"))
    assert (blocked["blocked"], blocked["blocked_by"]) == (True, ["DB-POOL"])
    assert (by_hand["blocked"], by_hand["blocked_by"]) == (True, [])


def test_commits_are_those_in_effect_and_evidence_says_whether_it_counts() -> None:
    board = board_of(plan())
    document = item_document(board.by_id["DB-INDEX"], board)
    assert document["commits"] == [
        {
            "sha": SHA,
            "subject": "Add index (fixes DB-INDEX)",
            "author": "Ada",
            "at": "2025-11-18T14:00:30Z",
            "role": "resolves",
        }
    ]
    assert list(document["evidence"][0]) == ["kind", "ref", "at", "by", "stale", "passed", "dirty"]
    assert [found["stale"] for found in document["evidence"]] == [False, True, False, False, False]
    assert [found["passed"] for found in document["evidence"]] == [None, True, None, None, False]
    assert document["stale"] == ["src/db.ts changed in 1234567 after a1b2c3d"]


def test_a_list_keeps_the_order_given_and_names_its_schema() -> None:
    board = board_of(plan())
    document = list_document(reversed(board.cards), board)
    assert list(document) == ["schema", "items"]
    assert document["schema"] == 1
    assert [item["id"] for item in document["items"]] == [card.id for card in reversed(board.cards)]


def test_details_add_to_an_item_and_change_nothing() -> None:
    board = board_of(plan())
    for card in board.cards:
        short, full = item_document(card, board), detail_document(card, board)
        assert {key: full[key] for key in short} == short
    lapsed = detail_document(board.by_id["LAPSED"], board)
    assert lapsed["status"] == "open"
    assert lapsed["lapsed"] is True
    assert lapsed["acceptance"] == {"approver": "Grace", "rationale": "low traffic", "expires": "2025-11-15"}
    later = detail_document(board.by_id["LATER"], board)
    assert later["deferral"] == {"when": "more than one replica", "review": "2025-11-19"}
    assert detail_document(board.by_id["TLS"], board)["acceptance"] is None


def test_every_document_is_plain_json() -> None:
    made = report(forecast=forecast())
    documents = [
        list_document(made.board.cards, made.board),
        show_document(made.board.cards, made.board),
        status_document(made.board, made.assessments, made.score, made.forecast, "x.toml"),
        gate_document(made.assessments[0]),
        score_document(made.score),
    ]
    for document in documents:
        assert json.loads(json.dumps(document)) == document
        assert document["schema"] == 1


def test_status_has_the_documented_keys() -> None:
    made = report(forecast=forecast())
    document = status_document(made.board, made.assessments, made.score, made.forecast, "plans/shop.toml")
    assert list(document) == ["schema", "plan", "counts", "gates", "score", "forecast", "as_of"]
    assert document["plan"] == {"id": "shop", "title": "Web shop", "path": "plans/shop.toml"}
    assert document["as_of"] == "2025-11-20T09:30:00Z"
    assert document["score"] == {"now": 6.625, "with_fixes": 7.0, "claimed": 6.5, "coverage": 0.8889}
    assert document["forecast"] == {
        "p50": "2025-11-24",
        "p85": "2025-11-28",
        "p95": "2025-12-02",
        "hours_left": 34.0,
        "basis": {"finished": 3, "bias": 1.3, "unestimated": 4},
        "answer": "dated",
        "left": 4,
    }


def test_counts_hold_every_status_and_severity() -> None:
    made = report()
    counts = status_document(made.board, made.assessments, made.score, None, "")["counts"]
    assert (counts["total"], counts["closed"]) == (10, 4)
    assert list(counts["by_status"]) == [status.value for status in Status]
    assert counts["by_status"]["verified"] == 1
    assert counts["by_status"]["wont_fix"] == 0
    assert counts["by_severity"] == {
        "critical": 2,
        "high": 3,
        "medium": 2,
        "low": 2,
        "info": 0,
        "unrated": 1,
    }
    assert sum(counts["by_status"].values()) == counts["total"] == sum(counts["by_severity"].values())


def test_a_gate_tells_verdict_claim_and_reasons_hard_ones_first() -> None:
    document = gate_document(report().assessments[0])
    assert list(document) == ["schema", "name", "verdict", "reasons", "claimed"]
    assert (document["name"], document["verdict"], document["claimed"]) == (
        "production",
        "not_ready",
        "ready",
    )
    assert list(document["reasons"][0]) == ["code", "item", "text", "clears", "hard"]
    assert [reason["hard"] for reason in document["reasons"]] == sorted(
        (reason["hard"] for reason in document["reasons"]), reverse=True
    )
    assert ("target_failed", "errors") in {(r["code"], r["item"]) for r in document["reasons"]}


def test_a_score_tells_its_areas() -> None:
    document = score_document(report().score)
    assert document["claimed_with_fixes"] == 8.0
    assert document["areas"][0] == {
        "id": "db",
        "title": "Database",
        "weight": 30,
        "reviewed": 6.0,
        "now": 7.5,
        "with_fixes": 8.0,
    }


def test_without_forecast_score_or_items_there_are_nulls_and_zeros() -> None:
    board = board_of(Plan("empty", "Empty"), Snapshot())
    document = status_document(board, [], score(board), None, "")
    assert document["forecast"] is None
    assert document["score"] == {"now": None, "with_fixes": None, "claimed": None, "coverage": 0.0}
    assert document["counts"]["total"] == 0
    assert document["gates"] == []


def test_a_forecast_without_dates_says_why() -> None:
    made = report()
    nowhere = forecast(answer=Answer.NOT_CONVERGING, gates={"production": Dates(None, None, None, 4)})
    document = status_document(made.board, made.assessments, made.score, nowhere, "")["forecast"]
    assert (document["p50"], document["p85"], document["answer"]) == (None, None, "not converging")


def test_that_no_work_is_left_is_no_verdict() -> None:
    made = report()
    today = datetime(2025, 11, 20).date()
    done = forecast(answer=Answer.READY, gates={"production": Dates(today, today, today, 0)})
    document = status_document(made.board, made.assessments, made.score, done, "")
    assert document["gates"][0]["verdict"] == "not_ready"
    assert (document["forecast"]["answer"], document["forecast"]["left"]) == ("no work is left", 0)


def test_times_are_told_in_utc() -> None:
    india = timezone(timedelta(hours=5, minutes=30))
    assert utc(datetime(2025, 11, 20, 2, 0, tzinfo=india)) == "2025-11-19T20:30:00Z"


def test_listing_waits_for_no_module_it_has_no_use_for() -> None:
    code = (
        "import sys, tracker.exporters.documents;"
        "print(*(name for name in sys.modules if name.startswith('tracker.') or name in ('json', 'csv')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "tracker.exporters.documents" in loaded
    assert not loaded & {
        "tracker.domain.forecast",
        "tracker.domain.gate",
        "tracker.domain.score",
        "csv",
        "json",
    }
