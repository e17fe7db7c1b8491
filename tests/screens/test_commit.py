"""One commit: its message, its items, and what it changed in the files that items name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from screens.commit import CommitScreen
from screens.forms.link_items import LinkItemsForm
from screens.widgets.page import Page
from tests.screens.commits import ENV, Commits
from tests.screens.support import SIZES, Host
from tests.screens.waiting import pressed, settled, typed
from tracker.domain.commit_links import ids_of, links_of
from tracker.domain.state import Role
from tracker.errors import HistoryError

WIDE = (120, 60)


@pytest.fixture
def commits(tmp_path: Path) -> Commits:
    """The repository behind the plan."""
    return Commits(tmp_path / "repo")


async def test_message_items_evidence_and_changes_are_there(commits: Commits) -> None:
    app = Host(lambda: CommitScreen(commits.session(), commits.rotate))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        text = app.page.text
    for said in (
        "Take the passwords out",
        f"{commits.rotate}  on the mainline",
        "They lie in the vault now.",
        "SEC-1  Exposed credentials in version control  resolves · mainline",
        "url: https://example.org/vault",
        "Changes  in 1 file that items name",
        ".env  SEC-1 · ▌ the lines of SEC-1",
        "▌     2       - KEY_2=hunter2",
        "▌           2 + KEY_2=from-the-vault",
    ):
        assert said in text
    assert "Other files" not in text


async def test_a_commit_that_is_not_merged_touches_no_named_file(commits: Commits) -> None:
    app = Host(lambda: CommitScreen(commits.session(), commits.branch))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        text = app.page.text
    assert "⎇ sockets" in text
    assert "Changes  no file that an item names" in text
    assert "src/socket.ts" in text.partition("Other files")[2]


async def test_lines_outside_of_the_finding_are_not_marked(commits: Commits) -> None:
    sha = commits.repo.commit("Change the end", file=".env", text=f"{ENV}LAST=1\n")
    app = Host(lambda: CommitScreen(commits.session(), sha))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        (added,) = [line for line in app.page.text.splitlines() if "LAST=1" in line]
    assert "▌" not in added


async def test_hostile_names_and_content_are_text(commits: Commits) -> None:
    content = "\x1b]52;c;aGk=\x07[/] \u202egnp\n[@click=app.quit]x[/]\n"
    sha = commits.repo.commit(
        "Odd [/]\n\n\x1b[2J[b]body", file=".env", text=content, GIT_AUTHOR_NAME="[/]\x1b"
    )
    app = Host(lambda: CommitScreen(commits.session(), sha))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        text = app.page.text
    assert "+ \ufffd]52;c;aGk=\ufffd[/] \ufffdgnp" in text
    assert "+ [@click=app.quit]x[/]" in text
    assert "\ufffd[2J[b]body" in text
    assert not {"\x1b", "\x07", "\u202e"} & set(text)


async def test_a_large_patch_is_cut_and_says_so(commits: Commits, monkeypatch: pytest.MonkeyPatch) -> None:
    sha = commits.repo.commit("Much", file=".env", text=ENV * 60)
    app = Host(lambda: CommitScreen(commits.session(), sha))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        text = app.page.text
    assert "… the rest is not shown: 2000 lines are enough here" in text
    assert 2000 < len(text.splitlines()) < 2050


async def test_neighbours_are_walked_to_and_the_ends_are_ends(commits: Commits) -> None:
    order = [commits.silent, commits.limit]
    app = Host(lambda: CommitScreen(commits.session(), commits.silent, order))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        for key, subject in (("[", "Drop the last keys"), ("]", "Limit the pool"), ("]", "Limit the pool")):
            await pressed(pilot, {"[": "left_square_bracket", "]": "right_square_bracket"}[key])
            assert app.page.text.startswith(subject)


async def test_an_item_whose_file_it_changes_is_offered_first(commits: Commits) -> None:
    session = commits.session()
    app = Host(lambda: CommitScreen(session, commits.limit))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert "◇ SEC-1" in app.page.text
        await pressed(pilot, "l", "tab", "right", "down", "enter")
        (mine,) = [each for each in links_of(session.board)[commits.limit] if each.item == "SEC-1"]
        assert mine.link.role is Role.REFS
        assert "◇" not in app.page.text
        await pressed(pilot, "u")
        assert ids_of(links_of(session.board)[commits.limit]) == ("DB-1",)


async def test_enter_goes_to_the_item(commits: Commits) -> None:
    app = Host(lambda: CommitScreen(commits.session(), commits.limit))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "enter")
    assert app.results == ["DB-1"]


async def test_a_commit_that_is_gone_is_said(commits: Commits) -> None:
    app = Host(lambda: CommitScreen(commits.session(), "f" * 40))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert "names no commit here" in app.page.text
        assert "names no commit here" in app.said


async def test_without_its_changes_a_commit_is_shown_all_the_same(
    commits: Commits, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise HistoryError("a blob is missing")

    monkeypatch.setattr("tracker.history.patch.read_patch", fail)
    app = Host(lambda: CommitScreen(commits.session(), commits.limit))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert app.page.text.startswith("Limit the pool")
        assert app.said == "✗ a blob is missing"
        assert "reading" not in app.page.text


def form_page(app: Host) -> Page:
    """The items that the form offers."""
    assert isinstance(app.screen, LinkItemsForm)
    return app.screen.page


async def test_items_are_found_by_words_of_their_titles_and_marks_stay(commits: Commits) -> None:
    session = commits.session()
    app = Host(lambda: CommitScreen(session, commits.begin))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "l", typed("indexes"))
        assert form_page(app).text.split()[:3] == ["□", "●", "DB-2"]
        await pressed(pilot, "down", "space", "up")
        app.screen.query_one("#search").value = "runbook"  # type: ignore[attr-defined]
        await settled(pilot)
        assert [line.split()[0::2] for line in form_page(app).text.splitlines()] == [
            ["□", "DOC-1"],
            ["■", "DB-2", "indexes"],
        ]
        await pressed(pilot, "enter")
        assert ids_of(links_of(session.board)[commits.begin]) == ("DB-2",)


async def test_a_click_marks_an_item_and_another_takes_the_mark_off(commits: Commits) -> None:
    app = Host(lambda: CommitScreen(commits.session(), commits.begin))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "l")
        for mark in ("■", "□"):
            await pilot.click(form_page(app), offset=(6, 1))
            await settled(pilot)
            assert [line[0] for line in form_page(app).text.splitlines()][:3] == ["□", mark, "□"]
        await pressed(pilot, "escape")
        assert isinstance(app.screen, CommitScreen)


async def test_no_item_is_like_that(commits: Commits) -> None:
    session = commits.session()
    app = Host(lambda: CommitScreen(session, commits.begin))
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        await pressed(pilot, "l", typed("xyzzy"), "down", "up", "enter")
        assert "no item is like that" in form_page(app).text
        assert "an item is needed" in str(app.screen.query_one("#refusal").content)  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", SIZES)
def test_snapshot(commits: Commits, snap_compare: Callable[..., bool], size: tuple[int, int]) -> None:
    session = commits.session()

    async def after(pilot: Pilot[Any]) -> None:
        await settled(pilot)

    app = Host(lambda: CommitScreen(session, commits.rotate))
    assert snap_compare(app, terminal_size=size, run_before=after)
