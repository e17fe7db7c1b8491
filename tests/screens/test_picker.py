"""The rows of the picker: what is compared stands below one another, and fits."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.cells import cell_len

from screens.picker import plan_text, sizes_of
from screens.standing import Standing
from screens.theme import DARK
from tracker.domain.plan import Verdict
from tracker.service.workspace import FoundPlan

PLANS = [
    FoundPlan(id_, f"The plan {id_}", Path(f"{id_}.toml"), False) for id_ in ("a", "longer", "bad", "new")
]
STANDINGS = [
    Standing(Verdict.CONDITIONALLY_READY, 4, 2, 40, "Jan 9"),
    Standing(Verdict.READY, 0, 9, 9, "done"),
    Standing(problem="✗ bad.toml:1:1: unknown key"),
    None,
]


def rows(width: int) -> list[list[str]]:
    """The two lines of each plan."""
    sizes = sizes_of(PLANS, STANDINGS)
    pairs = zip(PLANS, STANDINGS, strict=True)
    return [plan_text(*pair, width, sizes, DARK.variables).plain.splitlines() for pair in pairs]


def test_bars_begin_at_one_cell_whatever_the_verdict_and_the_reasons() -> None:
    first, second = (lines[1] for lines in rows(100)[:2])
    assert first.index("▓") == second.index("▓")
    assert first.index("4 reasons") > first.index("CONDITIONALLY READY")
    assert "reason" not in second


def test_what_is_unknown_says_why_or_that_it_is_being_read() -> None:
    assert [lines[1].strip() for lines in rows(100)[2:]] == ["✗ bad.toml:1:1: unknown key", "…"]


@pytest.mark.parametrize("width", [40, 60, 76, 156])
def test_progress_is_never_cut(width: int) -> None:
    for lines, said in zip(rows(width), ("2/40", "9/9"), strict=False):
        assert lines[1].endswith(said)
        assert all(cell_len(line) <= max(width, 50) for line in lines)
