"""The state of the app, apart from its widgets: one opened plan, and how it is looked at.

Methods marked *blocking* read or write files, the database or the repository: call them in a worker. They
take turns, and put what they found in place in one assignment, so that the event loop always sees a board
with the verdicts that belong to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from screens.columns import DEFAULT_GROUPING, Column, Groups, columns_of, grouped_by, looked_through
from screens.opened import opened
from screens.remembered import Remembered, first_look, recall, remember
from screens.view import View
from tracker.domain.board import Board, Card
from tracker.domain.gate import Assessment
from tracker.domain.plan import Item, Plan, Proof
from tracker.domain.query import Query, parse_query
from tracker.domain.score import Score
from tracker.errors import StoreError, UsageError
from tracker.service.commits.up_to_date import is_behind
from tracker.service.upkeep.continuity import Seen, refuse_gone, refuse_rewound, seen
from tracker.settings.values import Settings

if TYPE_CHECKING:
    from subprocess import Popen

    from tracker.domain.commit import Commit
    from tracker.domain.commit_line import CommitLine
    from tracker.domain.event import Event
    from tracker.domain.forecast import Forecast
    from tracker.domain.suggestion import Suggestion
    from tracker.domain.workload import WhatIf
    from tracker.service.commits.log import CommitLog
    from tracker.service.commits.sync_report import SyncReport
    from tracker.service.commits.view import CommitPatch, CommitView
    from tracker.service.forecasts.track_record import TrackRecord
    from tracker.service.log import LoggedEvent
    from tracker.service.tracker import Decide, Tracker
    from tracker.service.undo import Undone

Clock = Callable[[], datetime]
"""Returns the present, aware."""
Progress = Callable[[int], None]
"""Is told how many commits were read so far; called from the worker's thread."""
_ASIDE = 1_000
"""Cards whose forecast takes so long that it would hold up keys, and the leaving of the app."""
_MOMENT = timedelta(minutes=1)
"""Ages are told in no smaller measure."""
_SUGGESTED = 3
"""As many suggestions as leave room for what they are suggested beside."""


