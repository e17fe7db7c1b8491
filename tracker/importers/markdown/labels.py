"""Labels and the fields they stand for: `**Impact**: ...`, `Fix approach: ...`, `Auswirkung:`.

The same words head columns of tables. A label that is not known is no field; what stands after it is still
read for files and the like.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import zip_longest

from tracker.domain.frozen import frozen
from tracker.importers.markdown.hints import bit_of_words, hints
from tracker.importers.markdown.inline import Line, plain_line
from tracker.importers.markdown.keeping import remembered
from tracker.importers.markdown.label_words import ADJECTIVES, FACT_WORDS, FIELD_WORDS, TRAILING
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.signs import FOLDERS, files_begin
from tracker.importers.markdown.spans import Span
from tracker.importers.markdown.words import any_in, between, fold

_FIELDS: dict[str, str] = {}
for _words in (FACT_WORDS, FIELD_WORDS):
    for _field, _terms in _words.items():
        for _term in _terms.split(","):
            _FIELDS.setdefault(fold(" ".join(_term.split())), _field)
_WORD = regex(r"[^\W_]+")
_FIRSTS = {_name: _WORD.match(_name) for _name in _FIELDS}
_FIELD_BIT = bit_of_words(_first[0] for _first in _FIRSTS.values() if _first)
"""The bit of the words of which one is in every label that is known."""
_SIGNS_ALONE = tuple(_name for _name, _first in _FIRSTS.items() if not _first)
"""Labels without a word: `#`."""

FINDING_FIELDS = (frozenset(FACT_WORDS) - {"note"}) | {
    "severity",
    "effort",
    "files",
    "remaining",
    "resolved",
    "cvss",
    "after",
}
"""Fields that only something to remediate has."""

_SEPARATOR = regex(r"\s?[:：]|\s[-–—]\s")
_BETWEEN = regex(r"\s*[·•|│]\s*|\s*[;；]\s*|\s+[–—/]\s+|(?<=[^\d\s]),\s+(?=[^\W\d_]+\s?[:：])")
_PARTING = "·•|│;；–—/,"
"""What one of the above has in it."""
_COLON = regex(r"[^:：]{1,48}?\s*[:：](?!//)")
_WIDE_ENDS = "。；！？"
_LABEL = r"([^\W\d_][\w -]{0,24}?)\s*[:：]\s*(.{1,40}?)(?=[.;!?](?:\s|$)|[。；]|$)"
_SENTENCE_LABEL = regex(rf"\s(?<=[.;!?]\s)\s*{_LABEL}")
_ANY_SENTENCE_LABEL = regex(rf"(?:(?<=[.;!?])\s+|(?<=[{_WIDE_ENDS}])){_LABEL}")
_ENDS = (". ", "; ", "! ", "? ")
"""What a sentence ends with before such a label, in text with single spaces."""
_STRICT = frozenset({"severity", "cvss", "priority", "effort", "status", "owner", "due"})
"""Fields whose labels are trusted in the middle of a text."""
_COLONS = (":", "：")
_TRIMMED = " \t*_-–—•:：.?!|`"
_LONGEST = 48
_ARROWS = frozenset("→⇒➜➔=-")
_SIGNS_BEFORE = _ARROWS | FOLDERS
_ARROW = regex(r"\s*(?:[→⇒➜➔]|[=-]>)\s*(?=\w|`|\*)")
"""An arrow leads from what is wrong to what to do."""
_DATED = frozenset({"status", "effort", "severity"})
_LATER = regex(r"\s(?:after|as of|on|nach|am|apres|au|tras|despues de|dopo|po|na|после|на)\s")
_THEN = regex(r"\s(?:then|now|today|before|damals|heute|jetzt|alors|aujourd'hui|hoy|hoje|oggi|nu|teraz)$")
"""`Status after retest`, `Stan po reteście`: the field is known by what stands before."""
_MOST_WORDS = 8
_TELLING_WHY = regex(
    r"(?:(rationale|reasons?|justification|benefits?|consequences?) (?:for|of|behind|to)|"
    r"why (?:this|it|that|these) (?:still |really |also )?(?:is|are|matters?|was|remains?)"
    r"(?: still| not| only)?) \w"
)
"""`Rationale for deferral`, `Why this is still a concern`: what follows tells of the finding above."""
_AIMED = regex(
    r"(.+?) (?:to|for|zur|zum|pour|de|para|per|voor|do) (?:the |la |l'|los? )?(?:fix\w*|resol\w+|remed\w+|"
    r"repair\w*|address\w*|implement\w*|complete|completion|mitigat\w+|correct\w*|behebung|umsetzung|losung|"
    r"corrig\w+|corriger|correccion|correcao|correzione|implant\w+|naprawy?|oplossing)"
)
"""`Effort to fix`, `Time to resolve`, `Aufwand zur Behebung`: the field is known by what stands before."""
_BRACKETED = regex(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBERED = regex(r"^\d{1,2}[.)]\s+")
_FIRST = regex(r"[/&,]|\band\b|\bund\b|\bet\b|\by\b")


@frozen
class Labelled:
    """A label with the rest of its line; `field` is empty for a label that is not known."""

    field: str
    label: str
    value: Line


@lru_cache(maxsize=16_384)
def field_of(label: str) -> str:
    """Return the field that a label or the head of a column stands for, or an empty string."""
    folded = fold(label)
    if not (hints(folded) & _FIELD_BIT or any_in(_SIGNS_ALONE, folded)):
        return ""
    words = _plain(folded)
    if words in _FIELDS:
        return _FIELDS[words]
    first = _FIRST.split(words)[0].strip()
    if first in _FIELDS:
        return _FIELDS[first]
    head, _, rest = words.partition(" ")
    if head in ADJECTIVES and rest in _FIELDS:
        return _FIELDS[rest]
    if (told := _TELLING_WHY.match(words)) and words.count(" ") < _MOST_WORDS:
        return _FIELDS[told[1]] if told[1] else "impact"
    if aimed := _AIMED.match(words):
        return field if (field := _FIELDS.get(aimed[1])) in _DATED else ""
    noun, _, last = words.rpartition(" ")
    if last in TRAILING and noun in _FIELDS:
        return _FIELDS[noun]
    before = _THEN.sub("", _LATER.split(words)[0])
    return field if before != words and (field := _FIELDS.get(before)) in _DATED else ""


def may_be_labelled(line: Line) -> bool:
    """Tell whether a line has anything that a label could be known by."""
    raw = line.raw
    return line.has_strong or has_colon(raw) or raw[:2].lstrip()[:1] in _SIGNS_BEFORE


@remembered
def labelled(line: Line) -> Labelled | None:
    """Return the label the line begins with: one in bold, or a known one before a colon; or None."""
    raw = line.raw
    if raw[:2].lstrip()[:1] in _ARROWS and (arrow := _ARROW.match(raw)):
        return Labelled("approach", arrow[0].strip(), cut(line, arrow.end()))
    if raw[:2].lstrip()[:1] in FOLDERS and (begin := files_begin(line)):
        return Labelled("files", raw[:begin].strip(), cut(line, begin))
    if line.lead:
        # A separator inside the strong text, at its end, or right after it
        begin = raw.find(line.lead[:1])
        end = begin + len(line.lead)
        inside = line.lead.rstrip().endswith((":", "：")) or (
            line.lead.endswith(".") and bool(line.after_lead) and bool(field_of(line.lead))
        )
        found = None if inside else _SEPARATOR.match(raw[end : end + 3].lstrip("*") or "")
        if inside or found:
            label = line.lead.rstrip(_TRIMMED)
            stop = end + (found.end() if found else 0)
            return Labelled(field_of(label), _shown(label), cut(line, stop)) if len(label) <= 120 else None
    plain = _COLON.match(raw) if has_colon(raw) else None
    if plain and not any(span.code for span in line.spans[:1]):
        label = plain[0].rstrip(_TRIMMED)
        if field := field_of(label):
            return Labelled(field, _shown(label), cut(line, plain.end()))
    return None


def inside(line: Line) -> list[Labelled]:
    """Return the labels that sentences within a line begin with: `It is slow. Severity: high. Size: S`."""
    text = line.text
    if not has_colon(text):
        return []
    wide = any_in(_WIDE_ENDS, text)
    if not wide and not any_in(_ENDS, text):
        return []
    label = _ANY_SENTENCE_LABEL if wide else _SENTENCE_LABEL
    found = ((match[1], match[2]) for match in label.finditer(text))
    return [
        Labelled(field, label, plain_line(value, line.number))
        for label, value in found
        if (field := field_of(label)) in _STRICT
    ]


@remembered
def parted(line: Line) -> list[Line]:
    """Return the parts of a line that says several labels in a row: `Severity: high · Effort: 2d`."""
    raw = line.raw
    if not (has_colon(raw) or line.has_strong) or not any_in(_PARTING, raw):
        return [line]
    signs = _signs(line)
    if signs < 2 and (not signs or not any_in(_ARROWS, raw)):
        return [line]
    bounds = list(_BETWEEN.finditer(raw))
    if not bounds:
        return [line]
    starts = [0, *(found.end() for found in bounds)]
    ends = [*(found.start() for found in bounds), len(raw)]
    parts = [_slice(line, start, end) for start, end in zip(starts, ends, strict=True)]
    known = [found is not None and bool(found.field) for found in map(labelled, parts)]
    return parts if sum(known) >= 2 and sum(known) * 2 >= len(parts) else [line]


def _signs(line: Line) -> int:
    """How many labels there can be: one a colon and one a strong text, but one where they meet."""
    raw, spans = line.raw, line.spans
    signs = raw.count(":") + raw.count("：")
    if line.has_strong:
        for span, behind in zip_longest(spans, spans[1:]):
            meet = span.text.rstrip().endswith(_COLONS) or (behind and behind.text.startswith(_COLONS))
            signs += span.strong and not meet
    return signs


def has_colon(text: str) -> bool:
    """Tell whether the text has the mark that parts a label from its value."""
    return ":" in text or "：" in text


def _slice(line: Line, start: int, end: int) -> Line:
    spans: list[Span] = []
    for span in line.spans:
        text = span.text[max(0, start) : max(0, end)]
        if text:
            spans.append(Span(text, span.strong, span.struck, span.code, span.href))
        start, end = start - len(span.text), end - len(span.text)
    return Line(line.number, tuple(spans))


def cut(line: Line, start: int) -> Line:
    """Return the line from a position of its unfolded text on, marks kept."""
    spans: list[Span] = []
    for span in line.spans:
        if start < len(span.text):
            text = span.text[start:] if start > 0 else span.text
            spans.append(Span(text, span.strong, span.struck, span.code, span.href))
        start -= len(span.text)
    return Line(line.number, tuple(spans))


def _plain(folded: str) -> str:
    """A folded label without marks, numbers in front and what stands in brackets."""
    text = " ".join(folded.split()).replace("’", "'")
    if text in _FIELDS:
        return text
    text = _BRACKETED.sub(" ", text)
    text = between(text, "_#№", "_.#№")
    text = _NUMBERED.sub("", text)
    text = " ".join(text.split())
    return text if text in _FIELDS else text.rstrip(".")


def _shown(label: str) -> str:
    return label.strip(_TRIMMED)
