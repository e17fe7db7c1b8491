"""Which commits of a history still stand: neither reverts, nor taken back by one that stands itself.

Told from the commits alone as they come, children before their parents: whatever takes a commit back has
been seen by then, so that a revert of a revert restores what the first one took.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from tracker.domain.commit import Commit
from tracker.domain.meaning import Meaning
from tracker.domain.message import meaning

_REVERT = re.compile(r"(?:revert|reapply)\b", re.IGNORECASE)
_PULL = re.compile(r"\(#(\d{1,9})\)$")
_HINT = "everts "
"""What every message holds that says what it reverts: few do, and only those are read as a whole."""
_SHORTEST = 7
"""Letters of a sha that a message has to name."""


def standing(commits: Iterable[Commit]) -> Iterator[Commit]:
    """Yield the commits that still stand, of commits that come children first.

    What a message says it reverts is a claim: it takes back older commits alone. A merge that is taken back
    takes with it what it brought to its first parent.
    """
    taken = _Taken()
    for commit in commits:
        gone = taken.holds(commit)
        said = meaning(commit.message, {}) if _HINT in commit.message else Meaning()
        if not gone:
            taken.add(said)
        if not (gone or said.reverts or said.reverted_pulls or _REVERT.match(commit.subject)):
            yield commit


class _Taken:
    """What was taken back, by reverts of commits and by reverts of merges."""

    def __init__(self) -> None:
        self._named: defaultdict[str, list[str]] = defaultdict(list)
        """Shas as reverts name them, by their first letters."""
        self._pulls: set[str] = set()
        self._brought: defaultdict[str, set[str]] = defaultdict(set)
        """The merges taken back that brought a commit, by its sha, as far as its children tell."""
        self._kept: defaultdict[str, set[str]] = defaultdict(set)
        """The merges taken back whose first parent had a commit already."""

    def add(self, said: Meaning) -> None:
        """Take back what a message says that it reverts: commits by their shas, or by their pull request."""
        for revert in said.reverts:
            self._named[revert.sha[:_SHORTEST]].append(revert.sha)
        self._pulls.update(said.reverted_pulls)

    def holds(self, commit: Commit) -> bool:
        """Tell whether a commit is taken back; to be asked of each once, children first."""
        kept = self._kept.pop(commit.sha, set())
        brought = self._brought.pop(commit.sha, set()) - kept
        pull = _PULL.search(commit.subject)
        named = any(commit.sha.startswith(sha) for sha in self._named.get(commit.sha[:_SHORTEST], ()))
        named = named or (pull is not None and pull[1] in self._pulls)
        self._pass_on(commit, kept, brought, {commit.sha} if named and len(commit.parents) > 1 else set())
        return named or bool(brought)

    def _pass_on(self, commit: Commit, kept: set[str], brought: set[str], merge: set[str]) -> None:
        """Tell the parents; a `merge` that is taken back was there before for the first one only."""
        for place, parent in enumerate(commit.parents):
            if had := kept | (set() if place else merge):
                self._kept[parent] |= had
            if got := brought | (merge if place else set()):
                self._brought[parent] |= got
