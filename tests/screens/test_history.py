"""The history: commits with their items, searched while typing, linked and unlinked, as they are now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from screens.app import TrackerApp
from screens.board import BoardScreen
from screens.commit import CommitScreen
from screens.detail import DetailScreen
from screens.forms.link_items import LinkItemsForm
from screens.help import HelpScreen
from screens.history import HistoryScreen
from screens.messages import JournalChanged
from screens.session import Session
from screens.widgets.commit_rows import MATCH
from screens.widgets.long_page import LongPage
from tests.history.building import Repo
from tests.screens.commits import Commits
from tests.screens.support import SIZES, Host, session_in
from tests.screens.waiting import pressed, settled, typed
from tracker.domain.commit_links import ids_of, links_of
from tracker.domain.state import Status
from tracker.errors import HistoryError

WIDE = (120, 30)


@pytest.fixture
def commits(tmp_path: Path) -> Commits:
    """The repository behind the plan."""
    return Commits(tmp_path / "repo")


def history(app: Host | TrackerApp) -> HistoryScreen:
    """The screen on top."""
    screen = app.screen
    assert isinstance(screen, HistoryScreen)
    return screen


def lines(app: Host) -> list[str]:
    return [line for line in history(app).page.text.splitlines() if line.strip()]


def shas(app: Host) -> list[str]:
    return [line[:7] for line in lines(app)]


def aside(app: Host) -> str:
    return str(history(app).search.aside.content)


def linked(session: Session, sha: str) -> tuple[str, ...]:
    return ids_of(links_of(session.board).get(sha, ()))


async def test_every_commit_stands_with_its_items(commits: Commits) -> None:
    app = Host(lambda: HistoryScreen(commits.session()))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        by_sha = {line[:7]: line for line in lines(app)}
        assert len(by_sha) == 9
        marks = {sha: line.split()[-3:] for sha, line in by_sha.items()}
        assert marks[commits.branch[:7]] == ["✓", "SEC-2", "⎇"]
        assert marks[commits.rotate[:7]][1:] == ["✓", "SEC-1"]
        assert marks[commits.limit[:7]][1:] == ["→", "DB-1"]
        assert marks[commits.tls[:7]][1:] == ["↶", "SEC-3"]
        assert marks[commits.silent[:7]][1:] == ["◇", "SEC-1"]
        assert "Ada" in by_sha[commits.begin[:7]]
        assert "◇" not in by_sha[commits.begin[:7]]
        assert aside(app) == "9 commits"


async def test_what_commits_say_is_text_and_nothing_else(commits: Commits) -> None:
    app = Host(lambda: HistoryScreen(commits.session()))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        first = lines(app)[0]
    assert "E\ufffdve [/]" in first
    assert "Rotate [/] the [bold]keys[/bold] \ufffd[31mred" in first
    assert not {"\x1b", "\x07", "\u202e"} & set(first)


@pytest.mark.parametrize(
    ("text", "names", "said"),
    [
        ("passwords take", ["rotate"], "1 of 9 commits"),
        ("e\ufffdve", ["hostile"], "1 of 9 commits"),
        ("sec-1", ["rotate"], "1 of 9 commits"),
        ("item:SEC-2", ["branch"], "1 of 9 commits"),
        ("psswrds", ["rotate"], "1 of 9 commits · loosely"),
        ("vault", ["rotate"], "1 of 9 commits · in messages"),
        ("turn tls", ["undone", "tls"], "2 of 9 commits"),
    ],
)
async def test_words_find_commits_while_they_are_typed(
    commits: Commits, text: str, names: list[str], said: str
) -> None:
    app = Host(lambda: HistoryScreen(commits.session()))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "slash", typed(text))
        assert (shas(app), aside(app)) == ([getattr(commits, name)[:7] for name in names], said)
        await pressed(pilot, "escape")
        assert len(shas(app)) == 9
        assert history(app).page.has_focus


async def test_what_was_looked_for_stands_out(commits: Commits) -> None:
    app = Host(lambda: HistoryScreen(commits.session()))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "slash", typed("PASS"))
        spans = [span for row in history(app).page._rows for span in row.spans if span.tone is MATCH]
        assert [span.text for span in spans] == ["pass"]


async def test_nothing_is_like_that(commits: Commits) -> None:
    app = Host(lambda: HistoryScreen(commits.session()))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "slash", typed("xyzzy"))
        assert lines(app) == ["No commit is like that."]
        await pressed(pilot, "enter", "l", "L", "enter", "C")
        assert isinstance(app.screen, HistoryScreen)
        assert app.said == "that commit is linked to no item"


async def test_escape_takes_the_search_off_before_it_goes_back(commits: Commits) -> None:
    app = Host(lambda: HistoryScreen(commits.session()))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "slash", typed("tls"), "enter", "escape")
        assert len(shas(app)) == 9
        await pressed(pilot, "escape")
    assert app.results == [None]


async def test_the_rest_is_read_when_somebody_gets_there(
    commits: Commits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.service.commits.log.FIRST", 8)
    monkeypatch.setattr("screens.history._AROUND", 0)
    app = Host(lambda: HistoryScreen(commits.session()))
    async with app.run_test(size=(80, 9)) as pilot:
        await settled(pilot)
        assert aside(app) == "8 commits …"
        await pressed(pilot, "end")
        assert aside(app) == "9 commits"
        await pressed(pilot, "end")
        assert shas(app)[-1] == commits.begin[:7]


async def test_a_search_goes_through_what_was_not_read_yet(
    commits: Commits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.service.commits.log.FIRST", 2)
    monkeypatch.setattr("tracker.history.log.PORTION", 2)
    app = Host(lambda: HistoryScreen(commits.session()))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "slash", typed("begin"))
        assert (shas(app), aside(app)) == ([commits.begin[:7]], "1 of 9 commits")


async def test_the_commits_of_an_item_from_its_detail(commits: Commits) -> None:
    session = commits.session()
    app = Host(lambda: DetailScreen(session, "SEC-1"))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "K")
        assert (shas(app), history(app).search.text) == ([commits.rotate[:7]], "item:SEC-1")
        await pressed(pilot, "escape")
        assert isinstance(app.screen, DetailScreen)


async def test_an_item_is_gone_to_from_a_commit(commits: Commits) -> None:
    session = commits.session()
    app = Host(lambda: HistoryScreen(session))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "down", "enter")
        assert isinstance(app.screen, CommitScreen)
        await pressed(pilot, "enter")
    assert app.results == ["SEC-2"]


async def test_several_items_are_linked_and_that_is_one_action(commits: Commits) -> None:
    session = commits.session()
    app = Host(lambda: HistoryScreen(session))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "down", "down", "l", typed("sec-"), "down", "space", "down", "space", "enter")
        assert linked(session, commits.silent) == ("SEC-1", "SEC-2")
        assert app.said == f"linked {commits.silent[:7]} to SEC-1, SEC-2"
        assert [line for line in lines(app) if "✓ SEC-1  ✓ SEC-2" in line]
        await pressed(pilot, "u")
        assert linked(session, commits.silent) == ()
        assert "◇ SEC-1" in lines(app)[2]
        await pressed(pilot, "ctrl+r")
        assert linked(session, commits.silent) == ("SEC-1", "SEC-2")


async def test_a_link_that_is_refused_comes_back_as_it_was(commits: Commits) -> None:
    session = commits.session()
    app = Host(lambda: HistoryScreen(session))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "slash", typed("passwords"), "enter", "l", typed("sec-1"), "enter")
        assert isinstance(app.screen, LinkItemsForm)
        assert app.screen.page.text.startswith("■ ● SEC-1")
        await pressed(pilot, "escape")
        assert app.said.startswith(f"✗ commit {commits.rotate[:7]} is linked to SEC-1 already")


async def test_a_commit_is_taken_away_from_the_items_that_are_chosen(commits: Commits) -> None:
    session = commits.session()
    app = Host(lambda: HistoryScreen(session))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "slash", typed("passwords"), "enter", "L", "enter")
        assert linked(session, commits.rotate) == ()
        assert session.board.by_id["SEC-1"].status is Status.OPEN
        assert app.said == f"unlinked {commits.rotate[:7]} from SEC-1"
        await pressed(pilot, "u")
        assert linked(session, commits.rotate) == ("SEC-1",)


async def test_new_commits_are_there_and_the_cursor_stays(commits: Commits) -> None:
    session = commits.session()
    app = Host(lambda: HistoryScreen(session))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "down", "down")
        new = commits.repo.commit("New one\n\nFixes: SEC-3")
        session.sync()
        app.screen.post_message(JournalChanged())
        await settled(pilot)
        assert shas(app)[0] == new[:7]
        assert history(app).sha == commits.silent
        assert lines(app)[0].endswith("✓ SEC-3")


async def test_a_commit_shows_by_itself_while_the_app_runs(commits: Commits) -> None:
    session = commits.session()
    app = TrackerApp(lambda: BoardScreen(session))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "K")
        new = commits.repo.commit("New one\n\nRefs: DB-1")
        app.screen_stack[-2].query_one("Watch").look()  # type: ignore[attr-defined]
        await settled(pilot)
        page = history(app).page.text.splitlines()
        assert page[0].startswith(new[:7])
        assert page[0].endswith("→ DB-1")
        await pressed(pilot, "home", "enter", "enter")
        assert isinstance(app.screen, BoardScreen)
        assert app.screen.selected() == ("DB-1",)


async def test_a_click_opens_and_the_wheel_reaches_the_end(commits: Commits) -> None:
    app = Host(lambda: HistoryScreen(commits.session()))
    async with app.run_test(size=(80, 9)) as pilot:
        await settled(pilot)
        page = history(app).page
        await pilot.click(LongPage, offset=(10, 2))
        await settled(pilot)
        assert history(app).sha == commits.silent
        page.scroll_end(animate=False)
        await settled(pilot)
        assert shas(app)[-1] == commits.begin[:7]
        page.scroll_home(animate=False)
        await settled(pilot)
        await pilot.click(LongPage, offset=(10, 2))
        await settled(pilot)
        assert isinstance(app.screen, CommitScreen)


async def test_the_sha_is_copied(commits: Commits) -> None:
    app = Host(lambda: HistoryScreen(commits.session()))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "C")
        assert app.clipboard == commits.hostile


async def test_the_help_says_what_the_marks_mean(commits: Commits) -> None:
    app = Host(lambda: HistoryScreen(commits.session()))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert "linked to nothing, but changes a file" in app.page.text
        assert "Take the commit away from items" in app.page.text


async def test_without_a_repository_it_says_so(tmp_path: Path) -> None:
    app = Host(lambda: HistoryScreen(session_in(tmp_path)))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert lines(app) == ["there is no git repository here", "run tracker inside the repository"]
        await pressed(pilot, "slash", typed("x"), "enter", "l", "enter")
        assert lines(app)[0] == "there is no git repository here"


async def test_without_a_commit_it_says_so(tmp_path: Path) -> None:
    Repo(tmp_path)
    app = Host(lambda: HistoryScreen(session_in(tmp_path)))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert lines(app) == ["There is no commit yet."]


async def test_what_cannot_be_read_is_said_and_what_was_read_stays(
    commits: Commits, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = commits.session()

    def fail(*_: Any, **__: Any) -> Any:
        raise HistoryError("the repository cannot be read")

    app = Host(lambda: HistoryScreen(session))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        monkeypatch.setattr("tracker.history.log.newest_tips", fail)
        app.screen.post_message(JournalChanged())
        await settled(pilot)
        assert len(shas(app)) == 9
        assert app.said == "✗ the repository cannot be read"


async def test_a_selection_is_copied_from_where_it_is(commits: Commits) -> None:
    app = Host(lambda: HistoryScreen(commits.session()))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await drag(pilot, (0, 1), (6, 2))
        assert app.screen.get_selected_text() == "\n".join([lines(app)[1], commits.silent[:7]])


async def drag(pilot: Pilot[Any], start: tuple[int, int], end: tuple[int, int]) -> None:
    """Select with the mouse."""
    left = 1
    await pilot.mouse_down(LongPage, offset=(start[0] + left, start[1]))
    await pilot.hover(LongPage, offset=(end[0] + left, end[1]))
    await pilot.mouse_up(LongPage, offset=(end[0] + left, end[1]))
    await settled(pilot)


@pytest.mark.parametrize("size", SIZES)
def test_snapshot(commits: Commits, snap_compare: Callable[..., bool], size: tuple[int, int]) -> None:
    session = commits.session()
    assert snap_compare(Host(lambda: HistoryScreen(session)), terminal_size=size, run_before=settled)


@pytest.mark.parametrize("size", SIZES)
def test_snapshot_of_a_search(
    commits: Commits, snap_compare: Callable[..., bool], size: tuple[int, int]
) -> None:
    session = commits.session()

    async def search(pilot: Pilot[Any]) -> None:
        await settled(pilot)
        await pressed(pilot, "slash", typed("on t"))

    assert snap_compare(Host(lambda: HistoryScreen(session)), terminal_size=size, run_before=search)


@pytest.mark.parametrize("size", SIZES)
def test_snapshot_of_linking(
    commits: Commits, snap_compare: Callable[..., bool], size: tuple[int, int]
) -> None:
    session = commits.session()

    async def link(pilot: Pilot[Any]) -> None:
        await settled(pilot)
        await pressed(pilot, "down", "down", "l", "down", "space", "down")

    assert snap_compare(Host(lambda: HistoryScreen(session)), terminal_size=size, run_before=link)
