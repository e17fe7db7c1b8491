"""Rows of a plan that repeat a finding in other words: what is left to tell them by is a rare word.

`Redundant TURN` and `Single TURN server` share one word, and no other finding has it. That is enough only in
a document whose plan says again what it found before; elsewhere a plan has work of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from tracker.domain.plan import Claim
from tracker.importers.markdown.references import RESTATING
from tracker.importers.markdown.roles import Role
from tracker.importers.markdown.similar import words_of
from tracker.importers.markdown.statement import Statement

_REPEATED = 0.5
"""The share of the steps of a plan that have to say again what was found."""
_FEWEST = 4
_SHORTEST = 3
_SHARE = 0.25
"""How many of the words of a step have to be rare ones of the finding."""
_LONGEST = 2000
_WEIGHT = 3
"""A step that says more than this is described for its own sake."""


def by_rare_words(
    statements: Sequence[Statement], members: Sequence[Sequence[int]], tied: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield groups of steps that are tied to nothing yet, each with the group of the one finding it means.

    `tied` are the groups that are linked to another already.
    """
    steps = [at for at, found in enumerate(members) if _restates(statements, found)]
    alone = frozenset(steps)
    findings = [at for at in range(len(members)) if at not in alone]
    if not _is_repeated(statements, members, alone, tied):
        return
    owners = _owners(statements, members, findings)
    taken = {(tied[at], _place(statements, members[at])) for at in steps if at in tied}
    for step in steps:
        if step in tied or not all(_is_open_step(statements[at]) for at in members[step]):
            continue
        finding = _meant(statements, members[step], owners)
        place = _place(statements, members[step])
        if finding is not None and (finding, place) not in taken:
            taken.add((finding, place))  # entries of one list are different things
            yield step, finding


def _is_open_step(statement: Statement) -> bool:
    """Whether it asks for something in few words; what is done or put off is no step of what is open."""
    asks = statement.claim in (None, Claim.OPEN) and statement.around.role is not Role.DEFERRED
    return asks and not statement.id and statement.weight <= _WEIGHT


def _meant(statements: Sequence[Statement], found: Sequence[int], owners: Mapping[str, int]) -> int | None:
    """The one finding whose words a step uses, if they make up enough of it."""
    words = {word for at in found for word in words_of(statements[at].title)}
    shared = [owners[word] for word in words if word in owners]
    enough = len(set(shared)) == 1 and len(shared) >= _SHARE * len(words)
    return shared[0] if enough else None


def _restates(statements: Sequence[Statement], found: Sequence[int]) -> bool:
    return all(statements[at].around.role in RESTATING for at in found)


def _is_repeated(
    statements: Sequence[Statement],
    members: Sequence[Sequence[int]],
    steps: Collection[int],
    tied: Mapping[int, int],
) -> bool:
    """Whether most steps of the document's plans belong to a finding."""
    of_findings = sum(
        statements[at].around.role in RESTATING
        for group, found in enumerate(members)
        if group not in steps or group in tied
        for at in found
    )
    of_all = of_findings + sum(len(members[group]) for group in steps if group not in tied)
    return of_findings >= _FEWEST and of_findings >= _REPEATED * of_all


def _owners(
    statements: Sequence[Statement], members: Sequence[Sequence[int]], findings: Sequence[int]
) -> dict[str, int]:
    """The finding that a word of its title belongs to; no word that another has, be it in its text."""
    told: dict[int, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for group in findings:
        said = [statements[at] for at in members[group] if statements[at].around.role not in RESTATING]
        told[group].update(word for each in said for word in words_of(each.title))
        counts.update({word for each in said for word in words_of(f"{each.title} {_text(each)}")})
    return {
        word: group
        for group, words in told.items()
        for word in words
        if counts[word] == 1 and len(word) >= _SHORTEST and word.isalpha()
    }


def _text(statement: Statement) -> str:
    return " ".join([*statement.facts.values(), *statement.steps])[:_LONGEST]


def _place(statements: Sequence[Statement], found: Sequence[int]) -> tuple[str, ...]:
    return statements[found[0]].around.headings
