"""Where a plan disagrees with itself.

A review is written once and trusted for months, so what it says twice, differently, is worth a warning:
totals that do not add up, ticks over open work, timelines that end after the claimed day. Nothing here is
guessed: where the plan leaves room for both statements to be true, there is no contradiction.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from tracker.domain.effort import DAYS_PER_WEEK, Effort, format_hours
from tracker.domain.frozen import frozen
from tracker.domain.plan import Area, Check, Claim, Gate, Item, Phase, Plan, Verdict
from tracker.domain.score import weighted_mean
from tracker.domain.text import counted

_TOLERANCE = 0.05
"""Of scores, which reviews round to one decimal."""
_NAMED = 5
"""So many items are named in a message."""
_WEEKS = re.compile(
    r"\b(?:weeks?|wks?|w)\s*(\d{1,3})(?:\s*(?:-|–|to)\s*(?:w|week\s*)?(\d{1,3}))?", re.IGNORECASE
)


@frozen
class Contradiction:
    """One disagreement. `path` holds the keys of one of the places in the plan file that state it."""

    path: tuple[str | int, ...]
    message: str


def contradictions(plan: Plan) -> tuple[Contradiction, ...]:
    """Return everything in which the plan contradicts itself, the plan as a whole first."""
    return tuple(found for rule in _RULES for found in rule(plan))


def _claims_made_twice(plan: Plan) -> Iterator[Contradiction]:
    claims = plan.claims
    values: dict[str, Sequence[str]] = {
        "verdict": [verdict.label for verdict in claims.verdicts],
        "score": [f"{score:g}" for score in claims.scores],
        "score_with_fixes": [f"{score:g}" for score in claims.scores_with_fixes],
        "grade": claims.grade,
        "confidence": claims.confidence,
        "risk": claims.risk,
        "time_to_ready": [effort.text for effort in claims.time_to_ready],
    }
    for key, given in values.items():
        if len(set(given)) > 1:
            yield Contradiction(
                ("plan", "claims", key), f"the review claims {_all_of(given)} as {_words(key)}"
            )


def _claimed_scores(plan: Plan) -> Iterator[Contradiction]:
    reviewed = _weighted(plan, lambda area: area.scores[-1])
    lifted = _weighted(plan, lambda area: max([area.scores[-1], *_lifts_of(plan, area)]))
    promised = plan.claims.scores_with_fixes if any(item.lifts for item in plan.items) else ()
    for key, claimed, computed in (
        ("score", plan.claims.scores, reviewed),
        ("score_with_fixes", promised, lifted),
    ):
        for index, value in enumerate(claimed):
            if computed is not None and abs(value - computed) > _TOLERANCE + 1e-9:
                message = (
                    f"claimed {_words(key)} {value:g}, but the areas' weighted scores give {computed:.2f}"
                )
                yield Contradiction(("plan", "claims", key, index), message)


def _score_lost_by_fixes(plan: Plan) -> Iterator[Contradiction]:
    now, later = plan.claims.scores, plan.claims.scores_with_fixes
    if now and later and max(later) < min(now):
        message = f"claimed score {max(later):g} with all fixes is below {min(now):g} without them"
        yield Contradiction(("plan", "claims", "score_with_fixes"), message)


def _claimed_counts(plan: Plan) -> Iterator[Contradiction]:
    counts = Counter(item.severity_name for item in plan.items)
    for name, claimed in plan.claims.items.items():
        found = len(plan.items) if name == "total" else counts[name]
        if claimed != found:
            kind = "items" if name == "total" else f"{name} items"
            message = f"claimed {claimed} {kind}, the plan has {found}"
            yield Contradiction(("plan", "claims", "items", name), message)


def _claimed_verdict(plan: Plan) -> Iterator[Contradiction]:
    if Verdict.READY not in plan.claims.verdicts:
        return
    for gate in _gates(plan):
        if blocking := [item.id for item in _blocking(gate, plan) if item.claim is not Claim.DONE]:
            is_open = "is" if len(blocking) == 1 else "are"
            message = (
                f"claimed READY, while {_some_of(blocking)} {is_open} open and block{'s' * (is_open == 'is')}"
            )
            yield Contradiction(("plan", "claims", "verdict"), f"{message} the gate {gate.id}")


def _claimed_time(plan: Plan) -> Iterator[Contradiction]:
    claimed = plan.claims.time_to_ready
    if not claimed:
        return
    path = ("plan", "claims", "time_to_ready")
    longest = max(claimed, key=lambda effort: effort.high)
    least = sum(item.effort.low for item in _needed(plan) if item.effort)
    people = sum(engineer.availability for engineer in plan.team.engineers)
    if least / people > longest.high * 1.001:
        message = (
            f"claimed ready in {longest.text}, but what blocks takes at least {format_hours(least)} of work"
        )
        yield Contradiction(path, message)
    last = max((week for phase in _gated_phases(plan) for week in _weeks(phase.window)), default=0)
    if longest.high * 1.001 < (last - 1) * DAYS_PER_WEEK * plan.team.hours_per_day:
        yield Contradiction(path, f"claimed ready in {longest.text}, but the phases run to week {last}")


def _dates(plan: Plan) -> Iterator[Contradiction]:
    reviewed = plan.reviewed
    if reviewed is None:
        return
    if plan.next_review and plan.next_review < reviewed:
        message = f"next review on {plan.next_review}, before the review of {reviewed}"
        yield Contradiction(("plan", "next_review"), message)
    for item in plan.items:
        if item.due and item.due < reviewed:
            yield Contradiction(("item", item.id, "due"), f"due {item.due}, before the review of {reviewed}")
        if item.deferred and item.deferred.review and item.deferred.review < reviewed:
            message = f"to be looked at again on {item.deferred.review}, before the review of {reviewed}"
            yield Contradiction(("item", item.id, "deferred", "review"), message)


def _areas_scored_twice(plan: Plan) -> Iterator[Contradiction]:
    for area in plan.areas:
        if len(set(area.scores)) > 1:
            given = _all_of([f"{score:g}" for score in area.scores])
            yield Contradiction(("area", area.id, "score"), f"area {area.id} is scored {given}")


def _lifts_that_lower(plan: Plan) -> Iterator[Contradiction]:
    scores = {area.id: area.scores[-1] for area in plan.areas if area.scores}
    for item in plan.items:
        for area, lifted in item.lifts.items():
            if lifted < scores.get(area, 0):
                message = f"lifts {area} to {lifted:g}, below its score of {scores[area]:g}"
                yield Contradiction(("item", item.id, "lifts", area), message)


def _phase_efforts(plan: Plan) -> Iterator[Contradiction]:
    for phase in plan.phases:
        items = [item for item in plan.items if phase.effort and item.phase == phase.id]
        if phase.effort and (message := _effort_gap(phase.effort, items)):
            yield Contradiction(("phase", phase.id, "effort"), message)


def _effort_gap(claimed: Effort, items: Sequence[Item]) -> str | None:
    """How the claimed total misses the sum of the items, None where the two ranges can meet."""
    efforts = [item.effort for item in items if item.effort]
    least = sum(item.effort.low for item in items if item.effort and item.claim is not Claim.DONE)
    most = sum(effort.high for effort in efforts)
    if least > claimed.high * 1.001:
        return f"claimed effort {claimed.text}, but its items take at least {format_hours(least)}"
    if items and len(efforts) == len(items) and most < claimed.low * 0.999:
        return f"claimed effort {claimed.text}, but its items take at most {format_hours(most)}"
    return None


def _claims_of_items(plan: Plan) -> Iterator[Contradiction]:
    for item in plan.items:
        path = ("item", item.id, "status")
        if item.blocker and item.claim in (Claim.DONE, Claim.DEFERRED):
            yield Contradiction(path, f"{item.id} is called {item.claim} and blocks all the same")
        if item.claim is Claim.DONE and item.remaining:
            yield Contradiction(
                path, f"{item.id} is called done, but {counted(len(item.remaining), 'part')} remain"
            )
        if item.claim is Claim.DONE and item.deferred:
            yield Contradiction(path, f"{item.id} is called done and deferred at once")


def _ticks_over_open_items(plan: Plan) -> Iterator[Contradiction]:
    for path, check in _checks(plan):
        item = plan.item_by_id.get(check.item) if check.item and check.done else None
        if item and item.claim is not Claim.DONE:
            message = f"ticked as done, but {item.id} is {item.claim} in the same review"
            yield Contradiction(path, message)


def _order_against_phases(plan: Plan) -> Iterator[Contradiction]:
    for item in plan.items:
        for other in map(plan.item_by_id.get, item.after):
            if other and item.phase and other.phase and _rank(plan, other) > _rank(plan, item):
                message = (
                    f"{item.id} comes after {other.id}, whose phase {other.phase} is later than {item.phase}"
                )
                yield Contradiction(("item", item.id, "after"), message)


def _skills_nobody_has(plan: Plan) -> Iterator[Contradiction]:
    skills = Counter(skill for engineer in plan.team.engineers for skill in set(engineer.skills))
    for item in plan.items if skills else ():
        for skill, wanted in item.needs.items():
            if wanted > skills[skill]:
                message = f"{item.id} needs {wanted} of skill {skill}, the team has {skills[skill]}"
                yield Contradiction(("item", item.id, "needs", skill), message)


def _stated(plan: Plan) -> Iterator[Contradiction]:
    """What no other key can carry and the plan's author wrote down."""
    entries = (
        *(("item", item.id, item.conflicts) for item in plan.items),
        *(("area", area.id, area.conflicts) for area in plan.areas),
        *(("phase", phase.id, phase.conflicts) for phase in plan.phases),
        *(("target", target.id, target.conflicts) for target in plan.targets),
    )
    for index, text in enumerate(plan.conflicts):
        yield Contradiction(("plan", "conflicts", index), text)
    for kind, name, texts in entries:
        for index, text in enumerate(texts):
            yield Contradiction((kind, name, "conflicts", index), f"{name}: {text}")


