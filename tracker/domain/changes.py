"""What moved between two moments: the same plan looked at then and now, and the difference said in items.

Both boards are folds of the same journal, the earlier one of its first events alone. What was undone by now
is in neither, so that a slip of the hand is no news. The plan is today's at both moments; files that had
changed under evidence are known for today only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum

from tracker.domain.board import Board, Card
from tracker.domain.event import Event, EventKind
from tracker.domain.forecast import Forecast
from tracker.domain.frozen import frozen
from tracker.domain.gate import Assessment, assess, gates_of
from tracker.domain.plan import Target
from tracker.domain.score import Score, score
from tracker.domain.state import (
    ACTIVE,
    REJECTED,
    CommitLink,
    Evidence,
    ItemState,
    Measurement,
    Role,
    Signature,
    Status,
)
from tracker.domain.track_record import PastForecast


class Direction(StrEnum):
    """Which way an item moved, the best news first."""

    VERIFIED = "verified"
    RESOLVED = "resolved"
    REOPENED = "reopened"
    ACCEPTED = "risk accepted"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    IN_REVIEW = "in review"
    STARTED = "started"


@frozen
class Move:
    """An item that stands elsewhere than it did; `card` is as it is now."""

    direction: Direction
    card: Card
    before: Status


@frozen
class Backing:
    """Evidence of an item that is new, or that does not count any more; `why` says what became of it."""

    card: Card
    evidence: Evidence
    why: str = ""


@frozen
class Linked:
    """A commit that was linked to an item, or that was taken back."""

    card: Card
    commit: CommitLink


@frozen
class Measured:
    """A target with a new measurement."""

    target: Target
    before: Measurement | None
    after: Measurement


@frozen
class Outlook:
    """What was answered at one moment: verdicts in the order of the gates, score, forecast."""

    board: Board
    assessments: tuple[Assessment, ...]
    score: Score
    forecast: PastForecast | Forecast | None
    """The last one that was made by then; None where none is known."""


@frozen
class Changes:
    """What moved since a moment, in the order of the plan."""

    asked: str
    """The moment as it was asked for, with what it was taken to be."""
    since: datetime
    before: Outlook
    after: Outlook
    moves: tuple[Move, ...]
    new_evidence: tuple[Backing, ...]
    lost_evidence: tuple[Backing, ...]
    new_commits: tuple[Linked, ...]
    lost_commits: tuple[Linked, ...]
    measured: tuple[Measured, ...]
    signed: tuple[Signature, ...]
    only: str = ""
    """The query that chose the items; figures are of the whole plan."""


def outlook(board: Board, forecast: PastForecast | Forecast | None) -> Outlook:
    """Return what a board answers."""
    scored = score(board)
    verdicts = tuple(assess(gate, board, scored) for gate in gates_of(board))
    return Outlook(board, verdicts, scored, forecast)


def changes(
    before: Outlook,
    after: Outlook,
    events: Iterable[Event],
    *,
    asked: str,
    since: datetime,
    only: Callable[[Card], bool] = lambda card: True,
    query: str = "",
) -> Changes:
    """Return what moved from `before` to `after`; `events` are those that count, in journal order.

    `only` chooses the items, by how they stand now; `query` is how it was written.
    """
    new_names = _new_names(events)
    pairs = [(before.board.by_id[card.id], card) for card in after.board.cards if only(card)]
    moves = [move for old, new in pairs if (move := _move(old, new))]
    order = list(Direction)
    return Changes(
        asked=asked,
        since=since,
        before=before,
        after=after,
        moves=tuple(sorted(moves, key=lambda move: order.index(move.direction))),
        new_evidence=tuple(found for old, new in pairs for found in _new_evidence(old, new)),
        lost_evidence=tuple(found for old, new in pairs for found in _lost_evidence(old, new)),
        new_commits=tuple(found for old, new in pairs for found in _new_commits(old, new, new_names)),
        lost_commits=tuple(found for old, new in pairs for found in _lost_commits(old, new, new_names)),
        measured=tuple(_measured(before.board, after.board)),
        signed=tuple(_signed(before.board, after.board)),
        only=query,
    )


def _move(old: Card, new: Card) -> Move | None:
    if (old.status, _terms(old.state)) == (new.status, _terms(new.state)):
        return None
    return Move(_direction(old, new), new, old.status)


def _terms(state: ItemState) -> tuple[object, ...]:
    """What makes an equal status another one: on whose word it rests, until when it holds."""
    return state.claimed, state.acceptance, state.deferral


def _direction(old: Card, new: Card) -> Direction:
    match new.status:
        case Status.VERIFIED:
            return Direction.VERIFIED
        case Status.RESOLVED:
            return Direction.RESOLVED
        case Status.RISK_ACCEPTED:
            return Direction.ACCEPTED
        case Status.DEFERRED:
            return Direction.DEFERRED
        case status if status in REJECTED:
            return Direction.REJECTED
        case Status.IN_REVIEW if old.status in ACTIVE:
            return Direction.IN_REVIEW
        case Status.IN_PROGRESS if old.status in ACTIVE:
            return Direction.STARTED
        case _:
            return Direction.REOPENED


def _new_evidence(old: Card, new: Card) -> Iterator[Backing]:
    known = {found.id for found in old.state.evidence}
    return (Backing(new, found) for found in new.state.evidence if found.id not in known)


def _lost_evidence(old: Card, new: Card) -> Iterator[Backing]:
    """Evidence that counted then and does not now; what only grew old is said by the gate."""
    sound = {found.id for found in new.sound_evidence}
    for found in old.sound_evidence:
        if found.id not in sound:
            yield Backing(new, found, new.stale.get(found.id, "taken away"))


def _new_commits(old: Card, new: Card, names: Mapping[str, str]) -> Iterator[Linked]:
    known = _in_effect(old, names)
    return (Linked(new, link) for key, link in _in_effect(new, names).items() if key not in known)


def _lost_commits(old: Card, new: Card, names: Mapping[str, str]) -> Iterator[Linked]:
    """Each as it is now, with what took it back, where it is still known."""
    standing = _in_effect(new, names)
    now = {(link.sha, link.role): link for link in new.state.commits}
    return (
        Linked(new, now.get(key, link)) for key, link in _in_effect(old, names).items() if key not in standing
    )


def _in_effect(card: Card, names: Mapping[str, str]) -> dict[tuple[str, Role], CommitLink]:
    """The commits of a card that were not taken back, by their present shas."""
    links = [link for link in card.state.commits if link.undone_by is None]
    return {(names.get(link.sha, link.sha), link.role): link for link in links}


def _new_names(events: Iterable[Event]) -> dict[str, str]:
    """The present sha of every commit that was renamed by rewritten history."""
    names: dict[str, str] = {}
    for event in events:
        if event.kind is EventKind.RELINK:
            old, new = event.payload["old"], event.payload["new"]
            names = {sha: new if name == old else name for sha, name in names.items()} | {old: new}
    return names


def _measured(before: Board, after: Board) -> Iterator[Measured]:
    old, new = before.plan_state.measurements, after.plan_state.measurements
    for target in after.plan.targets:
        if target.id in new and new[target.id] != old.get(target.id):
            yield Measured(target, old.get(target.id), new[target.id])


def _signed(before: Board, after: Board) -> Iterator[Signature]:
    old, new = before.plan_state.signatures, after.plan_state.signatures
    return (signature for role, signature in new.items() if signature != old.get(role))
