"""The user's settings as a command tells of them: what is in force, where it comes from, what is wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from tracker.cli.context import CliContext
from tracker.domain.frozen import frozen
from tracker.settings.names import FILTERS, KEYS, PLAIN
from tracker.settings.place import NAME
from tracker.settings.reading import Reading

if TYPE_CHECKING:
    from screens.keymap import Bound
    from screens.own import Own

DEFAULT = "default"


@frozen
class InForce:
    """One setting: its value, and who says so."""

    name: str
    value: str | bool | tuple[str, ...] | None
    source: str


def own_of(context: CliContext) -> Own:
    """Return what the app is to begin with."""
    from screens.own import Own

    settings, plain = context.settings(), context.plain()
    return Own(settings, plain, context.settings_trouble() or "")


def known_bindings() -> Mapping[str, Bound]:
    """Return what keys do in the app, by id; it imports every screen."""
    from screens import keymap

    return keymap.known_bindings()


def checked(reading: Reading) -> Reading:
    """Return the settings with everything that is wrong with them, ids of keys and words of filters too."""
    faults: list[tuple[str, str]] = []
    if reading.settings.filters:
        from tracker.settings.checks import filter_faults

        faults += filter_faults(reading.settings.filters)
    if reading.settings.keys:
        from screens.keymap import key_faults

        faults += key_faults(reading.settings.keys)
    return reading.checked(faults)


def checked_settings(context: CliContext) -> Reading:
    """Return the user's settings, looked over; who asks tells of the problems, and nobody has to warn."""
    context.tells_of_settings = True
    return checked(context.read_settings())


def in_force(context: CliContext, reading: Reading) -> Iterator[InForce]:
    """Yield every setting of one value, then the user's own keys and filters."""
    for name in PLAIN:
        yield in_force_of(name, context, reading)
    for table, entries in ((KEYS, reading.settings.keys), (FILTERS, reading.settings.filters)):
        yield from (in_force_of(f"{table}.{entry}", context, reading) for entry in entries)


def in_force_of(name: str, context: CliContext, reading: Reading) -> InForce:
    """Return one setting; keys that are not set are those that the app has by itself."""
    match name:
        case "theme" if context.plain():
            return InForce(name, "monochrome", _why_plain(context, reading))
        case "actor" if context.actor:
            return InForce(name, context.actor, "--as")
        case "actor" if own := os.environ.get("TRACKER_ACTOR"):
            return InForce(name, own, "TRACKER_ACTOR")
        case "color" if context.color:
            return InForce(name, context.color, "--color")
    from tracker.settings.parsing import value_of

    value = value_of(reading.settings, name)
    if value is not None and reading.has(name):
        return InForce(name, value, f"{NAME}:{reading.line_of(name)}")
    return _unset(name, value, context)


def _unset(name: str, value: str | bool | tuple[str, ...] | None, context: CliContext) -> InForce:
    """What holds where the file does not say."""
    table, _, id_ = name.partition(".")
    if table == KEYS:
        bound = known_bindings().get(id_)
        return InForce(name, bound.keys if bound else None, DEFAULT)
    match name:
        case "theme":
            from screens.chosen_theme import chosen_in_app

            picked = chosen_in_app()
            return InForce(name, picked or "dark", "chosen in the app" if picked else DEFAULT)
        case "actor":
            return InForce(name, context.probable_person(), "git, or the login")
        case "color" if os.environ.get("NO_COLOR"):
            return InForce(name, "never", "NO_COLOR")
        case "color" if os.environ.get("FORCE_COLOR"):
            return InForce(name, "always", "FORCE_COLOR")
    return InForce(name, value, DEFAULT)


def _why_plain(context: CliContext, reading: Reading) -> str:
    if context.color:
        return "--color"
    return f"{NAME}:{reading.line_of('color')}" if reading.settings.color == "never" else "NO_COLOR"
