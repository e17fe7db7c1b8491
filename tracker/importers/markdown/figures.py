"""Paragraphs of bold names that tell figures, or sum it all up: `**Critical issues**: 8`, `**Conclusion:**`.

A finding says more behind its name than a number or a word; where each line is so short, they count or rate
the whole.
"""

from __future__ import annotations

from tracker.importers.markdown import status
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.labels import labelled
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import Role, role_of
from tracker.importers.markdown.titles import titled
from tracker.importers.markdown.tree import Paragraph

_FIGURE = regex(r"[~≈<>]?\s*\d[\d.,]*\s*(?:%|/\s*\d+)?")
_LONGEST_VALUE = 2
"""Words."""
_FEWEST = 2


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
    return found is not None and len(found.label.split()) == 1 and role_of(found.label) is Role.SUMMARY
