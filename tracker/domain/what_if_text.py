"""What-ifs as people type them: `3 engineers, without low, defer hardening, close SEC-1 DB-2`.

The words are those of the options of `tracker forecast`, in any case. A comma parts changes, and may be left
out where the next word begins another one. What names nothing is an error that says what was probably meant,
so that whoever types sees it while typing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from tracker.domain.board import Board
from tracker.domain.frozen import Remembering, frozen
from tracker.domain.plan import SEVERITIES
from tracker.domain.text import did_you_mean, one_line
from tracker.domain.workload import WhatIf
from tracker.errors import UsageError

WITHOUT, DEFER, CLOSE = "without", "defer", "close"
_VERBS: Mapping[str, str] = {
    **dict.fromkeys((WITHOUT, "drop", "no"), WITHOUT),
    **dict.fromkeys((DEFER, "postpone"), DEFER),
    **dict.fromkeys((CLOSE, "finish", "done"), CLOSE),
}
WORDS = (WITHOUT, DEFER, CLOSE, "engineers", "hours")
"""What a change begins with, or what its number counts."""
_FILLERS = frozenset({"and", "&", "+", "phase", "phases", "item", "items", "severity", "severities"})
_END = r"(?=[\s,;]|$)"
_WAS = r"(?:[\d.]+\s*(?:→|->|to)\s*)?"
"""A number that is replaced, as answers write it."""
_ENGINEERS = re.compile(
    rf"(?P<sign>[+−-]?)(?P<number>\d+)\s*(?P<more>more\s+)?(?:engineers?|people|persons?|devs?|developers?){_END}"
    rf"|(?:engineers?|people)\s*[:=]?\s*{_WAS}(?P<sign2>[+−-]?)(?P<number2>\d+){_END}",
    re.IGNORECASE,
)
_HOURS = re.compile(
    rf"(?P<number>\d+(?:\.\d+)?)\s*(?:hours?|h)(?:\s*(?:/|a\b|per\b)\s*(?:day|d)\b)?{_END}"
    rf"|hours?(?:\s+(?:a|per)\s+day)?\s*[:=]?\s*{_WAS}(?P<number2>\d+(?:\.\d+)?){_END}",
    re.IGNORECASE,
)
_WORD = re.compile(r"\S+")
_MOST_NAMES = 8
"""Names that are offered where one is missing."""


@frozen
class Known(Remembering):
    """What a what-if can name in a plan."""

    engineers: int
    """How many there are."""
    severities: tuple[str, ...]
    phases: Mapping[str, str]
    """Titles by id."""
    items: Mapping[str, str]
    """Ids by every name they are known under, upper case."""

    @classmethod
    def of(cls, board: Board) -> Known:
        """Return what can be named on a board: of severities those that its items have."""
        found = {str(card.severity) for card in board.cards}
        return cls(
            engineers=len(board.plan.team.engineers),
            severities=tuple(name for name in SEVERITIES if name in found),
            phases={phase.id: phase.title for phase in board.plan.phases},
            items=board.plan.id_by_name,
        )

    @cached_property
    def names(self) -> Mapping[str, Mapping[str, str]]:
        """By what is done to them, what can be named: ids by the names one may write, case-folded."""
        titles = {one_line(title).casefold(): id_ for id_, title in self.phases.items()}
        return {
            WITHOUT: {name: name for name in self.severities},
            DEFER: titles | {id_.casefold(): id_ for id_ in self.phases},
            CLOSE: {name.casefold(): id_ for name, id_ in self.items.items()},
        }

    def offered(self, verb: str) -> Collection[str]:
        """Return the names to offer for what is done to them."""
        return {WITHOUT: self.severities, DEFER: self.phases, CLOSE: self.items}[verb]

    def severity(self, name: str) -> str:
        """Return the severity of that name; raises UsageError."""
        return self._named(WITHOUT, name)

    def phase(self, name: str) -> str:
        """Return the id of the phase of that id or title; raises UsageError."""
        return self._named(DEFER, name)

    def item(self, name: str) -> str:
        """Return the id of the item of that name; raises UsageError."""
        return self._named(CLOSE, name)

    def _named(self, verb: str, name: str) -> str:
        found = self.names[verb].get(one_line(name).casefold())
        if found is None:
            raise unknown(self, verb, name)
        return found


_WHAT: Mapping[str, str] = {WITHOUT: "severity", DEFER: "phase", CLOSE: "item"}


def unknown(known: Known, verb: str, name: str) -> UsageError:
    """Return the error for a name that the plan does not have."""
    offered = known.offered(verb)
    hint = None if verb == CLOSE else f"known: {', '.join(sorted(offered))}"
    return UsageError(f"no {_WHAT[verb]} is called {one_line(name)}{did_you_mean(name, offered)}", hint=hint)


def parse_what_if(text: str, known: Known) -> WhatIf:
    """Return the changes that are written in a text, none where it is empty; raises UsageError."""
    reading = _Reading(known)
    for clause in re.split(r"[,;]", one_line(text)):
        reading.take(clause.strip())
    return reading.result()


def what_if_text(change: WhatIf) -> str:
    """Return the changes as `parse_what_if` reads them."""
    count = change.engineers
    parts = [] if count is None else [f"{count} engineer{'' if count == 1 else 's'}"]
    parts += [] if change.hours_per_day is None else [f"{change.hours_per_day:g} hours"]
    named = ((WITHOUT, change.drop_severities), (DEFER, change.defer_phases), (CLOSE, change.close))
    parts += [f"{verb} {' '.join(sorted(names))}" for verb, names in named if names]
    return ", ".join(parts)


def fits(change: WhatIf, known: Known) -> bool:
    """Tell whether the plan still has everything that a change names."""
    try:
        return parse_what_if(what_if_text(change), known) == change
    except UsageError:
        return False


def example(known: Known) -> str:
    """Return a what-if that can be tried on the plan."""
    parts = [f"{known.engineers + 1} engineers"]
    for verb, names in ((WITHOUT, known.severities), (DEFER, tuple(known.phases))):
        parts += [f"{verb} {names[-1]}"] if names else []
    first = next(iter(known.items), None)
    return ", ".join([*parts, f"{CLOSE} {first}"] if first else parts)


def completed(text: str, known: Known) -> str | None:
    """Return the text with its last word completed, where something is known that begins like it."""
    found = re.search(r"[^\s,;]+$", text)
    if not found:
        return None
    before, typed = text[: found.start()], found[0].casefold()
    named = [_VERBS[word] for word in re.findall(r"[^\s,;]+", before.casefold()) if word in _VERBS]
    names = known.offered(named[-1]) if named else ()
    best = next((name for name in (*names, *WORDS) if name.casefold().startswith(typed)), None)
    return before + best if best else None


class _Reading:
    """A what-if while its clauses are read."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._engineers: int | None = None
        self._hours: float | None = None
        self._verb = ""
        self._names: dict[str, set[str]] = {WITHOUT: set(), DEFER: set(), CLOSE: set()}

    def take(self, clause: str) -> None:
        """Read one clause; without a verb of its own it goes on with the one before."""
        rest, begins = clause, True
        while rest:
            taken = self._number(rest) or self._word(rest, begins)
            rest, begins = rest[taken:].lstrip(), False

    def result(self) -> WhatIf:
        """Return what was read; raises UsageError for a verb without a name."""
        if self._verb and not self._names[self._verb]:
            known = list(self._known.offered(self._verb))
            few = f"{', '.join(known)}" if len(known) <= _MOST_NAMES else f"a name, as {known[0]}"
            raise UsageError(f"{self._verb} which {_WHAT[self._verb]}? {few if known else 'there is none'}")
        change = WhatIf(
            engineers=self._engineers,
            hours_per_day=self._hours,
            drop_severities=frozenset(self._names[WITHOUT]),
            defer_phases=frozenset(self._names[DEFER]),
            close=frozenset(self._names[CLOSE]),
        )
        change.check_numbers()
        return change

    def _number(self, rest: str) -> int:
        """Take a count of engineers or hours; return how many characters it has."""
        if found := _ENGINEERS.match(rest):
            count, sign = int(found["number"] or found["number2"]), found["sign"] or found["sign2"]
            before = self._known.engineers
            more = before + count if sign == "+" or found["more"] else before - count
            self._engineers = more if sign or found["more"] else count
        elif found := _HOURS.match(rest):
            self._hours = float(found["number"] or found["number2"])
        return found.end() if found else 0

    def _word(self, rest: str, begins: bool) -> int:
        """Take a verb, a name or a filler; return how many characters it has; raises UsageError."""
        word = next(iter(_WORD.findall(rest)))
        if not begins and (taken := self._name(rest)):
            return taken
        if verb := _VERBS.get(word.casefold()):
            self._require_name()
            self._verb = verb
            return len(word)
        if begins and (taken := self._name(rest)):
            return taken
        if word.casefold() in _FILLERS:
            return len(word)
        raise self._error(word)

    def _require_name(self) -> None:
        if self._verb and not self._names[self._verb]:
            self.result()

    def _name(self, rest: str) -> int:
        """Take the longest name of what the verb is about, which may have several words."""
        names = self._known.names.get(self._verb, {})
        for end in _ends(rest) if self._verb == DEFER else list(_ends(rest))[-1:]:
            if found := names.get(rest[:end].casefold()):
                self._names[self._verb].add(found)
                return end
        return 0

    def _error(self, word: str) -> UsageError:
        if re.match(r"[+−-]?\d", word):
            return UsageError(f"{word} of what? write {word.rstrip('h')} engineers, or 6 hours")
        if self._verb:
            return unknown(self._known, self._verb, word)
        hint = "3 engineers, 6 hours, without low, defer PHASE, close ID"
        return UsageError(f"{word} is no change{did_you_mean(word, (*_VERBS, *WORDS))}", hint=hint)


def _ends(rest: str) -> Iterator[int]:
    """Where names end that begin here, the longest first."""
    return (found.end() for found in reversed(list(_WORD.finditer(rest))))
