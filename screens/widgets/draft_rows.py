"""One drafted item as rows: its fields, what differs from the plan, what was guessed, where it stands.

Colouring Markdown is blocking work: `windows` says which lines are shown, a worker colours them, and the rows
take what is there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from screens.widgets.lines import Row, Span, Tone, heading, row
from screens.widgets.words import SEVERITY_TONE, joined
from tracker.domain.draft import DraftItem
from tracker.domain.import_choices import Choices, edit_of
from tracker.domain.plan import FACTS, Kind, Lines
from tracker.domain.text import clean, counted, one_line
from tracker.service.reviews.reviewing import Difference, Gone, Review, Reviewed, Standing, severity_of

AROUND = 3
"""Lines of the document that are shown before and after those that state an item."""
MOST_LINES = 160
"""Lines of the document that are shown of one item."""
_LONGEST = 2_000
_NUMBER = 6
_STATED = "▌"

Coloured = Mapping[int, Sequence[Span]]
"""Lines of the document by number, coloured."""

_FATE = {
    Standing.NEW: ("goes into the plan", "stays out, also when the document is imported again"),
    Standing.CHANGED: ("is updated in the plan", "stays in the plan as it is"),
    Standing.LEFT_OUT: ("goes into the plan after all", "was deleted or dropped before, and stays out"),
    Standing.UNCHANGED: ("stays in the plan as it is", ""),
}


def draft_rows(reviewed: Reviewed, review: Review, choices: Choices, coloured: Coloured) -> Iterator[Row]:
    """Yield all there is to know about an item of the document."""
    item = choices.item(reviewed.place, reviewed.item)
    yield row(Span(f"{reviewed.id}  {one_line(item.title)}", Tone.STRONG), indent=len(reviewed.id) + 2)
    yield _fate_row(reviewed, choices)
    yield from _doubt_rows(reviewed.doubts)
    yield from _difference_rows(reviewed)
    yield Row()
    yield from _field_rows(reviewed.item, item)
    yield from document_rows(reviewed.item.source, review.lines, coloured)
    yield from _said_rows(item)


def gone_rows(gone: Gone) -> Iterator[Row]:
    """Yield what becomes of an item that the document no longer states."""
    yield row(Span(f"{gone.id}  {one_line(gone.title)}", Tone.STRONG), indent=len(gone.id) + 2)
    yield row("The document states it no more.")
    yield Row()
    yield row("It stays in the plan, under a comment that says so: what became of it is for you to say.")


def notes_rows(review: Review) -> Iterator[Row]:
    """Yield what is to be said of the document as a whole."""
    draft = review.made.draft
    yield row(Span(one_line(draft.title), Tone.STRONG))
    read_as = f"{one_line(draft.source or '')}, read as {review.made.format}"
    yield row(Span(joined([read_as, counted(len(draft.items), "item")]), Tone.MUTED))
    notes = [(f"line {note.line}: " if note.line else "") + one_line(note.text) for note in draft.notes]
    yield from _doubt_rows(notes)


def windows(source: Lines, count: int) -> list[tuple[int, int]]:
    """Return the line ranges to show of a document of `count` lines: those that state it, and some around."""
    spans = sorted(
        (max(1, first - AROUND), min(count, last + AROUND)) for first, last in source if first <= count
    )
    found: list[tuple[int, int]] = []
    for first, last in spans:
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def shown_lines(source: Lines, lines: Sequence[str]) -> list[int]:
    """Return the numbers of the lines that are shown, at most MOST_LINES of them."""
    numbers = (number for first, last in windows(source, len(lines)) for number in range(first, last + 1))
    return [number for number, _ in zip(numbers, range(MOST_LINES), strict=False)]


def document_rows(source: Lines, lines: Sequence[str], coloured: Coloured) -> Iterator[Row]:
    """Yield the lines of the document that state an item, marked, with a few around."""
    stated = {n for first, last in source for n in range(first, min(last, len(lines)) + 1)}
    shown = shown_lines(source, lines)
    yield from (Row(), heading("In the document", _where(source)))
    if not shown:
        yield row(Span(_no_lines(lines), Tone.MUTED))
    before = 0
    for number in shown:
        if before and number > before + 1:
            yield row(Span("  …", Tone.MUTED))
        yield _line_row(number, lines[number - 1], coloured.get(number), stated=number in stated)
        before = number
    more = sum(last - first + 1 for first, last in windows(source, len(lines))) - len(shown)
    if more:
        yield row(Span(f"… and {counted(more, 'line')} more", Tone.MUTED))


def _no_lines(lines: Sequence[str]) -> str:
    return (
        "no line of it is named"
        if lines
        else "this format has no lines that say anything; the fields hold it all"
    )


def _where(source: Lines) -> str:
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in source[:6]) + (
        " …" if len(source) > 6 else ""
    )


def _line_row(number: int, text: str, coloured: Sequence[Span] | None, *, stated: bool) -> Row:
    mark = Span(_STATED if stated else " ", Tone.WARN)
    margin = Span(f"{number:>{_NUMBER - 2}} ", Tone.MUTED)
    return row(mark, margin, *(coloured or [Span(cut(text))]), indent=_NUMBER)


def cut(line: str) -> str:
    """Return a line of the document as it is shown: tabs as blanks, and not all of what never ends."""
    shown = clean(line).expandtabs(4)
    return shown if len(shown) <= _LONGEST else shown[:_LONGEST] + "…"


def _fate_row(reviewed: Reviewed, choices: Choices) -> Row:
    taken = choices.takes(reviewed.place, usually=reviewed.usual)
    fate = _FATE[reviewed.standing][0 if taken else 1]
    parts = [fate, "in the document again" if reviewed.back else ""]
    edited = "edited" if reviewed.place in choices.edits and taken else ""
    return row(Span(joined([*parts, edited]), Tone.GOOD if taken else Tone.BAD))


def _doubt_rows(doubts: Sequence[str]) -> Iterator[Row]:
    if doubts:
        yield from (Row(), heading("To look at"))
    for doubt in doubts:
        yield row(Span("? ", Tone.WARN), one_line(doubt), indent=2)


def _difference_rows(reviewed: Reviewed) -> Iterator[Row]:
    if reviewed.changes:
        yield from (Row(), heading("What the document changes"))
        for change in reviewed.changes:
            yield _change_row(change)
    if reviewed.kept:
        yield from (Row(), heading("What you changed, and stays"))
        for change in reviewed.kept:
            yield _change_row(change, kept=True)


def _change_row(change: Difference, *, kept: bool = False) -> Row:
    old, new = _value(change.old), _value(change.new)
    if kept:
        return row(
            Span(old, Tone.GOOD), Span(f"  the document says {new}", Tone.MUTED), label=change.key, indent=2
        )
    return row(
        Span(old, Tone.STRUCK), Span(" → ", Tone.MUTED), Span(new, Tone.GOOD), label=change.key, indent=2
    )


def _value(value: Any) -> str:
    if value is None:
        return "nothing"
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return cut(one_line(text))


def _field_rows(stated: DraftItem, item: DraftItem) -> Iterator[Row]:
    """The fields as they are to be; of those that were edited, what the document has."""
    before = edit_of(stated)
    severity = severity_of(item)
    tone = SEVERITY_TONE.get(severity, Tone.TEXT)
    yield row(Span(severity, tone), _was(severity, severity_of(stated)), label="Severity")
    yield row(item.claim.value, _was(item.claim, before.claim), label="Status")
    yield row(item.effort or "none", _was(item.effort or "none", before.effort or "none"), label="Effort")
    if edit_of(item).title != before.title:
        yield row(Span(before.title, Tone.MUTED), label="Was called")
    fields = {
        "Kind": "" if item.kind is Kind.FINDING else item.kind.value.replace("_", " "),
        "Priority": item.priority.value if item.priority else "",
        "Blocker": "yes" if item.blocker else "",
        "Phase": item.phase,
        "Area": item.area,
        "After": ", ".join(item.after),
        "Owner": item.owner,
        "Due": str(item.due or ""),
        "Files": ", ".join(map(str, item.files)),
        "Tags": ", ".join(item.tags),
        "Links": ", ".join(item.links),
    }
    for label, text in fields.items():
        if text:
            yield row(one_line(text), label=label)


def _was(now: str, before: str) -> Span:
    return Span(f"  the document says {before}" if now != before else "", Tone.MUTED)


def _said_rows(item: DraftItem) -> Iterator[Row]:
    """The texts of the finding, as they were drafted."""
    found = [(name, item.facts[name]) for name in FACTS if item.facts.get(name)]
    if found or item.steps or item.checks:
        yield from (Row(), heading("As drafted"))
    for name, text in found:
        yield row(cut(text), label=name.replace("_", " ").capitalize())
    for number, step in enumerate(item.steps, start=1):
        yield row(f"{number}. {one_line(step)}", label="Steps" if number == 1 else "", indent=3)
    for check in item.checks:
        yield row(f"{'☑' if check.done else '☐'} {one_line(check.text)}", label="", indent=2)
