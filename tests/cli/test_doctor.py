"""`tracker doctor`: what it finds, and that each remedy it names is one."""

from __future__ import annotations

import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tracker.store.migrations import backup_path

Found = list[dict[str, str]]


def found(tracker: Call, part: str, code: int = 0) -> Found:
    """What is wrong with a part."""
    findings: Found = tracker("doctor", "--json", code=code).json["findings"]
    return [finding for finding in findings if finding["part"] == part and finding["level"] != "ok"]


def remedy(tracker: Call, part: str, code: int = 0) -> list[str]:
    """The one remedy for a part, as words of a command."""
    (finding,) = found(tracker, part, code)
    return shlex.split(finding["remedy"])


def use(tracker: Call, words: list[str]) -> None:
    """Do as a remedy says: with the tracker in this process, with anything else in one of its own."""
    if words[0] == "tracker":
        tracker(*words[1:])
    else:
        subprocess.run(words, check=True)


def checkpointed(place: Path) -> None:
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.fixture
def database(tracker: Call, repository: Path) -> Path:
    """A journal with two events."""
    tracker("start", "POOL")
    tracker("note", "TLS", "-m", "seen")
    return repository / ".tracker" / "tracker.db"


def test_nothing_is_wrong_with_what_is_sound(tracker: Call, database: Path) -> None:
    for part in ("journal", "evidence", "git", "hooks"):
        assert found(tracker, part) == []


def test_a_lost_index_is_told_and_a_backup_undoes_it(tracker: Call, database: Path) -> None:
    tracker("backup", f"{database}.sound")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("DROP INDEX event_item")
    (finding,) = found(tracker, "journal", 1)
    assert finding["text"] == "the table event has other indexes than a tracker makes"
    use(tracker, shlex.split(finding["remedy"]))
    assert found(tracker, "journal") == []


def test_no_journal_is_nothing_wrong(tracker: Call, repository: Path) -> None:
    assert found(tracker, "journal") == []
    assert "is made by the first act" in tracker("doctor").out
    assert not (repository / ".tracker").exists()


def test_a_deleted_journal_comes_back_from_its_copy(tracker: Call, database: Path) -> None:
    tracker("backup", f"{database}.saved")
    for path in database.parent.glob("tracker.db*"):
        if path.name != "tracker.db.saved":
            path.unlink()
    words = remedy(tracker, "journal")
    assert words == ["tracker", "restore", f"{database}.saved"]
    use(tracker, words)
    assert "2 events, chains intact" in tracker("doctor").out


def test_a_damaged_journal_comes_back_from_its_copy(tracker: Call, database: Path) -> None:
    tracker("backup", f"{database}.saved")
    checkpointed(database)
    database.write_bytes(b"rubbish " * 2000)
    use(tracker, remedy(tracker, "journal", code=1))
    assert found(tracker, "journal") == []
    assert "seen" in tracker("show", "TLS").out
    assert database.with_name("tracker.db.damaged").read_bytes() == b"rubbish " * 2000


def test_a_damaged_journal_without_a_copy(tracker: Call, database: Path) -> None:
    checkpointed(database)
    database.write_bytes(b"rubbish " * 2000)
    assert remedy(tracker, "journal", code=1) == ["tracker", "restore", "BACKUP"]


def test_an_altered_event_comes_back_from_the_copy(tracker: Call, database: Path) -> None:
    tracker("backup", f"{database}.saved")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE event SET actor = 'eve' WHERE seq = 1")
        connection.commit()
    use(tracker, remedy(tracker, "journal", code=1))
    assert found(tracker, "journal") == []


def test_wrong_states_are_folded_anew(tracker: Call, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE item_state SET state = '{\"status\":\"verified\"}', status = 'verified'")
        connection.commit()
    use(tracker, remedy(tracker, "journal", code=1))
    assert found(tracker, "journal") == []
    assert "in_progress" in tracker("show", "POOL", "--json").out


def test_somebody_who_writes_is_told(tracker: Call, database: Path) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert remedy(tracker, "journal") == ["fuser", str(database)]
    assert found(tracker, "journal") == []


def test_what_was_left_by_one_who_was_killed_is_no_lock(tracker: Call, database: Path) -> None:
    writer = "import sqlite3, os, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
    writer += "c.execute('BEGIN IMMEDIATE'); c.execute('DELETE FROM event'); os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", writer, str(database)], check=False)
    assert found(tracker, "journal") == []
    assert "2 events, chains intact" in tracker("doctor").out


