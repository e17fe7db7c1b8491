"""What a title carries beside its words: `~~[H-01] CRITICAL: No backups (2h) ✅ RESOLVED~~`.

Marks, numbers, ids, ratings, efforts and states are taken off one after the other, from the front and from
the back, until the words are left.
"""

from __future__ import annotations

import re

from tracker.domain.frozen import frozen
from tracker.domain.plan import Claim, Severity
from tracker.domain.text import one_line
from tracker.importers.markdown import effort, passing, severity, status
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.keeping import remembered
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.words import any_in, end_before, fold

_NUMBER = regex(
    r"^(?:#?\s?\d{1,3}(?:\.\d{1,3})*[.):]\s+|\d{1,2}(?:\.\d{1,2})+\s+|\(?[a-z][.)]\s+|"
    r"[IVX]{1,4}\.\s+|#\d{1,4}\s*[:.\-–—]?\s+)"
)
_JUST_NUMBER = regex(r"\s*#?\d{1,3}(?:\.\d{1,3})*[.):]?\s*")
_ORDINAL = regex(
    r"^[^\w]*(?:((?:finding|issue|problem|risk|observation|weakness|vulnerability|recommendation|gap|defect|"
    r"bug|"
    r"non-?conformity|befund|mangel|risiko|beobachtung|feststellung|schwachstelle|abweichung|empfehlung|"
    r"constat|"
    r"risque|vulnérabilité|anomalie|écart|non-conformité|recommandation|hallazgo|riesgo|observación|"
    r"debilidad|"
    r"vulnerabilidad|achado|risco|rilievo|rischio|criticità|bevinding|ustalenie|uwaga|niezgodność|podatność|"
    r"замечание|проблема|риск|уязвимость|指摘(?:事項)?|問題(?:点)?|课题|課題|问题|発見|发现|漏洞|风险|"
    r"リスク|(?:fix|korrektur|correctif|correction|corrección|correção|correzione|исправление)"
    r"(?=\s?#?\s?\d{1,3}\s*[:：–—])|no|nr|n°)"
    r"[.\s#]*)?(?:#\s?)?)"
    r"(\d{1,3})(?:[.)：:]|\s*[-–—]|(?(1)\s))(?!\d)\s*",
    re.IGNORECASE,
)
_CALLED = regex(
    r"(\W{0,3}(?:issue|finding|problem|bug|gap|weakness|vulnerability|recommendation|befund|problème|constat|"
    r"hallazgo|problema|achado|rilievo|bevinding|проблема|замечание)(?:\s*[:：]\s+(?=[^\W\d_])|"
    r"\s+(?=\d{1,2}(?:\.\d{1,2}){1,2}\s*[:：.)–—-])))",
    re.IGNORECASE,
)
"""What a heading calls its finding: `Issue: the cache grows`, `Issue 2.1: The cache grows`."""
_DOTTED = regex(r"^\D{0,3}(\d{1,2}(?:\.\d{1,2}){1,2})(?=[.)\s:])")
_ID = r"[A-Z][A-Z0-9]{0,11}(?:[-_][A-Z][A-Z0-9]{0,11}){0,3}[-_.#]?\d{1,4}[a-z]?"
_LEADING_ID = regex(
    rf"^(?:[\[(【#]({_ID})[\])】]\s*[:.\-–—|]?\s*|({_ID})(?:\s*[:：|]\s*|\s+[-–—]\s+|\.\s+|[)\]]\s*|"
    rf"\s+(?=\S)))"
)
_ANOTHER = regex(rf"(?:[,/&+、]|and|und|et|y|e|en|i|и|と|та)\s*{_ID}(?!\w)")
_TRAILING_ID = regex(rf"[\[(【]({_ID})[\])】]\s*$")
_BRACKETED_ID = regex(rf"[(\[（【]{_ID}[)\]）】]")
_NO_ID = regex(
    r"^(?:(?:UTF|SHA|CVE|CWE|RFC|ISO|TLS|HTTP|IPV|AES|RSA|MD|GPT|OWASP|WCAG|OAUTH|PHASE|STEP|WEEK|DAY|"
    r"SPRINT|TOP|SEV|PEP|ES|PHP|AZ)[-_]?\d|(?:S3|K[68]|B2B|E2E|H26[45]|A11Y|I18N|L10N|EC2|"
    r"Q[1-4]|P[0-5])$)",
    re.IGNORECASE,
)
_VERSION = regex(r"^V\d+$", re.IGNORECASE)
"""An id only where a sign parts it from the words: `V2. Injection`, but not `V2 API`."""
_SHORT_ID = regex(r"^[A-Z]-?\d{1,4}$")
ANY_ID = regex(rf"(?<![\w/.-])({_ID})(?![\w/])")
_SEVERAL = regex(r"[(\[（【]([^()\[\]（）【】]{3,60})[)\]）】]\W*$")
_CLOSING = ")]）】"
"""What a bracket at the end ends with."""
_LONGEST_TAIL = 160
_DASHED = regex(r"\s+[–—-]\s+([^–—()]{3,80}[,;][^–—()]{2,60})$")
_TAG = regex(
    r"[(\[（【](?:must|should|could|action|todo|to do|fix|muss|soll|sollte|kann|doit|devrait|pourrait|debe|"
    r"deberia|debería|"
    r"podria|podría|deve|deveria|poderia|обязательно|желательно|必须|应该|建议|可选|必須|推奨|"
    r"任意)[)\]）】][\s:：–—-]*",
    re.IGNORECASE,
)
"""How strongly an entry is asked for, in front of it: it says that something is."""
_WORDED, _DIGIT = regex(r"\w"), regex(r"\d")
_PARTED = regex(r"[\[\]:|.)–—【】]|\s-\s")
_JOINED = regex(r"[-_.#]")
_PARTS = regex(r"[,;/|·•]")
_LEFT_IN_FRONT, _LEFT_BEHIND = " \t\u3000\u00a0-–—:：|,;.)]】", " \t\u3000\u00a0-–—:：|,;([【"
"""What is left where something was taken off."""


