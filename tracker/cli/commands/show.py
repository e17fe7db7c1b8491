"""`tracker show`: everything known of an item."""

from __future__ import annotations

from collections.abc import Iterator

import click

from tracker.cli.command import command, ids_argument, json_option
from tracker.cli.context import CliContext
from tracker.cli.output import SEVERITY_COLOR, STATUS_COLOR, Cell, echo, echo_json, wrap
from tracker.domain.age import ago
from tracker.domain.board import Board, Card
from tracker.domain.drift import drift_text
from tracker.domain.marks import STALE, STATUS_MARK, effort_text, status_label
from tracker.domain.plan import FACTS, Check, Requirement
from tracker.domain.state import CommitLink, Evidence
from tracker.domain.text import clean, one_line

_INDENT = " " * 13


@command("show")
@ids_argument
@json_option
@click.pass_obj
def show_command(context: CliContext, ids: tuple[str, ...], as_json: bool) -> None:
    """Show everything that plan and journal know of items: the finding, its fix, checks, evidence with what
    made it stale, commits, what it waits for and what waits for it.
    """
    from tracker.service.tracker import card_named

    board = context.board()
    cards = [card_named(board, name) for name in ids]
    if as_json:
        from tracker.exporters.documents import show_document

        echo_json(show_document(cards, board))
        return
    for number, card in enumerate(cards):
        echo([*([""] * (number > 0)), *card_lines(card, board)])


def card_lines(card: Card, board: Board) -> list[str]:
    """Return an item as text."""
    lines = [
        f"{Cell(card.id, bold=True).styled()}  {Cell(card.item.title, bold=True).styled()}",
        _standing(card, board),
    ]
    for label, text in _fields(card, board):
        lines += ["", *_labelled(label, text)] if label in ("Issue", "Fix") else _labelled(label, text)
    for title, block in _blocks(card, board):
        if block:
            lines += ["", Cell(title, dim=True).styled(), *(f"  {line}" for line in block)]
    return lines


def _standing(card: Card, board: Board) -> str:
    phases = {phase.id: phase.title for phase in board.plan.phases}
    item = card.item
    status = Cell(
        f"{STATUS_MARK[card.status]} {status_label(card.status)}", STATUS_COLOR.get(card.status)
    ).styled()
    if card.state.claimed:
        status += " (the review's word)"
    severity = Cell(card.severity, SEVERITY_COLOR.get(card.severity)).styled()
    parts = [
        status,
        severity,
        item.kind.value.replace("_", " "),
        phases.get(item.phase or "", ""),
        card.owner or "",
    ]
    parts += ["blocker"] if item.blocker else []
    return " · ".join(part for part in parts if part)


def _labelled(label: str, text: str) -> list[str]:
    first = f"{Cell(label.ljust(11), dim=True).styled()}  "
    wrapped = wrap(text, _INDENT, _INDENT)
    return [first + wrapped[0][len(_INDENT) :], *wrapped[1:]]


def _fields(card: Card, board: Board) -> Iterator[tuple[str, str]]:
    item, state = card.item, card.state
    if card.blocked:
        yield (
            "Blocked",
            "; ".join([*(f"waits for {id_}" for id_ in card.blocked_by), *filter(None, [state.blocked])]),
        )
    if state.reason:
        yield "Because", state.reason
    if state.acceptance:
        accepted = state.acceptance
        yield "Accepted", f"by {accepted.approver} until {accepted.expires}: {accepted.rationale}"
    if state.deferral:
        review = f", review on {state.deferral.review}" if state.deferral.review else ""
        yield "Deferred", f"until {state.deferral.when or 'said otherwise'}{review}"
    if card.overdue or card.due:
        yield "Due", f"overdue: {card.overdue}" if card.overdue else str(card.due)
    worked = f", {state.actual_hours:g}h worked" if state.actual_hours else ""
    yield "Effort", (effort_text(card.effort) or "not estimated") + worked
    if state.branches:
        yield "Branches" if len(state.branches) > 1 else "Branch", ", ".join(state.branches)
    for name in FACTS:
        if name in item.facts:
            yield ("Fix" if name == "approach" else name.replace("_", " ").capitalize()), item.facts[name]
    yield from ((name.capitalize(), text) for name, text in item.limit.items())
    if item.files:
        yield "Files", _files(card)
    if item.links:
        yield "Links", " ".join(item.links)
    yield "After", ", ".join(item.after) or "-"
    if waiting := board.waiting_for(card.id):
        yield "Unblocks", ", ".join(waiting)
    if item.requires is not Requirement.NONE:
        yield "Requires", item.requires.value + (" ✓" if card.satisfied else "")
    if item.source:
        yield "Source", ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in item.source)


def _files(card: Card) -> str:
    """The files on one line, or one on each where there is something to say of them."""
    drift = card.drift
    told = [drift_text(file, drift[file]) if file in drift else str(file) for file in card.item.files]
    return ("\n" if drift else ", ").join(told)


def _blocks(card: Card, board: Board) -> Iterator[tuple[str, list[str]]]:
    item = card.item
    yield "Steps", [f"{n}. {one_line(step)}" for n, step in enumerate(item.steps, 1)]
    yield "Resolved by the review's word", [f"- {part}" for part in item.resolved]
    yield "Remaining", [f"- {part}" for part in item.remaining]
    yield (
        f"Checks {sum(check.done for check in card.checks)}/{len(card.checks)}",
        [_check(c) for c in card.checks],
    )
    yield "Proofs", [f"{proof.run}  (expects {proof.expect})" for proof in item.proofs]
    yield "Evidence", [_evidence(piece, card, board) for piece in card.state.evidence]
    yield "Commits", [_commit(link, board) for link in card.state.commits]
    yield (
        "Notes",
        [f"{note.actor}, {ago(note.at, board.now)}: {one_line(note.text)}" for note in card.state.notes],
    )
    yield "The review also says", [f"- {conflict}" for conflict in item.conflicts]
    for snippet in item.snippets:
        place = f" ({snippet.file})" if snippet.file else ""
        yield f"{snippet.role.capitalize()}{place}", clean(snippet.code).rstrip().splitlines()


def _check(check: Check) -> str:
    by_item = f"  (ticks with {check.item})" if check.item else ""
    return f"{'✓' if check.done else '○'} {check.text}  [{check.id}]{by_item}"


def _evidence(piece: Evidence, card: Card, board: Board) -> str:
    outcome = {True: "✓", False: "✗", None: "·"}[piece.passed]
    mark = STALE if piece.id in card.stale else outcome
    what = f"{piece.ref[:7]} {piece.text or ''}".strip() if piece.kind == "commit" else piece.ref
    at = f" at {piece.taken_at}" if piece.sha and piece.kind != "commit" else ""
    stale = f" · {card.stale[piece.id]}" if piece.id in card.stale else ""
    return f"{mark} {piece.kind}  {one_line(what)} · {piece.actor} · {ago(piece.at, board.now)}{at}{stale}"


def _commit(link: CommitLink, board: Board) -> str:
    gone = f" · undone by {link.undone_by[:8]}" if link.undone_by else ""
    when = ago(link.at, board.now)
    return f"{link.sha[:7]} {link.role.value} ({link.where}) {link.subject} · {link.author} · {when}{gone}"
