"""Checklists, targets and sign-offs: ticked, measured and signed from one page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from screens.checklists import ChecklistsScreen
from screens.widgets.checklist_rows import checklist_rows
from screens.widgets.lines import plain
from tests.screens.support import SIZES, Host, session_in
from tests.screens.waiting import pressed, settled, typed


def test_claims_stand_beside_the_truth(tmp_path: Path) -> None:
    text = plain(checklist_rows(session_in(tmp_path).board, 120))
    for said in (
        "Pre-deploy  0/3 · Operations · Production asks for it",
        "○ Backups were restored once  (the review says done)",
        "○ TLS is on  (with SEC-3)",
        "unmeasured  the review said 180 ms",
        "○ Tech lead  not signed  if all critical items verified",
        "○ Which queue  recommended: Redis",
        "NATS  against: one more thing to run",
        "Restore a backup monthly  pick one at random",
    ):
        assert said in text


async def test_space_ticks_and_unticks(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: ChecklistsScreen(session))
    async with app.run_test() as pilot:
        await settled(pilot)
        await pressed(pilot, "space")
        assert app.said == "ticked predeploy/health"
        assert "✓ GET /health" in app.page.text
        await pressed(pilot, "enter")
        assert app.said == "unticked predeploy/health"
        await pressed(pilot, "u")
        assert app.said == "undone: untick"
        assert session.board.plan_state.ticks == {("predeploy", "health"): True}


async def test_a_check_of_an_item_ticks_itself(tmp_path: Path) -> None:
    app = Host(lambda: ChecklistsScreen(session_in(tmp_path)))
    async with app.run_test() as pilot:
        await settled(pilot)
        await pressed(pilot, "down", "down", "space")
        assert app.said == "✗ predeploy/tls ticks itself when SEC-3 is verified"
        await pressed(pilot, "i")
    assert app.results == ["SEC-3"]


async def test_m_measures_the_target(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: ChecklistsScreen(session, at="latency"))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pressed(pilot, "m", typed("300 ms"), "enter")
        assert app.said == "recorded latency: 300 ms"
        assert "✗ 95th percentile latency" in app.page.text
        await pressed(pilot, "enter", typed("180"), "enter")
        assert session.board.plan_state.measurements["latency"].value == "180"
        assert "✓ 95th percentile latency" in app.page.text


async def test_s_signs_with_the_name_of_who_acts(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: ChecklistsScreen(session, at="tech-lead"))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pressed(pilot, "s", "enter")
        assert app.said == "tech-lead signed off by robin"
        assert session.board.plan_state.signatures["tech-lead"].by == "robin"


async def test_a_key_on_the_wrong_row_says_where_it_belongs(tmp_path: Path) -> None:
    app = Host(lambda: ChecklistsScreen(session_in(tmp_path)))
    async with app.run_test() as pilot:
        await settled(pilot)
        await pressed(pilot, "m")
        assert app.said == "put the cursor on a target to measure it"
        await pressed(pilot, "s")
        assert app.said == "put the cursor on a role to sign for it"
        await pressed(pilot, "i")
        assert app.said == "no item stands behind this row"
        await pressed(pilot, "end", "space")
        assert app.said == "put the cursor on a check to tick it"


@pytest.mark.parametrize("size", SIZES)
def test_snapshot(tmp_path: Path, snap_compare: Callable[..., bool], size: tuple[int, int]) -> None:
    session = session_in(tmp_path)
    assert snap_compare(Host(lambda: ChecklistsScreen(session)), terminal_size=size, run_before=settled)
