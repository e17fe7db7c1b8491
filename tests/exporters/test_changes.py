"""What moved since a moment, as Markdown to send on and as JSON for scripts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given

from tests.domain.samples import NOW, A, Story, gate, plan_of
from tests.exporters.rendering import shape, visible
from tests.exporters.samples import forecast
from tests.exporters.test_markdown_text import HOSTILE, plain
from tracker.domain.board import build_board
from tracker.domain.bound import parse_bound
from tracker.domain.changes import Changes, changes, outlook
from tracker.domain.event import Event, EventKind
from tracker.domain.forecast import Answer, Dates, Forecast
from tracker.domain.past import snapshot_at
from tracker.domain.plan import Item, Plan, Severity, SignOff, Target
from tracker.domain.text import one_line
from tracker.domain.track_record import PastForecast, past_forecast
from tracker.exporters import changes_json, markdown_changes
from tracker.exporters.changes_json import changes_document

SINCE = NOW - timedelta(days=7)
YESTERDAY = NOW - timedelta(days=1)


def whole(kind: EventKind, **payload: Any) -> Event:
    return Event(f"p-{kind}", "r", 0, "p", None, kind, payload, "Grace", YESTERDAY, "pb")


def between(
    of: Plan,
    events: Sequence[Event],
    then: PastForecast | None = None,
    now: Forecast | None = None,
    **settings: Any,
) -> Changes:
    boards = [build_board(of, snapshot_at(of, events, moment), moment) for moment in (SINCE, NOW)]
    usual: dict[str, Any] = {"asked": "7d ago", "since": SINCE}
    return changes(outlook(boards[0], then), outlook(boards[1], now), events, **(usual | settings))


def week() -> tuple[Plan, list[Event]]:
    """A week in which something of every kind happened."""
    items = {
        name: Item(name, f"Item {name}", severity=Severity.HIGH)
        for name in ("DONE", "TAKEN", "RISK", "LATER", "TWIN", "SAME")
    }
    expires = (NOW + timedelta(days=30)).date().isoformat()
    stories = [
        Story(items["DONE"], at=YESTERDAY).link(A).evidence(),
        Story(items["TAKEN"], at=YESTERDAY).then(EventKind.START).then(EventKind.BLOCK, reason="vendor"),
        Story(items["RISK"], at=YESTERDAY).then(
            EventKind.ACCEPT_RISK, approver="cto", rationale="rare", expires=expires
        ),
        Story(items["LATER"], at=YESTERDAY).then(EventKind.DEFER, when="growth", review="2026-06-01"),
        Story(items["TWIN"], at=YESTERDAY).then(
            EventKind.REJECT, **{"as": "duplicate", "rationale": "same", "of": "DONE"}
        ),
    ]
    of = plan_of(
        *items.values(),
        gates=(gate(),),
        targets=(Target("p95", "p95 latency", parse_bound("< 250 ms")),),
        signoffs=(SignOff("lead", "Tech lead"),),
    )
    events = [event for story in stories for event in story.events]
    events += [
        whole(EventKind.MEASURE, target="p95", value="200 ms", met=True),
        whole(EventKind.SIGNOFF, role="lead", by="Grace"),
    ]
    return of, events


def test_the_week_is_told() -> None:
    told = markdown_changes.render(between(*week()))
    assert told.startswith(
        "# Plan: what moved\n\nFrom **2026-02-22 12:00** (7d ago) to **2026-03-01 12:00**.\n\n"
    )
    assert "| Closed items | 0 of 6" in told
    assert (
        "1 resolved, 1 risk accepted, 1 deferred, 1 rejected, 1 started, 1 new evidence, 1 commit linked, "
        "1 measurement, 1 sign-off." in told
    )
    for line in (
        "## Resolved: 1 item\n\n- ● **DONE** Item DONE (was open)\n  - Resolved by ada, 2026-02-28",
        "  - Risk accepted by cto, until 2026-03-31: rare",
        "  - Deferred until growth, review on 2026-06-01",
        "  - Duplicate of DONE\n  - Reason: same",
        "- ◐ **TAKEN** Item TAKEN (was open)\n  - Blocked: vendor",
        "- **DONE** <https://ci.example/1> (ada, 2026-02-28)",
        "- **DONE** Commit `aaaaaaa` resolves it: Commit a (ada, 2026-02-28)",
        "| p95 latency | < 250 ms | not yet | 200 ms | ✓ yes | Grace, 2026-02-28 |",
        "- ✓ Tech lead: signed by Grace, 2026-02-28",
    ):
        assert line in told, line
    assert "SAME" not in told


def test_a_week_without_news_says_so() -> None:
    of, _ = week()
    told = markdown_changes.render(between(of, []))
    assert "\n\nNothing moved.\n" in told
    assert "##" not in told


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        (
            date(2025, 12, 5),
            date(2025, 11, 28),
            "| Work done, 85 % | 2025-12-05 | 2025-11-28 (7 days earlier)",
        ),
        (date(2025, 11, 27), date(2025, 11, 28), "2025-11-28 (1 day later)"),
        (date(2025, 11, 28), date(2025, 11, 28), "| 2025-11-28 | 2025-11-28 |"),
    ],
)
def test_the_forecast_is_compared(then: date, now: date, told: str) -> None:
    of, events = week()
    made = forecast(gates={"production": Dates(now, now, now, 3)})
    board = build_board(of, snapshot_at(of, [], SINCE), SINCE)
    earlier = replace(past_forecast(made, board), dates=Dates(then, then, then, 3))
    squeezed = " ".join(markdown_changes.render(between(of, events, earlier, made)).split())
    assert told in squeezed


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        (None, forecast(), "no forecast then | 2025-11-28 |"),
        (forecast(answer=Answer.BLOCKED), forecast(answer=Answer.READY), "no date, blocked | done |"),
        (forecast(headline=None), forecast(), "2025-12-05 | 2025-11-28 |"),
    ],
)
def test_forecasts_that_cannot_be_compared_stand_side_by_side(then: Any, now: Any, told: str) -> None:
    of, events = week()
    found = between(of, events)
    found = replace(
        found, before=replace(found.before, forecast=then), after=replace(found.after, forecast=now)
    )
    assert told in " ".join(markdown_changes.render(found).split())


def test_a_moment_is_said_once() -> None:
    of, events = week()
    day = SINCE.replace(hour=0)
    assert "(2026-02-22)" not in markdown_changes.render(between(of, events, asked="2026-02-22", since=day))


def test_a_query_is_told_and_leaves_the_figures_whole() -> None:
    of, events = week()
    found = between(of, events, only=lambda card: card.id == "RISK", query="id:risk")
    told = markdown_changes.render(found)
    assert "Items: those that match `id:risk`; the figures are of the whole plan." in told
    assert "0 of 6" in told
    assert "DONE" not in told


def test_older_work_that_became_known_is_pointed_out() -> None:
    item = Item("A", "x")
    late = Story(item, at=YESTERDAY).link(A).events
    early = [replace(late[0], payload={**late[0].payload, "authored_at": "2026-01-05T10:00:00+00:00"})]
    told = "Made before 2026-02-22 and known only since: 1 commit."
    assert told in markdown_changes.render(between(plan_of(item), early))
    assert "known only since" not in markdown_changes.render(between(plan_of(item), late))


def test_the_json_has_the_same() -> None:
    found = between(*week(), now=forecast())
    document = json.loads(changes_json.render(found))
    assert document == changes_document(found)
    assert document["since"] == {"asked": "7d ago", "at": "2026-02-22T12:00:00Z"}
    assert (document["before"]["closed"], document["after"]["closed"]) == (0, 3)
    assert document["before"]["forecast"] is None
    assert document["after"]["forecast"]["p85"] == "2025-11-28"
    assert [(move["id"], move["direction"]) for move in document["moved"]] == [
        ("DONE", "resolved"),
        ("RISK", "accepted"),
        ("LATER", "deferred"),
        ("TWIN", "rejected"),
        ("TAKEN", "started"),
    ]
    assert [found["item"] for found in document["evidence"]["new"]] == ["DONE"]
    assert [found["sha"] for found in document["commits"]["linked"]] == [A]
    assert [(one["before"], one["after"], one["met"]) for one in document["measured"]] == [
        (None, "200 ms", True)
    ]
    assert document["signed"] == [{"role": "lead", "by": "Grace", "at": "2026-02-28T12:00:00Z"}]
    assert document["evidence"]["lost"] == document["commits"]["taken_back"] == []


@given(HOSTILE)
def test_text_of_others_stays_text(raw: str) -> None:
    story = Story(Item("A", raw), at=YESTERDAY).then(EventKind.BLOCK, reason=raw).then(EventKind.START)
    found = between(plan_of(story.item), story.events)
    told = markdown_changes.render(found)
    mild = Story(Item("A", "x"), at=YESTERDAY).then(EventKind.BLOCK, reason="x").then(EventKind.START)
    links = {"link_open", "link_close"}
    if one_line(raw):
        counts = {kind: count for kind, count in shape(told).items() if kind not in links}
        assert counts == shape(markdown_changes.render(between(plan_of(mild.item), mild.events)))
        assert plain(one_line(raw)) in plain(visible(told))
