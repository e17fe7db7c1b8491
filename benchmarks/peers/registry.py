"""The programs that users would pick instead. To add one: a file beside this one and a line here."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.peers import backlog, dooit, dstask, kanban_tui, taskwarrior, todotxt
from benchmarks.peers.peer import Find, Peer, Thing
from benchmarks.terminal import SilentError
from tracker.domain.board import Card

PEERS: Mapping[str, Find] = {
    "Taskwarrior": taskwarrior.find,
    "dstask": dstask.find,
    "todo.txt-cli": todotxt.find,
    "Backlog.md": backlog.find,
    "kanban-tui": kanban_tui.find,
    "dooit": dooit.find,
}


def found_peers(
    folder: Path, things: Sequence[Thing], wanted: Iterable[str], skipped: dict[str, str]
) -> Iterator[tuple[Peer, Path]]:
    """Yield each wanted peer that is there, filled with the items, and the folder it works in.

    Why one is left out is added to `skipped`. Its environment is set for this process and its children.
    """
    for name in wanted:
        root = folder / name
        root.mkdir(parents=True)
        peer = PEERS[name](root)
        if peer is None:
            skipped[name] = "not installed"
        elif len(things) > peer.largest:
            skipped[f"{name}, {len(things):,} items"] = f"not asked to hold more than {peer.largest:,}"
        else:
            os.environ |= peer.env
            try:
                peer.fill(things)
            except (OSError, SilentError) as error:
                skipped[name] = str(error)[:80]
            else:
                yield peer, root


def things_of(cards: Iterable[Card]) -> list[Thing]:
    """Return the items of a board as any program knows them."""
    cards = list(cards)
    numbers = {card.id: number for number, card in enumerate(cards, start=1)}
    return [
        Thing(
            numbers[card.id],
            card.id,
            card.item.title,
            card.severity,
            card.closed,
            tuple(numbers[other] for other in card.item.after),
            tuple(check.text for check in card.checks),
        )
        for card in cards
    ]
