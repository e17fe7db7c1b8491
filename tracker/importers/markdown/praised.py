"""Entries of a list of findings that find nothing: `Low - Safe use of SQL`, `Issue: none`.

A scheme that wants a severity for everything it looked at gives one to what is in order as well. Such an
entry says so in its first word, or where the others say what is wrong, and asks for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from tracker.importers.markdown import status
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
_IN_ORDER = Wording(
    before=r"\W*(?:(?:generally|mostly|currently|overall|already|very|grundsatzlich|derzeit|globalement|"
    r"en general|in generale|over het algemeen|w zasadzie|в целом)\s+)?",
    pattern=r"(?:good|safe|fine|ok(?:ay)?|secure|solid|correct|excellent|sound|healthy|gut|sicher|korrekt|solide|"
    r"bon|bien|correct|sur|bueno|seguro|correcto|bom|buono|sicuro|corretto|goed|veilig|dobrze|bezpiecznie|"
    r"хорошо|безопасно)(?=\W*$|\s*[.,;:(–—-])",
)
"""What a status behind a mark of success says of what was looked at, and of no work."""
_ASKING = frozenset({"approach", "mitigation", "remaining"})


def is_in_order(state: str) -> bool:
    """Tell whether a status is a mark of success and a word of praise: `✅ Generally safe - as bound`."""
    good = status.mark(state) is status.Mark.GOOD and not status.remedied(state)
    return good and _IN_ORDER.match(fold(status.without_marks(state))) is not None


def is_praised(title: str, facts: Mapping[str, str]) -> bool:
    """Tell whether what a title heads is in order: nothing is asked, and it is praised or without issue."""
    if _ASKING & facts.keys():
        return False
    issue = facts.get("issue", "")
    return bool(issue) and (
        _NOTHING.match(fold(issue[:80])) is not None or _PRAISE.match(fold(title)) is not None
    )
