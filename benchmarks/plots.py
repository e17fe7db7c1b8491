"""The run as pictures for the docs: SVG that stands alone, light or dark as the page, said in words, too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil, floor, log10

from benchmarks.growth import Points
from benchmarks.lines import Line
from benchmarks.peers.registry import PEERS
from tracker.exporters.html_text import Markup, joined, tag

_WIDTH, _LEFT, _RIGHT, _TOP, _ROW = 720.0, 132.0, 24.0, 34.0, 24.0
_HEIGHT, _LABEL = 280.0, 15.0
_SHAPES = ("●", "■", "▲", "◆", "▼", "○", "□", "△")
_STYLE = """
text { font: 12px system-ui, sans-serif; fill: #24292f } .dim { fill: #57606a }
line, polyline { stroke: #8c959f; fill: none } .grid { stroke-opacity: .35 } polyline { stroke-width: 2 }
.s0 { fill: #0969da } .s1 { fill: #bc4c00 } .s2 { fill: #1a7f37 } .s3 { fill: #8250df }
.s4 { fill: #bf3989 } .s5 { fill: #9a6700 } .s6 { fill: #57606a } .s7 { fill: #cf222e }
polyline.s0 { stroke: #0969da } polyline.s1 { stroke: #bc4c00 } polyline.s2 { stroke: #1a7f37 }
polyline.s3 { stroke: #8250df } polyline { fill: none !important }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .dim { fill: #9198a1 }
.s0 { fill: #4493f8 } .s1 { fill: #f0883e } .s2 { fill: #3fb950 } .s3 { fill: #ab7df8 }
.s4 { fill: #db61a2 } .s5 { fill: #d29922 } .s6 { fill: #9198a1 } .s7 { fill: #f85149 }
polyline.s0 { stroke: #4493f8 } polyline.s1 { stroke: #f0883e } polyline.s2 { stroke: #3fb950 }
polyline.s3 { stroke: #ab7df8 } }
"""


class Scale:
    """Values along a line, each power of ten as long as the other."""

    def __init__(self, values: Iterable[float], start: float, end: float) -> None:
        found = [value for value in values if value > 0]
        self.low, self.high = (
            floor(log10(min(found))),
            max(ceil(log10(max(found))), floor(log10(min(found))) + 1),
        )
        self._start, self._end = start, end

    def at(self, value: float) -> float:
        """Return where a value lies."""
        share = (log10(value) - self.low) / (self.high - self.low)
        return round(self._start + share * (self._end - self._start), 1)

    @property
    def marks(self) -> list[float]:
        """The powers of ten."""
        return [10.0**power for power in range(self.low, self.high + 1)]


def growth_svg(found: Points) -> str:
    """Return CPU per item by the number of items, a line for each operation; empty without two sizes."""
    each = {
        name: {items: cost * 1e3 / items for items, cost in costs.items()} for name, costs in found.items()
    }
    if not each:
        return ""
    sizes = [items for costs in each.values() for items in costs]
    x = Scale(sizes, _LEFT, _WIDTH - 90)
    y = Scale([cost for costs in each.values() for cost in costs.values()], _TOP + _HEIGHT, _TOP)
    parts = [*_upright(x, _TOP, _TOP + _HEIGHT, "items"), *_level(y)]
    for place, costs in enumerate(each.values()):
        line = " ".join(f"{x.at(items):g},{y.at(cost):g}" for items, cost in costs.items())
        parts.append(tag("polyline", class_=f"s{place}", points=line))
    ends = {name: y.at(costs[max(costs)]) + 4 for name, costs in each.items()}
    for name, level in _apart(ends).items():
        parts.append(tag("text", name, class_=f"s{list(each).index(name)}", x=_WIDTH - 82, y=level))
    said = "; ".join(
        f"{name}: " + ", ".join(f"{cost:,.0f} at {items:,} items" for items, cost in costs.items())
        for name, costs in each.items()
    )
    return _picture("CPU microseconds per item, by the size of the plan", said, _TOP + _HEIGHT + 40, parts)


def peers_svg(lines: Sequence[Line], world: str) -> str:
    """Return what operations cost, a row each: ours and every program held against it, on one scale."""
    rows = _rows(lines, world)
    if not rows:
        return ""
    names = list(dict.fromkeys(name for costs in rows.values() for name in costs))[: len(_SHAPES)]
    x = Scale([cost for costs in rows.values() for cost in costs.values()], _LEFT, _WIDTH - _RIGHT)
    bottom = _TOP + 26 + len(rows) * _ROW
    parts = [*_legend(names), *_upright(x, _TOP + 20, bottom, "CPU ms")]
    for place, (operation, costs) in enumerate(rows.items()):
        level = _TOP + 26 + (place + 0.5) * _ROW
        parts.append(tag("line", class_="grid", x1=_LEFT, y1=level, x2=_WIDTH - _RIGHT, y2=level))
        parts.append(tag("text", operation, x=_LEFT - 10, y=level + 4, text_anchor="end"))
        parts += [
            tag(
                "text",
                _SHAPES[names.index(name)],
                class_=f"s{names.index(name)}",
                text_anchor="middle",
                x=x.at(cost),
                y=level + 4,
            )
            for name, cost in reversed(list(costs.items()))
            if name in names
        ]
    said = "; ".join(
        f"{operation}: " + ", ".join(f"{name} {cost:,.0f}" for name, cost in costs.items())
        for operation, costs in rows.items()
    )
    return _picture(f"CPU ms of whole processes, {world}", said, bottom + 40, parts)


def _rows(lines: Sequence[Line], world: str) -> Mapping[str, Mapping[str, float]]:
    """What every program took, by operation; only operations that a peer knows, too."""
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for line in lines:
        if line.world == world and line.unit == "CPU ms" and line.against in PEERS:
            found[line.operation]["tracker"] = line.ours
            found[line.operation][line.against] = line.theirs
    return found


def _apart(levels: Mapping[str, float]) -> dict[str, float]:
    """Move labels down where they would lie on one another."""
    found: dict[str, float] = {}
    for name, level in sorted(levels.items(), key=lambda each: each[1]):
        found[name] = max(level, max(found.values(), default=-_LABEL) + _LABEL)
    return found


def _legend(names: Sequence[str]) -> Iterator[Markup]:
    x = _LEFT
    for place, name in enumerate(names):
        yield tag("text", f"{_SHAPES[place]} {name}", class_=f"s{place}", x=x, y=_TOP)
        x += 22 + 7 * len(name)


def _upright(scale: Scale, top: float, bottom: float, unit: str) -> Iterator[Markup]:
    """Lines at the powers of ten, with figures below them."""
    for mark in scale.marks:
        x = scale.at(mark)
        yield tag("line", class_="grid", x1=x, y1=top, x2=x, y2=bottom)
        last = mark == scale.marks[-1]
        label, anchor = (f"{mark:,g} {unit}", "end") if last else (f"{mark:,g}", "middle")
        yield tag("text", label, class_="dim", x=x, y=bottom + 18, text_anchor=anchor)


def _level(scale: Scale) -> Iterator[Markup]:
    for mark in scale.marks:
        y = scale.at(mark)
        yield tag("line", class_="grid", x1=_LEFT, y1=y, x2=_WIDTH - 90, y2=y)
        yield tag("text", f"{mark:,g} µs", class_="dim", x=_LEFT - 8, y=y + 4, text_anchor="end")


def _picture(title: str, said: str, height: float, parts: Iterable[Markup]) -> str:
    svg = tag(
        "svg",
        tag("title", f"{title}. {said}"),
        tag("style", Markup(_STYLE)),
        tag("text", title, x=_LEFT, y=16.0, font_weight="bold"),
        joined(parts, "\n"),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_WIDTH:g} {height:g}",
        role="img",
    )
    return f"{svg}\n"
