"""Findings of a table that says in which phase of the plan each is dealt with, and the steps of that phase.

`G4 | No alarm at the gate | 2` beside `Phase 2: Horn and lamp for the gate, alarm by mail`: no number leads
from one to the other, but few steps stand in a phase, so that fewer words in common are enough to tell which
one is meant. What a finding lacks (`No alarm`) is what its step brings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tracker.domain.plan import Claim
from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.references import restates
from tracker.importers.markdown.similar import names_a_thing, words_of
from tracker.importers.markdown.statement import Statement
from tracker.importers.markdown.words import fold

_LACKING = Wording(
    r"\W*(?:no|missing|lack of|without|kein\w*|fehlende\w*|aucune?|pas de|absence d\w*|sin|ningun\w*|"
    r"falta de|sem|nenhum\w*|nessun\w*|senza|geen|brak|bez|нет|без)\b"
)
_FEWEST = 3
"""How many findings a table has to place."""
_BEGINS = 1.0
"""What it is worth, beside the word itself, that the finding begins with it."""
_LEAST = 1.0
"""What a word is worth that only one step of the phase has."""


def by_phase(
    statements: Sequence[Statement], members: Sequence[Sequence[int]], tied: Mapping[int, int]
) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Yield groups of findings with a phase of their own, each with the one step that it means.

    `tied` are the groups that are linked to another already: what they are linked to is kept, unless it does
    not name what the finding lacks; then it stands last. Nothing is told where most findings mean no step.
    """
    placed = {group: key for group, found in enumerate(members) if (key := _placed(statements, found))}
    if len(placed) < _FEWEST:
        return
    wanted = frozenset(placed.values())
    steps: dict[str | None, dict[int, frozenset[str]]] = defaultdict(dict)
    for group, found in enumerate(members):
        if (key := _step_of(statements, found)) in wanted:
            steps[key][group] = frozenset(word for at in found for word in _words(statements[at].title))
    asking = [group for group, key in placed.items() if steps.get(key)]
    meant = list(_meant(statements, members, asking, placed, steps, tied))
    roots = frozenset(tied.values())
    known = sum(group in tied or group in roots for group in asking)
    if len(asking) >= _FEWEST and 2 * (len(meant) + known) >= len(asking):
        yield from meant


def _meant(
    statements: Sequence[Statement],
    members: Sequence[Sequence[int]],
    asking: Sequence[int],
    placed: Mapping[int, str],
    steps: Mapping[str | None, Mapping[int, frozenset[str]]],
    tied: Mapping[int, int],
) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """Findings, each with its step and what it was tied to, the surest first; each step belongs to one."""
    ranked: list[tuple[float, int, int, tuple[int, ...]]] = []
    taken: set[int] = set()
    for group in asking:
        title = statements[members[group][0]].title
        beside = {step: told for step, told in steps[placed[group]].items() if tied.get(step, group) == group}
        words = _words(title)
        lacking = words[0] if words and _LACKING.match(fold(title)) else None
        own = {step for step in beside if tied.get(step) == group or tied.get(group) == step}
        if own and (lacking is None or any(lacking in beside[step] for step in own)):
            taken |= own
            continue
        naming = {step for step, told in beside.items() if lacking in told}
        worth = _worth(words, {step: told for step, told in beside.items() if not naming or step in naming})
        best = max(worth.values(), default=0.0)
        found = [step for step, told in worth.items() if told == best]
        if best >= _LEAST and len(found) == 1:
            ranked.append((best, group, found[0], tuple(sorted(own))))
    for _, group, step, before in sorted(ranked, key=lambda each: (-each[0], each[1])):
        if step not in taken:
            taken.add(step)
            yield group, step, before


def _worth(words: Sequence[str], steps: Mapping[int, frozenset[str]]) -> dict[int, float]:
    """How much the steps say of what a finding does: a word that several have is shared by them."""
    counts = Counter(word for told in steps.values() for word in told)
    return {
        step: sum(1 / counts[word] + _BEGINS * (word == words[0]) for word in words if word in told)
        for step, told in steps.items()
    }


def _placed(statements: Sequence[Statement], found: Sequence[int]) -> str | None:
    """The key of the phase that an open finding gives itself, if no step is part of it."""
    said = [statements[at] for at in found]
    if any(restates(each) or each.phase is None for each in said):
        return None
    open_ = all(each.claim in (None, Claim.OPEN) for each in said)
    return said[0].phase.key if open_ and said[0].phase else None


def _step_of(statements: Sequence[Statement], found: Sequence[int]) -> str | None:
    """The key of the phase that a step of a plan stands in; what is done is no step of what is open."""
    said = [statements[at] for at in found if statements[at].around.phase]
    steps = bool(said) and all(restates(statements[at]) for at in found)
    open_ = all(each.claim in (None, Claim.OPEN) and not each.id for each in said)
    return said[0].around.phase.key if steps and open_ and said[0].around.phase else None


def _words(title: str) -> tuple[str, ...]:
    return tuple(filter(names_a_thing, words_of(title)))
