"""The first half of the Markdown report: where we stand, can we ship, how good is it, how far are we.

Each function returns the blocks of one section (to be parted by blank lines), or none where the plan has
nothing to say. Computed answers come first, what the review claimed stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.domain.board import Board, Card, counts_by_status, hours_left
from tracker.domain.effort import format_hours
from tracker.domain.gate import Assessment, Reason
from tracker.domain.grouping import grouped
from tracker.domain.marks import VERDICT_MARK, status_label
from tracker.domain.plan import Area
from tracker.domain.score import AreaScore
from tracker.domain.state import ACTIVE, Status
from tracker.domain.text import counted
from tracker.exporters.markdown_forecast import forecast_line
from tracker.exporters.markdown_text import capitalized, table, text
from tracker.exporters.remedies import remedy
from tracker.exporters.report import Report

NONE = "–"


def summary(report: Report) -> list[str]:
    """Return title, moment and the answers in a few lines."""
    board, plan = report.board, report.board.plan
    commit = f" at commit `{report.head[:7]}`" if report.head else ""
    reviewed = f" Reviewed {plan.reviewed}." if plan.reviewed else ""
    following = f" Next review {plan.next_review}." if plan.next_review else ""
    lines = [f"- **{_verdict(assessment)}**{_in_the_way(assessment)}" for assessment in report.assessments]
    if report.forecast:
        lines.append(f"- {forecast_line(report.forecast, board)}")
    lines.append(f"- {_closed_line(board)}")
    blocks = [
        f"# {text(plan.title)}: remediation status",
        f"As of **{board.now.date()}**{commit}.{reviewed}{following}",
        "\n".join(lines),
    ]
    return [*blocks, f"> The review's summary: {text(plan.summary)}"] if plan.summary else blocks


def gates(report: Report) -> list[str]:
    """Return each gate's verdict with its reasons."""
    blocks = ["## Can we ship?"]
    for assessment in report.assessments:
        claim = assessment.claimed
        claimed = f" The review said {claim.label}." if claim else " The review gave no verdict."
        blocks.append(f"### {VERDICT_MARK[assessment.verdict]} {_verdict(assessment)}")
        if not assessment.reasons:
            blocks.append(f"Everything the gate asks for is met.{claimed}")
            continue
        hard = sum(reason.hard for reason in assessment.reasons)
        soft = len(assessment.reasons) - hard
        counts = [f"{counted(hard, 'hard reason')} (✗)"] if hard else []
        counts += [f"{counted(soft, 'soft reason')} (!)"] if soft else []
        blocks.append(f"{' and '.join(counts)}.{claimed}")
        rows = [_reason_row(reason, report.board) for reason in assessment.reasons]
        blocks.append(table(("", "What", "Why", "Clears when"), rows))
    return blocks


def score(report: Report) -> list[str]:
    """Return the score, overall and by area."""
    found, areas = report.score, report.board.plan.areas
    if not areas and found.claimed is None:
        return []
    lifted = any(card.item.lifts for card in report.board.cards)
    parts = [f"**{_points(found.now)} of 10 now**"]
    parts += (
        [f"{_points(found.with_fixes)} with all fixes"]
        if lifted
        else ["no item says which score its fix lifts"]
    )
    if found.now is None:
        parts = ["No area is scored"]
    if found.claimed is not None:
        fixes = found.claimed_with_fixes
        promised = f", {_points(fixes)} with fixes" if fixes is not None else ""
        parts.append(f"the review claimed {_points(found.claimed)}{promised}")
    blocks = ["## Score", "; ".join(parts) + _coverage(report) + "."]
    if areas:
        by_area = {scored.area.id: scored for scored in found.areas}
        rows = [_area_row(area, by_area.get(area.id), report.board) for area in areas]
        if found.now is None:
            blocks.append(table(("Area", "Open items:"), [(row[0], row[-1]) for row in rows]))
        else:
            header = ("Area", "Weight:", "Reviewed:", "Now:", "With all fixes:", "Open items:")
            blocks.append(table(header, rows))
    return blocks