class Session:
    """One opened plan with who acts, the clock, the newest board, and the marked items."""

    def __init__(
        self, tracker: Tracker, *, actor: str, clock: Clock, settings: Settings | None = None
    ) -> None:
        """Read the board once; what it comes to is worked out when it is asked for. Blocking."""
        self.actor = actor
        self.clock = clock
        self._settings = settings or Settings()
        self.forecast: Forecast | None = None
        """The newest forecast that was computed; None before the first."""
        self.asked: tuple[WhatIf, ...] = ()
        """Changes that are tried with every forecast beside the usual ones, as long as the plan has them."""
        self.filter_text = ""
        """What was typed last as a filter, whether it was understood or not."""
        self.cursor: str | None = None
        """The item under the board's cursor."""
        self.grouping = DEFAULT_GROUPING
        self.folded = False
        """Closed cards are hidden."""
        self.with_detail = True
        """The item under the cursor is shown beside the board, where there is room."""
        self.marked: set[str] = set()
        """Ids that the next action is about; with none it is the item under the cursor."""
        self._turn = RLock()
        self._token = tracker.change_token()
        self._seen = seen(tracker.workspace, tracker.plan.id)
        self._refs = None if is_behind(tracker.workspace, tracker.plan.id) else tracker.refs()
        self._view = View(tracker, tracker.board(clock()))
        self._former = self._view
        """What was read before: let go of here, in a worker, where thousands of cards may take their time."""
        self._query = Query("", ())
        self._groups: Groups | None = None
        self._columns: tuple[Groups, Query, tuple[Column, ...]] | None = None
        self._forecasting: Popen[bytes] | None = None
        self._look_as(recall(tracker, first_look(self._settings.board)))

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
        if not self.marked:
            return (under_cursor,) if under_cursor else ()
        return tuple(card.id for card in self.board.cards if card.id in self.marked)

    def toggle_mark(self, items: Iterable[str]) -> None:
        """Mark the items, or take the mark off when all of them have it."""
        ids = set(items)
        self.marked = self.marked - ids if ids <= self.marked else self.marked | ids

    def set_filter(self, text: str) -> None:
        """Show the cards that match a query; raises UsageError, and goes on with the last good one."""
        self.filter_text = text
        self._query = parse_query(text, self.board, self.actor, self.saved_filters)

    @property
    def saved_filters(self) -> Mapping[str, str]:
        """The queries that the user saved, by name, as of when they were read last."""
        return self._settings.filters

    def read_saved_filters(self) -> None:
        """Read the filters that are saved now: those that are sound. Blocking."""
        from tracker.settings.place import settings_file
        from tracker.settings.reading import read_settings

        self._settings = replace(self._settings, filters=read_settings(settings_file()).settings.filters)

    def save_filter(self, name: str, query: str) -> None:
        """Keep a query in the user's settings. Blocking; raises TrackerError."""
        from tracker.settings.writing import own_file, set_value

        set_value(own_file(), f"filters.{name}", query)
        self.read_saved_filters()

    @property
    def filtered(self) -> bool:
        """Whether a filter is on."""
        return bool(self._query.predicates)

    def matches(self, card: Card) -> bool:
        """Tell whether the filter lets a card through."""
        return self._query(card)

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the board as filtered and grouped."""
        if known := self.columns_at_hand:
            return known
        groups, board, query = self._groups, self.board, self._query
        if groups is None or groups.board is not board or groups.by != self.grouping:
            groups = self._groups = grouped_by(board, self.grouping)
        columns = columns_of(groups, query if query.predicates else None)
        looked_through(columns)
        self._columns = groups, query, columns
        return columns

    @property
    def columns_at_hand(self) -> tuple[Column, ...] | None:
        """The columns, where nothing has to be done for them; None where every card has to be looked at."""
        if self._columns is None:
            return None
        groups, query, columns = self._columns
        same = groups.board is self.board and groups.by == self.grouping and query is self._query
        return columns if same else None

    def look_ahead(self) -> None:
        """Make what the next keys will ask for that takes a look at every card. Blocking."""
        self.columns()
        _ = self.view.ready, self.board.unblocks

    def read_texts(self) -> None:
        """Read what a word of a filter is looked for in. Blocking."""
        _ = self.plan.searchable

    def remember(self) -> None:
        """Keep for the next time how the board is looked at. Blocking."""
        remember(
            self.tracker,
            Remembered(
                self.grouping,
                self.folded,
                self.filter_text if self.filtered else "",
                self.cursor,
                self.with_detail,
            ),
        )

    def _look_as(self, before: Remembered) -> None:
        self.grouping, self.folded = before.grouping, before.folded
        self.cursor, self.with_detail = before.item, before.detail
        try:
            self.set_filter(before.filter)
        except UsageError:  # it names what the plan has no more
            self.set_filter("")

    def act(self, decide: Decide) -> tuple[Event, ...]:
        """Write what `decide` chooses, then read the board anew. Blocking; raises TrackerError."""
        with self._turn:
            self.check_journal()
            events = self.tracker.act(decide, actor=self.actor, now=self.clock())
            self._read(self.tracker)
            return events

    def undo(self, steps: int = 1) -> tuple[Undone, ...]:
        """Take back the last acts, newest first. Blocking; raises TrackerError."""
        from tracker.service.undo import undo

        with self._turn:
            self.check_journal()
            undone = undo(self.tracker, steps, actor=self.actor, now=self.clock())
            self._read(self.tracker)
            return undone

    def redo(self, steps: int = 1) -> tuple[Undone, ...]:
        """Do again what was taken back last. Blocking; raises TrackerError."""
        from tracker.service.undo import redo

        with self._turn:
            self.check_journal()
            redone = redo(self.tracker, steps, actor=self.actor, now=self.clock())
            self._read(self.tracker)
            return redone

    def sync(self, progress: Progress | None = None) -> SyncReport:
        """Read progress out of the repository's history. Blocking; raises TrackerError."""
        from tracker.service.commits.sync import sync

        with self._turn:
            self.check_journal()
            report = sync(self.tracker, actor=self.actor, now=self.clock(), progress=progress)
            self._read(self.tracker)
            return report

    def check_journal(self) -> None:
        """Raise StoreError where the journal that was read is gone, or replaced by an older one. Blocking.

        To write to one that is gone would begin another. Of a replacement a person is told before they act
        on what it does not say; a reload takes it as it is.
        """
        refuse_gone(self.tracker.workspace, self._seen)
        if self.tracker.change_token() != self._token:
            refuse_rewound(self.tracker.workspace, self._seen)

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

        Blocking; raises TrackerError for a plan that broke, and keeps the last good one; for a journal that
        was there and is gone, and keeps what was read of it; and for one that was replaced by an older one.
        """
        with self._turn:
            if not (force or self.changed()):
                return False
            token = self.tracker.change_token()
            changed, self._token = token != self._token, token
            refuse_gone(self.tracker.workspace, self._seen)
            opened = self.tracker
            try:
                if changed:
                    refuse_rewound(self.tracker.workspace, self._seen)
                opened = self._opened_again()
            finally:
                self._read(opened, token)
            return True

    def refresh(self) -> None:
        """Read the journal anew, with the plan as it is. Blocking; for what was written past the session."""
        with self._turn:
            self._read(self.tracker)

    @property
    def aside(self) -> bool:
        """Whether a forecast of this board takes so long that a process of its own has to make it."""
        return len(self.board.cards) > _ASIDE

    def record(self) -> TrackRecord:
        """Return how the forecast moved, and how well it did. Blocking; raises TrackerError."""
        from tracker.service.forecasts.track_record import track_record

        return track_record(self.tracker, self.board)

    def compute_forecast(self) -> None:
        """Make the forecast of this board, unless there is a newer one by then.

        Blocking; raises TrackerError.
        """
        board = self.board
        asked = self._asked_of(board)
        try:
            made = self._forecast_aside(asked) if self.aside else self._forecast_here(board, asked)
        except StoreError:
            if board is self.board:
                raise
            return
        if board is self.board:  # else there is a newer board, and its forecast is on the way
            self.forecast = made

    def _asked_of(self, board: Board) -> tuple[WhatIf, ...]:
        """The changes that were asked for, as far as the plan still has what they name."""
        if not self.asked:
            return ()
        from tracker.domain.what_if_text import Known, fits

        known = Known.of(board)
        return tuple(change for change in self.asked if fits(change, known))

    def _forecast_here(self, board: Board, asked: tuple[WhatIf, ...]) -> Forecast:
        from tracker.service.forecasts.forecasting import forecast_for, usual_what_ifs

        tried = (*usual_what_ifs(self.tracker, board), *asked)
        return forecast_for(self.tracker, board, self.clock(), what_if=tried)

    def _forecast_aside(self, asked: tuple[WhatIf, ...]) -> Forecast:
        """Let a process of its own make it, which takes no time from the keys, and can be stopped."""
        from tracker.service.forecasts.aside import forecast_of, start_forecast

        self.stop()
        self._forecasting = start_forecast(self.tracker, self.clock(), usual=True, changes=asked)
        return forecast_of(self._forecasting)

    def stop(self) -> None:
        """Give up what takes long: nobody waits for it any more."""
        if self._forecasting:
            self._forecasting.kill()

    def log(self, item: str | None = None, limit: int | None = None) -> tuple[LoggedEvent, ...]:
        """Return what happened, newest first. Blocking; raises TrackerError."""
        from tracker.service.log import log

        return log(self.tracker, item, limit)

    def commits(self, words: Sequence[str] = ()) -> tuple[CommitLine, ...]:
        """Return the newest commits that are like all words. Blocking; raises TrackerError."""
        from tracker.domain.commit_links import links_of
        from tracker.service.commits.log import recent_commits

        return recent_commits(self.tracker, words, links_of(self.board))

    def commit_log(self) -> CommitLog:
        """Return the history, of which nothing is read yet. Raises HistoryError without a repository."""
        from tracker.service.commits.log import commit_log

        return commit_log(self.tracker)

    def commit_view(self, sha: str) -> CommitView:
        """Return a commit with what it says and where it is. Blocking; raises TrackerError."""
        from tracker.service.commits.view import commit_view

        return commit_view(self.tracker, sha)

    def commit_patch(self, commit: Commit, linked: Sequence[str]) -> CommitPatch:
        """Return what a commit did to the files that items name. Blocking; raises TrackerError."""
        from tracker.service.commits.view import commit_patch

        return commit_patch(self.tracker, self.board, commit, linked)

    def touched_items(self, shas: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Return the items of which commits changed files, by sha. Blocking; raises TrackerError."""
        from tracker.service.commits.view import touched_items

        return touched_items(self.tracker, self.board, shas)

    def suggestions(self, ids: Sequence[str]) -> tuple[Suggestion, ...]:
        """Return the few commits that most probably belong to the items. Blocking; raises TrackerError."""
        from tracker.domain.suggestion import best_of
        from tracker.service.commits.suggesting import suggest

        found = suggest(self.tracker, self.board, ids, limit=_SUGGESTED).items.values()
        return best_of(found, _SUGGESTED)

    def untrusted_proofs(self, ids: Sequence[str]) -> tuple[tuple[Item, Proof], ...]:
        """Return the proofs of items that may not run yet. Blocking; raises TrackerError."""
        from tracker.service.evidence.verify import untrusted_proofs

        return untrusted_proofs(self.tracker, [card.item for card in self.board.cards if card.id in ids])

    def trust(self, proofs: Iterable[tuple[Item, Proof]]) -> None:
        """Record that these commands may run here. Blocking; raises TrackerError."""
        from tracker.service.evidence.verify import trust_proofs

        trust_proofs(self.tracker, proofs, actor=self.actor, now=self.clock())

    def export_to(self, place: Path, format_name: str, only: str = "", since: str = "") -> str:
        """Write a report and return what was written. Blocking; raises TrackerError.

        `only` is a query that chooses the items, `since` a moment from which on is told what moved.
        """
        from tracker.service.reports.export import export_to, report_of

        query = parse_query(only, self.board, self.actor, self.saved_filters) if only else None
        report = report_of(self.tracker, self.board, self.forecast, only=query)
        return export_to(self.tracker, place, format_name, report, since or None)

    def _opened_again(self) -> Tracker:
        """The plan as its file says now."""
        return opened(self.tracker.workspace, self.tracker.path, known=self.tracker)

    def _is_news(self, board: Board) -> bool:
        """Tell whether a board says anything that the one at hand does not; a journal holds more than boards.

        That a moment has passed is no news, and no reason to hold all that follows from a board twice.
        """
        known = self.board
        just_now = known.now <= board.now < known.now + _MOMENT and known.now.date() == board.now.date()
        return not (just_now and known.plan is board.plan and replace(known, now=board.now) == board)

    def _read(self, tracker: Tracker, token: tuple[object, ...] | None = None) -> None:
        token = token or tracker.change_token()  # before the read: what changes meanwhile is then seen as new
        now, found = self.clock(), seen(tracker.workspace, tracker.plan.id)
        if not self._is_known(tracker, found, now):
            self._seen = found
            board = tracker.board(now, self.board)
            if self._is_news(board):
                self._go_on_with(View(tracker, board))
        self._token = token

    def _is_known(self, tracker: Tracker, found: Seen, now: datetime) -> bool:
        """Tell whether plan, journal and day are those of the board at hand: to read all again takes memory.

        Not all that is written beside the journal is for boards; the forecast of a day is not.
        """
        same_day = now.date() == self.board.now.date()
        return found.is_there and found == self._seen and tracker.plan is self.plan and same_day

    def _go_on_with(self, view: View) -> None:
        view.judge()
        self._former, self._view = self._view, view
        with suppress(UsageError):  # the filter names what the plan has no more: its last reading stands
            self.set_filter(self.filter_text)
        self.marked = self.marked & self._view.board.by_id.keys()
        self.look_ahead()
