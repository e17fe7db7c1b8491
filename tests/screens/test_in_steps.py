"""Coming onto the screen in steps: keys wait for what is on its way, and go there in their order."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

from screens import in_steps
from screens.app import TrackerApp
from screens.in_steps import InSteps
from tests.screens.waiting import settled


class First(InSteps, Screen[None]):
    """A screen on which every letter is counted."""

    def __init__(self) -> None:
        super().__init__()
        self.letters = ""

    def compose(self) -> ComposeResult:
        """Nothing that could take a key."""
        yield Static("nothing to type in")

    def on_key(self, event: events.Key) -> None:
        """Note a letter."""
        self.letters += event.key


class Slip(InSteps, ModalScreen[None]):
    """A form with something to type in, behind something else."""

    AUTO_FOCUS = "Input"

    def compose(self) -> ComposeResult:
        """A few widgets, the last of which takes what is typed."""
        with Vertical():
            yield Static("a heading")
        yield Static("a line")
        yield Input()


def keys(text: str) -> list[events.Key]:
    return [events.Key(letter, letter) for letter in text]


async def test_what_is_typed_right_behind_a_key_goes_into_the_form_that_it_opens() -> None:
    app = TrackerApp(First)
    async with app.run_test() as pilot:
        await settled(pilot)
        first = app.screen
        slip = Slip()
        app.push_screen(slip)
        for key in keys("at once"):
            app.post_message(key)
        await settled(pilot)
        assert slip.query_one(Input).value == "at once"
        assert isinstance(first, First)
        assert first.letters == ""


async def test_keys_go_where_they_always_go_while_nothing_is_on_its_way() -> None:
    app = TrackerApp(First)
    async with app.run_test() as pilot:
        await settled(pilot)
        for key in keys("abc"):
            app.post_message(key)
        await settled(pilot)
        assert isinstance(app.screen, First)
        assert app.screen.letters == "abc"


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a module that was not imported yet."""
    name = "module_of_a_form_in_a_test"
    (tmp_path / f"{name}.py").write_text("answer = 42\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, name, raising=False)
    return name


async def test_keys_wait_for_a_form_whose_module_is_imported_first(module: str) -> None:
    app = TrackerApp(First)
    async with app.run_test() as pilot:
        await settled(pilot)
        first, slip = app.screen, Slip()
        assert isinstance(first, First)
        first.once_loaded(module, lambda: app.push_screen(slip))
        for key in keys("abc"):
            app.post_message(key)
        await settled(pilot)
        assert sys.modules.pop(module).answer == 42
        assert slip.query_one(Input).value == "abc"
        assert first.letters == ""


async def test_a_module_that_is_there_is_gone_on_with_at_once() -> None:
    app = TrackerApp(First)
    async with app.run_test() as pilot:
        await settled(pilot)
        done: list[str] = []
        assert isinstance(app.screen, First)
        app.screen.once_loaded("sys", lambda: done.append("at once"))
        assert done == ["at once"]


async def test_keys_go_on_where_a_module_cannot_be_imported() -> None:
    app = TrackerApp(First)
    async with app.run_test() as pilot:
        await settled(pilot)
        first = app.screen
        assert isinstance(first, First)
        first.once_loaded("no_module_of_that_name", lambda: pytest.fail("there was something to go on with"))
        app.post_message(keys("a")[0])
        await settled(pilot)
        assert first.letters == "a"


async def test_keys_do_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_steps, "_PATIENCE", 0.0)
    app = TrackerApp(First)
    async with app.run_test() as pilot:
        await settled(pilot)
        first = app.screen
        assert isinstance(first, First)
        first._arrived.clear()
        app.post_message(keys("a")[0])
        await settled(pilot)
        assert first.letters == "a"


async def test_all_that_was_composed_is_there_in_its_order() -> None:
    app = TrackerApp(First)
    async with app.run_test() as pilot:
        slip = Slip()
        await app.push_screen(slip)
        await settled(pilot)
        ours = slip.query("Slip > Vertical, Slip > Static, Slip > Input")
        assert [type(child) for child in ours] == [Vertical, Static, Input]
        assert slip.focused is slip.query_one(Input)
