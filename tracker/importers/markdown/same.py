"""Which statements speak of the same work: finding, plan step, recommendation and tick box.

Statements become one where the document says so (one id) or their titles leave no doubt. Where they probably
do, they stay apart and are linked, for a person to decide. Entries of one list are never the same: whoever
wrote them side by side meant different things.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tracker.domain.frozen import frozen
from tracker.domain.plan import Claim
from tracker.importers.markdown.answers import answering
from tracker.importers.markdown.by_detail import by_detail
from tracker.importers.markdown.by_phase import by_phase
from tracker.importers.markdown.code_names import named_by_code
from tracker.importers.markdown.conditions import conditions
from tracker.importers.markdown.rare import by_rare_words
from tracker.importers.markdown.references import RESTATING
from tracker.importers.markdown.similar import Titles, normal
from tracker.importers.markdown.statement import Statement

SAME = 0.65
"""Titles at least this alike (cosine of their words) state one work."""
SAME_FULL = 0.8
"""The bar between two findings that both come with details of their own."""
WITHIN = 0.45
"""The bar where the shorter title says nothing that the longer one does not."""
LINKED = 0.38
"""From here on they are linked."""
_LEAST = 0.3
"""What is less alike is not looked at any more."""

_FULL_WEIGHT = 3
_NO_IDS: frozenset[str] = frozenset()
_ASKED_FOR = frozenset({""})
"""What is still asked for belongs to no work that was told to be done."""


@frozen
class Groups:
    """Statements that are one item each, by position, and which groups are probably the same."""

    members: tuple[tuple[int, ...], ...]
    """In the order of the document."""
    links: tuple[tuple[int, int], ...]
    """A group and the earlier group it probably repeats."""


class _Sets:
    """Sets of positions that grow together unless something keeps them apart."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._parent = list(range(len(statements)))
        self._places: list[dict[tuple[str, ...], str]] = [{_place(each): each.title} for each in statements]
        self._ids = [frozenset({each.id.upper()}) if each.id else _NO_IDS for each in statements]
        self._told = [_told(each) for each in statements]
        self._full: list[bool] = [
            each.around.role not in RESTATING
            and not each.around.inside_summary
            and each.weight >= _FULL_WEIGHT
            for each in statements
        ]

    def name(self, at: int, name: str) -> None:
        """Give a share of a step, which has the title of all others, the name of whom it belongs to."""
        self._ids[at] = frozenset({name})

    def root(self, at: int) -> int:
        """Return what stands for the set of a position."""
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at

    def full(self, at: int) -> bool:
        """Tell whether a finding with details is in the set."""
        return self._full[self.root(at)]

    def parted(self, first: int, second: int) -> bool:
        """Tell whether two sets hold different entries of one list, different ids, or work done and to do."""
        one, other = self.root(first), self.root(second)
        if one == other:
            return False
        if self._ids[one] and self._ids[other] and self._ids[one] != self._ids[other]:
            return True
        if len(self._told[one] | self._told[other]) > 1:
            return True
        mine, theirs = self._places[one], self._places[other]
        return any(place in theirs and _differ(title, theirs[place]) for place, title in mine.items())

    def join(self, first: int, second: int) -> None:
        """Make one set of two."""
        one, other = sorted((self.root(first), self.root(second)))
        if one == other:
            return
        self._parent[other] = one
        self._places[one] |= self._places[other]
        self._ids[one] |= self._ids[other]
        self._told[one] |= self._told[other]
        self._full[one] = self._full[one] or self._full[other]


