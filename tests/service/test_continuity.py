"""A journal that is gone or older than what was read of it is told; one that only grew is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.helpers import NOW, PLAN, evidence, mark_stale, note, start, write
from tests.store.test_forecasts import MADE
from tracker.domain.drift import Drift, Fate
from tracker.domain.snapshot import StaleFile
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
    assert before == Seen(False, None, "")
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


def _marks(journal: Journal, workspace: Workspace, *writes: Callable[[], object]) -> list[str]:
    """What a journal says, at first and after each write."""
    marks = [seen(workspace, PLAN.id).said]
    for write_something in writes:
        write_something()
        marks.append(seen(workspace, PLAN.id).said)
    return marks


def test_what_boards_are_made_of_makes_another_mark(workspace: Workspace) -> None:
    def drift() -> None:
        with journal.transaction(PLAN, actor="Ada", now=NOW) as transaction:
            transaction.replace_drift({"src/db.ts:1-2": Drift(Fate.GONE, "src/db.ts", (), "a" * 40)})

    with Journal(workspace.database) as journal:
        (shown,) = write(journal, evidence())
        marks = _marks(
            journal,
            workspace,
            lambda: write(journal, start()),
            lambda: write(journal, note("a word")),
            lambda: mark_stale(journal, {shown.id: StaleFile("src/db.ts", "b" * 40)}),
            lambda: mark_stale(journal, {shown.id: StaleFile("src/db.ts", "c" * 40)}),
            drift,
            lambda: mark_stale(journal, {}),
        )
    assert len(set(marks)) == len(marks)


def test_a_forecast_that_is_kept_makes_no_other_mark(workspace: Workspace) -> None:
    with Journal(workspace.database) as journal:
        write(journal, start())
        before, after = _marks(journal, workspace, lambda: journal.remember(PLAN.id, MADE))
    assert before == after
