"""The link form with suggestions: on top, each with its why, and never in the way of what is being done."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from screens.acts import form_for
from screens.forms.link import Find, LinkForm, Suggest
from screens.forms.values import CommitChoice
from screens.session import Session
from screens.widgets.page import Page
from tests.screens.support import NOW, PLAN, SIZES, Host, session_in
from tests.screens.waiting import pressed, settled, typed
from tracker.domain.commit import Commit
from tracker.domain.state import Role
from tracker.domain.suggestion import Suggestion
from tracker.errors import HistoryError

_GIVEN_UP = 60
"""Seconds after which a thread goes on all the same: a test that failed before must not hang."""


def commit(letter: str, subject: str, author: str = "Ada", days_ago: int = 1) -> Commit:
    at = NOW - timedelta(days=days_ago)
    return Commit(letter * 40, (), author, "", at, at, subject)


NEWEST = (commit("a", "Release 4"), commit("b", "Rotate credentials", days_ago=3), commit("c", "Begin"))
LINES = Suggestion(
    "SEC-1", commit("b", "Rotate credentials"), 5.0, ("lines 1-39 of .env", "words: rotate"), ()
)
WORDS = Suggestion(
    "SEC-1", commit("d", "Move [b]secrets[/b] \x1b[31m", "E\x1bve", 40), 2.0, ("words: secrets",), ()
)


def find(words: Sequence[str]) -> Sequence[Commit]:
    return () if words else NEWEST


def suggest(ids: Sequence[str]) -> Sequence[Suggestion]:
    return (LINES, WORDS)


def form(session: Session, suggest: Suggest | None = suggest, find: Find = find, *ids: str) -> LinkForm:
    return LinkForm(session.board, ids or ("SEC-1",), find, suggest=suggest)


def rows(app: Host) -> list[str]:
    return [line.strip() for line in app.screen.query_one(Page).text.splitlines()]


async def test_suggestions_stand_above_the_newest_each_once(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: form(session))
    async with app.run_test() as pilot:
        await settled(pilot)
        shown = rows(app)
        assert [line.split(" ")[0][:7] for line in shown] == [
            *("Probabl", "bbbbbbb", "lines", "ddddddd", "words:", "Newest", "aaaaaaa", "ccccccc")
        ]
        assert shown[2] == "lines 1-39 of .env · words: rotate"
        await pressed(pilot, "home", typed("begin"))
        assert [line[:7] for line in rows(app)] == ["ccccccc"]


async def test_without_suggestions_there_are_the_newest_alone(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    for nothing in (None, lambda ids: ()):
        app = Host(lambda nothing=nothing: form(session, nothing))  # type: ignore[misc]
        async with app.run_test() as pilot:
            await settled(pilot)
            assert [line[:7] for line in rows(app)] == ["aaaaaaa", "bbbbbbb", "ccccccc"]
            await pressed(pilot, "enter")
        assert app.results == [CommitChoice("a" * 40, Role.RESOLVES)]


class Waiting:
    """Suggestions that are there when a test says so, as they take longer than the newest commits."""

    def __init__(self) -> None:
        self._found = Event()

    def __call__(self, ids: Sequence[str]) -> Sequence[Suggestion]:
        self._found.wait(_GIVEN_UP)
        return suggest(ids)

    async def until_listed(self, pilot: Pilot[Any]) -> None:
        """Wait until the newest commits are shown."""
        page = pilot.app.screen.query_one(Page)
        while page.current is None:
            await pilot.pause()

    async def arrive(self, pilot: Pilot[Any]) -> None:
        """Let the suggestions come."""
        self._found.set()
        await settled(pilot)


@pytest.mark.parametrize(("keys", "letter"), [(["up", "enter"], "d"), (["up", "up", "enter"], "b")])
async def test_enter_links_a_suggestion(tmp_path: Path, keys: Sequence[str], letter: str) -> None:
    session = session_in(tmp_path)
    later = Waiting()
    app = Host(lambda: form(session, later))
    async with app.run_test() as pilot:
        await later.until_listed(pilot)
        await later.arrive(pilot)
        assert app.screen.query_one(Page).current == "a" * 40
        await pressed(pilot, *keys)
    assert app.results == [CommitChoice(letter * 40, Role.RESOLVES)]


async def test_the_form_works_while_suggestions_are_looked_for(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    later = Waiting()
    app = Host(lambda: form(session, later))
    async with app.run_test() as pilot:
        await later.until_listed(pilot)
        await pilot.press("down", "enter")
        await later.arrive(pilot)
    assert app.results == [CommitChoice("b" * 40, Role.RESOLVES)]


async def test_enter_before_anything_is_shown_links_nothing(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    read = Event()

    def later(words: Sequence[str]) -> Sequence[Commit]:
        read.wait(_GIVEN_UP)
        return find(words)

    app = Host(lambda: form(session, None, later))
    async with app.run_test() as pilot:
        await pilot.press("enter")
        read.set()
        await settled(pilot)
        assert "the commit is needed" in str(app.screen.query_one("#refusal", Static).content)
    assert app.results == []


async def test_a_failure_is_said_and_every_commit_can_be_linked(tmp_path: Path) -> None:
    session = session_in(tmp_path)

    def failing(ids: Sequence[str]) -> Sequence[Suggestion]:
        raise HistoryError("it is not known which commit the review looked at")

    app = Host(lambda: form(session, failing))
    async with app.run_test() as pilot:
        await settled(pilot)
        said = " ".join(rows(app)[:2])
        assert said == "nothing can be suggested: it is not known which commit the review looked at"
        await pressed(pilot, "enter")
    assert app.results == [CommitChoice("a" * 40, Role.RESOLVES)]


async def test_with_several_items_each_suggestion_names_its_own(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: form(session, suggest, find, "SEC-1", "SEC-2"))
    async with app.run_test() as pilot:
        await settled(pilot)
        assert rows(app)[2] == "SEC-1: lines 1-39 of .env · words: rotate"


async def test_the_app_s_own_form_suggests_from_the_repository(tmp_path: Path) -> None:
    def git(*arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=tmp_path, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    git("init", "-q", "-b", "main")
    (tmp_path / ".env").write_text("PASSWORD=hunter2\n")
    git("add", "-A")
    git("commit", "-qm", "Begin")
    plan = PLAN.replace("[plan]\n", f'[plan]\nbaseline = "{git("rev-parse", "HEAD")}"\n', 1)
    (tmp_path / ".env").write_text("\n")
    git("commit", "-qam", "Take it out")
    session = session_in(tmp_path, history=(), plan=plan)
    app = Host(lambda: form_for("link", session, ["SEC-1"]))
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        shown = rows(app)
        assert shown[0].startswith("Probably")
        assert shown[1].startswith(git("rev-parse", "HEAD")[:7])
        assert shown[2].startswith("lines 1-39 of .env")


@pytest.mark.parametrize("size", SIZES)
def test_snapshot(tmp_path: Path, snap_compare: Callable[..., bool], size: tuple[int, int]) -> None:
    later = Waiting()
    session = session_in(tmp_path)

    async def after(pilot: Pilot[Any]) -> None:
        await later.until_listed(pilot)
        await later.arrive(pilot)
        await pressed(pilot, "up")

    assert snap_compare(Host(lambda: form(session, later)), terminal_size=size, run_before=after)
