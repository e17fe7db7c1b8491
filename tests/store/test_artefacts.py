"""Copies on their way into the folder, and read from it."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tracker.errors import RefusedError, StoreError
from tracker.store.artefacts import (
    CopyState,
    Incoming,
    adopt,
    copy_chunks,
    copy_path,
    copy_state,
    evidence_folder,
)

CONTENT = b"a report\n"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


def keep(db: Path, content: bytes = CONTENT) -> str:
    with Incoming(db) as incoming:
        received = incoming.receive([content])
        incoming.place()
    return received.digest


def everything(db: Path) -> list[str]:
    folder = evidence_folder(db)
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir())


def test_a_copy_lies_under_its_hash(db: Path) -> None:
    assert keep(db) == DIGEST
    path = copy_path(db, DIGEST)
    assert path == db.parent / "evidence" / DIGEST[:2] / DIGEST
    assert path.read_bytes() == CONTENT
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert everything(db) == [f"{DIGEST[:2]}/{DIGEST}"]
    assert b"".join(copy_chunks(db, DIGEST)) == CONTENT


def test_git_ignores_the_folder_from_the_first_copy_on(db: Path) -> None:
    keep(db)
    assert (db.parent / ".gitignore").read_text() == "*\n"
    elsewhere = db.parent / "other" / "own.db"
    elsewhere.parent.mkdir()
    keep(elsewhere)
    assert sorted(path.name for path in elsewhere.parent.iterdir()) == ["evidence"]


def test_the_same_content_is_kept_once(db: Path) -> None:
    with Incoming(db) as incoming:
        first, second = incoming.receive([CONTENT]), incoming.receive([b"a re", b"port\n"])
        other = incoming.receive([b"another"])
        incoming.place()
    keep(db)
    assert first == second
    assert other.size == len(b"another")
    assert len(everything(db)) == 2


def test_a_copy_again_makes_an_altered_one_sound(db: Path) -> None:
    keep(db)
    path = copy_path(db, DIGEST)
    path.chmod(0o644)
    path.write_bytes(b"forged")
    assert copy_state(db, DIGEST) is CopyState.ALTERED
    keep(db)
    assert copy_state(db, DIGEST) is CopyState.PRESENT


def test_what_is_not_placed_leaves_nothing(db: Path) -> None:
    with Incoming(db) as incoming:
        incoming.receive([CONTENT])
    assert everything(db) == []


def test_a_write_that_fails_leaves_a_mark_beside_the_copy(db: Path) -> None:
    with suppress(RefusedError), Incoming(db) as incoming:
        incoming.receive([CONTENT])
        incoming.place()
        raise RefusedError("the disk is full")
    assert everything(db) == [f".{DIGEST}.pending", f"{DIGEST[:2]}/{DIGEST}"]


def test_content_that_cannot_be_read_leaves_nothing(db: Path) -> None:
    def content() -> Iterator[bytes]:
        yield CONTENT
        raise RefusedError("unreadable")

    with pytest.raises(RefusedError, match="unreadable"), Incoming(db) as incoming:
        incoming.receive(content())
    assert everything(db) == []


@pytest.mark.parametrize("name", ["evidence", f"evidence/{DIGEST[:2]}"])
def test_a_link_is_not_written_through(db: Path, tmp_path: Path, name: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    place = db.parent / name
    place.parent.mkdir(parents=True)
    place.symlink_to(elsewhere)
    with pytest.raises(StoreError, match="it is a link"):
        keep(db)
    assert list(elsewhere.iterdir()) == []


def test_a_link_in_the_place_of_a_copy_is_replaced_not_followed(db: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(CONTENT)
    path = copy_path(db, DIGEST)
    path.parent.mkdir(parents=True)
    path.symlink_to(precious)
    assert copy_state(db, DIGEST) is CopyState.ALTERED
    keep(db)
    assert not path.is_symlink()
    assert precious.read_bytes() == CONTENT
    assert stat.S_IMODE(precious.stat().st_mode) != 0o444


def test_a_folder_that_takes_nothing_is_said(db: Path) -> None:
    evidence_folder(db).parent.mkdir()
    evidence_folder(db).write_text("a file")
    with pytest.raises(StoreError, match="cannot take a copy") as refused:
        keep(db)
    assert "--no-copy" in str(refused.value.hint)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes")
def test_a_pipe_in_the_place_of_a_copy_keeps_nobody_waiting(db: Path) -> None:
    path = copy_path(db, DIGEST)
    path.parent.mkdir(parents=True)
    os.mkfifo(path)
    assert copy_state(db, DIGEST) is CopyState.ALTERED


def test_a_missing_copy(db: Path) -> None:
    assert copy_state(db, DIGEST) is CopyState.MISSING
    evidence_folder(db).mkdir(parents=True)
    (evidence_folder(db) / DIGEST[:2]).write_text("no folder")
    assert copy_state(db, DIGEST) is CopyState.MISSING


@pytest.mark.parametrize("digest", ["", "ab", "../../etc/passwd", "A" * 64, f"{DIGEST}\n", "é" * 64])
def test_only_a_hash_names_a_copy(db: Path, digest: str) -> None:
    with pytest.raises(ValueError, match="no SHA-256"):
        copy_path(db, digest)


def test_adopting_a_copy_of_another_journal(db: Path, tmp_path: Path) -> None:
    source = tmp_path / "theirs"
    source.write_bytes(CONTENT)
    assert adopt(db, source, DIGEST)
    assert adopt(db, source, DIGEST)
    assert everything(db) == [f"{DIGEST[:2]}/{DIGEST}"]


def test_where_no_copy_can_be_kept_it_says_what_is_done_already(db: Path, tmp_path: Path) -> None:
    source = tmp_path / "theirs"
    source.write_bytes(CONTENT)
    evidence_folder(db).parent.mkdir(parents=True, exist_ok=True)
    evidence_folder(db).symlink_to(tmp_path)
    with pytest.raises(StoreError, match="cannot take a copy") as refused:
        adopt(db, source, DIGEST)
    assert refused.value.hint == "the events are in; the same import again brings the copies"


def test_what_is_not_the_copy_is_not_adopted(db: Path, tmp_path: Path) -> None:
    source = tmp_path / "theirs"
    assert not adopt(db, source, DIGEST)
    source.write_bytes(b"something else")
    assert not adopt(db, source, DIGEST)
    link = tmp_path / "link"
    (tmp_path / "real").write_bytes(CONTENT)
    link.symlink_to(tmp_path / "real")
    assert not adopt(db, link, DIGEST)
    assert not evidence_folder(db).exists() or everything(db) == []
