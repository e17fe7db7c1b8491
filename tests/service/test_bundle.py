"""Audit bundles: whole, checkable by `sha256sum -c` alone, and honest about what they lack."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.store.helpers import run_sql
from tracker.domain.event import Draft, EventKind
from tracker.errors import StoreError, UsageError
from tracker.service.evidence.bundle import Bundle, write_bundle
from tracker.service.evidence.offered import Offered, gathered
from tracker.service.tracker import Tracker
from tracker.service.undo import undo
from tracker.store.artefacts import copy_path
from tracker.store.exchange import journal_lines

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DIGEST = hashlib.sha256(b"fine\n").hexdigest()
COPY = f"evidence/{DIGEST[:2]}/{DIGEST}"
HOSTILE = "=cmd|' /C calc'!A0 \x1b[31m[b]x[/b] <script>alert(1)</script>"


@pytest.fixture
def worked(tracker: Tracker, root: Path) -> Tracker:
    """A plan with evidence of several kinds, some of it hostile, some of it undone."""
    (root / "report.txt").write_bytes(b"fine\n")
    add(
        tracker,
        Offered("file", "report.txt:1"),
        Offered("note", HOSTILE),
        Offered("attestation", "x", "Grace"),
    )
    ran = {"kind": "command", "ref": "make test", "passed": True, "text": "exit 0\nall fine"}
    tracker.act(lambda _: [Draft(EventKind.EVIDENCE, "PROVED", ran)], actor="ada", now=NOW)
    add(tracker, Offered("url", "https://example.org"))
    undo(tracker, 1, actor="ada", now=NOW)
    return tracker


def add(tracker: Tracker, *offered: Offered) -> None:
    with gathered(tracker, offered) as pieces:
        pieces.place()
        card = tracker.board(NOW).by_id["POOL"]
        tracker.act(lambda _: pieces.drafts(card), actor="ada", now=NOW)


def bundle(tracker: Tracker, folder: Path) -> Bundle:
    return write_bundle(tracker, tracker.board(NOW), None, folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def check(folder: Path) -> list[str]:
    """What `sha256sum -c` would name, for machines that lack it; the names in a bundle need no escapes."""
    wrong = []
    for line in (folder / "MANIFEST.sha256").read_text().splitlines():
        digest, _, name = line.partition("  ")
        path = folder / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            wrong.append(name)
    return wrong


def sha256sum(folder: Path) -> list[str]:
    """The files that the real tool calls wrong."""
    call = ["sha256sum", "-c", "--strict", "MANIFEST.sha256"]
    done = subprocess.run(call, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    wrong = [line.rpartition(": ")[0] for line in done.stdout.splitlines() if not line.endswith(": OK")]
    assert (done.returncode == 0) == (not wrong)
    return wrong


def entries(folder: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads((folder / "evidence.json").read_bytes())["evidence"]
    return found


def test_a_bundle_holds_everything(worked: Tracker, tmp_path: Path) -> None:
    folder = tmp_path / "audit"
    written = bundle(worked, folder)
    found = contents(folder)
    run = next(name for name in found if name.startswith("outputs/PROVED-"))
    expected = {"report.md", "report.html", "journal.jsonl", "plan.toml", "README.md", "MANIFEST.sha256"}
    assert set(found) == expected | {"evidence.json", "evidence.csv", COPY, run}
    assert (written.whole, written.files) == (True, len(found))
    assert written.manifest == hashlib.sha256(found["MANIFEST.sha256"]).hexdigest()
    assert found[COPY] == b"fine\n"
    assert found[run] == b"exit 0\nall fine\n"
    assert found["plan.toml"] == worked.path.read_bytes()
    assert found["journal.jsonl"].decode().splitlines() == list(journal_lines(worked.workspace.database))
    assert "Every copy that was kept in this journal is here" in found["README.md"].decode()


def test_the_manifest_checks_every_file(worked: Tracker, tmp_path: Path) -> None:
    folder = tmp_path / "audit"
    bundle(worked, folder)
    listed = [line.partition("  ")[2] for line in (folder / "MANIFEST.sha256").read_text().splitlines()]
    assert listed == sorted(contents(folder).keys() - {"MANIFEST.sha256"})
    assert check(folder) == []


@pytest.mark.parametrize("name", ["report.md", "journal.jsonl", COPY, "evidence.csv", "plan.toml"])
def test_tampering_shows(worked: Tracker, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "audit"
    bundle(worked, folder)
    with (folder / name).open("ab") as file:
        file.write(b" ")
    assert check(folder) == [name]
    (folder / name).unlink()
    assert check(folder) == [name]


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="there is no sha256sum")
def test_sha256sum_alone_is_enough(worked: Tracker, tmp_path: Path) -> None:
    folder = tmp_path / "audit"
    bundle(worked, folder)
    assert sha256sum(folder) == []
    (folder / COPY).write_bytes(b"fine!\n")
    (folder / "report.html").unlink()
    assert sha256sum(folder) == [COPY, "report.html"] == check(folder)


def test_the_index_tells_of_every_piece(worked: Tracker, tmp_path: Path) -> None:
    folder = tmp_path / "audit"
    bundle(worked, folder)
    found = entries(folder)
    assert [(entry["item"], entry["kind"], entry["counts"]) for entry in found] == [
        ("POOL", "file", True),
        ("POOL", "note", True),
        ("POOL", "attestation", True),
        ("PROVED", "command", True),
        ("POOL", "url", False),
    ]
    file = found[0]
    assert (file["copy"], file["digest"], file["size"], file["copy_state"]) == (COPY, DIGEST, 5, "present")
    assert found[2]["attested_by"] == "Grace"
    assert str(found[3]["output"]).startswith("outputs/PROVED-")
    rows = list(csv.reader(io.StringIO((folder / "evidence.csv").read_text())))
    assert rows[0] == list(file)
    assert len(rows) == 6


def test_hostile_text_does_nothing(worked: Tracker, tmp_path: Path) -> None:
    folder = tmp_path / "audit"
    bundle(worked, folder)
    texts = {name: data for name, data in contents(folder).items() if not name.startswith("evidence/")}
    assert [name for name, data in texts.items() if b"\x1b" in data] == []
    assert b"<script>" not in texts["report.html"].lower()
    rows = list(csv.DictReader(io.StringIO((folder / "evidence.csv").read_text())))
    assert rows[1]["ref"].startswith("'=cmd")


def test_equal_journals_make_equal_bundles(worked: Tracker, tmp_path: Path) -> None:
    one, two = bundle(worked, tmp_path / "one"), bundle(worked, tmp_path / "two")
    assert one == two
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    add(worked, Offered("note", "more"))
    assert bundle(worked, tmp_path / "three").manifest != one.manifest


def test_a_plan_without_evidence(tracker: Tracker, tmp_path: Path) -> None:
    written = bundle(tracker, tmp_path / "audit")
    assert written.whole
    assert entries(tmp_path / "audit") == []
    assert (tmp_path / "audit" / "journal.jsonl").read_bytes() == b""
    assert check(tmp_path / "audit") == []


def broken(tracker: Tracker, how: str) -> None:
    path = copy_path(tracker.workspace.database, DIGEST)
    path.unlink()
    if how == "altered":
        path.write_bytes(b"forged\n")


@pytest.mark.parametrize("how", ["missing", "altered"])
def test_what_is_lacking_is_named_and_the_rest_is_written(worked: Tracker, tmp_path: Path, how: str) -> None:
    broken(worked, how)
    folder = tmp_path / "audit"
    written = bundle(worked, folder)
    assert written.lacking == (f"{COPY} (POOL: report.txt:1) is {how}",)
    assert not written.whole
    assert COPY not in contents(folder)
    assert check(folder) == []
    assert (entries(folder)[0]["copy"], entries(folder)[0]["copy_state"]) == (None, how)
    text = (folder / "README.md").read_text()
    assert "Not everything is here" in text
    assert f"is {how}" in text


def test_a_copy_with_another_journal_is_not_lacking(worked: Tracker, tmp_path: Path) -> None:
    run_sql(worked.workspace.database, "UPDATE replica SET own = 0")
    broken(worked, "missing")
    written = bundle(worked, tmp_path / "audit")
    assert written.whole
    assert "1 copy is with the journals of others" in (tmp_path / "audit" / "README.md").read_text()
    assert entries(tmp_path / "audit")[0]["copy_state"] == "elsewhere"


def test_an_empty_folder_is_filled(worked: Tracker, tmp_path: Path) -> None:
    folder = tmp_path / "audit"
    folder.mkdir()
    bundle(worked, folder)
    assert check(folder) == []


def test_a_folder_with_something_in_it_is_left_alone(worked: Tracker, tmp_path: Path) -> None:
    folder = tmp_path / "audit"
    folder.mkdir()
    (folder / "mine").write_text("x")
    (tmp_path / "file").write_text("x")
    for place in (folder, tmp_path / "file"):
        with pytest.raises(UsageError, match="not an empty folder"):
            bundle(worked, place)
    with pytest.raises(UsageError, match="there is no folder"):
        bundle(worked, tmp_path / "no" / "where")
    with pytest.raises(UsageError, match="among the copies"):
        bundle(worked, worked.workspace.database.parent / "evidence" / "audit")
    assert contents(folder) == {"mine": b"x"}


def test_there_is_never_half_a_bundle(
    worked: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Sequence[object]) -> str:
        raise OSError(28, "No space left on device")

    before = sorted(path.name for path in tmp_path.iterdir())
    monkeypatch.setattr("tracker.service.evidence.bundle.index_csv", full)
    with pytest.raises(StoreError, match="No space left on device"):
        bundle(worked, tmp_path / "audit")
    assert sorted(path.name for path in tmp_path.iterdir()) == before
