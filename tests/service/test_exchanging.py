"""Two people, two clones, two journals: what each syncs, undoes and sends to the other."""

from __future__ import annotations

import io
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.copies import copy_made
from tests.history.building import Repo
from tests.service.test_sync import NOW, PLAN, commit, git
from tracker.domain import transition
from tracker.domain.snapshot import StaleFile
from tracker.domain.state import ItemState, Status
from tracker.errors import StoreError, UsageError
from tracker.service.commits.sync import sync
from tracker.service.commits.up_to_date import if_up_to_date
from tracker.service.tracker import Tracker, card_named, open_tracker
from tracker.service.undo import undo
from tracker.service.upkeep.exchanging import Imported, exported_lines, import_journal, write_journal
from tracker.service.workspace import find_workspace
from tracker.store.audit import audit
from tracker.store.backup import backup
from tracker.store.snapshot import read_snapshot


@pytest.fixture
def ada(tmp_path: Path) -> Tracker:
    """A clone with a commit that resolves an item and records hours."""
    root = tmp_path / "ada"
    copy_made(_rotated, root)
    return opened(root)


def _rotated(root: Path) -> None:
    Repo(root)
    (root / "plan.toml").write_text(PLAN)
    commit(root, "Begin", keys="one")
    commit(root, "Rotate\n\nResolves: SEC-1\nActual: SEC-1 3h\nTicks: SEC-1/1", keys="two")


@pytest.fixture
def bo(ada: Tracker, tmp_path: Path) -> Tracker:
    """Another person's clone of it."""
    shutil.copytree(ada.workspace.root, tmp_path / "bo")
    return opened(tmp_path / "bo")


def opened(root: Path) -> Tracker:
    return open_tracker(find_workspace(root, env={}))


def synced(who: Tracker) -> int:
    return len(sync(who, actor="x", now=NOW).events)


def sent(source: Tracker, target: Tracker) -> Imported:
    lines = "".join(exported_lines(source.workspace)).encode()
    return import_journal(target.workspace, io.BytesIO(lines), now=NOW)


def states(who: Tracker) -> Mapping[str, ItemState]:
    return read_snapshot(who.workspace.database, who.plan).states


def stale(who: Tracker) -> Mapping[str, StaleFile]:
    return read_snapshot(who.workspace.database, who.plan).stale


def noted(who: Tracker, item: str, text: str) -> None:
    who.act(lambda board: [transition.note(card_named(board, item), text)], actor="x", now=NOW)


def agree(ada: Tracker, bo: Tracker) -> None:
    """Send both ways, and check that both journals say the same."""
    sent(ada, bo)
    sent(bo, ada)
    assert states(ada) == states(bo)
    assert audit(ada.workspace.database).ok
    assert audit(bo.workspace.database).ok


def test_what_both_synced_counts_once_where_the_item_had_another_id_for_one_of_them(
    ada: Tracker, bo: Tracker
) -> None:
    synced(ada)
    renamed = PLAN.replace("SEC-1", "KEY-7").replace("[item.KEY-7]", '[item.KEY-7]\nwas = ["SEC-1"]')
    (bo.workspace.root / "plan.toml").write_text(renamed)
    bo = opened(bo.workspace.root)
    synced(bo)
    (ada.workspace.root / "plan.toml").write_text(renamed)
    ada = opened(ada.workspace.root)
    agree(ada, bo)
    found = states(ada)["KEY-7"]
    assert (found.status, found.actual_hours) == (Status.RESOLVED, 3)
    assert len(found.commits) == len(found.evidence) == 1
    undo(ada, actor="x", now=NOW)
    assert states(ada).get("KEY-7", ItemState()).status is Status.OPEN


def test_what_both_synced_counts_once(ada: Tracker, bo: Tracker) -> None:
    assert synced(ada) == synced(bo) > 0
    agree(ada, bo)
    found = states(ada)["SEC-1"]
    assert found.status is Status.RESOLVED
    assert found.actual_hours == 3
    assert len(found.commits) == len(found.evidence) == 1
    assert (synced(ada), synced(bo)) == (0, 0)


@pytest.mark.parametrize("first", ["ada", "bo"])
def test_what_both_synced_and_one_undid_stays_undone(ada: Tracker, bo: Tracker, first: str) -> None:
    synced(ada)
    sync(bo, actor="x", now=NOW + timedelta(hours=1))
    undo(ada if first == "ada" else bo, actor="x", now=NOW + timedelta(hours=2))
    agree(ada, bo)
    assert states(ada).get("SEC-1", ItemState()).status is Status.OPEN
    assert (synced(ada), synced(bo)) == (0, 0)
    assert states(ada).get("SEC-1", ItemState()).status is Status.OPEN
    noted(ada, "SEC-2", "newer")
    undo(ada, actor="x", now=NOW)
    assert undo(ada, actor="x", now=NOW) == ()  # nothing of the two syncs is left to undo


