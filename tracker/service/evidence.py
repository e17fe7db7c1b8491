"""What backs a claim: commits, files, addresses, notes; measurements and sign-offs of the plan."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from tracker.domain.board import Board, Card, checklist_checks
from tracker.domain.event import Draft, EventKind
from tracker.domain.fileref import parse_fileref
from tracker.domain.frozen import frozen
from tracker.domain.text import did_you_mean, one_line
from tracker.domain.transition import find_check
from tracker.errors import RefusedError, UsageError
from tracker.service.tracker import Tracker

KINDS = ("commit", "file", "url", "note", "attestation")
_URL = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)


@frozen
class Offered:
    """Evidence somebody offers with an act: its kind (of KINDS) and what it points at."""

    kind: str
    ref: str


def evidence_draft(tracker: Tracker, card: Card, kind: str, ref: str) -> Draft:
    """Return the event that records a piece of evidence for an item, checked to exist.

    Raises UsageError for an address that is none, an empty note or a path that is no file's; RefusedError
    for a file that is not there; HistoryError for a commit the repository does not have.
    """
    written = one_line(ref)
    if not written:
        raise UsageError(f"the {kind} is empty")
    match kind:
        case "commit":
            payload = _commit(tracker, written)
        case "file":
            payload = _file(tracker.workspace.root, written)
        case "url":
            if not _URL.fullmatch(written):
                raise UsageError(f"{written} is no http or https address")
            payload = {"ref": written}
        case "note" | "attestation":
            payload = {"ref": written}
        case _:
            raise UsageError(f"no evidence is of kind {kind}{did_you_mean(kind, KINDS)}")
    return Draft(EventKind.EVIDENCE, card.id, {"kind": kind, **payload})


def _commit(tracker: Tracker, rev: str) -> dict[str, object]:
    from tracker.history.changes import commit_facts

    if tracker.workspace.repository is None:
        raise RefusedError("there is no git repository here, so there is no commit to point at")
    commit = commit_facts(tracker.workspace.repository, rev)
    return {"ref": commit.sha, "sha": commit.sha, "text": one_line(commit.message.partition("\n")[0])}


def _file(root: Path, written: str) -> dict[str, object]:
    """A file of the repository is kept by its path from the root, with the hash of what it holds now."""
    try:
        ref = parse_fileref(written)
    except ValueError as error:
        raise UsageError(str(error)) from None
    path = root / ref.path
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            raise UsageError(f"{ref.path} leads out of the repository")
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        raise RefusedError(f"there is no file {ref.path} under {root}") from None
    except IsADirectoryError:
        raise UsageError(f"{ref.path} is a folder; name a file") from None
    except OSError as error:
        raise RefusedError(f"{ref.path} cannot be read: {error.strerror}") from None
    return {"ref": str(ref), "digest": digest}


def measure_draft(board: Board, target_id: str, value: str) -> Draft:
    """Return the event that records a measurement of a target.

    Raises UsageError for an unknown target and for a value that cannot be compared with its bound.
    """
    targets = {target.id: target for target in board.plan.targets}
    target = targets.get(target_id)
    if target is None:
        raise UsageError(_unknown("target", target_id, targets), hint=_known("targets", targets))
    try:
        met = target.bound.holds(value)
    except ValueError as error:
        raise UsageError(str(error), hint=f"the bound is {target.bound.text}") from None
    return Draft(EventKind.MEASURE, None, {"target": target_id, "value": one_line(value), "met": met})


def signoff_draft(board: Board, role: str, by: str) -> Draft:
    """Return the event that records a role's agreement."""
    roles = {signoff.id: signoff for signoff in board.plan.signoffs}
    known = roles | {role: None for gate in board.plan.gates for role in gate.sign_off}
    if role not in known:
        hint = _known("roles", known) if known else "[signoff.ROLE] in the plan makes one"
        raise UsageError(_unknown("sign-off role", role, known), hint=hint)
    if not one_line(by):
        raise RefusedError("a sign-off needs a name")
    return Draft(EventKind.SIGNOFF, None, {"role": role, "by": one_line(by)})


def checklist_tick_draft(board: Board, name: str, *, done: bool) -> Draft:
    """Return the event that ticks or unticks `checklist/check`."""
    list_id, _, check = name.partition("/")
    lists = {checklist.id: checklist for checklist in board.plan.checklists}
    checklist = lists.get(list_id)
    if checklist is None:
        raise UsageError(_unknown("checklist", list_id, lists), hint=_known("checklists", lists))
    found = find_check(checklist_checks(board, list_id, checklist.checks), check, list_id)
    if found.item:
        raise RefusedError(f"{list_id}/{found.id} ticks itself when {found.item} is verified")
    if found.done == done:
        raise RefusedError(f"{list_id}/{found.id} is {'ticked already' if done else 'not ticked'}")
    kind = EventKind.TICK if done else EventKind.UNTICK
    return Draft(kind, None, {"list": list_id, "check": found.id})


def _unknown(what: str, name: str, known: Mapping[str, object]) -> str:
    return f"no {what} is called {name}{did_you_mean(name, known)}"


def _known(what: str, known: Mapping[str, object]) -> str:
    return f"{what}: {', '.join(known)}" if known else f"the plan has no {what}"
