"""Commits that a person looks for: by any name git knows, or by words of their messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tracker.domain.commit import Commit
from tracker.domain.text import one_line
from tracker.errors import HistoryError
from tracker.history.layout import layout_of
from tracker.history.refs import read_tips
from tracker.history.repository import Repository
from tracker.history.stream import read_commit, read_log


def commit_facts(root: Path, revision: str) -> Commit:
    """Return the commit that a person calls `revision` (a sha, a branch, `HEAD~2`); raises HistoryError."""
    repository = Repository(layout_of(root))
    sha = repository.resolve(revision.strip())
    if not sha:
        raise HistoryError(
            f"{one_line(revision)!r} names no commit here", hint="give a sha, a branch or a tag"
        )
    return read_commit(repository, sha)


def search(root: Path, words: Sequence[str], limit: int = 50) -> tuple[Commit, ...]:
    """Return the newest commits of all local branches whose messages hold every word, at most `limit`.

    A word that is the start of a sha finds that commit as well, first. Raises HistoryError.
    """
    repository = Repository(layout_of(root))
    tips = read_tips(repository, None).tips
    if not tips or limit < 1:
        return ()
    wanted = [f"--grep={word}" for word in words if word]
    arguments = ("--fixed-strings", "--regexp-ignore-case", "--all-match", f"--max-count={limit}", *wanted)
    found = {commit.sha: commit for commit in _named(repository, words)}
    found |= {commit.sha: commit for commit in read_log(repository, arguments, sorted(set(tips.values())))}
    return tuple(found.values())[:limit]


def _named(repository: Repository, words: Iterable[str]) -> Iterator[Commit]:
    """The commit whose sha a search for one word starts."""
    match list(words):
        case [word] if len(word) >= 4 and all(letter in "0123456789abcdef" for letter in word.lower()):
            for line in repository.lines("rev-parse", f"--disambiguate={word.lower()}"):
                if sha := repository.resolve(line):
                    yield read_commit(repository, sha)
