"""The history as a list of lines, newest first: what a person scrolls through and searches.

Of each commit four short fields cross the pipe, so that a hundred thousand take a second of git's time, and
whoever reads may stop at any portion.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

from tracker.domain.commit_line import line_of
from tracker.errors import HistoryError
from tracker.history.layout import SHA, layout_of
from tracker.history.refs import read_tips
from tracker.history.repository import Repository
from tracker.history.stream import PLAIN_LOG, read_records

_FORMAT = "--format=%H%x00%at%x00%aN%x00%s"
_FIELDS = 4
_LONGEST_FIELD = 4_000
"""Bytes: a message may be one line of megabytes."""
PORTION = 5_000


def newest_tips(root: Path) -> tuple[str, ...]:
    """Return the shas of the newest commits of all local branches and of a detached HEAD, sorted.

    None where there is no commit yet. Raises HistoryError.
    """
    return tuple(sorted(set(read_tips(Repository(layout_of(root)), None).tips.values())))


def read_lines(
    root: Path, tips: Sequence[str], *, skip: int = 0, limit: int | None = None
) -> Iterator[list[str]]:
    """Yield the commits reachable from `tips` (shas) in portions, newest first, but for the first `skip`.

    At most `limit` of them, each as the text of a CommitLine. Git is stopped when the iterator is closed.
    Raises HistoryError.
    """
    if not tips:
        return
    bounds = [f"--skip={skip}", *([f"--max-count={limit}"] if limit is not None else [])]
    arguments = (*PLAIN_LOG, _FORMAT, *bounds)
    with closing(read_records(Repository(layout_of(root)), arguments, tips, _FIELDS)) as records:
        while portion := [_line(fields) for fields in islice(records, PORTION)]:
            yield portion


def _line(fields: Sequence[bytes]) -> str:
    sha, seconds, author, subject = (field[:_LONGEST_FIELD].decode("utf-8", "replace") for field in fields)
    if not SHA.fullmatch(sha):
        raise HistoryError("git printed something else than commits")
    return line_of(sha, seconds, author, subject)
