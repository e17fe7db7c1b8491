"""From a title and what was gathered beneath it to a statement, if the evidence suffices."""

from __future__ import annotations

from dataclasses import replace

from tracker.domain.frozen import frozen
from tracker.domain.plan import Claim, DeferredClaim, Lines, Priority
from tracker.importers.markdown import effort, remedy, severity, status
from tracker.importers.markdown.cited import cited_behind
from tracker.importers.markdown.evidence import THRESHOLD, Seen, weight
from tracker.importers.markdown.for_whom import asks, says_for_whom
from tracker.importers.markdown.gather import Gathering
from tracker.importers.markdown.ids import dotless
from tracker.importers.markdown.inline import Line
from tracker.importers.markdown.labels import labelled
from tracker.importers.markdown.lasting import lasts
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.statement import Around, Rated, Statement, Strength
from tracker.importers.markdown.states import State
from tracker.importers.markdown.titles import ANY_ID, Titled, ids_in, titled

_LONGEST_TITLE = 200
_RIGHTED = (frozenset({"issue", "approach", "status"}), frozenset({"issue", "resolved"}))
"""The labels of a finding that was put right."""
_LONGEST_TOLD = 600
_WORDED = regex(r"[^\W\d_]{3}|[\u3040-\u9fff]")
_LONGEST_FIX = 180
_NUMBER = regex(r"\D{0,8}(\d{1,3})[.)]?")
_DIGIT = regex(r"\d")
_HASHED = regex(r"[^\w#]*#\d")
_LETTERED = regex(r"[A-Za-z]\W?\d")
_LEADING = regex(r"^[\s:：\-–—]+")
_SAYING = regex(r"\w{2}")
_AWAITED = regex(
    r"(?i)\b(?:once|after|when|until|unless|depends on|sobald|nachdem|wenn|apres|après|une fois|cuando|"
    r"una vez|"
    r"quando|dopo|zodra|po|gdy|когда|после) (?:the )?[A-Z]{1,8}[-_]?\d{1,4}(?= (?:is|are|has|have|was|ist|"
    r"sind|"
    r"est|sont|es|esta|está|e|è|is|jest|\w+ed)\b)"
)
"""Another item that has to come first, and is not what is spoken of: `smaller batches once H1 is done`."""
_BY_NUMBER = regex(
    r"[(\[（]((?:[^\W\d]+\.?\s)?#?\d{1,2}(?:\s*(?:[,;&+/]|and|und|et|y|e|en|i|и|と|、)\s*#?\d{1,2})*)[)\]）]\W*$"
)
"""Numbers in brackets at the end, as a step of a plan names findings: `Replicate the index (1, 4)`."""
_BRACKET = regex(r"\s*([(\[（][^()\[\]（）]{1,60}[)\]）])(?=\W|$)")
_COUNTED_FIX = regex(
    r"(?i)^\W{0,3}(?:fix|korrektur|correctif|correction|corrección|correção|correzione|исправление)"
    r"\s?#\s?\d{1,3}\s?[:：–—]"
)
"""A fix that is counted by itself, and names no finding: `Fix #2: Remove the rope`."""
_COUNTING = regex(r"\d+")
_COUNTED = regex(r"^(?:\d{1,2}(?:\.\d{1,2}){1,2}|[A-Z]{1,4}-?\d{1,3})[.):]?\s+")
_SENTENCE = regex(r"(?<=[.!?。！？])\s+(?=[A-ZÀ-ÞА-Я\u3040-\u9fff])")


def entry_title(line: Line) -> tuple[Titled, str]:
    """Return the title of a list entry and what its line says beside it.

    A strong lead is the title, the rest describes it; otherwise the whole line is the title.
    """
    found = labelled(line)
    if found and line.lead and says_for_whom(found.label) and asks(found.value.text):
        return entry_title(found.value)
    if found and not found.field and line.lead and found.value.text and severity.only_rating(found.label):
        inner, rest = entry_title(found.value)
        rated = severity.value(found.label)
        return (replace(inner, rating=rated.severity) if rated and not inner.rating else inner), rest
    if found and not found.field and line.lead and not ANY_ID.fullmatch(found.label):
        lead = titled(line, found.label)
        whole = titled(line)
        return _joined(lead, whole), found.value.text
    if (
        line.lead
        and len(line.lead) >= 3
        and not ANY_ID.fullmatch(line.lead)
        and line.text.startswith(status.without_marks(line.text)[:1])
    ):
        rest = line.after_lead
        text, begun = status.without_marks(line.text), status.without_marks(line.lead)[:20]
        at_front = text.startswith(begun) or _COUNTED.sub("", text).startswith(begun)
        ended = line.lead.endswith((".", "!", "?", "。")) and _WORDED.search(ANY_ID.sub("", line.lead))
        if (at_front and (ended or rest.startswith(("(", "[", "-", "–", "—", ".", ",")))) or not rest:
            return _joined(_bracketed(line, rest), titled(line)), rest.lstrip("-–—., ")
    whole = titled(line)
    if len(whole.text) > _LONGEST_TITLE:
        first = _SENTENCE.split(whole.text, maxsplit=1)
        if len(first) > 1:
            return _with_text(whole, first[0]), first[1]
    return whole, ""


