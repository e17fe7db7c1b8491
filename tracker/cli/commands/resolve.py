"""`tracker resolve`: call items done, with the evidence for it."""

from __future__ import annotations

import click

from tracker.cli.command import command, ids_argument
from tracker.cli.context import CliContext
from tracker.cli.offered import evidence_options, offered_evidence
from tracker.domain import transition
from tracker.domain.board import Card
from tracker.domain.event import Draft


@command("resolve")
@ids_argument
@click.option("-m", "--message", metavar="TEXT", help="A remark to go with it.")
@evidence_options
@click.pass_obj
def resolve_command(
    context: CliContext,
    /,
    ids: tuple[str, ...],
    message: str | None,
    no_copy: bool,
    **evidence: tuple[str, ...],
) -> None:
    """Call items done. Critical and high ones need evidence: recorded before, or given here.

    Commits that carry the trailer "Resolves: ID" do the same by themselves; see tracker sync.
    """
    from tracker.service.evidence.offered import gathered

    with gathered(context.tracker(), offered_evidence(evidence), keep=not no_copy) as pieces:

        def resolved(card: Card) -> list[Draft]:
            done = transition.resolve(card, message, with_evidence=bool(pieces))
            return [*pieces.drafts(card), done]

        context.act_on(ids, resolved, pieces.place)
