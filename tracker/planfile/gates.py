"""What has to hold before shipping: gates, their clocks, targets and the roles that sign."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from tracker.domain.bound import parse_bound
from tracker.domain.plan import SEVERITIES, Gate, Severity, SignOff, Target
from tracker.planfile.fields import Table
from tracker.planfile.titles import title_of
from tracker.planfile.values import age, day, line, number, one_of, source, text, word_map, written

_BLOCKING = word_map({name: name for name in SEVERITIES})
_SEVERITY = one_of(Severity)
_SCORE = number(0, 10)
_BOUND = written(parse_bound)


def gate(name: str, table: Table) -> Gate:
    """Read one `[gate.NAME]`."""
    block_on = table.list("block_on", _BLOCKING)
    return Gate(
        id=name,
        title=title_of(name, table),
        block_on=block_on if table.has("block_on") else Gate(name, "").block_on,
        phases=table.refs("phases", "phase"),
        checklists=table.refs("checklists", "checklist"),
        targets=table.refs("targets", "target"),
        min_score=table.take("min_score", _SCORE),
        sign_off=table.refs("sign_off", "signoff"),
        evidence_max_age=table.take("evidence_max_age", age),
        source=table.take("source", source) or (),
    )


def sla(table: Table) -> Mapping[Severity, timedelta]:
    """Read `[sla]`: one age per severity."""
    clocks = ((severity, table.take(severity.value, age)) for severity in Severity)
    return {severity: clock for severity, clock in clocks if clock is not None}


def target(name: str, table: Table) -> Target | None:
    """Read one `[target.ID]`; nothing can be made of one without a bound."""
    bound = table.need("bound", _BOUND)
    metric = title_of(name, table, "metric")
    measured_by, claimed = table.take("measured_by", text), table.take("claimed", text)
    area, item = table.ref("area", "area"), table.ref("item", "item")
    lines = table.take("source", source) or ()
    conflicts = table.list("conflicts", text)
    if bound is None:
        return None
    return Target(name, metric, bound, measured_by, claimed, area, item, lines, conflicts)


def signoff(name: str, table: Table) -> SignOff:
    """Read one `[signoff.ROLE]`."""
    return SignOff(
        id=name,
        title=title_of(name, table),
        conditions=table.list("conditions", text),
        claimed_on=table.take("date", day),
        claimed_by=table.take("by", line),
        source=table.take("source", source) or (),
    )
