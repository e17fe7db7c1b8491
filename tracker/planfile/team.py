"""The `[team]` table: who works, and when. It also decides how long a day is and what `S` to `XL` mean."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from tracker.domain.effort import HOURS_PER_DAY, SIZES, Effort, parse_effort
from tracker.domain.plan import Engineer, Team
from tracker.planfile.fields import Table
from tracker.planfile.values import Reader, day, days, line, number, whole, word_map, written

_MOST_ENGINEERS = 1_000
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WORKDAY = word_map({name: index for index, name in enumerate(_DAYS)})
_HOURS = number(0.1, 24)
_SHARE = number(0.01, 1)


def team(table: Table) -> Team:
    """Read `[team]`."""
    hours = table.take("hours_per_day", _HOURS) or HOURS_PER_DAY
    usual = Team()
    workdays = table.list("workdays", _WORKDAY)
    if table.has("workdays") and not workdays:
        table.error("workdays: names no day to work on", "workdays")
    return Team(
        engineers=_engineers(table) or usual.engineers,
        hours_per_day=hours,
        workdays=frozenset(workdays) or usual.workdays,
        holidays=frozenset(table.list("holidays", day)),
        sizes={**SIZES, **_sizes(table, hours)},
        start=table.take("start", day),
    )


def effort_reader(team: Team) -> Reader[Effort]:
    """Return the reader of efforts in this team's days, weeks and size words."""
    return written(partial(parse_effort, hours_per_day=team.hours_per_day, sizes=team.sizes))


def _engineers(table: Table) -> tuple[Engineer, ...]:
    if table.holds_list("engineers"):
        seen: set[str] = set()
        people = table.rows("engineers", lambda row: _engineer(row, seen))
        if not people:
            table.error("engineers: names nobody to do the work", "engineers")
        return people
    count = table.take("engineers", whole(1, _MOST_ENGINEERS)) or 1
    return tuple(Engineer(f"engineer-{n}") for n in range(1, count + 1))


def _engineer(table: Table, seen: set[str]) -> Engineer:
    table.need_key("id")
    return Engineer(
        id=table.new_id("id", seen) or "",
        availability=table.take("availability", _SHARE) or 1.0,
        away=table.list("away", days),
        skills=table.list("skills", line),
    )


def _sizes(table: Table, hours_per_day: float) -> Mapping[str, str]:
    def read(value: object) -> str:
        return parse_effort(line(value), hours_per_day, sizes={}).text

    return table.map("sizes", lambda name: line(name).upper(), read)
