"""An import as rows: the drafted items in their groups, a line each, with what was decided about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from screens.widgets.lines import Row, Span, Tone, fitted, row
from screens.widgets.words import SEVERITY_TONE
from tracker.domain.draft import DraftItem
from tracker.domain.frozen import frozen
from tracker.domain.import_choices import Choices
from tracker.domain.text import counted, one_line
from tracker.service.reviews.reviewing import Gone, Review, Reviewed, Standing, severity_of

TAKEN, DROPPED, KEPT, DOUBTFUL = "✓", "✗", "·", "?"
"""What is written, what stays out, what stays as it is, what the importer was not sure of."""
_MEANINGS = (
    (TAKEN, Tone.GOOD, "goes into the plan, or is updated there"),
    (DROPPED, Tone.BAD, "stays out, or is left as it is in the plan"),
    (KEPT, Tone.MUTED, "nothing to decide: the document says what the plan has, or states it no more"),
    (DOUBTFUL, Tone.WARN, "the importer was not sure of it"),
)
_ID, _SEVERITY, _STATUS, _PHASE, _EFFORT = 11, 9, 9, 9, 6
_WITH_PHASE, _WITH_STATUS = 96, 60
"""Cells from which on a line has room for them."""


@frozen
class Beside:
    """What stands beside the titles: what no item has would only take their room."""

    severity: bool = True
    phase: bool = True
    effort: bool = True


def beside(items: Iterable[DraftItem]) -> Beside:
    """Return what to show beside the titles of these items."""
    items = tuple(items)
    return Beside(
        any(item.severity for item in items),
        any(item.phase for item in items),
        any(item.effort for item in items),
    )


def mark_rows() -> list[Row]:
    """Return what the marks mean."""
    return [row(Span(f"{mark}  ", tone), said, indent=3) for mark, tone, said in _MEANINGS]


def group_row(name: str, items: Sequence[Reviewed | Gone], choices: Choices, key: str) -> Row:
    """Return the line above a group, with how many of it are dropped."""
    reviewed = [item for item in items if isinstance(item, Reviewed)]
    out = sum(not choices.takes(item.place, usually=item.usual) for item in reviewed)
    said = counted(len(items), "item") + (f", {out} dropped" if out else "")
    return row(Span(name, Tone.ACCENT), Span(f"  {said}", Tone.MUTED), key=key)


def item_row(reviewed: Reviewed, choices: Choices, width: int, shown_beside: Beside) -> Row:
    """Return the line of an item of the document; its title is struck out where it is dropped."""
    item = choices.item(reviewed.place, reviewed.item)
    taken = choices.takes(reviewed.place, usually=reviewed.usual)
    severity = severity_of(item)
    rated = fitted(severity, _SEVERITY - 1) + " " if shown_beside.severity else ""
    aside = _aside(item, width, shown_beside)
    title = fitted(one_line(item.title), width - 4 - _ID - sum(map(cell_len, [rated, *aside])))
    shown = title.rstrip()
    return row(
        _mark(reviewed, taken),
        Span(f"{DOUBTFUL} " if reviewed.doubts else "  ", Tone.WARN),
        Span(fitted(reviewed.id, _ID - 1) + " ", Tone.STRONG if taken else Tone.MUTED),
        Span(rated, _severity_tone(severity) if taken else Tone.MUTED),
        Span(shown, Tone.TEXT if taken else Tone.STRUCK),
        Span(" " * (len(title) - len(shown))),
        *(Span(part, Tone.MUTED) for part in aside),
        key=reviewed.id,
    )


def _severity_tone(severity: str) -> Tone:
    return SEVERITY_TONE.get(severity, Tone.TEXT)


def gone_row(gone: Gone, width: int) -> Row:
    """Return the line of an item that the document no longer states."""
    title = fitted(one_line(gone.title), width - 4 - _ID)
    return row(
        Span(f"{KEPT}   ", Tone.MUTED),
        Span(fitted(gone.id, _ID - 1) + " ", Tone.MUTED),
        Span(title),
        key=gone.id,
    )


def _mark(reviewed: Reviewed, taken: bool) -> Span:
    if not taken:
        return Span(f"{DROPPED} ", Tone.BAD)
    return Span(f"{TAKEN} ", Tone.GOOD) if reviewed.decidable else Span(f"{KEPT} ", Tone.MUTED)


def _aside(item: DraftItem, width: int, shown: Beside) -> list[str]:
    """Status, phase and effort, as many as there is room for."""
    found = [" " + fitted(one_line(item.effort or ""), _EFFORT - 1, right=True)] if shown.effort else []
    if width >= _WITH_PHASE and shown.phase:
        found.insert(0, " " + fitted(one_line(item.phase or ""), _PHASE - 1))
    if width >= _WITH_STATUS:
        found.insert(0, " " + fitted(item.claim.value, _STATUS - 1))
    return found


def summary(review: Review, choices: Choices) -> str:
    """Return what would be written, in a line: `3 new, 1 changed, 2 dropped`."""
    counts = dict.fromkeys(Standing, 0)
    dropped = 0
    for item in review.items:
        if choices.takes(item.place, usually=item.usual):
            counts[Standing.NEW if item.standing is Standing.LEFT_OUT else item.standing] += 1
        else:
            dropped += 1
    counts[Standing.GONE] = len(review.gone)
    names = {
        Standing.NEW: "new",
        Standing.CHANGED: "changed",
        Standing.GONE: "gone",
        Standing.UNCHANGED: "unchanged",
    }
    parts = [f"{counts[standing]} {name}" for standing, name in names.items() if counts[standing]]
    return ", ".join([*parts, *([f"{dropped} dropped"] if dropped else [])]) or "nothing"
