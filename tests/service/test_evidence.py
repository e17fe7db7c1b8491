"""Gathering evidence for a write: looked up once, copied before anything is locked, placed when decided."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pytest

from tracker.domain.board import Board
from tracker.domain.event import Draft
from tracker.errors import HistoryError, RefusedError, StoreError, UsageError
from tracker.service.evidence import files as file_evidence
from tracker.service.evidence.offered import Offered, evidence_draft, gathered
from tracker.service.tracker import Tracker
from tracker.store.artefact_audit import audit_copies
from tracker.store.artefacts import copy_path

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def report(root: Path) -> Path:
    """A file to point at."""
    path = root / "report.txt"
    path.write_bytes(b"fine\n")
    return path


def files(tracker: Tracker) -> list[str]:
    folder = tracker.workspace.database.parent
    return sorted(path.name for path in folder.rglob("*") if path.is_file() and "evidence" in path.parts)


def record(tracker: Tracker, *offered: Offered) -> None:
    with gathered(tracker, offered) as pieces:

        def decide(board: Board) -> list[Draft]:
            drafts = pieces.drafts(board.by_id["POOL"])
            pieces.place()
            return drafts

        tracker.act(decide, actor="ada", now=NOW)


def test_the_copy_is_there_before_the_event(tracker: Tracker, report: Path) -> None:
    digest = hashlib.sha256(b"fine\n").hexdigest()
    with gathered(tracker, [Offered("file", "report.txt")]) as pieces:
        assert len(files(tracker)) == 1
        assert not copy_path(tracker.workspace.database, digest).exists()
        pieces.place()
        assert copy_path(tracker.workspace.database, digest).read_bytes() == b"fine\n"
        assert audit_copies(tracker.workspace.database).unfinished
        card = tracker.board(NOW).by_id["POOL"]
        tracker.act(lambda _: pieces.drafts(card), actor="ada", now=NOW)
    assert files(tracker) == [digest]


def test_several_pieces_at_once(tracker: Tracker, report: Path) -> None:
    record(
        tracker, Offered("url", "https://example.org"), Offered("file", "report.txt"), Offered("note", "x")
    )
    evidence = tracker.board(NOW).by_id["POOL"].state.evidence
    assert [found.kind for found in evidence] == ["url", "file", "note"]


def test_nothing_offered_makes_nothing(tracker: Tracker) -> None:
    with gathered(tracker, []) as pieces:
        assert not pieces
        pieces.place()
    assert not tracker.workspace.database.parent.exists()


def test_one_bad_piece_spoils_all_and_leaves_nothing(tracker: Tracker, report: Path) -> None:
    for bad, error in (
        (Offered("url", "ftp://x"), UsageError),
        (Offered("note", " \n"), UsageError),
        (Offered("file", "nope"), RefusedError),
        (Offered("attestation", "x"), RefusedError),
        (Offered("sermon", "x"), UsageError),
        (Offered("commit", "HEAD"), (RefusedError, HistoryError)),
    ):
        with pytest.raises(error):
            record(tracker, Offered("file", "report.txt"), bad)
    assert files(tracker) == []


def test_a_journal_that_cannot_be_opened_takes_no_copy(tracker: Tracker, report: Path) -> None:
    tracker.workspace.database.parent.mkdir()
    tracker.workspace.database.write_text("no database at all, but long enough to be looked at" * 50)
    with pytest.raises(StoreError):
        record(tracker, Offered("file", "report.txt"))
    assert files(tracker) == []


class Changing(io.BytesIO):
    """A file that somebody writes to while it is read."""

    def read(self, size: int | None = -1, /) -> bytes:
        """The next piece, after which the file grows by another one."""
        found = super().read(4)
        place = self.tell()
        self.seek(0, 2)
        if self.tell() < 40:
            self.write(b"more")
        self.seek(place)
        return found


def test_of_a_file_that_changes_what_was_copied_is_hashed(
    tracker: Tracker, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def opened(path: Path) -> BinaryIO:
        return Changing(b"some")

    monkeypatch.setattr(file_evidence, "open_plain", opened)
    record(tracker, Offered("file", "report.txt"))
    assert audit_copies(tracker.workspace.database).checked == 1
    (name,) = files(tracker)
    assert copy_path(tracker.workspace.database, name).read_bytes() == b"some" + b"more" * 9


def test_a_file_that_grows_without_end_is_refused(
    tracker: Tracker, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_evidence, "open_plain", lambda path: Changing(b"some"))
    monkeypatch.setattr(file_evidence, "LARGEST_COPY", 20)
    with pytest.raises(RefusedError, match="larger than"):
        record(tracker, Offered("file", "report.txt"))
    assert files(tracker) == []


def test_a_file_that_cannot_be_read(tracker: Tracker, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(path: Path) -> BinaryIO:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(file_evidence, "open_plain", forbidden)
    with pytest.raises(RefusedError, match=r"report.txt cannot be read: Permission denied"):
        record(tracker, Offered("file", "report.txt"))


def test_one_draft_keeps_the_hash_alone(tracker: Tracker, report: Path) -> None:
    draft = evidence_draft(tracker, tracker.board(NOW).by_id["POOL"], "file", "report.txt:1")
    assert draft.payload == {
        "kind": "file",
        "ref": "report.txt:1",
        "digest": hashlib.sha256(b"fine\n").hexdigest(),
        "size": 5,
    }
    assert files(tracker) == []
