"""A git repository written object by object, without a process, beside the truth of what is in it.

The truth is what a person would say of the history: which changes to the code are there, where, and which of
them were taken back. A change that was amended or rebased is the same change in another commit.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

PERSON = "Gil <gil@example.org>"
MAIN = "main"


@dataclass(frozen=True)
class Said:
    """What a commit message says: ids of items, `ID/check`, hours on each item it names, a reverted sha."""

    resolves: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    ticks: tuple[str, ...] = ()
    hours: float = 0.0
    reverts: str | None = None

    @property
    def items(self) -> tuple[str, ...]:
        return (*self.resolves, *self.refs)

    def text(self, subject: str) -> str:
        trailers = [f"Resolves: {item}" for item in self.resolves] + [f"Refs: {item}" for item in self.refs]
        trailers += [f"Ticks: {tick}" for tick in self.ticks]
        trailers += [f"Actual: {item} {self.hours:g}h" for item in self.items if self.hours]
        body = [f"This reverts commit {self.reverts}."] if self.reverts else []
        return "\n\n".join(filter(None, [subject, *body, "\n".join(trailers)])) + "\n"


@dataclass(frozen=True)
class Commit:
    """A commit, and the change of which it is one copy; a merge is no change."""

    sha: str
    parents: tuple[str, ...]
    change: int
    subject: str
    said: Said
    written: datetime
    files: Mapping[str, str]


class Repository:
    """Branches and commits at `root`; times go by a minute a commit."""

    def __init__(self, root: Path, start: datetime) -> None:
        self.root = root
        self.git = root / ".git"
        self.now = start
        self.commits: dict[str, Commit] = {}
        self.branches: dict[str, str] = {}
        (self.git / "refs" / "heads").mkdir(parents=True)
        (self.git / "objects").mkdir()
        (self.git / "HEAD").write_text(f"ref: refs/heads/{MAIN}\n")
        (self.git / "config").write_text("[core]\n\trepositoryformatversion = 0\n\tbare = false\n")
        self.commit(MAIN, Said())

    def commit(self, branch: str, said: Said, *, subject: str = "A change") -> Commit:
        """Add a change of a file of its own to a branch."""
        tip = self.branches.get(branch)
        number = len(self.commits)
        files = dict(self.commits[tip].files) if tip else {}
        files[f"file-{number}"] = f"{number}\n"
        made = self._store((tip,) if tip else (), number, subject, said, self.tick(), files)
        return self._moved(branch, made)

    def merge(self, branch: str, into: str) -> Commit:
        """Merge a branch, as with --no-ff."""
        ours, theirs = self.commits[self.branches[into]], self.commits[self.branches[branch]]
        files = {**ours.files, **theirs.files}
        number = len(self.commits)
        return self._moved(
            into, self._store((ours.sha, theirs.sha), number, "Merge it", Said(), self.tick(), files)
        )

    def amend(self, branch: str) -> Commit:
        """Write the last commit anew, with another date and nothing else."""
        old = self.commits[self.branches[branch]]
        self.tick()
        return self._moved(
            branch, self._store(old.parents, old.change, old.subject, old.said, old.written, old.files)
        )

    def rebase(self, branch: str, onto: str) -> None:
        """Put the changes that only the branch has on top of another one."""
        own = [self.commits[sha] for sha in self.reached(branch) - self.reached(onto)]
        tip = self.commits[self.branches[onto]]
        for old in sorted((each for each in own if len(each.parents) == 1), key=lambda each: each.written):
            self.tick()
            added = {name: text for name, text in old.files.items() if name == f"file-{old.change}"}
            files = {**tip.files, **added}
            tip = self._store((tip.sha,), old.change, old.subject, old.said, old.written, files)
        self._moved(branch, tip)

    def point(self, branch: str, sha: str) -> None:
        """Force a branch to a commit."""
        self._moved(branch, self.commits[sha])

    def delete(self, branch: str) -> None:
        del self.branches[branch]
        (self.git / "refs" / "heads" / branch).unlink()

    def reached(self, *branches: str) -> set[str]:
        """The commits that the branches hold."""
        found: set[str] = set()
        waiting = [self.branches[branch] for branch in branches]
        while waiting:
            sha = waiting.pop()
            if sha not in found:
                found.add(sha)
                waiting += self.commits[sha].parents
        return found

    def ancestors(self, sha: str) -> set[str]:
        """The commit and all before it."""
        found = {sha}
        for parent in self.commits[sha].parents:
            found |= self.ancestors(parent)
        return found

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def _moved(self, branch: str, to: Commit) -> Commit:
        self.branches[branch] = to.sha
        ref = self.git / "refs" / "heads" / branch
        ref.parent.mkdir(exist_ok=True)
        ref.write_text(f"{to.sha}\n")
        return to

    def _store(
        self,
        parents: tuple[str, ...],
        change: int,
        subject: str,
        said: Said,
        written: datetime,
        files: Mapping[str, str],
    ) -> Commit:
        lines = [f"tree {self._tree(files)}", *(f"parent {sha}" for sha in parents)]
        lines += [f"author {PERSON} {written.timestamp():.0f} +0000"]
        lines += [f"committer {PERSON} {self.now.timestamp():.0f} +0000"]
        sha = self._object("commit", "\n".join([*lines, "", said.text(subject)]).encode())
        found = Commit(sha, parents, change, subject, said, written.astimezone(UTC), files)
        return self.commits.setdefault(sha, found)

    def _tree(self, files: Mapping[str, str]) -> str:
        entries = (
            b"100644 " + name.encode() + b"\0" + bytes.fromhex(self._object("blob", files[name].encode()))
            for name in sorted(files)
        )
        return self._object("tree", b"".join(entries))

    def _object(self, kind: str, data: bytes) -> str:
        whole = f"{kind} {len(data)}\0".encode() + data
        sha = hashlib.sha1(whole).hexdigest()
        path = self.git / "objects" / sha[:2] / sha[2:]
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(zlib.compress(whole, 1))
        return sha


@dataclass(frozen=True)
class Truth:
    """What the history says of one item."""

    links: frozenset[tuple[int, str]]
    """Changes that stand, and what they are to the item."""
    status: str
    """Where the item is when nobody touched it by hand."""
    fixes: frozenset[int]
    """The changes on the mainline that resolve it: commits that are evidence."""
    ticks: frozenset[str]
    hours: float


def truth_of(repository: Repository, item: str, branches_of: Iterable[str]) -> Truth:
    """Return what the history says of an item; `branches_of` are the branches that are named after it."""
    main = repository.reached(MAIN)
    there = repository.reached(*repository.branches)
    undone = _undone(repository, main, there)
    standing = [repository.commits[sha] for sha in there if sha not in undone]
    naming = [commit for commit in standing if item in commit.said.items]
    role = {commit.change: "resolves" if item in commit.said.resolves else "refs" for commit in naming}
    fixes = {commit.sha for commit in naming if item in commit.said.resolves}
    ticking = (tick for commit in naming if commit.sha in main for tick in commit.said.ticks)
    changes = {
        commit.change: commit.said.hours
        for commit in map(repository.commits.__getitem__, main)
        if item in commit.said.items
    }
    worked_on = bool(naming) or not repository.branches.keys().isdisjoint(branches_of)
    return Truth(
        links=frozenset(role.items()),
        status=_status(fixes, main, worked_on=worked_on),
        fixes=frozenset(repository.commits[sha].change for sha in fixes & main),
        ticks=frozenset(check for owner, _, check in (t.partition("/") for t in ticking) if owner == item),
        hours=sum(changes.values()),
    )


def _status(fixes: set[str], main: set[str], *, worked_on: bool) -> str:
    if fixes & main:
        return "resolved"
    if fixes:
        return "in_review"
    return "in_progress" if worked_on else "open"


def _undone(repository: Repository, main: set[str], there: set[str]) -> set[str]:
    """Commits that a revert took back which was not taken back itself, and counts where they are."""
    undone: set[str] = set()
    for sha in sorted(there, key=lambda sha: repository.commits[sha].written, reverse=True):
        target = repository.commits[sha].said.reverts
        if sha in undone or target is None or target not in repository.ancestors(sha):
            continue
        if sha in main or target not in main:
            undone.add(target)
    return undone
