"""The app: which screen comes first, the themes, the palette, and a terminal left as it was found."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.app import App, SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import Screen

from screens.chosen_theme import first_theme, remember_theme
from screens.frame import frame_of
from screens.garbage import LOOK, SOON, Pauses, is_quiet, leave_old_objects, look_at_old_objects
from screens.handing_over import hand_over
from screens.import_entry import importer
from screens.keys_in_turn import KeysInTurn
from screens.own import Own, colors_as_wanted
from screens.stylesheet import PatientStylesheet
from screens.theme import DARK, THEMES, default_variables
from screens.whole_lines import forget_whole_lines
from screens.worker_threads import ForgetfulThreads

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.command import Provider
    from textual.theme import Theme

    from screens.import_entry import MakeImport
    from screens.picker import PickerScreen
    from screens.session import Clock, Session
    from tracker.service.reviews.reviewing import Request
    from tracker.service.workspace import Workspace
    from tracker.settings.values import Settings

INTERRUPTED, TERMINATED = 130, 143
_TOLD = 3
_ONE = 2
"""Screens on the stack when there is one of ours: Textual puts an empty one below."""

_STYLED = (
    *("app", "board", "checklists", "commit", "detail", "drafts", "forecast", "forms/form", "help"),
    *("history", "journal", "lines", "phases", "picker", "readiness"),
)
"""Style sheets, read at the start: with one that comes later Textual reads them all again, between keys."""

MakeScreen = Callable[[], Screen[None]]


def _palette() -> type[Provider]:
    from screens.palette import Commands

    return Commands


class TrackerApp(KeysInTurn, App[None]):
    """One session, or the choice of one."""

    TITLE = "tracker"
    CSS_PATH: ClassVar[list[str | PurePath]] = [f"{name}.tcss" for name in _STYLED]
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "interrupt", "Quit", id="app.interrupt", tooltip="Leave at once", priority=True),
        Binding(
            "ctrl+p",
            "command_palette",
            "palette",
            id="app.palette",
            tooltip="Everything by name",
            priority=True,
        ),
    ]

    def __init__(
        self,
        first: MakeScreen,
        picker: MakeScreen | None = None,
        own: Own | None = None,
        importing: MakeImport | None = None,
    ) -> None:
        """Begin with the screen that `first` makes; `picker` makes the one to choose another plan on.

        `own` is what the user set for the app, `importing` makes the screen that looks through an import.
        """
        self._own = own or Own()
        forget_whole_lines()
        with colors_as_wanted(self._own.plain):
            super().__init__()
        self._first = first
        self._picker = picker
        self._importing = importing
        self._pauses = Pauses(lasts=lambda: is_quiet(self))
        self.left: str | None = None
        """What the board showed when the app was left from there; None before, and from elsewhere."""
        self.defect: Exception | None = None
        """What ended the app, where it was neither the user nor a signal."""
        for theme in THEMES:
            self.register_theme(theme)
        wanted = first_theme(self._own.settings.theme, plain=self._own.plain)
        self.theme = wanted if wanted in self.available_themes else DARK.name
        self.stylesheet = PatientStylesheet(variables=self.get_css_variables())
        self.stylesheet.read_all(self.css_path)
        self.stylesheet.parse()  # now, that no key waits for it yet
        self._bind_keys(self._own.settings.keys)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give our own variables to themes that lack them."""
        return dict(default_variables())

    def on_mount(self) -> None:
        """Open the first screen; a request to end is an orderly quit."""
        loop = asyncio.get_running_loop()
        loop.set_default_executor(ForgetfulThreads(thread_name_prefix="worker"))
        loop.add_signal_handler(signal.SIGTERM, self._terminate)
        self.push_screen(self._first())
        self.set_interval(LOOK, self._pauses.look)
        if _has_terminal():
            self.set_interval(LOOK, self._leave_with_terminal)
        self.theme_changed_signal.subscribe(self, self._theme_chosen)
        if self._own.trouble:
            self.notify(self._own.trouble, title="Settings", severity="warning", markup=False, timeout=10)
        if self._own.settings.keys:
            self._check_keys()

    def on_unmount(self) -> None:
        """Take no notice of being stopped and continued any more: the terminal would be taken over again."""
        for each in (signal.SIGTSTP, signal.SIGCONT):
            signal.signal(each, signal.SIG_DFL)

    def _leave_with_terminal(self) -> None:
        """Leave once the terminal is gone: who ignores SIGHUP, as under nohup, would read it for ever."""
        if not _has_terminal():
            self._terminate()

    async def on_event(self, event: events.Event) -> None:
        """Note that somebody is there, and go on as ever."""
        if isinstance(event, events.InputEvent):
            self._pauses.touch()
        await super().on_event(event)

    def _bind_keys(self, keys: Mapping[str, Sequence[str]]) -> None:
        if keys:
            from screens.keymap import textual_keymap

            self.set_keymap(textual_keymap(keys))

    @work(thread=True, exit_on_error=False)
    def _check_keys(self) -> None:
        """Leave out what was bound to a key that something else has there, and say so."""
        from screens.keymap import sound_part

        sound, texts = sound_part(self._own.settings.keys)
        if texts:
            hand_over(self._say_faults, sound, texts)

    def _say_faults(self, sound: Mapping[str, Sequence[str]], texts: Sequence[str]) -> None:
        self.set_keymap({})
        self._bind_keys(sound)
        told = "\n".join([*texts[:_TOLD], "tracker config check tells all of it"])
        self.notify(told, title="Settings: keys", severity="warning", markup=False, timeout=10)

    def _theme_chosen(self, theme: Theme) -> None:
        """Keep it for the next start, unless the settings say what is to be then."""
        if self._own.settings.theme or self._own.plain:
            why = "that colours are off" if self._own.plain else "the settings file"
            self.notify(f"For now: {why} decides at the next start.", markup=False)
        else:
            self.run_worker(lambda: remember_theme(theme.name), thread=True, exit_on_error=False)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer what belongs to no screen."""
        yield SystemCommand("Theme", "Dark, light, high contrast or monochrome", self.action_change_theme)
        yield SystemCommand("Quit", "Leave; nothing is lost", self.action_quit)

    def action_command_palette(self) -> None:
        """Offer everything by name."""
        from screens.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def pop_screen(self) -> AwaitComplete:
        """Leave a screen, and collect what it was."""
        self._pauses.leave(self.screen)
        self.set_timer(SOON, self._pauses.use)
        return super().pop_screen()

    def action_plans(self) -> None:
        """Choose another plan."""
        if self._picker:
            self.push_screen(self._picker())

    def action_import_review(self) -> None:
        """Import a review: ask which, and look through what is drafted of it."""
        from screens.import_entry import ask_for_import

        if self._importing:
            ask_for_import(self, self._importing)

    async def on_picker_screen_opened(self, event: PickerScreen.Opened) -> None:
        """Go on with the plan that was chosen, and with nothing of the one before."""
        from screens.board import BoardScreen

        self._close_boards()
        look_at_old_objects()
        while len(self.screen_stack) > _ONE:
            await self.pop_screen()
        await self.switch_screen(BoardScreen(event.session))

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave, with the board as it is now for the next time."""
        self._close_boards()
        super().exit(result, return_code, message)

    def _close_boards(self) -> None:
        """Remember how they were looked at, and end what still works for them."""
        from screens.board import BoardScreen

        for screen in self.screen_stack:
            if isinstance(screen, BoardScreen):
                screen.session.stop()
                screen.session.remember()
                self.left = frame_of(screen, self.console) if screen.is_current else None

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
    session: Session | None,
    workspace: Workspace,
    *,
    actor: str,
    clock: Clock,
    keep: Callable[[str], None] | None = None,
    own: Own | None = None,
    request: Request | None = None,
) -> int:
    """Run the app on an opened plan, or on the choice of one; return the exit code.

    A `request` is an import to look through first. `own` is what the user set. `keep` gets what the board
    showed at the end, as text that draws it again, where it would show at once.
    A defect is raised as it is, after the terminal was given back.
    """
    own = own or Own()
    picker = _picker(workspace, actor=actor, clock=clock, settings=own.settings)
    importing = importer(workspace, actor=actor, clock=clock, settings=own.settings)
    first = (lambda: importing(request)) if request else _board(session) if session else picker
    app = TrackerApp(first, picker, own, importing)
    if session:
        session.columns()  # now, that no key waits for it yet
        session.view.judge()
    gc.enable()  # which short commands go without
    leave_old_objects()
    app.run()
    if app.defect:
        raise app.defect
    if keep and session and app.left:
        keep(app.left)
    return app.return_code or 0


def _board(session: Session) -> MakeScreen:
    def made() -> Screen[None]:
        from screens.board import BoardScreen

        return BoardScreen(session)

    return made


def _picker(workspace: Workspace, *, actor: str, clock: Clock, settings: Settings) -> MakeScreen:
    def made() -> Screen[None]:
        from screens.picker import PickerScreen
        from tracker.service.workspace import found_plans

        plans = found_plans(workspace)
        return PickerScreen(workspace, plans, actor=actor, clock=clock, settings=settings)

    return made


def _has_terminal() -> bool:
    """Tell whether keys can come from a terminal; one that was closed is none any more."""
    return sys.__stdin__ is not None and not sys.__stdin__.closed and sys.__stdin__.isatty()