_RULES: tuple[Callable[[Plan], Iterable[Contradiction]], ...] = (
    _claims_made_twice,
    _claimed_scores,
    _score_lost_by_fixes,
    _claimed_counts,
    _claimed_verdict,
    _claimed_time,
    _dates,
    _areas_scored_twice,
    _lifts_that_lower,
    _phase_efforts,
    _claims_of_items,
    _ticks_over_open_items,
    _order_against_phases,
    _skills_nobody_has,
    _stated,
)


def _gates(plan: Plan) -> tuple[Gate, ...]:
    return plan.gates or (Gate("production", "Production"),)


def _blocking(gate: Gate, plan: Plan) -> list[Item]:
    """The items that a gate blocks on: blockers anywhere, and those of its severities in its phases."""
    return [
        item
        for item in plan.items
        if item.blocker
        or (item.severity_name in gate.block_on and (not gate.phases or item.phase in gate.phases))
    ]


def _needed(plan: Plan) -> list[Item]:
    """The items that some gate blocks on and that the review calls neither done nor put off."""
    ids = {item.id for gate in _gates(plan) for item in _blocking(gate, plan)}
    return [item for item in plan.items if item.id in ids and item.claim in (Claim.OPEN, Claim.PARTIAL)]


def _gated_phases(plan: Plan) -> list[Phase]:
    """The phases that some gate looks at; all, where a gate names none."""
    if any(not gate.phases for gate in _gates(plan)):
        return list(plan.phases)
    named = {phase for gate in plan.gates for phase in gate.phases}
    return [phase for phase in plan.phases if phase.id in named]


