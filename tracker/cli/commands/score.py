"""`tracker score`: how good it is, by area."""

from __future__ import annotations

import click

from tracker.cli.command import command, json_option
from tracker.cli.context import CliContext
from tracker.cli.output import Cell, Column, bar, echo, echo_json, say, table
from tracker.domain.score import Score, score


@command("score")
@json_option
@click.pass_obj
def score_command(context: CliContext, as_json: bool) -> int:
    """Show the score of each area, as reviewed, now, and with all fixes, and their weighted mean beside what
    the review claimed. Exits 1 when no area of the plan is scored.
    """
    found = score(context.board())
    if as_json:
        from tracker.exporters.documents import score_document

        echo_json({"schema": 1, **score_document(found)})
    elif found.now is None:
        say("no area of this plan has a score")
    else:
        echo(_lines(found))
    return 0 if found.now is not None else 1


def _lines(found: Score) -> list[str]:
    head = ("Area", "reviewed", "now", "with fixes", "weight", "")
    rows = [[Cell(text, dim=True) for text in head]]
    for area in found.areas:
        weight = f"{area.area.weight:g}" if area.area.weight else ""
        numbers = [Cell(f"{value:.1f}") for value in (area.reviewed, area.now, area.with_fixes)]
        rows.append([Cell(area.area.title), *numbers, Cell(weight), Cell(bar(area.now / 10, 10))])
    rows.append(
        [Cell("All", bold=True), *[Cell(_shown(v), bold=True) for v in _totals(found)], Cell(""), Cell("")]
    )
    columns = (Column(flexes=True), *(Column(right=True),) * 4, Column())
    said = f"the review said {_shown(found.claimed)}"
    said += f", with fixes {_shown(found.claimed_with_fixes)}" if found.claimed_with_fixes is not None else ""
    covered = f"{found.coverage:.0%} of the weight is scored" if found.coverage < 1 else ""
    remarks = "; ".join(part for part in (said * (found.claimed is not None), covered) if part)
    return [*table(columns, rows), *(["", remarks] if remarks else [])]


def _totals(found: Score) -> tuple[float | None, float | None, float | None]:
    return (found.reviewed, found.now, found.with_fixes)


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.1f}"
