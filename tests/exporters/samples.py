"""A small plan with every state an item can be in, and the report of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tracker.domain.board import Board, build_board
from tracker.domain.bound import parse_bound
from tracker.domain.effort import parse_effort
from tracker.domain.fileref import parse_fileref
from tracker.domain.forecast import Answer, Basis, Dates, Driver, Forecast, Hours
from tracker.domain.gate import assess, gates_of
from tracker.domain.plan import (
    Area,
    Check,
    Checklist,
    Claim,
    Claims,
    Decision,
    Gate,
    Item,
    Option,
    Phase,
    Plan,
    Priority,
    Requirement,
    Routine,
    Severity,
    SignOff,
    Target,
    Verdict,
)
from tracker.domain.score import score
from tracker.domain.snapshot import Snapshot, StaleFile
from tracker.domain.state import (
    Acceptance,
    CommitLink,
    Deferral,
    Evidence,
    ItemState,
    Measurement,
    Note,
    PlanState,
    Role,
    Status,
)
from tracker.exporters.report import Report

NOW = datetime(2025, 11, 20, 9, 30, tzinfo=UTC)
THEN = datetime(2025, 11, 18, 14, 0, 30, 123456, tzinfo=UTC)
HEAD = "0123456789abcdef0123456789abcdef01234567"
SHA = "a1b2c3d4e5f60718293a4b5c6d7e8f9001122334"


def plan() -> Plan:
    """A plan with items from `_items`, one gate and one of every list."""
    return Plan(
        id="shop",
        title="Web shop",
        summary="Works, but is not safe.",
        reviewed=date(2025, 11, 1),
        next_review=date(2025, 12, 1),
        claims=Claims(
            verdicts=(Verdict.READY,),
            scores=(6.5,),
            scores_with_fixes=(8.0,),
            time_to_ready=(parse_effort("2-3w"),),
        ),
        gates=(
            Gate(
                "production",
                "Production",
                checklists=("predeploy",),
                targets=("p95", "errors"),
                min_score=7.0,
                sign_off=("lead",),
            ),
        ),
        areas=(
            Area("db", "Database", 30, (6.0,)),
            Area("ops", "Operations", 10, (4.0,)),
            Area("ux", "UX", 5),
        ),
        phases=(Phase("now", "Before the next deploy", "W1"), Phase("later", "Later")),
        items=_items(),
        checklists=(
            Checklist(
                "predeploy",
                "Pre-deploy",
                checks=(
                    Check("health", "GET /api/health answers 200", done=True),
                    Check("pool", "Pool limits live", item="DB-POOL"),
                    Check("index", "Index is there", item="DB-INDEX"),
                ),
            ),
        ),
        targets=(
            Target("p95", "p95 latency", parse_bound("< 250 ms"), claimed="120 ms"),
            Target("errors", "Error rate", parse_bound("< 2 %")),
            Target("uptime", "Uptime", parse_bound(">= 99.9 %")),
        ),
        decisions=(
            Decision("ci", "Which CI", choice="GitHub Actions"),
            Decision("cache", "Which cache", "Both would do.", (Option("Redis", "known", "costs"),), "Redis"),
            Decision("bus", "Which bus", options=(Option("Kafka"), Option("NATS"))),
        ),
        routines=(Routine("scan", "Scan dependencies", "weekly", ("Run the scanner",)),),
        signoffs=(SignOff("lead", "Tech lead", ("No open critical item",), date(2025, 10, 30), "Robot"),),
    )


def _items() -> tuple[Item, ...]:
    critical, high = Severity.CRITICAL, Severity.HIGH
    return (
        Item(
            "DB-POOL",
            "Limit the connection pool",
            phase="now",
            area="db",
            severity=critical,
            priority=Priority.HIGH,
            blocker=True,
            effort=parse_effort("5m"),
            files=(parse_fileref("src/db.ts:12-30,45"),),
            source=((17, 17), (61, 64)),
            facts={"issue": "The pool is unlimited.", "approach": "Set `max`.", "note": "internal"},
            steps=("Choose a size", "Set it"),
            requires=Requirement.EVIDENCE,
            lifts={"db": 8.0},
            checks=(Check("size", "Choose the size"), Check("set", "Set it", done=True)),
            tags=("prisma",),
        ),
        Item(
            "DB-INDEX",
            "Add the index",
            area="db",
            severity=critical,
            phase="now",
            requires=Requirement.EVIDENCE,
            lifts={"db": 7.5},
            facts={"issue": "Scans the table."},
        ),
        Item(
            "TLS",
            "Enforce TLS",
            severity=high,
            phase="later",
            after=("DB-POOL",),
            effort=parse_effort("2-3h"),
        ),
        Item("LEGACY", "Drop the legacy login", severity=high, due=date(2025, 11, 10)),
        Item("RISK", "Single region", severity=high),
        Item("LAPSED", "Weak hashes", severity=Severity.MEDIUM),
        Item("LATER", "Shard the database", severity=Severity.MEDIUM),
        Item("TWIN", "Pool, again", severity=Severity.LOW),
        Item("CLAIMED", "Write the docs", severity=Severity.LOW, claim=Claim.DONE),
        Item("BRANCH", "Rename things", owner="sam", claim=Claim.OPEN),
    )


def snapshot() -> Snapshot:
    """A journal that has moved most of the items."""
    fix = CommitLink(SHA, Role.RESOLVES, "Add index (fixes DB-INDEX)", "Ada", THEN)
    reverted = replace(fix, sha="f" * 40, subject="First try", undone_by="e" * 40)
    states = {
        "DB-POOL": ItemState(
            Status.IN_PROGRESS,
            owner="sam",
            owner_set=True,
            ticks={"size": True},
            actual_hours=1.5,
            notes=(Note("half way", "Sam", THEN),),
            started_at=THEN,
            updated_at=THEN,
        ),
        "DB-INDEX": ItemState(
            Status.VERIFIED,
            commits=(reverted, fix),
            evidence=(
                Evidence("e1", "commit", SHA, THEN, "Ada", SHA),
                Evidence("e2", "command", "pnpm test | tail", THEN, "Ada", SHA, passed=True),
                Evidence("e3", "url", "https://ci.example.org/runs/7", THEN, "Grace"),
                Evidence("e4", "url", "javascript:alert(1)", THEN, "Mallory"),
                Evidence("e5", "command", "pnpm e2e", THEN, "Ada", SHA, passed=False),
            ),
            resolved_by="Ada",
            resolved_at=THEN,
            verified_by="Grace",
            verified_at=THEN,
            updated_at=THEN,
        ),
        "LEGACY": ItemState(Status.OPEN, blocked="waits for the customer", reason="reverted by abcdef1"),
        "RISK": ItemState(
            Status.RISK_ACCEPTED,
            acceptance=Acceptance("Grace", "one region is enough", date(2026, 3, 1)),
        ),
        "LAPSED": ItemState(
            Status.RISK_ACCEPTED, acceptance=Acceptance("Grace", "low traffic", date(2025, 11, 15))
        ),
        "LATER": ItemState(
            Status.DEFERRED,
            deferral=Deferral("more than one replica", date(2025, 11, 19)),
            reason="too early",
        ),
        "TWIN": ItemState(Status.DUPLICATE, reason="same as DB-POOL", duplicate_of="DB-POOL"),
        "BRANCH": ItemState(
            Status.IN_REVIEW,
            commits=(CommitLink("b" * 40, Role.RESOLVES, "Rename", "Sam", THEN, where="feat/rename"),),
        ),
    }
    plan_state = PlanState(
        measurements={
            "p95": Measurement("180 ms", True, "Ada", THEN),
            "errors": Measurement("3 %", False, "Ada", THEN),
        },
        signatures={},
        ticks={("predeploy", "health"): False},
    )
    stale = {"e2": StaleFile("src/db.ts", "1234567890")}
    return Snapshot(states, plan_state, stale, event_count=34)


def forecast(**changes: Any) -> Forecast:
    """A forecast with dates, or what `changes` make of it."""
    made = Forecast(
        made_on=NOW.date(),
        seed=1,
        simulations=10_000,
        engineers=2,
        answer=Answer.DATED,
        basis=Basis(3, 1.3, 0.8, 2.1, 1, 4),
        hours=Hours(34.0, 50.25, 60.0),
        plan=Dates(date(2025, 12, 1), date(2025, 12, 5), date(2025, 12, 9), 6),
        gates={"production": Dates(date(2025, 11, 24), date(2025, 11, 28), date(2025, 12, 2), 4)},
        phases={"now": Dates(NOW.date(), NOW.date(), NOW.date(), 0)},
        headline="production",
        drivers=(Driver("TLS", -3, -11.0), Driver("LEGACY", 0, 0.0)),
        notes=("Only 3 finished items with known hours.",),
    )
    return replace(made, **changes)


def board_of(a_plan: Plan, journal: Snapshot | None = None, now: datetime = NOW) -> Board:
    """The board of a plan, as of `now`."""
    return build_board(a_plan, journal or snapshot(), now, evidence_max_age=timedelta(days=90))


def report(board: Board | None = None, forecast: Forecast | None = None, **changes: Any) -> Report:
    """The report of a board; without one, of the sample plan and its journal."""
    board = board or board_of(plan())
    scored = score(board)
    made = Report(
        board=board,
        assessments=tuple(assess(gate, board, scored) for gate in gates_of(board)),
        score=scored,
        forecast=forecast,
        head=HEAD,
        path="plans/shop.toml",
        generated_at=NOW,
        event_count=34,
    )
    return replace(made, **changes)
