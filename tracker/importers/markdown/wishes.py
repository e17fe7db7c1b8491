"""Headings that say how much something is wanted: `Must have`, `Should have (after launch)`, `Nice to have`.

They sort the boxes of a checklist as they sort the steps of a plan. What only should be done, or would be
nice to have, is not as severe as the heading above says of all: `Critical blockers`, and beneath it `Should
fix` and `Nice to have`.
"""

from __future__ import annotations

from functools import lru_cache

from tracker.importers.markdown.numbering import worded
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.words import fold

_LEAST = (
    r"(?:(?:should|could|may)[- ](?:have|fix|do|be fixed|be done)s?|nice[- ]to[- ]haves?|kann warten|"
    r"soll(?:te)?|kann|deberia|devrait|dovrebbe|wunschenswert\w*|souhaitable\w*|deseable\w*|desejave\w*|auspicabil\w*|"
    r"wenselijk\w*|mile widziane|желательно)"
)
_MOST = (
    r"(?:must|won'?t)[- ](?:have|fix|do|be fixed|be done)s?|muss|indispensable\w*|imprescindible\w*|"
    r"imprescindive\w*|обязательно"
)
_END = r"\W*(?:[(\[–—:-].{0,80})?$"
_LEAST_WANTED = regex(rf"{_LEAST}{_END}")
_LEAST_AT_END = regex(rf"[(\[]{_LEAST}[)\]]\W*$")
"""`Priority 3: recommended (nice to have)`."""
_WANTED = regex(rf"(?:{_LEAST}|{_MOST}){_END}")


@lru_cache(maxsize=4096)
def wants(heading: str) -> bool:
    """Tell whether a heading says how much something is wanted, and behind that perhaps by when."""
    return _WANTED.match(worded(fold(heading))) is not None


@lru_cache(maxsize=4096)
def least(heading: str) -> bool:
    """Tell whether a heading says that something only should be done, or would be nice to have."""
    text = worded(fold(heading))
    return _LEAST_WANTED.match(text) is not None or _LEAST_AT_END.search(text) is not None
