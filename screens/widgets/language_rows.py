"""The two small languages, as rows: what commits say to the tracker, and what a filter is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from screens.widgets.lines import Row, Span, Tone, fitted, heading, row
from tracker.domain.query import WORDS

_COMMITS: Sequence[tuple[str, str]] = (
    ("Resolves: SEC-1, DB-2", "trailer: resolves the items; also Fixes, Closes, Remediates"),
    ("Refs: SEC-1", "trailer: links the commit and starts the item; also Part-of, Related"),
    ("Evidence: URL, path or text", "trailer: evidence for the items of the same commit"),
    ("Ticks: SEC-1/check", "trailer: ticks a check"),
    ("Verified-by: SEC-1 name", "trailer: somebody's word that it holds"),
    ("Actual: SEC-1 3h", "trailer: hours that were worked"),
    ("fixes SEC-1, closes A and B", "in the text: resolves; a bare mention only links"),
    ("partially fixes SEC-1", "in the text: links, resolves nothing"),
)
_QUERIES: Sequence[tuple[str, str]] = (
    ("pool timeout", "words match text anywhere"),
    ("severity:critical,high", "a comma means or, a space means and"),
    ("-tag:later", "a minus means not"),
    ("due:<14d", "due within 14 days, overdue included"),
    ("file:db.ts owner:me", "parts of a path, or a person"),
)
_NAMES = 30


def language_rows(*, keywords: bool) -> Iterator[Row]:
    """Yield both languages; `keywords` tells whether the plan lets the text of commits count."""
    yield from (
        Row(),
        heading("What a commit can say", "" if keywords else "this plan counts trailers alone"),
    )
    for example, meaning in _COMMITS:
        if keywords or meaning.startswith("trailer"):
            yield _example_row(example, meaning)
    yield from (Row(), heading("What a filter can say"))
    for example, meaning in _QUERIES:
        yield _example_row(example, meaning)
    yield row(Span(" ".join(WORDS), Tone.MUTED), indent=2)


def _example_row(example: str, meaning: str) -> Row:
    return row(Span(fitted(example, _NAMES) + " ", Tone.STRONG), Span(meaning, Tone.MUTED), indent=_NAMES + 1)
