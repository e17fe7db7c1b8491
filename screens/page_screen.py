"""The base of the full screens: a page of rows made from the session, filled anew whenever that changes.

What a worker could not do is said above the keys until the next thing is done.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from screens.messages import Done, Failed, ForecastChanged, JournalChanged
from screens.session import Session
from screens.text_screen import CLOSE, TextScreen
from screens.widgets.key_line import Key
from screens.widgets.page import Page

_AT_ONCE = 500
"""Cards of which a page is made while a key waits."""


class PageScreen(TextScreen):
    """A page about the session."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "help", "Keys", id="page.help", tooltip="All keys, and what marks mean"),
    ]
    tells_all: ClassVar[bool] = False
    """There may be a row for every item of the plan."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    @property
    def keys_offered(self) -> tuple[Key, ...]:
        """The keys below the page, with that of the help."""
        return (*self.key_hints, Key("?", "keys", "help"), CLOSE)

    @property
    def subject(self) -> str:
        """The plan's title."""
        return self.session.plan.title

    def make_page(self) -> Page:
        """Return the page, whose rows are made in a worker where they are many."""
        page = super().make_page()
        page.aside = self.tells_all and len(self.session.board.cards) > _AT_ONCE
        return page

    def action_help(self) -> None:
        """Show all keys, and what marks mean."""
        from screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.session))

    @on(JournalChanged)
    @on(ForecastChanged)
    def _changed(self) -> None:
        self.fill()

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
