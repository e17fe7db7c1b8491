"""What the marks of a card mean, as rows: its status, what stands after its id, and what backs it."""

from __future__ import annotations

from collections.abc import Iterator

from screens.widgets.lines import Row, Span, Tone, row
from screens.widgets.words import STATUS_TONE
from tracker.domain.marks import BLOCKED, BRANCH, CLAIMED, OVERDUE, STALE, STATUS_MARK, status_label

_CONDITIONS = (
    (BLOCKED, "blocked, by another item or by hand"),
    (STALE, "evidence that is stale: a file changed since, or it is too old"),
    (OVERDUE, "overdue"),
    (CLAIMED, "closed on the review's word alone"),
)
_BACKING = (
    ("2e 1c", "two pieces of evidence, one commit"),
    (BRANCH, "worked on in a branch"),
)
_MARKS = 8


def card_mark_rows() -> Iterator[Row]:
    """Yield a row for each mark."""
    said: dict[str, list[str]] = {}
    for status, mark in STATUS_MARK.items():
        said.setdefault(mark, []).append(status_label(status))
    tones = {STATUS_MARK[status]: tone for status, tone in STATUS_TONE.items()}
    for mark, labels in said.items():
        yield _mark_row(mark, tones.get(mark, Tone.TEXT), ", ".join(labels))
    for mark, meaning in _CONDITIONS:
        yield _mark_row(mark, Tone.WARN, meaning)
    for mark, meaning in _BACKING:
        yield _mark_row(mark, Tone.ACCENT, meaning)


def _mark_row(mark: str, tone: Tone, meaning: str) -> Row:
    return row(Span(mark.ljust(_MARKS), tone), meaning, indent=_MARKS)
