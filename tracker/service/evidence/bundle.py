"""Audit bundles: a folder that shows where a plan stands, with everything it rests on.

It is filled under another name and takes its own when it is whole, so there is never half of one. Equal
journals, copies and clocks give equal bytes.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tracker.domain.board import Board, Card
from tracker.domain.event import Event, EventKind
from tracker.domain.forecast import Forecast
from tracker.domain.frozen import frozen
from tracker.domain.plan import Plan
from tracker.domain.state import Evidence
from tracker.errors import UsageError
from tracker.exporters.bundle import COPIES, MANIFEST, OUTPUTS, Contents, Entry, index_csv, index_json, readme
from tracker.exporters.documents import utc
from tracker.exporters.manifest import manifest
from tracker.service.evidence.details import ELSEWHERE, NOT_KEPT, copy_fate
from tracker.service.reports.export import rendered, report_of
from tracker.service.tracker import Tracker
from tracker.service.unwritten import unwritten
from tracker.store.artefact_audit import NamedCopy, named_copies
from tracker.store.artefacts import CopyState, copy_chunks, evidence_folder
from tracker.store.exchange import journal_lines
from tracker.store.log import read_log


@frozen
class Bundle:
    """What was written."""

    files: int
    manifest: str
    """The SHA-256 (hex) of the manifest, by which the whole bundle is known."""
    lacking: tuple[str, ...]
    """Copies that should be in it and are not, a line each."""

    @property
    def whole(self) -> bool:
        """Whether it has every copy that it should."""
        return not self.lacking


def refuse_taken(tracker: Tracker, folder: Path) -> None:
    """Raise UsageError unless a bundle can be made at `folder`: new, or an empty folder."""
    place = folder.resolve()
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise UsageError(f"{folder} is not an empty folder; nothing was written", hint="name a new one")
    if not place.parent.is_dir():
        raise UsageError(f"there is no folder {place.parent}")
    if place.is_relative_to(evidence_folder(tracker.workspace.database).resolve()):
        raise UsageError(f"{folder} is among the copies of evidence", hint="name a folder elsewhere")


def write_bundle(tracker: Tracker, board: Board, forecast: Forecast | None, folder: Path) -> Bundle:
    """Write the bundle to `folder`, which is new or empty.

    Raises UsageError, or StoreError where the disk fails, leaving nothing behind. Copies that are missing or
    altered are named in it, and in what is returned.
    """
    refuse_taken(tracker, folder)
    place = folder.resolve()
    try:
        draft = place.parent / f".{place.name}.{os.urandom(8).hex()}.part"
        draft.mkdir()
        try:
            bundle = _fill(_Files(draft), tracker, board, forecast)
            _finish(draft, place)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
    except OSError as error:
        raise unwritten(folder, error) from error
    return bundle


class _Files:
    """The files of a bundle as they are written, with their hashes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.digests: dict[str, str] = {}

    def write(self, name: str, chunks: Iterable[bytes]) -> str:
        """Write a file and return its SHA-256; raises OSError."""
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with path.open("xb") as file:
            for chunk in chunks:
                digest.update(chunk)
                file.write(chunk)
        self.digests[name] = digest.hexdigest()
        return self.digests[name]

    def write_text(self, name: str, text: str) -> str:
        """Write a file of text and return its SHA-256; raises OSError."""
        return self.write(name, [text.encode("utf-8", "replace")])


