"""Commits that name their items: the message from the plan, the commit by git, the moves by a sync."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tracker.domain.board import Board
from tracker.domain.commit_message import commit_message, offered_subject
from tracker.domain.state import Role
from tracker.history import committing
from tracker.service.commits.sync import repository_of
from tracker.service.tracker import Tracker, card_named

_TRAILERS = {Role.RESOLVES: "Resolves", Role.REFS: "Refs"}


def message_for(board: Board, names: Sequence[str], paragraphs: Sequence[str], role: Role) -> str:
    """Return the message of a commit on items; raises UsageError for an unknown one.

    Without `paragraphs` the items' titles are the subject, which is for the user to change.
    """
    cards = list({card.id: card for card in (card_named(board, name) for name in names)}.values())
    said = paragraphs or [offered_subject([card.item.title for card in cards])]
    return commit_message(said, _TRAILERS[role], [card.id for card in cards])


def commit(tracker: Tracker, folder: Path, message: str, arguments: Sequence[str], *, edit: bool) -> int:
    """Let git commit in `folder` with a message, `arguments` for git; return its exit status.

    Raises HistoryError where there is no repository, or no git.
    """
    repository_of(tracker)
    return committing.commit(folder, message, arguments, edit=edit)
