"""The app: which screen comes first, the themes, the palette, and a terminal left as it was found."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from screens.session import Clock, Session
from screens.theme import DARK, THEMES, default_variables

if TYPE_CHECKING:
    from textual.command import Provider

    from screens.picker import PickerScreen
    from tracker.service.tracker import Tracker
    from tracker.service.workspace import Workspace

INTERRUPTED, TERMINATED = 130, 143
_ONE = 2
"""Screens on the stack when there is one of ours: Textual puts an empty one below."""

MakeScreen = Callable[[], Screen[None]]


def _palette() -> type[Provider]:
    from screens.palette import Commands

    return Commands


class TrackerApp(App[None]):
    """One session, or the choice of one."""

    TITLE = "tracker"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "interrupt", "Quit", id="app.interrupt", tooltip="Leave at once", priority=True),
    ]

    def __init__(self, first: MakeScreen, picker: MakeScreen | None = None) -> None:
        """Begin with the screen that `first` makes; `picker` makes the one to choose another plan on."""
        super().__init__()
        self._first = first
        self._picker = picker
        self.defect: Exception | None = None
        """What ended the app, where it was neither the user nor a signal."""
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give our own variables to themes that lack them."""
        return dict(default_variables())

    def on_mount(self) -> None:
        """Open the first screen; a request to end is an orderly quit."""
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self._terminate)
        self.push_screen(self._first())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer what belongs to no screen."""
        yield SystemCommand("Theme", "Dark, light, high contrast or monochrome", self.action_change_theme)
        yield SystemCommand("Quit", "Leave; nothing is lost", self.action_quit)

    def action_plans(self) -> None:
        """Choose another plan."""
        if self._picker:
            self.push_screen(self._picker())

    async def on_picker_screen_opened(self, event: PickerScreen.Opened) -> None:
        """Go on with the plan that was chosen, and with nothing of the one before."""
        from screens.board import BoardScreen

        while len(self.screen_stack) > _ONE:
            await self.pop_screen()
        await self.switch_screen(BoardScreen(event.session))

    def action_interrupt(self) -> None:
        """Leave at once, as an interrupted command does."""
        self.exit(return_code=INTERRUPTED)

    def _terminate(self) -> None:
        self.exit(return_code=TERMINATED)

    def _handle_exception(self, error: Exception) -> None:
        """End without a traceback on the terminal: `run` raises the error where one owner words it."""
        self.defect = self.defect or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()


def run(
    tracker: Tracker | None,
    workspace: Workspace,
    *,
    actor: str,
    clock: Clock,
) -> int:
    """Run the app on a plan, or on the choice of one; return the exit code.

    What cannot be read is raised as TrackerError before the terminal is touched; a defect is raised as it is,
    after the terminal was given back.
    """
    picker = _picker(workspace, actor=actor, clock=clock)
    app = TrackerApp(_board(Session(tracker, actor=actor, clock=clock)) if tracker else picker, picker)
    gc.enable()  # which short commands go without
    gc.freeze()  # thousands of cards stay: walking them all would hold up a key for a tenth of a second
    app.run()
    if app.defect:
        raise app.defect
    return app.return_code or 0


def _board(session: Session) -> MakeScreen:
    def made() -> Screen[None]:
        from screens.board import BoardScreen

        return BoardScreen(session)

    return made


def _picker(workspace: Workspace, *, actor: str, clock: Clock) -> MakeScreen:
    def made() -> Screen[None]:
        from screens.picker import PickerScreen
        from tracker.service.workspace import found_plans

        return PickerScreen(workspace, found_plans(workspace), actor=actor, clock=clock)

    return made
