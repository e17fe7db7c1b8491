"""Plans, events and boards as short as a test wants them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tracker.domain.board import Board, Card, build_board
from tracker.domain.drift import Drift
from tracker.domain.event import Event, EventKind
from tracker.domain.fold import fold_item
from tracker.domain.plan import Claim, Gate, Item, Plan, Requirement
from tracker.domain.snapshot import Snapshot, StaleFile, no_plan_state, starting_state
from tracker.domain.state import ItemState, PlanState, Status

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
A, B, C = "a" * 40, "b" * 40, "c" * 40


@dataclass
class Story:
    """The events of one item, an hour apart, ending wherever the test stops."""

    item: Item = field(default_factory=lambda: Item("IT-1", "An item"))
    events: list[Event] = field(default_factory=list)
    at: datetime = NOW - timedelta(days=10)

    def then(
        self, kind: EventKind, actor: str = "ada", effect: str | None = None, /, **payload: Any
    ) -> Story:
        """Add an event an hour after the last one."""
        self.at += timedelta(hours=1)
        number = len(self.events) + 1
        self.events.append(
            Event(
                id=f"e{number}",
                replica="r",
                seq=number,
                plan="p",
                item=self.item.id,
                kind=kind,
                payload=payload,
                actor=actor,
                at=self.at,
                batch=f"b{number}",
                effect=effect,
            )
        )
        return self

    def link(self, sha: str, role: str = "resolves", where: str = "mainline", author: str = "ada") -> Story:
        """Add a LINK event as a sync writes it."""
        return self.then(
            EventKind.LINK,
            author,
            f"link:{sha}:{role}:{where}",
            sha=sha,
            role=role,
            subject=f"Commit {sha[:1]}",
            author=author,
            authored_at=self.at.isoformat(),
            where=where,
        )

    def evidence(self, kind: str = "url", ref: str = "https://ci.example/1", **more: Any) -> Story:
        """Add a piece of evidence."""
        return self.then(EventKind.EVIDENCE, kind=kind, ref=ref, **more)

    @property
    def state(self) -> ItemState:
        """The state that the events add up to."""
        return fold_item(starting_state(self.item), self.events)

    @property
    def card(self) -> Card:
        """The item's card as of NOW, alone on its board."""
        return board_of(self).cards[0]


def plan_of(*items: Item, **settings: Any) -> Plan:
    """Return a plan of these items."""
    return Plan(id="p", title="Plan", items=items, **settings)


def board_of(
    *stories: Story | Item,
    now: datetime = NOW,
    stale: Mapping[str, StaleFile] | None = None,
    drift: Mapping[str, Drift] | None = None,
    plan_state: PlanState | None = None,
    **settings: Any,
) -> Board:
    """Return the board of a plan with these items, worked on as their stories tell."""
    told = [story if isinstance(story, Story) else Story(story) for story in stories]
    snapshot = Snapshot(
        states={story.item.id: story.state for story in told if story.events},
        plan_state=plan_state or no_plan_state(),
        stale=stale or {},
        drift=drift or {},
    )
    return build_board(plan_of(*(story.item for story in told), **settings), snapshot, now)


def story_at(status: Status, item: Item | None = None) -> Story:
    """Return a story that ends with the item at `status`, reached by a person."""
    story = Story(item or Item("IT-1", "An item", requires=Requirement.NONE))
    match status:
        case Status.OPEN:
            return story
        case Status.IN_PROGRESS:
            return story.then(EventKind.START)
        case Status.IN_REVIEW:
            return story.link(A, where="fix/it-1")
        case Status.RESOLVED:
            return story.then(EventKind.RESOLVE)
        case Status.VERIFIED:
            return story.then(EventKind.RESOLVE).then(EventKind.VERIFY, "bob", by="bob", proof=False)
        case Status.RISK_ACCEPTED:
            expires = (NOW + timedelta(days=30)).date().isoformat()
            return story.then(EventKind.ACCEPT_RISK, approver="cto", rationale="rare", expires=expires)
        case Status.DEFERRED:
            return story.then(EventKind.DEFER, when="growth", review="2026-06-01")
        case Status.DUPLICATE:
            return story.then(EventKind.REJECT, **{"as": "duplicate", "rationale": "same", "of": "IT-9"})
        case _:
            return story.then(EventKind.REJECT, **{"as": status.value, "rationale": "no"})


def claimed(claim: Claim) -> Item:
    """Return an item whose state the review claims."""
    return Item("IT-1", "An item", claim=claim)


def gate(**settings: Any) -> Gate:
    """Return the gate `production`."""
    return Gate("production", "Production", **settings)
