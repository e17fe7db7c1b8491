"""`tracker import`: draft a plan from a review or scanner output, or merge a changed one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.command import command, json_option
from tracker.cli.context import CliContext
from tracker.cli.output import echo_json
from tracker.cli.streams import write
from tracker.errors import UsageError

if TYPE_CHECKING:
    from tracker.service.reviews.reviewing import Request

NOTHING_FOUND = 1


def _formats(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    from tracker.importers.registry import FORMATS

    return [name for name in FORMATS if name.startswith(incomplete)]


@command("import")
@click.argument("source", metavar="SOURCE")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The plan file; merged into if it exists."
)
@click.option("--into", metavar="PLAN", help="A plan (file or id) to merge into.")
@click.option(
    "-f", "--format", "format_", shell_complete=_formats, help="The format; default told by content."
)
@click.option(
    "--map", "columns", multiple=True, metavar="COLUMN=FIELD", help="What a column of a table holds."
)
@click.option("--review", is_flag=True, help="Look through what was drafted on screen, before it is written.")
@click.option("--dry-run", is_flag=True, help="List what is new, changed and gone; write nothing.")
@json_option
@click.pass_obj
def import_command(
    context: CliContext,
    source: str,
    output: Path | None,
    into: str | None,
    format_: str | None,
    columns: tuple[str, ...],
    review: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Draft a plan from a review in Markdown, or from SARIF, OSCAL POA&M, DefectDojo, GitHub issues or CSV.

    SOURCE is a file, or - for standard input. Without -o the plan goes to standard output. Imported again, a
    changed document is merged: ids, hand edits and all state stay. Exits 1 where nothing to do is found.
    """
    from tracker.cli.import_lines import import_values, report_lines
    from tracker.service.reviews.importing import document_name, prepare_import, read_document, write_import

    if output and into:
        raise UsageError("choose one of --output and --into")
    if output and str(output) == "-":
        output = None
    workspace = context.workspace()
    if review:
        _refuse_together(source, dry_run=dry_run, as_json=as_json)
    data = _standard_input() if source == "-" else read_document(Path(source))
    if review:
        from tracker.service.reviews.reviewing import Request

        request = Request(Path(source), data, format_, _mapping(columns), output, into)
        return _review(context, request)
    name = "standard input" if source == "-" else document_name(workspace, Path(source))
    made = prepare_import(
        workspace, data, name, format_name=format_, columns=_mapping(columns), output=output, into=into
    )
    empty = not made.draft.items and not made.merged  # a scan that finds nothing any more is news for a plan
    written = not dry_run and not empty and write_import(made)
    if as_json:
        echo_json(import_values(made, written=written))
    elif not made.path and not dry_run and not empty:
        write(made.data.decode())
    for line in report_lines(made, written=written, dry_run=dry_run):
        click.echo(line, err=not dry_run or as_json)
    return NOTHING_FOUND if empty else 0


def _refuse_together(source: str, *, dry_run: bool, as_json: bool) -> None:
    """Refuse a review that nobody could look at, or that is not meant."""
    from tracker.cli.terminal import on_terminal

    if dry_run or as_json:
        raise UsageError(f"choose one of --review and {'--dry-run' if dry_run else '--json'}")
    if source == "-" or not on_terminal():
        raise UsageError(
            "--review needs a terminal, and a file as its source", hint="--dry-run lists what would change"
        )


def _review(context: CliContext, request: Request) -> int:
    from screens.opening import open_app
    from tracker.cli.context import local_now
    from tracker.cli.own_settings import own_of

    workspace, actor = context.workspace(), context.probable_person()
    return open_app(None, workspace, actor=actor, clock=local_now, own=own_of(context), request=request)


def _standard_input() -> bytes:
    from tracker.importers.limits import LARGEST_DOCUMENT

    return sys.stdin.buffer.read(LARGEST_DOCUMENT + 1)


def _mapping(columns: Sequence[str]) -> dict[str, str]:
    found = {}
    for pair in columns:
        name, equals, field = pair.rpartition("=")
        if not equals or not name.strip():
            raise UsageError(f"--map takes COLUMN=FIELD, not {pair!r}")
        found[name] = field.strip()
    return found
