"""The base of the full screens: a page of rows made from the session, filled anew whenever that changes.

What a worker could not do is said above the keys until the next thing is done.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on, work

from screens.failing import TellsFailures
from screens.messages import Done, Failed, ForecastChanged, JournalChanged
from screens.session import Session
from screens.text_screen import TextScreen
from screens.widgets.page import Page

_AT_ONCE = 500
"""Cards of which a page is made while a key waits."""


class PageScreen(TellsFailures, TextScreen):
    """A page about the session."""

    tells_all: ClassVar[bool] = False
    """There may be a row for every item of the plan."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    @property
    def subject(self) -> str:
        """The plan's title."""
        return self.session.plan.title

    def make_page(self) -> Page:
        """Return the page, whose rows are made in a worker where they are many."""
        page = super().make_page()
        page.aside = self.tells_all and len(self.session.board.cards) > _AT_ONCE
        return page

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

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        event.stop()
        self.say(f"✗ {event.text}" + (f"\n  {event.hint}" if event.hint else ""), failed=True)
