"""All that was found in the tree, put together as one draft."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from tracker.domain.draft import DraftItem, DraftPlan, Uncertainty
from tracker.domain.plan import Phase, Severity
from tracker.domain.text import counted, slug
from tracker.importers.markdown import severity
from tracker.importers.markdown.apart import with_phases_apart
from tracker.importers.markdown.area_state import without_sums
from tracker.importers.markdown.folding import folded, horizon_of, main_of
from tracker.importers.markdown.full_title import full_title
from tracker.importers.markdown.ids import ids_for, own_id
from tracker.importers.markdown.met import without_met
from tracker.importers.markdown.overview import Overview, overview
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.references import RESTATING, resolved
from tracker.importers.markdown.same import Groups, grouped
from tracker.importers.markdown.statement import Rated, Statement, Strength
from tracker.importers.markdown.tied import tied
from tracker.importers.markdown.tree import Section
from tracker.importers.markdown.walk import statements

_LETTERED = regex(r"[A-Za-z]-?\d{1,3}")
_RATING_LETTERS = frozenset("CHMLI")


def drafted(root: Section, name: str, *, repaired: Sequence[int] = (), cut: int | None = None) -> DraftPlan:
    """Return the draft of the document `root`; `repaired` and `cut` are lines that made trouble."""
    stated = with_phases_apart(without_sums(statements(root)))
    referring = resolved(on_one_scale(without_letters(stated)))
    found = referring.statements
    groups = grouped(found, referring.joined, referring.parts, referring.shares)
    groups = without_met(found, groups)
    phases = _phases(found)
    whole = overview(root, found)
    items = _items(found, groups, phases, whole)
    return DraftPlan(
        title=whole.title or name,
        id=slug(whole.title or name, 40),
        reviewed=whole.reviewed,
        next_review=whole.next_review,
        baseline=whole.baseline,
        source=name,
        claims=whole.claims,
        areas=whole.areas,
        phases=tuple(phases.values()),
        items=items,
        targets=whole.targets,
        checklists=tied(whole.checklists, found, groups, items),
        signoffs=whole.signoffs,
        conflicts=whole.conflicts,
        notes=(*_trouble(repaired, cut), *whole.notes, *_nothing(items)),
    )


def without_letters(found: list[Statement]) -> list[Statement]:
    """Return the statements; the letters of ids rate nothing where some stand for no rating (`K1`, `T2`).

    Neither does a letter that all ids have. `I-1` is informational only beside ids of low or medium; else it
    is an issue, or something important.
    """
    letters = {each.id[0].upper() for each in found if each.id and _LETTERED.fullmatch(each.id)}
    doubtful = (
        letters
        if not letters <= _RATING_LETTERS or len(letters) == 1
        else {"I"}
        if letters.isdisjoint("ML")
        else set()
    )
    return [replace(each, rating=None) if _rated_by_letter(each, doubtful) else each for each in found]


def _rated_by_letter(each: Statement, letters: Collection[str]) -> bool:
    rated = each.rating
    return bool(
        rated
        and each.id
        and each.id[0].upper() in letters
        and _LETTERED.fullmatch(each.id)
        and rated.strength is Strength.IMPLIED
        and rated.severity is severity.of_id(each.id)
    )


def on_one_scale(found: list[Statement]) -> list[Statement]:
    """Return the statements, rated by their priorities where those are on a scale of defects."""
    if not any(statement.scale for statement in found):
        return found
    return [
        replace(each, rating=Rated(Severity(each.priority.value), Strength.IMPLIED, each.first))
        if each.priority and each.rating is None
        else each
        for each in found
    ]


def _phases(found: Sequence[Statement]) -> dict[str, Phase]:
    """The phases that statements are placed in, by key, in the order of the document.

    The heading of a phase says more of it than the cell of a table that names it first.
    """
    phases: dict[str, Phase] = {}
    headed: set[str] = set()
    taken: set[str] = set()
    for statement in found:
        horizon = horizon_of(statement)
        inherited = statement.phase is None
        if not horizon or (horizon.key in phases and (horizon.key in headed or not inherited)):
            continue
        headed.update([horizon.key] if inherited else [])
        if horizon.key in phases:
            taken.remove(phases[horizon.key].id)
        identifier = slug(horizon.title)
        while identifier in taken:
            identifier = f"{identifier[:28]}-{len(taken)}"
        taken.add(identifier)
        line = statement.around.phase_line if inherited else statement.first
        priority = statement.around.priority if inherited else None
        phases[horizon.key] = Phase(
            identifier, horizon.title, horizon.window, priority, source=((line, line),)
        )
    return phases


def _items(
    found: Sequence[Statement], groups: Groups, phases: dict[str, Phase], whole: Overview
) -> tuple[DraftItem, ...]:
    members = [[found[at] for at in group] for group in groups.members]
    mains = [main_of(group) for group in members]
    given = [
        next((each.id for each in (main, *group) if each.id), None)
        for main, group in zip(mains, members, strict=True)
    ]
    titles = [full_title(main) for main in mains]
    ids = ids_for(titles, given)
    names = {key: phase.id for key, phase in phases.items()}
    items = [
        folded(group, title, identifier, names, whole.area_of(main))
        for group, title, identifier, main in zip(members, titles, ids, mains, strict=True)
    ]
    if any(each.after for each in found):
        by_given = {own_id(name): identifier for name, identifier in zip(given, ids, strict=True) if name}
        for at, group in enumerate(members):
            after = [by_given.get(own_id(name)) for each in group for name in each.after]
            if known := tuple(dict.fromkeys(name for name in after if name and name != ids[at])):
                items[at] = replace(items[at], after=known)
    alone = tuple(items)
    for later, earlier in groups.links:
        items[later] = _linked(items[later], items[earlier])
        if all(each.around.role in RESTATING and not each.around.checked for each in members[later]):
            items[later] = _rated(items[later], alone[earlier])
            items[earlier] = _placed(items[earlier], items[later])
    return tuple(items)


def _linked(item: DraftItem, earlier: DraftItem) -> DraftItem:
    said = f"probably the same work as {earlier.id} (line {earlier.source[0][0]}): they share telling words"
    return replace(item, duplicate_of=earlier.id, uncertain=(*item.uncertain, said))


def _placed(item: DraftItem, step: DraftItem) -> DraftItem:
    """An item without phase or effort takes those of the step of a plan that is probably the same work."""
    taken = [name for name in ("phase", "effort") if getattr(step, name) and not getattr(item, name)]
    if not taken:
        return item
    what = f"the {' and the '.join(taken)} {'was' if len(taken) == 1 else 'were'}"
    said = f"{what} taken from line {step.source[0][0]}, which is probably the same work"
    phase, effort = item.phase or step.phase, item.effort or step.effort
    return replace(item, phase=phase, effort=effort, uncertain=(*item.uncertain, said))


def _rated(step: DraftItem, item: DraftItem) -> DraftItem:
    """A step that nobody rated is as severe as its finding, if both are in one phase by themselves.

    Words alone are too little to call a step critical.
    """
    if step.severity or step.priority or not item.severity or not step.phase or step.phase != item.phase:
        return step
    said = (
        f"severity {item.severity} was taken from line {item.source[0][0]}, which is probably the same work"
    )
    return replace(step, severity=item.severity, uncertain=(*step.uncertain, said))


def _trouble(repaired: Sequence[int], cut: int | None) -> list[Uncertainty]:
    notes: list[Uncertainty] = []
    if repaired:
        notes.append(
            Uncertainty(
                repaired[0], f"{counted(len(repaired), 'line')} had a broken encoding and were repaired"
            )
        )
    if cut is not None:
        notes.append(Uncertainty(cut, "nested too deep to be followed from here on"))
    return notes


def _nothing(items: Sequence[DraftItem]) -> list[Uncertainty]:
    return [] if items else [Uncertainty(0, "nothing was found that asks for work or states a defect")]
