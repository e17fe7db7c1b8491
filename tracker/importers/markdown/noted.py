"""Notes that ask for something: `Notes`, with `All phone numbers should be replaced`, `Add a banner` beneath.

What is noted at the end of a review explains it as a rule. Where nearly all notes ask for something, they
are what came to mind after the findings.
"""

from __future__ import annotations

from tracker.importers.markdown import remedy
from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.labels import labelled
from tracker.importers.markdown.numbering import folded_words
from tracker.importers.markdown.tree import Entry, Listing

_NOTES = Wording(
    r"(?:(?:additional|other|further|final|closing|general|weitere|autres|otras|outras|altre|overige|inne|"
    r"прочие) )?(?:notes?|hints|notizen|hinweise|anmerkungen|remarques|notas|note|aantekeningen|notatki|"
    r"uwagi|заметки|примечания)(?: (?:additionnelles|adicionales|adicionais|aggiuntive))?\W*$"
)
_WIDE = ("备注", "注意事项", "補足", "備考")
_FEWEST = 3


def notes_ask(listing: Listing, headings: tuple[str, ...]) -> bool:
    """Tell whether a list stands right beneath a heading of notes, and at least three quarters of it ask."""
    if len(listing.entries) < _FEWEST or not headings or not _heads_notes(headings[-1]):
        return False
    asked = sum(map(_asks, listing.entries))
    return asked * 4 >= len(listing.entries) * 3


def _heads_notes(text: str) -> bool:
    folded = folded_words(text)
    return folded.startswith(_WIDE) or _NOTES.match(folded) is not None


def _asks(entry: Entry) -> bool:
    found = labelled(entry.title)
    text = found.value.text if found else entry.title.text
    return remedy.begins_with_verb(text) or remedy.obliges(text)
