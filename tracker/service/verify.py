"""Verification: by the proofs of a plan, by the word of a person. Whatever proofs say is recorded.

A plan comes from anywhere, so none of its commands runs before the user has trusted it. Trust is recorded by
the hash of the command, its folder, what it expects and the repository: another repository may mean something
else by `make test`, and a changed command asks again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from tracker.domain import transition
from tracker.domain.board import Board
from tracker.domain.event import Draft, EventKind
from tracker.domain.plan import Item, Proof
from tracker.domain.text import counted
from tracker.errors import RefusedError, StoreError
from tracker.service.proofs import Run, proof_digest, run_proof
from tracker.service.tracker import Tracker, card_named

Progress = Callable[[Run], None]
"""Is told of each run as it ends."""


def untrusted_proofs(tracker: Tracker, items: Iterable[Item]) -> tuple[tuple[Item, Proof], ...]:
    """Return the proofs of items that the user has not trusted yet."""
    from tracker.store.trust import read_trusted

    trusted = {known.digest for known in read_trusted(trust_database())}
    return tuple(
        (item, proof) for item in items for proof in item.proofs if _digest(tracker, proof) not in trusted
    )


def trust_proofs(
    tracker: Tracker, proofs: Iterable[tuple[Item, Proof]], *, actor: str, now: datetime
) -> None:
    """Record that these commands may run here."""
    from tracker.store.journal import Journal

    place = trust_database()
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{place.parent} cannot be made: {error.strerror}") from error
    with Journal(place) as journal:
        for _, proof in proofs:
            journal.trust(_digest(tracker, proof), proof.run, proof.cwd, actor=actor, now=now)


def trust_database() -> Path:
    """Return where trust is kept: with the user, for a repository could bring a journal that trusts it."""
    from platformdirs import user_data_path

    return user_data_path("remediation-tracker", appauthor=False) / "trust.db"


def _digest(tracker: Tracker, proof: Proof) -> str:
    return proof_digest(tracker.workspace.root, tracker.plan.id, proof)


def run_proofs(
    tracker: Tracker, ids: Sequence[str], *, actor: str, now: datetime, progress: Progress | None = None
) -> tuple[Run, ...]:
    """Run the proofs of items and record each run as evidence; a failed one reopens its item.

    Raises RefusedError where an item has none or one was not trusted; nothing runs then.
    """
    return _run_and_record(tracker, ids, actor, now, progress, verifies=False)


def verify(
    tracker: Tracker, ids: Sequence[str], *, actor: str, now: datetime, progress: Progress | None = None
) -> tuple[Run, ...]:
    """Run the proofs of resolved items; items whose proofs all pass become verified, failed ones reopen.

    Raises RefusedError as `run_proofs` does, and where an item is not resolved; nothing runs then.
    """
    board = tracker.board(now)
    for name in ids:
        transition.verify_by_proof(card_named(board, name))
    return _run_and_record(tracker, ids, actor, now, progress, verifies=True)


def attest(board: Board, ids: Sequence[str], by: str) -> list[Draft]:
    """Return the events by which a person verifies items on their word."""
    drafts = []
    for id_ in dict.fromkeys(card_named(board, name).id for name in ids):
        verified = transition.verify_by_attestation(board.by_id[id_], by)
        payload = {"kind": "attestation", "ref": f"verified by {verified.payload['by']}"}
        drafts += [Draft(EventKind.EVIDENCE, id_, payload), verified]
    return drafts


def _run_and_record(
    tracker: Tracker,
    ids: Sequence[str],
    actor: str,
    now: datetime,
    progress: Progress | None,
    *,
    verifies: bool,
) -> tuple[Run, ...]:
    board = tracker.board(now)
    items = list(dict.fromkeys(card_named(board, name).id for name in ids))
    _refuse_unrunnable(tracker, [board.by_id[item].item for item in items])
    head = tracker.head()
    runs = []
    for item in items:
        for proof in board.by_id[item].item.proofs:
            runs.append(run_proof(tracker.workspace.root, item, proof))
            if progress:
                progress(runs[-1])
    failed = {run.item for run in runs if not run.passed}
    passed = [item for item in items if item not in failed] if verifies else []

    def decide(current: Board) -> list[Draft]:
        """The proofs took their time: an item that moved meanwhile keeps its evidence, and its new status."""
        recorded = [_evidence(run, head) for run in runs]
        still_legal = [item for item in passed if "verify" in transition.legal_verbs(current.by_id[item])]
        return recorded + [transition.verify_by_proof(current.by_id[item]) for item in still_legal]

    tracker.act(decide, actor=actor, now=now)
    return tuple(runs)


def _refuse_unrunnable(tracker: Tracker, items: Sequence[Item]) -> None:
    for item in items:
        if not item.proofs:
            raise RefusedError(
                f"{item.id} has no proof to run",
                hint=f"tracker verify {item.id} --by NAME, or add proof = [...] to the plan",
            )
    waiting = untrusted_proofs(tracker, items)
    if waiting:
        raise RefusedError(
            f"{counted(len(waiting), 'command')} of this plan not trusted yet: {waiting[0][1].run}",
            hint="tracker trust shows them, tracker trust --yes allows them",
        )


def _evidence(run: Run, head: str | None) -> Draft:
    payload = {
        "kind": "command",
        "ref": run.proof.run,
        "passed": run.passed,
        "text": f"{run.outcome}\n{run.output}".strip(),
        "digest": run.digest,
    }
    return Draft(EventKind.EVIDENCE, run.item, payload | ({"sha": head} if head else {}))
