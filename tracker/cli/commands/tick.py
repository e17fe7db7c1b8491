"""`tracker tick` and `tracker untick`: checks of items and of checklists."""

from __future__ import annotations

import click

from tracker.cli.command import command
from tracker.cli.context import CliContext
from tracker.domain import transition
from tracker.domain.board import Board
from tracker.domain.event import Draft
from tracker.domain.text import did_you_mean
from tracker.errors import UsageError

_NAMES = click.argument("names", nargs=-1, required=True, metavar="ID/CHECK...")


@command("tick")
@_NAMES
@click.pass_obj
def tick_command(context: CliContext, names: tuple[str, ...]) -> None:
    """Tick checks: SEC-1/redis or SEC-1/3 of an item, predeploy/health of a checklist."""
    context.act(lambda board: _drafts(board, names, done=True))


@command("untick")
@_NAMES
@click.pass_obj
def untick_command(context: CliContext, names: tuple[str, ...]) -> None:
    """Take ticks back."""
    context.act(lambda board: _drafts(board, names, done=False))


def _drafts(board: Board, names: tuple[str, ...], *, done: bool) -> list[Draft]:
    return [_draft(board, name, done=done) for name in dict.fromkeys(names)]


def _draft(board: Board, name: str, *, done: bool) -> Draft:
    from tracker.service.evidence.offered import checklist_tick_draft
    from tracker.service.tracker import card_named

    owner, _, check = name.partition("/")
    if not owner or not check:
        raise UsageError(f"{name} names no check; write ID/CHECK, such as SEC-1/2")
    lists = [checklist.id for checklist in board.plan.checklists]
    if owner in lists:
        return checklist_tick_draft(board, name, done=done)
    if owner.upper() not in board.plan.id_by_name:
        near = did_you_mean(owner, [*lists, *board.plan.id_by_name])
        hint = f"checklists: {', '.join(lists)}" if lists else "tracker list"
        raise UsageError(f"no item or checklist is called {owner}{near}", hint=hint)
    return transition.tick(card_named(board, owner), check, done=done)
