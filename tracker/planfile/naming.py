"""Ids for what a document drafted: legal, unique, and the same again when the document is read again.

A document's own id is kept wherever the format can hold it. Numbers are only appended where two things would
have the same name; whoever merges hands in the ids that exist, so that nothing is renamed by an insertion.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from tracker.domain.text import slug

LONGEST_ITEM_ID = 32
LONGEST_ID = 48
_FEWEST_LETTERS = 2


def plain(text: str) -> str:
    """Return `text` without accents, so that `Größe` is `Grosse` in an id; other scripts stay."""
    folded = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    return "".join(char for char in folded if not unicodedata.combining(char))


def item_id_of(wish: str, title: str) -> str:
    """Return a legal item id, from what the document calls it or else from its title."""
    for text in (_upper(wish), slug(plain(title), LONGEST_ITEM_ID).upper()):
        if len(text) >= _FEWEST_LETTERS or (text and text == wish):
            return text
    return "ITEM"


def id_of(wish: str, title: str, fallback: str) -> str:
    """Return a legal id of anything but an item; `fallback` is for titles without a Latin letter."""
    name = re.sub(r"[^A-Za-z0-9_]+", "-", plain(wish)).strip("-_")[:LONGEST_ID].rstrip("-_")
    if name:
        return name
    made = slug(plain(title), LONGEST_ITEM_ID)
    return made if made != "x" else fallback


class Names:
    """The names given so far, told apart whatever their case."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {name.casefold() for name in taken}
        self._next: dict[str, int] = {}

    def new(self, name: str, longest: int) -> str:
        """Return `name`, with a number where it is taken; now it is."""
        made = name
        while made.casefold() in self._taken:
            number = self._next[name] = self._next.get(name, 1) + 1
            made = f"{name[: longest - len(str(number)) - 1]}-{number}"
        self._taken.add(made.casefold())
        return made


def _upper(wish: str) -> str:
    return re.sub(r"[^A-Z0-9]+", "-", plain(wish).upper()).strip("-")[:LONGEST_ITEM_ID].rstrip("-")
