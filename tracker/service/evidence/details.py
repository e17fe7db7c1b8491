"""Everything about pieces of evidence: what the board knows, what their events hold, what became of files.

The state keeps of evidence what every command needs. Digest, size and copy are looked up here, for those who
ask about evidence itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from tracker.domain.board import Board, Card
from tracker.domain.event import EventKind, Payload
from tracker.domain.frozen import frozen
from tracker.domain.plan import Item
from tracker.domain.state import Evidence
from tracker.errors import HistoryError, UsageError
from tracker.exporters.documents import evidence_document
from tracker.service.evidence.files import FileFate, file_fate
from tracker.service.tracker import Tracker, card_named
from tracker.store.artefact_audit import NamedCopy, named_copies
from tracker.store.artefacts import DIGEST, CopyState, copy_path, copy_state
from tracker.store.log import read_log

_SHORTEST = 7
NOT_KEPT = "not kept"
ELSEWHERE = "elsewhere"


@frozen
class Piece:
    """One piece of evidence of an item, in full."""

    card: Card
    found: Evidence
    short: str
    """The start of its id that no other evidence of the plan has."""
    payload: Payload
    """Of its event, as recorded."""
    subject: str | None
    """Of the commit it was taken at, where git has it."""
    copy: str | None
    """What became of the copy of a file: a CopyState, ELSEWHERE or NOT_KEPT; None where nothing is copied."""
    place: str | None
    """Where the copy lies, or should: from the root where it is under it."""
    file: FileFate | None
    """What the file in the repository is now; None for evidence that is no file."""

    @property
    def stale(self) -> str | None:
        """Why it no longer counts."""
        return self.card.stale.get(self.found.id)

    def fact(self, key: str) -> str | None:
        """What the event says under a key that holds text, else None: it may be anybody's event."""
        value = self.payload.get(key)
        return value if isinstance(value, str) else None

    @property
    def size(self) -> int | None:
        """The bytes of the file then."""
        value = self.payload.get("size")
        return value if isinstance(value, int) else None


def evidence_pieces(tracker: Tracker, board: Board, names: Sequence[str]) -> tuple[Piece, ...]:
    """Return the evidence that names mean: an item's id for all of its, or the start of a piece's own id.

    Raises UsageError for a name that means neither, or several pieces.
    """
    ids = [found.id for card in board.cards for found in card.state.evidence]
    wanted = dict.fromkeys(pair for name in names for pair in _named(board, name))
    pairs = [(board.by_id[item], found) for item, found in wanted]
    payloads = _payloads(tracker, {card.id: card.item for card, _ in pairs}.values())
    known = _subjects(tracker, (found.sha for _, found in pairs if found.sha))
    copies = named_copies(tracker.workspace.database)
    length = _telling_length(ids)
    return tuple(
        _piece(tracker, card, found, found.id[:length], payloads.get(found.id, {}), known, copies)
        for card, found in pairs
    )


def _named(board: Board, name: str) -> list[tuple[str, Evidence]]:
    if name.upper() not in board.plan.id_by_name and re.fullmatch(r"[0-9a-f]{4,64}", name.lower()):
        start = name.lower()
        found = [(c.id, e) for c in board.cards for e in c.state.evidence if e.id.startswith(start)]
        if len(found) > 1:
            raise UsageError(
                f"{len(found)} pieces of evidence begin with {start}", hint="give more of the id"
            )
        if found:
            return found
    card = card_named(board, name)
    return [(card.id, found) for found in card.state.evidence]


def _telling_length(ids: Sequence[str]) -> int:
    """How much of the ids tells each of them from all others."""
    ordered = sorted(ids)
    shared = (_shared(a, b) for a, b in pairwise(ordered))
    return max(_SHORTEST, 1 + max(shared, default=0))


def _shared(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))


def _payloads(tracker: Tracker, items: Iterable[Item]) -> Mapping[str, Payload]:
    """The payloads of all evidence of the items, by event id."""
    names = [name for item in items for name in (item.id, *item.was)]
    if not names:
        return {}
    entries = read_log(tracker.workspace.database, tracker.plan.id, names)
    return {e.event.id: e.event.payload for e in entries if e.event.kind is EventKind.EVIDENCE}


def _subjects(tracker: Tracker, shas: Iterable[str]) -> Mapping[str, str]:
    wanted = set(shas)
    if not wanted or tracker.workspace.repository is None:
        return {}
    from tracker.history.subjects import subjects

    try:
        return subjects(tracker.workspace.repository, wanted)
    except HistoryError:  # the sha is shown alone; `doctor` and `sync` speak of what is wrong with git
        return {}


def _piece(
    tracker: Tracker,
    card: Card,
    found: Evidence,
    short: str,
    payload: Payload,
    known: Mapping[str, str],
    copies: Mapping[str, NamedCopy],
) -> Piece:
    digest = payload.get("digest")
    whole = digest if found.kind == "file" and isinstance(digest, str) and DIGEST.fullmatch(digest) else None
    named = copies.get(whole or "") if payload.get("kept") is True else None
    place = copy_path(tracker.workspace.database, named.digest) if named else None
    return Piece(
        card=card,
        found=found,
        short=short,
        payload=payload,
        subject=known.get(found.sha or ""),
        copy=(copy_fate(tracker, named) if named else NOT_KEPT) if found.kind == "file" else None,
        place=_shown(tracker.workspace.root, place) if place else None,
        file=file_fate(tracker.workspace.root, found.ref, whole, payload.get("size")) if whole else None,
    )


def _shown(root: Path, path: Path) -> str:
    return str(path.relative_to(root) if path.is_relative_to(root) else path)


def copy_fate(tracker: Tracker, named: NamedCopy) -> str:
    """Return what became of a copy that an event names, in one word."""
    state = copy_state(tracker.workspace.database, named.digest)
    return ELSEWHERE if state is CopyState.MISSING and not named.own else state.value


def pieces_document(pieces: Iterable[Piece]) -> dict[str, Any]:
    """Return pieces as JSON values, `schema` the version."""
    return {"schema": 1, "evidence": [_document(piece) for piece in pieces]}


def _document(piece: Piece) -> dict[str, Any]:
    found = piece.found
    return {
        "item": piece.card.id,
        "id": found.id,
        **evidence_document(piece.card, found),
        "stale_because": piece.stale,
        "attested_by": piece.fact("by"),
        "sha": found.sha,
        "subject": piece.subject,
        "text": found.text,
        "digest": piece.fact("digest"),
        "size": piece.size,
        "copy": piece.copy,
        "copy_path": piece.place,
        "file": piece.file.value if piece.file else None,
    }
