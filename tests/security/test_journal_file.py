"""A database that came with a repository: it acts on nothing, and is refused where no tracker made it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.security.conftest import Call
from tests.store.helpers import seal_states

pytestmark = pytest.mark.usefixtures("forecast_here")
PLAN = """\
schema = 1
[plan]
id = "p"
title = "P"
reviewed = 2026-01-01
[item.SEC-1]
title = "One"
checks = ["a", "b"]
[item.SEC-2]
title = "Two"
"""
CALLS: tuple[tuple[str, ...], ...] = (
    ("list",),
    ("status",),
    ("show", "SEC-1"),
    ("log",),
    ("audit",),
    ("note", "SEC-2", "-m", "now"),
    ("undo",),
    ("evidence", "list"),
    ("export", "-f", "json"),
    ("gate",),
    ("doctor",),
)
DEEP = "[" * 100_000 + "]" * 100_000


@pytest.fixture
def database(tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The journal of a plan with three events; its folder's parent is the current one."""
    root = tmp_path / "root"
    root.mkdir()
    monkeypatch.chdir(root)
    (root / "plan.toml").write_text(PLAN)
    for arguments in (("start", "SEC-1"), ("note", "SEC-1", "-m", "hi"), ("tick", "SEC-1/1")):
        assert call(*arguments).code == 0
    return root / ".tracker" / "tracker.db"


