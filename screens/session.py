"""The state of the app, apart from its widgets: one opened plan, and how it is looked at.

Methods marked *blocking* read or write files, the database or the repository: call them in a worker. They
take turns, and put what they found in place in one assignment, so that the event loop always sees a board
with the verdicts that belong to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from screens.columns import DEFAULT_GROUPING, Column, Groups, columns_of, grouped_by
from tracker.domain.board import Board, Card
from tracker.domain.event import Event
from tracker.domain.forecast import Forecast
from tracker.domain.gate import Assessment, assess, gates_of
from tracker.domain.plan import Item, Plan, Proof
from tracker.domain.query import Query, parse_query
from tracker.domain.score import Score, score
from tracker.errors import StoreError, TrackerError, UsageError
from tracker.service.up_to_date import is_behind

if TYPE_CHECKING:
    from tracker.domain.commit import Commit
    from tracker.domain.suggestion import Suggestion
    from tracker.service.log import LoggedEvent
    from tracker.service.sync_report import SyncReport
    from tracker.service.tracker import Decide, Tracker
    from tracker.service.undo import Undone

Clock = Callable[[], datetime]
"""Returns the present, aware."""
Progress = Callable[[int], None]
"""Is told how many commits were read so far; called from the worker's thread."""
_SUGGESTED = 3
"""As many suggestions as leave room for what they are suggested beside."""


@dataclass(frozen=True, slots=True)
class View:
    """What was read at one moment: values that belong together."""

    tracker: Tracker
    board: Board
    assessments: tuple[Assessment, ...]
    score: Score
    clears: Mapping[str, int]
    """How many reasons of all gates each item stands behind."""


