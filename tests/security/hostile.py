"""A world in which every text would steer a terminal, or be taken for markup."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.history.building import Repo
from tests.security.conftest import Call
from tests.store.helpers import seal_states

STEERING = (
    "\x1b]52;c;UFdORUQ=\x07"  # the clipboard
    "\x1b]8;;http://evil.example\x1b\\"  # a link
    "\x1b]0;owned\x07\x1b[2J\x1b[31m\x1bP$q\x1b\\"  # the title, the screen, a question to answer
    "\x9b31m\x9d52;c;UFdORUQ=\x9c\x85"  # the same as C1 controls
    "\u202e\u2066\u200b\u200f\u061c\ufeff"  # order and zero width
    "\x08\x0c\x7f"
)
MARKUP = "[red]SEEN[/red][@click=app.bell]x[/]<img src=x onerror=alert(1)>"
EVIL = f"{STEERING}{MARKUP}"
MARKER = "MARKER"
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)

PLAN = """\
schema = 1
[plan]
id = "shop"
title = "Shop MARKER"
reviewed = 2026-02-01
baseline = "{baseline}"
source = "reviews/MARKER.md"
claims = {{ verdict = "ready", score = 6.5, time_to_ready = "2-3w" }}
[team]
engineers = [{{ id = "sam" }}]
[gate.production]
title = "Gate MARKER"
block_on = ["critical", "high"]
checklists = ["pre"]
targets = ["p95"]
sign_off = ["lead"]
[area.database]
title = "Area MARKER"
weight = 30
score = 6
[phase.now]
title = "Phase MARKER"
window = "after MARKER"
goal = "MARKER"
[item.SEC-1]
title = "Rotate MARKER"
severity = "critical"
phase = "now"
area = "database"
blocker = true
effort = "2-3h"
owner = "sam MARKER"
files = ["src/MARKER.ts:1-2", "keys.txt"]
issue = "MARKER"
symptoms = "MARKER"
cause = "MARKER"
impact = "MARKER"
risk = "MARKER"
approach = "MARKER"
steps = ["MARKER"]
limit = {{ current = "MARKER", recommended = "MARKER", production = "MARKER" }}
snippet = [{{ lang = "MARKER", code = "MARKER", role = "proposed" }}]
resolved = ["MARKER"]
remaining = ["MARKER"]
checks = ["MARKER", {{ id = "two", text = "MARKER" }}]
proof = [{{ run = "echo MARKER", expect = "match /MARKER/" }}]
tags = ["MARKER"]
links = ["https://example.org/MARKER", "javascript:alert(1)//MARKER"]
conflicts = ["MARKER"]
lifts = {{ database = 8 }}
[item.SEC-2]
title = "MARKER"
severity = "high"
after = ["SEC-1"]
status = "deferred"
deferred = {{ when = "MARKER", review = 2026-01-10 }}
[item.SEC-3]
title = "Third MARKER"
files = ["keys.txt:1-2"]
[checklist.pre]
title = "Pre MARKER"
category = "MARKER"
[checklist.pre.checks]
health = "MARKER"
[target.p95]
metric = "MARKER"
bound = "< 1000 ms"
measured_by = "MARKER"
claimed = "MARKER"
[signoff.lead]
title = "MARKER"
conditions = ["MARKER"]
[decision.QUEUE]
title = "MARKER"
options = [{{ name = "MARKER", for = "MARKER", against = "MARKER" }}]
recommendation = "MARKER"
[routine.backup]
title = "MARKER"
every = "monthly"
steps = ["MARKER"]
"""
WORK: tuple[tuple[str, ...], ...] = (
    ("start", "SEC-1"),
    ("note", "SEC-1", "-m", "note MARKER"),
    ("tick", "SEC-1/two"),
    ("assign", "SEC-3", "--to", "kim MARKER"),
    ("block", "SEC-3", "-m", "waits for MARKER"),
    ("evidence", "add", "SEC-1", "--note", "seen MARKER"),
    ("evidence", "add", "SEC-1", "--url", "https://example.org/MARKER"),
    ("evidence", "add", "SEC-1", "--file", "keys.txt"),
    ("evidence", "add", "SEC-1", "--commit", "HEAD"),
    ("measure", "p95", "1200 ms"),
    ("signoff", "lead", "--by", "lead MARKER"),
    ("sync",),
    ("accept-risk", "SEC-2", "--approver=boss MARKER", "--rationale=MARKER", "--expires=2026-06-01"),
    ("resolve", "SEC-1", "--note", "done MARKER"),
    ("note", "SEC-1", "-m", "again MARKER"),
    ("undo",),
    ("forecast", "--simulations", "100"),
)
"""What is done in that world, before the journal is made hostile."""


def unsafe(text: str) -> list[str]:
    """Return what in a text would steer a terminal or reorder it; the end of a CSV line does not."""
    return _UNSAFE.findall(text.replace("\r\n", "\n"))


def hostile_history(folder: Path) -> Repo:
    """Return a repository with hostile messages, people, paths, branches and mailmap."""
    repo = Repo(folder)
    repo.commit("Start", file="keys.txt", text="one\ntwo\n")
    repo.git("config", "user.name", f"Mallory {EVIL}")
    (repo.path / ".mailmap").write_text(f"Mapped {STEERING.replace(chr(10), '')} <m@example.org>\n")
    message = f"Fixes SEC-3 {EVIL}\n\nEvidence: https://example.org/{EVIL}\nVerified-by: SEC-3 {EVIL}\n"
    person = f"Mallory {EVIL}".replace("<", "(").replace(">", ")")
    path = f"src/{EVIL.replace('/', '|')}.ts"
    repo.commit(
        message, file="keys.txt", text="1\ntwo\n", GIT_AUTHOR_NAME=person, GIT_AUTHOR_EMAIL="m@example.org"
    )
    blob = repo.git("hash-object", "-w", "--stdin", stdin="x\n")
    repo.git("update-index", "-z", "--index-info", stdin=f"100644 {blob}\t{path}\0".encode())
    repo.git("commit", "-q", "-m", f"Rotate the keys {EVIL}", GIT_AUTHOR_NAME=person, **repo.dates())
    head = repo.head()
    fix = repo.git("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", f"Fixes SEC-1 {EVIL}", **repo.dates())
    for name in ("--output=pwn", "-SEC-2", "SEC-2-\u202e\u200b\x9b31m\x85\u2028-<b>", f"sec-2-{'x' * 180}"):
        repo.git("update-ref", f"refs/heads/{name}", fix if name.startswith("--") else head)
    loose = repo.path / ".git" / "refs" / "heads"
    (loose / "SEC-2 \x1b]0;owned\x07").write_text(f"{head}\n")
    (loose / "@{SEC-2").write_text(f"{head}\n")
    return repo


def hostile_world(folder: Path, call: Call) -> Path:
    """Return a repository with plan and journal, hostile in every text; the current folder must be in it."""
    repo = Repo(folder, made=True)
    baseline = repo.git("rev-list", "--max-parents=0", "HEAD")
    plan = PLAN.format(baseline=baseline)
    (folder / "plan.toml").write_text(plan)
    for arguments in WORK:
        ran = call(*arguments)
        assert ran.code in (0, 3), (arguments, ran)
    poison_journal(folder / ".tracker" / "tracker.db")
    escaped = "".join(f"\\U{ord(mark):08X}" for mark in EVIL)
    (folder / "plan.toml").write_text(plan.replace(MARKER, escaped))
    return folder


def poison_journal(path: Path) -> None:
    """Put the hostile text in the place of the marker in every column of the database."""
    in_json = json.dumps(EVIL)[1:-1]
    with closing(sqlite3.connect(path)) as connection, connection:
        tables = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        for table in tables:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            for column in columns:
                replaced = f'replace("{column}", ?, CASE WHEN "{column}" LIKE ? THEN ? ELSE ? END)'
                connection.execute(
                    f'UPDATE {table} SET "{column}" = {replaced} WHERE "{column}" LIKE ?',
                    (MARKER, '%"%', in_json, EVIL, f"%{MARKER}%"),
                )
        connection.execute("UPDATE event SET actor = ?", (f"actor {EVIL}",))
    seal_states(path)


def poison_names(path: Path) -> None:
    """Make hostile what only programs read: ids, chains, commits."""
    names = {
        "event": ("id", "replica", "batch", "effect", "commit", "hash", "prev_hash"),
        "replica": ("id", "clock", "hash"),
        "item_state": ("updated_at",),
        "stale": ("evidence", "sha"),
        "drift": ("lines", "since"),
        "hit": ("sha",),
        "forecast": ("answer", "headline", "p50", "p85"),
        "migration": ("name",),
    }
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for table, columns in names.items():
            for column in columns:
                connection.execute(f'UPDATE {table} SET "{column}" = "{column}" || ?', (STEERING,))
