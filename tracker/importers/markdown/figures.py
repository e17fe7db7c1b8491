"""Paragraphs of bold names that tell figures, or sum it all up: `**Critical issues**: 8`, `**Conclusion:**`.

A finding says more behind its name than a number or a word; where each line is so short, they count or rate
the whole.
"""

from __future__ import annotations

from tracker.importers.markdown import severity, status
from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.labels import labelled
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import Role, role_of
from tracker.importers.markdown.titles import titled
from tracker.importers.markdown.tree import Listing, Paragraph
from tracker.importers.markdown.words import fold

_FIGURE = regex(r"[~≈<>]?\s*\d[\d.,]*\s*(?:%|/\s*\d+)?")
_LONGEST_VALUE = 2
"""Words."""
_FEWEST = 2
_COUNT = regex(
    r"\W*(?:\d{1,4}|zero|no|keine?|aucune?|ningun[oa]?|nenhum[a]?|nessun[oa]?|geen|нет)\W+([^\W\d_]+)[\W_]+"
    r"(?:[^\W\d_]+ )?(?:findings?|issues?|vulnerabilit\w+|problems?|bugs?|risks?|befunde?|probleme?|"
    r"schwachstellen?|constats?|problemes?|hallazgos?|problemas?|achados?|rilievi|problemi|bevindingen|"
    r"ustalen\w*|замечани\w+|проблем\w*)\W*"
)
"""`0 critical findings`."""
_RESULT = Wording(
    r"(?:(?:overall |net |end )?(?:results?|outcome)|ergebnis|resultat|resultado|risultato|esito|resultaat|"
    r"wynik|результат|итог)\W*\Z"
)


def sums_up(block: Paragraph) -> bool:
    """Tell whether a paragraph tells figures or the conclusion, and nothing to remediate."""
    return _tells_figures(block) or _concludes(block.lines[0])


def _tells_figures(block: Paragraph) -> bool:
    values = [_value(line) for line in block.lines]
    told = [value for value in values if value]
    return (
        len(told) == len(block.lines) >= _FEWEST
        and any(map(_FIGURE.fullmatch, told))
        and all(len(value.split()) <= _LONGEST_VALUE for value in told)
    )


def _value(line: Line) -> str:
    """What a line says behind a strong name that is no known field, or nothing."""
    found = labelled(line) if line.lead else None
    if not found or found.field in ("effort", "id", "files") or titled(line, line.lead).id:
        return ""
    return status.without_marks(found.value.text)


def _concludes(line: Line) -> bool:
    found = labelled(line) if line.lead else None
    if found is None:
        return False
    whole = len(found.label.split()) == 1 and role_of(found.label) is Role.SUMMARY
    return whole or _RESULT.match(fold(found.label)) is not None


def counts_ratings(block: Listing) -> bool:
    """Tell whether a list sums up the findings: several entries say how many there are of a rating."""
    found = [_COUNT.fullmatch(fold(entry.title.text)) for entry in block.entries if not entry.blocks]
    return sum(each is not None and severity.only_rating(each[1]) for each in found) >= _FEWEST
