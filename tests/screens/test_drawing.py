"""Drawing in steps: a screenful leaves room for others, and looks as Textual would have drawn it at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from screens import drawing
from screens.drawing import DrawnInSteps
from tests.screens.waiting import settled

SHOWN = "shown"
TURN = "a turn of the loop"


class Lines(Widget):
    """A widget whose lines say how often they were drawn; `told` says when."""

    DEFAULT_CSS = "Lines { height: 1fr; }"

    def __init__(self, log: list[object]) -> None:
        super().__init__()
        self.told = log

    def render_line(self, y: int) -> Strip:
        """Draw a line, and say so."""
        self.told.append(y)
        times = self.told.count(y)
        return Strip([Segment(f"line {y} for the {times}. time".ljust(self.size.width))])


class Stepped(DrawnInSteps, Screen[None]):
    """A screen full of lines."""

    def __init__(self, log: list[object]) -> None:
        super().__init__()
        self.told = log

    def compose(self) -> ComposeResult:
        """Nothing but lines."""
        yield Lines(self.told)


class Watched(App[None]):
    """An app that notes when something is shown."""

    def __init__(self, first: Callable[[], Screen[Any]], log: list[object]) -> None:
        super().__init__()
        self._opened, self._told = first, log

    def on_mount(self) -> None:
        """Open the screen."""
        self.push_screen(self._opened())

    def _display(self, screen: Screen[Any], renderable: Any) -> None:
        self._told.append(SHOWN)
        super()._display(screen, renderable)


async def drawn(log: list[object], *regions: Region) -> list[object]:
    """Return what happens while regions of the lines are drawn anew; all of them where there are none."""
    app = Watched(lambda: Stepped(log), log)
    async with app.run_test(size=(40, 30)) as pilot:
        await settled(pilot)
        log.clear()
        app.screen.query_one(Lines).refresh(*regions)
        loop = asyncio.get_running_loop()

        def turn() -> None:
            log.append(TURN)
            if SHOWN not in log:
                loop.call_soon(turn)

        turn()
        await settled(pilot)
    return log[: log.index(SHOWN) + 1]


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six lines take as long as a step may, and a small screen is a large one."""
    for name, value in (("_AT_ONCE", 100), ("_LINES", 6), ("_STEP", 0.0)):
        monkeypatch.setattr(drawing, name, value)


@pytest.mark.usefixtures("steps")
async def test_others_have_their_turn_between_the_lines_of_a_screenful() -> None:
    log = await drawn([])
    lines = [at for at, each in enumerate(log) if isinstance(each, int)]
    assert [log[at] for at in lines] == list(range(30))
    between = log[lines[0] : lines[-1]]
    assert between.count(TURN) >= 4


@pytest.mark.usefixtures("steps")
async def test_nothing_is_shown_before_all_is_drawn_and_no_line_is_drawn_twice() -> None:
    log = await drawn([])
    assert [each for each in log if each != TURN] == [*range(30), SHOWN]


@pytest.mark.usefixtures("steps")
async def test_a_few_lines_are_drawn_without_a_break() -> None:
    log = await drawn([], Region(0, 3, 40, 2))
    at = log.index(3)
    assert log[at : at + 3] == [3, 4, SHOWN]


@pytest.mark.usefixtures("steps")
async def test_what_goes_on_changing_is_shown_all_the_same() -> None:
    log: list[object] = []
    app = Watched(lambda: Stepped(log), log)
    async with app.run_test(size=(40, 30)) as pilot:
        await settled(pilot)
        log.clear()
        lines = app.screen.query_one(Lines)
        loop = asyncio.get_running_loop()

        def change() -> None:
            lines.refresh()
            if SHOWN not in log:
                loop.call_soon(change)

        change()
        await settled(pilot)
    assert SHOWN in log


@pytest.mark.usefixtures("steps")
async def test_what_changes_while_a_screenful_is_drawn_is_not_forgotten() -> None:
    log: list[object] = []
    app = Watched(lambda: Stepped(log), log)
    async with app.run_test(size=(40, 30)) as pilot:
        screen, note = app.screen, Static("note")
        assert isinstance(screen, Stepped)
        await screen.mount(note)
        await settled(pilot)
        log.clear()
        with screen._context():
            screen._compositor.update_widgets({screen.query_one(Lines)})
            screen._compositor_refresh()
            screen._dirty_widgets.add(note)  # as Textual does once a widget says that it changed
            while SHOWN not in log:
                screen._draw_step()
        assert screen._dirty_widgets == {note}


class Question(ModalScreen[None]):
    """A form over what is below, as Textual draws it."""

    DEFAULT_CSS = "Question { align: center middle; Static { width: 20; height: 3; } }"

    def compose(self) -> ComposeResult:
        """A box in the middle."""
        yield Static("Really?")


class SteppedQuestion(DrawnInSteps, Question):
    """The same, drawn in steps."""


class Colourful(Screen[None]):
    """Something to be dimmed."""

    def compose(self) -> ComposeResult:
        """Text in many colours."""
        for number in range(8):
            yield Static(f"[bold #{number}0{number}5a0]line[/] [on #30{number}0{number}0]{number}[/] plain")


async def looks(questions: Iterable[Screen[None]]) -> list[list[tuple[str, str]]]:
    """Return the texts and styles of a screen with questions over one another."""
    app = Watched(Colourful, [])
    async with app.run_test(size=(40, 12)) as pilot:
        for question in questions:
            app.push_screen(question)
            await settled(pilot)
        strips = app.screen._compositor.render_full_update(simplify=True).strips
        return [[(text, str(style)) for strip in line for text, style, _ in strip] for line in strips]


async def test_a_form_dims_what_is_below_it_as_textual_does() -> None:
    dimmed = await looks([SteppedQuestion()])
    assert dimmed == await looks([Question()])
    assert dimmed != await looks([])


async def test_a_form_over_a_form_dims_both() -> None:
    assert await looks([SteppedQuestion(), SteppedQuestion()]) != await looks([SteppedQuestion()])


async def test_what_changes_below_a_form_shows_through_it() -> None:
    app = Watched(Colourful, [])
    async with app.run_test(size=(40, 12)) as pilot:
        below = app.screen
        app.push_screen(SteppedQuestion())
        await settled(pilot)
        below.query(Static).first().update("changed")
        await settled(pilot)
        first, second, *_ = app.screen._compositor.render_strips()
    assert first.text.startswith("changed")
    assert second.text.startswith("line 1 plain")