def _weeks(window: str | None) -> list[int]:
    """The last weeks that a window names: 6 in `Week 5-6`."""
    return [int(last or first) for first, last in _WEEKS.findall(window or "")]


def _checks(plan: Plan) -> Iterator[tuple[tuple[str | int, ...], Check]]:
    for item in plan.items:
        for index, check in enumerate(item.checks):
            yield ("item", item.id, "checks", index), check
    for checklist in plan.checklists:
        for check in checklist.checks:
            yield ("checklist", checklist.id, "checks", check.id), check


def _weighted(plan: Plan, score: Callable[[Area], float]) -> float | None:
    """The weighted mean of the areas that have both a weight and a score; None where there are none."""
    pairs: list[tuple[float | None, float]] = [
        (area.weight, score(area)) for area in plan.areas if area.weight and area.scores
    ]
    return weighted_mean(pairs) if pairs else None


def _lifts_of(plan: Plan, area: Area) -> list[float]:
    return [item.lifts[area.id] for item in plan.items if area.id in item.lifts]


def _rank(plan: Plan, item: Item) -> int:
    return plan.phase_rank[item.phase]


def _words(key: str) -> str:
    return key.replace("_", " ")


def _all_of(values: Sequence[str]) -> str:
    """The different values: `7 and 6.5`."""
    different = list(dict.fromkeys(values))
    return f"{', '.join(different[:-1])} and {different[-1]}"


def _some_of(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
    return ", ".join(ids[:_NAMED]) + more
