"""Suggestions: the commits since the review that probably belong to items but do not name them.

Two passes over the history answer for any number of items: one for what commits touched, one for what they
say. Of each item the likeliest are kept as they come, so that a long history takes no more room than a short
one. Nothing is linked: that is for a person to decide.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.domain.board import Board
from tracker.domain.event import EventKind
from tracker.domain.frozen import frozen
from tracker.domain.matching import Matching
from tracker.domain.plan import Plan
from tracker.domain.standing import standing
from tracker.domain.suggestion import Suggestion
from tracker.domain.text import one_line
from tracker.errors import HistoryError
from tracker.service.commits.sync import repository_of
from tracker.service.tracker import Tracker, card_named

if TYPE_CHECKING:
    from tracker.history.refs import Tips

Progress = Callable[[int], None]
_LINKING = (EventKind.LINK, EventKind.UNLINK, EventKind.RELINK)


@frozen
class Baseline:
    """The commit that suggestions are counted from: what the review looked at, as far as that is known."""

    sha: str
    why: str
    """How it is known, in words."""


@frozen
class Suggested:
    """The suggestions for each item that was looked at, by id, the likeliest first."""

    baseline: Baseline
    items: Mapping[str, tuple[Suggestion, ...]]


def suggest(
    tracker: Tracker,
    board: Board,
    ids: Sequence[str] = (),
    *,
    limit: int,
    progress: Progress | None = None,
) -> Suggested:
    """Return at most `limit` suggestions for each of the items `ids`, or for every one that is not closed.

    Left out are commits that name the item or ever were linked to it (also if that was taken back: somebody
    said no), reverts, and what they took back. `progress` gets the number of commits read so far. Raises
    UsageError for an unknown id, HistoryError without a repository or a baseline.
    """
    from tracker.history.since import commits_since, tips_of
    from tracker.history.touches import touches

    cards = [card_named(board, name) for name in ids] or [card for card in board.cards if not card.closed]
    items = {card.id: card.item for card in cards}.values()
    root = repository_of(tracker)
    tips = tips_of(root)
    baseline = _baseline(root, tracker.plan, tips)
    shas = list(dict.fromkeys([*filter(None, [tips.head]), *tips.tips.values()]))
    files = {file for item in items for file in item.files}
    touched = touches(root, baseline.sha, shas, files, progress)
    matching = Matching(tracker.plan, items, touched, _linked(tracker, board))
    for commit in standing(commits_since(root, baseline.sha, shas)):
        matching.take(commit)
    return Suggested(baseline, {item.id: matching.likeliest(item.id, limit) for item in items})


def suggest_document(suggested: Suggested) -> dict[str, Any]:
    """Return suggestions as JSON values."""
    return {
        "schema": 1,
        "baseline": suggested.baseline.sha,
        "items": [
            {"id": id_, "suggestions": [_document(found) for found in some]}
            for id_, some in suggested.items.items()
        ],
    }


def _document(found: Suggestion) -> dict[str, Any]:
    from tracker.exporters.documents import utc

    return {
        "sha": found.commit.sha,
        "subject": found.commit.subject,
        "author": one_line(found.commit.author),
        "at": utc(found.commit.authored_at),
        "score": found.score,
        "reasons": list(found.reasons),
        "files": [str(file) for file in found.files],
    }


def _baseline(root: Path, plan: Plan, tips: Tips) -> Baseline:
    """The plan's baseline, else where the mainline stood when the review was done."""
    from tracker.history.drift import commit_named, last_commit_until

    if sha := commit_named(root, plan.baseline):
        return Baseline(sha, "the plan's baseline")
    mainline = tips.tips.get(tips.mainline) if tips.mainline else None
    if sha := last_commit_until(root, plan.reviewed, mainline):
        lost = f"; {one_line(plan.baseline)} names no commit here" if plan.baseline else ""
        return Baseline(sha, f"the mainline on {plan.reviewed}, the day of the review{lost}")
    raise HistoryError(
        "it is not known which commit the review looked at",
        hint='[plan] baseline = "SHA" in the plan says it; reviewed = 2026-01-31 does as well',
    )


def _linked(tracker: Tracker, board: Board) -> dict[str, set[str]]:
    """The commits that are, or ever were, linked to each item or named as evidence of it."""
    from tracker.store.log import read_log

    linked = {
        card.id: {found.sha for found in card.state.evidence if found.kind == "commit" and found.sha}
        for card in board.cards
    }
    names = tracker.plan.id_by_name
    for entry in read_log(tracker.workspace.database, tracker.plan.id):
        item = names.get((entry.event.item or "").upper())
        if item and entry.event.kind in _LINKING:
            payload = entry.event.payload
            linked[item] |= {str(payload[name]) for name in ("sha", "old", "new") if name in payload}
    return linked
