"""Areas and phases: what items are grouped by."""

from __future__ import annotations

from tracker.domain.effort import Effort
from tracker.domain.plan import Area, Phase, Priority
from tracker.planfile.fields import Table
from tracker.planfile.titles import title_of
from tracker.planfile.values import Reader, line, number, one_of, source, text

SCORE = number(0, 10)
_WEIGHT = number(0, 1_000_000)
_PRIORITY = one_of(Priority)


def area(name: str, table: Table) -> Area:
    """Read one `[area.ID]`."""
    return Area(
        id=name,
        title=title_of(name, table),
        weight=table.take("weight", _WEIGHT),
        scores=table.one_or_more("score", SCORE),
        rating=table.take("rating", line),
        source=table.take("source", source) or (),
        conflicts=table.list("conflicts", text),
    )


def phase(name: str, table: Table, effort: Reader[Effort]) -> Phase:
    """Read one `[phase.ID]`."""
    return Phase(
        id=name,
        title=title_of(name, table),
        window=table.take("window", line),
        priority=table.take("priority", _PRIORITY),
        effort=table.take("effort", effort),
        goal=table.take("goal", text),
        source=table.take("source", source) or (),
        conflicts=table.list("conflicts", text),
    )
