"""Why not, and what clears it: the verdicts of the gates with their reasons, and the score by area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from screens.widgets.bars import promise_bar
from screens.widgets.lines import Row, Span, Tone, fitted, row
from screens.widgets.words import VERDICT_TONE, joined
from tracker.domain.board import Board
from tracker.domain.gate import Assessment, Reason
from tracker.domain.marks import STALE, VERDICT_MARK
from tracker.domain.plan import Claims
from tracker.domain.score import AreaScore, Score
from tracker.domain.text import counted

_WIDE = 100
"""Cells from which what clears a reason stands beside it, not below."""
_NAME = 20
"""Cells of what a reason is about, at most."""
_BAR = 20
_NUMBERS = (("now", 5), ("with fixes", 12), ("claimed", 9), ("weight", 8))


def readiness_rows(
    board: Board, assessments: Sequence[Assessment], score: Score, width: int
) -> Iterator[Row]:
    """Yield every gate with its reasons, then the score."""
    for assessment in assessments:
        yield Row()
        yield _verdict_row(assessment, board.plan.claims)
        yield Row()
        yield from _reason_rows(assessment, width)
    yield Row()
    yield from _score_rows(score, width)


def reason_key(assessment: Assessment, reason: Reason) -> str:
    """Return the key of a reason's row: gate, code and item."""
    return f"{assessment.gate.id} {reason.code} {reason.item or ''}"


def _verdict_row(assessment: Assessment, claims: Claims) -> Row:
    verdict = assessment.verdict
    said = joined(
        [
            assessment.claimed.label if assessment.claimed else "",
            f"{claims.scores[-1]:g}/10" if claims.scores else "",
            *claims.grade[-1:],
        ]
    )
    return row(
        Span(f"{VERDICT_MARK[verdict]} {verdict.label}", VERDICT_TONE[verdict]),
        Span(f"  {assessment.gate.title}", Tone.STRONG),
        Span(f"    the review said: {said}" if said else "    the review gave no verdict", Tone.MUTED),
    )


def _reason_rows(assessment: Assessment, width: int) -> Iterator[Row]:
    if not assessment.reasons:
        yield row(Span("Nothing stands in the way.", Tone.GOOD))
        return
    count = counted(len(assessment.reasons), "reason")
    names = min(_NAME, max(len(_name(reason)) for reason in assessment.reasons)) + 1
    where = _clears_at(assessment.reasons, names, width)
    aside = "clears when" if where else ""
    yield row(Span(fitted(count, where or len(count)), Tone.ACCENT), Span(aside, Tone.MUTED))
    for reason in assessment.reasons:
        yield _reason_row(assessment, reason, names, where, width)


def _clears_at(reasons: Sequence[Reason], names: int, width: int) -> int:
    """The cell at which what clears a reason begins; 0 where it stands on a line of its own."""
    if width < _WIDE:
        return 0
    after_all = 2 + names + max(len(reason.text) for reason in reasons) + 2
    before_all = width - max(len(reason.clears) for reason in reasons)
    return min(after_all, max(before_all, width // 2))


def _name(reason: Reason) -> str:
    return reason.item or reason.code


def _reason_row(assessment: Assessment, reason: Reason, names: int, where: int, width: int) -> Row:
    mark, tone = _mark(reason)
    name = Span(fitted(_name(reason), names - 1) + " ", Tone.STRONG)
    room = where - 2 - names - 1
    beside = room >= len(reason.text) and width - where >= len(reason.clears)
    text = fitted(reason.text, room) + " " if beside else f"{reason.text}\n"
    arrow = "" if beside else "→ "
    clears = Span(f"{arrow}{reason.clears}", Tone.MUTED)
    key = reason_key(assessment, reason)
    return row(Span(f"{mark} ", tone), name, text, clears, key=key, indent=2 + names)


def _mark(reason: Reason) -> tuple[str, Tone]:
    if reason.code == "stale":
        return STALE, Tone.WARN
    return ("✗", Tone.BAD) if reason.hard else ("!", Tone.WARN)


def _score_rows(score: Score, width: int) -> Iterator[Row]:
    if not score.areas:
        yield row(Span("No area of the plan is scored.", Tone.MUTED))
        return
    names = max(12, min(30, width - _BAR - sum(size for _, size in _NUMBERS) - 2))
    heads = "".join(fitted(title, size, right=True) for title, size in _NUMBERS)
    yield row(Span(fitted("Score by area", names), Tone.ACCENT), Span(heads, Tone.MUTED))
    bars = width >= names + sum(size for _, size in _NUMBERS) + _BAR + 2
    for area in score.areas:
        yield _area_row(area, names, bars=bars)
    total = _numbers(score.now, score.with_fixes, score.claimed, None)
    yield row(Span(fitted("All areas", names) + total, Tone.STRONG))
    if score.coverage < 1:
        yield row(Span(f"{score.coverage:.0%} of the weight is scored", Tone.MUTED))


def _area_row(scored: AreaScore, names: int, *, bars: bool) -> Row:
    numbers = _numbers(scored.now, scored.with_fixes, scored.reviewed, scored.area.weight)
    bar = promise_bar(scored.now / 10, scored.with_fixes / 10, _BAR) if bars else ()
    return row(fitted(scored.area.title, names), numbers, "  " if bars else "", *bar)


def _numbers(now: float | None, later: float | None, claimed: float | None, weight: float | None) -> str:
    values = ["–" if value is None else f"{value:.1f}" for value in (now, later, claimed)]
    values.append("–" if weight is None else f"{weight:g}")
    return "".join(fitted(text, size, right=True) for text, (_, size) in zip(values, _NUMBERS, strict=True))
