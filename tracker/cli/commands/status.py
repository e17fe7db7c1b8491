"""`tracker status`: the first thing a newcomer sees."""

from __future__ import annotations

from collections.abc import Iterable

import click

from tracker.cli.command import command, json_option
from tracker.cli.context import CliContext
from tracker.cli.dates import dates_text
from tracker.cli.output import SEVERITY_COLOR, VERDICT_COLOR, Cell, Column, echo, echo_json, table
from tracker.domain.board import Board, Card, counts_by_status, hours_left
from tracker.domain.effort import format_hours
from tracker.domain.forecast import Forecast
from tracker.domain.gate import Assessment
from tracker.domain.grouping import grouped
from tracker.domain.marks import STATUS_MARK, VERDICT_MARK
from tracker.domain.score import Score
from tracker.domain.text import counted


@command("status")
@json_option
@click.option("--line", is_flag=True, help="One line, for a shell prompt or tmux.")
@click.pass_obj
def status_command(context: CliContext, as_json: bool, line: bool) -> int:
    """Show where the plan stands: verdict with reasons, ready date, score, progress, what is next."""
    from tracker.service.forecasts.forecasting import forecast_in_child, forecast_place, kept_forecast
    from tracker.service.tracker import assessments

    tracker = context.tracker()
    board = tracker.board(context.now)
    verdicts, score = assessments(board)
    if line:
        from tracker.cli.prompt import keep_line

        place = forecast_place(tracker, board, context.now)
        shown = _one_line(board, verdicts[0], kept_forecast(place))
        echo(shown)
        keep_line(context, shown, place)
        return 0
    forecast = forecast_in_child(tracker, board, context.now)
    if as_json:
        from tracker.exporters.documents import status_document

        echo_json(status_document(board, verdicts, score, forecast, str(tracker.path)))
    else:
        echo(_lines(board, verdicts, score, forecast))
    return 0


def _one_line(board: Board, verdict: Assessment, forecast: Forecast | None) -> str:
    closed = sum(card.closed for card in board.cards)
    mark = Cell(VERDICT_MARK[verdict.verdict], VERDICT_COLOR[verdict.verdict]).styled()
    why = f" {len(verdict.reasons)}" if verdict.reasons else ""
    dates = forecast.dates if forecast and forecast.dates.left else None
    ready = f" {dates_text(dates)}" if dates and dates.p50 else ""
    return f"{mark} {board.plan.id}{why} {closed}/{len(board.cards)}{ready}"


def _lines(
    board: Board, verdicts: tuple[Assessment, ...], score: Score, forecast: Forecast | None
) -> list[str]:
    first = verdicts[0]
    title = Cell(board.plan.title, bold=True)
    left = _severity_rows(board)
    right = _facts(board, score, forecast)
    blank = (Cell(""),) * len(_LEFT)
    rows = [
        (*(left[i] if i < len(left) else blank), *(right[i] if i < len(right) else (Cell(""), Cell(""))))
        for i in range(max(len(left), len(right)))
    ]
    lines = [f"{title.styled()}   {_verdict(first)}"]
    lines += [f"  {verdict.gate.id}: {_verdict(verdict)}" for verdict in verdicts[1:]]
    return [*lines, *table((*_LEFT, *_RIGHT), rows, "  ")]


_LEFT = (Column(), Column(), Column(right=True))
_RIGHT = (Column(), Column(flexes=True))


def _verdict(assessment: Assessment) -> str:
    label = Cell(assessment.verdict.label, VERDICT_COLOR[assessment.verdict], bold=True).styled()
    reasons = f" · {counted(len(assessment.reasons), 'reason')}" if assessment.reasons else ""
    said = f" (the review said {assessment.claimed.label.lower()})" if assessment.claimed else ""
    return f"{label}{reasons}{said}"


def _severity_rows(board: Board) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for group in grouped(board.cards, "severity", board):
        left = hours_left(group.cards)
        rows.append(
            (
                Cell(group.key, SEVERITY_COLOR.get(group.key)),
                Cell(_status_counts(group.cards)),
                Cell(format_hours(left) if left else ""),
            )
        )
    return rows or [(Cell("no items"), Cell(""), Cell(""))]


def _status_counts(cards: Iterable[Card]) -> str:
    """Counts by mark, such as `○ 4  ◐ 1  ✓ 2`; rejected statuses share their mark."""
    by_mark: dict[str, int] = {}
    for status, count in counts_by_status(cards).items():
        by_mark[STATUS_MARK[status]] = by_mark.get(STATUS_MARK[status], 0) + count
    return "  ".join(f"{mark} {count}" for mark, count in by_mark.items())


def _facts(board: Board, score: Score, forecast: Forecast | None) -> list[tuple[Cell, Cell]]:
    closed = sum(card.closed for card in board.cards)
    claimed = sum(card.closed and card.state.claimed for card in board.cards)
    stale = sum(card.has_stale for card in board.cards)
    overdue = sum(card.overdue is not None for card in board.cards)
    done = f"{closed} of {len(board.cards)}"
    done += f", {claimed} on the review's word alone" if claimed else ""
    done += f", {stale} with stale evidence" if stale else ""
    done += f", {overdue} overdue" if overdue else ""
    facts = {"ready": _ready(forecast), "score": _score_text(score), "done": done, "next": _next(board)}
    return [(Cell(f"  {name}", dim=True), Cell(text)) for name, text in facts.items() if text]


def _ready(forecast: Forecast | None) -> str:
    """The headline's dates, or why there are none."""
    if forecast is None:
        return "unknown (tracker forecast says why)"
    dates = forecast.dates
    if dates.left == 0 or dates.p50 is None:
        return forecast.said
    return dates_text(dates, labelled=True)


def _score_text(score: Score) -> str:
    if score.now is None:
        return ""
    return f"{score.now:.1f} now · {score.with_fixes:.1f} with fixes"


def _next(board: Board) -> str:
    ready = board.ready_queue()
    if not ready:
        return ""
    return f"{', '.join(card.id for card in ready[:3])}   (tracker next)"
