"""The journal: everything that ever happened, newest first, and the way back from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from screens.handing_over import hand_over
from screens.messages import Failed
from screens.page_screen import PageScreen
from screens.session import Session
from screens.widgets.journal_rows import event_rows
from screens.widgets.key_line import Key
from screens.widgets.lines import Row, Span, Tone, row
from screens.widgets.page import Page
from tracker.domain.text import counted

if TYPE_CHECKING:
    from tracker.service.log import LoggedEvent
    from tracker.service.undo import Undone

PORTION = 400
"""So many events are read at a time: drawing more would hold the keys up."""
_MORE = "more"


class JournalScreen(PageScreen):
    """Every event; undone ones are struck out, for nothing is ever deleted."""

    CSS_PATH = "journal.tcss"
    name_of_screen = "Journal"
    key_hints: ClassVar[tuple[Key, ...]] = (
        Key("u", "undo the last", "undo"),
        Key("Ctrl+R", "redo", "redo"),
        Key("U", "undo back to here", "undo_to"),
        Key("Enter", "go to the item", "go"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u,ctrl+z", "undo", "Undo", id="journal.undo", tooltip="Take the last action back"),
        Binding("ctrl+r", "redo", "Redo", id="journal.redo", tooltip="Do again what was taken back last"),
        Binding(
            "U",
            "undo_to",
            "Undo to here",
            id="journal.undo-to",
            tooltip="Take back all actions down to this one",
        ),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._events: tuple[LoggedEvent, ...] | None = None
        self._limit = PORTION

    def on_mount(self) -> None:
        """Read the journal."""
        self._read()

    def rows(self, width: int) -> Sequence[Row]:
        """The events, or that there are none yet."""
        if self._events is None:
            return [Row(), row(Span("reading the journal …", Tone.MUTED))]
        if not self._events:
            return [Row(), row("Nothing happened yet: every item stands where the review put it.")]
        rows = list(event_rows(self._events, self.session.board, width))
        if len(self._events) == self._limit:
            rows.append(row(Span(f"… Enter shows {PORTION} older events", Tone.ACCENT), key=_MORE))
        return rows

    def fill(self) -> None:
        """Show what is known, and read anew."""
        super().fill()
        self._read()

    @work(thread=True, exclusive=True, group="log", exit_on_error=False)
    def _read(self) -> None:
        try:
            found = self.session.log(limit=self._limit)
        except Exception as error:
            self.post_message(Failed(error))
        else:
            hand_over(self._show, found)

    def _show(self, events: tuple[LoggedEvent, ...]) -> None:
        self._events = events
        self.page.fill(self.rows)

    def action_undo(self) -> None:
        """Take the last action back."""
        self.run_job(lambda: told("undone", self.session.undo()))

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self.run_job(lambda: told("redone", self.session.redo()))

    def action_undo_to(self) -> None:
        """Take back every action from the newest down to the one under the cursor, with it."""
        batches = dict.fromkeys(found.event.batch for found in self._upto_cursor() if not _spent(found))
        if batches:
            self.run_job(lambda: told("undone", self.session.undo(len(batches))))

    def _upto_cursor(self) -> list[LoggedEvent]:
        events = self._events or ()
        ids = [found.event.id for found in events]
        return list(events[: ids.index(self.page.current) + 1]) if self.page.current in ids else []

    def action_go(self) -> None:
        """Go to the item of the event under the cursor."""
        self.page.action_choose()

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        if event.key == _MORE:
            self._limit += PORTION
            self._read()
            return
        item = next((found.event.item for found in self._events or () if found.event.id == event.key), None)
        if item in self.session.board.by_id:
            self.dismiss(item)
        else:
            self.say("that event is not about an item of the plan")


def _spent(found: LoggedEvent) -> bool:
    """Whether undo passes over an event: it was undone already, or is itself an undo."""
    from tracker.domain.undo import MARKERS

    return found.undone or found.event.kind in MARKERS


def told(what: str, actions: tuple[Undone, ...]) -> str:
    """Return what became of actions that were undone or redone, in one line."""
    if not actions:
        return f"nothing to be {what}"
    more = f" and {counted(len(actions) - 1, 'action')} before" if len(actions) > 1 else ""
    return f"{what}: {actions[0].text}{more}"
