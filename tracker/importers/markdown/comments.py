"""Entries of a list that go on about the one before: `- No lamp on the mole`, `- Should be replaced`.

An entry that begins with what becomes of something, and does not say of what, speaks of the entry above it.
Where the first of a list begins so, the list is one of rules, and each stands for itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.importers.markdown.hints import Wording
from tracker.importers.markdown.statement import Statement
from tracker.importers.markdown.tree import Entry
from tracker.importers.markdown.words import fold

_GOING_ON = Wording(
    r"(?:(?:should|could|can|must|needs? to|has to|would|will) (?:still |also |then |ideally )?be|"
    r"(?:won't|will not|may|might|doesn't|does not) (?!\d)|(?:sollte|muss|kann|konnte)n? [^.;:]{1,60} werden|"
    r"(?:devrait|doit|peut|pourrait) (?:aussi )?etre|(?:deberia|debe|puede|podria) ser|"
    r"(?:deveria|deve|pode) ser|(?:dovrebbe|deve|puo) essere)\b"
)


def goes_on(entry: Entry) -> bool:
    """Tell whether an entry says what becomes of something and not of what."""
    title = entry.title
    told = entry.ticked is None and not entry.number and not title.lead
    return told and _GOING_ON.match(fold(title.text).replace("’", "'")) is not None


def told_on(entries: Sequence[Entry], found: Sequence[Sequence[Statement]]) -> list[list[Statement]]:
    """Return what each entry states; those that go on about the one above are part of what that states."""
    kept: list[list[Statement]] = []
    last: list[Statement] = []
    for entry, stated in zip(entries, found, strict=True):
        going_on = goes_on(entry)
        if len(last) == 1 and going_on and all(each.id is None for each in stated):
            (one,) = last
            told = " ".join(filter(None, (one.facts.get("issue", ""), entry.title.text)))
            lines = (*one.lines, (entry.first, entry.last))
            last[0] = replace(one, lines=lines, facts={**one.facts, "issue": told})
            kept.append([])
        else:
            kept.append(list(stated))
            last = [] if going_on else kept[-1]
    return kept