def grouped(
    statements: Sequence[Statement],
    joined: Sequence[tuple[int, int]] = (),
    parts: Sequence[tuple[int, int]] = (),
    shares: Sequence[tuple[int, str]] = (),
) -> Groups:
    """Return which statements are one item, and which are linked.

    `joined` pairs are one by reference, of `parts` the second belongs to the first, and `shares` of one step
    belong to what they are named after.
    """
    sets = _Sets(statements)
    for at, name in shares:
        sets.name(at, name)
    for first, second in joined:
        sets.join(first, second)
    called: dict[str, int] = {}
    for at, name in named_by_code(statements):
        sets.name(at, name)
        if not sets.parted(called.setdefault(name, at), at):
            sets.join(called[name], at)
    for first, second in by_detail(statements):
        if not sets.parted(first, second):
            sets.join(first, second)
    owner: dict[str, int] = {}
    for at, each in enumerate(statements):
        known = owner.setdefault(each.id.upper(), at) if each.id else at
        twice = each.id and _is_number(each.id) and sets.parted(known, at)  # one number for two things
        if known != at and not twice:
            sets.join(known, at)
    titles = Titles(
        [each.title for each in statements],
        [_text(each) for each in statements],
        [each.facts.get("approach", "") for each in statements],
    )
    ranked = sorted(_ranked(titles), key=lambda found: (-found[0], *found[2:]))
    for _, likeness, first, second in ranked:
        if likeness >= _bar(sets, titles, first, second) and not sets.parted(first, second):
            sets.join(first, second)
    groups: dict[int, list[int]] = defaultdict(list)
    for at in range(len(statements)):
        groups[sets.root(at)].append(at)
    members = tuple(tuple(found) for found in groups.values())
    links = _links(members, titles, sets, [found[1:] for found in ranked])
    group_of = {at: index for index, found in enumerate(members) for at in found}
    for first, second in parts:
        earlier, later = sorted((group_of[first], group_of[second]))
        if earlier != later:
            links[later] = earlier
    for one, other in answering(statements, members, links):
        earlier, later = sorted((one, other))
        links.setdefault(later, earlier)
    for one, other in by_rare_words(statements, members, links):
        earlier, later = sorted((one, other))
        if later not in links and not sets.parted(members[one][0], members[other][0]):
            links[later] = earlier
    for finding, step, taken_before in by_phase(statements, members, links):
        for one in taken_before:  # it is tied to the finding, or the finding to it
            links.pop(finding if links.get(finding) == one else one, None)
        earlier, later = sorted((finding, step))
        links[later] = earlier
    for one, other in conditions(statements, members, links):
        earlier, later = sorted((one, other))
        links.setdefault(later, earlier)
    return Groups(members, tuple((later, _root(later, links)) for later in sorted(links)))


def _ranked(titles: Titles) -> Iterator[tuple[float, float, int, int]]:
    """Pairs of statements with how sure it is that they are one, and how alike they are.

    They are alike by their titles, or by a title and the fix of the other. What is joined first keeps others
    out, so that pairs with more words in common come before shorter ones.
    """
    for first, second, (likeness, shared, by_fix) in titles.pairs():
        if shared == 1 and likeness < 0.9:
            likeness = min(likeness, WITHIN)  # one word in common is little, however rare
        if 0.95 * by_fix > likeness:
            likeness, shared = 0.95 * by_fix, 3
        if likeness >= _LEAST:
            yield likeness + 0.1 * min(4, shared), likeness, first, second


def _bar(sets: _Sets, titles: Titles, first: int, second: int) -> float:
    if sets.full(first) and sets.full(second):
        return SAME_FULL
    if titles.shared(first, second) >= 2 and titles.contained(first, second) > 0.99:
        return WITHIN
    if titles.names(first, second):
        return WITHIN
    return SAME


def _links(
    members: Sequence[Sequence[int]],
    titles: Titles,
    sets: _Sets,
    ranked: Sequence[tuple[float, int, int]],
) -> dict[int, int]:
    group_of = {at: index for index, found in enumerate(members) for at in found}
    links: dict[int, tuple[float, int]] = {}
    for likeness, first, second in (*ranked, *titles.retold()):
        if likeness < LINKED or group_of[first] == group_of[second] or sets.parted(first, second):
            continue
        one, other = sorted((group_of[first], group_of[second]))
        if other not in links or links[other][0] < likeness:
            links[other] = (likeness, one)
    return {later: earlier for later, (_, earlier) in links.items()}


def _root(at: int, links: Mapping[int, int]) -> int:
    """The first of those that are linked in a row; every link leads to an earlier group."""
    while at in links:
        at = links[at]
    return at


def _differ(one: str, other: str) -> bool:
    return one != other and normal(one) != normal(other)


def _is_number(identifier: str) -> bool:
    """Whether an id is a number with dots, which authors count by hand."""
    return identifier.replace("-", "").isdigit()


def _told(statement: Statement) -> frozenset[str]:
    """The phase that is over, or the section of what was made, that tells of a statement; else what is open.

    A limit of what was made, or a test of it before the launch, is other work than making it.
    """
    if statement.around.over and statement.around.phase:
        return frozenset({statement.around.phase.title})
    if statement.delivered:
        return frozenset({"delivered"})
    return _NO_IDS if statement.claim is Claim.DONE else _ASKED_FOR


def _place(statement: Statement) -> tuple[str, ...]:
    """Where a statement stands: entries of one place are different things."""
    return (*statement.around.headings, str(statement.around.phase_line))


def _text(statement: Statement) -> str:
    facts = statement.facts
    return " ".join([statement.title, *facts.values(), *statement.steps])[:2000]
