"""Conditions of a launch that say again what a plan does: `Failover was shown once` beside `Failover test`.

Whoever is to tick them before a go or no-go says what will have come true, in words of its own. What both
have in common is the thing that is spoken of: the first telling word of one of them, and of no other work.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from tracker.domain.plan import Claim
from tracker.importers.markdown import remedy
from tracker.importers.markdown.asides import heads_criteria
from tracker.importers.markdown.effort_words import NUMBERS
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.similar import names_a_thing, words_of
from tracker.importers.markdown.statement import Statement
from tracker.importers.markdown.words import fold

_GATE = regex(
    r"\bgo(?: ?/ ?| or | oder | ou | o )no[- ]?go\b|"
    r"\b(?:launch|release|go-?live|readiness|quality) (?:gates?|conditions?|decision|checks?)\b|"
    r"\bgates? (?:for|to) (?:the )?(?:launch|release|go-?live)|"
    r"\b(?:freigabe|abnahme|start)(?:bedingung|kriteri|voraussetzung)\w*|"
    r"\b(?:freigabe|abnahme) (?:fur|vor|zum)\b|"
    r"\bconditions? de (?:lancement|mise en)|\bcondiciones (?:de|para) (?:salida|lanzamiento)|"
    r"\bcondizioni (?:di|per il) (?:rilascio|lancio)|\bcondicoes (?:de|para) (?:o )?lancamento"
)
_FIRST, _OTHER = 2, 1
"""What a word in common is worth, if it is the first telling one of the work, and else."""
_BORNE = 2
"""Of how many works a list has to speak before its words alone say that it repeats them."""


def conditions(
    statements: Sequence[Statement], members: Sequence[Sequence[int]], tied: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield groups of open conditions that are tied to nothing yet, each with the group of its work."""
    gates = {group: gate for group, found in enumerate(members) if (gate := _gate(statements, found))}
    if not gates:
        return
    owners = _owners(statements, members, gates)
    asked = Counter(gates.values())
    known = Counter(gate for group, gate in gates.items() if group in tied)
    meant: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for group, gate in gates.items():
        words = _words(statements[members[group][0]])
        if group not in tied and (work := _meant(words, owners)) is not None:
            meant[gate].append((group, work))
    for gate, pairs in meant.items():
        if len(pairs) + known[gate] >= max(_BORNE, asked[gate] / 2):
            yield from pairs


def _owners(
    statements: Sequence[Statement], members: Sequence[Sequence[int]], gates: Collection[int]
) -> dict[str, dict[int, bool]]:
    """The works that have a word in a title, each with whether it begins one; no word that many have."""
    owners: dict[str, dict[int, bool]] = defaultdict(dict)
    for group, found in enumerate(members):
        if group in gates:
            continue
        for words in (_words(statements[at]) for at in found):
            for word in words:
                owners[word][group] = owners[word].get(group, False) or word == words[0]
    return {word: found for word, found in owners.items() if len(found) <= _BORNE}


def _gate(statements: Sequence[Statement], found: Sequence[int]) -> tuple[str, ...] | None:
    """The headings down to the one of a launch, if all that a group has are open boxes beneath it."""
    if not all(_is_condition(statements[each]) for each in found):
        return None
    headings = statements[found[0]].around.headings
    at = next((at for at, text in enumerate(headings) if at and _is_gate(text)), None)
    return None if at is None else headings[: at + 1]


@lru_cache(maxsize=1024)
def _is_gate(heading: str) -> bool:
    return _GATE.search(fold(heading)) is not None or heads_criteria(heading)


def _is_condition(each: Statement) -> bool:
    said = each.box and each.claim in (None, Claim.OPEN)
    return said and not (each.id or each.effort or each.rating or remedy.begins_with_verb(each.title))


def _words(each: Statement) -> tuple[str, ...]:
    return tuple(word for word in words_of(each.title) if names_a_thing(word) and word not in NUMBERS)


def _meant(words: Sequence[str], owners: Mapping[str, Mapping[int, bool]]) -> int | None:
    """The one work that begins with a word of the condition, or has the one that it begins with."""
    worth: Counter[int] = Counter()
    spoken_of: set[int] = set()
    for word in words:
        for group, begins in owners.get(word, {}).items():
            worth[group] += _FIRST if begins else _OTHER
            spoken_of.update([group] if begins or word == words[0] else [])
    best = max((worth[group] for group in spoken_of), default=0)
    found = [group for group in spoken_of if worth[group] == best]
    return found[0] if len(found) == 1 else None
