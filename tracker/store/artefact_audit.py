"""The copies beside the database, held against what the journal says of them.

Which events there are is for the chain to prove (`audit`). Here each copy that an event names is read and
hashed, and whatever else lies in the folder is named.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from tracker.domain.frozen import frozen
from tracker.domain.text import one_line
from tracker.store.artefacts import (
    DIGEST,
    FOLDER,
    PENDING,
    CopyState,
    copy_state,
    evidence_folder,
)
from tracker.store.codec import UNREADABLE, loads
from tracker.store.database import read
from tracker.store.replica import OWN

_DRAFT = re.compile(rf"\.[^/]*(\.tmp|{re.escape(PENDING)})", re.DOTALL)


@frozen
class NamedCopy:
    """A copy that evidence names: the first event that does, and whether this database wrote any of them."""

    digest: str
    event: str
    item: str | None
    own: bool


@frozen
class CopyFault:
    """What is wrong with a file of the folder. `kind` is altered, removed, inserted or unreadable."""

    kind: str
    path: str
    """From the database's folder, safe to show."""
    event: str | None = None
    """The first event that names the copy; None for an inserted file."""
    item: str | None = None

    def __str__(self) -> str:
        what = "is" if self.kind == "unreadable" else "was"
        whose = f", evidence of {self.item}," if self.item else ""
        return f"{self.path}{whose} {what} {self.kind}"


@frozen
class CopyReport:
    """What an audit of the copies looked at, and what it found wrong."""

    checked: int
    """Copies that are what was recorded."""
    elsewhere: int
    """Copies that only other people's events name, and that are not here: they are with their journals."""
    unfinished: tuple[str, ...]
    """Files left by a write that was interrupted; no event names them, and they may be deleted."""
    faults: tuple[CopyFault, ...]

    @property
    def ok(self) -> bool:
        """Whether every copy that should be here is as it was recorded, and nothing else is."""
        return not self.faults


def named_copies(location: Path | str) -> Mapping[str, NamedCopy]:
    """Return the copies that evidence of any plan names, by digest, in journal order; raises StoreError.

    Evidence that was undone is among it, for nothing is deleted.
    """
    return read(location, _named_copies, {})


def audit_copies(location: Path | str) -> CopyReport:
    """Check every copy and look for what does not belong; raises StoreError when the journal is unreadable.

    Others may be writing. Each of them marks a copy, puts it in place, writes its event, and takes the mark
    away; so what lies there is listed first, then the marks, and the journal is read last.
    """
    folder = evidence_folder(location)
    files = list(_files(folder))
    marked = {name.removeprefix(".").removesuffix(PENDING) for name in files if name.endswith(PENDING)}
    marked |= {path.name[1 : -len(PENDING)] for path in folder.glob(f".*{PENDING}")}
    named = named_copies(location)
    states = {digest: copy_state(location, digest) for digest in named}
    strange = _strange(files, named)
    begun = {name: None for name in strange if _is_unfinished(location, name, marked)}
    faults = [fault for digest, state in states.items() if (fault := _fault(named[digest], state))]
    inserted = [CopyFault("inserted", _shown(name)) for name in strange if name not in begun]
    return CopyReport(
        checked=sum(state is CopyState.PRESENT for state in states.values()),
        elsewhere=sum(not named[d].own and state is CopyState.MISSING for d, state in states.items()),
        unfinished=tuple(map(_shown, begun)),
        faults=(*faults, *inserted),
    )


def _named_copies(connection: sqlite3.Connection) -> dict[str, NamedCopy]:
    rows = connection.execute(
        f"SELECT id, item, payload, replica IN {OWN} FROM event"
        " WHERE kind = 'evidence' AND payload LIKE '%\"kept\":true%' ORDER BY at, replica, seq"
    )
    copies: dict[str, NamedCopy] = {}
    for id_, item, payload, own in rows:
        if digest := kept_digest(payload):
            item = one_line(str(item)) if item else None
            first = copies.get(digest) or NamedCopy(digest, one_line(str(id_)), item, bool(own))
            copies[digest] = replace(first, own=first.own or bool(own))
    return copies


def kept_digest(payload: str) -> str | None:
    """The SHA-256 of the copy that an event's payload names; None where it names none."""
    try:
        value = loads(payload)
        kept, digest = value.get("kept"), value.get("digest")
    except (*UNREADABLE, RecursionError):  # edited: the chain tells
        return None
    return digest if kept is True and isinstance(digest, str) and DIGEST.fullmatch(digest) else None


def _fault(copy: NamedCopy, state: CopyState) -> CopyFault | None:
    if state is CopyState.PRESENT or (state is CopyState.MISSING and not copy.own):
        return None
    kind = "removed" if state is CopyState.MISSING else state.value
    return CopyFault(kind, _shown(_name(copy.digest)), copy.event, copy.item)


def _strange(files: Collection[str], named: Collection[str]) -> list[str]:
    """The files that are neither a copy some event names, nor the mark of one."""
    rightful = {_name(digest) for digest in named} | {f".{digest}{PENDING}" for digest in named}
    return sorted(name for name in files if name not in rightful)


def _is_unfinished(location: Path | str, name: str, marked: Collection[str]) -> bool:
    """Whether a file was left by a write of ours: a draft, a mark, or a sound copy beside its mark."""
    if _DRAFT.fullmatch(name):
        return True
    digest = name.rpartition("/")[2]
    return digest in marked and name == _name(digest) and copy_state(location, digest) is CopyState.PRESENT


def _files(folder: Path) -> Iterator[str]:
    """The paths, from the folder, of all in it that is no folder; links are not followed.

    One that is a link itself, or that cannot be looked into, is all there is to tell of it.
    """
    waiting = [""]
    while waiting:
        within = waiting.pop()
        place = folder / within
        try:
            entries = None if place.is_symlink() else list(os.scandir(place))
        except FileNotFoundError:
            continue
        except OSError:
            entries = None
        if entries is None:
            yield within.rstrip("/")
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{within}{entry.name}/")
            else:
                yield within + entry.name


def _name(digest: str) -> str:
    return f"{digest[:2]}/{digest}"


def _shown(name: str) -> str:
    return f"{FOLDER}/{one_line(name)}".rstrip("/")
