"""The number that a heading begins with: `2. `, `3.1 `, `4) `. One of more than three digits is a year."""

from __future__ import annotations

from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.status import without_marks
from tracker.importers.markdown.words import fold

_NUMBER = r"\d{1,3}(?:\.\d+)*[.)]?\s+"
_NUMBERED = regex(rf"^\W*{_NUMBER}")
_BEFORE_WORDS = regex(rf"^\W*(?:{_NUMBER})?")


def unnumbered(heading: str) -> str:
    """Return a heading without its number and what stands before that; one without a number as it is."""
    return heading if heading[:1].isalpha() else _NUMBERED.sub("", heading)


def worded(heading: str) -> str:
    """Return a heading from its first word on, its number and marks before it passed over."""
    return heading if heading[:1].isalpha() else _BEFORE_WORDS.sub("", heading)


def folded_words(heading: str) -> str:
    """Return a heading folded, without its marks and its number."""
    return fold(unnumbered(without_marks(heading)))
