"""Whatever is done to the copies behind the tracker's back is named."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import pytest

from tests.store.helpers import NOW, PLAN, note, run_sql, write
from tracker.domain.event import Draft, EventKind
from tracker.domain.undo import Batch
from tracker.store import artefacts
from tracker.store.artefact_audit import CopyReport, audit_copies, named_copies
from tracker.store.artefacts import Incoming, copy_path, evidence_folder, open_plain
from tracker.store.backup import backup, restore
from tracker.store.journal import Journal

ONE, TWO = b"one\n", b"two\n"


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def recorded(content: bytes, item: str = "DB-POOL", **more: object) -> Draft:
    facts = {"kind": "file", "ref": "a.txt", "digest": digest_of(content), "kept": True}
    return Draft(EventKind.EVIDENCE, item, facts | more)


def keep(journal: Journal, db: Path, content: bytes, item: str = "DB-POOL") -> str:
    """Record a file with its copy, as the service does; return the event's id."""
    with Incoming(db) as incoming:
        incoming.receive([content])
        incoming.place()
        (event,) = write(journal, recorded(content, item))
    return event.id


@pytest.fixture
def two(journal: Journal, db: Path) -> list[str]:
    """The events of two pieces of evidence that are as they were recorded."""
    events = [keep(journal, db, ONE), keep(journal, db, TWO, "AUTH")]
    journal.close()
    return events


def faults(db: Path) -> list[tuple[str, str]]:
    return [(fault.kind, fault.path) for fault in audit_copies(db).faults]


def shown(content: bytes) -> str:
    digest = digest_of(content)
    return f"evidence/{digest[:2]}/{digest}"


def replaced(path: Path, content: bytes) -> None:
    path.unlink()
    path.write_bytes(content)


def test_copies_as_they_were_recorded(db: Path, two: list[str]) -> None:
    assert audit_copies(db) == CopyReport(checked=2, elsewhere=0, unfinished=(), faults=())
    assert audit_copies(db).ok


def test_neither_journal_nor_folder(db: Path) -> None:
    assert audit_copies(db) == CopyReport(0, 0, (), ())


def test_an_altered_copy(db: Path, two: list[str]) -> None:
    replaced(copy_path(db, digest_of(TWO)), b"tw0\n")
    (fault,) = audit_copies(db).faults
    assert (fault.kind, fault.path, fault.event, fault.item) == ("altered", shown(TWO), two[1], "AUTH")
    assert str(fault) == f"{shown(TWO)}, evidence of AUTH, was altered"
    assert audit_copies(db).checked == 1


def test_a_removed_copy(db: Path, two: list[str]) -> None:
    copy_path(db, digest_of(ONE)).unlink()
    assert faults(db) == [("removed", shown(ONE))]
    assert not audit_copies(db).ok


def test_the_whole_folder_removed(db: Path, two: list[str]) -> None:
    evidence_folder(db).rename(db.parent / "hidden")
    assert [kind for kind, _ in faults(db)] == ["removed", "removed"]


@pytest.mark.parametrize("name", ["strange.txt", "ab/strange", "a/b/c/d", ".hidden", "-rf"])
def test_an_inserted_file(db: Path, two: list[str], name: str) -> None:
    place = evidence_folder(db) / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("x")
    assert faults(db) == [("inserted", f"evidence/{name}")]
    assert audit_copies(db).checked == 2


def test_an_inserted_file_under_its_own_hash(db: Path, two: list[str]) -> None:
    place = copy_path(db, digest_of(b"three"))
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(b"three")
    assert faults(db) == [("inserted", shown(b"three"))]


def test_an_empty_folder_is_no_file(db: Path, two: list[str]) -> None:
    (evidence_folder(db) / "empty").mkdir()
    assert faults(db) == []


def test_a_name_is_shown_safely(db: Path, two: list[str]) -> None:
    (evidence_folder(db) / "\x1b]52;c;x\x07\n[red]").write_text("x")
    ((_, path),) = faults(db)
    assert path.isprintable()
    assert path.endswith(" [red]")


