"""Help: the keys of the screen below, and the two languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.pilot import Pilot

from screens.checklists import ChecklistsScreen
from screens.detail import DetailScreen
from screens.forecast import ForecastScreen
from screens.forms.choice import Choice
from screens.forms.confirm import ConfirmForm
from screens.forms.form import Form
from screens.forms.link import LinkForm
from screens.forms.ticks import TicksForm
from screens.help import HelpScreen
from screens.journal import JournalScreen
from screens.page_screen import PageScreen
from screens.session import Session
from screens.widgets.page import Page
from tests.screens.support import PLAN, SIZES, Host, session_in
from tests.screens.waiting import pressed, settled
from tracker.domain.marks import BLOCKED, BRANCH, CLAIMED, OVERDUE, STALE, STATUS_MARK, status_label

SCREENS = (PageScreen, ChecklistsScreen, DetailScreen, ForecastScreen, JournalScreen)


def help_over_detail(session: Session) -> Callable[[Pilot[None]], object]:
    """Open help over the detail of an item."""

    async def opened(pilot: Pilot[None]) -> None:
        await settled(pilot)
        pilot.app.push_screen(HelpScreen(session))
        await settled(pilot)

    return opened


async def test_every_key_with_a_name_is_told_in_its_group(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: DetailScreen(session, "SEC-1"))
    async with app.run_test(size=(100, 90)) as pilot:
        await settled(pilot)
        app.push_screen(HelpScreen(session))
        await settled(pilot)
        text = app.page.text
        below = app.screen_stack[-2].active_bindings.values()
    for active in below:
        if active.binding.id and active.binding.tooltip:
            assert active.binding.tooltip[:50] in text
    assert text.index("Acts, on the marked items") < text.index("Take the item up")
    assert text.index("Moving about") < text.index("The entry before") < text.index("What a commit can say")


async def test_keys_are_called_as_below_the_screens_and_every_mark_of_an_item_is_told(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: DetailScreen(session, "SEC-1"))
    async with app.run_test(size=(100, 90)) as pilot:
        await settled(pilot)
        await pressed(pilot, "question_mark")
        lines = app.page.text.splitlines()
    assert any(line.startswith("Enter  ") for line in lines)
    assert not any("⏎" in line for line in lines)
    marks = lines[lines.index("Marks of an item") :]
    for status, mark in STATUS_MARK.items():
        assert any(line.startswith(f"{mark} ") and status_label(status) in line for line in marks)
    for mark in (BLOCKED, STALE, OVERDUE, CLAIMED, BRANCH):
        assert any(line.startswith(f"{mark} ") for line in marks)


async def test_without_a_plan_there_are_no_marks_of_items() -> None:
    app = Host(HelpScreen)
    async with app.run_test(size=(100, 90)) as pilot:
        await settled(pilot)
        assert "Marks of an item" not in app.page.text


async def test_both_languages_are_summed_up(tmp_path: Path) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: HelpScreen(session))
    async with app.run_test(size=(100, 90)) as pilot:
        await settled(pilot)
        text = app.page.text
    for said in (
        "Resolves: SEC-1, DB-2",
        "partially fixes SEC-1",
        "severity:critical,high",
        "is:unestimated",
    ):
        assert said in text


async def test_keywords_are_left_out_where_the_plan_counts_trailers_alone(tmp_path: Path) -> None:
    plan = PLAN.replace('id = "ingest"', 'id = "ingest"\ncommits = "trailers"')
    app = Host(lambda: HelpScreen(session_in(tmp_path, plan=plan)))
    async with app.run_test(size=(100, 90)) as pilot:
        await settled(pilot)
        text = app.page.text
    assert "this plan counts trailers alone" in text
    assert "partially fixes" not in text


@pytest.mark.parametrize("owner", [Page, Choice, Form, ConfirmForm, TicksForm, LinkForm, *SCREENS])
def test_every_binding_can_be_rebound_and_explained(owner: type[DOMNode]) -> None:
    for binding in owner.BINDINGS:
        assert isinstance(binding, Binding)
        assert binding.id
        assert binding.tooltip


@pytest.mark.parametrize("size", SIZES)
def test_snapshot(tmp_path: Path, snap_compare: Callable[..., bool], size: tuple[int, int]) -> None:
    session = session_in(tmp_path)
    app = Host(lambda: DetailScreen(session, "SEC-1"))
    assert snap_compare(app, terminal_size=size, run_before=help_over_detail(session))
