"""The forecast's charts as inline SVG: drawn in the page's colours, said in words for who cannot see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from tracker.domain.burnup import BurnUp
from tracker.domain.forecast import Dates, Forecast
from tracker.domain.plan import Plan
from tracker.domain.text_axis import fitted, short_day
from tracker.exporters.html_text import Markup, joined, tag

_WIDTH, _HEIGHT = 480.0, 150.0
_LEFT, _TOP, _UNDER = 34.0, 8.0, 34.0
_ROW = 34.0


@dataclass(frozen=True, slots=True)
class _Days:
    """Days along the chart's width."""

    first: date
    last: date
    left: float = _LEFT

    def x(self, day: date) -> float:
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return round(self.left + min(max(share, 0.0), 1.0) * (_WIDTH - self.left), 1)


def histogram_svg(made: Forecast) -> Markup:
    """Return the shares of simulations by day of finish; empty where there are no two bars."""
    bins = [(part.date, part.share) for part in made.histogram if part.date is not None]
    if len(bins) < 2:
        return Markup("")
    step = bins[1][0] - bins[0][0]
    days = _Days(bins[0][0], bins[-1][0] + step)
    top = max(share for _, share in bins)
    marks = _marks(made.dates)
    bars = [_share_bar(days, day, step, share, top) for day, share in bins if share]
    said = ", ".join(f"{name} {short_day(day, made.made_on)}" for name, day in marks)
    return _svg(
        "Spread of the simulated dates",
        f"{made.simulations} simulations; {said}",
        _TOP + _HEIGHT + _UNDER,
        [*_scale(f"{top:.0%}", "0%"), *bars, *_day_marks(days, marks, made.made_on)],
    )


def burn_up_svg(made: Forecast, burned: BurnUp) -> Markup:
    """Return scope and finished items over time, with the outlook to the plan's P50 and P85."""
    today, dates = made.made_on, made.plan
    now, known = burned.at(today), [one for one in burned.days if one.day <= today]
    top = max(one.scope for one in burned.days)
    if not top:
        return Markup("")
    marks = [("today", today), *(_marks(dates)[:2] if dates.left else [])]
    last = max(*(day for _, day in marks), today + timedelta(days=7))
    days = _Days(min(known[0].day, today - timedelta(days=7)), last)

    def y(items: float) -> float:
        return round(_TOP + _HEIGHT * (1 - items / top), 1)

    done = _steps([(days.x(one.day), y(one.done)) for one in known], days.x(today))
    scope = _steps([(days.x(one.day), y(one.scope)) for one in known], days.x(last))
    outlook = [
        tag(
            "line",
            class_=f"outlook {name.lower()}",
            x1=days.x(today),
            y1=y(now.done),
            x2=days.x(day),
            y2=y(now.done + dates.left),
        )
        for name, day in marks[1:]
    ]
    area = f"{done} {days.x(today):g},{y(0):g} {days.x(known[0].day):g},{y(0):g}"
    return _svg(
        "Burn-up: closed items under the scope line, and the way to P50 and P85",
        f"{now.done} of {now.scope} items are closed; the lines ahead lead to P50 and P85 of the whole plan",
        _TOP + _HEIGHT + _UNDER,
        [
            *_scale(str(top), "0"),
            tag("polygon", class_="bar", points=area),
            tag("polyline", class_="scope", points=scope),
            *outlook,
            *_day_marks(days, marks, today),
        ],
    )


def timeline_svg(made: Forecast, plan: Plan) -> Markup:
    """Return a bar for each phase: thin until its P50, thick from there to its P85."""
    rows = [(phase.title, made.phases[phase.id]) for phase in plan.phases if phase.id in made.phases]
    found = [day for _, dates in rows if dates.left for day in (dates.p50, dates.p85) if day]
    if not found:
        return Markup("")
    days = _Days(made.made_on, max(*found, made.made_on + timedelta(days=1)), left=0.0)
    height = len(rows) * _ROW
    bars = [part for place, (title, dates) in enumerate(rows) for part in _phase(title, dates, days, place)]
    said = "; ".join(f"{title}: {_phase_words(dates, made.made_on)}" for title, dates in rows)
    ends = [("today", days.first), ("", days.last)]
    return _svg(
        "Phases: the bar is from P50 to P85",
        said,
        height + _UNDER,
        [*bars, *_day_marks(days, ends, made.made_on, height)],
    )


def _phase(title: str, dates: Dates, days: _Days, place: int) -> Iterator[Markup]:
    y = place * _ROW
    state = "" if dates.left and dates.p50 else " (done)" if not dates.left else " (no date)"
    yield tag("text", fitted(title, 60).rstrip() + state, x=0.0, y=y + 12)
    if dates.left and dates.p50 and dates.p85:
        middle, end = days.x(dates.p50), days.x(dates.p85)
        yield tag("rect", class_="wait", x=0.0, y=y + 22, width=middle, height=2.0)
        yield tag("rect", class_="bar", x=middle, y=y + 18, width=max(3.0, end - middle), height=9.0)


def _phase_words(dates: Dates, today: date) -> str:
    if not dates.left:
        return "done"
    return ", ".join(f"{name} {short_day(day, today)}" for name, day in _marks(dates)) or "no date"


def _svg(title: str, said: str, height: float, parts: Iterable[Markup]) -> Markup:
    return tag(
        "figure",
        tag("figcaption", title),
        tag(
            "svg",
            joined(parts, "\n"),
            viewBox=f"0 0 {_WIDTH:g} {height:g}",
            role="img",
            aria_label=f"{title}: {said}",
        ),
    )


def _share_bar(days: _Days, day: date, step: timedelta, share: float, top: float) -> Markup:
    height = max(1.0, share / top * _HEIGHT)
    left, right = days.x(day), days.x(day + step)
    return tag(
        "rect",
        class_="bar",
        x=left,
        y=round(_TOP + _HEIGHT - height, 1),
        width=round(max(1.0, right - left - 1), 1),
        height=round(height, 1),
    )


def _scale(top: str, bottom: str) -> Iterator[Markup]:
    yield tag("text", top, x=_LEFT - 5, y=_TOP + 9, text_anchor="end")
    yield tag("text", bottom, x=_LEFT - 5, y=_TOP + _HEIGHT, text_anchor="end")


def _day_marks(
    days: _Days, marks: Iterable[tuple[str, date]], today: date, base: float = _TOP + _HEIGHT
) -> Iterator[Markup]:
    """The axis with a tick at each day; labels take turns on two lines, as days may be near one another."""
    yield tag("line", class_="axis", x1=days.left, y1=base, x2=_WIDTH, y2=base)
    for place, (name, day) in enumerate(marks):
        x = days.x(day)
        anchor = "start" if x < _WIDTH * 0.15 else "end" if x > _WIDTH * 0.85 else "middle"
        label = name if day == today else f"{name} {short_day(day, today)}".strip()
        yield tag("line", class_="axis", x1=x, y1=base - 4, x2=x, y2=base + 4)
        yield tag("text", label, x=x, y=base + 16 + 15 * (place % 2), text_anchor=anchor)


def _steps(points: list[tuple[float, float]], end: float) -> str:
    """A line that stays level until the next day on which something changed."""
    corners = [points[0]]
    for (_, before), (x, y) in pairwise(points):
        corners += [(x, before), (x, y)]
    corners.append((end, points[-1][1]))
    return " ".join(f"{x:g},{y:g}" for x, y in corners)


def _marks(dates: Dates) -> list[tuple[str, date]]:
    named = (("P50", dates.p50), ("P85", dates.p85), ("P95", dates.p95))
    return [(name, day) for name, day in named if day]
