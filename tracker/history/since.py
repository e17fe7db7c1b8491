"""The commits that came after a baseline, on whatever branch."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from tracker.domain.commit import Commit
from tracker.history.layout import layout_of
from tracker.history.refs import Tips, read_tips
from tracker.history.repository import Repository
from tracker.history.stream import read_log


def tips_of(root: Path) -> Tips:
    """Return the newest commit of every local branch, and which is the mainline; raises HistoryError."""
    return read_tips(Repository(layout_of(root)), None)


def commits_since(root: Path, since: str, tips: Collection[str]) -> Iterator[Commit]:
    """Yield the commits of `tips` that are not of `since` (shas), children before their parents.

    Raises HistoryError.
    """
    repository = Repository(layout_of(root))
    return read_log(repository, ("--topo-order",), [*sorted(set(tips)), f"^{since}"])
