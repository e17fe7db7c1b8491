"""Conditions of a launch that say again what a plan does: `Restore was done twice` beside `Restore drill`.

Whoever is to tick them before a go or no-go says what will have come true, in words of its own. What both
have in common is the thing that is spoken of: the first telling word of one of them, and of no other work.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tracker.domain.plan import Claim
from tracker.importers.markdown import remedy
from tracker.importers.markdown.asides import heads_criteria
from tracker.importers.markdown.effort_words import NUMBERS
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.similar import words_of
from tracker.importers.markdown.statement import Statement
from tracker.importers.markdown.words import fold

_GATE = regex(
    r"\bgo(?: ?/ ?| or | oder | ou | o )no[- ]?go\b|\b(?:launch|release|go-?live|readiness|quality) (?:gates?|"
    r"conditions?|decision|checks?)\b|\bgates? (?:for|to) (?:the )?(?:launch|release|go-?live)|"
    r"\b(?:freigabe|abnahme|start)(?:bedingung|kriteri|voraussetzung)\w*|\b(?:freigabe|abnahme) (?:fur|vor|zum)\b|"
    r"\bconditions? de (?:lancement|mise en)|\bcondiciones (?:de|para) (?:salida|lanzamiento)|"
    r"\bcondizioni (?:di|per il) (?:rilascio|lancio)|\bcondicoes (?:de|para) (?:o )?lancamento"
)
_SHORTEST = 3
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
    works = {
        group: [_words(statements[at]) for at in found]
        for group, found in enumerate(members)
        if group not in gates
    }
    counts = Counter(word for told in works.values() for word in {word for words in told for word in words})
    meant: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for group, gate in gates.items():
        words = _words(statements[members[group][0]])
        if group not in tied and (work := _meant(words, works, counts)) is not None:
            meant[gate].append((group, work))
    for gate, pairs in meant.items():
        asked = sum(each == gate for each in gates.values())
        known = sum(each == gate and group in tied for group, each in gates.items())
        if len(pairs) + known >= max(_BORNE, asked / 2):
            yield from pairs


def _gate(statements: Sequence[Statement], found: Sequence[int]) -> tuple[str, ...] | None:
    """The headings down to the one of a launch, if all that a group has are open boxes beneath it."""
    first = statements[found[0]]
    headings = first.around.headings
    at = next((at for at, text in enumerate(headings) if at and _is_gate(text)), None)
    if at is None or not all(_is_condition(statements[each]) for each in found):
        return None
    return headings[: at + 1]


def _is_gate(heading: str) -> bool:
    return _GATE.search(fold(heading)) is not None or heads_criteria(heading)


def _is_condition(each: Statement) -> bool:
    said = each.box and each.claim in (None, Claim.OPEN)
    return said and not (each.id or each.effort or each.rating or remedy.begins_with_verb(each.title))


def _words(each: Statement) -> tuple[str, ...]:
    return tuple(
        word
        for word in words_of(each.title)
        if len(word) >= _SHORTEST and word.isalpha() and word not in NUMBERS
    )


def _meant(
    words: Sequence[str], works: Mapping[int, Sequence[Sequence[str]]], counts: Mapping[str, int]
) -> int | None:
    """The one work that begins with a word of the condition, or has the word that the condition begins with."""
    worth: dict[int, int] = {}
    for group, told in works.items():
        shared = {word for each in told for word in each if word in words and counts[word] <= _BORNE}
        firsts = shared & {each[0] for each in told if each}
        if firsts or not shared.isdisjoint(words[:1]):
            worth[group] = _FIRST * len(firsts) + _OTHER * len(shared - firsts)
    best = max(worth.values(), default=0)
    found = [group for group, each in worth.items() if each == best]
    return found[0] if len(found) == 1 else None
