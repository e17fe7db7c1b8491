"""A small plan that exercises the screens, and a tracker that keeps its journal in memory.

The plan has every status, wide characters, a blocked item, a check list, a target and two gates, and never
changes with the shipped ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, cast

from screens.app import TrackerApp
from screens.board import BoardScreen
from screens.session import Session
from tracker.domain.board import Board, build_board
from tracker.domain.bound import parse_bound
from tracker.domain.effort import parse_effort
from tracker.domain.event import Draft, Event, EventKind
from tracker.domain.fileref import parse_fileref
from tracker.domain.fold import fold_item, fold_plan
from tracker.domain.forecast import Answer, Basis, Dates, Driver, Forecast, Hours
from tracker.domain.plan import (
    Area,
    Check,
    Checklist,
    Claims,
    Gate,
    Item,
    Kind,
    Phase,
    Plan,
    Proof,
    Requirement,
    Severity,
    Snippet,
    Target,
    Verdict,
)
from tracker.domain.snapshot import Snapshot, StaleFile
from tracker.service.workspace import Workspace

if TYPE_CHECKING:
    from tracker.service.tracker import Decide, Tracker

WORKSPACE = Workspace(Path("."), None, Path(".tracker/tracker.db"), None)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def clock() -> datetime:
    """The frozen present of every test."""
    return NOW


def _item(id_: str, title: str, severity: Severity, effort: str | None, **more: object) -> Item:
    estimate = parse_effort(effort) if effort else None
    return Item(id_, title, severity=severity, effort=estimate, **more)  # type: ignore[arg-type]


PLAN = Plan(
    id="sample",
    title="Sample Ingestor",
    summary="A service that takes in samples.",
    reviewed=date(2026, 2, 1),
    source="reviews/sample.md",
    claims=Claims(verdicts=(Verdict.READY,), scores=(9.2,)),
    gates=(
        Gate("production", "Production", checklists=("predeploy",), targets=("p95",), min_score=7.0),
        Gate("beta", "Beta", block_on=("critical",)),
    ),
    areas=(
        Area("security", "Security", weight=30, scores=(3.0,)),
        Area("database", "Database", weight=70, scores=(5.0,)),
    ),
    phases=(
        Phase("emergency", "Emergency security", window="Week 1"),
        Phase("hardening", "Hardening", window="Week 2-3"),
    ),
    items=(
        _item(
            "SEC-1",
            "Exposed credentials in version control",
            Severity.CRITICAL,
            "2-3h",
            phase="emergency",
            area="security",
            owner="sam",
            requires=Requirement.EVIDENCE,
            files=(parse_fileref(".env:1-39"), parse_fileref("src/config.ts")),
            facts={"impact": "Full compromise of data and accounts", "approach": "Rotate all secrets"},
            steps=("Rotate the database password", "Move secrets into a manager"),
            checks=(Check("db", "Database password"), Check("redis", "Redis auth")),
            proofs=(Proof("gitleaks detect"),),
            lifts={"security": 8.0},
            snippets=(Snippet("export KEY=…", "sh"),),
            source=((17, 21),),
        ),
        _item(
            "SEC-2",
            "Validate socket messages",
            Severity.CRITICAL,
            "4h",
            phase="emergency",
            area="security",
            after=("SEC-1",),
        ),
        _item("SEC-3", "TLS to the database", Severity.CRITICAL, "30m", phase="emergency", area="security"),
        _item("TEST-1", "No testing infrastructure", Severity.HIGH, "3-5d", kind=Kind.TEST_GAP),
        _item("OBS-1", "Monitoring, alerting and 日本語のタイトル 🚨 for everybody", Severity.HIGH, "1d"),
        _item(
            "OPS-1", "Containerise [/] the [bold]workers[/bold]", Severity.HIGH, "1d", due=date(2026, 2, 20)
        ),
        _item("DB-2", "Essential indexes", Severity.MEDIUM, "30m", phase="hardening", area="database"),
        _item("DB-3", "Conservative pool", Severity.MEDIUM, "1h", phase="hardening", area="database"),
        _item("PERF-2", "Tick batch 1 → 5", Severity.MEDIUM, None, owner="kim", lifts={"database": 8.0}),
        _item("DOC-1", "Production docs", Severity.LOW, "2d", phase="hardening"),
        _item("CACHE-1", "Response cache", Severity.LOW, "1d", kind=Kind.ENHANCEMENT),
    ),
    checklists=(
        Checklist(
            "predeploy",
            "Pre-deploy",
            checks=(Check("health", "Health answers 200"), Check("tls", "TLS is on", item="SEC-3")),
        ),
    ),
    targets=(Target("p95", "95th percentile latency", parse_bound("< 250 ms")),),
)


@dataclass
class MemoryTracker:
    """Stands in for `tracker.service.tracker.Tracker` where a test is not about the store."""

    plan: Plan
    events: list[Event] = field(default_factory=list)
    stale: dict[str, StaleFile] = field(default_factory=dict)
    path: Path = Path("plans/sample.toml")
    workspace: Workspace = WORKSPACE
    sha: str | None = None

    def board(self, now: datetime, known: Board | None = None) -> Board:
        """Return the board of the events so far."""
        return build_board(self.plan, self._snapshot(), now, known=known)

    def act(self, decide: Decide, *, actor: str, now: datetime) -> tuple[Event, ...]:
        """Append what `decide` chooses, as one batch."""
        return self.append(decide(self.board(now)), actor, now)

    def append(self, drafts: Sequence[Draft], actor: str, now: datetime) -> tuple[Event, ...]:
        """Append events."""
        batch = f"batch-{len(self.events)}"
        added = []
        for seq, draft in enumerate(drafts, start=len(self.events) + 1):
            kind, item = draft.kind, draft.item
            added.append(
                Event(f"e{seq}", "r", seq, self.plan.id, item, kind, draft.payload, actor, now, batch)
            )
        self.events += added
        return tuple(added)

    def change_token(self) -> tuple[object, ...]:
        """Differs whenever an event was added."""
        return (len(self.events),)

    def head(self) -> str | None:
        """The sha that a test set."""
        return self.sha

    def refs(self) -> str | None:
        """Differs with the sha that a test set."""
        return self.sha

    def _snapshot(self) -> Snapshot:
        touched = {event.item for event in self.events if event.item}
        start = Snapshot()
        states = {
            id_: fold_item(
                start.state_of(self.plan.item_by_id[id_]), [e for e in self.events if e.item == id_]
            )
            for id_ in touched
        }
        plan_state = fold_plan([event for event in self.events if event.item is None])
        return Snapshot(states, plan_state, self.stale, event_count=len(self.events))


def worked_on() -> MemoryTracker:
    """Return the plan with some work behind it."""
    tracker = MemoryTracker(PLAN)
    link = {
        "role": "resolves",
        "author": "Ada",
        "authored_at": "2026-02-20T10:00:00+00:00",
        "where": "mainline",
    }
    days = (NOW - timedelta(days=9), NOW - timedelta(days=5), NOW - timedelta(days=2))
    tracker.append(
        [
            Draft(EventKind.START, "SEC-3"),
            Draft(EventKind.LINK, "SEC-3", {"sha": "a1b2c3d4", "subject": "Encrypt connections", **link}),
            Draft(EventKind.EVIDENCE, "SEC-3", {"kind": "url", "ref": "https://example.org/tls"}),
            Draft(EventKind.VERIFY, "SEC-3", {"by": "kim", "proof": False}),
        ],
        "Ada",
        days[0],
    )
    tracker.append(
        [
            Draft(EventKind.TICK, "SEC-1", {"check": "db"}),
            Draft(EventKind.EVIDENCE, "SEC-1", {"kind": "note", "ref": "rotated with the vendor"}),
            Draft(EventKind.LINK, "DB-2", {"sha": "b2c3d4e5", "subject": "Add indexes", **link}),
        ],
        "Ada",
        days[1],
    )
    branch = {**link, "where": "monitoring"}
    accepted = {"approver": "lead", "rationale": "small", "expires": "2026-06-01"}
    tracker.append(
        [
            Draft(EventKind.LINK, "OBS-1", {"sha": "c3d4e5f6", "subject": "Alerts", **branch}),
            Draft(EventKind.DEFER, "CACHE-1", {"when": "traffic doubles", "review": "2026-09-01"}),
            Draft(EventKind.ACCEPT_RISK, "DB-3", accepted),
            Draft(EventKind.BLOCK, "TEST-1", {"reason": "waits for the vendor"}),
        ],
        "sam",
        days[2],
    )
    tracker.stale = {tracker.events[5].id: StaleFile(".env", "9f8e7d6c")}
    return tracker


FORECAST = Forecast(
    made_on=NOW.date(),
    seed=1,
    simulations=10_000,
    engineers=1,
    answer=Answer.DATED,
    basis=Basis(finished=2, bias=1.3, bias_low=0.9, bias_high=2.1, inferred=0, unestimated=1),
    hours=Hours(60.0, 80.0, 95.0),
    plan=Dates(date(2026, 3, 19), date(2026, 4, 9), date(2026, 4, 20), 8),
    gates={"production": Dates(date(2026, 3, 12), date(2026, 3, 30), date(2026, 4, 8), 5)},
    headline="production",
    drivers=(Driver("SEC-1", -3, 14.0),),
)


class SampleSession(Session):
    """A session over the stand-in, with a forecast that is always the same."""

    def compute_forecast(self) -> None:
        """Take the fixed forecast."""
        self.forecast = FORECAST

    def _opened_again(self) -> Tracker:
        return self.tracker


def session_over(tracker: MemoryTracker) -> SampleSession:
    """Return a session of Ada's, with the clock frozen."""
    return SampleSession(as_tracker(tracker), actor="Ada", clock=clock)


def board_app(session: Session) -> TrackerApp:
    """Return the app with the board of a session."""
    return TrackerApp(lambda: BoardScreen(session))


def as_tracker(tracker: MemoryTracker) -> Tracker:
    """The stand-in, for signatures that name the real one."""
    return cast("Tracker", tracker)


def big_plan(count: int) -> Plan:
    """Return a plan with many items, evenly spread over severities, phases and areas."""
    severities = list(Severity)
    items = tuple(
        replace(
            PLAN.items[index % len(PLAN.items)],
            id=f"ITEM-{index}",
            severity=severities[index % len(severities)],
            after=(),
        )
        for index in range(count)
    )
    return replace(PLAN, items=items, checklists=())
