"""Which items a commit belongs to: found by a few letters of their ids or titles, several at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Click
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from screens.forms.choice import Choice
from screens.forms.entry import Entry
from screens.forms.values import ItemsChoice
from screens.in_steps import InSteps
from screens.widgets.hint import Hint
from screens.widgets.lines import Row, Span, Tone, fitted, row
from screens.widgets.page import Page
from tracker.domain.board import Board, Card
from tracker.domain.marks import STATUS_MARK
from tracker.domain.state import Role
from tracker.domain.text import one_line

_SHOWN = 100
"""Items that are listed: whoever looks further types another letter."""


class _Items(Page):
    """The items; a click marks one."""

    class Clicked(Message):
        """An item was clicked on."""

        def __init__(self, item: str) -> None:
            super().__init__()
            self.item = item

    def on_click(self, event: Click) -> None:
        """Put the cursor on the item, and say that it was clicked."""
        event.prevent_default()
        place = event.get_content_offset(self)
        number = place.y + self.scroll_offset.y if place is not None else len(self._lines)
        if number < len(self._lines) and (key := self._rows[self._lines[number].row].key):
            self.place_cursor(key)
            self.post_message(self.Clicked(key))


class LinkItemsForm(InSteps, ModalScreen[ItemsChoice | None]):
    """Lists items while letters are typed; Space marks some, Enter takes them or the one under the cursor."""

    CSS_PATH = "form.tcss"
    AUTO_FOCUS = "Input"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Leave", id="items.cancel", tooltip="Leave without doing anything"),
        Binding("down", "move(1)", "Next", id="items.down", tooltip="The next item", priority=True),
        Binding("up", "move(-1)", "Back", id="items.up", tooltip="The item before", priority=True),
        Binding("space", "mark", "Mark", id="items.mark", tooltip="Mark it, to take several"),
    ]

    search = getters.query_one("#search", Input)
    page = getters.query_one(Page)
    refusal = getters.query_one("#refusal", Static)

    def __init__(
        self,
        board: Board,
        heading: str,
        verb: str,
        *,
        among: Collection[str] | None = None,
        first: Sequence[str] = (),
        roles: bool = True,
        initial: ItemsChoice | None = None,
    ) -> None:
        """Offer the items of a board, those in `among` where that is given, with `first` on top.

        `roles` says whether it is asked what the commit is to them; `initial` is what was chosen before.
        """
        super().__init__()
        self._heading, self._verb, self._roles = heading, verb, roles
        place = {id_: number for number, id_ in enumerate(first)}
        cards = [card for card in board.cards if among is None or card.id in among]
        self._cards = sorted(cards, key=lambda card: place.get(card.id, len(place)))
        self._marked = dict.fromkeys(initial.items if initial else ())
        self._role = initial.role if initial else Role.RESOLVES

    def compose(self) -> ComposeResult:
        """Search, role, items, and the two ways out."""
        with Vertical(id="form"):
            yield Static(self._heading, id="heading", markup=False)
            yield Static("", id="refusal", markup=False)
            yield Entry("Items", self._search_input())
            if self._roles:
                yield Entry("It", Choice([role.value for role in Role], self._role.value))
            yield _Items(self._rows)
            with Horizontal(id="ways-out"):
                yield Button(self._verb, id="keep", compact=True, variant="primary")
                yield Button("Leave", id="leave", compact=True)
                yield Hint("↓ Space marks · Enter takes · Esc leaves", id="keys")

    def _search_input(self) -> Input:
        made = Input(
            placeholder="an id, or words of a title", compact=True, id="search", select_on_focus=False
        )
        made.cursor_blink = False  # an idle app stays idle
        return made

    def on_mount(self) -> None:
        """Nothing was refused yet."""
        self.refusal.display = False
        for choice in self.query(Choice):
            choice.hand_on = self._take_text

    def _take_text(self, text: str) -> None:
        self.set_focus(self.search)
        self.search.insert_text_at_cursor(text)

    def _rows(self, width: int) -> Sequence[Row]:
        rows = [self._row(card, width) for card in self._found()]
        return rows or [row(Span("no item is like that", Tone.MUTED))]

    def _row(self, card: Card, width: int) -> Row:
        is_marked = card.id in self._marked
        mark = Span("■ " if is_marked else "□ ", Tone.ACCENT if is_marked else Tone.MUTED)
        name = f"{STATUS_MARK[card.status]} {card.id}"
        title = fitted(f"  {one_line(card.item.title)}", max(0, width - len(name) - 2))
        return Row((mark, Span(name, Tone.STRONG), Span(title)), key=card.id, wraps=False)

    def _found(self) -> list[Card]:
        """The items that are like what is typed, and below them what else is marked."""
        words = one_line(self.search.value).replace(",", " ").casefold().split()
        like = [card for card in self._cards if _is_like(card, words)]
        shown = {card.id for card in like[:_SHOWN]}
        return [*like[:_SHOWN], *(c for c in self._cards if c.id in self._marked and c.id not in shown)]

    @on(Input.Changed)
    def _look(self) -> None:
        self.page.fill(self._rows, from_top=True)

    def action_move(self, steps: int) -> None:
        """Go to the list, and through it; above its first item is the search."""
        if self.focused is not self.page:
            self.set_focus(self.page)
        elif steps < 0 and self.page.current == next((card.id for card in self._found()), None):
            self.set_focus(self.search)
        else:
            self.page.action_move(steps)

    def action_mark(self) -> None:
        """Mark the item under the cursor, or take its mark off."""
        if self.focused is self.page and self.page.current is not None:
            self._toggle(self.page.current)

    @on(_Items.Clicked)
    def _clicked(self, event: _Items.Clicked) -> None:
        self._toggle(event.item)

    def _toggle(self, item: str) -> None:
        if item in self._marked:
            del self._marked[item]
        else:
            self._marked[item] = None
        self.page.fill(self._rows)

    @on(Input.Submitted)
    @on(Page.Chosen)
    @on(Button.Pressed, "#keep")
    def action_keep(self) -> None:
        """Hand back what is marked, or the item under the cursor where nothing is."""
        items = tuple(self._marked) or ((self.page.current,) if self.page.current else ())
        if items:
            role = Role(self.query_one(Choice).value) if self._roles else self._role
            self.dismiss(ItemsChoice(items, role))
        else:
            self.refusal.update("✗ an item is needed")
            self.refusal.display = True

    @on(Button.Pressed, "#leave")
    def action_cancel(self) -> None:
        """Leave."""
        self.dismiss(None)


def _is_like(card: Card, words: Sequence[str]) -> bool:
    text = f"{card.id} {card.item.title}".casefold()
    return all(word in text for word in words)
