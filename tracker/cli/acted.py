"""What is said after an act: where each item stands now, and what that changed."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.cli.output import STATUS_COLOR, Cell, echo
from tracker.domain.board import Board, Card
from tracker.domain.event import Event
from tracker.domain.marks import STATUS_MARK, status_label
from tracker.domain.text import one_line
from tracker.domain.wording import event_text


def report_acts(board: Board, events: Iterable[Event]) -> None:
    """Print one line for each item that was touched, and one for each event of the plan as a whole."""
    by_item: dict[str, list[Event]] = {}
    lines = []
    for event in events:
        if event.item is None:
            lines.append(event_text(event))
        else:
            by_item.setdefault(event.item, []).append(event)
    lines += [_item_line(board.by_id[item], its) for item, its in by_item.items() if item in board.by_id]
    echo(lines or ["nothing to do"])


def _item_line(card: Card, events: list[Event]) -> str:
    state = Cell(f"{STATUS_MARK[card.status]} {card.id}", STATUS_COLOR.get(card.status)).styled()
    said = "; ".join(dict.fromkeys(one_line(text) for event in events if (text := event_text(event, card))))
    waits = f" (blocked by {', '.join(card.blocked_by)})" if card.blocked and card.blocked_by else ""
    return f"{state} {status_label(card.status)}{waits}  {said}".rstrip()
