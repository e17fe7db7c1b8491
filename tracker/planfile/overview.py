"""The `[plan]` table: what the plan is, and what its review claimed."""

from __future__ import annotations

from dataclasses import field
from datetime import date

from tracker.domain.effort import Effort
from tracker.domain.frozen import frozen
from tracker.domain.plan import SEVERITIES, Claims, Verdict
from tracker.planfile.fields import Table
from tracker.planfile.values import Reader, day, line, number, one_of, other_id, text, whole, word_map

_SCORE = number(0, 10)
_COUNT = whole(0, 1_000_000)
_VERDICT = one_of(Verdict)
_COUNTED = word_map({name: name for name in ("total", *SEVERITIES)})
_KEYWORDS = word_map({"keywords": True, "trailers": False})


@frozen
class Overview:
    """The fields of a plan that stand in `[plan]`."""

    id: str = ""
    title: str = ""
    summary: str | None = None
    reviewed: date | None = None
    next_review: date | None = None
    baseline: str | None = None
    source: str | None = None
    keywords: bool = True
    notes: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    claims: Claims = field(default_factory=Claims)


def overview(table: Table, effort: Reader[Effort]) -> Overview:
    """Read `[plan]`."""
    keywords = table.take("commits", _KEYWORDS)
    return Overview(
        id=table.need("id", other_id) or "",
        title=table.need("title", line) or "",
        summary=table.take("summary", text),
        reviewed=table.take("reviewed", day),
        next_review=table.take("next_review", day),
        baseline=table.take("baseline", line),
        source=table.take("source", line),
        keywords=keywords is not False,
        notes=table.list("notes", text),
        conflicts=table.list("conflicts", text),
        claims=table.row("claims", lambda row: _claims(row, effort)) or Claims(),
    )


def _claims(table: Table, effort: Reader[Effort]) -> Claims:
    return Claims(
        verdicts=table.one_or_more("verdict", _VERDICT),
        scores=table.one_or_more("score", _SCORE),
        scores_with_fixes=table.one_or_more("score_with_fixes", _SCORE),
        grade=table.one_or_more("grade", line),
        confidence=table.one_or_more("confidence", line),
        risk=table.one_or_more("risk", line),
        time_to_ready=table.one_or_more("time_to_ready", effort),
        items=table.map("items", _COUNTED, _COUNT),
    )
