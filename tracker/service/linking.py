"""Links that a person makes: a commit whose message does not name the item, or names it wrongly."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from tracker.domain.board import Board
from tracker.domain.commit import Commit
from tracker.domain.event import Draft, Event, EventKind
from tracker.domain.state import Role
from tracker.domain.text import one_line
from tracker.errors import HistoryError, RefusedError
from tracker.service.sync import repository_of
from tracker.service.tracker import Tracker, card_named


def link(
    tracker: Tracker, name: str, revision: str, *, role: Role, actor: str, now: datetime
) -> tuple[Event, ...]:
    """Link a commit to an item as if its message named it; return the events. Raises TrackerError."""
    from tracker.history.changes import commit_facts
    from tracker.history.placement import where_is

    root = repository_of(tracker)
    commit = commit_facts(root, revision)
    payload = _link_payload(commit, role, where_is(root, commit.sha))

    def decide(board: Board) -> list[Draft]:
        card = card_named(board, name)
        known = {(link.sha, link.role) for link in card.state.commits if link.undone_by is None}
        if (commit.sha, role) in known:
            raise RefusedError(f"commit {commit.sha[:7]} is linked to {card.id} already")
        drafts = [Draft(EventKind.LINK, card.id, payload)]
        if role is Role.RESOLVES:
            evidence = {"kind": "commit", "ref": commit.sha, "sha": commit.sha, "text": commit.subject}
            drafts.append(Draft(EventKind.EVIDENCE, card.id, evidence))
        return drafts

    return tracker.act(decide, actor=actor, now=now)


def unlink(tracker: Tracker, name: str, revision: str, *, actor: str, now: datetime) -> tuple[Event, ...]:
    """Take a linked commit away from an item. Raises TrackerError.

    `revision` is the start of its sha, which the repository need not have any more, or any other revision.
    """
    named = _sha_named(tracker, revision)

    def decide(board: Board) -> list[Draft]:
        card = card_named(board, name)
        wanted = revision.strip().lower()
        linked = {link.sha for link in card.state.commits}
        found = {sha for sha in linked if wanted and sha.startswith(wanted)} or linked & {named}
        if len(found) != 1:
            shas = ", ".join(link.sha[:7] for link in card.state.commits) or "none"
            what = "more than one commit" if found else "no commit"
            raise RefusedError(f"{card.id} has {what} {one_line(revision)}", hint=f"linked: {shas}")
        return [Draft(EventKind.UNLINK, card.id, {"sha": found.pop()})]

    return tracker.act(decide, actor=actor, now=now)


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
