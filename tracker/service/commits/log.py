"""Commits to look through and to choose from: the history as a list, and the one search over it.

The list is read as far as somebody looks: its beginning at once, the rest in portions for whoever scrolls on
or searches. What was read stays as long as no branch moves, so that each further letter of a search costs a
walk through memory and no process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Lock

from tracker.domain.commit_line import PART, CommitLine, line_of, line_of_commit
from tracker.domain.commit_links import Links, ids_of
from tracker.domain.commit_search import Wanted, wanted_of
from tracker.service.commits.sync import repository_of
from tracker.service.tracker import Tracker

RECENT = 200
"""Commits a person would look through."""
FIRST = 500
"""Commits that are read at once."""
_IN_MESSAGES = 500
"""Commits that are named, at most, where only their messages say what is looked for."""
_STRETCH = 2_000
"""Commits after which a search looks whether anybody still waits for it."""


class CommitLog:
    """The commits of all local branches, newest first, as far as they were read. Threads may share one."""

    def __init__(self, root: Path) -> None:
        """Read nothing yet; `root` is the root of the repository."""
        self.root = root
        self.lines: list[str] = []
        """The texts of CommitLines. Grows at its end while the rest is read; of another history it is another
        list."""
        self.ended = False
        """Whether there are no more commits than these."""
        self._tips: tuple[str, ...] | None = None
        self._reading = Lock()

    def begin(self) -> None:
        """Read the beginning anew where a branch has moved since.

        As much as there was is there again. Blocking; raises HistoryError.
        """
        from tracker.history.log import newest_tips, read_lines

        with self._reading:
            tips = newest_tips(self.root)
            if tips == self._tips:
                return
            count = max(FIRST, len(self.lines))
            found = [line for portion in read_lines(self.root, tips, limit=count) for line in portion]
            self._tips, self.lines, self.ended = tips, found, len(found) < count

    def rest(self) -> Iterator[int]:
        """Read all that is left, and yield how many there are after each portion.

        Nothing is left where somebody else has read it meanwhile. Blocking; raises HistoryError.
        """
        from tracker.history.log import read_lines

        with self._reading:
            if self.ended:
                return
            for portion in read_lines(self.root, self._tips or (), skip=len(self.lines)):
                self.lines.extend(portion)
                yield len(self.lines)
            self.ended = True


class CommitSearch:
    """One search through a log that may still grow; what it found is in order of the log."""

    def __init__(self, log: CommitLog, wanted: Wanted, links: Links) -> None:
        self.wanted = wanted
        """What is looked for; taken loosely once nothing is exactly like it."""
        self.found: list[str] = []
        """The texts of CommitLines."""
        self.in_messages = False
        """What was found says it in its message alone."""
        self.done = False
        """Whether the log has ended and all of it was searched."""
        self._log, self._links = log, links
        self._lines, self._next = log.lines, 0
        self._searching = Lock()

    def go_on(self, stopped: Callable[[], bool] = lambda: False) -> None:
        """Search what was read since the last time; where all was, and nothing found, less strictly.

        Ends early where `stopped`. Blocking; raises HistoryError.
        """
        with self._searching:
            self._go_on(stopped)

    def _go_on(self, stopped: Callable[[], bool]) -> None:
        ended = self._log.ended and self._lines is self._log.lines
        self._walk(stopped)
        if not ended or self.done or stopped():
            return
        if self.wanted.items:
            self.found += self._lost()
        if not self.found and self.wanted.words:
            self.wanted, self._next = self.wanted.loosely, 0
            self._walk(stopped)
        if not self.found and self.wanted.words and not self.wanted.items and not stopped():
            self._search_messages()
        self.done = not stopped()

    def _walk(self, stopped: Callable[[], bool]) -> None:
        while self._next < len(self._lines) and not stopped():
            stretch = self._lines[self._next : self._next + _STRETCH]
            self._next += len(stretch)
            self.found += [line for line in stretch if self._takes(line)]

    def _takes(self, line: str) -> bool:
        sha, _, text = line.split(PART, 2)
        return self.wanted.takes(sha, text.casefold(), ids_of(self._links.get(sha, ())))

    def _lost(self) -> list[str]:
        """The commits that the items are linked to and that are in no branch any more, newest first."""
        here = {line.partition(PART)[0] for line in self._lines}
        links = {sha: linked[0].link for sha, linked in self._links.items() if sha not in here}
        newest_first = sorted(links.values(), key=lambda link: link.at, reverse=True)
        lines = (
            line_of(link.sha, str(int(link.at.timestamp())), link.author, link.subject)
            for link in newest_first
        )
        return [line for line in lines if self._takes(line)]

    def _search_messages(self) -> None:
        from tracker.history.changes import search

        commits = search(self._log.root, self.wanted.words, _IN_MESSAGES)
        self.in_messages = bool(commits)
        self.found = [line_of_commit(commit) for commit in commits]


def commit_log(tracker: Tracker) -> CommitLog:
    """Return the history of the plan's repository, of which nothing is read yet.

    Raises HistoryError without a repository.
    """
    return CommitLog(repository_of(tracker))


def recent_commits(
    tracker: Tracker, words: Sequence[str] = (), links: Links | None = None, limit: int = RECENT
) -> tuple[CommitLine, ...]:
    """Return the newest commits of all local branches that are like all of the words, newest first.

    `links` are what commits are linked to, so that words may be ids. Blocking; raises HistoryError without a
    repository.
    """
    log = commit_log(tracker)
    log.begin()
    if not words:
        return tuple(map(CommitLine, log.lines[:limit]))
    search = CommitSearch(log, wanted_of(" ".join(words)), links or {})
    search.go_on()
    for _ in log.rest():
        search.go_on()
        if len(search.found) >= limit:
            break
    search.go_on()
    return tuple(map(CommitLine, search.found[:limit]))
