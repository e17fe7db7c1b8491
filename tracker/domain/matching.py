"""Commits held against findings as they come: which items each of them may belong to.

Of each item the likeliest are kept, so that a long history takes no more room than a short one. Whatever is
known already is left out: commits that name the item, and those a person linked to it or took away from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from tracker.domain.commit import Commit
from tracker.domain.fileref import FileRef
from tracker.domain.message import Language
from tracker.domain.plan import Item, Plan
from tracker.domain.suggestion import Candidate, Suggestion, is_likely, likeliest, suggestion
from tracker.domain.touch import Touch, Touched
from tracker.domain.vocabulary import Vocabulary

_MOST_KEPT = 300
"""Candidates of one item; twice as many for a moment."""


class Matching:
    """The commits of a history, held against items one after the other."""

    def __init__(
        self,
        plan: Plan,
        items: Collection[Item],
        touched: Mapping[str, Touched],
        linked: Mapping[str, Collection[str]],
    ) -> None:
        """Look for commits that belong to `items` of the plan.

        `touched` says by sha what commits did to the files that these name; `linked` has the shas that each
        item (by id) is known to be linked to, or not to be.
        """
        self._language = Language(plan.id_by_name, plan.keywords)
        self._items = {item.id: item for item in items}
        self._touched = touched
        self._linked = linked
        self._vocabulary = Vocabulary(plan.items)
        self._naming: defaultdict[FileRef, list[str]] = defaultdict(list)
        for item in items:
            for file in item.files:
                self._naming[file].append(item.id)
        self._kept: defaultdict[str, list[Candidate]] = defaultdict(list)

    def take(self, commit: Commit) -> None:
        """Keep a commit for every item that it probably belongs to; merges only where they touched files."""
        touched = self._touched.get(commit.sha)
        if len(commit.parents) > 1 and not touched:
            return
        likely = [candidate for candidate in self._candidates(commit, touched) if is_likely(candidate)]
        for candidate in self._unknown(commit, likely):
            kept = self._kept[candidate.item]
            kept.append(candidate)
            if len(kept) >= 2 * _MOST_KEPT:
                kept[:] = likeliest(kept, _MOST_KEPT)

    def likeliest(self, item: str, limit: int) -> tuple[Suggestion, ...]:
        """Return the suggestions for an item, at most `limit`, the likeliest first."""
        return tuple(suggestion(candidate) for candidate in likeliest(self._kept[item], limit))

    def _candidates(self, commit: Commit, touched: Touched | None) -> Iterator[Candidate]:
        subject, _, body = commit.message.strip().partition("\n")
        words = self._vocabulary.shared(subject, body)
        touches: defaultdict[str, list[Touch]] = defaultdict(list)
        for touch in touched.touches if touched else ():
            for item in self._naming[touch.file]:
                touches[item].append(touch)
        brief = replace(commit, message=commit.subject)  # a body may have a megabyte
        for item in sorted(self._items.keys() & (touches.keys() | words.keys())):
            yield Candidate(
                item=item,
                commit=brief,
                touches=tuple(touches[item]),
                references=len(self._items[item].files),
                words=words.get(item, {}),
                files=touched.files if touched else 1,
            )

    def _unknown(self, commit: Commit, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Those of items that the commit does not name, and was not linked to under this or its first sha."""
        if not candidates:
            return []
        said = self._language.meaning(commit.message)
        shas = (commit.sha, *said.cherry_picked_from)
        return [
            candidate
            for candidate in candidates
            if candidate.item not in said.items
            and not any(known.startswith(shas) for known in self._linked.get(candidate.item, ()))
        ]
