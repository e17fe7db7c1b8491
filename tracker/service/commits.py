"""Commits to choose from, for whoever looks for the one that belongs to an item."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.commit import Commit
from tracker.errors import HistoryError
from tracker.service.tracker import Tracker

RECENT = 200
"""Commits a person would look through."""


def recent_commits(tracker: Tracker, words: Sequence[str] = (), limit: int = RECENT) -> tuple[Commit, ...]:
    """Return the newest commits of all local branches whose messages hold every word, newest first.

    Raises HistoryError without a repository.
    """
    if tracker.workspace.repository is None:
        raise HistoryError("there is no git repository here", hint="run tracker inside the repository")
    from tracker.history.changes import search

    return search(tracker.workspace.repository, words, limit)
