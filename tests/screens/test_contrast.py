"""What stands on a screen can be read in every theme: the ratio of contrast of every text that is drawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.color import Color
from textual.screen import Screen
from textual.theme import Theme

from screens.board import BoardScreen
from screens.checklists import ChecklistsScreen
from screens.detail import DetailScreen
from screens.forecast import ForecastScreen
from screens.forms.accept_risk import AcceptRiskForm
from screens.forms.confirm import ConfirmForm
from screens.forms.export import ExportForm
from screens.forms.link_items import LinkItemsForm
from screens.forms.ticks import TicksForm
from screens.help import HelpScreen
from screens.journal import JournalScreen
from screens.phases import PhasesScreen
from screens.readiness import ReadinessScreen
from screens.session import Session
from screens.theme import HIGH_CONTRAST, THEMES
from tests.screens.contrast import STRONG, TEXT, faint_texts, ratio_of
from tests.screens.support import FORECAST, Host, session_in
from tests.screens.waiting import pressed, settled, typed

Make = Callable[[Session], Screen[Any]]
SHOWN: dict[str, tuple[Make, tuple[str, ...]]] = {
    "board": (BoardScreen, ()),
    "board, marked": (BoardScreen, ("space", "down", "space")),
    "board, moving": (BoardScreen, ("m", "right")),
    "board, filter": (BoardScreen, ("slash", typed("is:nothing"))),
    "detail": (lambda s: DetailScreen(s, "SEC-1"), ("down",)),
    "readiness": (ReadinessScreen, ("down",)),
    "forecast": (ForecastScreen, ("down",)),
    "phases": (PhasesScreen, ("enter",)),
    "checklists": (ChecklistsScreen, ("down",)),
    "journal": (JournalScreen, ("down",)),
    "help": (HelpScreen, ("down",)),
    "fields": (lambda s: AcceptRiskForm(s.board, ["SEC-3"]), ("enter",)),
    "choice": (lambda s: ExportForm(s.board), ("right",)),
    "ticks": (lambda s: TicksForm(s.board, "SEC-1"), ("down", "space")),
    "items": (lambda s: LinkItemsForm(s.board, "Link it to", "Link"), ("down", "space")),
    "question": (lambda s: ConfirmForm("Run 1 command?", "gitleaks detect"), ()),
}


@pytest.mark.parametrize("name", SHOWN)
async def test_every_text_can_be_read_in_every_theme(tmp_path: Path, name: str) -> None:
    make, keys = SHOWN[name]
    session = session_in(tmp_path)
    session.forecast = FORECAST
    app = Host(lambda: make(session))
    for theme in THEMES:
        app.register_theme(theme)
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        await pressed(pilot, *keys)
        for theme in THEMES:
            app.theme = theme.name
            await settled(pilot)
            assert list(faint_texts(app, needed(theme))) == [], theme.name


def needed(theme: Theme) -> float:
    """The ratio that texts have in a theme."""
    return STRONG if theme is HIGH_CONTRAST else TEXT


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_colour_of_a_theme_can_be_read_on_what_it_stands_on(theme: Theme) -> None:
    own = theme.variables
    grounds = [theme.background, theme.panel, own["cursor"]]
    signals = [value for name, value in own.items() if name.startswith(("severity-", "verdict-"))]
    texts = [theme.foreground, theme.accent, theme.error, theme.warning, theme.success, own["text-muted"]]
    for text in (*signals, *texts):
        for ground in grounds:
            assert ratio_of(Color.parse(text), Color.parse(ground)) >= needed(theme), (text, ground)


def test_the_ratio_is_that_of_the_guidelines() -> None:
    black, white, grey = Color.parse("#000000"), Color.parse("#ffffff"), Color.parse("#767676")
    assert ratio_of(black, white) == ratio_of(white, black) == pytest.approx(21)
    assert ratio_of(grey, white) == pytest.approx(4.54, abs=0.01)
    assert ratio_of(grey, grey) == 1


async def test_what_is_faint_is_found(tmp_path: Path) -> None:
    app: App[None] = Host(lambda: ConfirmForm("Run 1 command?", "gitleaks detect"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.screen.query_one("#heading").styles.color = "#333333"
        await settled(pilot)
        assert [found.text for found in faint_texts(app, TEXT)] == ["Run 1 command?"]
