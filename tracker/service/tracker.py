"""One plan with its journal: what commands and screens talk to.

Reads go through plain SQL and cost milliseconds; whatever writes imports its heavy parts when it is called.
Decisions are made inside the writing transaction, on the state as it is then, so that two writers at once
cannot both act on what only one of them saw.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.domain.board import Board, Card, build_board
from tracker.domain.event import Draft, Event
from tracker.domain.frozen import frozen
from tracker.domain.plan import Gate, Plan
from tracker.domain.snapshot import Snapshot
from tracker.domain.text import did_you_mean, one_line
from tracker.errors import UsageError
from tracker.history.head import head_sha
from tracker.planfile.load import BeforeParsing, Loaded, load_plan
from tracker.service.workspace import Workspace, locate_plan
from tracker.store.snapshot import change_token, read_snapshot

if TYPE_CHECKING:
    from tracker.domain.gate import Assessment
    from tracker.domain.score import Score

Decide = Callable[[Board], Sequence[Draft]]
"""Chooses the events to write, given the board as the transaction sees it; may raise RefusedError."""


@frozen
class Tracker:
    """An opened plan. The value is cheap; it holds no connection and no process."""

    workspace: Workspace
    loaded: Loaded

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.loaded.plan

    @property
    def path(self) -> Path:
        """The plan's file."""
        assert self.loaded.path is not None
        return self.loaded.path

    def board(self, now: datetime, known: Board | None = None) -> Board:
        """Return the board as of `now` (aware); what is as on one that is `known` is there only once."""
        states = {card.id: card.state for card in known.cards if card.state.updated_at} if known else {}
        snapshot = read_snapshot(self.workspace.database, self.plan, states)
        return build_board(self.plan, snapshot, now, known=known)

    def act(self, decide: Decide, *, actor: str, now: datetime) -> tuple[Event, ...]:
        """Write what `decide` chooses, all or nothing; return the events in order."""
        from tracker.store.journal import Journal

        def on_snapshot(snapshot: Snapshot) -> Sequence[Draft]:
            return decide(build_board(self.plan, snapshot, now))

        with Journal(self.workspace.database) as journal:
            return journal.write(self.plan, on_snapshot, actor=actor, now=now, commit=self.head())

    def head(self) -> str | None:
        """Return the sha of HEAD, or None without a repository or a commit."""
        return head_sha(self.workspace.repository) if self.workspace.repository else None

    def refs(self) -> str | None:
        """Return a value that differs whenever HEAD or a branch has changed; None without a repository."""
        from tracker.history.layout import layout_of
        from tracker.history.signature import signature

        return signature(layout_of(self.workspace.repository)) if self.workspace.repository else None

    def change_token(self) -> tuple[object, ...]:
        """Return a value that differs whenever the plan's file or the journal may have changed."""
        return (*_stat(self.path), change_token(self.workspace.database))


def open_tracker(
    workspace: Workspace,
    *,
    cache: Path | None = None,
    known: Loaded | None = None,
    before_parsing: BeforeParsing | None = None,
) -> Tracker:
    """Open the workspace's plan; raises UsageError where it is unclear which, PlanError for a broken one.

    What may be given else is what `load_plan` takes.
    """
    path = locate_plan(workspace)
    return Tracker(workspace, load_plan(path, cache=cache, known=known, before_parsing=before_parsing))


def acting_person(
    workspace: Workspace,
    named: str | None,
    env: Mapping[str, str] = os.environ,
    otherwise: Callable[[], str | None] = lambda: None,
) -> str:
    """Return who acts: as named, TRACKER_ACTOR, as `otherwise` says, git's user.name, or the login name."""
    for name in (named, env.get("TRACKER_ACTOR")):
        if name and one_line(name):
            return one_line(name)
    if name := otherwise():
        return one_line(name)
    from tracker.history.identity import user_name

    configured = user_name(workspace.root)
    if configured and one_line(configured):
        return one_line(configured)
    import getpass

    try:
        return one_line(getpass.getuser())
    except (KeyError, OSError):  # no such user in the password database, as in bare containers
        return "unknown"


def card_named(board: Board, name: str) -> Card:
    """Return the card with that id, or former id, in any case; raises UsageError with the nearest one."""
    known = board.plan.id_by_name
    found = known.get(name.upper())
    if found is None:
        raise UsageError(f"no item is called {name}{did_you_mean(name, known)}", hint="tracker list")
    return board.by_id[found]


def assessments(board: Board) -> tuple[tuple[Assessment, ...], Score]:
    """Return the verdict of every gate, and the score they were held against."""
    from tracker.domain.gate import assess, gates_of
    from tracker.domain.score import score

    scored = score(board)
    return tuple(assess(gate, board, scored) for gate in gates_of(board)), scored


def gate_named(board: Board, name: str | None) -> Gate:
    """Return the gate of that name, or the first one; raises UsageError."""
    from tracker.domain.gate import gates_of

    gates = gates_of(board)
    if name is None:
        return gates[0]
    for gate in gates:
        if gate.id == name:
            return gate
    known = [gate.id for gate in gates]
    raise UsageError(
        f"no gate is called {name}{did_you_mean(name, known)}", hint=f"gates: {', '.join(known)}"
    )


def _stat(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)
