"""Whatever is wrong around the tracker: one clear message, the documented exit code, nothing lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import PLAN, Call

HEAD = 'schema = 1\n[plan]\nid = "x"\ntitle = "X"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('schema = 1\n[plan\nid = "x"', "plan.toml:2"),
        (HEAD + '[item.A]\ntitel = "A"\n', "did you mean title"),
        (HEAD + '[item.A]\ntitle = "A"\n[item.A]\ntitle = "B"\n', "plan.toml:7"),
        (HEAD + '[item.A]\ntitle = "A"\nafter = ["NOPE"]\n', "NOPE"),
        (HEAD + '[item.A]\ntitle="A"\nafter=["B"]\n[item.B]\ntitle="B"\nafter=["A"]\n', "A"),
        (HEAD + '[item.A]\ntitle = "A"\neffort = "999999w"\n', "50,000 hours"),
        (HEAD + '[item.A]\ntitle = "A"\neffort = "soon"\n', "is no effort"),
        (HEAD + '[item.A]\ntitle = "A"\ndue = 2026-02-31\n', "plan.toml:7"),
        (HEAD + '[sla]\nhigh = "99999y"\n[item.A]\ntitle = "A"\n', "hundred years"),
        (HEAD + '[target.t]\nmetric = "M"\nbound = "fast"\n[item.A]\ntitle = "A"\n', "is no bound"),
        (HEAD.replace("schema = 1", "schema = 99") + '[item.A]\ntitle = "A"\n', "99"),
        (HEAD.replace("schema = 1\n", "") + '[item.A]\ntitle = "A"\n', "schema"),
        ("", "schema"),
        ("\x00\x01", "plan.toml"),
    ],
)
@pytest.mark.parametrize("words", [("list",), ("start", "A")])
def test_a_plan_that_cannot_be_used(
    tracker: Call, repository: Path, text: str, said: str, words: tuple[str, ...]
) -> None:
    (repository / "plan.toml").write_text(text)
    ran = tracker(*words, code=4)
    assert said in ran.err
    assert ran.out == ""
    assert not (repository / ".tracker").exists()


def test_all_errors_at_once(tracker: Call, repository: Path) -> None:
    (repository / "plan.toml").write_text(HEAD + '[item.A]\ntitel = "A"\neffort = "soon"\nphase = "p"\n')
    out = tracker("check", code=4).out
    assert all(word in out for word in ("titel", "soon", "phase"))


def test_a_plan_that_is_no_text(tracker: Call, repository: Path) -> None:
    (repository / "plan.toml").write_bytes(b"\xff\xfe" + PLAN.encode("utf-16-le"))
    assert "plan.toml" in tracker("list", code=4).err


def test_a_plan_without_items_works(tracker: Call, repository: Path) -> None:
    (repository / "plan.toml").write_text(HEAD)
    assert tracker("list").err == "none of 0 items match\n"
    assert tracker("next", code=1).err == "nothing is left to do\n"
    assert "READY" in tracker("gate").out
    assert "no items" in tracker("status").out
    assert tracker("status", "--line").lines == ["✓ x 0/0"]
    assert "no item is called A" in tracker("start", "A", code=2).err


def test_outside_of_a_repository(tracker: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "bare"
    folder.mkdir()
    (folder / "plan.toml").write_text(PLAN)
    monkeypatch.chdir(folder)
    tracker("start", "POOL")
    assert "no git repository" in tracker("resolve", "POOL", "--commit", "HEAD", code=5).err
    assert "there is no repository here" in tracker("doctor").out
    tracker("resolve", "POOL", "--note", "seen")


def test_in_a_repository_without_commits(
    tracker: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    (folder / "plan.toml").write_text(PLAN)
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    monkeypatch.chdir(folder)
    tracker("start", "POOL")
    assert tracker("resolve", "POOL", "--commit", "HEAD", code=7).out == ""
    assert "no commit yet" in tracker("doctor").out


def test_a_folder_that_was_deleted(process: Call, repository: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    os.chdir(gone)
    gone.rmdir()
    assert "the current folder does not exist any more" in process("list", code=2).err


def test_a_plan_that_is_deleted_between_two_commands(tracker: Call, repository: Path) -> None:
    tracker("start", "POOL")
    (repository / "plan.toml").unlink()
    assert "there is no plan here" in tracker("list", code=2).err
    assert tracker("list", "--plan", "plan.toml", code=4).err
    (repository / "plan.toml").write_text(PLAN)
    assert "in_progress" in tracker("show", "POOL", "--json").out


@pytest.mark.parametrize(
    "content", [b"no database at all, but long enough to be looked at" * 40, b"\0" * 8192]
)
def test_a_database_that_is_none(tracker: Call, repository: Path, content: bytes) -> None:
    (repository / "x.db").write_bytes(content)
    for words in (("list",), ("start", "POOL"), ("audit",)):
        assert "x.db" in tracker(*words, "--db", "x.db", code=6).err
    assert "x.db" in tracker("doctor", "--db", "x.db", code=1).out
    assert (repository / "x.db").read_bytes() == content


def test_a_damaged_database(tracker: Call, repository: Path) -> None:
    for number in range(30):
        tracker("note", "POOL", "-m", f"{number} " + "x" * 500)
    place = repository / ".tracker" / "tracker.db"
    with sqlite3.connect(place) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    data = bytearray(place.read_bytes())
    data[4096 * 2 :] = b"\xab" * (len(data) - 4096 * 2)
    place.write_bytes(data)
    assert "hint" in tracker("log", code=6).err
    assert tracker("doctor", code=1).out


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_cannot_be_written(tracker: Call, repository: Path) -> None:
    tracker("start", "POOL")
    folder = repository / ".tracker"
    for path in folder.iterdir():
        path.chmod(0o400)
    folder.chmod(0o500)
    try:
        assert "POOL" in tracker("list").out
        assert tracker("start", "DOCS", code=6).err
    finally:
        folder.chmod(0o700)


def test_a_tracker_folder_that_is_a_file(tracker: Call, repository: Path) -> None:
    (repository / ".tracker").write_text("in the way")
    assert "tracker: " in tracker("start", "POOL", code=6).err
    assert (repository / ".tracker").read_text() == "in the way"


def test_a_cache_that_cannot_be_kept_costs_nothing(
    tracker: Call, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(repository / "file"))
    (repository / "plan.toml").write_text(PLAN + "# " + "x" * 9000)
    assert len(tracker("list").lines) == 4
    assert tracker("forecast", "--simulations", "100").out


def test_names_that_steer_a_terminal_are_not_obeyed(tracker: Call, repository: Path) -> None:
    (repository / "plan.toml").write_text(
        HEAD + '[item.A]\ntitle = "bad \\u001b[2J \\u202e title"\nissue = "x\\u001b]0;y\\u0007"\n'
    )
    for words in (("list",), ("show", "A"), ("board",), ("export",), ("show", "A", "--json")):
        out = tracker(*words).out
        assert "\x1b" not in out
        assert "\u202e" not in out


def test_time_runs_backwards(tracker: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    tracker("start", "POOL")
    monkeypatch.setenv("TRACKER_NOW", "2020-01-01")
    tracker("resolve", "POOL", "--note", "seen")
    assert [event["kind"] for event in tracker("log", "--json").json["events"]] == [
        "resolve",
        "evidence",
        "start",
    ]
    assert "as they were written" in tracker("audit").out


@pytest.mark.parametrize("option", ["-o", "--into"])
@pytest.mark.parametrize("place", ["plan.toml", "./plans/../plan.toml", ".tracker/tracker.db"])
def test_a_report_never_replaces_plan_or_journal(
    tracker: Call, repository: Path, option: str, place: str
) -> None:
    (repository / "plans").mkdir()
    tracker("start", "POOL")
    before = (repository / place).read_bytes()
    assert "nothing was written" in tracker("export", option, place, code=2).err
    assert (repository / place).read_bytes() == before


def test_a_file_without_markers_is_named(tracker: Call, repository: Path) -> None:
    (repository / "notes.md").write_text("notes\n")
    assert "notes.md: the file has no place" in tracker("export", "--into", "notes.md", code=2).err
    assert (repository / "notes.md").read_text() == "notes\n"


def test_a_time_at_the_end_of_the_calendar(tracker: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_NOW", "9999-12-31T00:00")
    assert "leaves no room" in tracker("forecast", code=2).err
