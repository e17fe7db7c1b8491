"""The moment that `--since` means: a day, an age, or a commit of the repository.

Days and ages come first, because they mean the same in every repository; a branch or tag that is called like
one can still be meant by its full name (`refs/tags/7d`).
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from tracker.domain.age import parse_age
from tracker.domain.frozen import frozen
from tracker.domain.text import one_line
from tracker.errors import HistoryError, UsageError
from tracker.service.tracker import Tracker


@frozen
class Moment:
    """A moment in the past, and in words what it is."""

    at: datetime
    words: str


def moment_named(tracker: Tracker, text: str, now: datetime) -> Moment:
    """Return the moment written as 2026-01-31, an ISO time, `yesterday`, 7d, or a git revision.

    A day begins at its midnight in the zone of `now`. Raises UsageError where nothing of that is meant, or
    where it lies ahead, and HistoryError where the repository cannot be read.
    """
    name = one_line(text)
    found = _by_calendar(name, now) or _by_age(name, now) or _by_commit(tracker, name, now)
    if found.at > now:
        raise UsageError(f"--since {name} lies ahead: {found.at:%Y-%m-%d %H:%M}")
    return found


def _by_calendar(name: str, now: datetime) -> Moment | None:
    if name.lower() in ("today", "yesterday"):
        day = now.date() - timedelta(days=name.lower() == "yesterday")
        return Moment(datetime.combine(day, time(), now.tzinfo), name.lower())
    try:
        day = date.fromisoformat(name)
        return Moment(datetime.combine(day, time(), now.tzinfo), str(day))
    except ValueError:
        pass
    try:
        at = datetime.fromisoformat(name)
    except ValueError:
        return None
    at = at.astimezone(now.tzinfo) if at.tzinfo else at.replace(tzinfo=now.tzinfo)
    return Moment(at, f"{at:%Y-%m-%d %H:%M}")


def _by_age(name: str, now: datetime) -> Moment | None:
    try:
        return Moment(now - parse_age(name), f"{name} ago")
    except (ValueError, OverflowError):
        return None


def _by_commit(tracker: Tracker, name: str, now: datetime) -> Moment:
    unknown = UsageError(
        f"--since {name} is no date, no age and no commit here",
        hint="write 2026-01-31, 7d, or a tag, branch or sha",
    )
    root = tracker.workspace.repository
    if root is None:
        raise unknown
    from tracker.history.changes import commit_facts

    try:
        commit = commit_facts(root, name)
    except HistoryError as error:
        if "names no commit" in str(error):
            raise unknown from None
        raise
    words = f"commit {commit.sha[:7]}"
    return Moment(
        commit.committed_at.astimezone(now.tzinfo),
        words if commit.sha.startswith(name.lower()) else f"{name}, {words}",
    )