def progress(report: Report) -> list[str]:
    """Return counts by status and the effort left, by severity and by phase."""
    board = report.board
    if not board.cards:
        return []
    blocks = ["## Progress", _counts_table("Severity", _by(board, "severity"), board.cards)]
    if board.plan.phases:
        windows = {phase.title: phase.window for phase in board.plan.phases}
        named = [
            (f"{title} ({window})" if (window := windows.get(title)) else title, cards)
            for title, cards in _by(board, "phase")
        ]
        blocks.append(_counts_table("Phase", named, board.cards))
    return blocks


def _verdict(assessment: Assessment) -> str:
    """The verdict first: a title such as "Ready for production" before it would say the opposite."""
    return f"{assessment.verdict.label}: {text(assessment.gate.title)}"


def _closed_line(board: Board) -> str:
    closed = [card for card in board.cards if card.closed]
    verified = sum(card.status is Status.VERIFIED for card in closed)
    claimed = sum(card.state.claimed for card in closed)
    parts = [f"{verified} of them verified"] if closed else []
    parts += [f"{claimed} on the review's word alone"] if claimed else []
    shares = f" ({', '.join(parts)})" if parts else ""
    left = _effort_left(board.cards)
    return f"{len(closed)} of {counted(len(board.cards), 'item')} closed{shares}; effort left: {left}"


def _in_the_way(assessment: Assessment) -> str:
    return f", {counted(len(assessment.reasons), 'reason')}" if assessment.reasons else ""


def _reason_row(reason: Reason, board: Board) -> tuple[str, str, str, str]:
    card = board.by_id.get(reason.item) if reason.item else None
    what = f"**{text(card.id)}** {text(card.item.title)}" if card else text(reason.item or "score")
    return "✗" if reason.hard else "!", what, text(reason.text), _way_out(reason.clears)


def _way_out(clears: str) -> str:
    """A command as code, so that it can be copied; what follows it as words."""
    command, rest = remedy(clears)
    return text(f"`{command}`{rest}" if command else rest)


def _coverage(report: Report) -> str:
    share = report.score.coverage
    return f"; {share:.0%} of the weight is scored" if 0 < share < 1 else ""


def _area_row(area: Area, scored: AreaScore | None, board: Board) -> tuple[str, ...]:
    waiting = sum(not card.closed for card in board.cards if card.item.area == area.id)
    weight = f"{area.weight:g}" if area.weight is not None else NONE
    points = [_points(value) for value in (scored.reviewed, scored.now, scored.with_fixes)] if scored else []
    return text(area.title), weight, *(points or [NONE] * 3), str(waiting)


def _by(board: Board, grouping: str) -> list[tuple[str, Sequence[Card]]]:
    return [(group.title, group.cards) for group in grouped(board.cards, grouping, board)]


def _counts_table(name: str, groups: Iterable[tuple[str, Sequence[Card]]], everything: Sequence[Card]) -> str:
    statuses = list(counts_by_status(everything))
    header = (
        name,
        "Items:",
        *(f"{status_label(status).capitalize()}:" for status in statuses),
        "Effort left:",
    )
    rows = [_counts_row(text(capitalized(title)), cards, statuses) for title, cards in groups]
    return table(header, [*rows, _counts_row("All", everything, statuses)])


def _counts_row(title: str, cards: Sequence[Card], statuses: Sequence[Status]) -> tuple[str, ...]:
    counts = counts_by_status(cards)
    numbers = (str(counts.get(status, NONE)) for status in statuses)
    return title, str(len(cards)), *numbers, _effort_left(cards)


def _effort_left(cards: Sequence[Card]) -> str:
    """Hours of what is estimated, and aloud how many items are not."""
    hours = hours_left(cards)
    unknown = sum(card.status in ACTIVE and card.effort is None for card in cards)
    parts = [format_hours(hours)] if hours or not unknown else []
    return " + ".join(parts + [f"{unknown} unestimated"] * bool(unknown))


def _points(value: float | None) -> str:
    return NONE if value is None else f"{value:.1f}"
