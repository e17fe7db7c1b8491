"""What backs a claim: commits, files, addresses, notes; measurements and sign-offs of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from tracker.domain.board import Board, Card, checklist_checks
from tracker.domain.event import Draft, EventKind, Payload
from tracker.domain.frozen import frozen
from tracker.domain.text import did_you_mean, one_line
from tracker.domain.transition import find_check, refuse_own_word
from tracker.errors import RefusedError, UsageError
from tracker.service.evidence.files import file_facts
from tracker.service.tracker import Tracker
from tracker.store.artefacts import Incoming

KINDS = ("commit", "file", "url", "note", "attestation")
_URL = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)


@frozen
class Offered:
    """Evidence somebody offers with an act: its kind (of KINDS) and what it points at."""

    kind: str
    ref: str
    by: str | None = None
    """Whose word an attestation is."""


@frozen
class Gathered:
    """Evidence that was looked up, ready to be recorded for any number of items in one write."""

    facts: tuple[Payload, ...]
    incoming: Incoming

    def __bool__(self) -> bool:
        return bool(self.facts)

    def drafts(self, card: Card) -> list[Draft]:
        """Return the events that record it for an item; raises RefusedError for the word of its resolver."""
        for facts in self.facts:
            if facts["kind"] == "attestation":
                refuse_own_word(card, facts["by"])
        return [Draft(EventKind.EVIDENCE, card.id, facts) for facts in self.facts]

    def place(self) -> None:
        """Put copies where they belong: last in what is decided, so that a refusal leaves none behind.

        Raises StoreError.
        """
        self.incoming.place()


@contextmanager
def gathered(tracker: Tracker, offered: Sequence[Offered], *, keep: bool = True) -> Iterator[Gathered]:
    """Look up what is offered, once, for the write inside of the context; `keep` takes in copies of files.

    Raises UsageError for an address that is none, an empty text or a path that is no file's; RefusedError
    for a file that is not there; HistoryError for a commit the repository does not have; StoreError where
    copies cannot be kept.
    """
    with Incoming(tracker.workspace.database) as incoming:
        facts = tuple(_facts(tracker, piece, incoming if keep else None) for piece in offered)
        yield Gathered(facts, incoming)


def evidence_draft(tracker: Tracker, card: Card, kind: str, ref: str) -> Draft:
    """Return the event that records one piece of evidence for an item, of a file its hash alone.

    Raises what `gathered` raises.
    """
    return Draft(EventKind.EVIDENCE, card.id, _facts(tracker, Offered(kind, ref), None))


def _facts(tracker: Tracker, piece: Offered, incoming: Incoming | None) -> Payload:
    """What the event records of a piece, which is checked to exist."""
    written = one_line(piece.ref)
    if not written:
        raise UsageError(f"the {piece.kind} is empty")
    match piece.kind:
        case "commit":
            return {"kind": "commit", **_commit(tracker, written)}
        case "file":
            return {"kind": "file", **file_facts(tracker.workspace.root, piece.ref.strip(), incoming)}
        case "url":
            if not _URL.fullmatch(written):
                raise UsageError(f"{written} is no http or https address")
            return {"kind": "url", "ref": written}
        case "note":
            return {"kind": "note", "ref": written}
        case "attestation":
            by = one_line(piece.by or "")
            if not by:
                raise RefusedError("an attestation needs a name", hint="--by NAME")
            return {"kind": "attestation", "ref": f"{written} (by {by})", "by": by}
        case _:
            raise UsageError(f"no evidence is of kind {piece.kind}{did_you_mean(piece.kind, KINDS)}")


def _commit(tracker: Tracker, rev: str) -> dict[str, object]:
    from tracker.history.changes import commit_facts

    if tracker.workspace.repository is None:
        raise RefusedError("there is no git repository here, so there is no commit to point at")
    commit = commit_facts(tracker.workspace.repository, rev)
    return {"ref": commit.sha, "sha": commit.sha, "text": one_line(commit.message.partition("\n")[0])}


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
