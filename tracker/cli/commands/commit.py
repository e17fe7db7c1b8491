"""`tracker commit`: git's own commit, with the items named in its message."""

from __future__ import annotations

from pathlib import Path

import click

from tracker.cli.command import TrackerCommand, command, ids_argument
from tracker.cli.context import CliContext
from tracker.cli.output import say
from tracker.cli.streams import flush, write
from tracker.cli.synced import report_sync
from tracker.domain.state import Role


class _CommitCommand(TrackerCommand):
    """A command that leaves what follows `--` to git."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        end = args.index("--") if "--" in args else len(args)
        ctx.params["for_git"] = tuple(args[end + 1 :])
        return super().parse_args(ctx, args[:end])

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [*super().collect_usage_pieces(ctx), "[-- GIT ARGS]"]


@command("commit", _CommitCommand)
@ids_argument
@click.option(
    "-m",
    "--message",
    "paragraphs",
    multiple=True,
    metavar="TEXT",
    help="A paragraph of the message; without any the editor opens.",
)
@click.option("--refs", is_flag=True, help="It only works on the items.")
@click.option("--print", "only_print", is_flag=True, help="Print the message, and commit nothing.")
@click.pass_obj
def commit_command(
    context: CliContext,
    ids: tuple[str, ...],
    paragraphs: tuple[str, ...],
    refs: bool,
    only_print: bool,
    for_git: tuple[str, ...],
) -> int:
    """Commit what is staged, by git itself, with a trailer that names the items; then sync.

    What follows -- is for git commit: tracker commit SEC-1 -- --all --signoff. Ends as git does where it
    does not commit.
    """
    from tracker.service.commits.committing import commit, message_for
    from tracker.service.commits.sync import sync

    tracker = context.tracker()
    message = message_for(context.board(), ids, paragraphs, Role.REFS if refs else Role.RESOLVES)
    if only_print:
        write(message)
        return 0
    flush()
    status = commit(tracker, context.folder or Path.cwd(), message, for_git, edit=not paragraphs)
    if status:
        say(f"nothing was committed: git ended with status {status}")
        return status
    report_sync(sync(tracker, actor=context.person, now=context.now))
    return 0
