"""The command line as a process: pipes, encodings, full disks, signals, locks."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import PLAN, Call, Ran
from tracker.store.journal import Journal

TRACKER = [sys.executable, "-m", "tracker"]


def many_items(repository: Path, count: int = 3000) -> None:
    items = "".join(f'[item.IT-{n}]\ntitle = "Item number {n} of many"\n' for n in range(count))
    (repository / "plan.toml").write_text('schema = 1\n[plan]\nid = "x"\ntitle = "X"\n' + items)


def shell(line: str) -> Ran:
    """Run a line of bash with `tracker` in it; the code is that of the first command of its pipe."""
    script = f"{line.replace('tracker', ' '.join(TRACKER), 1)}\nexit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, encoding="utf-8", check=False)
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize("count", [4, 3000])
def test_a_reader_that_leaves_is_no_failure(repository: Path, count: int) -> None:
    many_items(repository, count)
    ran = shell("tracker list | head -n 1")
    assert (ran.code, len(ran.lines)) == (0, 1)
    assert ran.err == f"{count} items of {count}\n"


def test_a_pipe_takes_whole_lines_without_colour(process: Call, repository: Path) -> None:
    title = "A title that is far wider than any terminal " * 5
    (repository / "plan.toml").write_text(PLAN.replace("Require TLS", title.strip()))
    ran = process("list")
    assert title.strip() in ran.out
    assert "\x1b" not in ran.out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_under_standard_output(repository: Path) -> None:
    ran = shell("tracker list > /dev/full")
    assert ran.code == 6
    assert ran.err.splitlines()[-2].startswith("tracker: the disk is full")
    assert "Exception ignored" not in ran.err


def test_a_full_disk_under_the_journal(tracker: Call, process: Call, repository: Path) -> None:
    tracker("start", "POOL")
    size = (repository / ".tracker" / "tracker.db").stat().st_size

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, size // 2))

    ran = process("note", "DOCS", "-m", "x" * 50_000, code=6, preexec_fn=small_files)
    assert ran.err.startswith("tracker: the database ")
    assert len(tracker("log").lines) == 1
    assert "as they were written" in tracker("audit").out
    tracker("note", "DOCS", "-m", "now there is room")


@pytest.mark.parametrize("closed", [">&-", "<&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams(repository: Path, closed: str) -> None:
    ran = shell(f"tracker status --line {closed}")
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize(
    "words", ["list", "list --json", "show POOL", "export", "status --line", "start POOL"]
)
def test_terminals_that_know_no_utf8(process: Call, repository: Path, words: str) -> None:
    (repository / "plan.toml").write_text(PLAN.replace("Bound the", "Begrenze — 池"), encoding="utf-8")
    ran = process(*words.split(), env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert ran.out.isascii()
    assert "POOL" in ran.out or words.startswith("status")
    if "--json" in words:
        assert ran.json["items"][0]["title"].startswith("Begrenze — 池")


def test_an_interrupted_proof_ends_with_130_and_records_nothing(tracker: Call, repository: Path) -> None:
    plan = repository / "plan.toml"
    plan.write_text(plan.read_text().replace("test -f proof.txt", "touch begun; sleep 60"))
    tracker("trust", "--yes")
    running = subprocess.Popen(
        [*TRACKER, "evidence", "add", "PROVED", "--run"], stderr=subprocess.PIPE, encoding="utf-8"
    )
    while not (repository / "begun").exists():
        assert running.poll() is None
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "Traceback" not in err
    assert err.splitlines()[-1] == "tracker: interrupted; nothing is left half done"
    assert tracker("log", code=1).out == ""


def test_two_writers_at_once_both_count(tracker: Call, repository: Path) -> None:
    tracker("start", "POOL")
    writers = [subprocess.Popen([*TRACKER, "note", "POOL", "-m", str(n)]) for n in range(2)]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    assert len(tracker("log", "POOL").lines) == 3
    assert "3 events in 1 chain" in tracker("audit").out


def test_a_locked_journal_is_readable_and_its_writer_gives_up_in_words(
    tracker: Call, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracker("start", "POOL")
    patient = Journal.__init__

    def impatient(self: Journal, location: Path) -> None:
        patient(self, location, patience=0.05)

    monkeypatch.setattr(Journal, "__init__", impatient)
    other = sqlite3.connect(repository / ".tracker" / "tracker.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert "POOL" in tracker("list").out
        assert "is busy" in tracker("start", "DOCS", code=6).err
    finally:
        other.close()
    tracker("start", "DOCS")


def test_a_folder_called_tracker_is_never_run(process: Call, repository: Path) -> None:
    (repository / "tracker").mkdir()
    (repository / "tracker" / "__init__.py").write_text("")
    (repository / "tracker" / "__main__.py").write_text("open('owned', 'w')")
    entry = shutil.which("tracker", path=str(Path(sys.executable).parent))
    if entry is None:
        pytest.skip("tracker is not installed as a command")
    done = subprocess.run([entry, "status"], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert not (repository / "owned").exists()
    assert "(P50)" in done.stdout
