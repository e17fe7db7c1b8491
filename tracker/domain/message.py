"""The commit language: what a commit message says about the items of a plan.

A message moves items only where it says so plainly. Whatever is doubtful (a negation, "partially", a bare
mention) links the commit to the item and no more, because an item that a tool closed by mistake costs more
trust than one that a person has to close.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TypeVar

from tracker.domain.effort import HOURS_PER_DAY, parse_effort
from tracker.domain.ids_in_text import ANY_SEPARATOR, KnownIds, Lookup, listed
from tracker.domain.keywords import HEDGED_AFTER, KEYWORD, fixed
from tracker.domain.meaning import Meaning, Revert
from tracker.domain.sections import sections
from tracker.domain.text import one_line
from tracker.domain.trailers import trailer_start, trailers

_LONGEST_MESSAGE = 1_000_000
_LONGEST_VALUE = 500
_MOST_REVERTS = 100
"""Of one message: each costs a look into the history."""

T = TypeVar("T")
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


class Language:
    """The commit language of one plan: the items in `known` (item id by upper-case name).

    Without `keywords` only trailers move items. `hours_per_day` is what the team means by `1d`.
    """

    def __init__(
        self, known: Mapping[str, str], keywords: bool = True, hours_per_day: float = HOURS_PER_DAY
    ) -> None:
        self._ids = KnownIds(known)
        self._keywords = keywords
        self._hours_per_day = hours_per_day

    def meaning(self, message: str) -> Meaning:
        """Return what `message` says; what is malformed is left out; nothing raises."""
        said = _Said()
        for part in sections(message[:_LONGEST_MESSAGE]):
            self._read(part, said)
        return said.meaning()

    def _read(self, text: str, said: _Said) -> None:
        """Add what one section says."""
        said.add_reverts(text)
        lines = text.split("\n")
        start = trailer_start(lines)
        pairs = [(key.casefold(), value) for key, value in trailers(lines[start:])]
        said.add_trailers(pairs, self._ids.plainly, self._hours_per_day)
        if not self._ids.may_stand_in(text):
            return
        kept = [*lines[1:start], *_without_known(lines[start:])]
        prose = _readable("\n".join([_readable_title(lines[0]), *kept]))
        listings = "\n".join(_readable(value) for key, value in pairs if key in _LISTING)
        named = self._ids.mentioned(f"{prose}\n{listings}")
        said.refs += named
        if self._keywords and named:
            said.resolves += fixed(prose, self._ids)


def meaning(
    message: str, known: Mapping[str, str], keywords: bool = True, hours_per_day: float = HOURS_PER_DAY
) -> Meaning:
    """Return what one message says of the items in `known`; of many, ask a Language."""
    return Language(known, keywords, hours_per_day).meaning(message)


class _Said:
    """What the sections of a message said so far."""

    def __init__(self) -> None:
        self.resolves: list[str] = []
        self.refs: list[str] = []
        self._ticks: list[tuple[str, str]] = []
        self._evidence: list[str] = []
        self._verified: list[tuple[str, str]] = []
        self._actuals: list[tuple[str, float]] = []
        self._coauthors: list[str] = []
        self._reverts: list[Revert] = []
        self._pulls: list[str] = []
        self._picked: list[str] = []

    def meaning(self) -> Meaning:
        """Return all of it, each thing once."""
        resolves = _unique(self.resolves)
        return Meaning(
            resolves=resolves,
            refs=_unique([item for item in self.refs if item not in resolves]),
            ticks=_unique(self._ticks),
            evidence=_unique(self._evidence),
            verified_by=_unique(self._verified),
            actuals=tuple(self._actuals),
            reverts=_unique(self._reverts)[:_MOST_REVERTS],
            reverted_pulls=_unique(self._pulls)[:_MOST_REVERTS],
            cherry_picked_from=_unique(self._picked),
            coauthors=_unique(self._coauthors),
        )

    def add_reverts(self, text: str) -> None:
        """Add the commits and pull requests that a section takes back, and the copies it tells of."""
        if "This reverts commit " in text:
            found = islice(_REVERTS.finditer(text), _MOST_REVERTS)
            self._reverts += (Revert(match["sha"], match["since"]) for match in found)
        if "Reverts " in text:
            self._pulls += _REVERTS_PULL.findall(text)
        if "(cherry picked from " in text:
            self._picked += _PICKED.findall(text)

    def add_trailers(self, pairs: Iterable[tuple[str, str]], lookup: Lookup, hours_per_day: float) -> None:
        """Add what trailers say; keys in lower case."""
        refs: list[str] = []
        ticks: list[tuple[str, str]] = []
        verified: list[tuple[str, str]] = []
        actuals: list[tuple[str, float]] = []
        for key, value in pairs:
            if key in _RESOLVING:
                items, end = listed(_readable(value), 0, lookup, ANY_SEPARATOR)
                (refs if HEDGED_AFTER.match(value, end) else self.resolves).extend(items)
            elif key in _REFERRING:
                refs += listed(_readable(value), 0, lookup, ANY_SEPARATOR)[0]
            elif key == "evidence" and value:
                self._evidence.append(one_line(value.removeprefix("<").removesuffix(">"))[:_LONGEST_VALUE])
            elif key == "ticks":
                ticks += _ticked(value, lookup)
            elif key == "verified-by":
                verified += _about_item(value, lookup)
            elif key == "actual":
                actuals += _hours(value, lookup, hours_per_day)
            elif key == "co-authored-by":
                self._coauthors.append(one_line(value)[:_LONGEST_VALUE])
        self.refs += [*refs, *(item for item, _ in (*ticks, *verified, *actuals))]
        self._ticks += ticks
        self._verified += verified
        self._actuals += actuals


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
    return KEYWORD.sub("", title[quoted.end() :]) if quoted else title


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


def _unique(values: Sequence[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values)) if values else ()
