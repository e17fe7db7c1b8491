"""`tracker evidence`: record, list, show and hand on what backs an item."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.cli.command import TrackerCommand, complete_ids, ids_argument, json_option
from tracker.cli.context import CliContext
from tracker.cli.offered import attestation_options, evidence_options, offered_evidence
from tracker.cli.output import Cell, Column, echo, echo_json, say, table
from tracker.cli.proofs import jobs_option, run_and_report
from tracker.cli.registry import COMMANDS
from tracker.domain.age import ago
from tracker.domain.board import Board, Card
from tracker.domain.marks import STALE
from tracker.domain.state import Evidence
from tracker.domain.text import counted, one_line
from tracker.errors import UsageError


@click.group("evidence", short_help=COMMANDS["evidence"].help)
def evidence_command() -> None:
    """Record, list, show or export what backs items."""


@evidence_command.command("add", cls=TrackerCommand, short_help="Record evidence for items.")
@ids_argument
@evidence_options
@attestation_options
@click.option("--run", is_flag=True, help="Run the item's proof commands and record what they say.")
@jobs_option
@click.pass_obj
def add_command(
    context: CliContext,
    /,
    ids: tuple[str, ...],
    run: bool,
    jobs: int | None,
    by: str | None,
    no_copy: bool,
    **evidence: tuple[str, ...],
) -> int:
    """Record evidence for items: a commit, a file, an address, a note, somebody's word, a proof run.

    Of a file a copy is kept beside the journal, by its content, so that it is there when the file is not.
    """
    from tracker.service.evidence.offered import gathered

    offered = offered_evidence(evidence, by or (context.person() if evidence["attestation"] else None))
    if not offered and not run:
        raise UsageError("name the evidence: --commit, --file, --url, --note, --attestation or --run")
    if by is not None and not evidence["attestation"]:
        raise UsageError("--by says whose word an --attestation is")
    if offered:
        with gathered(context.tracker(), offered, keep=not no_copy) as pieces:
            context.act_on(ids, pieces.drafts, pieces.place)
    if run:
        return run_and_report(context, ids, verify=False, jobs=jobs)
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

        found = [
            {"item": card.id, "id": piece.id, **evidence_document(card, piece)} for card, piece in pieces
        ]
        echo_json({"schema": 1, "evidence": found})
    elif pieces:
        echo(
            table((Column(),) * 4 + (Column(flexes=True), Column()), [_row(board, *pair) for pair in pieces])
        )
    else:
        say("no evidence is recorded")
    return 0 if pieces else 1


@evidence_command.command("show", cls=TrackerCommand, short_help="Show everything about evidence.")
@click.argument("names", nargs=-1, required=True, metavar="ID|EVIDENCE...", shell_complete=complete_ids)
@json_option
@click.pass_obj
def show_command(context: CliContext, names: tuple[str, ...], as_json: bool) -> int:
    """Show everything about the evidence of items, or about the pieces whose own ids begin so: what it points
    at, who recorded it, when and at which commit, its hash, its copy and what the file is now, what a command
    printed, why it is stale. Exits 1 when there is none.
    """
    from tracker.service.evidence.details import evidence_pieces, pieces_document

    board = context.board()
    pieces = evidence_pieces(context.tracker(), board, names)
    if as_json:
        echo_json(pieces_document(pieces))
    elif pieces:
        from tracker.cli.evidence_lines import evidence_lines

        echo(evidence_lines(pieces, board))
    else:
        say("no evidence is recorded")
    return 0 if pieces else 1


@evidence_command.command("export", cls=TrackerCommand, short_help="Write an audit bundle.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.pass_obj
def export_command(context: CliContext, folder: Path) -> int:
    """Write an audit bundle into DIR, a new or empty folder: the report, the journal, the plan, every copy,
    and MANIFEST.sha256, by which sha256sum -c checks it all. Exits 1 when a copy is missing or altered.
    """
    from tracker.service.evidence.bundle import refuse_taken, write_bundle
    from tracker.service.forecasts.forecasting import forecast_for, usual_what_ifs

    tracker = context.tracker()
    refuse_taken(tracker, folder)
    board = context.board()
    made = forecast_for(tracker, board, context.now, what_if=usual_what_ifs(tracker, board))
    written = write_bundle(tracker, board, made, folder)
    say(f"wrote {counted(written.files, 'file')} to {folder}; SHA-256 of its manifest: {written.manifest}")
    for line in written.lacking:
        say(line)
    return 0 if written.whole else 1


def _row(board: Board, card: Card, piece: Evidence) -> tuple[Cell, ...]:
    stale = card.stale.get(piece.id)
    outcome = {True: "✓", False: "✗", None: ""}[piece.passed]
    what = (piece.text or "") if piece.kind == "commit" else piece.ref
    remarks = ", ".join(filter(None, (stale, "with uncommitted changes" if piece.dirty else None)))
    return (
        Cell(STALE if stale else outcome, "yellow" if stale else None),
        Cell(card.id, bold=True),
        Cell(piece.kind),
        Cell(piece.sha[:7] if piece.sha else "", dim=True),
        Cell(one_line(f"{what} ({remarks})" if remarks else what)),
        Cell(f"{piece.actor} · {ago(piece.at, board.now)}", dim=True),
    )
