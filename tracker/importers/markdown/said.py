"""Ratings and efforts that sentences of running text give: `Critical. I'd guess three weeks.`, `... low, 2h`.

Whoever writes in prose rates in a sentence that holds little else, or says what he would call it. Anything
longer is no rating: "High load breaks it" says how it breaks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from tracker.domain.frozen import frozen
from tracker.domain.plan import Claim, Severity
from tracker.importers.markdown import effort, passing, severity
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.words import fold, sentence_end

_OPENING = regex(r"[^\w(]*(?:\([^()]*\)\s*)?\W*(.{2,40}?)(?=[.,;!)\]]|\s[–—-]\s|$)")
_WORDS = regex(r"[^\W\d_]+(?: [^\W\d_]+){0,2}|p[0-5]")
_REASON = regex(
    r"\s(?:for|because|since|but|as|fur|weil|da|aber|denn|car|pour|mais|porque|pero|perche|ma|want|maar|bo|ale|"
    r"потому|но)\s.*"
)
_CLAUSE = regex(r"[;,；，、]\s*|\s+[–—-]\s+|(?<=[.!?])\s+")
_BRACKET = regex(r"\s*\([^()]*\)$")
_LONGEST_CLAUSE = 60
_LONGEST_OPENING = 120


@frozen
class Value:
    """A rating, the line it stands on, and the effort and state that are given beside it."""

    severity: Severity
    line: int
    effort: str | None
    claim: Claim | None


def rated(lines: Sequence[Line]) -> Value | None:
    """Return what the first sentence that rates says; sentences may go on from line to line."""
    text = " ".join(line.text for line in lines)
    if not severity.may_rate(text):
        return None
    return next(_values(text, lines), None) or _at_end(text, lines)


def _at_end(text: str, lines: Sequence[Line]) -> Value | None:
    """A rating that is the last of several clauses: `src/feed.ts:301, annoying, low`."""
    *others, last = _CLAUSE.split(text.strip(" ."))
    told = severity.WORDS.whole(last) if others and last.islower() else None
    if not told or told is Severity.INFO:
        return None
    return Value(told, lines[-1].number, _effort(others[-1:]), _claim(others[-1:]))


def _values(text: str, lines: Sequence[Line]) -> Iterator[Value]:
    starts = [0, *(found.end() for found in sentence_end(text).finditer(text))]
    for at, start in enumerate(starts):
        end = starts[at + 1] if at + 1 < len(starts) else len(text)
        following = starts[at + 2] if at + 2 < len(starts) else len(text)
        if told := of_sentence(text[start:end].strip()):
            own = [_BRACKET.sub("", clause) for clause in _CLAUSE.split(text[start:end].strip(" .!"))]
            after = _CLAUSE.split(text[end:following].strip())[:1]
            yield Value(told, _line_at(start, lines), _effort([*own, *after]), _claim(own))


@lru_cache(maxsize=2048)
def of_sentence(sentence: str) -> Severity | None:
    """Return the severity a sentence gives: it begins with it, or says what somebody calls it; or None."""
    if not severity.may_rate(sentence):
        return None
    return severity.judged(sentence) or _opening(sentence)


def _opening(sentence: str) -> Severity | None:
    found = _OPENING.match(sentence[:_LONGEST_OPENING])
    words = _REASON.sub("", fold(found[1])) if found else ""
    if not _WORDS.fullmatch(words.strip()):
        return None
    told = severity.value(words)
    return told.severity if told and not told.urgency and told.severity is not Severity.INFO else None


def _effort(clauses: Sequence[str]) -> str | None:
    """The effort in a clause beside the rating, or in the one that begins the next sentence."""
    found = (effort.of_clause(clause) for clause in clauses if len(clause) <= _LONGEST_CLAUSE)
    return next((each for each in found if each), None)


def _claim(clauses: Sequence[str]) -> Claim | None:
    """The state in a clause beside the rating: `Medium, in progress`."""
    return next((told for clause in clauses if (told := passing.of_part(clause))), None)


def _line_at(start: int, lines: Sequence[Line]) -> int:
    """The line on which a position of the joined text stands."""
    for line in lines:
        if start <= len(line.text):
            return line.number
        start -= len(line.text) + 1
    return lines[-1].number
