"""Recommendations right beneath the weaknesses they answer: `Audit columns are missing`, `Add audit columns`.

Whoever reviews an area by itself lists what is wrong with it and then what to do, in the same order or not.
Of two lists under one heading a word in common says enough, if no other entry there has it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tracker.importers.markdown.roles import Role
from tracker.importers.markdown.similar import words_of
from tracker.importers.markdown.statement import Statement

_DEEP = 3
"""How many headings stand over a list of an area: the document's, one of its parts, the list's own."""
_SHORTEST = 3
_LONGEST = 300


def answering(
    statements: Sequence[Statement], members: Sequence[Sequence[int]], tied: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield groups of steps that are tied to nothing yet, each with the group of the weakness it answers.

    `tied` are the groups that are linked to another already.
    """
    areas: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for group, found in enumerate(members):
        headings = statements[found[0]].around.headings
        if len(headings) >= _DEEP and statements[found[0]].around.role in (Role.WORK, Role.PLAN):
            areas[headings[:-1]].append(group)
    for groups in areas.values():
        steps = [at for at in groups if len(members[at]) == 1 and _is_step(statements[members[at][0]])]
        weak = [at for at in groups if statements[members[at][0]].around.role is Role.WORK]
        if steps and weak:
            told = {at: _words(statements[members[at][0]], whole=at not in steps) for at in (*steps, *weak)}
            yield from _pairs([at for at in steps if at not in tied], weak, told)


def _pairs(
    steps: Sequence[int], weak: Sequence[int], told: Mapping[int, frozenset[str]]
) -> Iterator[tuple[int, int]]:
    """Each step with the one weakness before it that has a word of it which no other has."""
    counts = Counter(word for at in weak for word in told[at])
    taken: set[int] = set()
    for step in steps:
        shared = {at: sum(counts[word] == 1 for word in told[step] & told[at]) for at in weak if at < step}
        best = max(shared.values(), default=0)
        meant = [at for at, count in shared.items() if count == best]
        if best and len(meant) == 1 and meant[0] not in taken:
            taken.add(meant[0])
            yield step, meant[0]


def _is_step(each: Statement) -> bool:
    return each.around.role is Role.PLAN and not (each.id or each.mentions)


def _words(each: Statement, *, whole: bool) -> frozenset[str]:
    text = f"{each.title} {each.facts.get('issue', '')}" if whole else each.title
    return frozenset(word for word in words_of(text[:_LONGEST]) if len(word) >= _SHORTEST)