def build(
    line: Line,
    title: Titled,
    rest: str,
    gathered: Gathering,
    around: Around,
    lines: Lines,
    *,
    box: bool | None = None,
) -> Statement | None:
    """Return the statement that a title with its details makes, or None where too little speaks for it."""
    enough, claim = _judged(line, title, rest, gathered, around, box)
    if not enough:
        return None
    return _statement(line, title, rest, gathered, around, lines, claim, box is not None)


def speaks(line: Line, title: Titled, gathered: Gathering, around: Around) -> bool:
    """Tell whether a title with its details makes a statement."""
    return _judged(line, title, "", gathered, around, None)[0]


def _judged(
    line: Line, title: Titled, rest: str, gathered: Gathering, around: Around, box: bool | None
) -> tuple[bool, Claim | None]:
    """Whether enough speaks for a statement, and what it claims."""
    marked = around.legend.state(line.text)
    if marked is State.FINE or (gathered.fine and not (gathered.effort or "approach" in gathered.facts)):
        return False, None
    if gathered.harmless and not (gathered.effort or "approach" in gathered.facts):
        return False, None
    text = f"{title.text} {rest}".strip()
    claim = _claim(title, gathered, around, box, marked)
    rated = gathered.rating is not None and gathered.rating.strength is Strength.OWN
    estimated = bool(gathered.effort)
    told = claim is Claim.DONE and any(labels.issubset(gathered.labels) for labels in _RIGHTED)
    seen = Seen(title, around, text, gathered.finding_labels, box is not None, estimated, claim, rated, told)
    return weight(seen) >= THRESHOLD, claim


def _statement(
    line: Line,
    title: Titled,
    rest: str,
    gathered: Gathering,
    around: Around,
    lines: Lines,
    claim: Claim | None,
    box: bool,
) -> Statement:
    facts = _facts(rest, gathered, title)
    guessed = None if title.effort or gathered.effort else _effort_of_fix(gathered, rest)
    deferred = gathered.when and claim is Claim.DEFERRED
    number = _number(gathered)
    return Statement(
        title=title.text[:_LONGEST_TITLE],
        lines=lines,
        around=around,
        id=title.id or (None if number else _named(gathered)) or _numbered(title),
        number=number or title.ordinal,
        hashed=gathered.hashed or _is_hashed(line.text),
        rating=_rating(line, title, gathered, around),
        priority=gathered.priority or _priority(title),
        claim=claim,
        effort=title.effort or gathered.effort or (guessed.text if guessed else None),
        phase=gathered.phase,
        area=gathered.area,
        files=gathered.files(line),
        facts=facts,
        steps=tuple(gathered.lists["steps"]),
        checks=tuple(gathered.checks),
        resolved=tuple(gathered.lists["resolved"]),
        remaining=tuple(gathered.lists["remaining"]),
        limit=gathered.limit,
        snippets=tuple(gathered.snippets),
        deferred=DeferredClaim(gathered.when, None) if deferred else None,
        owner=gathered.owner,
        due=gathered.due,
        links=_links(line, gathered),
        after=tuple(gathered.after),
        mentions=_mentions(line.text, gathered),
        box=box,
        scale=gathered.scale,
        uncertain=(*gathered.uncertain, *(guessed.doubts if guessed else ())),
    )


def _mentions(text: str, gathered: Gathering) -> tuple[str, ...]:
    """Names of other statements: ids, but for one that has to come first, and numbers in brackets."""
    if not _DIGIT.search(text):
        return tuple(dict.fromkeys(gathered.refers)) if gathered.refers else ()
    text = _COUNTED_FIX.sub("", text)
    bracket = _BY_NUMBER.search(text)
    named = ids_in(_AWAITED.sub("", text)) if ids_in(text) else []
    named += gathered.refers
    named += cited_behind(text)
    named += [f"({number})" for number in _COUNTING.findall(bracket[1])] if bracket else ()
    return tuple(dict.fromkeys(named))


def _links(line: Line, gathered: Gathering) -> tuple[str, ...]:
    """Addresses of the web that the statement links to."""
    found = [*line.hrefs, *gathered.links]
    for each in gathered.lines:
        if each.hrefs:
            found += each.hrefs
    web = [href for href in found if href.startswith(("http://", "https://"))] if found else ()
    return tuple(dict.fromkeys(web)) if web else ()


