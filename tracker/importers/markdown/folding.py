"""One drafted item out of the statements that make it up, with what they contradict one another in.

The value said most directly wins (a label before a heading), the earlier one on a tie; what else is said is
kept as a conflict, with its line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from tracker.domain.draft import DraftItem
from tracker.domain.plan import Check, Claim, DeferredClaim, Lines, Priority, Severity
from tracker.importers.markdown import filerefs, horizons
from tracker.importers.markdown.horizons import Horizon
from tracker.importers.markdown.kinds import kind_of
from tracker.importers.markdown.roles import Role
from tracker.importers.markdown.statement import Rated, Statement, Strength

_CLAIM_RANK = (Claim.PARTIAL, Claim.DONE, Claim.DEFERRED, Claim.OPEN)


def folded(
    members: Sequence[Statement], title: str, identifier: str, phases: Mapping[str, str], area: str | None
) -> DraftItem:
    """Return the item that statements of one work make, titled; `phases` are ids of phases by horizon key."""
    if len(members) == 1:
        return _alone(members[0], title, identifier, phases, area)
    main = main_of(members)
    severity, severity_conflicts = _severity(members)
    effort, effort_conflicts = _effort(members)
    phase, phase_conflicts = _phase(members)
    claim, claim_conflicts = _claim(main, members)
    return DraftItem(
        title=title,
        id=identifier,
        kind=kind_of([main, *members]),
        severity=severity.severity if severity else None,
        priority=_priority(members),
        blocker=any(each.around.blocking for each in members),
        claim=claim,
        phase=phases.get(phase.key) if phase else None,
        area=area,
        effort=effort,
        after=(),
        files=filerefs.merged([ref for each in members for ref in each.files]),
        source=_source(members),
        facts=_facts(main, members),
        steps=_all([each.steps for each in members]),
        limit=_limit(members),
        snippets=tuple(snippet for each in members for snippet in each.snippets),
        resolved=_all([each.resolved for each in members]),
        remaining=_all([each.remaining for each in members]),
        checks=_checks(members),
        deferred=_deferred(members, claim),
        owner=next((each.owner for each in members if each.owner), None),
        due=next((each.due for each in members if each.due), None),
        links=_all([each.links for each in members]),
        conflicts=(*severity_conflicts, *effort_conflicts, *phase_conflicts, *claim_conflicts),
        uncertain=_uncertain(members, severity),
    )


def _alone(
    each: Statement, title: str, identifier: str, phases: Mapping[str, str], area: str | None
) -> DraftItem:
    """The item of a work that is stated once, as most are: nothing has to be weighed against anything."""
    rated, phase = each.rating or each.around.severity, horizon_of(each)
    claim = each.claim or Claim.OPEN
    return DraftItem(
        title=title,
        id=identifier,
        kind=kind_of([each]),
        severity=rated.severity if rated else None,
        priority=each.priority or each.around.priority,
        blocker=each.around.blocking,
        claim=claim,
        phase=phases.get(phase.key) if phase else None,
        area=area,
        effort=each.effort or None,
        files=each.files,
        source=each.lines if len(each.lines) == 1 else _source([each]),
        facts=dict(each.facts),
        steps=_once(each.steps),
        limit=dict(each.limit),
        snippets=each.snippets,
        resolved=_once(each.resolved),
        remaining=_once(each.remaining),
        checks=_checks([each]) if each.checks else (),
        deferred=_deferred([each], claim),
        owner=each.owner or None,
        due=each.due,
        links=each.links,
        uncertain=_uncertain([each], rated),
    )


def main_of(members: Sequence[Statement]) -> Statement:
    """Return the statement that says most; it gives the item its title."""
    if len(members) == 1:
        return members[0]
    return max(members, key=lambda each: (each.weight, -each.first))


def horizon_of(statement: Statement) -> Horizon | None:
    """Return the phase a statement is placed in: its own, else that of its section."""
    return statement.phase or statement.around.phase


def _ratings(members: Sequence[Statement]) -> list[Rated]:
    found = [rated for each in members for rated in (each.rating or each.around.severity,) if rated]
    return sorted(found, key=lambda rated: -rated.strength)


def _severity(members: Sequence[Statement]) -> tuple[Rated | None, list[str]]:
    ratings = _ratings(members)
    if not ratings:
        return None, []
    best = ratings[0]
    others: dict[Severity, int] = {}
    for rated in ratings:
        if rated.severity is not best.severity:
            others.setdefault(rated.severity, rated.line)
    said = ", ".join(f"{severity} (line {line})" for severity, line in others.items())
    return best, [f"Severity {best.severity} (line {best.line}), but also {said}."] if said else []


def _priority(members: Sequence[Statement]) -> Priority | None:
    return next((found for each in members if (found := each.priority or each.around.priority)), None)


def _effort(members: Sequence[Statement]) -> tuple[str | None, list[str]]:
    found = {each.effort: each.first for each in reversed(members) if each.effort}
    if not found:
        return None, []
    (best, line), *others = sorted(found.items(), key=lambda pair: pair[1])
    said = ", ".join(f"{text} (line {number})" for text, number in others)
    return best, [f"Effort {best} (line {line}), but also {said}."] if said else []


def _phase(members: Sequence[Statement]) -> tuple[Horizon | None, list[str]]:
    told = [each for each in members if each.phase or not each.around.checked]
    ordered = sorted(told or members, key=_indirect)
    found: dict[str, tuple[Horizon, int]] = {}
    for each in ordered:
        if horizon := horizon_of(each):
            found.setdefault(horizon.key, (horizon, each.first))
    if not found:
        return None, []
    (best, line), *others = found.values()
    said = ", ".join(f"{horizon.title} (line {number})" for horizon, number in others)
    return best, [f"Placed in {best.title} (line {line}), but also in {said}."] if said else []


def _indirect(each: Statement) -> tuple[bool, bool, bool]:
    """How indirectly a statement is placed: by itself, by a plan, by findings, last by a bracket of a rating.

    `Critical issues (must fix before launch)` says how bad they are; `Phase 1` of the plan says when.
    """
    around = each.around
    rates = around.severity is not None and around.severity.line == around.phase_line
    aside = rates and around.phase is not None and not horizons.begins(around.phase.title)
    return each.phase is None, aside, around.role is not Role.PLAN


def _claim(main: Statement, members: Sequence[Statement]) -> tuple[Claim, list[str]]:
    """What the fullest statement says of the state, else the one that is furthest from open."""
    said = {each.claim: each.first for each in reversed(members) if each.claim}
    best = main.claim or next((claim for claim in _CLAIM_RANK if claim in said), Claim.OPEN)
    others = ", ".join(f"{claim} (line {line})" for claim, line in said.items() if claim is not best)
    return best, [f"Called {best} (line {said[best]}), but also {others}."] if others and best in said else []


def _source(members: Sequence[Statement]) -> Lines:
    """All line ranges in order, those that touch joined."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(lines for each in members for lines in each.lines):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)


