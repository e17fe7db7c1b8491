"""The `[item.ID]` tables: what is to be remediated."""

from __future__ import annotations

from tracker.domain.effort import Effort
from tracker.domain.plan import (
    FACTS,
    Claim,
    DeferredClaim,
    Item,
    Kind,
    Priority,
    Requirement,
    Severity,
    Snippet,
)
from tracker.planfile.checks import item_checks
from tracker.planfile.fields import Table
from tracker.planfile.outline import SCORE
from tracker.planfile.proofs import proof
from tracker.planfile.values import (
    Reader,
    code,
    day,
    file,
    flag,
    item_id,
    line,
    one_of,
    source,
    text,
    whole,
    word_map,
)

_KIND = one_of(Kind)
_SEVERITY = one_of(Severity)
_PRIORITY = one_of(Priority)
_REQUIREMENT = one_of(Requirement)
_CLAIM = one_of(Claim)
_PEOPLE = whole(1, 1_000)
ROLES = ("proposed", "current", "proof")
_ROLE = word_map({name: name for name in ROLES})
LIMITS = ("current", "ceiling", "recommended", "production")
_URGENT = (Severity.CRITICAL, Severity.HIGH)


def item(name: str, table: Table, effort: Reader[Effort]) -> Item:
    """Read one `[item.ID]`."""
    severity = table.take("severity", _SEVERITY)
    deferred = table.row("deferred", _deferred)
    usual = Requirement.EVIDENCE if severity in _URGENT else Requirement.NONE
    return Item(
        id=name,
        title=table.need("title", line) or "",
        kind=table.take("kind", _KIND) or Kind.FINDING,
        phase=table.ref("phase", "phase"),
        area=table.ref("area", "area"),
        severity=severity,
        priority=table.take("priority", _PRIORITY),
        blocker=table.take("blocker", flag) or False,
        effort=table.take("effort", effort),
        after=table.refs("after", "item"),
        needs=table.map("needs", line, _PEOPLE),
        files=table.list("files", file),
        source=table.take("source", source) or (),
        facts=_texts(table, FACTS),
        steps=table.list("steps", text),
        limit=table.row("limit", lambda row: _texts(row, LIMITS)) or {},
        snippets=table.rows("snippet", _snippet),
        resolved=table.list("resolved", text),
        remaining=table.list("remaining", text),
        checks=item_checks(table),
        proofs=table.rows("proof", proof),
        requires=table.take("requires", _REQUIREMENT) or usual,
        lifts=_lifts(table),
        deferred=deferred,
        claim=table.take("status", _CLAIM) or (Claim.DEFERRED if deferred else Claim.OPEN),
        owner=table.take("owner", line),
        due=table.take("due", day),
        tags=table.list("tags", line),
        links=table.list("links", line),
        was=table.list("was", item_id),
        conflicts=table.list("conflicts", text),
    )


def _texts(table: Table, keys: tuple[str, ...]) -> dict[str, str]:
    """The texts at `keys`; those that are missing or blank are left out."""
    return {key: found for key in keys if (found := table.take(key, text))}


def _lifts(table: Table) -> dict[str, float]:
    lifts = table.map("lifts", line, SCORE)
    for area in table.names("lifts"):
        table.refer("area", area, "lifts", area)
    return lifts


def _snippet(table: Table) -> Snippet:
    return Snippet(
        code=table.need("code", code) or "",
        lang=table.take("lang", line) or "",
        role=table.take("role", _ROLE) or "proposed",
        file=table.take("file", lambda value: str(file(value))),
    )


def _deferred(table: Table) -> DeferredClaim:
    deferred = DeferredClaim(when=table.take("when", text), review=table.take("review", day))
    if not table.has("when") and not table.has("review"):
        table.error("deferred: has to say until `when`, or a date of `review`")
    return deferred