@frozen
class Titled:
    """A title with what was taken off it."""

    text: str
    id: str | None = None
    number: str | None = None
    """A number with dots, as in `2.3 Backups`."""
    ordinal: str | None = None
    """A number without, as in `3. Backups` or `Finding 3: Backups`."""
    rating: Severity | None = None
    urgent: bool = False
    """The rating was one of priority."""
    level: bool = False
    """The rating was a level (P0, Sev-1), which speaks of both."""
    called: bool = False
    """It calls itself a finding or a demand: `Observation 4: ...`, `(must) ...`."""
    claim: Claim | None = None
    commit: str | None = None
    effort: str | None = None
    mark: status.Mark | None = None


def ids_in(text: str) -> list[str]:
    """Return what a text has that looks like an id: capitals with a number."""
    return [] if text.islower() else ANY_ID.findall(text)


def titled(line: Line, text: str | None = None) -> Titled:
    """Return what the title `line` carries; `text` is the part of it to read, by default all."""
    return _whole(line) if text is None else _part(line, text)


@remembered
def _whole(line: Line) -> Titled:
    return _part(line, line.text)


class _Taken:
    """What was taken off a title so far: the fields of Titled."""

    id: str | None = None
    number: str | None = None
    ordinal: str | None = None
    rating: Severity | None = None
    urgent = False
    level = False
    called = False
    claim: Claim | None = None
    commit: str | None = None
    effort: str | None = None
    mark: status.Mark | None = None

    def rate(self, rated: severity.Rating, *, level: bool) -> None:
        """Take a rating, which may be a level."""
        self.rating, self.urgent, self.level = rated.severity, rated.urgency, level

    def titled(self, text: str) -> Titled:
        """Return the title of which `text` is left."""
        return Titled(text, **vars(self))


def _part(line: Line, text: str) -> Titled:
    done = Claim.DONE if line.has_struck and (line.struck or _begins_struck(line)) else None
    if _is_plain(text):
        return Titled(text, claim=done)
    words = one_line(text)
    tag = _TAG.match(words) if words[:1] in "([（【" else None
    words = words[tag.end() :] if tag else words
    numbered = _DIGIT.search(words) is not None
    named = _CALLED.match(words)
    words = words[named.end(1) :] if named else words
    dotted = _DOTTED.match(words) if numbered else None
    counted = _ORDINAL.match(words) if numbered and not dotted else None
    taken = _Taken()
    taken.called = tag is not None or bool(
        counted and counted[1] and fold(counted[1]).strip(" .#") not in ("no", "nr", "n°")
    )
    taken.number = dotted[1] if dotted else None
    taken.ordinal = counted[2] if counted else None
    taken.claim = done
    taken.mark = status.mark(words) or status.end_mark(words)
    words = _peeled(taken, words[counted.end() :] if counted and counted[1] else words)
    if taken.claim is None and taken.mark is status.Mark.GOOD and status.remedied(words):
        taken.claim = Claim.DONE
    if taken.claim is None and taken.effort and status.end_mark(text) is status.Mark.GOOD:
        taken.claim = Claim.DONE  # a tick behind an estimate is of work that was done
    return taken.titled(_trimmed(words))


def _is_plain(text: str) -> bool:
    """Whether a text is words and nothing else, as nearly every title: there is nothing to take off it."""
    return all(map(str.isalpha, text.removesuffix(".").split(" ")))


