"""What moved since a moment, in Markdown: the figures then and now, then what made the difference.

It is what a lead sends on at the end of a week: each line says what, who and when, and nothing that was
undone since is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from tracker.domain.board import Board
from tracker.domain.changes import Backing, Changes, Direction, Linked, Measured, Move, Outlook
from tracker.domain.forecast import Answer
from tracker.domain.gate import Assessment, target_met
from tracker.domain.marks import STATUS_MARK, status_label
from tracker.domain.plan import SignOff
from tracker.domain.state import Signature, Status
from tracker.domain.text import counted
from tracker.exporters.markdown_item import commit_text, day, decisions, evidence_text
from tracker.exporters.markdown_text import capitalized, code, table, text

_NONE = "–"


def render(found: Changes) -> str:
    """Return the changes as Markdown, without trailing spaces, ending in one newline."""
    blocks = [*_head(found), *_moves(found), *_evidence(found), *_commits(found), *_plan_wide(found)]
    return "\n".join(line.rstrip() for line in "\n\n".join(blocks).split("\n")) + "\n"


def _head(found: Changes) -> Iterator[str]:
    board = found.after.board
    since = f"{found.since:%Y-%m-%d %H:%M}"
    asked = f" ({text(found.asked)})" if found.asked not in (since, since[:10]) else ""
    yield f"# {text(board.plan.title)}: what moved"
    yield f"From **{since}**{asked} to **{board.now:%Y-%m-%d %H:%M}**."
    if found.only:
        yield f"Items: those that match {code(found.only)}; the figures are of the whole plan."
    yield table(("", "Then", "Now"), list(_figures(found)))
    yield f"{_told(found)}."


def _told(found: Changes) -> str:
    counts = [f"{len(moved)} {direction.value}" for direction, moved in _by_direction(found) if moved]
    counts += [f"{len(found.new_evidence)} new evidence"] * bool(found.new_evidence)
    counts += [f"{len(found.lost_evidence)} evidence lost"] * bool(found.lost_evidence)
    counts += [f"{counted(len(found.new_commits), 'commit')} linked"] * bool(found.new_commits)
    counts += [counted(len(found.measured), "measurement")] * bool(found.measured)
    counts += [counted(len(found.signed), "sign-off")] * bool(found.signed)
    return capitalized(", ".join(counts)) or "Nothing moved"


def _figures(found: Changes) -> Iterator[tuple[str, str, str]]:
    before, after = found.before, found.after
    for old, new in zip(before.assessments, after.assessments, strict=True):
        yield text(new.gate.title), _verdict(old), _verdict(new)
    yield "Closed items", _closed(before.board), _closed(after.board)
    if after.score.now is not None:
        yield "Score", _points(before), _points(after)
    if before.forecast or after.forecast:
        yield "Work done, 85 %", _date(before), _date(after) + _moved_by(before, after)


def _verdict(one: Assessment) -> str:
    reasons = f" ({counted(len(one.reasons), 'reason')})" if one.reasons else ""
    return f"{one.verdict.label}{reasons}"


def _closed(board: Board) -> str:
    return f"{sum(card.closed for card in board.cards)} of {len(board.cards)}"


def _points(found: Outlook) -> str:
    return _NONE if found.score.now is None else f"{found.score.now:.1f} of 10"


def _date(found: Outlook) -> str:
    made = found.forecast
    if made is None:
        return "no forecast then"
    if made.answer is Answer.READY or (made.answer is Answer.DATED and not made.dates.left):
        return "done"
    return str(_p85(found) or f"no date, {made.answer.value}")


def _p85(found: Outlook) -> date | None:
    dated = found.forecast and found.forecast.answer is Answer.DATED and found.forecast.dates.left
    return found.forecast.dates.p85 if found.forecast and dated else None


def _moved_by(before: Outlook, after: Outlook) -> str:
    """By how much the date moved, where both are about the same gate."""
    old, new = _p85(before), _p85(after)
    same = before.forecast and after.forecast and before.forecast.headline == after.forecast.headline
    if not (same and old and new) or old == new:
        return ""
    return f" ({counted(abs((new - old).days), 'day')} {'later' if new > old else 'earlier'})"


def _by_direction(found: Changes) -> list[tuple[Direction, Sequence[Move]]]:
    return [
        (direction, [move for move in found.moves if move.direction is direction]) for direction in Direction
    ]


def _moves(found: Changes) -> Iterator[str]:
    for direction, moved in _by_direction(found):
        if moved:
            yield f"## {capitalized(direction.value)}: {counted(len(moved), 'item')}"
            yield "\n".join(_move(move, found.after.board) for move in moved)


def _move(move: Move, board: Board) -> str:
    card = move.card
    was = f"was {status_label(move.before)}" if move.before is not card.status else "again"
    line = f"- {STATUS_MARK[card.status]} **{text(card.id)}** {text(card.item.title)} ({was})"
    return line + "".join(f"\n  - {said}" for said in _why(move, board))


def _why(move: Move, board: Board) -> Iterator[str]:
    card, state = move.card, move.card.state
    if card.status is Status.VERIFIED and state.verified_at:
        yield _signed_by("Verified", state.verified_by, state.verified_at, board)
    if card.status is Status.RESOLVED and state.resolved_at:
        yield _signed_by("Resolved", state.resolved_by, state.resolved_at, board)
    yield from decisions(card)
    if card.blocked:
        yield f"Blocked: {text(state.blocked or ', '.join(card.blocked_by))}"


def _signed_by(act: str, who: str | None, moment: datetime, board: Board) -> str:
    return f"{act} by {text(who or 'somebody')}, {day(moment, board)}"


def _evidence(found: Changes) -> Iterator[str]:
    board = found.after.board

    def line(backing: Backing) -> str:
        told = f"- **{text(backing.card.id)}** {evidence_text(backing.evidence, backing.card, board)}"
        return f"{told}: {text(backing.why)}" if backing.why and "**stale**" not in told else told

    for title, backings in (("New evidence", found.new_evidence), ("Lost evidence", found.lost_evidence)):
        if backings:
            yield f"## {title}"
            yield "\n".join(map(line, backings))


def _commits(found: Changes) -> Iterator[str]:
    board = found.after.board

    def line(linked: Linked) -> str:
        return f"- **{text(linked.card.id)}** {commit_text(linked.commit, board)}"

    for title, linked in (("Commits", found.new_commits), ("Commits taken back", found.lost_commits)):
        if linked:
            yield f"## {title}"
            yield "\n".join(map(line, linked))
    if older := sum(linked.commit.at < found.since for linked in found.new_commits):
        yield f"Made before {found.since:%Y-%m-%d} and known only since: {counted(older, 'commit')}."


def _plan_wide(found: Changes) -> Iterator[str]:
    board = found.after.board
    if found.measured:
        yield "## Measurements"
        header = ("Target", "Bound", "Then", "Now", "Met", "By")
        yield table(header, [_measured(one, board) for one in found.measured])
    if found.signed:
        titles = {signoff.id: signoff for signoff in board.plan.signoffs}
        yield "## Sign-offs"
        yield "\n".join(_signature(one, titles.get(one.role), board) for one in found.signed)


def _measured(one: Measured, board: Board) -> tuple[str, ...]:
    return (
        text(one.target.metric),
        text(one.target.bound.text),
        text(one.before.value) if one.before else "not yet",
        text(one.after.value),
        "✓ yes" if target_met(one.target, board) else "✗ no",
        f"{text(one.after.actor)}, {day(one.after.at, board)}",
    )


def _signature(one: Signature, signoff: SignOff | None, board: Board) -> str:
    title = signoff.title if signoff else one.role
    return f"- ✓ {text(title)}: signed by {text(one.by)}, {day(one.at, board)}"
