"""The journal as rows, newest first: when, who, what to which item; undone events struck out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from screens.widgets.lines import Row, Span, Tone, fitted, row
from screens.widgets.words import joined
from tracker.domain.board import Board
from tracker.domain.event import Event, EventKind
from tracker.domain.text import one_line
from tracker.domain.wording import act_name, event_text

if TYPE_CHECKING:
    from tracker.service.log import LoggedEvent

_WHO, _ITEM, _ACT = 12, 20, 13
_WIDE = 96
_MARKS = {EventKind.UNDO: "↶", EventKind.REDO: "↷"}


def event_rows(
    events: Iterable[LoggedEvent], board: Board, width: int, *, with_item: bool = True
) -> Iterator[Row]:
    """Yield one row for each event; a row's key is the event's id."""
    entries = list(events)
    longest = max((len(_subject(logged.event)) for logged in entries), default=0)
    item_width = min(_ITEM, longest + 2) if with_item else 0
    act_width = min(_ACT, max((len(act_name(logged.event)) for logged in entries), default=0) + 2)
    moments = [moment(logged.event.at, board.now) for logged in entries]
    when_width = max(map(len, moments), default=0)
    for logged, when in zip(entries, moments, strict=True):
        before = fitted(when, when_width, right=True) + "  "
        yield _event_row(logged, before, width, item_width, act_width)


def _subject(event: Event) -> str:
    return event.item or "the plan"


def _event_row(logged: LoggedEvent, before: str, width: int, item_width: int, act_width: int) -> Row:
    event = logged.event
    wide = width >= _WIDE
    before += fitted(one_line(event.actor), _WHO - 1) + " " if wide else ""
    name = fitted(_subject(event), item_width - 1) + " " if item_width else ""
    act = fitted(act_name(event), act_width - 1) + " "
    said = one_line(event_text(event)).removeprefix(f"{act_name(event)}: ")
    said = said if wide else joined([said, one_line(event.actor)])
    mark = "undone" if logged.undone else _MARKS.get(event.kind, "")
    tone = Tone.STRUCK if logged.undone else Tone.TEXT
    return row(
        Span(before, Tone.MUTED),
        Span(name, tone if logged.undone else Tone.STRONG),
        Span(act, tone if logged.undone else Tone.ACCENT),
        Span(said, tone),
        Span(f"  {mark}" if mark else "", Tone.WARN),
        key=event.id,
        indent=len(before) + len(name) + act_width,
    )


def moment(at: datetime, now: datetime) -> str:
    """Return a time in the clock's zone, as short as it is clear: `14:05`, `Nov 21 14:05`, `2025-11-21`."""
    local = at.astimezone(now.tzinfo)
    if local.date() == now.date():
        return f"{local:%H:%M}"
    return f"{local:%b} {local.day:>2} {local:%H:%M}" if local.year == now.year else f"{local:%Y-%m-%d}"
