"""Which commits probably belong to a finding though they do not name it: how likely each is, and why.

Commit messages forget to name what they fix; what a commit changed, and the words it was described in, tell
it often enough. A score only orders what a person then looks at, and nothing is ever linked by it.

The weights are chosen, not fitted, so that the plain cases come out as a reader would put them:

- LINES over FILE: the reviewer pointed at these lines, and a fix nearly always changes them; a file has many
  reasons to change. FOLDER alone is next to nothing, since everything in it counts.
- WORDS reaches between the two, and only slowly: a message that says all the title says is as good as the
  file, but no heap of words is as good as the lines. A word counts by how few findings of the plan have it.
- SHARE and VERB settle what is otherwise alike: more of the files that the finding names, and a subject that
  speaks of mending something.
- A commit of more files than a fix takes (AT_EASE) counts for less with each doubling: that a reformatting of
  400 files touched some lines says nothing of them. Its words count in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from math import sqrt

from tracker.domain.commit import Commit
from tracker.domain.fileref import FileRef
from tracker.domain.frozen import frozen
from tracker.domain.touch import Reach, Touch

LINES, FILE, FOLDER = 4.0, 2.0, 0.25
WORDS = 3.0
SHARE, VERB = 0.25, 0.4
AT_EASE = 8
"""Files that a commit may change without being the less likely for it."""
LEAST = 1.0
"""What a commit that touched something has to score to be suggested."""
LEAST_BY_WORDS = 1.5
"""What the words alone have to be worth: two that no other finding has, of its title and the subject."""

_NAMED_WORDS = 4
_VERB = re.compile(
    r"\b(?:fix|mend|repair|resolv|clos|remediat|correct|prevent|protect|secur|harden|guard|validat|saniti[sz]"
    r"|escap|enforc|requir|restrict|limit|bound|avoid|handl|rotat|remov|encrypt|patch|mitigat|address)\w*",
    re.IGNORECASE,
)


@frozen
class Candidate:
    """A commit beside one finding."""

    item: str
    commit: Commit
    touches: tuple[Touch, ...] = ()
    references: int = 0
    """How many files, folders and globs the finding names."""
    words: Mapping[str, float] = field(default_factory=dict)
    """Words that both have, by how much each says, 0..1."""
    files: int = 1
    """How many files the commit changed in all."""


@frozen
class Suggestion:
    """A commit that probably belongs to an item, with the reasons for thinking so."""

    item: str
    commit: Commit
    score: float
    reasons: tuple[str, ...]
    files: tuple[FileRef, ...]
    """The references of the item that it touched."""


def likeliest(candidates: Iterable[Candidate], limit: int) -> list[Candidate]:
    """Return the candidates by how likely they are, of equals the newest first, at most `limit`."""
    return sorted(candidates, key=_place)[:limit]


def best_of(found: Iterable[Iterable[Suggestion]], limit: int) -> tuple[Suggestion, ...]:
    """Return the best of the suggestions for several items, at most `limit`, a commit once."""
    ranked = sorted((each for some in found for each in some), key=lambda each: -each.score)
    by_sha: dict[str, Suggestion] = {}
    for each in ranked:
        by_sha.setdefault(each.commit.sha, each)
    return tuple(by_sha.values())[:limit]


def is_likely(candidate: Candidate) -> bool:
    """Tell whether a candidate is worth a look."""
    if candidate.touches:
        return score(candidate) >= LEAST
    return len(candidate.words) > 1 and _said(candidate.words) >= LEAST_BY_WORDS


def score(candidate: Candidate) -> float:
    """Return how likely a candidate is: 0 to about 7, to be compared within one plan only."""
    verb = VERB if _VERB.search(candidate.commit.subject) else 0.0
    return round(_ease(candidate.files) * (_touched(candidate) + verb) + _said(candidate.words), 2)


def suggestion(candidate: Candidate) -> Suggestion:
    """Return a candidate as it is shown: with its reasons, what it touched first."""
    touches = sorted(candidate.touches, key=lambda touch: (-touch.reach, touch.file.path))
    reasons = [touch.text for touch in touches]
    if candidate.words:
        best = sorted(candidate.words, key=lambda word: (-candidate.words[word], word))[:_NAMED_WORDS]
        reasons.append(f"words: {', '.join(best)}")
    if _ease(candidate.files) < 1 and touches:
        reasons.append(f"one of {candidate.files} files")
    files = tuple(touch.file for touch in touches)
    return Suggestion(candidate.item, candidate.commit, score(candidate), tuple(reasons), files)


def _touched(candidate: Candidate) -> float:
    if not candidate.touches:
        return 0.0
    worth = {Reach.LINES: LINES, Reach.FILE: FILE, Reach.FOLDER: FOLDER}
    share = min(1.0, len(candidate.touches) / max(1, candidate.references))
    return max(worth[touch.reach] for touch in candidate.touches) + SHARE * share


def _ease(files: int) -> float:
    """The share that is left of a commit's weight: 1 up to AT_EASE files, a half at four times as many."""
    return min(1.0, sqrt(AT_EASE / max(1, files)))


def _said(words: Mapping[str, float]) -> float:
    """What the words are worth: half of WORDS for two that say all, and never all of it."""
    total = sum(words.values())
    return WORDS * total / (total + 2)


def _place(candidate: Candidate) -> tuple[float, float, str]:
    return -score(candidate), -candidate.commit.committed_at.timestamp(), candidate.commit.sha
