"""`fixes SEC-1` in running text: the keywords that close an item, and what around them takes that back."""

from __future__ import annotations

import re

from tracker.domain.ids_in_text import GAP, KnownIds, first_of, listed

_COMMA_OR_AND = re.compile(rf"[ \t]*(?:[,;]{GAP}?(?:and\b{GAP})?|{GAP}(?:and\b|&){GAP})", re.IGNORECASE)
KEYWORD = re.compile(
    r"(?<![\w@#/-])(?:clos(?:e[sd]?|ing)|fix(?:e[sd]|ing)?|resolv(?:e[sd]?|ing)|remediat(?:e[sd]?|ing))"
    rf"(?:[ \t]*:{GAP}?|{GAP})(?:(?:issue|item|finding|ticket)s?{GAP})?(?=[\[(#A-Za-z0-9])",
    re.IGNORECASE,
)
_KEYWORD_STEMS = ("CLOS", "FIX", "RESOLV", "REMEDIAT")
_CLAUSE_END = re.compile(r"[.,;:!?()]|\n[ \t]*\n|\b(?:but|however|also|so)\b", re.IGNORECASE)
_HEDGE = (
    r"(?:\b(?:not(?!\s+(?:only|just|merely)\b)|never|cannot|no\s+longer|without|partial(?:ly)?|partly|almost"
    r"|nearly|half|hardly|barely|neither|nor|fail(?:s|ed)?\s+to|unable\s+to|instead\s+of|rather\s+than"
    r"|tr(?:y|ies|ied|ying)\s+to|attempt(?:s|ed)?(?:\s+(?:to|at))?|help(?:s|ed)?(?:\s+to)?|towards?"
    r"|might|may|could|(?:do|does|did|wo|ca|is)nt)|n['’]t)\b"
)
_HEDGED = re.compile(rf"{_HEDGE}\W*(?:\w+\W+){{0,3}}$", re.IGNORECASE)
_HEDGED_AT_ONCE = re.compile(rf"{_HEDGE}\s*(?:yet|fully|really|quite)?\s*$", re.IGNORECASE)
HEDGED_AFTER = re.compile(
    r"[ \t]*(?:\?|[(\[,]?\s*(?:but\s+)?(?:only\s+)?"
    r"(?:partial(?:ly)?|partly|in\s+part|incomplete(?:ly)?|not\s+(?:fully|completely|entirely|yet))\b)",
    re.IGNORECASE,
)


def fixed(prose: str, ids: KnownIds) -> list[str]:
    """Return the items that stand after a keyword which nothing before or after it takes back."""
    found: list[str] = []
    start = first_of(_KEYWORD_STEMS, prose)
    if start < 0:
        return found
    for keyword in KEYWORD.finditer(prose, start):
        items, end = listed(prose, keyword.end(), ids.as_written, _COMMA_OR_AND)
        if items and not _is_hedged(prose, keyword.start()) and not HEDGED_AFTER.match(prose, end):
            found += items
    return found


def _is_hedged(prose: str, start: int) -> bool:
    """Tell whether the clause before a keyword says that it is not, or not wholly, so."""
    before = prose[max(0, start - 120) : start]
    clause = _CLAUSE_END.split(before)[-1]
    first_on_line = not clause.rpartition("\n")[2].strip() and "\n" in clause
    return bool((_HEDGED_AT_ONCE if first_on_line else _HEDGED).search(clause))