def _begins_struck(line: Line) -> bool:
    """Whether the line begins with a struck text of its own, behind which it says what became of it."""
    spans = (span for span in line.spans if span.text.strip() and not _JUST_NUMBER.fullmatch(span.text))
    first = next(spans, None)
    return first is not None and first.struck and len(first.text.split()) > 1


def _peeled(taken: _Taken, words: str) -> str:
    """Take off one thing at a time until nothing gives; return the words that are left."""
    for _ in range(8):
        before = words
        number = _NUMBER.match(words)
        words = status.without_marks(words[number.end() :] if number else words) or words
        for take in (_id, _bracket, _state, _rating, _effort):
            words = take(taken, words)
        if words == before or _is_plain(words):
            break
    return words


def _id(taken: _Taken, words: str) -> str:
    if taken.id or not _DIGIT.search(words):
        return words
    trailing = _TRAILING_ID.search(words) if any_in(_CLOSING, words) else None
    for match in filter(None, (_LEADING_ID.match(words), trailing)):
        name = next(group for group in match.groups() if group)
        if _ANOTHER.match(words[match.end() :]):
            continue  # "H-01 and H-02" names two and is neither
        if match is trailing and _BRACKETED_ID.search(words, 0, match.start()):
            continue  # nor is "Shorten the logs (M1), no root (M4)"
        bare = match is not trailing and not _PARTED.search(match[0])
        if (
            _NO_ID.match(name)
            or (bare and _VERSION.match(name))
            or (bare and not _stands_alone(name, words[match.end() :]))
        ):
            continue
        rest = (words[: match.start()] + words[match.end() :]).strip()
        if _WORDED.search(rest):
            taken.id = name
            return rest
    return words


def _stands_alone(name: str, rest: str) -> bool:
    """Whether a name with no sign after it is an id: `SEC-1 no backups`, `F1 Backups`, but not `F1 score`."""
    return bool(_JOINED.search(name)) or (bool(_SHORT_ID.match(name)) and not rest[:1].islower())


def _state(taken: _Taken, words: str) -> str:
    said = status.of_title(words)
    if not said or (taken.claim is not None and taken.claim is not Claim.DONE):
        return words
    rest = words[: said.start] + words[said.end :]
    if not _WORDED.search(rest):
        return words
    if taken.claim is Claim.DONE and said.claim is Claim.OPEN:
        return rest.strip()  # `Test crate (new) ✅ complete`
    taken.claim, taken.commit = said.claim, status.commit(words[said.start : said.end])
    return rest.strip()


def _bracket(taken: _Taken, words: str) -> str:
    """A bracket at the end that says several things at once: `(high, 2d, @sam)`."""
    bracket = _SEVERAL.search(words) if any_in(_CLOSING, words) else None
    bracket = bracket or _DASHED.search(words, max(0, len(words) - _LONGEST_TAIL))
    parts = [part.strip() for part in _PARTS.split(bracket[1])] if bracket else []
    if len(parts) < 2 or not bracket:
        return words
    rated = next((rating for part in parts if (rating := severity.value(part))), None)
    estimated = next((text for part in parts if (text := effort.exactly(part))), None)
    if severity.is_scale(parts):
        return words
    known = [
        severity.value(part) or effort.exactly(part) or passing.of_part(part) or part.startswith("@")
        for part in parts
    ]
    if sum(map(bool, known)) * 2 < len(parts) or not _WORDED.search(words[: bracket.start()]):
        return words
    claim = next((said for part in parts if (said := passing.of_part(part))), None)
    taken.effort, taken.claim = taken.effort or estimated, taken.claim or claim
    if rated and not taken.rating:
        taken.rate(rated, level=any(severity.is_level(part) for part in parts))
    return words[: end_before(words, bracket.start())]


def _rating(taken: _Taken, words: str) -> str:
    if taken.rating:
        return words
    for rated in (severity.prefix(words), severity.suffix(words)):
        rest = words[: rated.start] + words[rated.end :] if rated else ""
        if rated and _WORDED.search(rest):
            taken.rate(rated, level=severity.is_level(words[rated.start : rated.end]))
            return rest.strip()
    return words


def _effort(taken: _Taken, words: str) -> str:
    estimated = None if taken.effort else effort.in_title(words)
    if not estimated:
        return words
    rest = f"{words[: estimated.start]} {words[estimated.end :]}".strip()
    if not _WORDED.search(rest):
        return words
    taken.effort = estimated.text
    return rest


def _trimmed(words: str) -> str:
    if not (words[:1].isalnum() and words[-1:].isalnum()):
        words = words.lstrip(_LEFT_IN_FRONT).rstrip(_LEFT_BEHIND)
    return " ".join(words.split())
