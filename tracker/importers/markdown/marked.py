"""Lists in which a mark says of each entry whether it is in order: `✅ Backups`, `⚠️ Edge cases`, `❌ Logs`.

What bears the mark of failure in such a list is a finding, whatever the heading above. Marks of one kind
alone are decoration, and a list of what to do and what never to do is advice.
"""

from __future__ import annotations

from tracker.importers.markdown import status
from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.status import Mark
from tracker.importers.markdown.tree import Entry, Listing
from tracker.importers.markdown.words import fold

_FEWEST = 3
_FAILING = "❌✗✘⚠🔴🟥🟠🟡⛔🛑"
_ADVICE = Wording(
    r"(?:do not|don't|never|avoid|niemals|vermeide\w*|evite[rz]?|ne jamais|jamais|nunca|evita|nooit|vermijd|"
    r"nigdy|unikaj|никогда|избегайте)\b"
)


def failing(listing: Listing) -> frozenset[int]:
    """Return the first lines of the entries marked as failing, in a list that marks each as good or not."""
    if len(listing.entries) < _FEWEST or any(entry.ticked is not None for entry in listing.entries):
        return frozenset()
    marks = [status.mark(entry.title.text) for entry in listing.entries]
    if None in marks or Mark.GOOD not in marks:
        return frozenset()
    failed = [entry for entry in listing.entries if entry.title.text.lstrip()[:1] in _FAILING]
    return frozenset() if any(map(_is_advice, failed)) else frozenset(entry.first for entry in failed)


def _is_advice(entry: Entry) -> bool:
    return _ADVICE.match(fold(status.without_marks(entry.title.text)).replace("’", "'")) is not None
