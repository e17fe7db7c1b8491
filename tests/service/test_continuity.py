"""A journal that is gone or older than what was read of it is told; one that only grew is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.helpers import PLAN, note, start, write
from tracker.errors import StoreError
from tracker.service.upkeep.continuity import Seen, refuse_gone, refuse_rewound, seen
from tracker.service.workspace import Workspace
from tracker.store.backup import backup, restore
from tracker.store.journal import Journal


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace whose journal has not begun."""
    return Workspace(tmp_path, None, tmp_path / "t.db", None)


def test_a_journal_that_has_not_begun_is_neither_gone_nor_older(workspace: Workspace) -> None:
    before = seen(workspace, PLAN.id)
    assert before == Seen(False, None)
    refuse_gone(workspace, before)
    refuse_rewound(workspace, before)


def test_a_journal_that_was_there_is_gone(workspace: Workspace) -> None:
    with Journal(workspace.database) as journal:
        write(journal, start())
    before = seen(workspace, PLAN.id)
    refuse_gone(workspace, before)
    workspace.database.unlink()
    with pytest.raises(StoreError, match="is gone"):
        refuse_gone(workspace, before)


def test_a_journal_is_older_when_it_lacks_what_was_read(workspace: Workspace, tmp_path: Path) -> None:
    with Journal(workspace.database) as journal:
        write(journal, start())
        copy, early = backup(workspace.database, tmp_path / "copy.db"), seen(workspace, PLAN.id)
        write(journal, note("newer"))
        refuse_rewound(workspace, early)
        late = seen(workspace, PLAN.id)
        restore(copy, workspace.database, force=True)
    refuse_rewound(workspace, early)
    with pytest.raises(StoreError, match="older"):
        refuse_rewound(workspace, late)
