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
from screens.commit import CommitScreen
from screens.detail import DetailScreen
from screens.forecast import ForecastScreen
from screens.forms.accept_risk import AcceptRiskForm
from screens.forms.confirm import ConfirmForm
from screens.forms.export import ExportForm
from screens.forms.link import LinkForm
from screens.forms.link_items import LinkItemsForm
from screens.forms.path import PathForm, check_document
from screens.forms.save_filter import SaveFilterForm
from screens.forms.saved_filters import SavedFilter, SavedFiltersForm
from screens.forms.ticks import TicksForm
from screens.help import HelpScreen
from screens.history import HistoryScreen
from screens.journal import JournalScreen
from screens.lines import LinesScreen
from screens.phases import PhasesScreen
from screens.picker import PickerScreen
from screens.readiness import ReadinessScreen
from screens.session import Session
from screens.standing import Standing
from screens.theme import HIGH_CONTRAST, THEMES
from tests.screens.commits import Commits
from tests.screens.contrast import STRONG, TEXT, faint_texts, ratio_of
from tests.screens.reviews import import_app
from tests.screens.support import FORECAST, NOW, Host, clock, session_in
from tests.screens.waiting import pressed, settled, typed
from tracker.domain.commit import Commit
from tracker.domain.fileref import parse_fileref
from tracker.domain.plan import Verdict
from tracker.service.workspace import FoundPlan, find_workspace

Make = Callable[[Session], Screen[Any]]
NEWEST = (Commit("a" * 40, (), "Ada", "", NOW, NOW, "Rotate credentials"),)
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
    "commits": (lambda s: LinkForm(s.board, ["SEC-1"], lambda _: NEWEST), ()),
    "path": (lambda s: PathForm("Import", "Open", "Nothing is written.", check_document), ("enter",)),
    "filter's name": (lambda s: SaveFilterForm(s.board, {"old": "is:open"}, "is:ready"), (typed("old"),)),
    "filters": (lambda s: SavedFiltersForm([SavedFilter("mine", "owner:sam", 2, "no phase")]), ()),
    "what if": (ForecastScreen, ("w", typed("nonsense"))),
    "question": (lambda s: ConfirmForm("Run 1 command?", "gitleaks detect"), ()),
}


COMMITTED: dict[str, tuple[Callable[[Commits], Screen[Any]], tuple[str, ...]]] = {
    "history": (lambda c: HistoryScreen(c.session()), ("down",)),
    "commit": (lambda c: CommitScreen(c.session(), c.rotate), ("down",)),
    "lines": (lambda c: LinesScreen(c.session(), parse_fileref(".env:2-4")), ("down",)),
}


@pytest.mark.parametrize("name", SHOWN)
async def test_every_text_can_be_read_in_every_theme(tmp_path: Path, name: str) -> None:
    make, keys = SHOWN[name]
    session = session_in(tmp_path)
    session.forecast = FORECAST
    await assert_readable(Host(lambda: make(session)), *keys)


@pytest.mark.parametrize("name", COMMITTED)
async def test_what_commits_say_can_be_read_in_every_theme(tmp_path: Path, name: str) -> None:
    make, keys = COMMITTED[name]
    commits = Commits(tmp_path / "repo")
    await assert_readable(Host(lambda: make(commits)), *keys)


async def test_drafts_and_their_lines_can_be_read_in_every_theme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    await assert_readable(import_app(), "n", "d")


async def test_plans_to_choose_from_can_be_read_in_every_theme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    standings = {
        "one": Standing(Verdict.NOT_READY, 7, 14, 41),
        "two": Standing(Verdict.CONDITIONALLY_READY, 2, 4, 9),
        "bad": Standing(problem="✗ bad.toml:1:1: unknown key"),
    }
    monkeypatch.setattr(PickerScreen, "_standing", lambda self, plan: standings[plan.id])
    monkeypatch.setattr(PickerScreen, "_when", lambda self, plan: "done")
    plans = [FoundPlan(id_, f"The plan {id_}", Path(f"{id_}.toml"), False) for id_ in standings]
    workspace = find_workspace(tmp_path, env={})
    await assert_readable(Host(lambda: PickerScreen(workspace, plans, actor="Ada", clock=clock)))


async def assert_readable(app: App[None], *keys: str) -> None:
    """Press keys, and look at what is shown then in one theme after the other."""
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
