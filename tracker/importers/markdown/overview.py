"""What the document says as a whole: title, dates, verdict, scores, targets, checklists, approval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from datetime import date
from functools import lru_cache

from tracker.domain.draft import Uncertainty
from tracker.domain.frozen import frozen
from tracker.domain.plan import Area, Checklist, Claims, SignOff, Target
from tracker.importers.markdown.approval import sign_offs
from tracker.importers.markdown.areas import areas_of, weighing_conflict
from tracker.importers.markdown.boxes import checklists_of
from tracker.importers.markdown.claims import claims_of, count_notes
from tracker.importers.markdown.metadata import Metadata, metadata_of
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.statement import Statement
from tracker.importers.markdown.targets import targets_of
from tracker.importers.markdown.tree import Section
from tracker.importers.markdown.words import fold

_WORD = regex(r"[^\W\d_]{2,}")
_EMPTY = frozenset({"and", "und", "et", "the", "analysis", "assessment", "infrastructure"})


@frozen
class Overview:
    """Everything a draft holds beside its items and phases."""

    title: str | None
    reviewed: date | None
    next_review: date | None
    baseline: str | None
    claims: Claims = field(default_factory=Claims)
    areas: tuple[Area, ...] = ()
    targets: tuple[Target, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    signoffs: tuple[SignOff, ...] = ()
    conflicts: tuple[str, ...] = ()
    notes: tuple[Uncertainty, ...] = ()

    def area_of(self, statement: Statement) -> str | None:
        """Return the id of the area that a statement names or stands under, the nearest heading first."""
        if not self.areas:
            return None
        named = [statement.area] if statement.area else []
        wanted = [_words(text) for text in (*named, *reversed(statement.around.headings))]
        for words in wanted:
            for area in self.areas:
                known = _words(area.title)
                if known and (known == words or known <= words):
                    return area.id
        return None


def overview(root: Section, found: Sequence[Statement]) -> Overview:
    """Return what the document `root` says as a whole, beside the statements `found` in it."""
    metadata: Metadata = metadata_of(root)
    areas = areas_of(root, found)
    claims = claims_of(
        root, frozenset(line for area in areas for first, last in area.source for line in (first, last))
    )
    conflict = weighing_conflict(areas, claims)
    return Overview(
        title=metadata.title,
        reviewed=metadata.reviewed,
        next_review=metadata.next_review,
        baseline=metadata.baseline,
        claims=claims,
        areas=areas,
        targets=targets_of(root),
        checklists=checklists_of(root),
        signoffs=sign_offs(root),
        conflicts=(conflict,) if conflict else (),
        notes=tuple(count_notes(claims, found)),
    )


@lru_cache(maxsize=2048)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(text))) - _EMPTY
