"""Whether two names mean one person: nobody attests their own work by writing themselves another way."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from tracker.domain.text import REPLACEMENT, one_line


def is_one_of(name: str, people: Iterable[str]) -> bool:
    """Tell whether `name` (a name, an address, or `Name <address>`) means one of the people."""
    asked = _identities(name)
    return any(asked & _identities(person) for person in people)


def _identities(person: str) -> set[str]:
    """The name and the address in a text, without what is no more than another way to write them."""
    seen = one_line(person).replace(REPLACEMENT, "")  # what nobody can see tells nobody apart
    written = unicodedata.normalize("NFKC", seen).casefold()
    name, _, address = written.partition("<")
    return {part for part in (" ".join(name.split()), address.strip("> ")) if part}
