"""Whether a piece of the document is something to remediate: evidence weighed against counter-evidence.

No single sign decides: "No SQL injection vectors" begins like a finding and is praise; "Indexes" alone may be
one of four criticisms in a list. So signs are weighed, and what reaches THRESHOLD is a statement. The weights
follow from how reviews are written:

- An id, a rating of its own, or two labels of a finding (impact, fix, files ...) are written by somebody who
  means a finding: each reaches the threshold alone.
- A heading such as "Issues" or "Recommendations" says the same of everything beneath it; likewise a box to
  tick.
- An effort, a verb that asks for something, a missing thing, a warning sign: support, not enough alone. Most
  sentences of a description begin that way too.
- Praise, criteria, reference matter and sums outweigh the heading above them; a mark of success outweighs
  everything but words that say that something was put right.
"""

from __future__ import annotations

import re

from tracker.domain.frozen import frozen
from tracker.domain.plan import Claim
from tracker.importers.markdown import asides, remedy
from tracker.importers.markdown.captions import is_call, is_document, is_measure
from tracker.importers.markdown.constraints import only_bounds
from tracker.importers.markdown.fitness import calls_fit
from tracker.importers.markdown.hints import bit_of_pattern, hints
from tracker.importers.markdown.options import is_option
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.roles import SILENT, WORKING, Role
from tracker.importers.markdown.statement import Around
from tracker.importers.markdown.status import Mark
from tracker.importers.markdown.titles import Titled
from tracker.importers.markdown.words import fold

THRESHOLD = 3.0

_ROLES: dict[Role, float] = {
    **dict.fromkeys(WORKING, 3.0),
    **dict.fromkeys(SILENT, -5.0),
    Role.GOOD: -4.0,
    Role.SUMMARY: -2.0,
    Role.NOT_WORK: -6.0,
    Role.DECISION: -3.0,
}
_WORDED, _IDEOGRAM = regex(r"[^\W\d_]{2}"), regex("[\u3040-\u9fff]")
_SHORT_NAME = regex(r"(?:[SR][23]|B2|[KN]\ds|n8n|i18n|l10n|a11y|k6|C#|C\+\+)(?![^\W_])", re.IGNORECASE)
"""What has no two letters in a row and is a name all the same: `S3`, `k8s`."""
_WATCHED = r"(?:watch|check|keep an eye|beobachte|surveiller|vigilar)\b"
_WATCHING = regex(rf"^\W*{_WATCHED}", re.IGNORECASE)
_DESCRIBED = (
    r"(?:date|author|version|reviewer|review date|analysis date|last updated|prepared (?:by|for)|"
    r"project|client|datum|autor|fecha|auteur|status)"
)
_SUMMED = r"(?:total|sum|overall|score|summe|gesamt|insgesamt|subtotal|合计|合計|总计|日期|日付)\b"
_METADATA = regex(rf"^(?:{_DESCRIBED}(?=\W*$|[\s*]*[:：=|–—]|\s+\d)|{_SUMMED})", re.IGNORECASE)
"""A label of what the document says of itself, or a sum."""
_ASIDE_BIT = bit_of_pattern(f"{_WATCHED}|{_DESCRIBED}\\b|{_SUMMED}")
"""The bit of the words that what is watched and what describes the document begins with."""
_NO_WORK = remedy.COLLECTIVE_BITS | remedy.NOTHING_BIT | asides.LABEL_BIT
"""The bits of the words of which one is in a title that by its wording alone is no item."""
_NONE_LEFT = regex(
    r"^\W*(?:[^\W\d_]+ ){0,3}(?:injections?|xss|csrf|secrets?|vulnerab\w+|errors?|erreurs?|fehler|warnings?|"
    r"issues?|bugs?|failures?|leaks?|todos?|problem\w*|critical|high|"
    r"critiques?)[^:：]{0,30}[:：]\s*0(?![\d.,%])",
    re.IGNORECASE,
)
"""`SQL injection: 0`, `Critical issues: 0 (was: 4)`."""
_CLOSED_BY_COUNT = regex(
    r"^\W*\d{1,4} (?:[^\W\d_]+ ){0,3}(?:vulnerabilit\w+|issues|bugs|findings|problems|defects|gaps|warnings|"
    r"errors)(?: (?:have been|were|are))? (?:fixed|resolved|patched|closed|addressed|remediated)\b",
    re.IGNORECASE,
)
"""`14 critical vulnerabilities fixed`: others are counted."""
_COUNTED = regex(
    r"^\W*\d[\d.,]*\s*(?:%|/\s*\d+|[a-z]*\s*(?:issues?|findings?|items?|total))?\W*$", re.IGNORECASE
)


