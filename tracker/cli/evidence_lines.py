"""A piece of evidence as lines: what it is, who recorded it when and at which commit, whether it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.cli.output import Cell, wrap
from tracker.domain.age import ago
from tracker.domain.board import Board
from tracker.domain.marks import STALE
from tracker.domain.text import clean, counted, one_line
from tracker.service.evidence.details import Piece

_INDENT = " " * 11
_COPY = {
    "present": "kept at {place}",
    "missing": "missing: {place} is not there",
    "altered": "altered: {place} is not what was recorded",
    "unreadable": "cannot be read: {place}",
    "elsewhere": "not here: it is with the journal it came from",
    "not kept": "not kept",
}
_FILE = {
    "same": "as it was then",
    "changed": "changed since",
    "gone": "not there any more",
    "unreadable": "cannot be read",
}


def evidence_lines(pieces: Sequence[Piece], board: Board) -> list[str]:
    """Return pieces as text, under the item they belong to."""
    lines: list[str] = []
    item = None
    for piece in pieces:
        if piece.card.id != item:
            item = piece.card.id
            lines += ["", f"{Cell(item, bold=True).styled()}  {piece.card.item.title}"]
        lines += ["", *_piece(piece, board)]
    return lines[1:]


def _piece(piece: Piece, board: Board) -> Iterator[str]:
    found = piece.found
    outcome = Cell({True: "✓", False: "✗", None: "·"}[found.passed])
    mark = Cell(STALE, "yellow") if piece.stale else outcome
    what = (found.text or found.ref) if found.kind == "commit" else found.ref
    yield from _led((mark, Cell(piece.short, dim=True), Cell(f"{found.kind} ")), what)
    for label, text in _facts(piece, board):
        yield f"  {Cell(label.ljust(7), dim=True).styled()}  {one_line(text)}"  # whole, to be copied
    if found.kind == "command" and found.text:
        yield from (f"  │ {line}" for line in clean(found.text).splitlines())


def _led(lead: Sequence[Cell], text: str) -> list[str]:
    """The text behind styled cells, wrapped as if they were not styled: codes take no room."""
    room = len(" ".join(cell.text for cell in lead)) + 1
    first, *rest = wrap(one_line(text), _INDENT, " " * room)
    return [f"{' '.join(cell.styled() for cell in lead)} {first[room:]}".rstrip(), *rest]


def _facts(piece: Piece, board: Board) -> Iterator[tuple[str, str]]:
    found = piece.found
    at = found.at.astimezone(board.now.tzinfo)
    yield "by", f"{found.actor} · {at:%Y-%m-%d %H:%M} ({ago(found.at, board.now)})"
    if found.sha:
        dirty = ", with uncommitted changes" if found.dirty else ""
        yield "commit", f"{found.sha[:7]} {piece.subject or '(not in this repository)'}{dirty}"
    if digest := piece.fact("digest"):
        size = f", {counted(piece.size, 'byte')}" if piece.size is not None else ""
        yield "sha256", f"{digest}{size}"
    if piece.copy:
        yield "copy", _COPY[piece.copy].format(place=piece.place)
    if piece.file:
        yield "file", _FILE[piece.file]
    if piece.stale:
        yield "stale", piece.stale
