"""Entries of a list of findings that find nothing: `Low - Safe use of SQL`, `Issue: none`.

A scheme that wants a severity for everything it looked at gives one to what is in order as well. Such an
entry says so in its first word, or where the others say what is wrong, and asks for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.words import fold

_PRAISE = Wording(
    before=r"\W*",
    pattern=r"(?:"
    r"good|safe|proper|correct|strong|excellent|solid|robust|secure|well[- ]\w+|appropriate|gute[rs]?|"
    r"sichere[rs]?|korrekte[rs]?|solide[rs]?|bonne?|bon|correcte?|buen[oa]?|segur[oa]|correct[oa]|bo[am]|"
    r"buon[oa]?|goede|dobr[aey]|хорош\w+|надежн\w+)\b(?! (?:practices? (?:is|are) (?:missing|not)|enough))",
)
_NOTHING = Wording(
    before=r"\W*",
    pattern=r"(?:"
    r"none|no (?:issues?|problems?|findings?|vulnerabilit\w+|action)|nothing|n/a|keine?|aucune?|ningun[oa]?|"
    r"nenhum[a]?|nessun[oa]?|geen|brak|нет)(?=\W*$|\s*[.,;:(–—-])",
)
_ASKING = frozenset({"approach", "mitigation", "remaining"})


def is_praised(title: str, facts: Mapping[str, str]) -> bool:
    """Tell whether what a title heads is in order: nothing is asked, and it is praised or without issue."""
    if _ASKING & facts.keys():
        return False
    issue = facts.get("issue", "")
    return bool(issue) and (
        _NOTHING.match(fold(issue[:80])) is not None or _PRAISE.match(fold(title)) is not None
    )
