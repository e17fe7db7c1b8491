"""The base of the full screens: a title, a page of rows made from the session, and the keys below it.

A screen says which rows it has; it is filled anew whenever the session's board or forecast changes. What a
worker could not do is said above the keys until the next thing is done.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from screens.messages import Done, Failed, ForecastChanged, JournalChanged
from screens.session import Session
from screens.widgets.key_line import Key, KeyLine
from screens.widgets.lines import Row, Span, Tone, fitted, row
from screens.widgets.page import Page

CLOSE = Key("Esc", "back", "close")


class TitleLine(Page, can_focus=False):
    """One line at the top; it is no place to be in."""

    measure = 10_000


class PageScreen(Screen[str | None]):
    """A page about the session; dismisses the id of an item to go to, or None."""

    AUTO_FOCUS = "#page"
    DEFAULT_CSS = """
    PageScreen {
        & > TitleLine { height: 1; background: $panel; scrollbar-size-vertical: 0; }
        & > #page { height: 1fr; }
        & > #said { height: auto; max-height: 4; padding: 0 1; display: none; color: $text-muted; }
        & > #said.failed { color: $text-error; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Back", id="page.close", tooltip="Back to where you came from"),
    ]
    name_of_screen: ClassVar[str] = ""
    key_hints: ClassVar[tuple[Key, ...]] = ()

    page = getters.query_one("#page", Page)
    said = getters.query_one("#said", Static)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    @abstractmethod
    def rows(self, width: int) -> Sequence[Row]:
        """Return what the page says when it has `width` cells in a line."""

    def compose(self) -> ComposeResult:
        """Title, page, what was done last, keys."""
        yield TitleLine(self._title, id="title")
        yield self.make_page()
        yield Static("", id="said", markup=False)
        yield KeyLine(id="keys")

    def legend(self) -> Sequence[Row]:
        """Return what its marks mean, for the help; nothing where they are common to all screens."""
        return ()

    def make_page(self) -> Page:
        """Return the page, which has the id `page`."""
        return Page(self.rows, id="page")

    def on_mount(self) -> None:
        """Show the keys; the page fills itself as soon as it knows its width."""
        self.query_one(KeyLine).show((*self.key_hints, CLOSE))

    @on(JournalChanged)
    @on(ForecastChanged)
    def _changed(self) -> None:
        self.fill()

    def fill(self) -> None:
        """Show what the session says now."""
        self.page.fill(self.rows)
        self.query_one(TitleLine).fill(self._title)

    def _title(self, width: int) -> list[Row]:
        plan = self.session.plan.title
        name = self.name_of_screen
        return [
            row(Span(name, Tone.ACCENT), Span(fitted(plan, width - len(name) - 1, right=True), Tone.MUTED))
        ]

    @work(thread=True, exclusive=True, group="act", exit_on_error=False)
    def run_job(self, job: Callable[[], str]) -> None:
        """Do something that blocks, and say how it went; `job` returns that in one line."""
        try:
            text = job()
        except Exception as error:
            self.post_message(Failed(error))
        else:
            self.post_message(Done(text))

    @on(Done)
    def _done(self, event: Done) -> None:
        event.stop()
        self.say(event.text)
        self.fill()
        for screen in self.app.screen_stack[:-1]:
            screen.post_message(JournalChanged())

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        event.stop()
        self.say(f"✗ {event.text}" + (f"\n  {event.hint}" if event.hint else ""), failed=True)

    def say(self, text: str, *, failed: bool = False) -> None:
        """Say something above the keys."""
        self.said.update(text)
        self.said.set_class(failed, "failed")
        self.said.display = bool(text)

    @on(KeyLine.Pressed)
    async def _key_clicked(self, event: KeyLine.Pressed) -> None:
        if event.action:
            await self.run_action(event.action)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
