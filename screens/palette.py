"""The palette: everything that has a key, every grouping, and every item by its id or title."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial
from heapq import nlargest
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, cast

from textual.app import ComposeResult
from textual.command import CommandInput, CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.markup import escape
from textual.types import IgnoreReturnCallbackType
from textual.widgets import LoadingIndicator

from screens.board import BoardScreen
from screens.in_steps import InSteps
from screens.key_names import key_name
from tracker.domain.grouping import GROUPINGS
from tracker.domain.text import one_line

if TYPE_CHECKING:
    from textual.css.styles import RulesMap

_MOST = 50
"""Lines that are offered at most: who looks for more types another letter."""
_SLICE = 50
"""Lines that are matched between two looks at what else there is to do."""


class Palette(InSteps, CommandPalette):
    """Textual's palette, which comes and is drawn as all screens are; without its magnifying glass, a wide
    character that many a font lacks."""

    def __init__(self) -> None:
        super().__init__()
        self.add_class("-ready")  # at once: a key that is typed before anything was found has to go somewhere

    def compose(self) -> ComposeResult:
        """What is typed, and what is found."""
        entry = CommandInput(placeholder=self._placeholder, select_on_focus=False)
        entry.cursor_blink = False  # a blinking cursor wakes an idle app twice a second
        with Vertical(id="--container"):
            with Horizontal(id="--input"):
                yield entry
            with Vertical(id="--results"):
                yield Found()
                yield LoadingIndicator()


class Found(CommandList):
    """What is found, of which only as much is measured as has room."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines it would fill; no more of them than the screen has."""
        padding, height = self.get_component_styles("option-list--option").padding.width, 0
        rules = cast("RulesMap", self.styles)  # as Textual takes them
        for option in self.options:
            if height > viewport.height:
                break
            height += self._get_visual(option).get_height(rules, width - padding)
        return height


class Command(NamedTuple):
    """One line of the palette."""

    text: str
    help: str
    run: IgnoreReturnCallbackType


class Commands(Provider):
    """Commands of the active screen; items are found once something is typed."""

    async def discover(self) -> Hits:
        """Offer what has a key."""
        for command in self._commands():
            yield DiscoveryHit(command.text, command.run, help=command.help)
            await asyncio.sleep(0)  # else the palette takes all of them up in one go

    async def search(self, query: str) -> Hits:
        """Offer what matches, items too: the best of them, after all were looked at a few at a time."""
        matcher, found = self.matcher(query), list[tuple[float, Command]]()
        matcher.fuzzy_search.cache.maxsize = 1  # no line is asked for twice, and what it kept is never let go
        for number, command in enumerate(chain(self._commands(), self._items())):
            if (score := matcher.match(command.text)) > 0:
                found.append((score, command))
            if number % _SLICE == 0:
                await asyncio.sleep(0)
        for score, command in nlargest(_MOST, found, key=itemgetter(0)):
            shown = Content(command.text)  # plain: titles are never parsed as markup
            yield Hit(score, shown, command.run, text=command.text, help=command.help)
            await asyncio.sleep(0)

    def _commands(self) -> Iterator[Command]:
        screen = self.screen
        own = [active.binding for active in screen.active_bindings.values() if active.node is screen]
        for binding in {binding.id: binding for binding in own}.values():
            if binding.id and binding.tooltip and binding.description:
                key = binding.key_display or key_name(binding.key)
                run = partial(screen.run_action, binding.action)
                yield Command(f"{binding.description}  ({key})", binding.tooltip, run)
        if isinstance(screen, BoardScreen):
            for name in GROUPINGS:
                yield Command(f"group by {name}", "Columns of the board", partial(screen.group_by, name))
            for name, query in screen.session.saved_filters.items():
                help_ = escape(one_line(query))  # the palette parses what it says below a command
                yield Command(f"Filter: {name}", help_, partial(screen.show_saved_filter, name))

    def _items(self) -> Iterator[Command]:
        if isinstance(self.screen, BoardScreen):
            for card in self.screen.session.board.cards:
                run = partial(self.screen.show_item, card.id)
                yield Command(f"{card.id}  {one_line(card.item.title)}", "Go to the item", run)