def _facts(rest: str, gathered: Gathering, title: Titled) -> dict[str, str]:
    facts = dict(gathered.facts)
    about = [_LEADING.sub("", rest) if rest else "", facts.get("issue", ""), *gathered.bullets]
    said = [part for part in about if part and _SAYING.search(part)]
    told = " ".join([part if part.endswith((".", "!", "?", "。", ":")) else f"{part}." for part in said])
    if told:
        facts["issue"] = told
    if title.commit:
        facts["note"] = (
            f"{facts['note']} Fixed in {title.commit}." if "note" in facts else f"Fixed in {title.commit}."
        )
    return facts


def _rating(line: Line, title: Titled, gathered: Gathering, around: Around) -> Rated | None:
    number = line.number
    if title.rating and (not title.urgent or title.level):
        return Rated(title.rating, Strength.OWN, number)
    if gathered.rating:
        return gathered.rating
    if not title.rating and (told := around.legend.rating(line.text)):
        return Rated(told, Strength.OWN, number)
    identifier = title.id or gathered.id
    told = severity.of_id(identifier) if identifier and not around.severity else None
    return Rated(told, Strength.IMPLIED, number) if told else None


def _priority(title: Titled) -> Priority | None:
    return severity.as_priority(title.rating) if title.rating and (title.urgent or title.level) else None


def _claim(
    title: Titled, gathered: Gathering, around: Around, box: bool | None, marked: State | None
) -> Claim | None:
    """The nearest word of state: the box, the title, a label, the section."""
    if gathered.lists["resolved"] and gathered.lists["remaining"]:
        return Claim.PARTIAL
    if "resolved" in gathered.labels and not (
        gathered.claim or title.claim or "remaining" in gathered.labels
    ):
        return Claim.DONE
    if not (box or title.claim or gathered.claim or around.claim):
        return marked.claim if marked else Claim.DEFERRED if remedy.defers(title.text) else None
    if box and title.claim is not Claim.PARTIAL:
        return Claim.DONE
    if title.claim is Claim.PARTIAL or gathered.claim is Claim.PARTIAL:
        return Claim.PARTIAL
    if title.claim not in (None, Claim.OPEN):
        return title.claim
    if around.claim is Claim.DEFERRED and {gathered.claim, title.claim} <= {None, Claim.OPEN}:
        return Claim.DEFERRED
    return gathered.claim or title.claim or around.claim


@frozen
class _Guessed:
    """An effort that is not labelled, and what has to be said of that."""

    text: str
    doubts: tuple[str, ...] = ()


def _effort_of_fix(gathered: Gathering, rest: str) -> _Guessed | None:
    """An effort that opens the fix ("1-2 day pass") or stands in brackets behind the title."""
    if not (rest or gathered.facts):
        return None
    fix = gathered.facts.get("approach") or gathered.facts.get("mitigation", "")
    if (found := effort.find(fix[:40])) and found.start <= 2 and not lasts(fix[found.end :]):
        return _Guessed(found.text, (f"the effort {found.text} was read from the text of the fix",))
    if behind := effort.in_title(rest) or effort.in_title(fix[-_LONGEST_FIX:]):
        return _Guessed(behind.text)
    for told in (f"{rest} {gathered.facts.get('issue', '')}".strip(), gathered.facts.get("note", "")):
        if told and (found_in := effort.in_prose(told[-_LONGEST_TOLD:], named=True)):
            return _Guessed(found_in)
    return None


def _is_hashed(text: str) -> bool:
    return "#" in text and _HASHED.match(text) is not None


def _named(gathered: Gathering) -> str | None:
    return dotless(gathered.id) if gathered.id else None


def _number(gathered: Gathering) -> str | None:
    found = _NUMBER.fullmatch(gathered.id) if gathered.id else None
    return str(int(found[1])) if found and not _LETTERED.search(found[0]) else None


def _numbered(title: Titled) -> str | None:
    return dotless(title.number) if title.number else None


def _bracketed(line: Line, rest: str) -> Titled:
    """What a strong lead says, and a bracket right behind it: `**One disk** (P0) – it is old.`"""
    lead, behind = titled(line, line.lead), _BRACKET.match(rest)
    return _joined(lead, titled(line, f"{line.lead.rstrip(' .:')} {behind[1]}")) if behind else lead


def _joined(lead: Titled, whole: Titled) -> Titled:
    """What the lead says, completed by what was taken off the whole line."""
    return replace(
        lead,
        id=lead.id or whole.id,
        number=lead.number or whole.number,
        rating=lead.rating or whole.rating,
        urgent=lead.urgent if lead.rating else whole.urgent,
        level=lead.level if lead.rating else whole.level,
        claim=lead.claim or whole.claim,
        commit=lead.commit or whole.commit,
        effort=lead.effort or whole.effort,
        mark=lead.mark or whole.mark,
    )


def _with_text(title: Titled, text: str) -> Titled:
    return replace(title, text=text)
