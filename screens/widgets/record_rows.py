"""What the journal knows of one item, as rows: checks, evidence, commits, its neighbours, and its effect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from screens.widgets.detail_rows import ITEM_KEY
from screens.widgets.lines import Row, Span, Tone, row
from screens.widgets.words import days_moved, joined
from tracker.domain.age import ago
from tracker.domain.board import Board, Card
from tracker.domain.forecast import Forecast
from tracker.domain.marks import BRANCH, STALE, STATUS_MARK
from tracker.domain.staleness import is_run_of
from tracker.domain.state import MAINLINE, CommitLink, Evidence
from tracker.domain.text import counted


def record_rows(card: Card, board: Board) -> Iterator[Row]:
    """Yield the rows of checks, parts, proofs, evidence, commits, neighbours and notes."""
    yield from _check_rows(card)
    yield from _listed("Resolved", "✓", card.item.resolved, Tone.GOOD)
    yield from _listed("Remaining", "○", card.item.remaining, Tone.TEXT)
    yield from _proof_rows(card)
    for number, found in enumerate(card.state.evidence):
        yield _evidence_row(found, card, board, label="" if number else "Evidence")
    for number, link in enumerate(card.state.commits):
        yield _commit_row(link, board, label="" if number else "Commits")
    for number, name in enumerate(card.state.branches):
        yield row(f"{BRANCH} {name}", label="" if number else "Branches", indent=2)
    yield from _neighbour_rows("After", card.item.after, board)
    yield from _neighbour_rows("Unblocks", board.waiting_for(card.id), board)
    for number, note in enumerate(card.state.notes):
        who = Span(f" — {note.actor}, {ago(note.at, board.now)}", Tone.MUTED)
        yield row(note.text, who, label="" if number else "Notes", indent=2)


def effect_row(card: Card, clears: Mapping[str, int], forecast: Forecast | None) -> Row | None:
    """Return what closing the item would change, or None where nothing is known to."""
    if card.closed:
        return None
    cleared = clears.get(card.id, 0)
    moved = next((d.p85_days for d in forecast.drivers if d.item == card.id), 0) if forecast else 0
    parts = [
        f"clears {counted(cleared, 'gate reason')}" if cleared else "",
        f"moves P85 by {days_moved(moved)}" if moved else "",
    ]
    said = " and ".join(part for part in parts if part)
    return row(Span(f"Closing it {said}", Tone.ACCENT)) if said else None


def _check_rows(card: Card) -> Iterator[Row]:
    claimed = {check.id for check in card.item.checks if check.done}
    done = sum(check.done for check in card.checks)
    for number, check in enumerate(card.checks):
        mark = Span("✓ ", Tone.GOOD) if check.done else Span("○ ", Tone.MUTED)
        remarks = [
            f"with {check.item}" if check.item and check.item != card.id else "",
            "the review says done" if check.id in claimed and not check.done else "",
        ]
        aside = joined(remarks)
        count = f"  {done}/{len(card.checks)}" if number == 0 else ""
        yield row(
            mark,
            check.text,
            Span(f"  ({aside})" if aside else "", Tone.WARN),
            Span(count, Tone.MUTED),
            label="" if number else "Checks",
            indent=2,
        )


def _listed(label: str, mark: str, texts: Sequence[str], tone: Tone) -> Iterator[Row]:
    for number, text in enumerate(texts):
        yield row(Span(f"{mark} ", tone), text, label="" if number else label, indent=2)


def _proof_rows(card: Card) -> Iterator[Row]:
    for number, proof in enumerate(card.item.proofs):
        runs = [found for found in card.state.evidence if is_run_of(found, proof)]
        outcome = _outcome(runs[-1] if runs else None)
        yield row(
            f"$ {proof.run}", Span(f"  {proof.expect}  ", Tone.MUTED), outcome,
            label="" if number else "Proof", indent=2,
        )  # fmt: skip


def _outcome(run: Evidence | None) -> Span:
    if run is None:
        return Span("○ never run", Tone.MUTED)
    return Span("✓ passed", Tone.GOOD) if run.passed else Span("✗ failed", Tone.BAD)


def _evidence_row(found: Evidence, card: Card, board: Board, *, label: str) -> Row:
    stale = card.stale.get(found.id)
    if stale:
        mark = Span(f"{STALE} ", Tone.WARN)
    elif found.passed is False:
        mark = Span("✗ ", Tone.BAD)
    else:
        mark = Span("✓ ", Tone.GOOD)
    ref = found.ref[:7] if found.kind == "commit" else found.ref
    said = f"{ref} {found.text}" if found.text else ref
    dirty = "with uncommitted changes" if found.dirty else ""
    about = joined([found.kind, found.actor, ago(found.at, board.now), dirty])
    why = Span(f" · stale: {stale}" if stale else "", Tone.WARN)
    return row(mark, said, Span(f"  {about}", Tone.MUTED), why, label=label, indent=2)


def _commit_row(link: CommitLink, board: Board, *, label: str) -> Row:
    where = "mainline" if link.where == MAINLINE else f"on {link.where}"
    about = joined([link.role.value, where, link.author, ago(link.at, board.now)])
    if link.undone_by is None:
        return row(link.sha[:7], f" {link.subject}", Span(f"  {about}", Tone.MUTED), label=label, indent=2)
    fate = "no longer in the history" if link.undone_by == "vanished" else f"undone by {link.undone_by[:7]}"
    struck = Span(f"{link.sha[:7]} {link.subject}", Tone.STRUCK)
    return row(struck, Span(f"  {about} · {fate}", Tone.WARN), label=label, indent=2)


def _neighbour_rows(label: str, ids: Sequence[str], board: Board) -> Iterator[Row]:
    for number, id_ in enumerate(ids):
        other = board.by_id[id_]
        text = f"{STATUS_MARK[other.status]} {other.id}"
        title = Span(f"  {other.item.title}", Tone.MUTED)
        yield row(text, title, label="" if number else label, key=f"{ITEM_KEY}{label} {id_}", indent=2)