def _facts(main: Statement, members: Sequence[Statement]) -> dict[str, str]:
    """What the fullest statement says, then what only others say; a plan step's wording becomes the fix."""
    facts = dict(main.facts)
    for each in members:
        for name, text in each.facts.items():
            facts.setdefault(name, text)
    return facts


def _limit(members: Sequence[Statement]) -> dict[str, str]:
    limit: dict[str, str] = {}
    for each in members:
        for name, text in each.limit.items():
            limit.setdefault(name, text)
    return limit


def _checks(members: Sequence[Statement]) -> tuple[Check, ...]:
    found: dict[str, Check] = {}
    for each in members:
        for check in each.checks:
            found.setdefault(check.text, check)
    return tuple(found.values())


def _deferred(members: Sequence[Statement], claim: Claim) -> DeferredClaim | None:
    if claim is not Claim.DEFERRED:
        return None
    said = next((each.deferred for each in members if each.deferred), None)
    phase = next((horizon for each in members if (horizon := horizon_of(each))), None)
    return said or (DeferredClaim(phase.window or phase.title, None) if phase else DeferredClaim(None, None))


def _all(parts: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """All texts of several lists in order, each once."""
    return tuple(dict.fromkeys(chain.from_iterable(parts)))


def _once(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts)) if texts else ()


def _uncertain(members: Sequence[Statement], severity: Rated | None) -> tuple[str, ...]:
    parts = [each.uncertain for each in members if each.uncertain]
    said = _all(parts) if parts else ()
    if severity and severity.strength is Strength.IMPLIED:
        return (
            *said,
            f"severity {severity.severity} was told from line {severity.line}, which does not "
            f"call it a severity",
        )
    return said
