"""Drafts of the killed are swept when the same is done again; those of the living are left alone."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.store.helpers import start, write
from tracker.store.backup import backup, restore
from tracker.store.journal import Journal
from tracker.store.leftovers import ABANDONED, sweep


def draft(path: Path, age: float) -> Path:
    """A draft that was changed so many seconds ago."""
    path.write_bytes(b"half")
    os.utime(path, (time.time() - age,) * 2)
    return path


@pytest.mark.parametrize(("age", "is_kept"), [(0.0, True), (ABANDONED + 60, False)])
def test_a_draft_that_nobody_works_on_is_deleted(tmp_path: Path, age: float, is_kept: bool) -> None:
    assert draft(tmp_path / ".copy.db.1.part", age).exists()
    sweep(tmp_path, ".copy.db.*.part*")
    assert (tmp_path / ".copy.db.1.part").exists() is is_kept


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    for name in ("copy.db", ".other.1.part"):
        draft(tmp_path / name, ABANDONED * 2)
    sweep(tmp_path, ".copy.db.*.part*")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".other.1.part", "copy.db"]


def test_a_folder_counts_as_old_as_its_newest_file(tmp_path: Path) -> None:
    for name in ("at-work", "abandoned"):
        (tmp_path / f".restore-{name}").mkdir()
    draft(tmp_path / ".restore-at-work" / "tracker.db", 0.0)
    draft(tmp_path / ".restore-abandoned" / "tracker.db", ABANDONED * 2)
    for folder in tmp_path.iterdir():
        os.utime(folder, (time.time() - ABANDONED * 2,) * 2)
    sweep(tmp_path, ".restore-*")
    assert [path.name for path in tmp_path.iterdir()] == [".restore-at-work"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    draft(tmp_path / "kept" / "file", ABANDONED * 2)
    (tmp_path / ".restore-link").symlink_to("kept")
    os.utime(tmp_path / "kept", (time.time() - ABANDONED * 2,) * 2)
    os.utime(tmp_path / ".restore-link", (time.time() - ABANDONED * 2,) * 2, follow_symlinks=False)
    sweep(tmp_path, ".restore-*")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept"]
    assert (tmp_path / "kept" / "file").exists()


def test_backup_and_restore_sweep_what_was_left(journal: Journal, db: Path, tmp_path: Path) -> None:
    write(journal, start())
    left = draft(tmp_path / ".copy.db.1.part", ABANDONED * 2)
    backup(db, tmp_path / "copy.db")
    assert not left.exists()
    folder = db.parent / ".restore-x"
    folder.mkdir()
    os.utime(folder, (time.time() - ABANDONED * 2,) * 2)
    restore(tmp_path / "copy.db", db)
    assert not folder.exists()
