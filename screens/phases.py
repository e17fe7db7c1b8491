"""Phases: each stage of the plan against the calendar, as planned and as forecast."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on

from screens.page_screen import PageScreen
from screens.session import Session
from screens.widgets.key_line import Key
from screens.widgets.lines import Row, Span, Tone, row
from screens.widgets.page import Page
from screens.widgets.timeline import PhaseLine, phase_lines, timeline_rows
from tracker.domain.marks import STATUS_MARK, condition_marks, effort_text


class PhasesScreen(PageScreen):
    """A timeline; Enter unfolds a phase into its items, and leads from there to one."""

    CSS_PATH = "phases.tcss"
    name_of_screen = "Phases"
    tells_all = True
    key_hints: ClassVar[tuple[Key, ...]] = (Key("↑↓", "phases", ""), Key("Enter", "unfold, go to item", "go"))

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._open: set[str] = set()
        """Keys of the phases whose items are shown."""

    def rows(self, width: int) -> Sequence[Row]:
        """The calendar with its phases, the unfolded ones with their items."""
        board = self.session.board
        lines = phase_lines(board, self.session.forecast)
        if not lines:
            return [Row(), row(Span("The plan has no items.", Tone.MUTED))]
        rows: list[Row] = [Row()]
        if self.session.forecast is None and board.plan.phases:
            rows.append(row(Span("No forecast yet: f works it out, then its dates stand here.", Tone.MUTED)))
        unfolded: PhaseLine | None = None
        for entry in timeline_rows(lines, board.now.date(), width):
            if unfolded and not entry.spans:
                rows += _item_rows(unfolded)
                unfolded = None
            rows.append(entry)
            if entry.key is not None and entry.key in self._open:
                unfolded = lines[int(entry.key)]
        return [*rows, *(_item_rows(unfolded) if unfolded else ())]

    def action_go(self) -> None:
        """Open what is under the cursor."""
        self.page.action_choose()

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        """A phase is unfolded or folded, an item gone to."""
        if event.key in self.session.board.by_id and not event.key.isdecimal():
            self.dismiss(event.key)
            return
        self._open ^= {event.key}
        self.fill()


def _item_rows(line: PhaseLine) -> Iterator[Row]:
    for card in line.cards:
        name = f"{STATUS_MARK[card.status]} {card.id} {condition_marks(card)}".rstrip()
        tone = Tone.MUTED if card.closed else Tone.TEXT
        effort = Span(f"  {effort_text(card.effort)}", Tone.MUTED)
        yield row(Span(f"  {name}  ", tone), Span(card.item.title, tone), effort, key=card.id, indent=4)
