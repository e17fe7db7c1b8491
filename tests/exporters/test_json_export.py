"""The whole export as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from tests.exporters.samples import HEAD, THEN, board_of, forecast, plan, report, snapshot
from tracker.domain.plan import Plan
from tracker.domain.snapshot import Snapshot
from tracker.domain.state import Signature
from tracker.exporters.documents import detail_document, status_document
from tracker.exporters.json_export import render


def exported() -> Any:
    return json.loads(render(report(forecast=forecast())))


def test_the_documented_keys_come_first() -> None:
    keys = list(exported())
    assert keys[:7] == ["schema", "status", "items", "checklists", "targets", "decisions", "signoffs"]
    assert keys[7:] == ["routines", "areas", "phases", "head", "events", "generated_at", "only"]


def test_status_and_items_are_those_of_the_commands() -> None:
    made = report(forecast=forecast())
    document = exported()
    assert document["status"] == status_document(
        made.board, made.assessments, made.score, made.forecast, "plans/shop.toml"
    )
    assert document["items"] == [detail_document(card, made.board) for card in made.board.cards]


def test_checklists_hold_ticks_of_the_journal_and_not_the_claims() -> None:
    (checklist,) = exported()["checklists"]
    assert [check["done"] for check in checklist["checks"]] == [False, False, True]


def test_targets_are_held_against_their_bounds() -> None:
    by_id = {target["id"]: target for target in exported()["targets"]}
    assert by_id["p95"] == {
        "id": "p95",
        "metric": "p95 latency",
        "bound": "< 250 ms",
        "claimed": "120 ms",
        "measured": "180 ms",
        "met": True,
        "by": "Ada",
        "at": "2025-11-18T14:00:30Z",
    }
    assert by_id["errors"]["met"] is False
    assert (by_id["uptime"]["measured"], by_id["uptime"]["met"]) == (None, None)


def test_a_sign_off_that_the_review_claims_is_not_given() -> None:
    (claimed,) = exported()["signoffs"]
    assert (claimed["by"], claimed["claimed_by"], claimed["claimed_on"]) == (None, "Robot", "2025-10-30")
    journal = snapshot()
    signed = replace(
        journal,
        plan_state=replace(journal.plan_state, signatures={"lead": Signature("lead", "Grace", THEN)}),
    )
    (given,) = json.loads(render(report(board_of(plan(), signed))))["signoffs"]
    assert (given["by"], given["at"]) == ("Grace", "2025-11-18T14:00:30Z")


def test_decisions_and_frame() -> None:
    document = exported()
    assert [decision["choice"] for decision in document["decisions"]] == ["GitHub Actions", None, None]
    assert document["decisions"][1]["options"] == [
        {"name": "Redis", "for": "known", "against": "costs", "when": None}
    ]
    assert (document["head"], document["events"]) == (HEAD, 34)
    assert document["generated_at"] == "2025-11-20T09:30:00Z"


def test_an_empty_plan_is_valid_json_that_ends_in_one_newline() -> None:
    text = render(report(board_of(Plan("p", "Ünïcode"), Snapshot()), head=None))
    assert text.endswith("}\n")
    assert "Ünïcode" in text
    assert json.loads(text)["items"] == []
