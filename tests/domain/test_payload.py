"""Payloads of events that another tracker wrote: what is let in, and what is not."""

from __future__ import annotations

from typing import Any

import pytest

from tracker.domain.event import EventKind
from tracker.domain.payload import payload_problem

LINK = {
    "sha": "abc",
    "role": "resolves",
    "subject": "Fix",
    "author": "Ada",
    "authored_at": "2026-03-01T12:00:00+00:00",
    "where": "mainline",
}
ESTIMATE = {"effort": "2-3h", "low": 2, "high": 3}


@pytest.mark.parametrize(
    ("kind", "item", "payload"),
    [
        (EventKind.START, "A", {}),
        (EventKind.NOTE, "A", {"text": "x"}),
        (EventKind.NOTE, "A", {"text": "x", "mood": ["of", {"a": "newer tracker"}]}),
        (EventKind.ASSIGN, "A", {"owner": None}),
        (EventKind.ACTUAL, "A", {"hours": -2.5, "sha": "abc"}),
        (EventKind.ESTIMATE, "A", ESTIMATE),
        (EventKind.LINK, "A", LINK),
        (EventKind.DEFER, "A", {"when": "later", "review": "2026-01-10"}),
        (EventKind.REJECT, "A", {"as": "duplicate", "rationale": "", "of": "B"}),
        (EventKind.EVIDENCE, "A", {"kind": "file", "ref": "a", "kept": True, "size": 3}),
        (EventKind.TICK, "A", {"check": "one"}),
        (EventKind.TICK, None, {"check": "one", "list": "pre"}),
        (EventKind.UNDO, None, {"batches": ["a", "b"]}),
        (EventKind.MEASURE, None, {"target": "t", "value": "3 ms", "met": True}),
    ],
)
def test_what_a_tracker_writes_is_let_in(kind: EventKind, item: str | None, payload: dict[str, Any]) -> None:
    assert payload_problem(kind, item, payload) is None


@pytest.mark.parametrize(
    ("kind", "item", "payload", "problem"),
    [
        (EventKind.NOTE, "A", {}, "text is missing"),
        (EventKind.NOTE, "A", {"text": {"a": 1}}, "text is nothing"),
        (EventKind.NOTE, "A", {"text": None}, "text is nothing"),
        (EventKind.ACTUAL, "A", {"hours": float("nan")}, "hours is nothing"),
        (EventKind.ACTUAL, "A", {"hours": 1e300}, "hours is nothing"),
        (EventKind.ACTUAL, "A", {"hours": True}, "hours is nothing"),
        (EventKind.ESTIMATE, "A", ESTIMATE | {"low": -1}, "low is nothing"),
        (EventKind.ESTIMATE, "A", ESTIMATE | {"likely": "2"}, "likely is nothing"),
        (EventKind.LINK, "A", LINK | {"role": "owns"}, "role is nothing"),
        (EventKind.LINK, "A", LINK | {"role": ["resolves"]}, "role is nothing"),
        (EventKind.LINK, "A", LINK | {"authored_at": "2026-03-01T12:00:00"}, "authored_at is nothing"),
        (EventKind.ACCEPT_RISK, "A", {"approver": "a", "rationale": "r", "expires": "soon"}, "expires is"),
        (EventKind.DEFER, "A", {"review": "never"}, "review is nothing"),
        (EventKind.REJECT, "A", {"as": "verified", "rationale": "r"}, "as is nothing"),
        (EventKind.EVIDENCE, "A", {"kind": "file", "ref": "a", "passed": 1}, "passed is nothing"),
        (EventKind.EVIDENCE, "A", {"kind": "file", "ref": "a", "size": -1}, "size is nothing"),
        (EventKind.TICK, None, {"check": "one"}, "list is missing"),
        (EventKind.UNDO, None, {"batches": "abc"}, "batches is nothing"),
        (EventKind.UNDO, None, {"batches": [["abc"]]}, "batches is nothing"),
        (EventKind.UNDO, "A", {"batches": []}, "belongs to no item"),
        (EventKind.MEASURE, None, {"target": "t", "value": 3, "met": True}, "value is nothing"),
    ],
)
def test_what_no_tracker_writes_is_not(
    kind: EventKind, item: str | None, payload: dict[str, Any], problem: str
) -> None:
    found = payload_problem(kind, item, payload)
    assert found is not None
    assert found.startswith(problem) or problem in found
