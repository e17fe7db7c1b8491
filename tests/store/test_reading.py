"""Reads: the log, the token that tells of changes, and what they must not load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.store.helpers import NOW, PLAN, note, signoff, start, write
from tracker.store.journal import Journal
from tracker.store.log import read_log
from tracker.store.snapshot import change_token, read_snapshot

_LOADED = """
import sys
from pathlib import Path
from tracker.domain.plan import Plan
from tracker.store.log import read_log
from tracker.store.scan import read_hits, read_scan
from tracker.store.snapshot import change_token, read_snapshot
from tracker.store.trust import read_trusted
path = Path(sys.argv[1])
assert read_snapshot(path, Plan("shop", "Shop")).event_count == 1
assert len(read_log(path, "shop")) == 1
read_scan(path, "shop"), read_hits(path, "shop"), change_token(path), read_trusted(path)
heavy = {"sqlmodel", "sqlalchemy", "pydantic", "textual", "numpy", "git", "tomlkit", "rich", "hashlib"}
print(sorted(heavy & sys.modules.keys()))
"""


def test_reading_loads_nothing_heavy(journal: Journal, db: Path) -> None:
    write(journal, start())
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, str(db)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_the_log_is_newest_first_and_can_be_cut(journal: Journal, db: Path) -> None:
    write(journal, note("one"), note("two", "AUTH"))
    write(journal, note("three"))
    texts = [entry.event.payload["text"] for entry in read_log(db, PLAN.id)]
    assert texts == ["three", "two", "one"]
    assert [entry.event.payload["text"] for entry in read_log(db, PLAN.id, limit=1)] == ["three"]
    assert read_log(db, PLAN.id, limit=0) == ()


def test_the_log_of_an_item_under_all_its_names(journal: Journal, db: Path) -> None:
    write(journal, note("one"), note("two", "AUTH"), signoff())
    assert len(read_log(db, PLAN.id, ["DB-POOL"])) == 1
    assert len(read_log(db, PLAN.id, ["DB-POOL", "AUTH"])) == 2
    assert read_log(db, PLAN.id, ["CACHE"]) == ()
    assert read_log(db, "other") == ()


def test_plans_share_a_database_without_seeing_each_other(journal: Journal, db: Path) -> None:
    other = type(PLAN)("other", "Other", items=PLAN.items)
    write(journal, start())
    write(journal, note("x", "AUTH"), plan=other)
    assert set(read_snapshot(db, PLAN).states) == {"DB-POOL"}
    assert set(read_snapshot(db, other).states) == {"AUTH"}


def test_the_token_changes_with_every_write_and_only_then(journal: Journal, db: Path) -> None:
    tokens = [change_token(db)]
    for number in range(3):
        write(journal, note(str(number)))
        tokens.append(change_token(db))
    journal.undo(PLAN, actor="Ada", now=NOW)
    tokens.append(change_token(db))
    assert len(set(tokens)) == 5
    read_snapshot(db, PLAN)
    read_log(db, PLAN.id)
    assert change_token(db) == tokens[-1]


def test_reading_leaves_the_database_as_it_is(journal: Journal, db: Path) -> None:
    write(journal, start())
    journal.close()
    before = db.read_bytes()
    token = change_token(db)
    read_snapshot(db, PLAN)
    assert db.read_bytes() == before
    assert change_token(db) == token


def test_a_reader_sees_nothing_of_an_open_transaction(journal: Journal, db: Path) -> None:
    write(journal, start())
    with journal.transaction(PLAN, actor="Ada", now=NOW) as transaction:
        transaction.append([note("not yet")])
        assert read_snapshot(db, PLAN).event_count == 1
    assert read_snapshot(db, PLAN).event_count == 2
