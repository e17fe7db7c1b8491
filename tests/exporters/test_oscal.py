"""The OSCAL plan of action and milestones: by the rules of the model, and saying what the board says."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exporters.oscal_rules import faults, ids, references
from tests.exporters.samples import HEAD, NOW, THEN, board_of, forecast, plan, report, snapshot
from tests.exporters.test_markdown_text import HOSTILE
from tracker.domain.event import Event, EventKind
from tracker.domain.fileref import FileRef
from tracker.domain.plan import Check, Item, Phase, Plan, Severity
from tracker.domain.query import parse_query
from tracker.domain.snapshot import Snapshot
from tracker.domain.state import Evidence, ItemState, Status
from tracker.errors import UsageError
from tracker.exporters.oscal import oscal_document, render
from tracker.exporters.oscal_parts import address, end_of, when

Part = dict[str, Any]


def event(kind: EventKind, item: str | None = "DB-POOL", number: int = 1, **payload: Any) -> Event:
    return Event(
        f"e{number}", "r", number, "shop", item, kind, payload, "Ada", THEN, f"b{number}", commit=HEAD
    )


EVENTS = (
    event(EventKind.START),
    event(EventKind.NOTE, number=2, text="half way"),
    event(EventKind.REJECT, "TWIN", 3, **{"as": "duplicate", "rationale": "same", "of": "DB-POOL"}),
    event(EventKind.REJECT, "TLS", 4, **{"as": "wont_fix", "rationale": "old"}),
    event(EventKind.MEASURE, None, 5, target="p95", value="1", met=True),
    event(EventKind.START, "GONE", 6),
)


@cache
def poam(**changes: Any) -> Part:
    """The sample as a document, which nobody may change."""
    made = replace(report(forecast=forecast()), events=EVENTS, **changes)
    document = oscal_document(made)
    assert faults(document) == []
    top: Part = document["plan-of-action-and-milestones"]
    return top


def risk_of(top: Part, item: str) -> Part:
    (entry,) = [entry for entry in top["poam-items"] if {"poam-id": item}.items() <= named(entry).items()]
    (uuid,) = [related["risk-uuid"] for related in entry["related-risks"]]
    (found,) = [risk for risk in top["risks"] if risk["uuid"] == uuid]
    return dict(found)


def named(part: Part) -> dict[str, str]:
    return {prop["name"]: prop["value"] for prop in part.get("props", [])}


def alone(item: Item, state: ItemState | None = None, **settings: Any) -> Part:
    of = Plan("p", "P", items=(item,), **settings)
    board = board_of(of, Snapshot({item.id: state} if state else {}))
    document = oscal_document(report(board))
    assert faults(document) == []
    top: Part = document["plan-of-action-and-milestones"]
    return top


def test_the_sample_keeps_the_rules() -> None:
    assert len(poam()["poam-items"]) == 10


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("uuid",), "shop"),
        (("metadata", "last-modified"), "2025-11-20"),
        (("metadata", "title"), " shop"),
        (("poam-items",), []),
        (("poam-items", 0, "props", 0, "name"), "two words"),
        (("risks", 0, "status"), "done"),
        (("risks", 0, "deadline"), "2025-02-30"),
        (("observations", 0, "methods"), ["LOOK"]),
        (("observations", 0, "collected"), None),
        (("risks", 0, "note"), "x"),
    ],
)
def test_the_rules_find_what_is_wrong(path: tuple[str | int, ...], value: object) -> None:
    document = copy.deepcopy(oscal_document(report()))
    place: Any = document["plan-of-action-and-milestones"]
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert faults(document)


def test_every_object_has_an_id_of_its_own_and_refers_to_one_that_is_there() -> None:
    document = {"top": poam()}
    known = list(ids(document))
    assert len(known) == len(set(known))
    assert {uuid for _, uuid in references(document)} <= set(known)


def test_ids_stay_from_one_export_to_the_next_and_the_documents_own_does_not() -> None:
    first, second = poam(), poam(generated_at=NOW + timedelta(days=1), event_count=35)
    assert first["uuid"] != second["uuid"]
    for kind in ("poam-items", "risks", "observations"):
        assert [part["uuid"] for part in first[kind]] == [part["uuid"] for part in second[kind]]
    other = oscal_document(report(board_of(replace(plan(), id="shop-2"))))
    assert not {part["uuid"] for part in other["plan-of-action-and-milestones"]["risks"]} & set(ids(first))


def test_an_item_says_what_it_is() -> None:
    entry = poam()["poam-items"][0]
    assert (entry["title"], entry["description"]) == ("Limit the connection pool", "The pool is unlimited.")
    assert named(entry) == {
        "poam-id": "DB-POOL",
        "kind": "finding",
        "status": "in_progress",
        "priority": "high",
        "blocker": "true",
        "area": "db",
        "phase": "now",
    }
    assert entry["remarks"] == "internal"


@pytest.mark.parametrize(
    ("item", "status"),
    [
        ("DB-POOL", "remediating"),
        ("DB-INDEX", "closed"),
        ("TLS", "open"),
        ("RISK", "deviation-approved"),
        ("LAPSED", "open"),
        ("LATER", "deviation-approved"),
        ("TWIN", "closed"),
        ("CLAIMED", "remediating"),
        ("BRANCH", "remediating"),
    ],
)
def test_a_risk_is_closed_by_what_counts_and_not_on_the_reviews_word(item: str, status: str) -> None:
    assert risk_of(poam(), item)["status"] == status


def test_severity_is_a_characterisation_and_none_is_made_up() -> None:
    (found,) = risk_of(poam(), "TLS")["characterizations"]
    assert [(facet["name"], facet["value"]) for facet in found["facets"]] == [("severity", "high")]
    assert "characterizations" not in risk_of(poam(), "BRANCH")


def test_deadlines_are_when_it_is_due_or_to_be_looked_at_again() -> None:
    top = poam()
    deadlines = {item: risk_of(top, item).get("deadline") for item in ("LEGACY", "RISK", "LATER", "TLS")}
    assert deadlines == {
        "LEGACY": "2025-11-10T23:59:59Z",
        "RISK": "2026-03-01T23:59:59Z",
        "LATER": "2025-11-19T23:59:59Z",
        "TLS": None,
    }


def test_who_accepted_a_risk_until_when_and_why_is_said() -> None:
    top = poam()
    accepted = "Accepted by Grace: one region is enough. It expires on 2026-03-01."
    assert accepted in risk_of(top, "RISK")["statement"]
    assert "It lapsed on 2025-11-15." in risk_of(top, "LAPSED")["statement"]
    assert named(risk_of(top, "RISK"))["approver"] == "Grace"


def test_checks_are_tasks_and_the_phase_is_a_milestone() -> None:
    (found,) = risk_of(poam(), "DB-POOL")["remediations"]
    assert found["lifecycle"] == "planned"
    assert found["description"] == "Set `max`.\n\n1. Choose a size\n2. Set it"
    assert [(task["type"], task["title"], named(task).get("done")) for task in found["tasks"]] == [
        ("action", "Choose the size", "true"),
        ("action", "Set it", "false"),
        ("milestone", "Before the next deploy", None),
    ]
    (closed,) = risk_of(poam(), "DB-INDEX")["remediations"]
    assert closed["lifecycle"] == "completed"


def test_a_milestone_is_on_the_day_the_item_is_due() -> None:
    (found,) = risk_of(poam(), "LEGACY")["remediations"]
    (milestone,) = found["tasks"]
    assert milestone["title"] == "LEGACY is due"
    assert milestone["timing"] == {"on-date": {"date": "2025-11-10T23:59:59Z"}}
    (bare,) = risk_of(poam(), "RISK")["remediations"]
    assert "tasks" not in bare


def test_evidence_is_observed_with_its_subjects_and_times() -> None:
    top = alone(
        Item("A", "x", files=(FileRef("src/a b.ts"), FileRef("src/a b.ts", ((3, 4),)))),
        ItemState(
            Status.RESOLVED, evidence=(Evidence("e", "url", "https://ci.example/7", THEN, "Ada", HEAD),)
        ),
    )
    (found,) = top["observations"]
    assert (found["collected"], found["methods"], found["types"]) == (
        "2025-11-18T14:00:30Z",
        ["EXAMINE"],
        ["mitigation"],
    )
    assert [subject["title"] for subject in found["subjects"]] == ["src/a b.ts"]
    assert found["relevant-evidence"] == [
        {"href": "https://ci.example/7", "description": "url: https://ci.example/7"}
    ]
    assert named(found)["commit"] == HEAD
    (resource,) = top["back-matter"]["resources"]
    assert resource["rlinks"] == [{"href": "src/a%20b.ts"}]
    assert [party["name"] for party in top["metadata"]["parties"]] == ["Ada"]


def test_stale_and_failed_evidence_says_so() -> None:
    told = {found["title"]: found for found in poam()["observations"]}
    stale = told["command: pnpm test | tail (passed)"]
    assert (stale["types"], named(stale)["outcome"]) == (["historic"], "passed")
    assert "src/db.ts changed in 1234567" in stale["remarks"]
    assert told["command: pnpm e2e (failed)"]["types"] == ["finding"]
    assert told["command: pnpm e2e (failed)"]["methods"] == ["TEST"]


def test_only_http_is_an_address() -> None:
    hrefs = {e.get("href") for found in poam()["observations"] for e in found.get("relevant-evidence", [])}
    assert hrefs == {None, "https://ci.example.org/runs/7"}
    assert address("https://a.example/%41?x=[1]#f") == "https://a.example/%41?x=[1]#f"
    assert [address(raw) for raw in ("javascript:x", "https://a b", "https://a/%zz", "https://ä", "")] == [
        None
    ] * 5


def test_the_finding_is_observed_on_the_day_of_the_review() -> None:
    found = poam()["observations"][0]
    assert found["title"] == "Finding of the review: Limit the connection pool"
    assert found["collected"] == "2025-11-01T00:00:00Z"
    assert named(found)["review-lines"] == "17, 61-64"
    assert "observations" not in alone(Item("A", "x"))


def test_the_journal_is_the_risk_log() -> None:
    top = poam()
    start, note = risk_of(top, "DB-POOL")["risk-log"]["entries"]
    assert (start["title"], start["status-change"], start["start"]) == (
        "start",
        "remediating",
        "2025-11-18T14:00:30Z",
    )
    assert note["description"] == "note: half way"
    assert "status-change" not in note
    assert risk_of(top, "TWIN")["risk-log"]["entries"][0]["status-change"] == "closed"
    assert risk_of(top, "TLS")["risk-log"]["entries"][0]["status-change"] == "deviation-approved"
    assert "risk-log" not in risk_of(top, "LATER")


def test_a_former_name_is_the_same_item() -> None:
    of = Plan("p", "P", items=(Item("NEW", "x", was=("GONE",)),))
    document = oscal_document(replace(report(board_of(of, Snapshot())), events=EVENTS))
    (risk,) = document["plan-of-action-and-milestones"]["risks"]
    assert [entry["title"] for entry in risk["risk-log"]["entries"]] == ["start"]


def test_a_query_chooses_the_items_and_none_is_an_error() -> None:
    board = board_of(plan())
    top = poam(only=parse_query("severity:critical", board))
    assert [named(entry)["poam-id"] for entry in top["poam-items"]] == ["DB-POOL", "DB-INDEX"]
    assert len(top["risks"]) == 2
    with pytest.raises(UsageError, match="at least one item"):
        oscal_document(report(board, only=parse_query("nothing-like-it", board)))
    with pytest.raises(UsageError, match="at least one item"):
        render(report(board_of(Plan("p", "P"), Snapshot())))


def test_days_that_oscal_cannot_write_are_left_out() -> None:
    assert end_of(date(9999, 12, 31)) is end_of(None) is when(None) is None
    assert end_of(date(2028, 2, 29)) == "2028-02-29T23:59:59Z"
    assert "deadline" not in alone(Item("A", "x", due=date(9999, 12, 31)))["risks"][0]


TEXTS = st.one_of(HOSTILE, st.text(max_size=30))


@settings(max_examples=50)
@given(TEXTS, TEXTS, TEXTS)
def test_any_text_keeps_the_rules_and_is_found_again(title: str, fact: str, name: str) -> None:
    item = Item(
        "A",
        title,
        severity=Severity.LOW,
        phase="now",
        facts={"issue": fact, "risk": fact, "mitigation": fact, "approach": fact, "note": fact},
        steps=(fact,),
        checks=(Check("c", title),),
        files=(FileRef(name),),
        owner=name,
        tags=(name,),
    )
    evidence = tuple(
        Evidence(kind, kind, fact, THEN, name, name, text=title)
        for kind in ("url", "file", "note", "attestation", "command", "commit")
    )
    state = ItemState(Status.WONT_FIX, reason=fact, evidence=evidence)
    top = alone(item, state, phases=(Phase("now", title, fact, goal=name),), reviewed=date(2025, 1, 1))
    if title.strip() and title.isprintable():
        assert top["poam-items"][0]["title"] == " ".join(title.split())


def test_it_is_one_json_document() -> None:
    written = render(replace(report(), board=board_of(plan(), snapshot())))
    assert json.loads(written) == oscal_document(report())