def test_links_are_named_and_not_followed(db: Path, two: list[str], tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_bytes(ONE)
    copy = copy_path(db, digest_of(ONE))
    copy.unlink()
    copy.symlink_to(outside / "file")
    (evidence_folder(db) / "loop").symlink_to(evidence_folder(db))
    assert sorted(faults(db)) == [("altered", shown(ONE)), ("inserted", "evidence/loop")]


def test_a_link_in_the_place_of_the_folder(db: Path, two: list[str], tmp_path: Path) -> None:
    evidence_folder(db).rename(tmp_path / "moved")
    evidence_folder(db).symlink_to(tmp_path / "moved")
    assert [kind for kind, _ in faults(db)] == ["altered", "altered", "inserted"]
    assert faults(db)[-1] == ("inserted", "evidence")


def test_a_copy_that_cannot_be_read_is_not_taken_on_trust(
    db: Path, two: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(path: Path) -> BinaryIO:
        if path == copy_path(db, digest_of(ONE)):
            raise PermissionError(13, "Permission denied")
        return open_plain(path)

    monkeypatch.setattr(artefacts, "open_plain", forbidden)
    assert faults(db) == [("unreadable", shown(ONE))]
    assert audit_copies(db).checked == 1


def test_evidence_of_which_the_hash_alone_was_kept(journal: Journal, db: Path) -> None:
    write(journal, recorded(ONE, kept=False), Draft(EventKind.EVIDENCE, "AUTH", {"kind": "url", "ref": "x"}))
    assert audit_copies(db) == CopyReport(0, 0, (), ())


def test_what_was_undone_keeps_its_copy(journal: Journal, db: Path) -> None:
    keep(journal, db, ONE)
    undone: tuple[Batch, ...] = journal.undo(PLAN, actor="Ada", now=NOW)
    assert undone
    assert audit_copies(db).checked == 1
    copy_path(db, digest_of(ONE)).unlink()
    assert faults(db) == [("removed", shown(ONE))]


def test_several_pieces_with_one_copy_name_the_first(journal: Journal, db: Path) -> None:
    first = keep(journal, db, ONE)
    keep(journal, db, ONE, "AUTH")
    (copy,) = named_copies(db).values()
    assert (copy.event, copy.item, copy.own) == (first, "DB-POOL", True)


def test_a_copy_with_another_journal_is_not_missed(db: Path, two: list[str]) -> None:
    run_sql(db, "UPDATE replica SET own = 0")
    copy_path(db, digest_of(ONE)).unlink()
    report = audit_copies(db)
    assert (report.ok, report.checked, report.elsewhere) == (True, 1, 1)


def test_after_a_restore_the_copies_from_before_it_are_still_its_own(db: Path, two: list[str]) -> None:
    saved = backup(db, db.with_name("saved.db"))
    for _ in range(2):
        restore(saved, db, force=True)
        assert audit_copies(db).ok
    copy_path(db, digest_of(ONE)).unlink()
    assert faults(db) == [("removed", shown(ONE))]
    assert audit_copies(db).elsewhere == 0


def test_a_copy_from_another_journal_that_is_here_has_to_be_right(db: Path, two: list[str]) -> None:
    run_sql(db, "UPDATE replica SET own = 0")
    replaced(copy_path(db, digest_of(ONE)), b"forged")
    assert faults(db) == [("altered", shown(ONE))]


def test_a_write_that_was_interrupted_is_no_fault(journal: Journal, db: Path, two: list[str]) -> None:
    with suppress(KeyboardInterrupt), Incoming(db) as incoming:
        incoming.receive([b"three"])
        incoming.place()
        raise KeyboardInterrupt
    (evidence_folder(db) / ".k3x.tmp").write_bytes(b"half of")
    report = audit_copies(db)
    mark = f"evidence/.{digest_of(b'three')}.pending"
    assert report.ok
    assert set(report.unfinished) == {shown(b"three"), mark, "evidence/.k3x.tmp"}
    write(journal, recorded(b"three"))
    journal.close()
    assert audit_copies(db).unfinished == ("evidence/.k3x.tmp",)


def test_a_mark_excuses_no_other_content(db: Path, two: list[str]) -> None:
    digest = digest_of(b"three")
    (evidence_folder(db) / f".{digest}.pending").touch()
    place = copy_path(db, digest)
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(b"something else")
    assert faults(db) == [("inserted", shown(b"three"))]


@pytest.mark.parametrize(
    "payload",
    [
        '{"kept":true}',
        '{"kept":true,"digest":5}',
        '{"kept":true,"digest":"../../../etc/passwd"}',
        '{"kept":true,"digest":null,"x":[[[[]]]]}',
        '{"kept":true,}',
        '{"digest":"' + "0" * 64 + '"}',
    ],
)
def test_an_edited_event_names_no_copy(journal: Journal, db: Path, payload: str) -> None:
    write(journal, note("x"))
    journal.close()
    run_sql(db, f"UPDATE event SET kind = 'evidence', payload = '{payload}'")
    assert audit_copies(db) == CopyReport(0, 0, (), ())


def test_a_folder_that_cannot_be_looked_into_is_told(
    db: Path, two: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (evidence_folder(db) / "closed").mkdir()
    listed = os.scandir

    def forbidden(path: Path) -> object:
        if path.name == "closed":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr("tracker.store.artefact_audit.os.scandir", forbidden)
    assert faults(db) == [("inserted", "evidence/closed")]


def test_folders_however_deep_are_looked_into(db: Path, two: list[str]) -> None:
    folders = [f"{evidence_folder(db)}{'/d' * depth}" for depth in range(1, 1100)]
    for folder in folders:
        os.mkdir(folder)
    Path(folders[-1], "x").touch()
    found = faults(db)
    Path(folders[-1], "x").unlink()
    for folder in reversed(folders):  # whoever tidies up after tests may go down less deep
        os.rmdir(folder)
    ((kind, path),) = found
    assert (kind, path.endswith("d/d/x")) == ("inserted", True)
