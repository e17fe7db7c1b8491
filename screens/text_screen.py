"""The base of screens that are to be read: a title, a page of rows, what was done last, and the keys below.

A screen says which rows it has. Most are about a session (see `page_screen`); the help is about whatever
screen one came from.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from screens.saying_screen import SaidLine, SayingScreen
from screens.widgets.key_line import Key, KeyLine
from screens.widgets.lines import Row, Span, Tone, fitted, row
from screens.widgets.page import Page

CLOSE = Key("Esc", "back", "close")


class TitleLine(Page, can_focus=False):
    """One line at the top; it is no place to be in."""

    measure = 10_000


class TextScreen(SayingScreen[str | None]):
    """A page under a title; dismisses the id of an item to go to, or None."""

    AUTO_FOCUS = "#page"
    DEFAULT_CSS = """
    TextScreen {
        & > TitleLine { height: 1; background: $panel; scrollbar-size-vertical: 0; }
        & > #page { height: 1fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "close", "Back", id="page.close", tooltip="Back to where you came from"),
    ]
    name_of_screen: ClassVar[str] = ""
    key_hints: ClassVar[tuple[Key, ...]] = ()

    page = getters.query_one("#page", Page)

    @property
    def keys_offered(self) -> tuple[Key, ...]:
        """The keys below the page."""
        return (*self.key_hints, CLOSE)

    @property
    def subject(self) -> str:
        """What the page is about, as the title says at the right."""
        return ""

    @abstractmethod
    def rows(self, width: int) -> Sequence[Row]:
        """Return what the page says when it has `width` cells in a line."""

    def compose(self) -> ComposeResult:
        """Title, page, what was done last, keys."""
        yield TitleLine(self._title, id="title")
        yield self.make_page()
        yield SaidLine()
        yield KeyLine(id="keys")

    def legend(self) -> Sequence[Row]:
        """Return what its marks mean, for the help; nothing where they are common to all screens."""
        return ()

    def make_page(self) -> Page:
        """Return the page, which has the id `page`."""
        return Page(self.rows, id="page")

    def on_mount(self) -> None:
        """Show the keys; the page fills itself as soon as it knows its width."""
        self.query_one(KeyLine).show(self.keys_offered)

    def fill(self) -> None:
        """Show what there is to say now."""
        self.page.fill(self.rows)
        self.query_one(TitleLine).fill(self._title)

    def _title(self, width: int) -> list[Row]:
        name = self.name_of_screen
        aside = fitted(self.subject, width - len(name) - 1, right=True)
        return [row(Span(name, Tone.ACCENT), Span(aside, Tone.MUTED))]

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
