"""Questions about single commits and files: what changed since evidence was taken, which commit is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from tracker.domain.commit import Commit
from tracker.domain.fileref import FileRef
from tracker.domain.text import one_line
from tracker.errors import HistoryError
from tracker.history.layout import SHA, layout_of
from tracker.history.refs import HEAD, read_tips
from tracker.history.repository import Repository
from tracker.history.stream import read_commit, read_log


def changed_since(root: Path, sha: str, paths: Collection[str]) -> dict[str, str]:
    """Return the newest commit after `sha`, up to HEAD, that touched each of `paths`, if any did.

    A path is a file, a folder or a glob, from the root of the repository. Raises HistoryError when the
    repository has no such commit.
    """
    repository = Repository(layout_of(root))
    since = repository.resolve(sha) if SHA.fullmatch(sha) else None
    if not since:
        raise HistoryError(f"commit {one_line(sha)[:12]} is not in this repository")
    head = repository.resolve(HEAD)
    if not head or head == since or not paths:
        return {}
    touched: dict[str, str] = {}
    for commit, changed in _changes(repository, [head, f"^{since}"], paths):
        for path in _covering(changed, paths):
            touched.setdefault(path, commit)
    return touched


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


def _changes(
    repository: Repository, range_: Sequence[str], paths: Collection[str]
) -> Iterator[tuple[str, list[str]]]:
    """The commits of a range that touch any of the paths, newest first, with the files of each."""
    arguments = (
        *(
            "log",
            "--stdin",
            "-z",
            "--name-only",
            "--no-show-signature",
            "--no-notes",
            "--no-color",
            "--no-renames",
        ),
        *("--no-ext-diff", "--no-textconv", "-O/dev/null", "--format=%x01%H"),
    )
    specs = [f":(top){path}" for path in sorted(paths) if "\n" not in path and "\0" not in path]
    out = repository.text(*arguments, stdin=[*range_, "--", *specs])
    for record in out.split("\1")[1:]:
        sha, *files = record.replace("\n", "\0", 1).split("\0")
        yield sha, [file for file in files if file]


def _covering(changed: Iterable[str], paths: Collection[str]) -> Iterator[str]:
    """Those of the paths that are a changed file, a folder around one, or a glob that matches one."""
    globs = [path for path in paths if any(mark in path for mark in "*?[")]
    plain: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        plain[path.rstrip("/")].append(path)
    for file in changed:
        around = (file, *(str(folder) for folder in PurePosixPath(file).parents))
        yield from (path for name in around if name in plain for path in plain[name])
        yield from (path for path in globs if FileRef(path).covers(file))
