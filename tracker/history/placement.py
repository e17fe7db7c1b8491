"""Where a single commit is: on the mainline, or on which branch. For commits that a person names."""

from __future__ import annotations

from pathlib import Path

from tracker.domain.state import MAINLINE
from tracker.errors import HistoryError
from tracker.history.layout import layout_of
from tracker.history.refs import read_tips, short_name
from tracker.history.repository import Repository


def where_is(root: Path, sha: str, mainline: str | None = None) -> str:
    """Return MAINLINE or the name of a branch that holds the commit; raises HistoryError where none does."""
    repository = Repository(layout_of(root))
    tips = read_tips(repository, mainline)
    order = sorted(tips.tips, key=lambda ref: (ref != tips.mainline, ref))
    for ref in order:
        if repository.answer("merge-base", "--is-ancestor", sha, tips.tips[ref]):
            return MAINLINE if ref == tips.mainline else short_name(ref)
    raise HistoryError(f"no branch here holds commit {sha[:7]}", hint="check its branch out, then link it")
