"""Headings that end in a mark of success and a word for it: `3. Stairs ✅ PASS`.

Behind such a heading stands why all is well, and `No loose steps` there is what was looked for.
"""

from __future__ import annotations

from functools import lru_cache

from tracker.importers.markdown import states, status
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.states import State

_MARKED = regex(r"[✅✔☑✓]\ufe0f?\s*([^✅✔☑✓]{1,30})$")
_PASSING = frozenset({State.FINE})


@lru_cache(maxsize=2048)
def passed(text: str) -> status.Mark | None:
    """Return the mark of success that a heading ends in with a word of being in order, or None."""
    found = _MARKED.search(text.rstrip(" *_)"))
    told = states.of_words(found[1]) if found else None
    return status.Mark.GOOD if told and told[1] and told[0] in _PASSING else None
