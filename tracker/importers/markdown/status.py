"""What the document says of the state of something: a mark, a word, a struck title, a status column.

A mark of success means two things: that a finding was dealt with, and that something was in
order all along. Only the first makes an item; which one it is, the words beside the mark tell ("fixed", not
"configured").
"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from tracker.domain.frozen import frozen
from tracker.domain.plan import Claim
from tracker.importers.markdown.labels import field_of, has_colon
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.status_words import CLAIM_WORDS, REMEDIED_WORDS
from tracker.importers.markdown.words import Lexicon, any_in, between, end_before, fold


class Mark(Enum):
    """What a symbol beside a statement says."""

    GOOD = "good"
    BAD = "bad"
    OPEN = "open"
    LATER = "later"


_GOOD, _BAD, _OPEN, _LATER = (
    "✅✔☑✓🎉👍💪🆗✳",
    "❌⚠🚨🛑⛔❗‼✗✘☠🔥❎🔴🟠🟡🟥🟧🟨",
    "⏳☐⬜🔲📌🚧🔄🔧⏰🕐🟦◻□💡👉➡",
    "📋⏸🗓📅🔮",
)
_MARKS = {
    char: mark
    for mark, chars in ((Mark.GOOD, _GOOD), (Mark.BAD, _BAD), (Mark.OPEN, _OPEN), (Mark.LATER, _LATER))
    for char in chars
}
_OPENING, _CLOSING = "_`\"'(（【「[{#/.~$<*«“„‘-", "_`\"')）】」]}.!?%>*»”“’+…/。！？"
"""What may stand at the beginning of a text, and at its end."""
_NEUTRAL = frozenset("\ufe0f-–—*•·>")

CLAIMS: Lexicon[Claim] = Lexicon(CLAIM_WORDS)
_REMEDIED = Lexicon({True: REMEDIED_WORDS})
_COMMIT = regex(r"(?i)\b(?:in|by|commit|durch|dans|mit|with|en|em|w|в)?\s*`?\b([0-9a-f]{7,40})\b`?")
_FIXED_HEAD = regex(
    r"(?i)^[\W_]*(fixed|resolved|done|closed|completed|behoben|erledigt|corrig[eé]e?|r[eé]solue?|corregido|"
    r"resuelto|corrigido|resolvido|risolto|opgelost|naprawione|исправлено|решено|已修复|已解决|対応済み?|"
    r"修正済み?|"
    r"解決済み?)\s*[:：\-–—)\]】]"
)
_UNTIL = regex(r"(?i)\b(?:until|till|to|bis|auf|jusqu|hasta|ate|fino|tot|do|до|in|by|on)\b")
_SHARE = regex(
    r"(?i)\s*[,;(–—-]\s*(?:about |ca\.? |zu |a |al )?[1-9]?\d\s?% "
    r"(?:done|complete[d]?|finished|ready|"
    r"fertig|erledigt|"
    r"umgesetzt|fait|termin[ée]|hecho|listo|feito|pronto|fatto|gedaan|klaar|gotowe|готово)\)?$"
)
"""`Session store, 80 % done`."""
_EXCEPT = regex(
    r"\s*[,(]?\s*(?:except|apart from|but for|but not|bis auf|ausser|sauf|hormis|salvo|excepto|exceto|tranne|"
    r"eccetto|behalve|op na|oprocz|poza|кроме|за исключением|"
    r"(?:for|to|at|zu|a|al|op|na|на)?\s?[1-9]?\d\s?%)"
)
_NEGATED = regex(r"\b(not|never|nicht|non|pas|niet|nie|не|to be)\b")
_DIGIT = regex(r"\d")
_TAIL = regex(r"[(\[（【]([^()\[\]（）【】]{2,60})[)\]）】][\s\W]*$")
_DASHED = regex(r"\s+[-–—:|]\s*([^\d\W][^-–—:|()]{2,40})[\s\W]*$")
_CLOSES = regex(r"(?i)ferme(?:nt)?\s+\S")
"""What a step of a plan closes, which but for its accent is what was closed."""
_WHOLE = regex(r"(?i)complete\s+(?!(?:in|on|by|since|as|for|with|except|but|and|at|to)\b)[^\W\d_]")
"""`Complete reference` says how much of one there is, and nothing of a state."""
_COLON = regex(r"\s*[:：]\s*([^\d\W][^-–—:：|()]{2,40}?)[\s\W]*$")
"""A state at the end, which nothing but a colon parts from the title: `R-01 No backups (high): RESOLVED`."""


@frozen
class Said:
    """A statement of state, and where in the text it stands."""

    claim: Claim
    start: int
    end: int


def mark(text: str) -> Mark | None:
    """Return what the symbol at the beginning of the text says, or None."""
    if text.isascii():
        return None
    for char in text.lstrip()[:6]:
        if char in _MARKS:
            return _MARKS[char]
        if not (char in _NEUTRAL or char.isspace()) and char not in "[]()|":
            return None
    return None


def end_mark(text: str) -> Mark | None:
    """Return what the symbol at the end of the text says, or None."""
    if text.isascii():
        return None
    for char in reversed(text.rstrip()[-4:]):
        if char in _MARKS:
            return _MARKS[char]
        if not (char in _NEUTRAL or char.isspace()):
            return None
    return None


def without_marks(text: str) -> str:
    """Return the text without symbols at its ends."""
    first, last = text[:1], text[-1:]
    if (first.isalnum() or first in _OPENING) and (last.isalnum() or last in _CLOSING):
        return text
    return between(text, _OPENING, _CLOSING).strip()


@lru_cache(maxsize=2048)
def of_value(text: str) -> Claim | None:
    """Return the state that a value or cell gives: `Fixed in abc123`, `✅ Bulk done, ⚠️ rest open`."""
    marks = {_MARKS[char] for char in text if char in _MARKS}
    if Mark.GOOD in marks and marks & {Mark.BAD, Mark.OPEN}:
        return Claim.PARTIAL
    if found := CLAIMS.first(text[:80]):
        return Claim.PARTIAL if found[0] is Claim.DONE and excepting(text[found[2] :]) else found[0]
    if Mark.GOOD in marks:
        return Claim.DONE
    if Mark.LATER in marks:
        return Claim.DEFERRED
    return Claim.OPEN if marks else None


@lru_cache(maxsize=2048)
def of_title(text: str) -> Said | None:
    """Return the state that a title carries: `FIXED: ...`, `... (RESOLVED)`, `... - PARTIALLY RESOLVED`."""
    if head := _FIXED_HEAD.match(text):
        return Said(Claim.DONE, 0, head.end())
    if "%" in text and (share := _SHARE.search(text)):
        return Said(Claim.PARTIAL, share.start(), share.end())
    for pattern, signs in ((_TAIL, ")]）】"), (_DASHED, "-–—:|")):
        tail = pattern.search(text) if any_in(signs, text) else None
        if (
            tail
            and not (_CLOSES.match(tail[1]) or _WHOLE.match(tail[1]))
            and (found := CLAIMS.first(tail[1]))
        ):
            opening = CLAIMS.start(without_marks(tail[1]))
            short = pattern is _TAIL or len(tail[1].split()) <= 3
            bound = _UNTIL.search(tail[1])
            if opening is not None and (short or bound):
                return Said(found[0], end_before(text, tail.start()), len(text))
    if marked := _behind_mark(text):
        return marked
    tail = _COLON.search(text) if has_colon(text) else None
    claim = _wholly(tail[1]) if tail and _names(text[: tail.start()]) else None
    return Said(claim, tail.start(), len(text)) if tail and claim else None


def _behind_mark(text: str) -> Said | None:
    """The state that stands behind the last mark of a title: `Session store ✅ COMPLETE`."""
    if text.isascii() or _MARKS.keys().isdisjoint(text):
        return None
    at = max(text.rfind(char) for char in _MARKS)
    claim = _wholly(text[at + 1 :].strip(_AROUND_STATE)) if at > 0 else None
    return Said(claim, at, len(text)) if claim else None


_AROUND_STATE = " \ufe0f*_:-–—()[]"
_SHORTEST_NAME = 3
"""Words."""


def _names(text: str) -> bool:
    """Whether what stands before a colon is a title, and no label: `Date: 2 May, fix status`."""
    words = text.split()
    return len(words) >= _SHORTEST_NAME and ":" not in text and field_of(words[-1]) != "status"


def _wholly(text: str) -> Claim | None:
    """Return the state that a text is, in one word or two: `resolved`, `partially resolved`."""
    found = CLAIMS.start(text)
    rest = text[found[1] :].strip() if found else text
    return found[0] if found and (not rest or CLAIMS.whole(rest)) else None


def remedied(text: str) -> bool:
    """Tell whether a line says that something was put right, rather than that it is right."""
    return text in _REMEDIED and not _NEGATED.search(fold(text))


def excepting(text: str) -> bool:
    """Tell whether what follows a word of success takes some of it back: `except for batch`, `80 %`."""
    return _EXCEPT.match(fold(text)) is not None


def commit(text: str) -> str | None:
    """Return the commit that a statement of state names: `Fixed in abc1234`; a plain number is none."""
    found = _COMMIT.search(text) if _DIGIT.search(text) else None
    if not found or found[1].isdigit() or not _DIGIT.search(found[1]):
        return None
    return found[1]
