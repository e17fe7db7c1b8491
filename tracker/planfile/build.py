"""From the tables of a plan file to a `Plan`, with notes of all that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import partial

from tracker.domain.contradictions import contradictions
from tracker.domain.plan import Plan, Team
from tracker.planfile.checks import checklist
from tracker.planfile.decisions import decision, routine
from tracker.planfile.fields import Table
from tracker.planfile.gates import gate, signoff, sla, target
from tracker.planfile.imported_table import TABLE, imported
from tracker.planfile.items import item
from tracker.planfile.notes import Notes, shown
from tracker.planfile.outline import area, phase
from tracker.planfile.overview import Overview, overview
from tracker.planfile.proofs import check_measuring
from tracker.planfile.references import check_former_ids, check_order, check_references, check_ticking_itself
from tracker.planfile.team import effort_reader, team
from tracker.planfile.values import item_id, kind_of, line

SCHEMA = 1
_KINDS = ("phase", "area", "item", "checklist", "target", "signoff")


def build(data: Mapping[str, object], notes: Notes) -> Plan | None:
    """Return the plan that `data` (as `tomllib` reads it) describes; None if `notes` now holds errors."""
    if not _schema_is_known(data, notes):
        return None
    plan = _read(Table(data, (), notes), notes)
    known = {kind: _keys_of(data.get(kind)) for kind in _KINDS}
    check_references(notes, known, plan.items)
    check_former_ids(notes, plan.items)
    check_order(notes, plan.items)
    check_ticking_itself(notes, plan.items)
    check_measuring(notes, plan.items, plan.targets)
    if notes.has_errors:
        return None
    _warn(plan, notes)
    return plan


def _read(top: Table, notes: Notes) -> Plan:
    top.take("schema", lambda value: value)
    people = top.row("team", team) or Team()
    effort = effort_reader(people)
    top.need_key("plan")
    about = top.row("plan", lambda table: overview(table, effort)) or Overview()
    plan = Plan(
        **{field.name: getattr(about, field.name) for field in fields(Overview)},
        team=people,
        gates=top.entries("gate", gate),
        sla=top.row("sla", sla) or {},
        areas=top.entries("area", area),
        phases=top.entries("phase", partial(phase, effort=effort)),
        items=top.entries("item", partial(item, effort=effort), read_id=item_id),
        checklists=top.entries("checklist", checklist),
        targets=top.entries("target", target),
        decisions=top.entries("decision", decision),
        routines=top.entries("routine", routine),
        signoffs=top.entries("signoff", signoff),
    )
    top.map(TABLE, line, imported)
    top.close()
    return plan


def _schema_is_known(data: Mapping[str, object], notes: Notes) -> bool:
    """Note what is wrong with `schema`. A plan for another schema is not read: its keys may mean anything."""
    schema = data.get("schema")
    if schema is None:
        notes.error((), f"schema is missing; write schema = {SCHEMA} at the top")
        return True
    if type(schema) is not int:
        notes.error(("schema",), f"schema: has to be a whole number, not {kind_of(schema)}")
        return True
    if schema > SCHEMA:
        written = f"written for schema {shown(schema)}"
        notes.error(("schema",), f"{written}; this tracker reads schema {SCHEMA}: update the tracker")
        return False
    if schema < SCHEMA:
        notes.error(("schema",), f"there is no schema {shown(schema)}; write schema = {SCHEMA}")
    return True


def _keys_of(table: object) -> frozenset[str]:
    """Every name the file gives, also of entries with errors: one slip is reported once."""
    return frozenset(table) if isinstance(table, dict) else frozenset()


def _warn(plan: Plan, notes: Notes) -> None:
    if not plan.items:
        notes.warning((), "the plan has no items")
    for found in contradictions(plan):
        notes.warning(found.path, found.message)
