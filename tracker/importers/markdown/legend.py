"""What the document says its own symbols mean: `🔴 critical, 🟠 high`, `✅ in place`, `NC: non conforme`.

A symbol means what the document puts beside it. One that stands beside two meanings has none of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from types import MappingProxyType
from typing import TypeVar

from tracker.domain.plan import Severity
from tracker.importers.markdown import severity, states
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.running import lines_of
from tracker.importers.markdown.states import State
from tracker.importers.markdown.tree import Section

T = TypeVar("T")

_SYMBOL = regex("[\u25a0-\u25ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]")
_PARTS = regex(r"[,;，；、/|·•]|(?<=[.。])\s")
_EXPLAINED = regex(
    r"(?:[^\W\d][^:：]{0,24}[:：])?\W*?"
    "([\u25a0-\u25ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff])\ufe0f?[\\s=:：–—-]*(\\w.*)"
)
_BOXES = regex(r"(\[[-~/]\])[\s=:：–—-]*([^\W\d][^·•|,;\[]*)")
_HALF = {"[~]": State.PARTIAL, "[/]": State.PARTIAL}
_COLOURS = frozenset("🔴🟠🟡")
_LONGEST = 2
"""Words of a meaning; what begins with a state and goes on is a finding: `🟠 No throttling on search`."""
_GRADED = frozenset("🔴🟠")
"""Both of them begin lines only where the colours grade; a traffic light has no orange."""
_GREEN = frozenset("🟢🟩✅")
"""Where nothing is put beside one of these, nothing is missing: `Gap: 🔴 large, 🟢 none`."""
_CROSSES, _IN_ORDER = frozenset("❌✗✘✖"), frozenset({State.FINE, State.DONE})
"""A cross beside `none found` says that something is missing; nobody means by it that all is well."""
_CODES = regex(r"^\W*[A-Z]{1,3}\s?[:：=]\s?[^\W\d]")
_CODE = regex(r"\W*([A-Z]{1,3})\s?[:：=]\s?([^\W\d].*)")


class Legend:
    """Symbols and short codes with what they mean; the same legend holds for a whole document."""

    def __init__(self, ratings: Mapping[str, Severity], meanings: Mapping[str, State]) -> None:
        self.ratings: Mapping[str, Severity] = MappingProxyType(dict(ratings))
        self.states: Mapping[str, State] = MappingProxyType(dict(meanings))

    def rating(self, text: str) -> Severity | None:
        """Return the severity that the symbol which a text begins with stands for, or None."""
        return self.ratings.get(text.lstrip()[:1]) if self.ratings else None

    def state(self, text: str) -> State | None:
        """Return the state that the symbol which a text begins with stands for, or None."""
        return self.states.get(text.lstrip()[:1]) if self.states else None

    def box(self, mark: str) -> State | None:
        """Return what a mark in a box instead of a tick stands for: half done, if it is not told, or None."""
        shown = f"[{mark}]"
        return self.states.get(shown) or _HALF.get(shown)


NO_LEGEND = Legend({}, {})


def legend_of(root: Section) -> Legend:
    """Return what the symbols of the document mean."""
    ratings: list[tuple[str, Severity]] = []
    meanings: list[tuple[str, State]] = []
    begun: set[str] = set()
    for line in lines_of(root):
        text = line.text
        if "[" in text and (boxes := _BOXES.findall(text)):
            meanings += [(box, told[0]) for box, words in boxes if (told := states.of_words(words))]
            continue
        begun.add(text[:1])
        if text.isascii() and ":" not in text and "=" not in text:
            continue
        for symbol, words in _explained(text):
            if rated := severity.opening(words):
                ratings.append((symbol, rated))
            elif symbol in _GREEN and states.is_none(words):
                meanings.append((symbol, State.FINE))
            elif (
                (told := states.of_words(words))
                and (told[1] or len(words.split()) <= _LONGEST or not _is_finding(symbol, told[0]))
                and not (symbol in _CROSSES and told[0] in _IN_ORDER)
            ):
                meanings.append((symbol, told[0]))
    if not any(symbol in _COLOURS for symbol, _ in (*ratings, *meanings)):
        ratings += _coloured(root, begun)
    if not ratings and not meanings:
        return NO_LEGEND
    of_ratings, of_states = _agreed(ratings), _agreed(meanings)
    both = {symbol for symbol, _ in ratings} & {symbol for symbol, _ in meanings}
    return Legend(_without(of_ratings, both), _without(of_states, both))


def _coloured(root: Section, begun: Set[str]) -> list[tuple[str, Severity]]:
    """The colours that headings, or lines, begin with, where there are several: they grade."""
    marks = dict.fromkeys(part.text.lstrip()[:1] for part in root.walk() if part.title is not None)
    marks |= dict.fromkeys(begun if begun >= _GRADED else ())
    found = [(mark, rated) for mark in marks if mark in _COLOURS and (rated := severity.colour(mark))]
    return found if len(found) > 1 else []


def _explained(text: str) -> Iterator[tuple[str, str]]:
    """Symbols with the words beside them; codes only where one line explains several."""
    if not text.isascii() and _SYMBOL.search(text):
        for part in _PARTS.split(text):
            if found := _EXPLAINED.match(part):
                yield found[1], found[2]
    elif _CODES.match(text):
        codes = [found for part in _PARTS.split(text) if (found := _CODE.match(part))]
        if len(codes) > 1:
            yield from ((found[1], found[2]) for found in codes)


def _is_finding(symbol: str, told: State) -> bool:
    """Whether what goes on behind a state is a finding: by a colour, or `⚠️ Ready but never connected`."""
    return symbol in _COLOURS or told is State.PARTIAL


def _agreed(pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    said: dict[str, set[T]] = {}
    for symbol, meaning in pairs:
        said.setdefault(symbol, set()).add(meaning)
    return {symbol: next(iter(found)) for symbol, found in said.items() if len(found) == 1}


def _without(found: dict[str, T], symbols: set[str]) -> dict[str, T]:
    return {symbol: meaning for symbol, meaning in found.items() if symbol not in symbols}
