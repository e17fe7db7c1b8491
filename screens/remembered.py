"""How a plan was looked at last, for the next time: kept with the user, as it is nobody else's business.

What is remembered is a habit, not a fact: a file that is damaged, or of another version, is as good as none.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from platformdirs import user_state_path

from screens.columns import DEFAULT_GROUPING
from tracker.digest import digest_of
from tracker.domain.frozen import frozen
from tracker.domain.grouping import GROUPINGS
from tracker.files import make_private, write_atomically
from tracker.service.tracker import Tracker
from tracker.settings.values import BoardLook


@frozen
class Remembered:
    """The board as it was left: how it was grouped and filtered, and where the cursor was."""

    grouping: str = DEFAULT_GROUPING
    folded: bool = False
    filter: str = ""
    item: str | None = None
    detail: bool = True


def first_look(board: BoardLook) -> Remembered:
    """Return how a plan is looked at for the first time, as the settings say."""
    return Remembered(board.grouping, board.folded, detail=board.detail)


def recall(tracker: Tracker, first: Remembered | None = None) -> Remembered:
    """Return how the plan was looked at last, or `first` where nothing is known of that."""
    unknown = first or Remembered()
    try:
        known = json.loads(_place(tracker).read_bytes())
        remembered = Remembered(**known)
    except (OSError, ValueError, TypeError, RecursionError):
        return unknown
    return remembered if _is_sound(remembered) else unknown


def remember(tracker: Tracker, remembered: Remembered) -> None:
    """Keep how the plan is looked at; where that cannot be written, it is forgotten."""
    place = _place(tracker)
    with suppress(OSError):
        make_private(place.parent)
        write_atomically(place, json.dumps(asdict(remembered)).encode())


def _place(tracker: Tracker) -> Path:
    """One file for each plan with its journal, wherever the user stands."""
    named = f"{tracker.workspace.database.absolute()}\0{tracker.plan.id}"
    digest = digest_of([named.encode("utf-8", "surrogateescape")])
    return user_state_path("remediation-tracker", appauthor=False) / "views" / f"{digest[:32]}.json"


def _is_sound(found: Remembered) -> bool:
    texts, flags = (found.grouping, found.filter, found.item or ""), (found.folded, found.detail)
    typed = all(type(text) is str for text in texts) and all(type(flag) is bool for flag in flags)
    return typed and found.grouping in GROUPINGS
