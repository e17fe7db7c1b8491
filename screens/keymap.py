"""What can be bound to other keys: every binding of the app by its id, and what is wrong with a user's keys.

The bindings are collected from the classes that have them, so that a new screen is bound by having ids. To
collect them imports every screen: only who looks a keymap over does that, and the app in a worker.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from pkgutil import walk_packages

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import _character_to_key, format_key
from textual.screen import Screen
from textual.widget import Widget

import screens
from screens.key_names import NAMED, key_name
from tracker.domain.frozen import frozen
from tracker.domain.text import did_you_mean, nearest

Keymap = Mapping[str, Sequence[str]]
"""Keys by the id of what they do, as the settings have them."""
_MODIFIERS = frozenset({"ctrl", "shift", "alt", "super", "hyper", "meta"})


@frozen
class Bound:
    """One thing that keys do; `keys` are those it has by itself, as Textual names them."""

    id: str
    keys: tuple[str, ...]
    does: str


def normal(key: str) -> str:
    """Return a key as Textual names it: `?` is `question_mark`."""
    return _character_to_key(key) if len(key) == 1 else key


def textual_keymap(keys: Keymap) -> dict[str, str]:
    """Return the keys as Textual takes them."""
    return {id_: ",".join(map(normal, own)) for id_, own in keys.items()}


@cache
def known_bindings() -> Mapping[str, Bound]:
    """Return everything that can be bound, by its id, in the order of the screens."""
    found: dict[str, Bound] = {}
    for owner in _owners():
        for binding in _own_bindings(owner):
            before = found.get(binding.id or "")
            keys = (*before.keys, binding.key) if before else (binding.key,)
            does = before.does if before else binding.tooltip or binding.description
            found[binding.id or ""] = Bound(binding.id or "", tuple(dict.fromkeys(keys)), does)
    return found


def key_faults(keys: Keymap) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a user's keys, each with the name of the setting."""
    known = known_bindings()
    for id_, own in keys.items():
        if id_ not in known:
            yield f"keys.{id_}", f"nothing is called {id_}{did_you_mean(id_, known)}"
        for key in own:
            if problem := _key_problem(key):
                yield f"keys.{id_}", f"{id_}: {problem}"
    for id_, key, other in _clashes({id_: own for id_, own in keys.items() if id_ in known}):
        taken = f"{key_name(key)} is taken there by {other} ({known[other].does})"
        yield f"keys.{id_}", f"{id_}: {taken}; bind that anew as well"


def sound_part(keys: Keymap) -> tuple[Keymap, Sequence[str]]:
    """Return the keys that nothing is wrong with, and what is wrong with the others.

    What is left out has its own keys again, which may be those that something else was bound to meanwhile.
    """
    sound, texts = dict(keys), list[str]()
    while faults := list(key_faults(sound)):
        texts += [text for _, text in faults]
        for name, _ in faults:
            sound.pop(name.partition(".")[2], None)
    return sound, texts


def _key_problem(key: str) -> str | None:
    *modifiers, base = [key] if len(key) == 1 else key.split("+")
    parts = [(each, _MODIFIERS) for each in modifiers if each not in _MODIFIERS]
    if base not in NAMED and len(format_key(base)) != 1:
        parts.append((base, NAMED))
    if not parts:
        return None
    meant = key
    for part, known in parts:
        meant = meant.replace(part, nearest(part, sorted(known)) or part)
    return f"{key!r} is no key" + (f" (did you mean {meant}?)" if meant != key else "")


def _clashes(keys: Keymap) -> Iterator[tuple[str, str, str]]:
    """Yield each id with a key of its that something else has in the same place, and what that is; each once.

    Of two that were both bound anew, the later one is told.
    """
    order = list(keys)
    told: set[tuple[str, str, str]] = set()
    for place in _places():
        taken: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for id_, own in place.items():
            for key in map(normal, keys.get(id_, own)):
                taken[key][id_] = None
        for key, ids in taken.items():
            for id_, other in _pairs(list(ids), order, key, place):
                if (id_, key, other) not in told:
                    told.add((id_, key, other))
                    yield id_, key, other


def _pairs(
    ids: list[str], order: list[str], key: str, place: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    """Pairs of ids that share a key and did not before: first the one to blame."""
    for at, one in enumerate(ids):
        for other in ids[at + 1 :]:
            if key in place[one] and key in place[other]:
                continue
            blamed = max((one, other), key=lambda id_: order.index(id_) if id_ in order else -1)
            yield blamed, other if blamed == one else one


@cache
def _places() -> tuple[Mapping[str, tuple[str, ...]], ...]:
    """What is bound together: a screen with the widget that one is in at first, and the app around them."""
    owners = _owners()
    apps = [owner for owner in owners if issubclass(owner, App)]
    found = []
    for screen in (owner for owner in owners if issubclass(owner, Screen)):
        around = _ids_of(screen, *apps)
        within = [_ids_of(widget) for widget in _widgets_of(screen)] or [{}]
        found += [{**around, **each} for each in within]
    return tuple(found)


def _ids_of(*owners: type[DOMNode]) -> dict[str, tuple[str, ...]]:
    """The ids of bindings, inherited ones too, with their keys."""
    found: dict[str, tuple[str, ...]] = {}
    for owner in owners:
        for base in owner.__mro__:
            for binding in _own_bindings(base):
                found[binding.id or ""] = (*found.get(binding.id or "", ()), binding.key)
    return found


def _widgets_of(screen: type[Screen[object]]) -> list[type[Widget]]:
    """The widgets one is in on a screen: those that it goes to by itself, else all that its modules name."""
    named = [
        value
        for base in screen.__mro__
        if base.__module__.startswith("screens.")
        for value in vars(sys.modules[base.__module__]).values()
    ]
    widgets = (value for value in named if isinstance(value, type) and issubclass(value, Widget))
    can_be_in = list(dict.fromkeys(widget for widget in widgets if widget.can_focus and _ids_of(widget)))
    first = (screen.AUTO_FOCUS or "").split(", ")
    return [widget for widget in can_be_in if widget.__name__ in first] or can_be_in


@cache
def _owners() -> tuple[type[DOMNode], ...]:
    """The classes of this app that bind keys."""
    found: dict[type[DOMNode], None] = {}
    for module in walk_packages(screens.__path__, "screens."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, DOMNode) and _own_bindings(value):
                found[value] = None
    return tuple(sorted(found, key=lambda owner: (owner.__module__ != "screens.board", owner.__module__)))


def _own_bindings(owner: type) -> list[Binding]:
    """The bindings with ids that a class of ours adds, a key each."""
    if not owner.__module__.startswith("screens"):
        return []
    own = vars(owner).get("BINDINGS", ())
    return [binding for binding in Binding.make_bindings(own) if binding.id]