def test_a_sync_after_a_merge_is_a_sync_of_everything(ada: Tracker, bo: Tracker, tmp_path: Path) -> None:
    """One that goes on from the last scan, and one that begins anew, end in the same states."""
    synced(ada)
    commit(bo.workspace.root, "Check\n\nResolves: SEC-2")
    commit(bo.workspace.root, "Undo\n\nActual: SEC-1 2h\nRefs: SEC-1")
    synced(bo)
    git(ada.workspace.root, "pull", "-q", str(bo.workspace.root), "main")
    assert sent(bo, ada).merged.new > 0
    assert if_up_to_date(ada.workspace) is None
    shutil.copytree(ada.workspace.root, tmp_path / "anew")
    anew = opened(tmp_path / "anew")
    with closing(sqlite3.connect(anew.workspace.database)) as connection:
        for table in ("scan", "hit", "stale", "drift"):
            connection.execute(f"DELETE FROM {table}")
        connection.commit()
    assert (synced(ada), synced(anew)) == (0, 0)
    assert states(ada) == states(anew)
    assert stale(ada) == stale(anew)
    assert states(ada)["SEC-2"].status is Status.RESOLVED
    assert states(ada)["SEC-1"].actual_hours == 5
    assert if_up_to_date(ada.workspace) is not None


def test_evidence_of_another_journal_goes_stale_here(ada: Tracker, bo: Tracker) -> None:
    """The other person's evidence is the first, and has an id that no look at the code has judged yet."""
    synced(bo)
    commit(ada.workspace.root, "Change the keys", keys="three")
    sync(ada, actor="x", now=NOW + timedelta(hours=1))
    (evidence,) = states(ada)["SEC-1"].evidence
    assert list(stale(ada)) == [evidence.id]
    sent(bo, ada)
    (theirs,) = states(ada)["SEC-1"].evidence
    assert theirs.id != evidence.id
    assert synced(ada) == 0
    assert list(stale(ada)) == [theirs.id]


def test_a_mainline_that_was_named_survives_a_merge(ada: Tracker, bo: Tracker) -> None:
    git(ada.workspace.root, "branch", "trunk")
    sync(ada, actor="x", now=NOW, mainline="trunk")
    noted(bo, "SEC-2", "theirs")
    sent(bo, ada)
    commit(ada.workspace.root, "Check\n\nResolves: SEC-2")  # on main, which is not the mainline here
    synced(ada)
    assert states(ada)["SEC-2"].status is Status.IN_REVIEW


def test_a_journal_is_written_whole_and_never_over_another(ada: Tracker, bo: Tracker, tmp_path: Path) -> None:
    noted(ada, "SEC-1", "one")
    place = tmp_path / "journal.jsonl"
    assert write_journal(ada.workspace, place) == 1
    before = place.read_bytes()
    with pytest.raises(UsageError, match="there already"):
        write_journal(ada.workspace, place)
    noted(ada, "SEC-1", "two")
    assert place.read_bytes() == before
    assert write_journal(ada.workspace, place, force=True) == 2
    assert import_journal(bo.workspace, place, now=NOW).merged.new == 2
    with pytest.raises(UsageError, match="the journal itself"):
        write_journal(ada.workspace, ada.workspace.database, force=True)
    with pytest.raises(UsageError, match="no file that can be replaced"):
        write_journal(ada.workspace, tmp_path, force=True)
    with pytest.raises(UsageError, match="cannot be written"):
        write_journal(ada.workspace, tmp_path / "gone" / "journal.jsonl")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ada", "bo", "journal.jsonl"]


def test_no_journal_is_an_empty_one(ada: Tracker, bo: Tracker, tmp_path: Path) -> None:
    assert write_journal(ada.workspace, tmp_path / "empty.jsonl") == 0
    assert import_journal(bo.workspace, tmp_path / "empty.jsonl", now=NOW).merged.new == 0
    assert not ada.workspace.database.exists()
    assert not bo.workspace.database.exists()


def test_a_backup_is_brought_in_and_left_as_it_is(ada: Tracker, bo: Tracker, tmp_path: Path) -> None:
    noted(ada, "SEC-1", "one")
    copy = backup(ada.workspace.database, tmp_path / "copy.db")
    before = copy.read_bytes()
    assert import_journal(bo.workspace, copy, now=NOW).merged.new == 1
    assert copy.read_bytes() == before


@pytest.mark.parametrize("content", [b"SQLite format 3\0 and no more", b"\xff\xfe", b"{\n"])
def test_what_is_no_journal_is_refused(bo: Tracker, tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "journal.jsonl"
    place.write_bytes(content)
    with pytest.raises(StoreError):
        import_journal(bo.workspace, place, now=NOW)
    assert not bo.workspace.database.exists()


def test_what_is_not_there_is_refused(bo: Tracker, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        import_journal(bo.workspace, tmp_path / "gone.jsonl", now=NOW)
    with pytest.raises(UsageError, match=r"journal\.jsonl cannot be read"):
        import_journal(bo.workspace, tmp_path, now=NOW)


def test_a_plan_that_cannot_be_read_is_no_hindrance(ada: Tracker, bo: Tracker) -> None:
    noted(ada, "SEC-1", "one")
    bo.path.write_text("nonsense")
    assert sent(ada, bo).merged.other_plans == ("shop",)
    bo.path.write_text(PLAN)
    assert states(bo)["SEC-1"].notes[0].text == "one"
