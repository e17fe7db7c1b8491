"""What moved since a moment: the journal folded up to it, held against how things stand now."""

from __future__ import annotations

from datetime import datetime, timedelta

from tracker.domain.board import Board, build_board
from tracker.domain.changes import Changes, changes, outlook
from tracker.domain.forecast import Forecast
from tracker.domain.past import snapshot_at
from tracker.domain.query import Query
from tracker.domain.track_record import PastForecast
from tracker.errors import StoreError
from tracker.service.events import counting_events
from tracker.service.reports.changes_since import moment_named
from tracker.service.tracker import Tracker
from tracker.store.forecasts import read_forecasts

_DAMAGED = (KeyError, TypeError, ValueError)


def changes_since(
    tracker: Tracker, board: Board, forecast: Forecast | None, text: str, only: Query | None = None
) -> Changes:
    """Return what moved since the moment written in `text` (see `moment_named`) until the board's.

    Raises UsageError for no such moment, StoreError and HistoryError where journal or repository fail.
    """
    moment = moment_named(tracker, text, board.now)
    events = counting_events(tracker)
    try:
        earlier = snapshot_at(tracker.plan, events, moment.at)
    except _DAMAGED as error:  # folding never fails on what the tracker wrote, but may on what was edited
        raise StoreError(
            f"the journal of {tracker.plan.id} holds an event without what it should have",
            hint="tracker audit names it",
        ) from error
    then = build_board(tracker.plan, earlier, moment.at)
    return changes(
        outlook(then, _forecast_by(tracker, moment.at)),
        outlook(board, forecast),
        events,
        asked=moment.words,
        since=moment.at,
        only=only or (lambda card: True),
        query=only.text if only else "",
    )


def _forecast_by(tracker: Tracker, moment: datetime) -> PastForecast | None:
    """The last forecast that was remembered by then; that of a day is made in the course of it."""
    last = (moment - timedelta(microseconds=1)).date()
    past = [one for one in read_forecasts(tracker.workspace.database, tracker.plan.id) if one.day <= last]
    return past[-1] if past else None
