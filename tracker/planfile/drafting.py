"""From a draft to the tables of a plan file: whatever the draft holds, what comes out is a valid plan.

Importers may wish for ids that are taken, name phases that do not exist and give efforts in words. All of
that is mended here, once: what the format cannot hold becomes a comment at its table, never an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from tracker.domain.draft import DraftItem, DraftPlan
from tracker.domain.frozen import frozen
from tracker.domain.plan import SEVERITIES, Area, Check, Checklist, Claims, Decision, Phase, SignOff, Target
from tracker.planfile.drafted_item import item_entry
from tracker.planfile.entry import Entry, Present, References
from tracker.planfile.legal import (
    each,
    filled,
    legal_bound,
    legal_day,
    legal_effort,
    legal_line,
    legal_number,
    legal_text,
    lines_value,
)
from tracker.planfile.naming import LONGEST_ID, LONGEST_ITEM_ID, Names, id_of, item_id_of
from tracker.planfile.rendering import Value

T = TypeVar("T", Area, Phase, Checklist, Target, Decision, SignOff)
MOST_COUNTED = 1_000_000


@frozen
class Drafted:
    """The tables of a plan file in its order, and what is to be said of the document as a whole."""

    entries: tuple[Entry, ...]
    remarks: tuple[str, ...]


def drafted(draft: DraftPlan, present: Present | None = None) -> Drafted:
    """Return the tables of a draft, which goes into the plan whose tables are `present`."""
    there = present or Present()
    names = _Named(there)
    refs = _references(draft, there, names)
    entries = [_plan(draft), *_claims(draft.claims)]
    entries += [_area(name, area) for name, area in names.of("area", draft.areas)]
    entries += [_phase(name, phase) for name, phase in names.of("phase", draft.phases)]
    after = _without_circles(draft, refs)
    entries += [item_entry(place, item, refs, after[place]) for place, item in enumerate(draft.items)]
    for name, checklist in names.of("checklist", draft.checklists):
        entries += _checklist(name, checklist, refs, there)
    targets = [_target(name, target, refs) for name, target in names.of("target", draft.targets)]
    entries += [target for target in targets if target.values]
    entries += [_decision(name, decision, refs) for name, decision in names.of("decision", draft.decisions)]
    entries += [_signoff(name, signoff) for name, signoff in names.of("signoff", draft.signoffs)]
    lost = [comment for target in targets if not target.values for comment in target.comments]
    return Drafted(tuple(entries), tuple(lost))


class _Named:
    """The things of a draft with their ids, spelled as the plan has them."""

    def __init__(self, present: Present) -> None:
        self._spelled = present.spelled

    def of(self, kind: str, things: Sequence[T]) -> list[tuple[str, T]]:
        """Return the things of a kind, each with its id."""
        names = Names()
        found = []
        for thing in things:
            title = thing.metric if isinstance(thing, Target) else thing.title
            name = names.new(id_of(thing.id, title, kind), LONGEST_ID)
            found.append((self._spelled.get((kind, name.casefold()), name), thing))
        return found


def _references(draft: DraftPlan, present: Present, named: _Named) -> References:
    names = Names((*present.taken, *present.items.values()))
    items = [
        present.items.get(place) or names.new(item_id_of(item.id, item.title), LONGEST_ITEM_ID)
        for place, item in enumerate(draft.items)
    ]
    return References(
        items=tuple(items),
        item_by_wish=_by_wish("item", _present(items, draft.items, present.out), present),
        area_by_wish=_by_wish("area", named.of("area", draft.areas), present),
        phase_by_wish=_by_wish("phase", named.of("phase", draft.phases), present),
    )


def _present(
    names: Sequence[str], items: Sequence[DraftItem], out: frozenset[int]
) -> Iterator[tuple[str, DraftItem]]:
    """The items that are not left out, with their ids."""
    pairs = enumerate(zip(names, items, strict=True))
    return (pair for place, pair in pairs if place not in out)


def _by_wish(
    kind: str, things: Iterable[tuple[str, DraftItem | Area | Phase]], present: Present
) -> dict[str, str]:
    """What each wished id became; where several wish the same, the first has it."""
    found: dict[str, str] = {}
    for name, thing in things:
        if thing.id and f"{kind}.{name}" not in present.gone:
            found.setdefault(thing.id.casefold(), name)
    return found


def _plan(draft: DraftPlan) -> Entry:
    title = legal_line(draft.title) or legal_line(draft.source) or "Imported plan"
    return Entry(
        ("plan",),
        filled(
            {
                "id": id_of(draft.id, title, "review"),
                "title": title,
                "summary": legal_text(draft.summary),
                "reviewed": legal_day(draft.reviewed),
                "next_review": legal_day(draft.next_review),
                "baseline": legal_line(draft.baseline),
                "source": legal_line(draft.source),
                "notes": each(legal_text, draft.remarks),
                "conflicts": each(legal_text, draft.conflicts),
            }
        ),
    )


def _claims(claims: Claims) -> list[Entry]:
    scores, fixed = _scores(claims.scores), _scores(claims.scores_with_fixes)
    counts = {
        name: count
        for name, count in claims.items.items()
        if name in ("total", *SEVERITIES) and 0 <= count <= MOST_COUNTED
    }
    values = filled(
        {
            "verdict": _one_or_more([verdict.value for verdict in claims.verdicts]),
            "score": _one_or_more(scores),
            "score_with_fixes": _one_or_more(fixed),
            "grade": _one_or_more(each(legal_line, claims.grade)),
            "confidence": _one_or_more(each(legal_line, claims.confidence)),
            "risk": _one_or_more(each(legal_line, claims.risk)),
            "time_to_ready": _one_or_more(
                each(legal_effort, (effort.text for effort in claims.time_to_ready))
            ),
            "items": counts,
        }
    )
    return [Entry(("plan", "claims"), values)] if values else []


def _scores(scores: Iterable[float]) -> list[float]:
    return [found for score in scores if (found := legal_number(score, 0, 10)) is not None]


def _one_or_more(values: Sequence[Value]) -> Value | None:
    return values[0] if len(values) == 1 else values or None


def _area(name: str, area: Area) -> Entry:
    values = filled(
        {
            "title": legal_line(area.title),
            "weight": legal_number(area.weight, 0, 1_000_000),
            "score": _one_or_more(_scores(area.scores)),
            "rating": legal_line(area.rating),
            "source": lines_value(area.source),
            "conflicts": each(legal_text, area.conflicts),
        }
    )
    return Entry(("area", name), values)


def _phase(name: str, phase: Phase) -> Entry:
    effort = phase.effort.text if phase.effort else None
    written = legal_effort(effort)
    values = filled(
        {
            "title": legal_line(phase.title),
            "window": legal_line(phase.window),
            "priority": phase.priority.value if phase.priority else None,
            "effort": written,
            "goal": legal_text(phase.goal),
            "source": lines_value(phase.source),
            "conflicts": each(legal_text, phase.conflicts),
        }
    )
    lost = (f"The effort is given as {effort!r}.",) if effort and not written else ()
    return Entry(("phase", name), values, lost)


def _checklist(name: str, checklist: Checklist, refs: References, present: Present) -> list[Entry]:
    names = Names()
    checks: dict[str, Value] = {}
    for check in checklist.checks:
        if told := legal_line(check.text):
            key = names.new(id_of(check.id, told, "check"), LONGEST_ID)
            checks[present.spelled.get(("checklist", name, key.casefold()), key)] = _check(check, told, refs)
    values = filled(
        {
            "title": legal_line(checklist.title),
            "category": legal_line(checklist.category),
            "source": lines_value(checklist.source),
        }
    )
    table = Entry(("checklist", name), values)
    return [table, Entry(("checklist", name, "checks"), checks)] if checks else [table]


def _check(check: Check, told: str, refs: References) -> Value:
    item = refs.item(check.item)
    values = filled({"text": told, "item": item, "done": check.done or None})
    values |= filled({"source": lines_value(check.source)})
    return values if len(values) > 1 else told


def _target(name: str, target: Target, refs: References) -> Entry:
    """The table of a target; without values where its bound is none."""
    bound = legal_bound(target.bound.text)
    if not bound:
        return Entry(
            ("target", name), {}, (f"Target {target.metric!r} has no bound: {target.bound.text!r}.",)
        )
    values = filled(
        {
            "metric": legal_line(target.metric),
            "bound": bound,
            "measured_by": legal_text(target.measured_by),
            "claimed": legal_text(target.claimed),
            "area": refs.area(target.area),
            "item": refs.item(target.item),
            "source": lines_value(target.source),
            "conflicts": each(legal_text, target.conflicts),
        }
    )
    return Entry(("target", name), values)


def _decision(name: str, decision: Decision, refs: References) -> Entry:
    options: list[Value] = []
    for option in decision.options:
        sides = {
            "for": legal_text(option.pro),
            "against": legal_text(option.con),
            "when": legal_text(option.when),
        }
        if called := legal_line(option.name):
            said = filled(sides)
            options.append({"name": called, **said} if said else called)
    values = filled(
        {
            "title": legal_line(decision.title),
            "context": legal_text(decision.context),
            "options": options,
            "recommendation": legal_text(decision.recommendation),
            "choice": legal_text(decision.choice),
            "items": list(dict.fromkeys(found for name in decision.items if (found := refs.item(name)))),
            "source": lines_value(decision.source),
        }
    )
    return Entry(("decision", name), values)


def _signoff(name: str, signoff: SignOff) -> Entry:
    values = filled(
        {
            "title": legal_line(signoff.title),
            "conditions": each(legal_text, signoff.conditions),
            "date": legal_day(signoff.claimed_on),
            "by": legal_line(signoff.claimed_by),
            "source": lines_value(signoff.source),
        }
    )
    return Entry(("signoff", name), values)


def _without_circles(draft: DraftPlan, refs: References) -> list[list[str]]:
    """What each item comes after, by its place, leaving out what would make the order run in a circle."""
    wanted = {
        refs.items[place]: [name for wish in item.after if (name := refs.item(wish))]
        for place, item in enumerate(draft.items)
    }
    allowed: dict[str, list[str]] = {name: [] for name in wanted}
    finished: set[str] = set()
    for root in wanted:
        trail: dict[str, None] = {}
        pending = [(root, iter(wanted[root]))] if root not in finished else []
        trail |= dict.fromkeys([root] if pending else [])
        while pending:
            node, rest = pending[-1]
            following = next(rest, None)
            if following is None:
                pending.pop()
                trail.pop(node)
                finished.add(node)
            elif following not in trail and following not in allowed[node]:
                allowed[node].append(following)
                if following not in finished:
                    trail[following] = None
                    pending.append((following, iter(wanted[following])))
    return [allowed[name] for name in refs.items]
