"""`tracker gate`: can we ship, and if not, why not."""

from __future__ import annotations

import click

from tracker.cli.command import command, json_option
from tracker.cli.context import CliContext
from tracker.cli.gate_lines import gate_lines
from tracker.cli.output import echo, echo_json
from tracker.domain.board import Board
from tracker.domain.gate import Assessment, assess
from tracker.domain.plan import Verdict
from tracker.domain.score import score

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
    from tracker.service.forecasts.forecasting import known_forecast
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
