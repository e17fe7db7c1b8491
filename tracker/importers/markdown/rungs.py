"""Headings that are a rating and a bracket: `P1 - High (within 2 weeks)`, `Medium (later)`.

They sort what is beneath them and name no thing of their own. In a plan they are its stages where the bracket
gives a time; elsewhere the rating alone is believed. A priority that is only counted and rated (`Priority 1 -
critical`) says how urgent something is, and no time either.
"""

from __future__ import annotations

from functools import lru_cache

from tracker.importers.markdown import severity
from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.numbering import unnumbered
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.tree import Section
from tracker.importers.markdown.words import fold

BRACKET = regex(r"[(\[（]([^()\[\]（）]{1,60})[)\]）]\W{0,9}$")
"""What stands in brackets at the end of a heading."""
_DURATION = regex(
    r"(?:[^\W\d]+\s+){0,2}\d{1,3}(?:\s*[-–—]\s*\d{1,3})?\+?\s*(?:days?|weeks?|months?|tage?n?|wochen?|monate?n?|"
    r"jours?|semaines?|mois|dias?|semanas?|mes(?:es)?|giorni|settiman[ae]|mes[ei]|dagen|weken|maand(?:en)?|"
    r"dni|tygodni\w*|miesi\w+|дн\w+|недел\w+|месяц\w*)\W*"
)
_PRIORITY = r"(?:priority|prioritat|priorite|prioridade?|priorita|prioriteit|priorytet|приоритет)"
_COUNTED = Wording(rf"{_PRIORITY}\s*#?\d\b")
_COUNTED_GRADE = regex(rf"\W*{_PRIORITY}\s*#?\d\s*[-–—:(]\s*(.{{1,40}}?)[\s):]*$")
_GRADES = regex(
    r"(?:important\w*|essential\w*|urgent\w*|wichtig|dringend|belangrijk|wazne|важно\w*|"
    r"(?:must|should|could|nice)[- ](?:to[- ])?haves?|optional\w*|enhancements?|kann warten|"
    r"souhaitable\w*|deseable\w*|desejave\w*|wenselijk\w*|желательно)"
)
_FEWEST = 2


@lru_cache(maxsize=4096)
def is_rating(heading: str) -> bool:
    """Tell whether a heading is a rating with something in brackets behind it."""
    bracket = BRACKET.search(heading)
    return bracket is not None and severity.only_rating(unnumbered(heading[: bracket.start()]))


def sorts(section: Section) -> bool:
    """Tell whether a section whose heading is such a rating holds several things: entries or headings."""
    return is_rating(section.text) and len(section.sections) + len(section.entries) >= _FEWEST


def is_dated(heading: str) -> bool:
    """Tell whether the bracket behind such a rating is a time."""
    bracket = BRACKET.search(heading) if is_rating(heading) else None
    return bracket is not None and _DURATION.fullmatch(fold(bracket[1])) is not None


@lru_cache(maxsize=4096)
def counts_priority(heading: str) -> bool:
    """Tell whether a heading counts a priority and says in a word how high it is: no time is named."""
    folded = fold(heading)
    if not _COUNTED.search(folded):
        return False
    found = _COUNTED_GRADE.match(folded)
    return found is not None and (
        severity.only_rating(found[1]) or _GRADES.fullmatch(found[1].strip()) is not None
    )