def _fill(files: _Files, tracker: Tracker, board: Board, forecast: Forecast | None) -> Bundle:
    database = tracker.workspace.database
    report = report_of(tracker, board, forecast)
    files.write_text("report.md", rendered("markdown", report))
    files.write_text("report.html", rendered("html", report))
    files.write("plan.toml", [tracker.path.read_bytes()])
    files.write("journal.jsonl", (f"{line}\n".encode("utf-8", "surrogatepass") for line in _lines(tracker)))
    named = named_copies(database)
    fates = {digest: _copied(files, tracker, copy) for digest, copy in sorted(named.items())}
    counting = {found.id: (card, found) for card in board.cards for found in card.state.evidence}
    events = list(_evidence_events(tracker))
    entries = tuple(_entry(files, tracker.plan, event, counting.get(event.id), fates) for event in events)
    contents = Contents(
        plan=tracker.plan,
        as_of=board.now,
        head=report.head,
        entries=entries,
        lacking=tuple(_lacking(entries, named, fates)),
        elsewhere=sum(fate == ELSEWHERE for fate in fates.values()),
    )
    files.write_text(f"{COPIES}.json", index_json(contents))
    files.write_text(f"{COPIES}.csv", index_csv(entries))
    files.write_text("README.md", readme(contents))
    digest = files.write_text(MANIFEST, manifest(files.digests))
    return Bundle(len(files.digests), digest, contents.lacking)


def _lines(tracker: Tracker) -> Iterator[str]:
    return journal_lines(tracker.workspace.database)


def _copied(files: _Files, tracker: Tracker, copy: NamedCopy) -> str:
    """Take a copy into the bundle; return what became of it."""
    fate = copy_fate(tracker, copy)
    if fate == CopyState.PRESENT:
        files.write(_copy_name(copy.digest), copy_chunks(tracker.workspace.database, copy.digest))
    return fate


def _copy_name(digest: str) -> str:
    return f"{COPIES}/{digest[:2]}/{digest}"


def _evidence_events(tracker: Tracker) -> Iterator[Event]:
    """Every piece of evidence the plan ever had, oldest first."""
    for entry in reversed(read_log(tracker.workspace.database, tracker.plan.id)):
        if entry.event.kind is EventKind.EVIDENCE:
            yield entry.event


def _entry(
    files: _Files,
    plan: Plan,
    event: Event,
    counting: tuple[Card, Evidence] | None,
    fates: Mapping[str, str],
) -> Entry:
    payload = event.payload
    item = plan.id_by_name.get((event.item or "").upper())
    card, found = counting or (None, None)
    digest = _text(payload.get("digest"))
    fate = (fates.get(digest or "") or NOT_KEPT) if payload.get("kind") == "file" else None
    return Entry(
        item=item or event.item,
        id=event.id,
        kind=str(payload.get("kind")),
        ref=str(payload.get("ref")),
        at=utc(event.at),
        by=event.actor,
        attested_by=_text(payload.get("by")),
        commit=found.sha if found else _text(payload.get("sha")) or event.commit,
        dirty=payload.get("dirty") is True,
        passed=payload.get("passed"),
        digest=digest,
        size=payload.get("size"),
        copy=_copy_name(digest) if digest and fate == CopyState.PRESENT else None,
        copy_state=fate,
        output=_output(files, item, event),
        stale=card.stale.get(event.id) if card else None,
        counts=found is not None,
    )


def _output(files: _Files, item: str | None, event: Event) -> str | None:
    """Write what a command printed to a file of its own; return its path."""
    printed = event.payload.get("text")
    if event.payload.get("kind") != "command" or not printed:
        return None
    known = (
        event.id
        if re.fullmatch(r"[0-9a-f]{8,64}", event.id)
        else hashlib.sha256(event.id.encode()).hexdigest()
    )
    name = f"{OUTPUTS}/{item or 'unknown'}-{known}.txt"
    files.write_text(name, f"{printed}\n")
    return name


def _lacking(
    entries: Iterable[Entry], named: Mapping[str, NamedCopy], fates: Mapping[str, str]
) -> Iterator[str]:
    """What is missing or altered, by the file it was a copy of where the plan's evidence says it."""
    refs = {entry.digest: entry.ref for entry in reversed(list(entries))}
    for digest, fate in fates.items():
        if fate not in (CopyState.PRESENT, ELSEWHERE):
            what = f" ({named[digest].item}: {refs[digest]})" if digest in refs else ""
            yield f"{_copy_name(digest)}{what} is {fate}"


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _finish(draft: Path, place: Path) -> None:
    """Give the folder its name."""
    if os.name != "posix" and place.exists():
        place.rmdir()
    draft.rename(place)
