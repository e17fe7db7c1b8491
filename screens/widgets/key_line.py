"""The keys that apply now, at the bottom. Textual's own footer leaks memory with every change of focus.

Hints are given with the keys that things have by themselves; where the user bound others, those are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from screens.key_names import other_names, renamed
from screens.messages import Clicked
from screens.widgets.card_lines import Part, fit
from tracker.domain.frozen import frozen


@frozen
class Key:
    """One key with what it does; `action` runs when it is clicked."""

    key: str
    label: str
    action: str


class KeyLine(Widget):
    """One line of keys. What does not fit is left out from the end, the last key (help) never."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"key-line--key", "key-line--label", "key-line--aside"}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._keys: tuple[Key, ...] = ()
        self._aside = ""

    def on_mount(self) -> None:
        """Follow the focus: what a key does depends on it, and with that what the user's own key is."""
        self.watch(self.screen, "focused", self._focus_moved, init=False)

    def _focus_moved(self) -> None:
        if self.app._keymap:
            self.refresh()

    def show(self, keys: Sequence[Key], aside: str = "") -> None:
        """Offer other keys; `aside` is said at the right where there is room."""
        if (tuple(keys), aside) != (self._keys, self._aside):
            self._keys, self._aside = tuple(keys), aside
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        if y:
            return Strip.blank(self.size.width, self.rich_style)
        style = self.get_component_rich_style
        parts = key_parts(self._keys_here, self._aside, self.size.width)
        drawn = Strip([Segment(text, style(f"key-line--{look}")) for text, look in parts])
        return drawn.adjust_cell_length(self.size.width, self.rich_style)

    @property
    def _keys_here(self) -> tuple[Key, ...]:
        names = other_names(self.screen)
        return tuple(replace(key, key=renamed(key.key, names)) for key in self._keys) if names else self._keys

    def on_click(self, event: events.Click) -> None:
        """Do what the key under the mouse does."""
        x = 0
        for key in _shown(self._keys_here, self._aside, self.size.width):
            x += _width(key)
            if event.x < x:
                self.post_message(Clicked(key.action))
                return


def key_parts(keys: Sequence[Key], aside: str, width: int) -> list[Part]:
    """Return the line: what is said aside, which comes and goes, and the keys that fit beside it."""
    parts = [part for key in _shown(keys, aside, width) for part in _parts(key)]
    if _taken(aside, width):
        room = width - sum(cell_len(text) for text, _ in parts)
        parts.append((fit("", room - cell_len(aside) - 1), "label"))
        parts.append((f"{aside} ", "aside"))
    return parts


def _shown(keys: Sequence[Key], aside: str, width: int) -> list[Key]:
    return fitting(keys, width - _taken(aside, width))


def _taken(aside: str, width: int) -> int:
    """The cells that what is said aside takes; none where it would crowd the keys out."""
    taken = cell_len(aside) + 3 if aside else 0
    return taken if taken <= width // 2 else 0


def fitting(keys: Sequence[Key], width: int) -> list[Key]:
    """Return the keys that fit into `width` cells."""
    if not keys:
        return []
    *others, last = keys
    room = width - _width(last)
    chosen = []
    for key in others:
        room -= _width(key)
        if room < 0:
            break
        chosen.append(key)
    return [*chosen, last]


def _width(key: Key) -> int:
    return cell_len(key.key) + cell_len(key.label) + 3


def _parts(key: Key) -> Iterator[Part]:
    yield f" {key.key}", "key"
    yield f" {key.label} ", "label"
