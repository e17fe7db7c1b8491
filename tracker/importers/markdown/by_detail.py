"""Steps that name what only one finding names: its file and line, a name of its code, a step of its fix.

`Hash PINs (sessions.py:40)` in the plan at the end is the finding at that line, `Mend storePin()` the one
that speaks of that function; `Hash PINs` is the finding whose remedy begins with `Hash PINs before storage`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.references import restates
from tracker.importers.markdown.similar import words_of
from tracker.importers.markdown.statement import Statement

_BRACKETED = regex(r"\([^()]*\)")
_CODE = regex(
    r"(?<![\w./-])(?:[a-z][a-z0-9]+(?:[A-Z][A-Za-z0-9]*|_[a-z0-9]+)+|[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+)"
    r"(?![\w/-])"
)
"""`isFirstOrder`, `mfa_secret`, `SESSION_TTL`: what nobody writes but in code."""
_LONGEST = 2_000
_FEWEST_WORDS = 2
_FULL = 2
"""How much a finding has to say to be one that others name."""


def by_detail(statements: Sequence[Statement]) -> Iterator[tuple[int, int]]:
    """Yield each finding with a step that has no name of it, and a detail that no other finding has."""
    if not any(map(restates, statements)):
        return
    findings = [
        at for at, each in enumerate(statements) if not restates(each) and each.weight >= _FULL and each.files
    ]
    remedied = [at for at, each in enumerate(statements) if not restates(each) and _remedies(each)]
    places = _places(statements, findings)
    told = {at: [frozenset(words_of(text)) for text in _remedies(statements[at])] for at in remedied}
    by_word, names = _by_word(told), _names(statements)
    for at, each in enumerate(statements):
        if restates(each) and not each.id and not each.mentions:
            meant = _by_place(each, places, statements)
            meant = _by_name(each, names) if meant is None else meant
            meant = _by_remedy(each, by_word, told) if meant is None else meant
            if meant is not None:
                yield meant, at


def _remedies(each: Statement) -> list[str]:
    return [*(check.text for check in each.checks), *each.steps]


def _places(statements: Sequence[Statement], findings: Iterable[int]) -> Mapping[str, frozenset[int]]:
    """The findings that name a file, by its name without folders: plans say no more of it."""
    places: dict[str, set[int]] = defaultdict(set)
    for at in findings:
        for file in statements[at].files:
            places[_name(file.path)].add(at)
    return {name: frozenset(found) for name, found in places.items()}


def _by_place(
    step: Statement, places: Mapping[str, frozenset[int]], statements: Sequence[Statement]
) -> int | None:
    """The one finding in the file that a step names, at the line it names or with a word of it."""
    for file in step.files:
        meant = sorted(places.get(_name(file.path), ()))
        exact = [
            at
            for at in meant
            if file.lines
            and any(each.lines and set(file.lines) & set(each.lines) for each in statements[at].files)
        ]
        if len(exact) == 1:
            return exact[0]
        words = frozenset(words_of(step.title))
        alike = [at for at in meant if words & frozenset(words_of(statements[at].title))]
        if len(meant) == 1 and alike:
            return alike[0]
    return None


def _names(statements: Sequence[Statement]) -> Mapping[str, frozenset[int]]:
    """The findings that speak of a name of code, in their title or beneath it."""
    found: dict[str, set[int]] = defaultdict(set)
    for at, each in enumerate(statements):
        if not restates(each) and each.weight:
            for name in _CODE.findall(" ".join([each.title, *each.facts.values()])[:_LONGEST]):
                found[name].add(at)
    return {name: frozenset(places) for name, places in found.items()}


def _by_name(step: Statement, names: Mapping[str, frozenset[int]]) -> int | None:
    """The one finding that speaks of the names of code in a step; none where they are of several.

    A step that lists names (`HORN_PORT`, `LAMP_KEY`, `BELL_HOST`) is on more than the finding of one of them.
    """
    called = frozenset(_CODE.findall(step.title))
    meant = frozenset[int]().union(*(names.get(name, frozenset()) for name in called))
    spoken = sum(name in names for name in called)
    return next(iter(meant)) if len(meant) == 1 and spoken * 2 >= len(called) else None


def _by_word(told: Mapping[int, Sequence[frozenset[str]]]) -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for at, texts in told.items():
        for word in frozenset().union(*texts):
            found[word].add(at)
    return {word: frozenset(places) for word, places in found.items()}


def _by_remedy(
    step: Statement,
    by_word: Mapping[str, frozenset[int]],
    told: Mapping[int, Sequence[frozenset[str]]],
) -> int | None:
    """The one finding of whose remedies one says all that a step says, or is said by it whole."""
    if not by_word:
        return None
    words = frozenset(words_of(_BRACKETED.sub("", step.title)))
    if len(words) < _FEWEST_WORDS:
        return None
    near = sorted(frozenset().union(*(by_word.get(word, frozenset()) for word in words)))
    meant = [at for at in near if any(_says(words, text) for text in told[at])]
    return meant[0] if len(meant) == 1 else None


def _says(step: frozenset[str], remedy: frozenset[str]) -> bool:
    return step <= remedy or (len(remedy) >= _FEWEST_WORDS and remedy <= step)


def _name(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2].casefold()
