"""Which files some commits changed, asked for as many commits as a person has in sight."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from tracker.history.edits import read_edits
from tracker.history.layout import SHA, layout_of
from tracker.history.repository import Repository


def touched_paths(
    root: Path, shas: Collection[str], since: str | None = None
) -> Mapping[str, tuple[str, ...]]:
    """Return the paths that each of the commits (shas) changed beside its first parent, by sha.

    Merges are left out, as they bring what others wrote, and so is what the commit `since` has among its
    ancestors or is. Raises HistoryError.
    """
    repository = Repository(layout_of(root))
    asked = [sha for sha in shas if SHA.fullmatch(sha)]
    if since and SHA.fullmatch(since) and asked:
        later = set(repository.lines("rev-list", "--ignore-missing", "--stdin", stdin=[*asked, f"^{since}"]))
        asked = [sha for sha in asked if sha in later]
    if not asked:
        return {}
    return {
        commit.sha: tuple(dict.fromkeys(path for edit in commit.edits for path in (edit.old, edit.new)))
        for commit in read_edits(repository, ("--no-walk=unsorted", "--no-renames"), asked)
        if len(commit.parents) < 2
    }
