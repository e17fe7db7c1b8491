"""Files as evidence: read once, hashed as they are read, and copied beside the journal on the way.

The hash is that of the copy, also when somebody writes to the file meanwhile. Only regular files inside the
repository are read: a pipe would keep us waiting, and a device has no end.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from tracker.domain.event import Payload
from tracker.domain.fileref import parse_fileref
from tracker.domain.text import clean
from tracker.errors import RefusedError, UsageError
from tracker.store.artefacts import CHUNK, Incoming, Received, open_plain

LARGEST_COPY = 100 * 1024 * 1024
"""Bytes of a file that is copied; of a larger one the hash alone can be kept."""


class FileFate(StrEnum):
    """What a file is now, against the evidence of it."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"
    UNREADABLE = "unreadable"


def file_facts(root: Path, written: str, incoming: Incoming | None) -> Payload:
    """Return what is recorded of the file `written` (a path from `root`, with lines or without).

    Its copy goes to `incoming`; without one, the hash alone is kept. Raises UsageError for what is no file of
    the repository, RefusedError for one that is not there, cannot be read, or is too large to be copied.
    """
    if clean(written) != written or len(written.splitlines()) > 1:
        raise UsageError("the name of the file holds characters that cannot be shown", hint="rename it first")
    try:
        ref = parse_fileref(written)
    except ValueError as error:
        raise UsageError(str(error)) from None
    with _opened(root, ref.path) as file:
        if incoming is None:
            found = _hashed(_content(file, ref.path, None))
        else:
            found = incoming.receive(_content(file, ref.path, LARGEST_COPY))
    facts = {"ref": str(ref), "digest": found.digest, "size": found.size}
    return facts if incoming is None else {**facts, "kept": True}


def file_fate(root: Path, ref: str, digest: str, size: object = None) -> FileFate:
    """Return what became of the file that evidence points at since its content had this SHA-256.

    Where its size is known and another one by now, the file is not read.
    """
    try:
        path = parse_fileref(ref).path
        with _opened(root, path) as file:
            if isinstance(size, int) and file.seek(0, 2) != size:
                return FileFate.CHANGED
            now = _hashed(_content(file, path, None))
    except (UsageError, ValueError):
        return FileFate.UNREADABLE
    except RefusedError as error:
        return FileFate.GONE if isinstance(error.__cause__, _ABSENT) else FileFate.UNREADABLE
    return FileFate.SAME if now.digest == digest else FileFate.CHANGED


_ABSENT = (FileNotFoundError, NotADirectoryError)


def _opened(root: Path, name: str) -> BinaryIO:
    """The file of that name under the root, which a link on the way may not leave."""
    try:
        path = (root / name).resolve(strict=True)
        if not path.is_relative_to(root.resolve()):
            raise UsageError(f"{name} leads out of the repository")
        if path.is_dir():
            raise UsageError(f"{name} is a folder; name a file")
        if not path.is_file():
            raise UsageError(f"{name} is no regular file")
        return open_plain(path)
    except _ABSENT as error:
        raise RefusedError(f"there is no file {name} under {root}") from error
    except (OSError, RuntimeError, ValueError) as error:  # links in a circle, a name that no system takes
        raise RefusedError(f"{name} cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _content(file: BinaryIO, name: str, largest: int | None) -> Iterator[bytes]:
    """What is in the file, in pieces; raises RefusedError where it cannot be read or is too large."""
    read = 0
    try:
        if largest is not None and file.seek(0, 2) > largest:
            raise _too_large(name)
        file.seek(0)
        while chunk := file.read(CHUNK):
            read += len(chunk)
            if largest is not None and read > largest:
                raise _too_large(name)  # it is still growing
            yield chunk
    except OSError as error:
        raise RefusedError(f"{name} cannot be read: {error.strerror or error}") from error


def _too_large(name: str) -> RefusedError:
    return RefusedError(
        f"{name} is larger than the {LARGEST_COPY // 1024 // 1024} MB that are copied",
        hint="--no-copy keeps its hash alone",
    )


def _hashed(chunks: Iterable[bytes]) -> Received:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        digest.update(chunk)
        size += len(chunk)
    return Received(digest.hexdigest(), size)
