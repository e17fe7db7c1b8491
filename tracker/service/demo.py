"""The demo: a sandbox repository with a shipped plan and a lived-in history. Nothing outside is touched."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from functools import partial
from pathlib import Path

from tracker.domain import transition
from tracker.domain.board import Board
from tracker.domain.effort import parse_effort
from tracker.domain.event import Draft
from tracker.errors import UsageError
from tracker.history.sandbox import make_repository
from tracker.service.commits.sync import sync
from tracker.service.commits.sync_report import SyncReport
from tracker.service.demo_story import ESTIMATES, TEAM, story
from tracker.service.evidence.offered import Gathered, Offered, gathered, measure_draft
from tracker.service.evidence.verify import attest
from tracker.service.tracker import Tracker, open_tracker
from tracker.service.workspace import Workspace, shipped_plan

PLAN = "signalcast"


def make_sandbox(folder: Path | None) -> Path:
    """Return an empty folder for the demo: the one named, or a new temporary one; raises UsageError."""
    if folder is None:
        return Path(tempfile.mkdtemp(prefix="tracker-demo-"))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not an empty folder; nothing was written")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror}") from error
    return folder


def prepare_demo(root: Path, now: datetime) -> tuple[Tracker, SyncReport]:
    """Fill the sandbox: repository, plan, journal. Return the opened plan and what its first sync did."""
    make_repository(root, story(now))
    shutil.copyfile(shipped_plan(PLAN), root / "plan.toml")
    tracker = open_tracker(
        Workspace(root=root, repository=root, database=root / ".tracker" / "tracker.db", plan_name=None)
    )
    tracker.act(_estimated, actor=TEAM[0], now=now)
    report = sync(tracker, actor=TEAM[0], now=now)
    with gathered(tracker, [Offered("file", "src/health.ts")]) as seen:
        tracker.act(partial(_worked, seen), actor=TEAM[0], now=now)
    tracker.act(_reviewed, actor=TEAM[1], now=now)
    return tracker, report


def _estimated(board: Board) -> list[Draft]:
    return [
        transition.estimate(board.by_id[item], parse_effort(text, board.plan.team.hours_per_day))
        for item, text in ESTIMATES.items()
    ]


def _worked(seen: Gathered, board: Board) -> list[Draft]:
    secrets, race = board.by_id["SEC-SECRETS"], board.by_id["DB-RACE"]
    seen.place()
    return [
        transition.assign(secrets, TEAM[0]),
        transition.tick(secrets, "1"),
        transition.note(secrets, "The feed's key can only be rotated by its owner; asked on Monday."),
        transition.block(race, "waits for the vendor's answer on event order"),
        *seen.drafts(board.by_id["HEALTH"]),
        measure_draft(board, "db-latency", "180 ms"),
        measure_draft(board, "queue-delay", "41 s"),
    ]


def _reviewed(board: Board) -> list[Draft]:
    return attest(board, ("DB-INDEXES",), "Maya Lind")
