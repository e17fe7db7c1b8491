"""A file as a commit has it and as it lies in the work tree, and what differs between two such texts.

Paths come from a plan that anybody may have written. In a commit they are looked up as they are spelled; in
the work tree nothing is followed that leads out of it, and nothing is opened but ordinary files. Where a file
cannot be shown, that is said in words, for it is part of the answer.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from tracker.domain.hunks import Hunk, hunks_of
from tracker.domain.text import clean, one_line
from tracker.domain.versions import Version
from tracker.errors import HistoryError
from tracker.history.edits import LINEWISE, lines_of
from tracker.history.layout import SHA, layout_of
from tracker.history.repository import Repository, draining, failure_told

MOST_BYTES = 16 << 20
_BINARY = 8_000
"""Characters among which a NUL makes a file binary, as git tells it."""
_LINK, _SUBMODULE, _FOLDER = "120000", "160000", "040000"
_NOWHERE = f"--git-dir={os.devnull}"
"""Files outside of any repository are passed through the filters of the one that git stands in, too."""
_COMPARE = (
    _NOWHERE,
    "diff",
    "--no-index",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--no-renames",
    *LINEWISE,
)
_MOST_HUNKS = 100_000


def version_at(root: Path, sha: str, path: str, title: str) -> Version:
    """Return a file of a commit, by its whole sha; raises HistoryError where git fails."""
    if not SHA.fullmatch(sha) or "\0" in path:
        return Version(title, path, problem="there is no such file")
    repository = Repository(layout_of(root))
    name = str(PurePosixPath(path))
    found = repository.text("ls-tree", "-z", "--full-tree", sha, "--", f":(top,literal){name}")
    records = [record for record in found.split("\0") if record.partition("\t")[2] == name]
    if not records:
        return Version(title, path, problem=f"there is no file {one_line(path)} in {sha[:7]}")
    mode, _, blob = records[0].partition("\t")[0].split(" ")
    if mode in (_LINK, _SUBMODULE, _FOLDER):
        return Version(title, path, problem=_kind(mode, repository, blob))
    try:
        size = int(repository.text("cat-file", "-s", blob))
        text = _content(repository, blob) if size <= MOST_BYTES else ""
    except HistoryError as error:  # of a partial clone
        return Version(title, path, problem=f"this clone does not have its content: {error}")
    return _version(title, path, text, size)


def version_here(root: Path, path: str, title: str) -> Version:
    """Return a file of the work tree."""
    place = root / path
    try:
        if place.is_symlink():
            return Version(title, path, problem=f"a link to {one_line(os.readlink(place))}")
        if not place.resolve().is_relative_to(root.resolve()):
            return Version(title, path, problem=f"{one_line(path)} leads out of the repository")
        handle = os.open(place, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            facts = os.fstat(file.fileno())
            if not stat.S_ISREG(facts.st_mode):
                return Version(title, path, problem="no ordinary file")
            data = file.read(MOST_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return Version(title, path, problem=f"there is no file {one_line(path)} now")
    except IsADirectoryError:
        return Version(title, path, problem="a folder")
    except (OSError, ValueError) as error:
        return Version(title, path, problem=f"cannot be read: {getattr(error, 'strerror', None) or error}")
    text = data.decode("utf-8", "replace") if len(data) <= MOST_BYTES else ""
    return _version(title, path, text, max(len(data), facts.st_size))


def hunks_between(root: Path, then: Sequence[str], now: Sequence[str]) -> tuple[Hunk, ...]:
    """Return what differs between two texts, by lines, as git tells it; raises HistoryError.

    More differences than anybody would look at are taken as one.
    """
    if tuple(then) == tuple(now):
        return ()
    with TemporaryDirectory(prefix="tracker-") as folder:
        names = ("then", "now")
        for name, lines in zip(names, (then, now), strict=True):
            text = "".join(f"{line}\n" for line in lines)
            Path(folder, name).write_bytes(text.encode("utf-8", "replace"))
        places = [str(Path(folder, name)) for name in names]
        process = Repository(layout_of(root)).process(*_COMPARE, "--", *places)
        with draining(process) as errors:
            headers = [line for line in lines_of(process.stdout) if line.startswith(b"@@ ")]
            status = process.proc.wait()
    if status not in (0, 1):
        raise failure_told(errors)
    if len(headers) > _MOST_HUNKS:
        return (Hunk(1, len(then), 1, len(now)),)
    return hunks_of(line[:100].decode("ascii", "replace") for line in headers)


def is_shallow(root: Path) -> bool:
    """Tell whether the repository lacks the older part of its history."""
    return (layout_of(root).common_dir / "shallow").exists()


def _content(repository: Repository, blob: str) -> str:
    """The text of a blob, ended by a newline, which GitPython takes off."""
    text = repository.text("cat-file", "blob", blob)
    return f"{text}\n" if text else ""


def _version(title: str, path: str, text: str, size: int) -> Version:
    if size > MOST_BYTES:
        return Version(title, path, problem=f"too large to be shown ({size / (1 << 20):.0f} MiB)")
    if "\0" in text[:_BINARY]:
        return Version(title, path, problem=f"binary, {size:,} bytes")
    lines = text.removesuffix("\n").split("\n") if text else []
    return Version(title, path, tuple(line.removesuffix("\r") for line in lines), "" if lines else "empty")


def _kind(mode: str, repository: Repository, sha: str) -> str:
    if mode == _FOLDER:
        return "a folder"
    if mode == _SUBMODULE:
        return f"a submodule at {sha[:7]}"
    return f"a link to {one_line(clean(repository.text('cat-file', 'blob', sha)))[:200]}"
