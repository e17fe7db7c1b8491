"""Readiness: the verdict, its reasons, and the way from a reason to what clears it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from screens.checklists import ChecklistsScreen
from screens.readiness import ReadinessScreen
from screens.widgets.lines import plain
from screens.widgets.readiness_rows import readiness_rows
from tests.screens.support import SIZES, Host, session_in
from tests.screens.waiting import pressed, settled

READY = """
schema = 1
[plan]
id = "small"
title = "Small"
[item.A-1]
title = "One thing"
severity = "low"
"""


def text_of(folder: Path, width: int, **more: str) -> str:
    """The page as text."""
    session = session_in(folder, **({"history": (), **more} if more else {}))  # type: ignore[arg-type]
    return plain(readiness_rows(session.board, session.assessments, session.score, width))


def test_the_verdict_stands_beside_the_claim(tmp_path: Path) -> None:
    assert "✗ NOT READY  Production    the review said: READY · 9.2/10" in text_of(tmp_path, 120)


def test_every_reason_says_what_clears_it(tmp_path: Path) -> None:
    lines = text_of(tmp_path, 120).splitlines()
    reason = next(line for line in lines if "SEC-2" in line)
    assert reason.startswith("✗ SEC-2     critical item not closed, blocked by SEC-1  ")
    assert reason.endswith("  SEC-1, then 4h of work")
    assert any(line.startswith("! tech-lead") and "tracker signoff tech-lead" in line for line in lines)


@pytest.mark.parametrize(("width", "below"), [(100, ["latency"]), (120, []), (160, [])])
def test_what_clears_reasons_stands_in_one_column_right_behind_the_longest(
    tmp_path: Path, width: int, below: list[str]
) -> None:
    lines = text_of(tmp_path, width).splitlines()
    head = next(line for line in lines if line.endswith("clears when"))
    at = head.index("clears when")
    reasons = [line for line in lines[lines.index(head) :] if line.startswith(("✗", "!"))]
    beside = [line for line in reasons if line[at - 1 : at + 1].startswith(" ") and len(line) > at]
    assert [line.split()[1] for line in reasons if line not in beside] == below
    assert not below or at + max(len(line[at:]) for line in beside) == width
    assert below or at == max(len(line[:at].rstrip()) for line in beside) + 2


def test_on_a_narrow_terminal_it_stands_below(tmp_path: Path) -> None:
    assert "→ SEC-1, then 4h of work" in text_of(tmp_path, 76)


def test_areas_show_now_with_fixes_and_claimed(tmp_path: Path) -> None:
    lines = text_of(tmp_path, 120).splitlines()
    security = next(line for line in lines if line.startswith("Security"))
    assert security.split()[:5] == ["Security", "3.0", "8.0", "3.0", "30"]
    assert next(line for line in lines if line.startswith("All areas")).split()[2:5] == ["5.1", "8.0", "9.2"]


def test_a_ready_plan_says_that_nothing_is_in_the_way(tmp_path: Path) -> None:
    text = text_of(tmp_path, 120, plan=READY)
    assert "✓ READY" in text
    assert "the review gave no verdict" in text
    assert "Nothing stands in the way." in text
    assert "No area of the plan is scored." in text


async def test_enter_goes_to_the_item_of_a_reason(tmp_path: Path) -> None:
    app = Host(lambda: ReadinessScreen(session_in(tmp_path)))
    async with app.run_test() as pilot:
        await settled(pilot)
        await pressed(pilot, "down", "enter")
    assert app.results == ["SEC-2"]


async def test_enter_on_a_target_opens_the_checklists_at_it(tmp_path: Path) -> None:
    app = Host(lambda: ReadinessScreen(session_in(tmp_path)))
    async with app.run_test() as pilot:
        await settled(pilot)
        await pressed(pilot, "down", "down", "down", "enter")
        assert isinstance(app.screen, ChecklistsScreen)
        assert app.page.current == "target latency"


async def test_a_reason_without_an_item_leads_nowhere(tmp_path: Path) -> None:
    app = Host(lambda: ReadinessScreen(session_in(tmp_path)))
    async with app.run_test() as pilot:
        await settled(pilot)
        app.page.place_cursor("production score ")
        await pressed(pilot, "enter")
        assert isinstance(app.screen, ReadinessScreen)


@pytest.mark.parametrize("size", SIZES)
def test_snapshot(tmp_path: Path, snap_compare: Callable[..., bool], size: tuple[int, int]) -> None:
    session = session_in(tmp_path)
    assert snap_compare(Host(lambda: ReadinessScreen(session)), terminal_size=size, run_before=settled)
