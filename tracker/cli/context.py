"""What a command is called with: the common options, the clock, the terminal. Opens the plan when asked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import UsageError

_LAST_YEAR = 9000
"""Forecasts reach years ahead, and Python's calendar ends with 9999."""

if TYPE_CHECKING:
    from tracker.domain.board import Board, Card
    from tracker.domain.event import Draft
    from tracker.domain.query import Query
    from tracker.service.tracker import Decide, Tracker
    from tracker.service.workspace import Workspace


@dataclass
class CliContext:
    """The call's options, and what they open. Values are looked up once a call."""

    plan: str | None = None
    db: str | None = None
    actor: str | None = None
    color: str = "auto"
    debug: bool = False
    folder: Path | None = None
    """Where to stand; None for the current folder."""
    arguments: Sequence[str] = ()
    """The whole call, as it was typed."""
    now: datetime = field(default_factory=lambda: _clock())
    _workspace: Workspace | None = None
    _tracker: Tracker | None = None

    def workspace(self) -> Workspace:
        """Return where the command works."""
        if self._workspace is None:
            from tracker.service.workspace import find_workspace

            self._workspace = find_workspace(self.folder or _current_folder(), self.plan, self.db)
        return self._workspace

    def tracker(self) -> Tracker:
        """Return the opened plan; raises UsageError or PlanError."""
        if self._tracker is None:
            from tracker.service.cache import cache_folder
            from tracker.service.tracker import open_tracker

            self._tracker = open_tracker(self.workspace(), cache=cache_folder("plans"))
        return self._tracker

    def board(self) -> Board:
        """Return the board as of now."""
        return self.tracker().board(self.now)

    def query(self, words: Iterable[str], board: Board) -> Query:
        """Return the query that the words of a command line make; raises UsageError."""
        from tracker.domain.query import parse_query

        text = " ".join(words)
        return parse_query(text, board, self.person() if "me" in text or "mine" in text else "")

    def act(self, decide: Decide) -> None:
        """Write what `decide` chooses, then say what became of the items."""
        from tracker.cli.acted import report_acts

        tracker = self.tracker()
        events = tracker.act(decide, actor=self.person(), now=self.now)
        report_acts(tracker.board(self.now), events)

    def act_on(self, ids: Sequence[str], act: Callable[[Card], Draft | Iterable[Draft]]) -> None:
        """Do the same to several items, all or nothing; an id that is named twice counts once."""
        from tracker.domain.event import Draft
        from tracker.service.tracker import card_named

        def decide(board: Board) -> list[Draft]:
            cards = dict.fromkeys(card_named(board, name).id for name in ids)
            drafts: list[Draft] = []
            for id_ in cards:
                made = act(board.by_id[id_])
                drafts.extend([made] if isinstance(made, Draft) else made)
            return drafts

        self.act(decide)

    def edit_items(self, ids: Sequence[str], key: str, value: str | None) -> None:
        """Set one key of items in the plan's file, leaving all else in it as it is."""
        from tracker.cli.output import say
        from tracker.service.editing import edit_items

        edited = edit_items(self.tracker(), ids, key, value)
        say(f"wrote {key} of {', '.join(edited)} to {self.tracker().path}")

    def person(self) -> str:
        """Return who acts."""
        from tracker.service.tracker import acting_person

        return acting_person(self.workspace(), self.actor)


def _current_folder() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError:
        raise UsageError("the current folder does not exist any more") from None


def local_now() -> datetime:
    """The present in the zone of this machine: a working day ends at the team's midnight, not at London's."""
    return datetime.now().astimezone()


def _clock() -> datetime:
    """The present, or TRACKER_NOW (ISO 8601), which makes output reproducible for pictures and tests."""
    pretended = os.environ.get("TRACKER_NOW")
    if not pretended:
        return local_now()
    try:
        moment = datetime.fromisoformat(pretended)
    except ValueError:
        raise UsageError(f"TRACKER_NOW is no ISO 8601 time: {pretended}") from None
    if moment.year >= _LAST_YEAR:
        raise UsageError(f"TRACKER_NOW leaves no room for dates after it: {pretended}")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
