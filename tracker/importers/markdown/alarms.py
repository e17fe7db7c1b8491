"""Sections that say when an alarm is raised: `Warning alerts`, with `Queue longer than 40 calls` beneath.

They are settings, as targets are; what is wrong with the alarms, a review says in other words than a bound.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.importers.markdown import remedy
from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.keeping import remembered
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.targets import bound_in
from tracker.importers.markdown.tree import Block, Listing, Section
from tracker.importers.markdown.words import fold

_ALARMS = Wording(
    r"\b(?:alerts?|alerting|alarms?|alarme|alarmierung|alertes?|alertas?|alarmas?|allarmi|alarmen|alarmy|alerty)\b|"
    r"\b(?:оповещени\w+|алерт\w*)|告警|报警|アラート"
)
_MISSING = Wording(
    r"\b(?:missing|no|lack\w*|without|absent|broken|fehlende?\w*|keine?|manquante?s?|sans|faltantes?|sin|sem|"
    r"mancanti|senza|ontbrekende|geen|brak\w*|нет|отсутств\w+)\b"
)
_RANGE = regex(r"\b\d[\d.,]*\s?[-–]\s?\d[\d.,]*\s?(?:%|[a-z]{1,7}\b)?\W*\Z")
_FEWEST = 2
_SHARE = 3
"""One entry of so many names a bound at least."""


@remembered
def sets_alarms(section: Section) -> bool:
    """Tell whether a section lists when alarms are raised, and asks for none."""
    heading = fold(section.text)
    if not _ALARMS.search(heading) or _MISSING.search(heading) or section.sections:
        return False
    told = [text for block in section.blocks for text in _innermost(block)]
    free = [text for text in told if bound_in(text) is None and not _RANGE.search(text)]
    bound = len(told) - len(free)
    return bound >= _FEWEST and bound * _SHARE >= len(told) and not any(map(remedy.begins_with_verb, free))


def _innermost(block: Block) -> Iterator[str]:
    """The texts of the entries of a list that have no list beneath them."""
    for entry in block.entries if isinstance(block, Listing) else ():
        if not entry.listings:
            yield entry.title.text
        for inner in entry.listings:
            yield from _innermost(inner)
