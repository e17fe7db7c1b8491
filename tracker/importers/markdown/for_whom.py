"""Entries that begin with whom or what they are for: `**For the night crew**: Light the mole`.

Several steps may be for the same, so that such a lead names none of them; the step stands behind it.
"""

from __future__ import annotations

from tracker.importers.markdown import remedy
from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.words import fold

_FOR = Wording(
    before=r"\W*",
    pattern=r"(?:for|fur|pour|para|per|voor|dla|для)\b(?! (?:example|instance|now|later|real|beispiel|jetzt|"
    r"l'instant|exemple|ejemplo|ahora|exemplo|agora|esempio|ora|nu|теперь))",
)
_LONGEST = 5
"""Words."""


def says_for_whom(label: str) -> bool:
    """Tell whether a lead says whom or what an entry is for, and not what it is."""
    return len(label.split()) <= _LONGEST and _FOR.match(fold(label)) is not None


def asks(text: str) -> bool:
    """Tell whether what stands behind such a lead is a step or a demand of its own."""
    return bool(text) and (
        remedy.begins_with_verb(text) or remedy.obliges(text) or remedy.states_defect(text)
    )
