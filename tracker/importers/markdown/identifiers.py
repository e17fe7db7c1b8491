"""Names of code in a heading: `daily_point()`, `retry_target`. Their parts say nothing of what is beneath.

`recommendation_key is never set` is a defect and heads no recommendations; a heading that is nothing but such
a name (`known_issues`) is a word written with a line, and is read as words.
"""

from __future__ import annotations

from tracker.importers.markdown.patterns import regex

_NAME = regex(r"(?<![\w-])_*[a-z][a-z0-9]*(?>(?:_[a-z0-9]+)+)_*(?:\(\))?(?!\w)")
_WORDED = regex(r"[^\W\d_]{2}")


def without_names(text: str) -> str:
    """Return the text of a heading without names of code, or as it is where nothing else is left."""
    if "_" not in text:
        return text
    rest = _NAME.sub(" ", text)
    return rest if _WORDED.search(rest) else text
