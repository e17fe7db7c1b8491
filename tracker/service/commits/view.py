"""One commit for a person to look at: what it says, where it is, and what it did to the files of findings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from tracker.domain.board import Board
from tracker.domain.commit import Commit
from tracker.domain.frozen import frozen
from tracker.domain.named_files import NamedFiles, named_files
from tracker.domain.patch import FindingLines, Patch
from tracker.domain.state import MAINLINE
from tracker.errors import HistoryError
from tracker.service.commits.sync import repository_of
from tracker.service.tracker import Tracker

_MOST_FOLLOWED = 200
"""References whose lines are followed to a commit."""


@frozen
class CommitView:
    """A commit, and where it is: MAINLINE, the name of a branch, or empty where no branch holds it."""

    commit: Commit
    where: str

    @property
    def on_mainline(self) -> bool:
        """Whether the mainline contains it."""
        return self.where == MAINLINE


@frozen
class CommitPatch:
    """What a commit did to the files that items name, and which items these are."""

    patch: Patch
    items: Mapping[str, tuple[str, ...]]
    """Ids by the path of a file after the commit; those the commit is linked to first."""
    findings: FindingLines


def commit_view(tracker: Tracker, sha: str) -> CommitView:
    """Return a commit by its sha. Blocking; raises HistoryError."""
    from tracker.history.changes import commit_facts
    from tracker.history.placement import where_is

    root = repository_of(tracker)
    commit = commit_facts(root, sha)
    try:
        return CommitView(commit, where_is(root, commit.sha))
    except HistoryError:
        return CommitView(commit, "")


def commit_patch(tracker: Tracker, board: Board, commit: Commit, linked: Collection[str]) -> CommitPatch:
    """Return what a commit changed of the files that items name; `linked` are the ids it is linked to.

    Lines of findings are known where the baseline of the plan is. Blocking; raises HistoryError.
    """
    from tracker.history.patch import read_patch

    root = repository_of(tracker)
    named = named_files(board)
    patch = read_patch(root, commit.sha, lambda path: bool(named.items_of(path)))
    items = {
        file.new: tuple(sorted(_either(named, file.old, file.new), key=lambda item: item not in linked))
        for file in patch.files
    }
    touched = {item for ids in items.values() for item in ids}
    return CommitPatch(patch, items, _findings(tracker, root, board, commit, touched))


def touched_items(tracker: Tracker, board: Board, shas: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the items of which each of the commits changed a file since the review, by sha; none for others.

    Without a commit that the review looked at, every commit counts. Blocking; raises HistoryError.
    """
    from tracker.history.touched import touched_paths

    root = repository_of(tracker)
    named = named_files(board)
    if not named:
        return {}
    paths = touched_paths(root, shas, baseline_commit(tracker, root))
    found = {sha: _either(named, *of_commit) for sha, of_commit in paths.items()}
    return {sha: ids for sha, ids in found.items() if ids}


def _either(named: NamedFiles, *paths: str) -> tuple[str, ...]:
    """The items that name any of the paths, each once."""
    return tuple(dict.fromkeys(item for path in paths for item in named.items_of(path)))


def baseline_commit(tracker: Tracker, root: Path) -> str | None:
    """Return the commit that the review looked at, where anything tells. Blocking; raises HistoryError."""
    from tracker.history.drift import baseline_of
    from tracker.history.since import tips_of

    tips = tips_of(root)
    mainline = tips.tips.get(tips.mainline) if tips.mainline else None
    return baseline_of(root, tracker.plan.baseline, tracker.plan.reviewed, mainline)


def _findings(
    tracker: Tracker, root: Path, board: Board, commit: Commit, items: Collection[str]
) -> FindingLines:
    """Where the lines of the findings are just before the commit and after it."""
    from tracker.history.patch import places_at

    named = [(card.id, file) for card in board.cards if card.id in items for file in card.item.files]
    named = [(item, file) for item, file in named if file.lines][:_MOST_FOLLOWED]
    baseline = baseline_commit(tracker, root) if named else None
    if not baseline:
        return FindingLines()
    shas = [*commit.parents[:1], commit.sha]
    found = places_at(root, baseline, shas, {file for _, file in named})
    placed = [[(item, places[file]) for item, file in named if file in places] for places in found]
    return FindingLines(placed[0] if commit.parents else (), placed[-1])
