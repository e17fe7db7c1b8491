"""Copies of the files that evidence points at, in the folder `evidence` beside the database.

A copy lies under its content's SHA-256 (`ab/abcdef...`), so that the same content is kept once, and whoever
reads one can tell whether it is still what was recorded. It is whole and on the disk before the event that
names it is committed, and it is never deleted. Nothing here follows a link or waits for a pipe: the folder
may have come with a repository.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from tracker.domain.frozen import frozen
from tracker.errors import StoreError
from tracker.files import sync_folder, write_draft
from tracker.store.connection import path_of, prepare_folder_of

FOLDER = "evidence"
CHUNK = 1 << 20
DIGEST = re.compile(r"[0-9a-f]{64}")
_AGAIN = "the events are in; the same import again brings the copies"
PENDING = ".pending"
"""Ends the name of the mark that says of a copy that the write which brings it is under way."""


class CopyState(StrEnum):
    """What became of a copy."""

    PRESENT = "present"
    MISSING = "missing"
    ALTERED = "altered"
    UNREADABLE = "unreadable"


@frozen
class Received:
    """A file's content as it came in: its SHA-256 (hex) and its size in bytes."""

    digest: str
    size: int


def evidence_folder(location: Path | str) -> Path:
    """Return the folder of the copies, which need not be there."""
    return path_of(location).parent / FOLDER


def copy_path(location: Path | str, digest: str) -> Path:
    """Return where the copy with this SHA-256 lies, or would; raises ValueError when it is none."""
    if not DIGEST.fullmatch(digest):
        raise ValueError(f"{digest!r} is no SHA-256")
    return evidence_folder(location) / digest[:2] / digest


def copy_state(location: Path | str, digest: str) -> CopyState:
    """Return what became of the copy with this SHA-256, after reading all of it."""
    try:
        found = hashlib.sha256()
        for chunk in copy_chunks(location, digest):
            found.update(chunk)
    except (FileNotFoundError, NotADirectoryError):
        return CopyState.MISSING
    except _NotAFileError:
        return CopyState.ALTERED
    except OSError:
        return CopyState.UNREADABLE
    return CopyState.PRESENT if found.hexdigest() == digest else CopyState.ALTERED


def copy_chunks(location: Path | str, digest: str) -> Iterator[bytes]:
    """Yield a copy's content, whatever it is by now; raises OSError."""
    path = copy_path(location, digest)
    if path.parent.is_symlink() or path.parent.parent.is_symlink():
        raise _NotAFileError(path)
    with open_plain(path) as file:
        while chunk := file.read(CHUNK):
            yield chunk


class _NotAFileError(OSError):
    """There is something else than a file."""


def open_plain(path: Path) -> BinaryIO:
    """Open a regular file for reading, without following a link and without waiting; raises OSError."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    if not stat.S_ISREG(os.lstat(path).st_mode):  # to open a device may already do something
        raise _NotAFileError(f"{path} is no regular file")
    handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _NotAFileError(f"{path} is no regular file")
    return os.fdopen(handle, "rb")


class Incoming:
    """Copies on their way into the folder, for one write to the journal.

    They are received before the write begins, so that nobody waits for a large file to be read, and put in
    place inside of it, once it is decided that there will be an event. A mark stands beside them until the
    write is through: should it never be, as in a power cut, the mark tells an audit where the copy is from.
    Use it as a context manager around the write. Its methods raise StoreError.
    """

    def __init__(self, location: Path | str) -> None:
        self._location = location
        self._folder = evidence_folder(location)
        self._drafts: dict[str, Path] = {}
        self._marks: list[Path] = []

    def __enter__(self) -> Incoming:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for left in [*self._drafts.values(), *(self._marks if error is None else ())]:
            with suppress(OSError):
                left.unlink()

    def receive(self, chunks: Iterable[bytes]) -> Received:
        """Write content into the folder, under a name of its own for now; what the chunks raise passes."""
        digest, size = hashlib.sha256(), 0

        def told() -> Iterator[bytes]:
            nonlocal size
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                yield chunk

        try:
            prepare_folder_of(path_of(self._location))
            _make(self._folder)
            draft = write_draft(self._folder, told())
        except OSError as error:
            raise _refused(self._folder, error) from error
        name = digest.hexdigest()
        if name in self._drafts:
            draft.unlink()
        else:
            self._drafts[name] = draft
        return Received(name, size)

    def place(self) -> None:
        """Put what was received where it belongs; a copy that is there is replaced by the same, sound."""
        try:
            for digest in list(self._drafts):
                self._place(digest)
        except OSError as error:
            raise _refused(self._folder, error) from error

    def _place(self, digest: str) -> None:
        target = copy_path(self._location, digest)
        _make(target.parent)
        mark = self._folder / f".{digest}{PENDING}"
        mark.touch()
        self._marks.append(mark)
        draft = self._drafts[digest]
        draft.chmod(0o444)
        os.replace(draft, target)
        del self._drafts[digest]
        sync_folder(target.parent)
        sync_folder(self._folder)


def adopt(location: Path | str, source: Path, digest: str) -> bool:
    """Keep the file `source` as the copy with this SHA-256; return whether it is that, and is kept.

    For copies that come with another person's journal, once its events are in. Raises StoreError when the
    folder cannot take it.
    """
    try:
        file = open_plain(source)
    except OSError:
        return False
    try:
        with file, Incoming(location) as incoming:
            if incoming.receive(iter(lambda: file.read(CHUNK), b"")).digest != digest:
                return False
            incoming.place()
    except StoreError as error:
        raise StoreError(
            str(error), hint="the events are in; the same import again brings the copies"
        ) from error
    return True


def _make(folder: Path) -> None:
    """Make a folder for copies; raises OSError where there is a link, which may lead anywhere."""
    folder.mkdir(exist_ok=True)
    if folder.is_symlink():
        raise OSError(None, "it is a link, and is not written through")


def _refused(folder: Path, error: OSError) -> StoreError:
    return StoreError(
        f"{folder} cannot take a copy: {error.strerror or error}",
        hint="nothing was recorded; --no-copy keeps the hash alone",
    )
