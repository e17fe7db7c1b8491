"""Bounds of targets (`< 250 ms`, `100..500 /min`) and the measurements held against them."""

from __future__ import annotations

import math
import re

from tracker.domain.frozen import frozen

_NUMBER = r"-?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:_\d+)*(?![\d,]))(?:\.\d+)?(?:e[+-]?\d+)?"
"""Commas part thousands; `1,5` is refused, because half of the world means one and a half."""
_ONE_SIDED = rf"(<=|>=|<|>|=|≤|≥)\s*({_NUMBER})\s*(.*)"
_BETWEEN = rf"({_NUMBER})\s*\.\.\s*({_NUMBER})\s*(.*)"
_QUANTITY = rf"({_NUMBER})\s*(.*)"
_SPELLINGS = {"≤": "<=", "≥": ">="}

_SCALES: dict[str, tuple[str, float]] = {
    "": ("", 1.0),
    "%": ("%", 1.0),
    "percent": ("%", 1.0),
    **dict.fromkeys(("us", "µs"), ("s", 1e-6)),
    "ms": ("s", 1e-3),
    **dict.fromkeys(("s", "sec", "second", "seconds"), ("s", 1.0)),
    **dict.fromkeys(("m", "min", "minute", "minutes"), ("s", 60.0)),
    **dict.fromkeys(("h", "hour", "hours"), ("s", 3600.0)),
    **dict.fromkeys(("d", "day", "days"), ("s", 86_400.0)),
    "b": ("b", 1.0),
    **{f"{prefix}b": ("b", 1e3**power) for power, prefix in enumerate("kmgt", start=1)},
    **{f"{prefix}ib": ("b", 1024.0**power) for power, prefix in enumerate("kmgt", start=1)},
    **dict.fromkeys(("/s", "per second"), ("/s", 1.0)),
    **dict.fromkeys(("/min", "/minute", "per minute"), ("/s", 1 / 60)),
    **dict.fromkeys(("/h", "/hour", "/hr", "per hour"), ("/s", 1 / 3600)),
    **dict.fromkeys(("/d", "/day", "per day"), ("/s", 1 / 86_400)),
}


@frozen
class Quantity:
    """A number with its unit: `value` in the base unit of `dimension` (`s`, `b`, `/s`, `%`, or any word)."""

    value: float
    dimension: str
    bare: bool
    """Written without a unit, so that it takes the unit of whatever it is compared with."""


@frozen
class Bound:
    """A bound on one quantity: `op` is `< <= > >= =` or `..` (both ends included)."""

    op: str
    low: float
    high: float
    dimension: str
    scale: float
    text: str

    @property
    def unit(self) -> str:
        """The unit as it was written; empty without one."""
        form = _BETWEEN if self.op == ".." else _ONE_SIDED
        written = re.fullmatch(form, self.text, re.IGNORECASE)
        return written[3] if written else ""

    def holds(self, measured: str) -> bool:
        """Tell whether a measurement meets the bound; raises ValueError when it cannot be compared."""
        quantity = parse_quantity(measured)
        if quantity.bare:
            value = quantity.value * self.scale
        elif quantity.dimension == self.dimension:
            value = quantity.value
        else:
            raise ValueError(f"{measured!r} has another unit than the bound {self.text!r}")
        match self.op:
            case "<":
                return value < self.high
            case "<=":
                return value <= self.high
            case ">":
                return value > self.low
            case ">=":
                return value >= self.low
            case "=":
                return math.isclose(value, self.low, rel_tol=1e-9, abs_tol=1e-12)
            case _:
                return self.low <= value <= self.high


def parse_quantity(text: str) -> Quantity:
    """Return the number and unit written in `text`; raises ValueError."""
    match = re.fullmatch(_QUANTITY, text.strip(), re.IGNORECASE)
    if not match:
        raise ValueError(f"{text!r} is no measurement; write a number with an optional unit, such as 180 ms")
    dimension, scale = _unit(match[2])
    return Quantity(_number(match[1]) * scale, dimension, bare=not match[2].strip())


def parse_bound(text: str) -> Bound:
    """Return the bound written in `text`; raises ValueError."""
    written = text.strip()
    if match := re.fullmatch(_BETWEEN, written, re.IGNORECASE):
        dimension, scale = _unit(match[3])
        low, high = _number(match[1]) * scale, _number(match[2]) * scale
        if low > high:
            raise ValueError(f"{written!r} runs backwards; write the smaller number first")
        return Bound("..", low, high, dimension, scale, written)
    if match := re.fullmatch(_ONE_SIDED, written, re.IGNORECASE):
        dimension, scale = _unit(match[3])
        value = _number(match[2]) * scale
        return Bound(_SPELLINGS.get(match[1], match[1]), value, value, dimension, scale, written)
    raise ValueError(f"{written!r} is no bound; write < 250 ms, >= 99.9 %, = 0 or 100..500 /min")


def is_unit(text: str) -> bool:
    """Tell whether `text` is a unit that is known by itself, whatever it is compared with."""
    return bool(text) and " ".join(text.split()).casefold() in _SCALES


def _number(text: str) -> float:
    value = float(text.replace(",", "").replace("_", ""))
    if not math.isfinite(value):
        raise ValueError(f"{text!r} is too large")
    return value


def _unit(text: str) -> tuple[str, float]:
    unit = " ".join(text.split()).casefold()
    return _SCALES.get(unit, (unit, 1.0))