class Session:
    """One opened plan with who acts, the clock, the newest board, and the marked items."""

    def __init__(self, tracker: Tracker, *, actor: str, clock: Clock) -> None:
        """Read the board once. Blocking."""
        self.actor = actor
        self.clock = clock
        self.forecast: Forecast | None = None
        """The newest forecast that was computed; None before the first."""
        self.filter_text = ""
        """What was typed last as a filter, whether it was understood or not."""
        self.grouping = DEFAULT_GROUPING
        self.folded = False
        """Closed cards are hidden."""
        self.marked: set[str] = set()
        """Ids that the next action is about; with none it is the item under the cursor."""
        self._turn = RLock()
        self._token = tracker.change_token()
        self._had_journal = tracker.workspace.database.exists()
        self._refs = None if is_behind(tracker.workspace, tracker.plan.id) else tracker.refs()
        self._view = _viewed(tracker, clock())
        self._query = Query("", ())
        self._groups: Groups | None = None

    @property
    def view(self) -> View:
        """Everything that was read last, as one value."""
        return self._view

    @property
    def tracker(self) -> Tracker:
        """The opened plan with its journal."""
        return self._view.tracker

    @property
    def plan(self) -> Plan:
        """The plan as of the last reload that succeeded."""
        return self._view.board.plan

    @property
    def board(self) -> Board:
        """The newest board."""
        return self._view.board

    @property
    def assessments(self) -> tuple[Assessment, ...]:
        """The verdict of every gate, for that board; never empty, the first is the headline."""
        return self._view.assessments

    @property
    def score(self) -> Score:
        """The score of that board."""
        return self._view.score

    def card(self, item: str) -> Card | None:
        """Return the card of an item, or None where the plan has it no more."""
        return self.board.by_id.get(item)

    def targets(self, under_cursor: str | None) -> tuple[str, ...]:
        """Return the ids an action is about: the marked ones in the plan's order, else that of the cursor."""
        marked = tuple(card.id for card in self.board.cards if card.id in self.marked)
        return marked or ((under_cursor,) if under_cursor else ())

    def toggle_mark(self, items: Iterable[str]) -> None:
        """Mark the items, or take the mark off when all of them have it."""
        ids = set(items)
        self.marked = self.marked - ids if ids <= self.marked else self.marked | ids

    def set_filter(self, text: str) -> None:
        """Show the cards that match a query; raises UsageError, and goes on with the last good one."""
        self.filter_text = text
        self._query = parse_query(text, self.board, self.actor)

    @property
    def filtered(self) -> bool:
        """Whether a filter is on."""
        return bool(self._query.predicates)

    def matches(self, card: Card) -> bool:
        """Tell whether the filter lets a card through."""
        return self._query(card)

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the board as filtered and grouped."""
        groups, board = self._groups, self.board
        if groups is None or groups.board is not board or groups.by != self.grouping:
            groups = self._groups = grouped_by(board, self.grouping)
        return columns_of(groups, self._query if self.filtered else None)

    def act(self, decide: Decide) -> tuple[Event, ...]:
        """Write what `decide` chooses, then read the board anew. Blocking; raises TrackerError."""
        with self._turn:
            events = self.tracker.act(decide, actor=self.actor, now=self.clock())
            self._read(self.tracker)
            return events

    def undo(self, steps: int = 1) -> tuple[Undone, ...]:
        """Take back the last acts, newest first. Blocking; raises TrackerError."""
        from tracker.service.undo import undo

        with self._turn:
            undone = undo(self.tracker, steps, actor=self.actor, now=self.clock())
            self._read(self.tracker)
            return undone

    def redo(self, steps: int = 1) -> tuple[Undone, ...]:
        """Do again what was taken back last. Blocking; raises TrackerError."""
        from tracker.service.undo import redo

        with self._turn:
            redone = redo(self.tracker, steps, actor=self.actor, now=self.clock())
            self._read(self.tracker)
            return redone

    def sync(self, progress: Progress | None = None) -> SyncReport:
        """Read progress out of the repository's history. Blocking; raises TrackerError."""
        from tracker.service.sync import sync

        with self._turn:
            report = sync(self.tracker, actor=self.actor, now=self.clock(), progress=progress)
            self._read(self.tracker)
            return report

    def refs_moved(self) -> bool:
        """Tell whether HEAD or a branch is not what it was when this was asked last. Blocking, but cheap.

        The first time it tells so where the repository has changed since the last sync.
        """
        before, self._refs = self._refs, self.tracker.refs()
        return before != self._refs

    def changed(self) -> bool:
        """Tell whether plan, journal or day may be others than when they were read. Blocking, but cheap.

        With a new day acceptances lapse and dates are overdue.
        """
        return self.tracker.change_token() != self._token or self.clock().date() != self.board.now.date()

    def reload(self, *, force: bool = False) -> bool:
        """Read plan and journal anew where they changed; tell whether they did.

        Blocking; raises TrackerError for a plan that broke, and keeps the last good one; and for a journal
        that was there and is gone, and keeps what was read of it.
        """
        with self._turn:
            if not (force or self.changed()):
                return False
            token = self.tracker.change_token()
            if self._had_journal and not self.tracker.workspace.database.exists():
                self._token = token
                raise _gone(self.tracker.workspace.database)
            try:
                opened = self._opened_again()
            except TrackerError:
                self._read(self.tracker, token)
                raise
            self._read(opened, token)
            return True

    def refresh(self) -> None:
        """Read the journal anew, with the plan as it is. Blocking; for what was written past the session."""
        with self._turn:
            self._read(self.tracker)

    def compute_forecast(self) -> Forecast:
        """Return the forecast of this board, computed where it has to be. Blocking; raises TrackerError."""
        from tracker.service.forecasting import forecast_for, usual_what_ifs

        board = self.board
        tried = usual_what_ifs(self.tracker, board)
        made = forecast_for(self.tracker, board, self.clock(), what_if=tried)
        if board is self.board:  # else there is a newer board, and its forecast is on the way
            self.forecast = made
        return made

    def log(self, item: str | None = None, limit: int | None = None) -> tuple[LoggedEvent, ...]:
        """Return what happened, newest first. Blocking; raises TrackerError."""
        from tracker.service.log import log

        return log(self.tracker, item, limit)

    def commits(self, words: Sequence[str] = ()) -> tuple[Commit, ...]:
        """Return the newest commits whose messages hold all words. Blocking; raises TrackerError."""
        from tracker.service.commits import recent_commits

        return recent_commits(self.tracker, words)

    def suggestions(self, ids: Sequence[str]) -> tuple[Suggestion, ...]:
        """Return the few commits that most probably belong to the items. Blocking; raises TrackerError."""
        from tracker.domain.suggestion import best_of
        from tracker.service.suggesting import suggest

        found = suggest(self.tracker, self.board, ids, limit=_SUGGESTED).items.values()
        return best_of(found, _SUGGESTED)

    def untrusted_proofs(self, ids: Sequence[str]) -> tuple[tuple[Item, Proof], ...]:
        """Return the proofs of items that may not run yet. Blocking; raises TrackerError."""
        from tracker.service.verify import untrusted_proofs

        return untrusted_proofs(self.tracker, [card.item for card in self.board.cards if card.id in ids])

    def trust(self, proofs: Iterable[tuple[Item, Proof]]) -> None:
        """Record that these commands may run here. Blocking; raises TrackerError."""
        from tracker.service.verify import trust_proofs

        trust_proofs(self.tracker, proofs, actor=self.actor, now=self.clock())

    def export_to(self, place: Path, format_name: str, only: str = "", since: str = "") -> str:
        """Write a report and return what was written. Blocking; raises TrackerError.

        `only` is a query that chooses the items, `since` a moment from which on is told what moved.
        """
        from tracker.domain.query import parse_query
        from tracker.service.export import export_to, report_of

        query = parse_query(only, self.board, self.actor) if only else None
        report = report_of(self.tracker, self.board, self.forecast, only=query)
        return export_to(self.tracker, place, format_name, report, since or None)

    def _opened_again(self) -> Tracker:
        """Named by its path, so that a second plan beside it does not make it unclear which is meant."""
        from tracker.service.tracker import open_tracker

        return open_tracker(replace(self.tracker.workspace, plan_name=str(self.tracker.path)))

    def _read(self, tracker: Tracker, token: tuple[object, ...] | None = None) -> None:
        token = token or tracker.change_token()  # before the read: what changes meanwhile is then seen as new
        self._had_journal = tracker.workspace.database.exists()
        self._view = _viewed(tracker, self.clock())
        self._token = token
        with suppress(UsageError):  # the filter names what the plan has no more: its last reading stands
            self.set_filter(self.filter_text)
        self.marked = self.marked & self._view.board.by_id.keys()


def _gone(database: Path) -> StoreError:
    return StoreError(
        f"the journal {database} is gone; what was read of it last is shown",
        hint="tracker restore FILE brings a backup back",
    )


def _viewed(tracker: Tracker, now: datetime) -> View:
    board = tracker.board(now)
    scored = score(board)
    assessments = tuple(assess(gate, board, scored) for gate in gates_of(board))
    reasons = [reason.item for assessment in assessments for reason in assessment.reasons if reason.item]
    return View(tracker, board, assessments, scored, Counter(reasons))
