"""`tracker journal`: what is sent, what comes in, and what is said of it."""

from __future__ import annotations

import io
import json
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.cli.conftest import PLAN, Call


@pytest.fixture
def theirs(tracker: Call, repository: Path, tmp_path: Path) -> Path:
    """Another person's journal of the same plan, exported."""
    there = tmp_path / "there.db"
    tracker("--db", str(there), "--as", "bo", "start", "POOL")
    tracker("--db", str(there), "--as", "bo", "note", "TLS", "-m", "[red]waits")
    tracker("--db", str(there), "journal", "export", "-o", str(tmp_path / "theirs.jsonl"))
    return tmp_path / "theirs.jsonl"


def test_export_and_import(tracker: Call, theirs: Path) -> None:
    tracker("note", "POOL", "-m", "mine")
    would = tracker("journal", "import", str(theirs), "--dry-run")
    assert would.lines == [
        "2 events would come from bo (1 replica); 0 known already",
        "◐ POOL  open → in progress",
    ]
    assert "waits" not in tracker("log").out
    came = tracker("journal", "import", str(theirs))
    assert came.lines == ["2 new events from bo (1 replica); 0 known already", "◐ POOL  open → in progress"]
    assert came.err == ""
    assert "[red]waits" in tracker("show", "TLS").out
    assert tracker("journal", "import", str(theirs)).lines == ["nothing new: 2 events known already"]
    assert tracker("audit").lines == ["3 events in 2 chains, all as they were written"]


def test_import_as_json(tracker: Call, theirs: Path) -> None:
    found = tracker("journal", "import", str(theirs), "--json").json
    assert found["changes"] == [{"plan": "shop", "item": "POOL", "from": "open", "to": "in_progress"}]
    assert (found["schema"], found["new"], found["known"], found["people"]) == (1, 2, 0, ["bo"])
    assert (found["dry_run"], found["forks"], found["own_continued"], found["ahead"]) == (
        False,
        [],
        False,
        None,
    )


def test_export_to_standard_output(tracker: Call, theirs: Path, repository: Path) -> None:
    assert tracker("journal", "export").out == ""
    assert not (repository / ".tracker").exists()
    tracker("start", "POOL")
    (line,) = tracker("journal", "export", "-o", "-").lines
    assert json.loads(line)["kind"] == "start"
    assert tracker("journal", "export", "--force", code=2).out == ""


def test_export_takes_the_place_of_nothing(tracker: Call, theirs: Path, repository: Path) -> None:
    before = theirs.read_bytes()
    refused = tracker("journal", "export", "-o", str(theirs), code=2)
    assert "--force" in refused.err
    assert theirs.read_bytes() == before
    assert tracker("journal", "export", "-o", str(theirs), "--force").err == f"wrote 0 events to {theirs}\n"


def test_import_from_standard_input(tracker: Call, theirs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = SimpleNamespace(buffer=io.BytesIO(theirs.read_bytes()), isatty=lambda: False)
    monkeypatch.setattr(sys, "stdin", stdin)
    assert tracker("journal", "import", "-").lines[0].startswith("2 new events")


def test_an_altered_line_is_named_and_nothing_comes(tracker: Call, theirs: Path, repository: Path) -> None:
    theirs.write_text(theirs.read_text().replace("waits", "holds"))
    refused = tracker("journal", "import", str(theirs), code=6)
    assert refused.err.startswith("tracker: line 2: event ")
    assert "was altered" in refused.err
    assert not (repository / ".tracker").exists()


def test_a_copied_database_is_told(tracker: Call, repository: Path, tmp_path: Path) -> None:
    tracker("start", "POOL")
    shutil.copytree(repository, tmp_path / "copy")
    there = str(tmp_path / "copy" / ".tracker" / "tracker.db")
    tracker("note", "POOL", "-m", "mine")
    tracker("--db", there, "note", "POOL", "-m", "theirs")
    told = tracker("journal", "import", there).err.splitlines()
    assert [line[:8] for line in told] == ["replica ", "somebody"]
    assert "was continued in two places from event 2 on" in told[0]
    assert tracker("audit").lines == ["3 events in 2 chains, all as they were written"]
    assert tracker("journal", "import", there).err == ""


def test_a_clock_that_is_ahead_is_told(tracker: Call, theirs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_NOW", "2026-02-01T12:00:00+00:00")
    told = tracker("journal", "import", str(theirs)).err
    assert told.startswith("the newest event is of 2026-03-01 12:00 UTC, ahead of the clock here")


def test_events_of_another_plan_are_kept_for_it(tracker: Call, theirs: Path, repository: Path) -> None:
    plan = repository / "plan.toml"
    plan.write_text(PLAN.replace('id = "shop"', 'id = "other"'))
    assert "kept for when their plans are here: shop" in tracker("journal", "import", str(theirs)).err
    plan.write_text(PLAN)
    assert "waits" in tracker("show", "TLS").out


def test_what_a_forced_restore_lost_is_brought_back(tracker: Call, repository: Path) -> None:
    tracker("start", "POOL")
    tracker("backup", "copy.db")
    tracker("note", "POOL", "-m", "newer")
    said = tracker("restore", "copy.db", "--force").err.splitlines()[-1]
    assert said.startswith("1 event less than before; tracker journal import ")
    assert "newer" not in tracker("show", "POOL").out
    assert "1 new event" in tracker(*said.partition("; tracker ")[2].split()).out
    assert "newer" in tracker("show", "POOL").out
    assert tracker("audit").out
    assert "1 event less" not in tracker("restore", "copy.db", "--force", code=0).out


def test_evidence_comes_with_its_copies(tracker: Call, repository: Path, tmp_path: Path) -> None:
    (repository / "report.txt").write_text("all green")
    there = tmp_path / "there"
    there.mkdir()
    db = str(there / "tracker.db")
    tracker("--db", db, "evidence", "add", "POOL", "--file", "report.txt")
    tracker("--db", db, "evidence", "export", str(tmp_path / "bundle"))
    came = tracker("journal", "import", str(tmp_path / "bundle"))
    assert "1 copy of evidence kept" in came.out
    copies = [path for path in (repository / ".tracker" / "evidence").rglob("*") if path.is_file()]
    assert [path.read_text() for path in copies] == ["all green"]
    assert "copies" not in tracker("journal", "import", str(tmp_path / "bundle")).out
    assert tracker("audit").code == 0


def test_an_altered_copy_is_left(tracker: Call, repository: Path, tmp_path: Path) -> None:
    (repository / "report.txt").write_text("all green")
    there = tmp_path / "there"
    there.mkdir()
    db = str(there / "tracker.db")
    tracker("--db", db, "evidence", "add", "POOL", "--file", "report.txt")
    tracker("--db", db, "evidence", "export", str(tmp_path / "bundle"))
    (copy,) = (path for path in (tmp_path / "bundle" / "evidence").rglob("*") if len(path.name) == 64)
    copy.chmod(0o644)
    copy.write_text("all red")
    assert "was left" in tracker("journal", "import", str(tmp_path / "bundle"), code=1).err
    assert not list((repository / ".tracker" / "evidence").rglob("*.t*"))
