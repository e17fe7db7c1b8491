"""What keys are called on the screen, and which of those names a user's own keys change.

Hints are written with the keys that things have by themselves. Where a user bound something else, the hint
is read for what its key does at that place, and says the other key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import Keys, format_key
from textual.screen import Screen

NAMED = frozenset(key.value for key in Keys if key.value.isalnum()) | {"space"}
"""Keys that type nothing, and the one whose character can't be seen."""
_NAMES = {
    "escape": "Esc",
    "space": "Space",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "delete": "Del",
}
_ARROWS = "[↑↓←→]"
_WORD = re.compile(rf"{_ARROWS}(?={_ARROWS})|[^\s/]+|\s+|/")


def key_name(key: str) -> str:
    """Return what a key is called for people: `Ctrl+R`, `Esc`, `?`."""
    *modifiers, base = [key] if len(key) == 1 else key.split("+")
    if base in NAMED:
        shown = _NAMES.get(base, base.capitalize())
    else:
        shown = format_key(base).upper() if modifiers else format_key(base)
    return "+".join([*(modifier.capitalize() for modifier in modifiers), shown])


def name_of(app: App[Any], id_: str, usual: str) -> str:
    """Return what the key is called that does something; `usual` is the key it has by itself."""
    return key_name(app._keymap.get(id_, usual).partition(",")[0])


def renamed(text: str, names: Mapping[str, str]) -> str:
    """Return a hint such as `Enter keeps · Esc leaves` with other names of keys in it."""
    if not names:
        return text
    return "".join(names.get(part, part) for part in _parts(text))


def other_names(screen: Screen[Any]) -> Mapping[str, str]:
    """Return what the user's own keys are called, by the names of the keys they are in the place of.

    It goes by what has the focus: Enter in a line of text is another one than Enter on the board.
    """
    keymap = screen.app._keymap
    if not keymap:
        return {}
    known: dict[str, str] = {}
    for binding in _own_bindings(screen):
        name = key_name(binding.key)
        own = keymap.get(binding.id or "")
        known.setdefault(name, key_name(own.partition(",")[0]) if own else name)
    return {name: other for name, other in known.items() if name != other}


def _own_bindings(screen: Screen[Any]) -> Iterator[Binding]:
    """The bindings as they are without a keymap, in the order in which a key looks for one."""
    inner: DOMNode = screen.focused or screen
    chain = [node for node in inner.ancestors_with_self if isinstance(node, DOMNode)]
    every = [binding for node in chain for binding in _of_class(type(node))]
    yield from (binding for binding in reversed(every) if binding.priority)
    yield from every


def _of_class(owner: type[DOMNode]) -> Iterator[Binding]:
    merged = owner._merged_bindings
    for bindings in merged.key_to_bindings.values() if merged else ():
        yield from bindings


def _parts(text: str) -> Iterator[str]:
    """The words of a text, and what is between them; arrows that stand together apart."""
    for word in _WORD.findall(text):
        yield from word if set(word) <= set(_ARROWS) else [word]
