"""What each git hook does once the script found that a commit may concern the plan.

A hook stands between a person and their commit, so it says little, waits for nobody, and what it cannot do it
leaves to the next `tracker sync`, which finds the same.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from tracker.domain.board import Board, Card
from tracker.domain.commit_draft import comment_prefix, said, with_offer
from tracker.domain.event import EventKind
from tracker.domain.frozen import frozen
from tracker.domain.marks import STATUS_MARK, status_label
from tracker.domain.state import Status
from tracker.domain.text import counted
from tracker.errors import TrackerError
from tracker.files import write_atomically
from tracker.history.hook_watch import is_watch_current
from tracker.history.layout import Layout
from tracker.service.hooks.hooking import newest_input, plans_here, repository_layout, watch
from tracker.service.tracker import Tracker
from tracker.service.workspace import Workspace

Person = Callable[[], str]

_PATIENCE = 1.0
"""Seconds to wait for somebody else who writes: a commit is not to wait longer."""
_MOST_OFFERED = 3
_MOST_TOLD = 10
_KEEPS_COMMENTS = ("verbatim", "whitespace")


@frozen
class HookOutcome:
    """What a hook has to say, and whether it refuses the commit."""

    problems: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()
    refused: bool = False


def run_hook(
    workspace: Workspace, name: str, arguments: Sequence[str], *, strict: bool, person: Person, now: datetime
) -> HookOutcome:
    """Do what the hook `name`, called with git's `arguments`, is for.

    Raises TrackerError and OSError for what cannot be read or written; a hook passes over them.
    """
    layout = repository_layout(workspace)
    if not _is_meant(layout):
        return HookOutcome()
    newest = newest_input(workspace)
    trackers = plans_here(workspace)
    outcome = HookOutcome()
    match name:
        case "commit-msg":
            problems = tuple(_problems(workspace, trackers, Path(arguments[0])))
            outcome = HookOutcome(problems, refused=bool(problems) and strict)
        case "prepare-commit-msg":
            _offer(workspace, trackers, Path(arguments[0]), person, now)
        case _:
            moves = [line for tracker in trackers for line in _synced(tracker, person, now)]
            outcome = HookOutcome(moves=_told(moves))
    if not is_watch_current(layout, newest):
        with contextlib.suppress(TrackerError):
            watch(workspace, layout, trackers, now, newest)
    return outcome


def _is_meant(layout: Layout) -> bool:
    """Whether git runs the hook in the repository found here: by GIT_DIR it may be another one's."""
    told = os.environ.get("GIT_DIR")
    return told is None or Path(told).resolve() == layout.git_dir.resolve()


def _problems(workspace: Workspace, trackers: Sequence[Tracker], file: Path) -> Iterator[str]:
    """What a message says of items and checks that there are not."""
    from tracker.domain.message import meaning
    from tracker.domain.transition import find_check
    from tracker.domain.unknown_ids import unknown_ids
    from tracker.history.drafting import draft_settings

    text = file.read_bytes().decode("utf-8", "replace")
    message = said(text, comment_prefix(draft_settings(workspace.root).comment, text))
    known = {name: id_ for tracker in trackers for name, id_ in tracker.plan.id_by_name.items()}
    yield from (str(unknown) for unknown in unknown_ids(message, known)) if known else ()
    for tracker in trackers:
        plan = tracker.plan
        for item, check in meaning(message, plan.id_by_name, plan.keywords).ticks:
            try:
                find_check(plan.item_by_id[item].checks, check, item)
            except TrackerError as error:
                yield f"Ticks: {error}"


def _offer(
    workspace: Workspace, trackers: Sequence[Tracker], file: Path, person: Person, now: datetime
) -> None:
    """Put trailers that may be wanted into the message, as comments."""
    from tracker.history.drafting import draft_settings

    settings = draft_settings(workspace.root)
    cards = _on_branch(workspace, trackers, now) or _at_work(trackers, person, now)
    if not cards or settings.cleanup in _KEEPS_COMMENTS:
        return
    text = file.read_bytes().decode("utf-8", "surrogateescape")
    items = [(card.id, card.item.title) for card in cards[:_MOST_OFFERED]]
    offered = with_offer(text, comment_prefix(settings.comment, text), items)
    if offered != text:
        mode = stat.S_IMODE(file.stat().st_mode)
        write_atomically(file, offered.encode("utf-8", "surrogateescape"), mode=mode)


def _on_branch(workspace: Workspace, trackers: Sequence[Tracker], now: datetime) -> list[Card]:
    """The items that the branch is called after and that are not closed yet."""
    from tracker.domain.branch_names import items_in_branch
    from tracker.history.head import head_branch

    branch = head_branch(workspace.root) or ""
    named = ((tracker, items_in_branch(branch, tracker.plan.id_by_name)) for tracker in trackers)
    cards = [tracker.board(now).by_id[item] for tracker, items in named for item in items]
    return [card for card in cards if not card.closed]


def _at_work(trackers: Sequence[Tracker], person: Person, now: datetime) -> list[Card]:
    """The items in progress that the person owns, or started where nobody owns them; the newest first."""
    begun = [
        (tracker, card)
        for tracker in trackers
        for card in tracker.board(now).cards
        if card.status is Status.IN_PROGRESS and not card.state.claimed
    ]
    if not begun:
        return []
    me = person()
    mine = [card for tracker, card in begun if me == (card.owner or _starter(tracker, card))]
    return sorted(mine, key=lambda card: card.state.updated_at or now, reverse=True)


def _starter(tracker: Tracker, card: Card) -> str | None:
    """Who started an item last."""
    from tracker.store.log import read_log

    entries = read_log(tracker.workspace.database, tracker.plan.id, (card.id, *card.item.was))
    starts = (entry.event for entry in entries if not entry.undone and entry.event.kind is EventKind.START)
    started = next(starts, None)
    return started.actor if started else None


def _synced(tracker: Tracker, person: Person, now: datetime) -> list[str]:
    """Sync one plan; return a line for each item that moved, nothing where that cannot be done now."""
    from tracker.service.commits.sync import sync

    try:
        before = tracker.board(now)
        if not sync(tracker, actor=person, now=now, patience=_PATIENCE).events:
            return []
        after = tracker.board(now)
    except TrackerError:  # busy, damaged, unreadable: the next sync says so
        return []
    return [_moved(card, before) for card in after.cards if card.status is not before.by_id[card.id].status]


def _moved(card: Card, before: Board) -> str:
    was = before.by_id[card.id].status
    return f"{STATUS_MARK[card.status]} {card.id}  {status_label(was)} → {status_label(card.status)}"


def _told(lines: Sequence[str]) -> tuple[str, ...]:
    more = len(lines) - _MOST_TOLD
    return (
        *lines[:_MOST_TOLD],
        *([f"and {counted(more, 'item')} more; see tracker log"] if more > 0 else []),
    )
