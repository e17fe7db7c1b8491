"""Ids for items: the document's own, else words of the title, so that new findings change no old id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

from tracker.domain.text import dashed
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.similar import normal
from tracker.importers.markdown.words import fold

_LEGAL = regex(r"[A-Z0-9][A-Z0-9-]{0,31}")
_WRITTEN = regex(r"[A-Z0-9]+(?:-[A-Z0-9]+)*")
"""An id as plan files write it, of which nothing has to be changed."""
_ILLEGAL = regex(r"[^A-Z0-9]+")
_WORD = regex(r"[a-z0-9]+")
_DOTTED = regex(r"\d+(?:\.\d+)+")
_LONGEST = 32
_MOST_WORDS = 3
_EMPTY_WORDS = """
    a an the and or of for to in on with by from at as is are be into per via no not any all this that
    its their our add implement fix use set up enable missing lack need should must ensure der die das
    ein eine und fur von mit bei zu im keine kein le la les de des du un une et en pour avec dans el los
    las del y para con o os da do em il lo gli di e per het een van voor
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())


def own_id(given: str) -> str | None:
    """Return an id of the document in the form of plan files, or None where nothing legal is left of it."""
    if len(given) <= _LONGEST and _WRITTEN.fullmatch(given):
        return given
    legal = _ILLEGAL.sub("-", fold(given).upper()).strip("-")[:_LONGEST].rstrip("-")
    return legal if _LEGAL.fullmatch(legal) else None


def dotless(number: str) -> str:
    """Return an id that is a number with dots as ids are written; any other as it is."""
    return number.replace(".", "-") if _DOTTED.fullmatch(number) else number


def ids_for(titles: Sequence[str], given: Sequence[str | None]) -> list[str]:
    """Return a unique id for each title; `given` are those of the document, where it has one.

    What the document gives is taken first. Two titles of the same words differ by a digest of the whole
    title, not by a count, which the next finding in between would change.
    """
    wanted = [own_id(each) if each else None for each in given]
    taken = {each for each in wanted if each}
    owned: set[str] = set()
    found: list[str] = []
    counts: Counter[str] = Counter()
    for title, own in zip(titles, wanted, strict=True):
        chosen = own
        if chosen is None or chosen in owned:
            chosen = _from_title(title, taken, counts)
        owned.add(chosen)
        taken.add(chosen)
        found.append(chosen)
    return found


def _from_title(title: str, taken: set[str], counts: Counter[str]) -> str:
    words = [word for word in _WORD.findall(fold(title)) if word not in _EMPTY]
    words = [word for word in words if len(word) > 1 or word.isdigit()] or words
    for count in (_MOST_WORDS, _MOST_WORDS + 1, _MOST_WORDS + 2):
        wish = dashed(words[:count], _LONGEST).upper()
        if wish and wish not in taken and (wish[0].isalpha() or count > _MOST_WORDS):
            return wish
    digest = sha256(normal(title).encode()).hexdigest().upper()
    wish = f"{dashed(words[:_MOST_WORDS], _LONGEST - 7).upper() or 'ITEM'}-{digest[:6]}"
    while wish in taken:  # the very same title once more
        counts[digest] += 1
        wish = f"ITEM-{digest[:12]}-{counts[digest] + 1}"
    return wish
