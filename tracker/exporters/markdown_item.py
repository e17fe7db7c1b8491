"""One item in the Markdown report: a task with everything that backs its status beneath it.

The box is ticked only by what the journal shows: an item that is done on the review's word alone says so and
stays open to the eye. What led to a closed item is its evidence, so its problem and fix are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from tracker.domain.board import Board, Card
from tracker.domain.effort import exact_effort, format_hours
from tracker.domain.marks import STATUS_MARK, status_label
from tracker.domain.plan import Check, Lines
from tracker.domain.state import MAINLINE, CommitLink, Evidence, Role, Status
from tracker.exporters.markdown_text import code, inline_part, link, text, tick

_TOLD_FACTS = ("issue", "impact", "risk", "mitigation", "workaround", "approach")
"""What a reader needs who does not have the review; the other facts stay in the plan."""
_FACT_NAMES = {"approach": "Fix"}
_LONGEST_REMARK = 300


def item_block(card: Card, board: Board) -> str:
    """Return the item as one task-list entry of several lines."""
    mark = STATUS_MARK[card.status]
    ticked = card.closed and not card.state.claimed
    head = tick(ticked, f"{mark} **{text(card.id)}** {text(card.item.title)}")
    return "\n".join([head, *(f"  {line}" for line in _lines(card, board))])


def _lines(card: Card, board: Board) -> Iterator[str]:
    yield f"- {_summary(card, board)}"
    yield from (f"- {why}" for why in _conditions(card))
    if not card.closed:
        yield from _work(card)
    if card.item.files:
        yield f"- Files: {', '.join(code(str(file)) for file in card.item.files)}"
    yield from map(check_line, card.checks, card.item.checks)
    yield from (f"- {commit_text(found, board)}" for found in card.state.commits)
    yield from (f"- Evidence: {evidence_text(found, card, board)}" for found in card.state.evidence)
    for note in card.state.notes:
        yield f"- Note: {text(shortened(note.text))} ({text(note.actor)}, {day(note.at, board)})"


def _summary(card: Card, board: Board) -> str:
    """Status first, then what is planned, in one line: `open · effort 2-3h · owner sam · phase One`."""
    item = card.item
    parts = [f"**{status_label(card.status)}**" + _claimed(card) + _verified(card, board)]
    parts += ["blocker"] * item.blocker
    parts += [item.kind.value.replace("_", " ")] if item.kind != "finding" else []
    parts += [f"{item.priority.value} priority"] if item.priority else []
    parts += [f"effort {exact_effort(card.effort)}"] if card.effort else ["no estimate"] * (not card.closed)
    parts += [f"{format_hours(card.state.actual_hours)} worked"] if card.state.actual_hours else []
    parts += [f"owner {inline_part(card.owner)}"] if card.owner else ["no owner"] * (not card.closed)
    parts += [f"area {inline_part(area.title)}" for area in board.plan.areas if area.id == item.area]
    parts += [f"phase {inline_part(phase.title)}" for phase in board.plan.phases if phase.id == item.phase]
    parts += [f"due {card.due}"] if card.due and not card.closed and not card.overdue else []
    parts += [_source(item.source)] if item.source else []
    return " · ".join(parts)


def _claimed(card: Card) -> str:
    return " on the review's word alone" if card.state.claimed else ""


def _verified(card: Card, board: Board) -> str:
    state = card.state
    if card.status is Status.VERIFIED and state.verified_by and state.verified_at:
        return f" by {inline_part(state.verified_by)}, {day(state.verified_at, board)}"
    if card.status is Status.RESOLVED and state.resolved_by and state.resolved_at:
        return f" by {inline_part(state.resolved_by)}, {day(state.resolved_at, board)}"
    return ""


def _conditions(card: Card) -> Iterator[str]:
    """Why the item stands where it stands."""
    state = card.state
    if card.blocked_by and card.blocked:
        yield f"Blocked by {', '.join(map(text, card.blocked_by))}"
    if state.blocked and card.blocked:
        yield f"Blocked: {text(state.blocked)}"
    if card.overdue and card.status is not Status.DEFERRED:
        yield f"Overdue: {text(card.overdue)}"
    yield from decisions(card)


def decisions(card: Card) -> Iterator[str]:
    """Yield what somebody decided about the item, and why it stands open again."""
    state = card.state
    if state.acceptance:
        yield acceptance_text(card)
    if card.status is Status.DEFERRED:
        yield deferral_text(card)
    if state.duplicate_of:
        yield f"Duplicate of {text(state.duplicate_of)}"
    if state.reason and not card.lapsed:
        yield f"Reason: {text(state.reason)}"


def acceptance_text(card: Card) -> str:
    """Return who accepted the item's risk, until when and why; nothing where nobody did."""
    found = card.state.acceptance
    if found is None:
        return ""
    lapsed = "lapsed on" if card.lapsed else "until"
    return f"Risk accepted by {text(found.approver)}, {lapsed} {found.expires}: {text(found.rationale)}"


