"""`tracker evidence`: record or list what backs an item."""

from __future__ import annotations

import click

from tracker.cli.command import TrackerCommand, complete_ids, ids_argument, json_option
from tracker.cli.context import CliContext
from tracker.cli.offered import evidence_options, offered_evidence
from tracker.cli.output import Cell, Column, echo, echo_json, say, table
from tracker.cli.registry import COMMANDS
from tracker.domain.age import ago
from tracker.domain.board import Board, Card
from tracker.domain.event import Draft
from tracker.domain.marks import STALE
from tracker.domain.state import Evidence
from tracker.domain.text import one_line
from tracker.errors import UsageError


@click.group("evidence", short_help=COMMANDS["evidence"].help)
def evidence_command() -> None:
    """Record or list what backs an item."""


@evidence_command.command("add", cls=TrackerCommand, short_help="Record evidence for items.")
@ids_argument
@evidence_options
@click.option("--run", is_flag=True, help="Run the item's proof commands and record what they say.")
@click.pass_obj
def add_command(context: CliContext, /, ids: tuple[str, ...], run: bool, **evidence: tuple[str, ...]) -> int:
    """Record evidence for items: a commit, a file, an address, a note, or a run of their proofs."""
    from tracker.service.evidence import evidence_draft
    from tracker.service.tracker import card_named

    offered = offered_evidence(evidence)
    if not offered and not run:
        raise UsageError("name the evidence: --commit, --file, --url, --note or --run")
    tracker = context.tracker()

    def decide(board: Board) -> list[Draft]:
        cards = {card.id: card for card in (card_named(board, name) for name in ids)}.values()
        return [evidence_draft(tracker, card, piece.kind, piece.ref) for card in cards for piece in offered]

    if offered:
        context.act(decide)
    if run:
        from tracker.cli.proofs import run_and_report

        return run_and_report(context, ids, verify=False)
    return 0


@evidence_command.command("list", cls=TrackerCommand, short_help="List the evidence of items.")
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=complete_ids)
@json_option
@click.pass_obj
def list_command(context: CliContext, ids: tuple[str, ...], as_json: bool) -> int:
    """List the evidence of items, of all without an ID. Exits 1 when there is none."""
    from tracker.service.tracker import card_named

    board = context.board()
    cards = [card_named(board, name) for name in ids] or list(board.cards)
    pieces = [(card, piece) for card in cards for piece in card.state.evidence]
    if as_json:
        from tracker.exporters.documents import evidence_document

        found = [{"item": card.id, **evidence_document(card, piece)} for card, piece in pieces]
        echo_json({"schema": 1, "evidence": found})
    elif pieces:
        echo(
            table((Column(),) * 4 + (Column(flexes=True), Column()), [_row(board, *pair) for pair in pieces])
        )
    else:
        say("no evidence is recorded")
    return 0 if pieces else 1


def _row(board: Board, card: Card, piece: Evidence) -> tuple[Cell, ...]:
    stale = card.stale.get(piece.id)
    outcome = {True: "✓", False: "✗", None: ""}[piece.passed]
    what = (piece.text or "") if piece.kind == "commit" else piece.ref
    return (
        Cell(STALE if stale else outcome, "yellow" if stale else None),
        Cell(card.id, bold=True),
        Cell(piece.kind),
        Cell(piece.sha[:7] if piece.sha else "", dim=True),
        Cell(one_line(f"{what} ({stale})" if stale else what)),
        Cell(f"{piece.actor} · {ago(piece.at, board.now)}", dim=True),
    )
