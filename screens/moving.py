"""Move mode: items are carried over the columns of the statuses they may go to, and dropped on one.

Nothing is written while they are carried: the board is drawn as if they stood there already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from screens.columns import Column, columns_of, grouped_by
from screens.session import Session
from tracker.domain.board import Board, Card
from tracker.domain.frozen import frozen
from tracker.domain.state import Status
from tracker.domain.transition import legal_verbs

_LEADS_TO: Mapping[str, Status] = {
    "reopen": Status.OPEN,
    "start": Status.IN_PROGRESS,
    "resolve": Status.RESOLVED,
    "verify": Status.VERIFIED,
    "accept-risk": Status.RISK_ACCEPTED,
    "defer": Status.DEFERRED,
    "reject": Status.WONT_FIX,
}
"""The status each act leads to; `reject` asks which of the three it is."""


@frozen
class Move:
    """Items on their way. `acts` are what may be done to all of them, by the status it leads to."""

    ids: tuple[str, ...]
    start: Status
    at: Status
    acts: Mapping[Status, str]

    @property
    def act(self) -> str | None:
        """The name of the act that takes the items to where they are carried; None where they began."""
        return self.acts.get(self.at) if self.at is not self.start else None

    def beside(self, by: int) -> Move:
        """Return the move with the items at the nearest status to the right (1) or left (-1)."""
        way = [status for status in Status if status in self.acts or status is self.start]
        at = max(0, min(way.index(self.at) + by, len(way) - 1))
        return replace(self, at=way[at])

    def columns(self, session: Session) -> tuple[Column, ...]:
        """Return the columns of all statuses within reach, with the items where they are carried."""
        carried = frozenset(self.ids)
        board = _as_if(session.board, carried, self.at)
        within_reach = frozenset(status.value for status in (*self.acts, self.start))
        groups = grouped_by(board, "status")
        return columns_of(groups, lambda card: card.id in carried or session.matches(card), within_reach)


def begin_move(session: Session, ids: Sequence[str]) -> Move:
    """Return the items taken up, not carried anywhere yet."""
    cards = [session.board.by_id[id_] for id_ in ids]
    start = cards[0].status
    return Move(tuple(ids), start, start, acts_by_status(cards))


def acts_by_status(cards: Sequence[Card]) -> Mapping[Status, str]:
    """Return the acts that are legal for all the cards, by the status each leads to, in order."""
    legal = set(_LEADS_TO).intersection(*(legal_verbs(card) for card in cards))
    found = {_LEADS_TO[verb]: verb for verb in legal}
    return {status: found[status] for status in Status if status in found}


def _as_if(board: Board, ids: frozenset[str], status: Status) -> Board:
    cards = tuple(replace(card, status=status) if card.id in ids else card for card in board.cards)
    return replace(board, cards=cards)
