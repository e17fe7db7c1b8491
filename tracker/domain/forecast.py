"""The answer to "when will we be ready?": dates with their probability, and everything said beside them.

A date alone is no forecast, so each comes as three percentiles, with what it rests on (`Basis`), what it
hangs on (`drivers`, `chain`) and the sentences a reader has to know (`notes`). The value is plain: it is
stored, shown, exported and compared with the next one, long after the simulation is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, fields
from datetime import date
from enum import StrEnum
from typing import Any

from tracker.domain.frozen import frozen
from tracker.errors import StoreError

SCHEMA = 1


class Answer(StrEnum):
    """What can be said at all. Only DATED and READY come with dates."""

    DATED = "dated"
    READY = "already ready"
    NOT_CONVERGING = "not converging"
    BLOCKED = "blocked"
    NO_CAPACITY = "nobody to do it"
    BEYOND = "more than 20 years away"


@frozen
class Hours:
    """Engineer hours left, at three percentiles."""

    p50: float
    p85: float
    p95: float


@frozen
class Dates:
    """Days by which something is finished with 50, 85 and 95 % probability; None: no such day."""

    p50: date | None
    p85: date | None
    p95: date | None
    left: int = 0
    """Items that are left to do; with none, the dates are the day of the forecast."""


@frozen
class Basis:
    """What the forecast learned from."""

    finished: int
    """Finished items with known hours; with few, the bias is a wide guess."""
    bias: float
    """The median factor by which work takes longer than estimated; 1 is on estimate."""
    bias_low: float
    """The tenth percentile of that factor."""
    bias_high: float
    """The ninetieth percentile of that factor."""
    inferred: int
    """How many of the finished items have inferred hours."""
    unestimated: int
    """Items left without an estimate, drawn from the plan's other estimates."""


@frozen
class Driver:
    """What closing one item would do to the headline's P85: calendar days, negative for earlier."""

    item: str
    p85_days: int
    p85_hours: float
    """The same in working hours of the team's clock, where days are too coarse."""


@frozen
class Bin:
    """The share of simulations that finish from `date` up to the next bin; None: later than 20 years."""

    date: date | None
    share: float


@frozen
class WhatIfResult:
    """What a change would do to the headline."""

    change: str
    dates: Dates
    p85_days: int | None
    """Calendar days by which P85 moves, negative for earlier; None where one of the two has no date."""
    histogram: tuple[Bin, ...] = ()
    """Of the headline with the change, as that of the forecast is without it."""


@frozen
class Forecast:
    """One forecast. Dates of gates are those of their items: measurements and sign-offs have none."""

    made_on: date
    seed: int
    simulations: int
    engineers: int
    answer: Answer
    basis: Basis
    hours: Hours
    plan: Dates
    """All work that is left."""
    gates: Mapping[str, Dates] = field(default_factory=dict)
    phases: Mapping[str, Dates] = field(default_factory=dict)
    headline: str | None = None
    """The gate that answer, histogram, drivers and chain are about; None for the whole plan."""
    drivers: tuple[Driver, ...] = ()
    """Most helpful first."""
    chain: tuple[str, ...] = ()
    """The items that set the finish when all goes as on average, in working order."""
    chain_share: Mapping[str, float] = field(default_factory=dict)
    """For items of the chain and others, the share of simulations in which they set the finish."""
    histogram: tuple[Bin, ...] = ()
    converging: bool = True
    """False when items are added as fast as they close; there is no date then."""
    throughput: Dates | None = None
    """The plan's dates by past closings a week, where there is enough history."""
    notes: tuple[str, ...] = ()
    """What has to be said aloud, one sentence each."""
    what_if: tuple[WhatIfResult, ...] = ()
    digest: str = ""
    """Of the workload it was made from."""

    @property
    def dates(self) -> Dates:
        """The dates of the headline."""
        return self.plan if self.headline is None else self.gates[self.headline]

    @property
    def said(self) -> str:
        """The answer in words. That no work is left is no verdict: a gate may want proof or a sign-off."""
        return "no work is left" if self.dates.left == 0 else self.answer.value

    def to_json(self) -> dict[str, Any]:
        """Return the forecast as plain JSON values: dates as ISO text, `schema` the version."""
        return {
            "schema": SCHEMA,
            "made_on": self.made_on.isoformat(),
            "seed": self.seed,
            "simulations": self.simulations,
            "engineers": self.engineers,
            "answer": self.answer.value,
            "headline": self.headline,
            "basis": _fields(self.basis),
            "hours": _fields(self.hours),
            "plan": _dates_json(self.plan),
            "gates": {name: _dates_json(dates) for name, dates in self.gates.items()},
            "phases": {name: _dates_json(dates) for name, dates in self.phases.items()},
            "drivers": [_fields(driver) for driver in self.drivers],
            "chain": list(self.chain),
            "chain_share": dict(self.chain_share),
            "histogram": _bins_json(self.histogram),
            "converging": self.converging,
            "throughput": _dates_json(self.throughput) if self.throughput else None,
            "notes": list(self.notes),
            "what_if": [
                {
                    "change": result.change,
                    **_dates_json(result.dates),
                    "p85_days": result.p85_days,
                    "histogram": _bins_json(result.histogram),
                }
                for result in self.what_if
            ],
            "digest": self.digest,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Forecast:
        """Return the forecast that `to_json` wrote; raises StoreError for another schema or a damaged one."""
        if data.get("schema") != SCHEMA:
            raise StoreError(f"forecast of an unknown schema {data.get('schema')!r}")
        try:
            return cls(
                made_on=date.fromisoformat(data["made_on"]),
                seed=data["seed"],
                simulations=data["simulations"],
                engineers=data["engineers"],
                answer=Answer(data["answer"]),
                headline=data["headline"],
                basis=Basis(**data["basis"]),
                hours=Hours(**data["hours"]),
                plan=_dates(data["plan"]),
                gates={name: _dates(dates) for name, dates in data["gates"].items()},
                phases={name: _dates(dates) for name, dates in data["phases"].items()},
                drivers=tuple(Driver(**driver) for driver in data["drivers"]),
                chain=tuple(data["chain"]),
                chain_share=dict(data["chain_share"]),
                histogram=_bins(data["histogram"]),
                converging=data["converging"],
                throughput=_dates(data["throughput"]) if data["throughput"] else None,
                notes=tuple(data["notes"]),
                what_if=tuple(
                    WhatIfResult(part["change"], _dates(part), part["p85_days"], _bins(part["histogram"]))
                    for part in data["what_if"]
                ),
                digest=data["digest"],
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise StoreError(f"a stored forecast is damaged: {error!r}") from error


def _fields(value: Basis | Hours | Driver) -> dict[str, Any]:
    return {each.name: getattr(value, each.name) for each in fields(value)}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _dates_json(dates: Dates) -> dict[str, Any]:
    return {"p50": _iso(dates.p50), "p85": _iso(dates.p85), "p95": _iso(dates.p95), "left": dates.left}


def _dates(data: Mapping[str, Any]) -> Dates:
    return Dates(_day(data["p50"]), _day(data["p85"]), _day(data["p95"]), data["left"])


def _bins_json(bins: Iterable[Bin]) -> list[dict[str, Any]]:
    return [{"date": _iso(part.date), "share": part.share} for part in bins]


def _bins(data: Iterable[Mapping[str, Any]]) -> tuple[Bin, ...]:
    return tuple(Bin(_day(part["date"]), part["share"]) for part in data)
