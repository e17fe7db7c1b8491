"""What can be clicked besides cards and forms: the figures on top, the keys below, and what they lead to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from screens.board import BoardScreen
from screens.detail import DetailScreen
from screens.forecast import ForecastScreen
from screens.help import HelpScreen
from screens.page_screen import PageScreen
from screens.phases import PhasesScreen
from screens.readiness import ReadinessScreen
from screens.session import Session
from screens.widgets.readiness_strip import screen_at, strip_parts, summary_of
from tests.screens.sample import FORECAST, SampleSession, board_app
from tests.screens.support import Host, session_in
from tests.screens.waiting import pressed, settled

WIDE = (160, 45)


def cell_of(session: SampleSession, said: str, width: int) -> int:
    """The cell of the strip where something is said."""
    summary = summary_of(session.view, session.forecast, computing=False)
    line = "".join(text for text, _ in strip_parts(summary, width))
    return cell_len(line[: line.index(said)])


@pytest.mark.parametrize(
    ("said", "screen"),
    [("NOT READY", ReadinessScreen), ("reasons", ReadinessScreen), ("3/11", PhasesScreen)],
)
async def test_a_figure_on_top_leads_to_what_it_sums_up(
    session: SampleSession, said: str, screen: type[PageScreen]
) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.click("#strip", offset=(cell_of(session, said, WIDE[0]), 0))
        await settled(pilot)
        assert isinstance(app.screen, screen)


async def test_the_title_on_top_leads_nowhere(session: SampleSession) -> None:
    app = board_app(session)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pilot.click("#strip", offset=(3, 0))
        await settled(pilot)
        assert isinstance(app.screen, BoardScreen)


@pytest.mark.parametrize("width", [80, 160])
def test_every_figure_has_a_screen_and_what_is_between_has_none(session: SampleSession, width: int) -> None:
    summary = summary_of(session.view, FORECAST, computing=False)
    screens = [screen_at(summary, width, cell) for cell in range(width)]
    assert list(dict.fromkeys(screens)) == ["", "readiness", "forecast", "phases"]
    assert screens[0] == screen_at(summary, width, width) == ""


def bottom(pilot: Pilot[None]) -> str:
    """The line of keys, as it is drawn."""
    keys = pilot.app.screen.query_one("#keys")
    return keys.render_line(0).text


@pytest.mark.parametrize(
    "make", [ReadinessScreen, ForecastScreen, PhasesScreen, lambda s: DetailScreen(s, "SEC-1")]
)
async def test_every_page_has_its_keys_explained_and_the_same_key_leads_back(
    tmp_path: Path, make: Callable[[Session], PageScreen]
) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: make(session))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        below = app.screen
        assert "? keys" in bottom(pilot)
        await pressed(pilot, "question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert "All keys, and what marks mean" in app.page.text
        await pressed(pilot, "question_mark")
        assert app.screen is below
        await pilot.click("#keys", offset=(bottom(pilot).index("? keys"), 0))
        await settled(pilot)
        assert isinstance(app.screen, HelpScreen)
