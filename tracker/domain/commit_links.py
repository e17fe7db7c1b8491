"""What each commit is to the items of a board, seen from the commit: links and the evidence it gave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from tracker.domain.board import Board, Card
from tracker.domain.frozen import frozen
from tracker.domain.state import CommitLink, Evidence, Role


@frozen
class Linked:
    """An item that a commit is linked to, and how."""

    item: str
    link: CommitLink


Links = Mapping[str, tuple[Linked, ...]]
"""By sha, in the order of the plan. Where a commit resolves an item and refers to it, it resolves it."""


def links_of(board: Board) -> Links:
    """Return all links of the items of a board by the sha of the commit."""
    found: defaultdict[str, dict[str, Linked]] = defaultdict(dict)
    for card in board.cards:
        for link in card.state.commits:
            before = found[link.sha].get(card.id)
            if before is None or before.link.role is Role.REFS:
                found[link.sha][card.id] = Linked(card.id, link)
    return {sha: tuple(of_items.values()) for sha, of_items in found.items()}


def ids_of(linked: Iterable[Linked]) -> tuple[str, ...]:
    """Return the ids of the items."""
    return tuple(each.item for each in linked)


def evidence_from(card: Card, sha: str) -> tuple[Evidence, ...]:
    """Return the evidence of an item that a commit is, or that its message gave."""
    return tuple(found for found in card.state.evidence if sha in (found.sha, found.ref))
