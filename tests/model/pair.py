"""Two people at one plan, each with a database and a reference: what both machines have in common."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from unittest import mock

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.model.desk import Desk
from tracker.store.exchange import journal_lines, merge_lines

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
DESKS = st.sampled_from(("left", "right"))
_MEMORY = Path("/dev/shm")
"""Where Linux keeps files in memory."""


def steady_ids() -> Callable[[int], bytes]:
    """Return what stands in for `os.urandom`, so that a failing example fails again."""
    numbers = count()
    return lambda size: hashlib.sha256(str(next(numbers)).encode()).digest()[:size]


class Pair(RuleBasedStateMachine):
    """The desks `left` and `right`, in a folder that goes with the example, and the time it is for both."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=_MEMORY if _MEMORY.is_dir() else None))
        self.ids = mock.patch("os.urandom", steady_ids())
        self.ids.start()
        self.now = START
        self.desks = {name: self.desk(name) for name in ("left", "right")}

    def desk(self, name: str) -> Desk:
        return Desk(name, self.folder)

    def teardown(self) -> None:
        try:
            self.end()
        finally:
            self.ids.stop()
            shutil.rmtree(self.folder)

    def end(self) -> None:
        """What has to hold of every life in the end."""
        for desk in self.desks.values():
            desk.rebuild(who="ada", now=self.now)

    @rule(at=DESKS, steps=st.integers(0, 4))
    def undo(self, at: str, steps: int) -> None:
        self.desks[at].undo(steps, who="ada", now=self.now)

    @rule(at=DESKS, steps=st.integers(0, 4))
    def redo(self, at: str, steps: int) -> None:
        self.desks[at].redo(steps, who="bob", now=self.now)

    @rule(at=DESKS, steps=st.integers(1, 4))
    def undo_and_redo(self, at: str, steps: int) -> None:
        """There and back again changes nothing."""
        desk = self.desks[at]
        before = desk.snapshot
        undone = desk.undo(steps, who="ada", now=self.now)
        assert len(desk.redo(len(undone), who="ada", now=self.now)) == len(undone)
        after = desk.snapshot
        assert (after.states, after.plan_state) == (before.states, before.plan_state)

    @rule(to=DESKS)
    def merge(self, to: str) -> None:
        """Bring what the other desk has to this one."""
        desk, other = self.desks[to], self.desks["left" if to == "right" else "right"]
        merge_lines(desk.database, journal_lines(other.database), now=self.now, plan_of=desk.plan_named)
        desk.reference.merge(other.reference)
        desk.acknowledged |= other.acknowledged

    @invariant()
    def agree(self) -> None:
        for desk in self.desks.values():
            desk.check_if_changed(self.now)
