"""`tracker forecast`: when will we be ready, as a range with its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.command import command, json_option
from tracker.cli.context import CliContext
from tracker.cli.output import echo, echo_json, say
from tracker.errors import UsageError

if TYPE_CHECKING:
    from tracker.domain.workload import WhatIf


_USUAL = ""
"""What `--what-if` stands for where nothing follows it."""


@command("forecast")
@click.option(
    "--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Same seed, same answer."
)
@click.option(
    "--simulations", type=click.IntRange(100, 1_000_000), default=10_000, show_default=True, help="How many."
)
@click.option("--engineers", type=click.IntRange(1, 500), help="What if there were so many?")
@click.option("--hours", type=click.FloatRange(0.25, 24), help="What if a working day had so many hours?")
@click.option("--without", multiple=True, metavar="SEVERITY", help="What if these were dropped?")
@click.option("--defer-phase", multiple=True, metavar="PHASE", help="What if these phases were put off?")
@click.option("--close", multiple=True, metavar="ID", help="What if these were done today?")
@click.option(
    "--what-if",
    "texts",
    multiple=True,
    is_flag=False,
    flag_value=_USUAL,
    metavar="[CHANGES]",
    help='What if, in words: "3 engineers, without low". Alone, or if nothing is asked: the usual changes.',
)
@click.option("--no-what-if", is_flag=True, help="Try no usual changes.")
@click.option("--charts/--no-charts", default=True, help="Draw histogram, burn-up and phases.")
@click.option("--history", is_flag=True, help="How the date moved, and how well past forecasts did.")
@click.option("--gate", metavar="NAME", help="With --history: of this gate instead of the first.")
@json_option
@click.pass_obj
def forecast_command(
    context: CliContext,
    seed: int,
    simulations: int,
    engineers: int | None,
    hours: float | None,
    without: tuple[str, ...],
    defer_phase: tuple[str, ...],
    close: tuple[str, ...],
    texts: tuple[str, ...],
    no_what_if: bool,
    charts: bool,
    history: bool,
    gate: str | None,
    as_json: bool,
) -> int:
    """Simulate the work that is left and say when gates and phases are ready: P50, P85, P95.

    Options that begin a what-if are tried one by one and together, each --what-if as it is written; all may
    be given several times.
    Exits 1 when there is no date to give.
    """
    if history:
        return _history(context, gate, charts, as_json)
    if gate:
        raise UsageError("--gate goes with --history; tracker forecast answers for every gate")
    from tracker.domain.what_if_text import Known, parse_what_if
    from tracker.domain.workload import WhatIf
    from tracker.service.forecasts.forecasting import forecast_for, usual_what_ifs

    tracker = context.tracker()
    board = tracker.board(context.now)
    known = Known.of(board)
    asked = WhatIf(
        engineers=engineers,
        hours_per_day=hours,
        drop_severities=frozenset(map(known.severity, without)),
        defer_phases=frozenset(map(known.phase, defer_phase)),
        close=frozenset(map(known.item, close)),
    )
    changes = (*_changes(asked), *(parse_what_if(text, known) for text in texts if text.strip()))
    if _USUAL in texts or not (changes or no_what_if):
        changes = (*usual_what_ifs(tracker, board), *changes)
    made = forecast_for(tracker, board, context.now, seed=seed, simulations=simulations, what_if=changes)
    if as_json:
        echo_json(made.to_json())
    else:
        from tracker.cli.forecast_lines import forecast_lines
        from tracker.service.forecasts.track_record import burn_up_of

        echo(forecast_lines(board, made, burn_up_of(tracker, board) if charts else None))
    return 0 if made.dates.p50 else 1


def _changes(asked: WhatIf) -> tuple[WhatIf, ...]:
    """What was asked for, each by itself and, where it is more than one, all of it together."""
    parts = asked.singly()
    return (*parts, asked) if len(parts) > 1 else parts


def _history(context: CliContext, gate: str | None, charts: bool, as_json: bool) -> int:
    from tracker.service.forecasts.track_record import track_record, track_record_document

    tracker = context.tracker()
    board = tracker.board(context.now)
    record = track_record(tracker, board, gate)
    if as_json:
        echo_json(track_record_document(record))
    elif record.forecasts:
        from tracker.cli.track_record_lines import track_record_lines

        echo(track_record_lines(record, board, charts))
    else:
        say(f"no forecast of {record.gate} is remembered yet; they are kept beside the journal, one a day")
    return 0 if record.forecasts else 1
