"""`tracker suggest`: commits that probably belong to items but do not name them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tracker.cli.command import command, complete_ids, json_option
from tracker.cli.context import CliContext
from tracker.cli.output import Cell, Column, echo, echo_json, say, table
from tracker.domain.age import ago
from tracker.domain.board import Board
from tracker.domain.text import counted, one_line

if TYPE_CHECKING:
    from tracker.domain.suggestion import Suggestion
    from tracker.service.commits.suggesting import Suggested

_SHA = 10
"""Letters of a sha, enough to tell commits of a large repository apart."""


@command("suggest")
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=complete_ids)
@click.option(
    "-n", "--limit", type=click.IntRange(min=1), default=5, show_default=True, help="How many for an item."
)
@json_option
@click.pass_obj
def suggest_command(context: CliContext, ids: tuple[str, ...], limit: int, as_json: bool) -> int:
    """Suggest commits since the review that probably belong to items but do not name them: they touched the
    lines or files of the finding, or speak of the same things. Without an ID, for every item that is not
    closed. Nothing is linked; each comes with the command that would.

    The review's commit is the plan's baseline, else where the mainline stood on the day of the review.
    """
    from tracker.service.commits.suggesting import suggest, suggest_document

    shown = sys.stderr.isatty()

    def progress(read: int) -> None:
        if shown:
            click.echo(f"\r{counted(read, 'commit')} read", nl=False, err=True)

    board = context.board()
    suggested = suggest(context.tracker(), board, ids, limit=limit, progress=progress)
    if shown:
        click.echo("\r\x1b[K", nl=False, err=True)
    if as_json:
        echo_json(suggest_document(suggested))
        return 0
    say(f"since {suggested.baseline.sha[:_SHA]}, {suggested.baseline.why}")
    if lines := _lines(suggested, board):
        echo(lines)
    say(_found(suggested))
    return 0


def _found(suggested: Suggested) -> str:
    count = sum(map(len, suggested.items.values()))
    looked_at = counted(len(suggested.items), "item")
    return (
        f"{counted(count, 'suggestion')} for {looked_at}" if count else f"nothing was found for {looked_at}"
    )


def _lines(suggested: Suggested, board: Board) -> list[str]:
    lines: list[str] = []
    for id_, some in suggested.items.items():
        if some:
            title = board.by_id[id_].item.title
            lines += ["", *table((Column(), Column(flexes=True)), [[Cell(id_, bold=True), Cell(title)]])]
            for found in some:
                lines += _suggestion_lines(found, board)
    return lines[1:]


def _suggestion_lines(found: Suggestion, board: Board) -> list[str]:
    commit = found.commit
    sha = commit.sha[:_SHA]
    about = f"{one_line(commit.author)}, {ago(commit.authored_at, board.now)}"
    first = [Cell(sha, "yellow"), Cell(commit.subject), Cell(about, dim=True)]
    indent = " " * (_SHA + 4)
    return [
        *table((Column(), Column(flexes=True), Column()), [first], "  "),
        *table((Column(flexes=True),), [[Cell(" · ".join(found.reasons), dim=True)]], indent),
        f"{indent}tracker link {found.item} {sha}",
    ]
