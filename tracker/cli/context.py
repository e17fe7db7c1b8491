"""What a command is called with: the common options, the clock, the terminal. Opens the plan when asked."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import StoreError, UsageError

_LAST_YEAR = 9000
"""Forecasts reach years ahead, and Python's calendar ends with 9999."""

if TYPE_CHECKING:
    from tracker.domain.board import Board, Card
    from tracker.domain.event import Draft
    from tracker.domain.query import Query
    from tracker.planfile.load import BeforeParsing
    from tracker.service.tracker import Decide, Tracker
    from tracker.service.workspace import Workspace
    from tracker.settings.reading import Reading
    from tracker.settings.values import Settings


@dataclass
class CliContext:
    """The call's options, and what they open. Values are looked up once a call."""

    plan: str | None = None
    db: str | None = None
    actor: str | None = None
    color: str | None = None
    debug: bool = False
    folder: Path | None = None
    """Where to stand; None for the current folder."""
    arguments: Sequence[str] = ()
    """The whole call, as it was typed."""
    now: datetime = field(default_factory=lambda: _clock())
    _workspace: Workspace | None = None
    _tracker: Tracker | None = None
    _settings: Reading | None = None
    tells_of_settings: bool = False
    """The command tells what is wrong with the settings; nobody has to warn."""

    def workspace(self) -> Workspace:
        """Return where the command works."""
        if self._workspace is None:
            from tracker.service.workspace import find_workspace

            self._workspace = find_workspace(self.folder or _current_folder(), self.plan, self.db)
        return self._workspace

    def require_named_database(self) -> None:
        """Raise StoreError where --db or TRACKER_DB names a database that is not there: it was mistyped."""
        if self.workspace().misses_named_database:
            raise StoreError(
                f"there is no database {self.workspace().database}",
                hint="the first act makes it, such as tracker start ID; --db and TRACKER_DB name one",
            )

    def tracker(self, before_parsing: BeforeParsing | None = None) -> Tracker:
        """Return the opened plan; raises UsageError or PlanError.

        `before_parsing` is called where that takes a while because nobody has read this plan yet.
        """
        if self._tracker is None:
            from tracker.service.cache import cache_folder
            from tracker.service.tracker import open_tracker

            self._tracker = open_tracker(
                self.workspace(), cache=cache_folder("plans"), before_parsing=before_parsing
            )
        return self._tracker

    def board(self) -> Board:
        """Return the board as of now."""
        return self.tracker().board(self.now)

    def query(self, words: Iterable[str], board: Board) -> Query:
        """Return the query that the words of a command line make; raises UsageError."""
        from tracker.domain.query import parse_query

        text = " ".join(words)
        saved = self._saved_filters(text) if "@" in text else {}
        asks_who = any(word in query for query in (text, *saved.values()) for word in ("me", "mine"))
        return parse_query(text, board, self.person() if asks_who else "", saved)

    def _saved_filters(self, text: str) -> Mapping[str, str]:
        """The saved filters, those that `text` names among them unless there are none of that name."""
        from tracker.domain.query import saved_names

        for name in saved_names(text):
            self.read_settings().require("filters", name)
        return self.settings().filters

    def act(self, decide: Decide) -> None:
        """Write what `decide` chooses, then say what became of the items."""
        from tracker.cli.acted import report_acts

        tracker = self.tracker()
        events = tracker.act(decide, actor=self.person(), now=self.now)
        report_acts(tracker.board(self.now), events)

    def act_on(
        self,
        ids: Sequence[str],
        act: Callable[[Card], Draft | Iterable[Draft]],
        before_writing: Callable[[], None] | None = None,
    ) -> None:
        """Do the same to several items, all or nothing; an id that is named twice counts once.

        `before_writing` is called when none of it was refused.
        """
        from tracker.domain.event import Draft
        from tracker.service.tracker import card_named

        def decide(board: Board) -> list[Draft]:
            cards = dict.fromkeys(card_named(board, name).id for name in ids)
            drafts: list[Draft] = []
            for id_ in cards:
                made = act(board.by_id[id_])
                drafts.extend([made] if isinstance(made, Draft) else made)
            if before_writing:
                before_writing()
            return drafts

        self.act(decide)

    def edit_items(self, ids: Sequence[str], key: str, value: str | None) -> None:
        """Set one key of items in the plan's file, leaving all else in it as it is."""
        from tracker.cli.output import say
        from tracker.service.editing import edit_items

        edited = edit_items(self.tracker(), ids, key, value)
        say(f"wrote {key} of {', '.join(edited)} to {self.tracker().path}")

    def person(self) -> str:
        """Return who acts; raises SettingsError where the settings would say so and cannot be read."""
        if not self.actor and not os.environ.get("TRACKER_ACTOR"):
            self.read_settings().require("actor")
        return self.probable_person()

    def probable_person(self) -> str:
        """Return who acts, as far as it can be told: for what is not to be stopped by broken settings."""
        from tracker.service.tracker import acting_person

        return acting_person(self.workspace(), self.actor, otherwise=lambda: self.settings().actor)

    def settings(self) -> Settings:
        """Return the user's settings: those that are sound."""
        return self.read_settings().settings

    def read_settings(self) -> Reading:
        """Return what was read of the settings file."""
        if self._settings is None:
            from tracker.settings.place import settings_file
            from tracker.settings.reading import read_settings

            self._settings = read_settings(settings_file())
        return self._settings

    def forget_settings(self) -> None:
        """Read the settings anew when they are asked for: they were written."""
        self._settings = None

    def colors(self) -> str:
        """Return when to use colours: as --color says, else the settings."""
        return self.color or self.settings().color

    def plain(self) -> bool:
        """Tell whether colours are not wanted, wherever it is: what a terminal takes is another matter."""
        chosen = self.colors()
        return chosen == "never" or (chosen == "auto" and bool(os.environ.get("NO_COLOR")))

    def settings_trouble(self) -> str | None:
        """Return what is wrong with settings that were asked for, in a line; None where nothing is."""
        problems = self._settings.problems if self._settings else ()
        if not problems or self.tells_of_settings:
            return None
        more = f", and {len(problems) - 1} more" if len(problems) > 1 else ""
        return f"{problems[0]}{more}"


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
