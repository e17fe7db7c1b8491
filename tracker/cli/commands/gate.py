"""`tracker gate`: can we ship, and if not, why not."""

from __future__ import annotations

import click

from tracker.cli.command import command, json_option
from tracker.cli.context import CliContext
from tracker.cli.output import VERDICT_COLOR, Cell, Column, echo, echo_json, table
from tracker.domain.board import Board
from tracker.domain.gate import Assessment, Reason, assess
from tracker.domain.marks import STALE
from tracker.domain.plan import Verdict
from tracker.domain.score import score
from tracker.domain.text import counted

EXIT_CODES = {Verdict.READY: 0, Verdict.NOT_READY: 1, Verdict.CONDITIONALLY_READY: 3}


@command("gate")
@click.argument("name", required=False)
@click.option("--explain", metavar="ID", help="All that stands between this item and the gate.")
@json_option
@click.pass_obj
def gate_command(context: CliContext, name: str | None, explain: str | None, as_json: bool) -> int:
    """Say whether a gate is passed, with the reasons and what clears each. For CI: exits 0 when READY,
    1 when NOT READY, 3 when CONDITIONALLY READY. Without a NAME the plan's first gate is meant.

    With --explain the exit code is about the item alone: 0 when it is not in the gate's way, 1 when the
    gate is NOT READY for it, 3 when it is no more than a condition.
    """
    from tracker.service.tracker import gate_named

    board = context.board()
    assessment = assess(gate_named(board, name), board, score(board))
    if explain is not None:
        return _explain(context, explain, assessment, board, as_json)
    if as_json:
        from tracker.exporters.documents import gate_document

        echo_json({"schema": 1, **gate_document(assessment)})
    else:
        echo(gate_lines(assessment))
    return EXIT_CODES[assessment.verdict]


def _explain(context: CliContext, item: str, assessment: Assessment, board: Board, as_json: bool) -> int:
    from tracker.domain.explain import explain
    from tracker.service.forecasting import known_forecast
    from tracker.service.tracker import card_named

    card = card_named(board, item)
    found = explain(card, assessment, board, known_forecast(context.tracker(), board, context.now))
    if as_json:
        from tracker.exporters.documents import explanation_document

        echo_json(explanation_document(found))
    else:
        from tracker.cli.explanation_lines import explanation_lines

        echo(explanation_lines(found))
    if not found.in_the_way:
        return EXIT_CODES[Verdict.READY]
    return EXIT_CODES[Verdict.NOT_READY if found.hard else Verdict.CONDITIONALLY_READY]


def reason_mark(reason: Reason) -> Cell:
    """Return the mark of a reason: whether it is hard, soft, or stale evidence."""
    if reason.hard:
        return Cell("✗", "bright_red")
    return Cell(STALE if reason.code == "stale" else "!", "yellow")


def gate_lines(assessment: Assessment) -> list[str]:
    """Return the verdict beside the claim, and a table of the reasons."""
    verdict = Cell(assessment.verdict.label, VERDICT_COLOR[assessment.verdict], bold=True).styled()
    claimed = f"   the review said: {assessment.claimed.label}" if assessment.claimed else ""
    lines = [f"{assessment.gate.id}   {verdict}{claimed}"]
    if assessment.reasons:
        columns = (Column(), Column(), Column(flexes=True), Column(flexes=True))
        head = (Cell(""), Cell(""), Cell(counted(len(assessment.reasons), "reason")), Cell("clears when"))
        rows = [[Cell(cell.text, dim=True) for cell in head]]
        rows += [
            [
                reason_mark(reason),
                Cell(reason.item or reason.code, bold=True),
                Cell(reason.text),
                Cell(reason.clears, dim=True),
            ]
            for reason in assessment.reasons
        ]
        lines += ["", *table(columns, rows, " ")]
    return lines
