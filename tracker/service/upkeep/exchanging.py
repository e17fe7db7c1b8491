"""Sending the journal to somebody, and bringing theirs in: files, folders and standard input.

What comes in is a journal as lines of JSON, the folder of `tracker evidence export`, or another tracker's
database. All three are the same to the store: lines.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from io import BufferedReader
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO

from tracker.domain.frozen import frozen
from tracker.domain.plan import Plan
from tracker.errors import StoreError, TrackerError, UsageError
from tracker.files import write_draft
from tracker.planfile.load import load_plan
from tracker.service.unwritten import unwritten
from tracker.service.workspace import Workspace, every_plan, locate_plan
from tracker.store.exchange import journal_lines, merge_lines

if TYPE_CHECKING:
    from tracker.store.merge import MergeReport

JOURNAL = "journal.jsonl"
"""The journal's name in a folder of evidence."""
_COPIES = "evidence"
_DATABASE = b"SQLite format 3\0"
_HINT = "tracker journal export writes what can be imported"


@frozen
class Imported:
    """What an import brought: events, and copies of files that evidence points at."""

    merged: MergeReport
    copies: int = 0
    wrong_copies: tuple[Path, ...] = ()
    """Files that are not what the journal says of them, and were left."""


def exported_lines(workspace: Workspace) -> Iterator[str]:
    """Yield the journal, of all plans, as lines with their ends; raises StoreError."""
    for line in journal_lines(workspace.database):
        yield f"{line}\n"


def write_journal(workspace: Workspace, place: Path, *, force: bool = False) -> int:
    """Write the journal to a new file, readable by its owner alone; return how many events it holds.

    The file is whole or not there. Raises UsageError where something is in its place, unless that is a file
    and `force` is set, and where it cannot be written.
    """
    _refuse_taken(workspace, place, force=force)
    written = 0

    def told() -> Iterator[bytes]:
        nonlocal written
        for written, line in enumerate(exported_lines(workspace), start=1):  # noqa: B007
            yield line.encode("utf-8", "surrogatepass")

    try:
        os.replace(write_draft(place.parent, told(), prefix=f".{place.name}."), place)
    except OSError as error:
        raise unwritten(place, error) from error
    return written


def import_journal(
    workspace: Workspace, source: Path | BinaryIO, *, now: datetime, dry_run: bool = False
) -> Imported:
    """Bring in the events of another journal, and the copies beside it; with `dry_run` only say what would.

    `source` is a file, a folder of evidence, a database, or a stream. Raises StoreError where anything in it
    is not as a tracker wrote it, and UsageError where it cannot be read; nothing is changed then.
    """
    folder = source if isinstance(source, Path) and source.is_dir() else None
    with _lines_of(source / JOURNAL if folder and isinstance(source, Path) else source) as lines:
        merged = merge_lines(workspace.database, lines, now=now, plan_of=_plans(workspace), dry_run=dry_run)
    if folder is None or dry_run:
        return Imported(merged)
    return _with_copies(workspace, folder / _COPIES, merged)


def _refuse_taken(workspace: Workspace, place: Path, *, force: bool) -> None:
    database = workspace.database.resolve()
    if place.resolve() == database:
        raise UsageError(f"{place} is the journal itself; nothing was written", hint="name another file")
    if not os.path.lexists(place):
        return
    if not force:
        raise UsageError(f"{place} is there already", hint="name a new file, or use --force")
    if place.is_symlink() or not place.is_file():
        raise UsageError(f"{place} is no file that can be replaced", hint="name another")


def _plans(workspace: Workspace) -> Callable[[str], Plan | None]:
    """How to find the plan with an id: the one that was asked for, then any that is here."""
    paths = [(found.id, found.path) for found in every_plan(workspace)]

    def plan_of(id_: str) -> Plan | None:
        named = [path for known, path in paths if known == id_]
        with suppress(TrackerError):
            named.insert(0, locate_plan(workspace))
        for path in named:
            with suppress(TrackerError):  # a plan that cannot be read has no claims either
                plan = load_plan(path).plan
                if plan.id == id_:
                    return plan
        return None

    return plan_of


@contextmanager
def _lines_of(source: Path | BinaryIO) -> Iterator[Iterable[str]]:
    if not isinstance(source, Path):
        yield _decoded(source)
        return
    with _opened(source) as file:
        if source.is_file() and file.peek(len(_DATABASE)).startswith(_DATABASE):
            with _copied(source) as copy:
                yield journal_lines(copy)
        else:
            yield _decoded(file)


def _opened(source: Path) -> BufferedReader:
    try:
        return open(source, "rb")
    except OSError as error:
        raise UsageError(f"{source} cannot be read: {error.strerror or error}", hint=_HINT) from error


@contextmanager
def _copied(database: Path) -> Iterator[Path]:
    """A copy to read from: an older schema is brought up to date, and that is not ours to do to the file."""
    from tracker.store.backup import backup

    with TemporaryDirectory(prefix="tracker-") as folder:
        yield backup(database, Path(folder) / "journal.db")


def _decoded(file: BinaryIO) -> Iterator[str]:
    """Yield the lines of a file, however it was opened; a longer one than any event is cut, to be refused."""
    from tracker.store.incoming import LONGEST_LINE

    for number in count(1):
        try:
            line = file.readline(LONGEST_LINE + 2).decode()
        except UnicodeDecodeError as error:
            raise StoreError(f"line {number}: it is no UTF-8", hint=_HINT) from error
        except OSError as error:
            raise UsageError(f"the journal cannot be read: {error.strerror or error}") from error
        if not line:
            return
        yield line.removesuffix("\n")


def _with_copies(workspace: Workspace, folder: Path, merged: MergeReport) -> Imported:
    """Keep the copies that evidence names and that are not here yet."""
    from tracker.store.artefact_audit import named_copies
    from tracker.store.artefacts import CopyState, adopt, copy_state

    kept, wrong = 0, []
    for digest in named_copies(workspace.database):
        source = folder / digest[:2] / digest
        if not source.exists() or copy_state(workspace.database, digest) is CopyState.PRESENT:
            continue
        if adopt(workspace.database, source, digest):
            kept += 1
        else:
            wrong.append(source)
    return Imported(merged, kept, tuple(wrong))
