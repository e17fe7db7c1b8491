"""The second half of the Markdown report: what needs attention, the items, and the plan's other lists.

Each function returns the blocks of one section (to be parted by blank lines), or none where the plan has
nothing to say.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.board import Board, Card, checklist_checks
from tracker.domain.gate import target_met
from tracker.domain.grouping import NOBODY, grouped
from tracker.domain.marks import STATUS_MARK, status_label
from tracker.domain.plan import Check, Checklist, Decision, Option, Routine, SignOff, Target
from tracker.domain.state import Status
from tracker.domain.text import counted
from tracker.exporters.markdown_item import acceptance_text, check_line, day, deferral_text, item_block
from tracker.exporters.markdown_text import capitalized, code, table, text, tick
from tracker.exporters.report import Report


def attention(report: Report) -> list[str]:
    """Return what went past its day or stopped counting: lapsed, overdue, stale."""
    lines = []
    for card in report.cards:
        name = f"**{text(card.id)}** {text(card.item.title)}"
        lines += [f"- {name}: {why}" for why in _worries(card)]
    return ["## Needs attention", "\n".join(lines)] if lines else []


def _worries(card: Card) -> list[str]:
    worries = []
    if card.lapsed:
        worries.append(acceptance_text(card))
    if card.overdue:
        deferred = card.status is Status.DEFERRED
        worries.append(deferral_text(card) if deferred else f"Overdue, {text(card.overdue)}")
    return worries + [f"Evidence stale, {text(why)}" for why in dict.fromkeys(card.stale.values())]


def items(report: Report) -> list[str]:
    """Return every item, by severity; by phase where the review rates nothing. Closed ones come last."""
    board, cards = report.board, report.cards
    if not board.cards:
        return []
    rated = any(card.item.severity for card in board.cards)
    blocks = ["## Items", *_chosen(report), *([_legend(cards)] if cards else [])]
    for group in grouped(cards, "severity" if rated else "phase", board):
        closed = sum(card.closed for card in group.cards)
        share = f", {closed} closed" if closed else ""
        phased = not rated and group.key != NOBODY
        title = f"phase {group.title}" if phased else group.title  # a phase may be called "Critical"
        heading = f"### {text(capitalized(title))}: {counted(len(group.cards), 'item')}{share}"
        blocks += [heading, "\n".join(item_block(card, board) for card in group.cards)]
    return blocks


def _chosen(report: Report) -> list[str]:
    """What the items below were chosen by, where not all of them are told."""
    if not report.only:
        return []
    total = counted(len(report.board.cards), "item")
    return [f"Of {total} the {len(report.cards)} that match {code(report.only.text)}."]


def _legend(cards: Sequence[Card]) -> str:
    marks: dict[str, list[str]] = {}
    for status in Status:
        if any(card.status is status for card in cards):
            marks.setdefault(STATUS_MARK[status], []).append(status_label(status))
    legend = ", ".join(f"{mark} {' or '.join(labels)}" for mark, labels in marks.items())
    return f"{legend}. A box is ticked where the journal shows that the item is closed."


def checklists(report: Report) -> list[str]:
    """Return the checklists with their ticks as the journal and the items show them."""
    if not report.board.plan.checklists:
        return []
    blocks = ["## Checklists"]
    for checklist in report.board.plan.checklists:
        blocks += _checklist(checklist, report.board)
    return blocks


def _checklist(checklist: Checklist, board: Board) -> list[str]:
    checks = checklist_checks(board, checklist.id, checklist.checks)
    done = sum(check.done for check in checks)
    lines = [
        check_line(check, reviewed, _behind(check, board))
        for check, reviewed in zip(checks, checklist.checks, strict=True)
    ]
    return [f"### {text(checklist.title)}: {done} of {len(checks)}", "\n".join(lines)]


def _behind(check: Check, board: Board) -> str:
    card = board.by_id.get(check.item) if check.item else None
    return f"{text(card.id)} {status_label(card.status)}" if card else ""


def targets(report: Report) -> list[str]:
    """Return the targets with their measurements."""
    rows = [_target(target, report.board) for target in report.board.plan.targets]
    header = ("Target", "Bound", "Measured", "Met", "When and by whom", "Claimed by the review")
    return ["## Targets", table(header, rows)] if rows else []


def _target(target: Target, board: Board) -> tuple[str, ...]:
    measured = board.plan_state.measurements.get(target.id)
    met = {True: "✓ yes", False: "✗ no", None: "–"}[target_met(target, board)]
    return (
        text(target.metric),
        text(f"`{target.bound.text}`"),
        text(measured.value) if measured else "not yet",
        met,
        f"{day(measured.at, board)}, {text(measured.actor)}" if measured else "–",
        text(target.claimed) if target.claimed else "–",
    )


def signoffs(report: Report) -> list[str]:
    """Return the roles that agree, and those that have not yet."""
    plan = report.board.plan
    roles = {signoff.id: signoff for signoff in plan.signoffs}
    for gate in plan.gates:
        roles |= {role: SignOff(role, role) for role in gate.sign_off if role not in roles}
    lines = [_signoff(signoff, report.board) for signoff in roles.values()]
    return ["## Sign-offs", "\n".join(lines)] if lines else []


def _signoff(signoff: SignOff, board: Board) -> str:
    signed = board.plan_state.signatures.get(signoff.id)
    told = f"signed by {text(signed.by)}, {day(signed.at, board)}" if signed else "missing"
    if not signed and (signoff.claimed_by or signoff.claimed_on):
        told += ", although the review says it is given"
        told += f" by {text(signoff.claimed_by)}" if signoff.claimed_by else ""
        told += f" on {signoff.claimed_on}" if signoff.claimed_on else ""
    head = tick(signed is not None, f"{text(signoff.title)}: {told}")
    return "\n".join([head, *(f"  - {text(condition)}" for condition in signoff.conditions)])


def decisions(report: Report) -> list[str]:
    """Return the decisions that are open, with their options, then those that were taken."""
    found = sorted(report.board.plan.decisions, key=lambda decision: decision.choice is not None)
    lines = [_decision(decision) for decision in found]
    return ["## Decisions", "\n".join(lines)] if lines else []


def _decision(decision: Decision) -> str:
    if decision.choice:
        return tick(True, f"{text(decision.title)}: {text(decision.choice)}")
    about = f" ({', '.join(map(text, decision.items))})" if decision.items else ""
    lines = [tick(False, f"**Open:** {text(decision.title)}{about}")]
    lines += [f"  - {text(decision.context)}"] if decision.context else []
    lines += _options(decision.options)
    lines += [f"  - Recommended: {text(decision.recommendation)}"] if decision.recommendation else []
    return "\n".join(lines)


def _options(options: Sequence[Option]) -> list[str]:
    """One line for bare names, one each where something is said for or against them."""
    if any(option.pro or option.con or option.when for option in options):
        return [f"  - Option {_option(option)}" for option in options]
    return [f"  - Options: {', '.join(text(option.name) for option in options)}"] if options else []


def _option(option: Option) -> str:
    sides = (("For", option.pro), ("Against", option.con), ("When", option.when))
    said = ". ".join(f"{name}: {text(side.removesuffix('.'))}" for name, side in sides if side)
    return f"**{text(option.name)}**. {said}" if said else f"**{text(option.name)}**"


def routines(report: Report) -> list[str]:
    """Return what has to be done again and again."""
    lines = [_routine(routine) for routine in report.board.plan.routines]
    return ["## Routines", "\n".join(lines)] if lines else []


def _routine(routine: Routine) -> str:
    every = f" ({text(routine.every)})" if routine.every else ""
    return "\n".join([f"- {text(routine.title)}{every}", *(f"  - {text(step)}" for step in routine.steps)])


def footer(report: Report) -> list[str]:
    """Return what the report rests on."""
    events = counted(report.event_count, "event") if report.event_count else "no event yet"
    computed = f"Computed from the plan {code(report.path)} and its journal, which holds {events}."
    return ["---", f"{computed} What the review claimed is no evidence, and marked as such."]
