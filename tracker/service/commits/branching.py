"""Taking items up on a branch of their own: the branch and the journal change together, or neither does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tracker.domain import transition
from tracker.domain.board import Board
from tracker.domain.branch_effects import branch_payload
from tracker.domain.branch_names import branch_name, items_in_branch
from tracker.domain.event import Draft, Event, EventKind
from tracker.domain.ledger import branch_key
from tracker.history.branching import NewBranch, switch_to_new, take_back
from tracker.service.commits.sync import repository_of
from tracker.service.tracker import Tracker, card_named


def start_on_branch(
    tracker: Tracker, names: Sequence[str], branch: str | None, *, actor: str, now: datetime
) -> tuple[NewBranch, tuple[Event, ...]]:
    """Start items on a new branch, called `branch` or after them; return it with the events.

    Raises TrackerError, and then no branch is made and no item started.
    """
    root = repository_of(tracker)
    known = tracker.plan.id_by_name
    made: list[NewBranch] = []

    def decide(board: Board) -> list[Draft]:
        ids = dict.fromkeys(card_named(board, name).id for name in names)
        drafts = [transition.start(board.by_id[id_]) for id_ in ids]
        new = switch_to_new(root, branch or branch_name([board.by_id[id_].item for id_ in ids], known))
        made.append(new)
        return [
            *drafts,
            *_branch_drafts(new, [id_ for id_ in ids if id_ in items_in_branch(new.name, known)]),
        ]

    try:
        events = tracker.act(decide, actor=actor, now=now)
    except BaseException:
        for new in made:
            take_back(root, new)
        raise
    return made[0], events


def _branch_drafts(new: NewBranch, items: Sequence[str]) -> list[Draft]:
    """What the next sync would find of the branch, so that undo takes it back with the start.

    A branch without a commit is none yet to git, nor to a sync.
    """
    if new.sha is None:
        return []
    payload = branch_payload(new.name)
    return [Draft(EventKind.BRANCH, item, payload, branch_key(item, new.name)) for item in items]
