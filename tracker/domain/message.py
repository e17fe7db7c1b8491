"""The commit language: what a commit message says about the items of a plan.

A message moves items only where it says so plainly. Whatever is doubtful (a negation, "partially", a bare
mention) links the commit to the item and no more, because an item that a tool closed by mistake costs more
trust than one that a person has to close.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from tracker.domain.effort import HOURS_PER_DAY, parse_effort
from tracker.domain.meaning import Meaning, Revert
from tracker.domain.sections import sections
from tracker.domain.text import one_line
from tracker.domain.trailers import trailer_start, trailers

_LONGEST_MESSAGE = 1_000_000
_LONGEST_VALUE = 500
_MOST_REVERTS = 100
"""Of one message: each costs a look into the history."""

T = TypeVar("T")
Lookup = Callable[[str], str | None]


_BEFORE = r"(?<![\w./\\@=&%+~#-])"
_AFTER = r"[\w/\\@=]|[.+]\w"
_ID = rf"{_BEFORE}(?P<mark>\#?)(?P<id>[A-Za-z0-9][A-Za-z0-9-]*+)(?!{_AFTER})"
_WORD = re.compile(r"[A-Z0-9][A-Z0-9-]*")
_LISTED = re.compile(rf"[\[(]?{_ID}[\])]?")
_GAP = r"(?:[ \t]+(?:\n[ \t]*)?|\n[ \t]*)"
_COMMA_OR_AND = re.compile(rf"[ \t]*(?:[,;]{_GAP}?(?:and\b{_GAP})?|{_GAP}(?:and\b|&){_GAP})", re.IGNORECASE)
_ANY_SEPARATOR = re.compile(r"\s*(?:[,;]|\band\b|&)?\s*(?:\band\b\s*)?", re.IGNORECASE)
_KEYWORD = re.compile(
    r"(?<![\w@#/-])(?:clos(?:e[sd]?|ing)|fix(?:e[sd]|ing)?|resolv(?:e[sd]?|ing)|remediat(?:e[sd]?|ing))"
    rf"(?:[ \t]*:{_GAP}?|{_GAP})(?:(?:issue|item|finding|ticket)s?{_GAP})?(?=[\[(#A-Za-z0-9])",
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
_HEDGED_AFTER = re.compile(
    r"[ \t]*(?:\?|[(\[,]?\s*(?:but\s+)?(?:only\s+)?"
    r"(?:partial(?:ly)?|partly|in\s+part|incomplete(?:ly)?|not\s+(?:fully|completely|entirely|yet))\b)",
    re.IGNORECASE,
)
_UNREAD = re.compile(
    r"``[^\n]*?``|`[^`\n]*`"
    r"|\b[a-z][a-z0-9+.-]{1,20}://\S+|\bwww\.\S+"
    r"|\b[0-9a-f]{7,64}[ \t]*\((?:\"[^\n]*\"|(?:[^\n]|\n(?!\n)){0,300}?,\s\d{4}-\d\d-\d\d)\)",
    re.IGNORECASE,
)
"""Code, addresses, and another commit quoted as `<sha> ("title")` or `<sha> (title, date)`."""
_UNREAD_MARKS = ("`", "://", "www.", "WWW.", "(")
_HIDDEN = "\0"
_MERGE_TITLE = re.compile(
    r"Merge (?:(?:remote-tracking )?branch|branches|pull request|tag|tags|commit|commits)\b|Merged in \S"
)
_REVERT_TITLE = re.compile(r"(?:revert|reapply)\b", re.IGNORECASE)
_QUOTING_TITLE = re.compile(r"(?:(?:fixup|squash|amend)! )+")
_REVERTS = re.compile(
    r"This reverts commit (?P<sha>[0-9a-f]{7,64})\b"
    r"(?:[^\n]{0,300}?,\s+reversing\s+changes\s+made\s+to\s+(?P<since>[0-9a-f]{7,64})\b)?"
)
_REVERTS_PULL = re.compile(r"^Reverts (?:[\w.-]+/[\w.-]+)?#(\d{1,9})\.?[ \t\r]*$", re.MULTILINE)
_PICKED = re.compile(r"\(cherry picked from commit ([0-9a-f]{7,64})\)")
_RESOLVING = frozenset({"resolves", "fixes", "closes", "remediates"})
_REFERRING = frozenset({"refs", "part-of", "related"})
_LISTING = _RESOLVING | _REFERRING
_KNOWN_TRAILERS = _LISTING | {"evidence", "ticks", "verified-by", "actual", "co-authored-by"}


def meaning(
    message: str, known: Mapping[str, str], keywords: bool = True, hours_per_day: float = HOURS_PER_DAY
) -> Meaning:
    """Return what `message` says of the items in `known` (item id by upper-case name).

    Without `keywords` only trailers move items. `hours_per_day` is what the team means by `1d`. What is
    malformed is left out; nothing raises.
    """
    whole = sections(message[:_LONGEST_MESSAGE])
    parts = [_of_section(part, known, keywords, hours_per_day) for part in whole]
    resolves = _unique(item for part in parts for item in part.resolves)
    return Meaning(
        resolves=resolves,
        refs=_unique(item for part in parts for item in part.refs if item not in resolves),
        ticks=_unique(tick for part in parts for tick in part.ticks),
        evidence=_unique(evidence for part in parts for evidence in part.evidence),
        verified_by=_unique(word for part in parts for word in part.verified_by),
        actuals=tuple(actual for part in parts for actual in part.actuals),
        reverts=_unique(revert for part in parts for revert in part.reverts)[:_MOST_REVERTS],
        reverted_pulls=_unique(pull for part in parts for pull in part.reverted_pulls)[:_MOST_REVERTS],
        cherry_picked_from=_unique(sha for part in parts for sha in part.cherry_picked_from),
        coauthors=_unique(person for part in parts for person in part.coauthors),
    )


def _of_section(text: str, known: Mapping[str, str], keywords: bool, hours_per_day: float) -> Meaning:
    lines = text.split("\n")
    start = trailer_start(lines)
    pairs = [(key.casefold(), value) for key, value in trailers(lines[start:])]
    kept = [*lines[1:start], *_without_known(lines[start:])]
    prose = _readable("\n".join([_readable_title(lines[0]), *kept]))

    def plainly(name: str) -> str | None:
        return known.get(name.upper().rstrip("-"))

    listed = "\n".join(_readable(value) for key, value in pairs if key in _LISTING)
    said = _said_by_trailers(pairs, plainly, hours_per_day)
    resolves = [*said.resolves, *(_fixed(prose, known) if keywords else ())]
    return Meaning(
        resolves=tuple(resolves),
        refs=(*said.refs, *_mentioned(f"{prose}\n{listed}", known)),
        ticks=said.ticks,
        evidence=said.evidence,
        verified_by=said.verified_by,
        actuals=said.actuals,
        reverts=tuple(
            Revert(found["sha"], found["since"]) for found in islice(_REVERTS.finditer(text), _MOST_REVERTS)
        ),
        reverted_pulls=tuple(_REVERTS_PULL.findall(text)) if "Reverts " in text else (),
        cherry_picked_from=tuple(_PICKED.findall(text)),
        coauthors=said.coauthors,
    )


def _said_by_trailers(pairs: Iterable[tuple[str, str]], lookup: Lookup, hours_per_day: float) -> Meaning:
    resolves: list[str] = []
    refs: list[str] = []
    ticks: list[tuple[str, str]] = []
    evidence: list[str] = []
    verified: list[tuple[str, str]] = []
    actuals: list[tuple[str, float]] = []
    coauthors: list[str] = []
    for key, value in pairs:
        if key in _RESOLVING:
            items, end = _listed(_readable(value), 0, lookup, _ANY_SEPARATOR)
            (refs if _HEDGED_AFTER.match(value, end) else resolves).extend(items)
        elif key in _REFERRING:
            refs += _listed(_readable(value), 0, lookup, _ANY_SEPARATOR)[0]
        elif key == "evidence" and value:
            evidence.append(one_line(value.removeprefix("<").removesuffix(">"))[:_LONGEST_VALUE])
        elif key == "ticks":
            ticks += _ticked(value, lookup)
        elif key == "verified-by":
            verified += _about_item(value, lookup)
        elif key == "actual":
            actuals += _hours(value, lookup, hours_per_day)
        elif key == "co-authored-by":
            coauthors.append(one_line(value)[:_LONGEST_VALUE])
    named = [item for item, _ in (*ticks, *verified, *actuals)]
    return Meaning(
        resolves=tuple(resolves),
        refs=(*refs, *named),
        ticks=tuple(ticks),
        evidence=tuple(evidence),
        verified_by=tuple(verified),
        actuals=tuple(actuals),
        coauthors=tuple(coauthors),
    )


def _fixed(prose: str, known: Mapping[str, str]) -> list[str]:
    """The items that stand after a keyword which nothing before or after it takes back."""
    found: list[str] = []
    if not _may_fix(prose):
        return found
    for keyword in _KEYWORD.finditer(prose):
        items, end = _listed(prose, keyword.end(), lambda name: _as_written(name, known), _COMMA_OR_AND)
        if items and not _is_hedged(prose, keyword.start()) and not _HEDGED_AFTER.match(prose, end):
            found += items
    return found


def _may_fix(prose: str) -> bool:
    """Tell, far faster than the whole expression does, whether a keyword can be there at all."""
    capitals = prose.upper()
    return any(stem in capitals for stem in _KEYWORD_STEMS)


def _is_hedged(prose: str, start: int) -> bool:
    """Tell whether the clause before a keyword says that it is not, or not wholly, so."""
    before = prose[max(0, start - 120) : start]
    clause = _CLAUSE_END.split(before)[-1]
    first_on_line = not clause.rpartition("\n")[2].strip() and "\n" in clause
    return bool((_HEDGED_AT_ONCE if first_on_line else _HEDGED).search(clause))


def _listed(text: str, start: int, lookup: Lookup, separator: re.Pattern[str]) -> tuple[list[str], int]:
    """The items listed from `start` on, and where the list ends.

    A trailer may list tickets that are none of the plan's as well; in running text such a word ends the list.
    """
    items: list[str] = []
    end = at = start
    while match := _LISTED.match(text, at):
        item = lookup(match["mark"] + match["id"]) or lookup(match["id"])
        if item:
            items.append(item)
        elif separator is not _ANY_SEPARATOR or match["id"].isalpha():
            break
        end = match.end()
        gap = separator.match(text, end)
        if not gap or gap.end() == end:
            break
        at = gap.end()
    return items, end


def _mentioned(prose: str, known: Mapping[str, str]) -> list[str]:
    """The items named anywhere, in the order in which they are."""
    words = set(_WORD.findall(prose.upper()))
    named = {word.rstrip("-") for word in words} & known.keys()
    matches = sorted((match.start(), match[0]) for name in named for match in _naming(name).finditer(prose))
    items = (_as_written(written, known) for _, written in matches)
    return [item for item in items if item]


@lru_cache(4096)
def _naming(name: str) -> re.Pattern[str]:
    return re.compile(rf"{_BEFORE}\#?{re.escape(name)}(?!{_AFTER}|-\w)", re.IGNORECASE)


def _as_written(name: str, known: Mapping[str, str]) -> str | None:
    """The item a name in running text stands for.

    An id that is a plain word (`SHUTDOWN`) has to be written in capitals there, and one that is a plain
    number with a `#`: "fix shutdown of 12 workers" names neither.
    """
    bare = name.removeprefix("#").rstrip("-")
    plain_word = bare.isalpha() and not bare.isupper()
    plain_number = bare.isdigit() and not name.startswith("#")
    return None if plain_word or plain_number else known.get(bare.upper())


def _ticked(value: str, lookup: Lookup) -> list[tuple[str, str]]:
    pairs = (entry.partition("/") for entry in re.split(r"[,;]", value))
    found = (
        (lookup(item.strip().removeprefix("#")), one_line(check)[:_LONGEST_VALUE]) for item, _, check in pairs
    )
    return [(item, check) for item, check in found if item and check]


def _about_item(value: str, lookup: Lookup) -> list[tuple[str, str]]:
    """The (item, rest of the line) of a trailer that starts with an id."""
    name, _, rest = one_line(value).partition(" ")
    item = lookup(name.removeprefix("#").rstrip(":,"))
    return [(item, rest[:_LONGEST_VALUE])] if item and rest else []


def _hours(value: str, lookup: Lookup, hours_per_day: float) -> list[tuple[str, float]]:
    hours: list[tuple[str, float]] = []
    for item, effort in _about_item(value, lookup):
        try:
            hours.append((item, parse_effort(effort, hours_per_day).mean))
        except ValueError:
            continue
    return hours


def _readable_title(title: str) -> str:
    """The title without what it quotes: a branch's name, or that of a commit it reverts or amends."""
    if _MERGE_TITLE.match(title) or _REVERT_TITLE.match(title):
        return _HIDDEN
    quoted = _QUOTING_TITLE.match(title)
    return _KEYWORD.sub("", title[quoted.end() :]) if quoted else title


def _without_known(block: Iterable[str]) -> list[str]:
    """The trailer lines that have no meaning here; the others are read once, as what they are."""
    kept: list[str] = []
    known = False
    for line in block:
        if not line[:1].isspace():
            known = line.partition(":")[0].strip().casefold() in _KNOWN_TRAILERS
        kept.append("" if known else line)
    return kept


def _readable(text: str) -> str:
    """The text without what is no prose."""
    return _UNREAD.sub(_HIDDEN, text) if any(mark in text for mark in _UNREAD_MARKS) else text


def _unique(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
