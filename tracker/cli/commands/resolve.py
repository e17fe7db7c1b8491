"""`tracker resolve`: call items done, with the evidence for it."""

from __future__ import annotations

from collections.abc import Iterator

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
    context: CliContext, /, ids: tuple[str, ...], message: str | None, **evidence: tuple[str, ...]
) -> None:
    """Call items done. Critical and high ones need evidence: recorded before, or given here.

    Commits that carry the trailer "Resolves: ID" do the same by themselves; see tracker sync.
    """
    from tracker.service.evidence import evidence_draft

    offered = offered_evidence(evidence)
    tracker = context.tracker()

    def resolved(card: Card) -> Iterator[Draft]:
        done = transition.resolve(card, message, with_evidence=bool(offered))
        for piece in offered:
            yield evidence_draft(tracker, card, piece.kind, piece.ref)
        yield done

    context.act_on(ids, resolved)