@frozen
class Seen:
    """What was seen of one candidate."""

    title: Titled
    around: Around
    text: str
    """The title with what follows it on its line."""
    labels: int = 0
    """Labels of a finding beneath it."""
    box: bool = False
    effort: bool = False
    claim: Claim | None = None
    rated: bool = False
    """A label or a sentence beneath it gives its severity."""
    righted: bool = False
    """Labels beneath it say what was wrong, what was done, and that it is done."""


def weight(seen: Seen) -> float:
    """Return how much speaks for a candidate; THRESHOLD or more makes it a statement."""
    words, bits = seen.title.text, hints(fold(seen.text))
    if (
        not (
            (words[:2].isalpha() and len(words) > 1)
            or _WORDED.search(words)
            or _IDEOGRAM.search(words)
            or _SHORT_NAME.match(words)
        )
        or (not words[0].isalpha() and _COUNTED.match(words))
        or (bits & _NO_WORK and _is_no_work(seen))
        or _CLOSED_BY_COUNT.match(seen.text)
        or ("0" in seen.text and _NONE_LEFT.match(seen.text))
        or (not seen.title.id and (is_document(words) or is_measure(seen.text) or is_call(words)))
        or _is_beside_work(seen)
        or asides.is_criterion(words, seen.around.headings[-1] if seen.around.headings else "")
    ):
        return -10.0
    return _own(seen) + _surroundings(seen) + _wording(seen, bits)


def _is_beside_work(seen: Seen) -> bool:
    """Whether an entry among steps bounds them, calls the whole fit, or says what may be done besides."""
    if seen.title.id or seen.labels or seen.box or seen.claim or seen.effort or seen.title.rating:
        return False
    if seen.around.role is Role.PLAN and only_bounds(seen.title.text):
        return True
    found = seen.around.role in (Role.WORK, Role.RISKS)
    return not found and (calls_fit(seen.text) or is_option(seen.text))


def _is_no_work(seen: Seen) -> bool:
    """Whether the words speak of other items together, of nothing to remark, or of what the review is on."""
    words = seen.title.text
    return (
        remedy.collective(seen.text)
        or remedy.nothing_found(words)
        or (asides.is_label(words) and not (seen.title.id or seen.labels))
    )


def _own(seen: Seen) -> float:
    title = seen.title
    total = 4.0 * bool(title.id or title.called) + 3.0 * bool(title.rating and not title.urgent)
    total += 2.0 * bool(title.urgent) + min(4.0, 2.0 * seen.labels)
    total += 2.0 * bool(title.effort or seen.effort) + 3.0 * seen.box + 1.0 * seen.rated
    if seen.claim and (
        seen.claim is Claim.PARTIAL or (seen.claim is Claim.DEFERRED and not seen.around.good)
    ):
        total += 2.0
    return total


def _surroundings(seen: Seen) -> float:
    around, mark = seen.around, seen.title.mark
    righted = (seen.title.claim is Claim.DONE or _was_finding(seen)) and not seen.box
    total = _ROLES.get(around.role, 0.0)
    if (around.role is Role.GOOD and righted) or (around.role is Role.SUMMARY and seen.box):
        total = 0.0
    if righted:
        total += 3.0
    elif mark is Mark.GOOD and not seen.box:
        total -= 7.0
    elif mark is not None and mark is not Mark.GOOD:
        total += 1.0
    if around.good and not seen.box and mark in (None, Mark.GOOD) and not righted:
        asked = around.role in WORKING and remedy.begins_with_verb(seen.title.text)
        asked = asked or remedy.obliges(seen.title.text)
        total -= 0.0 if asked else 2.0
    return total


def _was_finding(seen: Seen) -> bool:
    """Whether it stands under a heading of what was dealt with (`Resolved`), and is a finding by itself."""
    title = seen.title
    if seen.righted:
        return True
    return seen.around.claim is Claim.DONE and bool(
        title.id or title.rating or seen.around.role is Role.WORK or remedy.states_defect(title.text)
    )


def _wording(seen: Seen, bits: int) -> float:
    text = seen.title.text
    total = 0.0
    if remedy.begins_with_verb(text) or remedy.states_defect(seen.text):
        total += 1.5
    elif remedy.settled(text) and not seen.box and seen.title.mark is None:
        total -= 3.0
    aside = bits & _ASIDE_BIT
    if aside and _WATCHING.match(text):
        total -= 1.0
    if bits & remedy.ACCEPTING_BIT and not seen.labels and seen.around.role is not Role.DEFERRED:
        total -= 4.0 * remedy.accepted(seen.text)
    if aside and _METADATA.match(seen.text) and not seen.title.id:
        total -= 3.0
    if seen.text.rstrip().endswith("?"):
        total -= 1.0
    return total
