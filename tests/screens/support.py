"""A plan in a file, a journal in a real database, a bare app: what tests of forms and screens stand on.

Everything that could move a picture is fixed: the clock, the actor, the theme, the seeded history.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from textual.app import App
from textual.screen import Screen
from textual.widgets import Static

import screens.app
from screens.session import Session
from screens.theme import DARK, default_variables
from screens.widgets.page import Page
from tracker.domain import transition
from tracker.domain.board import Board
from tracker.domain.event import Draft, EventKind
from tracker.domain.forecast import Answer, Basis, Bin, Dates, Driver, Forecast, Hours
from tracker.service.tracker import Tracker, open_tracker
from tracker.service.workspace import find_workspace

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SIZES = ((80, 24), (160, 45))

PLAN = '''
schema = 1
[plan]
id = "ingest"
title = "Ingest service"
reviewed = 2026-02-02
source = "reviews/ingest.md"
claims = { verdict = "ready", score = 9.2, time_to_ready = "2-3w" }

[team]
engineers = [{ id = "sam" }, { id = "kim" }]

[gate.production]
title = "Production"
block_on = ["critical", "high"]
checklists = ["predeploy"]
targets = ["latency"]
min_score = 7.0
sign_off = ["tech-lead"]

[area.security]
title = "Security"
weight = 30
score = 3

[area.database]
title = "Database"
weight = 70
score = 6

[phase.now]
title = "Emergency security"
window = "Week 1"
goal = "Close the holes."

[phase.hardening]
title = "Hardening"
window = "Week 2-4"

[phase.later]
title = "Scaling"
window = "after 100k users"

[item.SEC-1]
title = "Exposed credentials in version control"
phase = "now"
area = "security"
severity = "critical"
blocker = true
effort = "2-3h"
owner = "sam"
due = 2026-02-20
files = [".env:1-39", "src/config.ts"]
source = ["17-21", 113]
issue = """
The file `.env` is committed: credentials and keys lie in the repository as plain text, \\
[bold]readable[/bold] by all."""
impact = "Full compromise of data and accounts."
approach = "Rotate everything, then keep secrets in a manager."
steps = ["Rotate the database password", "Move secrets into a manager"]
limit = { current = "plain text", production = "secret manager" }
checks = ["Rotate the database password", { id = "redis", text = "Rotate Redis auth", done = true }]
proof = [{ run = "gitleaks detect" }]
lifts = { security = 8 }
snippet = [{ lang = "python", role = "proposed", code = """
def load(key: str) -> str:
    return os.environ[key]  # [/] never logged""" }]
conflicts = ["Called low risk in line 400."]
tags = ["secrets"]
links = ["https://example.org/rotate"]

[item.SEC-2]
title = "Validate socket messages"
phase = "now"
area = "security"
severity = "critical"
effort = "4h"
after = ["SEC-1"]
requires = "attestation"

[item.SEC-3]
title = "TLS to the database"
phase = "now"
area = "security"
severity = "high"
effort = "30m"
requires = "evidence"

[item.DB-1]
title = "Connection pool for 日本語 clients"
phase = "hardening"
area = "database"
severity = "high"
effort = "1-2d"
requires = "none"
lifts = { database = 8 }

[item.DB-2]
title = "Essential indexes"
phase = "hardening"
area = "database"
severity = "medium"
status = "done"

[item.DOC-1]
title = "Runbook"
severity = "low"
deferred = { when = "the first on-call week", review = 2026-04-01 }
status = "deferred"

[checklist.predeploy]
title = "Pre-deploy"
category = "Operations"
[checklist.predeploy.checks]
health = "GET /health answers 200"
backup = { text = "Backups were restored once", done = true }
tls = { text = "TLS is on", item = "SEC-3" }

[target.latency]
metric = "95th percentile latency"
bound = "< 250 ms"
measured_by = "load test"
claimed = "180 ms"

[target.errors]
metric = "Error rate"
bound = "<= 1 %"

[signoff.tech-lead]
title = "Tech lead"
conditions = ["all critical items verified"]

[decision.QUEUE]
title = "Which queue"
options = [
  { name = "Redis", for = "there already" },
  { name = "NATS", against = "one more thing to run" },
]
recommendation = "Redis"

