"""Rows of a plan that repeat a finding in other words: what is left to tell them by is a rare word.

`Redundant TURN` and `Single TURN server` share one word, and no other finding has it. That is enough only in
a document whose plan says again what it found before; elsewhere a plan has work of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from tracker.domain.plan import Claim
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.references import RESTATING, restates
from tracker.importers.markdown.roles import Role
from tracker.importers.markdown.similar import names_a_thing, words_of
from tracker.importers.markdown.statement import Statement

_BY_WHOM = regex(r"(?<=\w)\s+[–—-]\s+[^–—-]{2,40}$")
"""Who does it and by when, behind a dash: `CSP enforced - Ravi, 31 July`."""
_REPEATED = 0.5
"""The share of the steps of a plan that have to say again what was found."""
_FEWEST = 4
_RETOLD = 3
"""How many steps of a list that belong to findings there are for each that does not."""
_BORNE = 3
"""Of how many findings a list has to speak before its words alone say that it repeats them."""
_SHARE = 0.25
"""How many of the words of a step have to be rare ones of the finding."""
_SMALL_SHARE = 0.15
"""The same of a condition in a list of which most entries mean a finding each."""
_LONGEST = 2000
_WEIGHT = 3
"""A step that says more than this is described for its own sake."""


def by_rare_words(
    statements: Sequence[Statement], members: Sequence[Sequence[int]], tied: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield groups of steps that are tied to nothing yet, each with the group of the one finding it means.

    `tied` are the groups that are linked to another already.
    """
    steps = [at for at, found in enumerate(members) if all(restates(statements[each]) for each in found)]
    if all(step in tied for step in steps):
        return
    alone = frozenset(steps)
    findings = [at for at in range(len(members)) if at not in alone]
    if not findings:
        return
    repeated = _is_repeated(statements, members, alone, tied)
    entries = [(group, at) for group, found in enumerate(members) for at in found if restates(statements[at])]
    retold = _retold(statements, entries, alone, tied)
    owners = _owners(statements, members, findings)
    borne_out = _borne_out(statements, members, entries, alone, tied, owners)
    if not (repeated or retold or borne_out):
        return
    mentioned = _owners(statements, members, findings, whole=True) if retold else {}
    taken = {(tied[at], _place(statements[members[at][0]])) for at in steps if at in tied}
    for step in steps:
        place = _place(statements[members[step][0]])
        if step in tied or not (repeated or place in retold or place in borne_out):
            continue
        if not all(_is_open_step(statements[at]) for at in members[step]):
            continue
        share = _share(statements, members[step]) if place in borne_out else _SHARE
        finding = _meant(statements, members[step], owners, share)
        if finding is None and place in retold:
            finding = _meant(statements, members[step], mentioned)
        if finding is not None and (finding, place) not in taken:
            taken.add((finding, place))  # entries of one list are different things
            yield step, finding


def _is_open_step(statement: Statement) -> bool:
    """Whether it asks for something in few words; what is done or put off is no step of what is open."""
    asks = statement.claim in (None, Claim.OPEN) and statement.around.role is not Role.DEFERRED
    return asks and not statement.id and statement.weight <= _WEIGHT


def _meant(
    statements: Sequence[Statement], found: Sequence[int], owners: Mapping[str, int], share: float = _SHARE
) -> int | None:
    """The one finding whose words a step uses, if they make up enough of it."""
    words = {word for at in found for word in words_of(_BY_WHOM.sub("", statements[at].title))}
    words = {word for word in words if not word.isdigit()}
    shared = [owners[word] for word in words if word in owners]
    enough = len(set(shared)) == 1 and len(shared) >= share * len(words)
    return shared[0] if enough else None


def _share(statements: Sequence[Statement], found: Sequence[int]) -> float:
    return _SMALL_SHARE if all(statements[at].box for at in found) else _SHARE


def _retold(
    statements: Sequence[Statement],
    entries: Sequence[tuple[int, int]],
    steps: Collection[int],
    tied: Mapping[int, int],
) -> frozenset[tuple[str, ...]]:
    """The lists of which nearly all steps belong to a finding: there its text may have the word as well.

    `entries` are those of lists that may say something again, each after its group.
    """
    own: Counter[tuple[str, ...]] = Counter()
    others: Counter[tuple[str, ...]] = Counter()
    for group, at in entries:
        if statements[at].claim is not Claim.DONE:
            counts = others if group in steps and group not in tied else own
            counts[_place(statements[at])] += 1
    return frozenset(
        place for place, count in own.items() if count >= _FEWEST and count >= _RETOLD * others[place]
    )


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


def _borne_out(
    statements: Sequence[Statement],
    members: Sequence[Sequence[int]],
    entries: Sequence[tuple[int, int]],
    steps: Collection[int],
    tied: Mapping[int, int],
    owners: Mapping[str, int],
) -> frozenset[tuple[str, ...]]:
    """The lists of which most open entries mean a finding each by their words, and each another one."""
    meant: dict[tuple[str, ...], set[int]] = defaultdict(set)
    counts: Counter[tuple[str, ...]] = Counter()
    for group, at in entries:
        if not _is_open_step(statements[at]):
            continue
        place, told = _place(statements[at]), tied.get(group) if group in steps else group
        if told is None:
            told = _meant(statements, members[group], owners, _share(statements, members[group]))
        counts[place] += 1
        meant[place].update([told] if told is not None else [])
    return frozenset(
        place
        for place, found in meant.items()
        if len(found) >= _BORNE and len(found) * 3 >= counts[place] * 2
    )


def _owners(
    statements: Sequence[Statement],
    members: Sequence[Sequence[int]],
    findings: Sequence[int],
    *,
    whole: bool = False,
) -> dict[str, int]:
    """The finding that a word of its title, or of its `whole` text, belongs to; no word that another has."""
    told: dict[int, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for group in findings:
        said = [statements[at] for at in members[group] if statements[at].around.role not in RESTATING]
        words = {word for each in said for word in words_of(f"{each.title} {_text(each)}")}
        told[group].update(words if whole else {word for each in said for word in words_of(each.title)})
        counts.update(words)
    return {
        word: group
        for group, words in told.items()
        for word in words
        if counts[word] == 1 and names_a_thing(word)
    }


def _text(statement: Statement) -> str:
    return " ".join([*statement.facts.values(), *statement.steps])[:_LONGEST]


def _place(statement: Statement) -> tuple[str, ...]:
    return statement.around.headings
