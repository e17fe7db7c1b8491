"""Words of a commit message that look like items of the plan and are none: `Resolves: SEC-99`.

A typo here costs a day: the commit is pushed, and the item stays open. But messages are full of words that
look like ids (UTF-8, SHA-256, CVE-2024-1234, another tracker's issues), and a tool that cries at those is
switched off. So a word counts only where it belongs to a family of the plan's ids, or stands where nothing
but an item can stand. What is read at all (no code, no quotation) the commit language decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from tracker.domain.frozen import frozen
from tracker.domain.message import meaning
from tracker.domain.text import nearest

_NUMBERED = re.compile(r"(?<![\w-])([A-Za-z][A-Za-z0-9-]*-)\d+(?![\w-])")
_SHOUTED = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*(?![\w-])")
_STANDARDS = frozenset({"CVE", "CWE", "GHSA", "UTF", "SHA", "MD", "ISO", "RFC", "PEP"})
_LIKE = 0.75
"""How much two words have in common when one is taken for a typo of the other."""


@frozen
class UnknownId:
    """A word as it counts (upper case), and the item it is most like, if any."""

    word: str
    nearest: str | None

    def __str__(self) -> str:
        asked = f"; did you mean {self.nearest}?" if self.nearest else ""
        return f"{self.word} is no item of this plan{asked}"


def unknown_ids(message: str, known: Mapping[str, str]) -> tuple[UnknownId, ...]:
    """Return the words of `message` that were meant for items and name none of `known`.

    In the order of the message, each once. `known` has ids by upper-case name, of every plan that is there.
    """
    anywhere = {word for word in _suspects(message, known) if word not in known}
    in_place = {word for word in _SHOUTED.findall(message) if word not in known and _like_an_id(word, known)}
    suspects = {word: word for word in anywhere | in_place if word.partition("-")[0] not in _STANDARDS}
    if not suspects:
        return ()
    said = meaning(message, {**known, **suspects}, keywords=False)
    placed = {*said.resolves, *(item for item, _ in (*said.ticks, *said.verified_by, *said.actuals))}
    found = [word for word in said.items if word in suspects and (word in anywhere or word in placed)]
    return tuple(UnknownId(word, _nearest(word, known)) for word in found)


def _suspects(message: str, known: Mapping[str, str]) -> Iterable[str]:
    """Words of a numbered family of the plan, and capitals that are nearly an id with the same beginning."""
    numbered = {match[1].upper() for match in map(_NUMBERED.fullmatch, known) if match}
    for match in _NUMBERED.finditer(message):
        if match[1].upper() in numbered:
            yield match[0].upper()
    beginnings = {name.partition("-")[0] for name in known if "-" in name}
    for word in _SHOUTED.findall(message):
        if "-" in word and word.partition("-")[0] in beginnings and _is_near(word, known):
            yield word


def _like_an_id(word: str, known: Mapping[str, str]) -> bool:
    return "-" in word or _is_near(word, known)


def _is_near(word: str, known: Mapping[str, str]) -> bool:
    near = nearest(word, known)
    return near is not None and SequenceMatcher(None, word, near).ratio() >= _LIKE


def _nearest(word: str, known: Mapping[str, str]) -> str | None:
    near = nearest(word, known)
    return known[near] if near else None