def change(database: Path, *statements: str, values: tuple[object, ...] = ()) -> None:
    """Change the database behind the tracker's back; the first statement takes the values."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for number, statement in enumerate(statements):
            connection.execute(statement, () if number else values)


def events(database: Path) -> int:
    """Return how many events there are."""
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("SELECT count(*) FROM event").fetchone()[0])


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        (
            "CREATE TRIGGER t AFTER INSERT ON event BEGIN DELETE FROM event WHERE seq < new.seq; END",
            "trigger",
        ),
        ("CREATE TRIGGER t AFTER UPDATE ON replica BEGIN DELETE FROM event; END", "trigger"),
        ("CREATE VIEW seen AS SELECT load_extension('/tmp/x.so') AS x", "view"),
        ("CREATE VIRTUAL TABLE found USING fts5(x)", "table"),
        ("CREATE TABLE more (x TEXT DEFAULT (load_extension('/tmp/x.so')))", "table"),
        ("CREATE UNIQUE INDEX one ON event (plan)", None),
        ("CREATE INDEX slow ON event (length(payload))", "index"),
    ],
)
def test_a_schema_that_no_tracker_made_is_refused(
    database: Path, call: Call, statement: str, kind: str | None
) -> None:
    if kind is None:
        change(database, "DELETE FROM event WHERE seq > 1", statement)
    else:
        change(database, statement)
    before = events(database)
    for arguments in CALLS[:8]:
        ran = call(*arguments)
        assert ran.code == 6, arguments
        assert f"the {kind or 'index'} " in ran.err
        assert "which no tracker made" in ran.err
    assert call("doctor").code == 1
    assert events(database) == before


def test_a_view_in_the_place_of_the_journal_is_refused(database: Path, call: Call) -> None:
    change(
        database,
        "ALTER TABLE event RENAME TO other",
        "CREATE VIEW event AS WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x FROM r) SELECT x FROM r",
    )
    assert call("list").code == call("log").code == call("start", "SEC-2").code == 6


def test_a_schema_that_was_written_by_hand_is_refused(database: Path, call: Call) -> None:
    change(
        database,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'UNIQUE (replica, seq)',"
        " 'UNIQUE (replica) ON CONFLICT REPLACE') WHERE name = 'event'",
    )
    ran = call("start", "SEC-2")
    assert (ran.code, "the table event" in ran.err) == (6, True)


def test_what_sqlite_makes_for_itself_may_be_there(database: Path, call: Call) -> None:
    change(database, "ANALYZE")
    assert call("start", "SEC-2").code == 0


PAYLOADS = [
    ("note", '{"text":5}'),
    ("note", "{}"),
    ("note", f'{{"text":{DEEP}}}'),
    ("note", "[]"),
    ("tick", '{"check":[]}'),
    ("evidence", '{"kind":5}'),
    ("evidence", '{"kind":"note","ref":[1]}'),
    ("estimate", '{"effort":"x"}'),
    ("actual", '{"hours":"x"}'),
    ("actual", '{"hours":1e999}'),
    ("defer", '{"when":5,"review":"zz"}'),
    ("accept_risk", '{"expires":"x"}'),
    ("undo", '{"batches":5}'),
    ("undo", "{}"),
    ("link", '{"sha":5,"role":"zz"}'),
    ("assign", '{"owner":[]}'),
    ("block", '{"reason":5}'),
    ("relink", '{"old":[],"new":5}'),
    ("branch", '{"name":5}'),
]


@pytest.mark.parametrize(("kind", "payload"), PAYLOADS, ids=lambda text: str(text)[:30])
def test_an_event_that_holds_something_else_is_named(
    database: Path, call: Call, kind: str, payload: str
) -> None:
    change(
        database,
        "UPDATE event SET kind = ?, payload = ? WHERE kind = 'note'",
        "DELETE FROM item_state",
        "DELETE FROM plan_state",
        values=(kind, payload),
    )
    for arguments in CALLS:
        ran = call(*arguments)
        assert ran.code in range(8), (arguments, ran)
    ran = call("log")
    assert (ran.code, "cannot be read" in ran.err) == (6, True)
    assert call("audit").code == 1


STATES = [
    f'{{"notes":{DEEP}}}',
    '{"status":[]}',
    '{"notes":[[1,2,3]]}',
    '{"owner":{"a":1}}',
    '{"actual_hours":"x"}',
    '{"blocked":5}',
    '{"ticks":[5]}',
    '{"ticks":{"1":[]}}',
    '{"branches":5}',
    '{"branches":[5]}',
    '{"reason":5,"status":"deferred"}',
    '{"evidence":[[1,2,3,"2026-01-01T00:00:00+00:00"]]}',
    '{"evidence":[["a","note",3,"2026-01-01T00:00:00+00:00","b"]]}',
    '{"notes":[[1,2,"2026-01-01T00:00:00+00:00"]]}',
    '{"commits":[[1,"fixes",2,3,"2026-01-01T00:00:00+00:00"]]}',
    '{"effort":["a","b","c"]}',
    '{"acceptance":[1,2,"2026-01-01"],"status":"risk_accepted"}',
    '{"deferral":[5,null],"status":"deferred"}',
    '{"started_at":"2026-01-01T00:00:00"}',
    '{"resolved_by":[],"status":"resolved"}',
    '{"duplicate_of":5,"status":"duplicate"}',
]


@pytest.mark.parametrize("state", STATES, ids=lambda text: str(text)[:30])
def test_a_stored_state_that_is_none_fails_in_words(database: Path, call: Call, state: str) -> None:
    change(database, "UPDATE item_state SET state = ?", values=(state,))
    seal_states(database)
    for arguments in CALLS:
        ran = call(*arguments)
        assert ran.code in range(8), (arguments, ran)
    assert call("audit").code == 1


def test_a_value_beyond_all_measure_is_not_read(database: Path, call: Call) -> None:
    change(
        database,
        "UPDATE event SET payload = '{\"text\":\"' || replace(hex(zeroblob(20000000)), '0', 'x') || '\"}'"
        " WHERE kind = 'note'",
        "DELETE FROM item_state",
    )
    ran = call("log")
    assert (ran.code, "too big" in ran.err) == (6, True)
    assert call("audit").code in (1, 6)


@pytest.mark.parametrize("target", ["pipe", "/dev/zero"])
def test_no_pipe_and_no_device_is_opened(database: Path, call: Call, target: str) -> None:
    database.unlink()
    if target == "pipe":
        os.mkfifo(database)
    else:
        database.symlink_to(target)
    for arguments in CALLS[:8]:
        assert call(*arguments).code == 6, arguments
    assert call("--db", str(database), "list").code == 6


def test_a_hundred_gigabytes_of_nothing_are_not_read(database: Path, call: Call) -> None:
    with database.open("r+b") as file:
        file.truncate(100 << 30)
    assert call("log").code == 0  # the journal is in its beginning
    with database.open("wb") as file:
        file.truncate(100 << 30)
    assert {call(*arguments).code for arguments in CALLS[:8]} == {6}


@pytest.mark.parametrize("part", [".tracker", ".tracker/tracker.db"])
def test_links_of_a_repository_lead_nowhere(database: Path, tmp_path: Path, call: Call, part: str) -> None:
    """A clone brings links: one in the place of the journal would write to another one, or anywhere."""
    root = database.parent.parent
    outside = tmp_path / "outside"
    outside.mkdir()
    database.rename(outside / "tracker.db")
    if part == ".tracker":
        for path in database.parent.iterdir():
            path.unlink()
        database.parent.rmdir()
        (root / ".tracker").symlink_to(outside)
    else:
        database.symlink_to(outside / "tracker.db")
    before = events(outside / "tracker.db")
    for arguments in CALLS[:8]:
        ran = call(*arguments)
        assert (ran.code, "leads out of here" in ran.err) == (6, True), arguments
    assert sorted(path.name for path in outside.iterdir()) == ["tracker.db"]
    assert events(outside / "tracker.db") == before
    assert call("--db", str(outside / "tracker.db"), "start", "SEC-2").code == 0  # asked for, it is used


def test_links_that_stay_inside_are_followed(database: Path, call: Call) -> None:
    database.rename(database.with_name("real.db"))
    database.symlink_to("real.db")
    assert call("start", "SEC-2").code == 0


@pytest.mark.parametrize("side", ["-wal", "-journal", "-shm"])
def test_links_in_the_place_of_side_files_are_not_followed(
    database: Path, tmp_path: Path, call: Call, side: str
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    place = database.with_name(f"tracker.db{side}")
    place.unlink(missing_ok=True)
    place.symlink_to(victim)
    assert call("start", "SEC-2").code in (0, 6)
    assert victim.read_text() == "precious"


def test_a_journal_that_lies_is_no_proof(database: Path, call: Call) -> None:
    """Whoever writes a journal can write anything into it; what a chain shows is that it was not edited."""
    change(database, "UPDATE event SET actor = 'somebody else' WHERE kind = 'note'")
    ran = call("audit")
    assert (ran.code, "was altered" in ran.out) == (1, True)