[routine.backup]
title = "Restore a backup"
every = "monthly"
steps = ["pick one at random"]
'''

FORECAST = Forecast(
    made_on=NOW.date(),
    seed=1,
    simulations=10_000,
    engineers=2,
    answer=Answer.DATED,
    basis=Basis(finished=12, bias=1.3, bias_low=0.8, bias_high=2.1, inferred=3, unestimated=1),
    hours=Hours(18.0, 26.0, 34.0),
    plan=Dates(date(2026, 3, 13), date(2026, 3, 23), date(2026, 4, 3), 4),
    gates={"production": Dates(date(2026, 3, 11), date(2026, 3, 18), date(2026, 3, 27), 3)},
    phases={
        "now": Dates(date(2026, 3, 5), date(2026, 3, 9), date(2026, 3, 13), 2),
        "hardening": Dates(date(2026, 3, 11), date(2026, 3, 18), date(2026, 3, 27), 1),
        "later": Dates(NOW.date(), NOW.date(), NOW.date(), 0),
    },
    headline="production",
    drivers=(Driver("DB-1", -6, -30.0), Driver("SEC-2", -3, -14.0), Driver("SEC-1", 0, -2.5)),
    chain=("SEC-1", "SEC-2", "DB-1"),
    chain_share={"DB-1": 0.81},
    histogram=tuple(
        Bin(date(2026, 3, 4) + timedelta(days=day), share / 100)
        for day, share in enumerate((1, 2, 4, 7, 11, 14, 13, 11, 9, 7, 5, 4, 3, 2, 2, 1, 1, 1, 1, 1))
    ),
    notes=("With one engineer away in April the tail is longer.",),
)


def clock() -> datetime:
    """The frozen present."""
    return NOW


def opened(folder: Path, plan: str = PLAN) -> Tracker:
    """Write a plan into a folder and open it there, with a database beside it."""
    path = folder / "plan.toml"
    path.write_text(plan, encoding="utf-8")
    return open_tracker(find_workspace(folder, env={}))


@dataclass(frozen=True, slots=True)
class Act:
    """One act of the seeded history: so many hours ago, by somebody."""

    hours_ago: float
    actor: str
    decide: Callable[[Board], Sequence[Draft]]


def _linked(board: Board) -> list[Draft]:
    payload = {
        "sha": "a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5f6a1b2",
        "role": "refs",
        "subject": "Rotate keys [/]",
        "author": "Ada",
        "authored_at": "2026-02-28T10:00:00+00:00",
        "where": "mainline",
    }
    return [Draft(EventKind.LINK, "SEC-1", payload)]


def _evidence(board: Board) -> list[Draft]:
    return [
        Draft(EventKind.EVIDENCE, "SEC-1", {"kind": "command", "ref": "gitleaks detect", "passed": True}),
        Draft(EventKind.EVIDENCE, "SEC-1", {"kind": "note", "ref": "seen in the vault"}),
    ]


HISTORY = (
    Act(72, "ada", lambda board: [transition.start(board.by_id["SEC-1"])]),
    Act(70, "ada", _linked),
    Act(50, "sam", lambda board: [transition.tick(board.by_id["SEC-1"], "1")]),
    Act(49, "sam", _evidence),
    Act(26, "kim", lambda board: [transition.note(board.by_id["SEC-1"], "The vendor answers on [Monday].")]),
    Act(25, "kim", lambda board: [transition.block(board.by_id["SEC-2"], "waits for the vendor")]),
    Act(3, "sam", lambda board: [transition.resolve(board.by_id["DB-1"])]),
)


def session_in(folder: Path, *, history: Sequence[Act] = HISTORY, plan: str = PLAN) -> Session:
    """Return a session on the plan, after the seeded history, acted in by `robin`."""
    if history and not any(folder.iterdir()):
        journal = folder / ".tracker"
        journal.mkdir()
        for name, content in _journal_after(tuple(history), plan).items():
            (journal / name).write_bytes(content)
    else:
        _lived(folder, history, plan)
    return Session(opened(folder, plan), actor="robin", clock=clock)


@cache
def _journal_after(history: tuple[Act, ...], plan: str) -> dict[str, bytes]:
    """The files that a seeded history leaves: it is lived once, and every test gets a copy of its journal."""
    with TemporaryDirectory() as folder:
        _lived(Path(folder), history, plan)
        journal = Path(folder) / ".tracker"
        with closing(sqlite3.connect(journal / "tracker.db")) as database:
            return {"tracker.db": database.serialize(), ".gitignore": (journal / ".gitignore").read_bytes()}


def _lived(folder: Path, history: Sequence[Act], plan: str) -> None:
    tracker = opened(folder, plan)
    for act in history:
        tracker.act(act.decide, actor=act.actor, now=NOW - timedelta(hours=act.hours_ago))


class Host(App[None]):
    """Nothing but one screen, in the app's own theme; `result` is what it dismissed."""

    CSS_PATH = str(Path(screens.app.__file__).with_name("app.tcss"))
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, first: Callable[[], Screen[Any]]) -> None:
        super().__init__()
        self._first_screen = first
        self.results: list[Any] = []
        self.register_theme(DARK)
        self.theme = DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The variables that app.tcss names."""
        return dict(default_variables())

    def on_mount(self) -> None:
        """Open the screen."""
        self.push_screen(self._first_screen(), self.results.append)

    @property
    def said(self) -> str:
        """What the screen says above its keys."""
        return str(self.screen.query_one("#said", Static).content)

    @property
    def page(self) -> Page:
        """The page of the screen on top."""
        return self.screen.query_one("#page", Page)