def test_permissions_are_mended(tracker: Call, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing stops root, so what may not be written is what its mode says."""
    by_mode = {os.W_OK: 0o200, os.R_OK: 0o400, os.X_OK: 0o100}

    def access(path: os.PathLike[str], wanted: int) -> bool:
        mode = os.stat(path).st_mode
        return all(mode & bit for flag, bit in by_mode.items() if wanted & flag)

    monkeypatch.setattr("tracker.store.health.os.access", access)
    database.chmod(0o444)
    database.parent.chmod(0o555)
    words = remedy(tracker, "journal", code=1)
    assert words[:4] == ["chmod", "u+rwX", str(database.parent), str(database)]
    use(tracker, words)
    assert found(tracker, "journal") == []


def test_a_full_disk_is_told(tracker: Call, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(database.parent)
    monkeypatch.setattr("tracker.store.health.shutil.disk_usage", lambda _: usage._replace(free=1024))
    (finding,) = found(tracker, "journal")
    assert finding["text"] == f"only 0 MB are free on the disk of {database}"
    assert finding["remedy"].startswith("free some space")


def test_an_old_journal_is_brought_up_to_date_and_kept(tracker: Call, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("DROP TABLE drift")
        connection.execute("DROP TABLE former")
        connection.execute("DELETE FROM migration WHERE name > '0004'")
        connection.execute("PRAGMA user_version = 3")
        connection.commit()
    assert found(tracker, "journal") == []
    kept = backup_path(database, 3)
    assert kept.is_file()
    tracker("--db", str(kept), "log")


def test_a_clock_that_is_behind_the_journal_is_told(
    tracker: Call, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_NOW", "2026-02-28T13:00:00+00:00")
    assert found(tracker, "journal") == []
    monkeypatch.setenv("TRACKER_NOW", "2025-03-01T12:00:00+00:00")
    (finding,) = found(tracker, "journal")
    assert "2026-03-01 12:00 UTC, ahead of the clock here" in finding["text"]


def test_a_mistyped_database_is_told(
    tracker: Call, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_DB", "no such/x.db")
    words = remedy(tracker, "journal")
    assert words == ["mkdir", "-p", str(repository / "no such")]
    use(tracker, words)
    assert remedy(tracker, "journal") == ["unset", "TRACKER_DB"]


def kept_copy(tracker: Call, repository: Path) -> Path:
    (repository / "report.txt").write_text("all green")
    tracker("evidence", "add", "POOL", "--file", "report.txt")
    (copy,) = (p for p in (repository / ".tracker" / "evidence").rglob("*") if p.is_file())
    return copy


def test_a_removed_copy_is_kept_again(tracker: Call, repository: Path) -> None:
    copy = kept_copy(tracker, repository)
    assert found(tracker, "evidence") == []
    assert "1 copy as recorded" in tracker("doctor").out
    copy.unlink()
    words = remedy(tracker, "evidence", code=1)
    assert words[:5] == ["tracker", "evidence", "add", "POOL", "--file"]
    tracker(*words[1:5], "report.txt")
    assert found(tracker, "evidence") == []


def test_an_altered_copy_is_kept_again(tracker: Call, repository: Path) -> None:
    copy = kept_copy(tracker, repository)
    copy.chmod(0o644)
    copy.write_text("all red")
    tracker(*remedy(tracker, "evidence", code=1)[1:5], "report.txt")
    assert copy.read_text() == "all green"
    assert found(tracker, "evidence") == []


def test_a_file_that_does_not_belong_is_removed(tracker: Call, repository: Path) -> None:
    copy = kept_copy(tracker, repository)
    (copy.parent / "strange; file").write_text("x")
    words = remedy(tracker, "evidence", code=1)
    assert words[:2] == ["rm", "-f"]
    use(tracker, words)
    assert found(tracker, "evidence") == []


@pytest.mark.parametrize("variable", ["VISUAL", "EDITOR"])
def test_an_editor_that_is_not_there(
    tracker: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str
) -> None:
    (tmp_path / "bin").mkdir()
    for name in ("nano", "git"):
        (tmp_path / "bin" / name).write_text("#!/bin/sh\n")
        (tmp_path / "bin" / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("TRACKER_NOW")
    monkeypatch.setenv(variable, "'no such editor' --wait")
    (finding,) = found(tracker, "settings")
    assert finding["text"] == f"{variable} is no such editor, which is not installed"
    assert finding["remedy"] == f"export {variable}=nano"
    monkeypatch.setenv(variable, "nano")
    assert found(tracker, "settings") == []
    monkeypatch.setenv(variable, "'unbalanced")
    assert len(found(tracker, "settings")) == 1


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("TRACKER_NOW", "2026-03-01", "TRACKER_NOW pretends that it is 2026-03-01"),
        ("TRACKER_ACTOR", " ", "TRACKER_ACTOR is blank"),
        ("TRACKER_PLAM", "x", "nothing reads TRACKER_PLAM (did you mean TRACKER_PLAN?)"),
    ],
)
def test_variables_that_were_not_meant(
    tracker: Call, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv("EDITOR", sys.executable)
    monkeypatch.delenv("TRACKER_NOW")
    assert found(tracker, "settings") == []
    monkeypatch.setenv(name, value)
    (finding,) = found(tracker, "settings")
    assert (finding["text"], finding["remedy"]) == (said, f"unset {name}")


def test_git_that_is_not_there(tracker: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (finding,) = found(tracker, "git", code=1)
    assert finding["text"] == "git is not installed"
    assert found(tracker, "hooks", code=1) == []


def test_no_repository_and_the_way_to_one(
    tracker: Call, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    shutil.copy(repository / "plan.toml", bare)
    monkeypatch.chdir(bare)
    words = remedy(tracker, "git")
    assert words == ["git", "init"]
    use(tracker, ["git", "init", "-q"])
    assert found(tracker, "git") == []


def test_hooks_that_are_out_of_date_are_installed_again(tracker: Call, repository: Path) -> None:
    tracker("hook", "install")
    assert found(tracker, "hooks") == []
    hook = repository / ".git" / "hooks" / "post-commit"
    hook.chmod(0o644)
    use(tracker, remedy(tracker, "hooks"))
    assert found(tracker, "hooks") == []


def test_a_plan_that_cannot_be_read(tracker: Call, repository: Path) -> None:
    (repository / "plan.toml").write_text("nonsense")
    words = remedy(tracker, "plan", code=1)
    assert words == ["tracker", "check", str(repository / "plan.toml")]
    tracker(*words[1:], code=4)
