"""Links that a person makes: a commit whose message does not name the item, or names it wrongly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from tracker.domain.board import Board, Card
from tracker.domain.commit import Commit
from tracker.domain.event import Draft, Event, EventKind
from tracker.domain.state import Role
from tracker.domain.text import one_line
from tracker.errors import HistoryError, RefusedError
from tracker.service.commits.sync import repository_of
from tracker.service.tracker import Tracker, card_named


def link(
    tracker: Tracker, name: str, revision: str, *, role: Role, actor: str, now: datetime
) -> tuple[Event, ...]:
    """Link a commit to an item as if its message named it; return the events. Raises TrackerError."""
    return link_all(tracker, [name], revision, role=role, actor=actor, now=now)


def link_all(
    tracker: Tracker, names: Sequence[str], revision: str, *, role: Role, actor: str, now: datetime
) -> tuple[Event, ...]:
    """Link a commit to several items, to all of them or to none, in one step. Raises TrackerError."""
    from tracker.history.changes import commit_facts
    from tracker.history.placement import where_is

    root = repository_of(tracker)
    commit = commit_facts(root, revision)
    payload = _link_payload(commit, role, where_is(root, commit.sha))

    def decide(board: Board) -> list[Draft]:
        return [draft for name in names for draft in _link_drafts(card_named(board, name), commit, payload)]

    return tracker.act(decide, actor=actor, now=now)


def unlink(tracker: Tracker, name: str, revision: str, *, actor: str, now: datetime) -> tuple[Event, ...]:
    """Take a linked commit away from an item. Raises TrackerError.

    `revision` is the start of its sha, which the repository need not have any more, or any other revision.
    """
    return unlink_all(tracker, [name], revision, actor=actor, now=now)


def unlink_all(
    tracker: Tracker, names: Sequence[str], revision: str, *, actor: str, now: datetime
) -> tuple[Event, ...]:
    """Take a commit away from several items, from all or from none, in one step. Raises TrackerError."""
    named = _sha_named(tracker, revision)

    def decide(board: Board) -> list[Draft]:
        cards = [card_named(board, name) for name in names]
        return [Draft(EventKind.UNLINK, card.id, {"sha": _linked(card, revision, named)}) for card in cards]

    return tracker.act(decide, actor=actor, now=now)


def _link_drafts(card: Card, commit: Commit, payload: Mapping[str, object]) -> list[Draft]:
    known = {(link.sha, link.role.value) for link in card.state.commits if link.undone_by is None}
    if (commit.sha, payload["role"]) in known:
        raise RefusedError(f"commit {commit.sha[:7]} is linked to {card.id} already")
    drafts = [Draft(EventKind.LINK, card.id, payload)]
    if payload["role"] == Role.RESOLVES.value:
        evidence = {"kind": "commit", "ref": commit.sha, "sha": commit.sha, "text": commit.subject}
        drafts.append(Draft(EventKind.EVIDENCE, card.id, evidence))
    return drafts


def _linked(card: Card, revision: str, named: str) -> str:
    """The one commit of an item whose sha begins like the revision, or is the one that it names."""
    wanted = revision.strip().lower()
    linked = {link.sha for link in card.state.commits}
    found = {sha for sha in linked if wanted and sha.startswith(wanted)} or linked & {named}
    if len(found) != 1:
        shas = ", ".join(link.sha[:7] for link in card.state.commits) or "none"
        what = "more than one commit" if found else "no commit"
        raise RefusedError(f"{card.id} has {what} {one_line(revision)}", hint=f"linked: {shas}")
    return found.pop()


def _sha_named(tracker: Tracker, revision: str) -> str:
    """The commit that a revision names in the repository; the revision itself where it names none."""
    from tracker.history.changes import commit_facts

    try:
        return commit_facts(repository_of(tracker), revision).sha
    except HistoryError:
        return revision


def _link_payload(commit: Commit, role: Role, where: str) -> Mapping[str, object]:
    return {
        "sha": commit.sha,
        "role": role.value,
        "subject": commit.subject,
        "author": one_line(commit.author),
        "authored_at": commit.authored_at.isoformat(),
        "where": where,
    }
