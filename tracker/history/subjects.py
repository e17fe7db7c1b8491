"""What commits are called, many of them asked at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from tracker.history.layout import SHA, layout_of
from tracker.history.repository import Repository
from tracker.history.stream import read_log


def subjects(root: Path, shas: Iterable[str]) -> Mapping[str, str]:
    """Return the subjects of commits by full sha; those that git has no more are left out.

    Raises HistoryError.
    """
    wanted = {sha for sha in shas if SHA.fullmatch(sha)}
    repository = Repository(layout_of(root))
    known = repository.existing(wanted) if wanted else set()
    if not known:
        return {}
    return {commit.sha: commit.subject for commit in read_log(repository, ("--no-walk",), sorted(known))}