def deferral_text(card: Card) -> str:
    """Return until when the item is put off, and when that is looked at again."""
    found = card.state.deferral
    when = f" until {text(found.when)}" if found and found.when else ""
    review = f"review on {found.review}" if found and found.review else "no review date"
    return f"Deferred{when}, {review}{', overdue' if card.overdue else ''}"


def _work(card: Card) -> Iterator[str]:
    item = card.item
    for name in _TOLD_FACTS:
        if fact := item.facts.get(name):
            yield f"- {_FACT_NAMES.get(name, name.capitalize())}: {text(fact)}"
    if item.steps:
        yield "- Steps:"
        yield from (f"  - {text(step)}" for step in item.steps)
    yield from (f"- Done already, says the review: {text(part)}" for part in item.resolved)
    yield from (f"- Remaining: {text(part)}" for part in item.remaining)


def commit_text(found: CommitLink, board: Board) -> str:
    """Return what a commit does for its item, who made it and when."""
    role = "resolves it" if found.role is Role.RESOLVES else "refers to it"
    branch = f" on {code(found.where)}" if found.where != MAINLINE else ""
    line = f"Commit {code(found.sha[:7])} {role}{branch}: {text(found.subject)}"
    line += f" ({text(found.author)}, {day(found.at, board)})"
    return f"{line}, {_undone(found.undone_by)}" if found.undone_by else line


def _undone(by: str) -> str:
    if by == "vanished":
        return "**no longer in the history**"
    return f"**reverted by {code(by[:7])}**"


def evidence_text(found: Evidence, card: Card, board: Board) -> str:
    """Return what evidence there is, who gave it and when, and why it no longer counts where it does not."""
    dirty = " with uncommitted changes" if found.dirty else ""
    taken = f" at {code(found.sha[:7])}{dirty}" if found.sha and found.kind != "commit" else ""
    line = f"{_reference(found)}{taken} ({text(found.actor)}, {day(found.at, board)})"
    stale = card.stale.get(found.id)
    return f"{line}, **stale**: {text(stale)}" if stale else line


def _reference(found: Evidence) -> str:
    remark = f": {text(shortened(found.text))}" if found.text and found.text != found.ref else ""
    match found.kind:
        case "commit":
            return f"commit {code(found.ref[:7])}{remark}"
        case "url":
            return f"{link(found.ref)}{remark}"
        case "command":
            outcome = {True: "passed", False: "**failed**", None: "ran"}[found.passed]
            return f"{code(found.ref)} {outcome}"
        case "file":
            return f"file {code(found.ref)}{remark}"
        case _:
            return f"{text(found.kind)} {text(shortened(found.ref))}{remark}"


def day(moment: datetime, board: Board) -> date:
    """Return the day of a moment where the reader is: in the time zone of the report."""
    return moment.astimezone(board.now.tzinfo).date()


def check_line(check: Check, reviewed: Check, about: str = "") -> str:
    """Return a tick box; one that only the review calls done says so and stays empty."""
    claimed = "done, says the review" if reviewed.done and not check.done else ""
    remarks = "; ".join(part for part in (about, claimed) if part)
    return tick(check.done, f"{text(check.text)} ({remarks})" if remarks else text(check.text))


def _source(lines: Lines) -> str:
    """The lines of the review that state the item: `review lines 15, 17-21`."""
    ranges = [str(first) if first == last else f"{first}-{last}" for first, last in lines]
    return f"review {'line' if ranges == [str(lines[0][0])] else 'lines'} {', '.join(ranges)}"


def shortened(remark: str) -> str:
    """Return a remark cut to what a report can carry."""
    return remark if len(remark) <= _LONGEST_REMARK else remark[: _LONGEST_REMARK - 1].rstrip() + "…"
