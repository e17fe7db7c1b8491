"""Commits as a stream: the new ones that may matter, with their whole messages, in bounded memory.

Reading the messages is what takes the time, and git reads them once either way, so git picks the candidates
(`--grep`, which costs little) and only those cross the pipe. Records are framed by NUL, the one byte
that no field of a commit can hold.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from itertools import tee
from selectors import EVENT_READ, DefaultSelector
from typing import Any

from tracker.domain.commit import Commit, utc
from tracker.errors import HistoryError
from tracker.history.grep_pattern import perl_pattern, posix_pattern
from tracker.history.layout import SHA
from tracker.history.repository import PIPE, Repository, draining, failure_told, widen

_FORMAT = "--format=%H%x00%P%x00%aN%x00%aE%x00%at%x00%ct%x00%B"
_FIELDS = 7
PLAIN_LOG = (
    "log",
    "--no-show-signature",
    "--no-notes",
    "--no-decorate",
    "--no-color",
    "--no-patch",
    "--encoding=UTF-8",
    "-z",
    "--stdin",
)
"""A log of commits alone, which takes its range from standard input; a format has to be named."""
_LOG = (*PLAIN_LOG, _FORMAT)
_LONGEST_MESSAGE = 1_000_000
_LONGEST_RECORD = _LONGEST_MESSAGE * 4
"""Bytes, as many as a character may take in UTF-8."""
_COUNTED = 10_000
_LEAST_URGENT = 15
"""As `nice` counts."""


def read_commits(
    repository: Repository,
    names: Collection[str],
    ranges: Iterable[Sequence[str]],
    progress: Callable[[int], None] | None = None,
) -> Generator[Commit, None, None]:
    """Yield the commits in `ranges` (each the input of `git log --stdin`) that may matter.

    The ranges are read at once, each as soon as it is known, its commits newest first. A commit may matter
    when its message holds the start of one of `names`, or takes back another commit. `progress` gets the
    number of commits found so far. Raises HistoryError.
    """
    kinds = (("--perl-regexp", perl_pattern), ("--extended-regexp", posix_pattern))
    for (kind, pattern), wanted in zip(kinds, tee(ranges), strict=True):
        arguments = (*_LOG, "--ignore-missing", kind, f"--grep={pattern(names)}")
        try:
            for found, record in enumerate(_read_at_once(repository, arguments, wanted), start=1):
                yield _commit(record)
                if progress and found % 100 == 0:
                    progress(found)
            return
        except HistoryError as error:
            if "Perl-compatible" not in str(error):  # said by a git that was built without PCRE
                raise


def read_log(repository: Repository, arguments: Sequence[str], stdin: Iterable[str]) -> Iterator[Commit]:
    """Yield the commits that `git log` lists with these arguments; raises HistoryError."""
    for record in read_records(repository, (*_LOG, *arguments), stdin):
        yield _commit(record)


def read_commit(repository: Repository, sha: str) -> Commit:
    """Return one commit; raises HistoryError when there is none."""
    for commit in read_log(repository, ("--no-walk",), [sha]):
        return commit
    raise HistoryError(f"there is no commit {sha}")


class Count:
    """How many commits are reachable, counted by git while they are read; counting stops at 10,000.

    To count them all takes nearly as long as to read them. `range_` is what `git rev-list --stdin` takes.
    Not `at_once` is for who may learn by reading that there are enough, and git has nothing to count.
    """

    def __init__(self, repository: Repository, range_: Iterable[str], *, at_once: bool = True) -> None:
        arguments = ("rev-list", "--count", f"--max-count={_COUNTED}", "--ignore-missing", "--stdin")
        self._begin = partial(repository.process, *arguments, stdin=range_)
        self._process = self._begin() if at_once else None

    def result(self, least: int = 0) -> int:
        """Return the count, where `least` commits are known to be there; raises HistoryError."""
        if self._process is None and least >= _COUNTED:
            return _COUNTED
        process = self._process or self._begin()
        with draining(process) as errors:
            out = process.stdout.read()
        if not out.strip().isdigit():
            raise failure_told(errors)
        return int(out)


def read_records(
    repository: Repository, arguments: Sequence[str], stdin: Iterable[str], count: int = _FIELDS
) -> Generator[Sequence[bytes], None, None]:
    """Run a log command and yield the fields of each record, `count` of them, parted by NULs."""
    yield from _read_at_once(repository, arguments, [stdin], count)


def _read_at_once(
    repository: Repository, arguments: Sequence[str], ranges: Iterable[Iterable[str]], count: int = _FIELDS
) -> Iterator[Sequence[bytes]]:
    """Run a log command on every range at once, and yield records of any of them as they come.

    The last range is the longest, and has a processor for itself; the others share what is left with Python.
    """
    found: list[tuple[_Records, list[bytes]]] = []
    with ExitStack() as opened:
        for range_ in ranges:
            for records, _ in found[-1:]:
                records.give_way()
            records = _Records(_started(repository, arguments, range_), count)
            found.append((records, opened.enter_context(draining(records.process))))
        yield from _as_they_come([records for records, _ in found])
    for records, errors in found:
        records.finish(errors)


def _as_they_come(sources: Sequence[_Records]) -> Iterator[Sequence[bytes]]:
    """Yield the records of all sources; of a single one also where there is no way to wait for several."""
    if len(sources) == 1:
        while chunk := sources[0].read():
            yield from sources[0].of(chunk)
        return
    with DefaultSelector() as selector:
        for records in sources:
            selector.register(records.process.stdout, EVENT_READ, records)
        while selector.get_map():
            for key, _ in selector.select():
                if chunk := key.data.read():
                    yield from key.data.of(chunk)
                else:
                    selector.unregister(key.fileobj)


def _started(repository: Repository, arguments: Sequence[str], stdin: Iterable[str]) -> Any:
    process = repository.process(*arguments, stdin=stdin)
    widen(process.stdout)
    return process


class _Records:
    """The records that a process prints: `count` fields each, every one ended by a NUL."""

    def __init__(self, process: Any, count: int) -> None:
        self.process = process
        self._count = count
        self._pending = bytearray()
        self._status = 0

    def give_way(self) -> None:
        """Let the process go on when nobody else has something to do."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.process.proc.pid, _LEAST_URGENT)

    def read(self) -> bytes:
        """Return what there is to read, waiting for it; b"" once the process has ended."""
        chunk = os.read(self.process.stdout.fileno(), PIPE)
        if not chunk:
            self._status = self.process.proc.wait()
        return chunk

    def of(self, chunk: bytes) -> Iterator[Sequence[bytes]]:
        """Yield the records that end with what was read."""
        if len(self._pending) > _LONGEST_RECORD and b"\0" not in chunk:
            return  # the end of a message whose start is all that is read
        self._pending += chunk
        if b"\0" in chunk:
            *fields, rest = bytes(self._pending).split(b"\0")
            whole = len(fields) - len(fields) % self._count
            self._pending = bytearray(b"\0".join([*fields[whole:], rest]))
            yield from (fields[i : i + self._count] for i in range(0, whole, self._count))

    def finish(self, errors: Iterable[bytes]) -> None:
        """Raise HistoryError where the process failed; `errors` is all that it said."""
        if self._status or self._pending:
            raise failure_told(errors)


def _commit(fields: Sequence[bytes]) -> Commit:
    sha, parents, author, email, authored, committed, message = (
        field[:_LONGEST_RECORD].decode("utf-8", "replace") for field in fields
    )
    if not SHA.fullmatch(sha):
        raise HistoryError("git printed something else than commits")
    return Commit(
        sha=sha,
        parents=tuple(parents.split()),
        author=author,
        email=email,
        authored_at=utc(authored),
        committed_at=utc(committed),
        message=message[:_LONGEST_MESSAGE],
    )
