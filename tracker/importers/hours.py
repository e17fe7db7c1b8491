"""Hours as numbers, the form of exports, back as an effort that a plan file holds."""

from __future__ import annotations

_NEAR = 0.02
"""Minutes by which four digits after the point miss a whole minute."""


def hours_effort(low: float | None, high: float | None) -> str | None:
    """Return the effort of `low` to `high` hours: `5m`, `2-3h`, `30m-2h`; None where there is none."""
    if low is None or high is None or high == 0 or not 0 <= low <= high:
        return None
    first, last = _written(low), _written(high)
    if first == last:
        return first
    if first[-1] == last[-1]:
        return f"{first[:-1]}-{last}"
    return f"{first}-{last}"


def _written(hours: float) -> str:
    minutes = hours * 60
    whole = round(minutes)
    if abs(minutes - whole) > _NEAR:
        return f"{hours:.4f}".rstrip("0").rstrip(".") + "h"
    return f"{whole // 60}h" if whole % 60 == 0 else f"{whole}m"
