"""Verification: by the proofs of a plan, by the word of a person. Whatever proofs say is recorded.

A plan comes from anywhere, so none of its commands runs before the user has trusted it. Trust is recorded by
the hash of the command, its folder, what it expects and the repository: another repository may mean something
else by `make test`, and a changed command asks again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from tracker.domain import transition
from tracker.domain.board import Board
from tracker.domain.event import Draft, EventKind
from tracker.domain.frozen import frozen
from tracker.domain.masking import secret_values, without_values
from tracker.domain.plan import Item, Proof
from tracker.domain.text import counted, one_line
from tracker.errors import RefusedError, StoreError
from tracker.files import make_private
from tracker.service.evidence.offered import measure_draft
from tracker.service.evidence.proofs import Run, proof_digest
from tracker.service.evidence.proving import Interrupted, Progress, Show, run_all, usual_jobs
from tracker.service.tracker import Tracker, card_named


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
        make_private(place.parent)
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
    tracker: Tracker,
    ids: Sequence[str],
    *,
    actor: str,
    now: datetime,
    jobs: int | None = None,
    show: Show | None = None,
    progress: Progress | None = None,
) -> tuple[Run, ...]:
    """Run the proofs of items, `jobs` at a time, and record each run as evidence; a failed one reopens its
    item. What a proof with a target measured is recorded as well.

    Raises RefusedError where an item has none or one was not trusted, and HistoryError where git cannot tell
    whether the work tree is as committed; nothing runs then. Raises Interrupted on Ctrl-C, after what had
    ended was recorded.
    """
    return _run_and_record(tracker, ids, actor, now, jobs, show, progress, verifies=False)


def verify(
    tracker: Tracker,
    ids: Sequence[str],
    *,
    actor: str,
    now: datetime,
    jobs: int | None = None,
    show: Show | None = None,
    progress: Progress | None = None,
) -> tuple[Run, ...]:
    """Run the proofs of resolved items; items whose proofs all pass become verified, failed ones reopen.

    Raises what `run_proofs` does, and RefusedError where an item is not resolved; nothing runs then.
    """
    board = tracker.board(now)
    for name in ids:
        transition.verify_by_proof(card_named(board, name))
    return _run_and_record(tracker, ids, actor, now, jobs, show, progress, verifies=True)


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
    jobs: int | None,
    show: Show | None,
    progress: Progress | None,
    *,
    verifies: bool,
) -> tuple[Run, ...]:
    board = tracker.board(now)
    items = [board.by_id[id_].item for id_ in dict.fromkeys(card_named(board, name).id for name in ids)]
    _refuse_unrunnable(tracker, items)
    place = _Place.of(tracker)
    wanted = [(item.id, proof) for item in items for proof in item.proofs]
    stopped = None
    try:
        runs = run_all(tracker.workspace.root, wanted, jobs or usual_jobs(), show=show, progress=progress)
    except Interrupted as interrupted:
        stopped = interrupted
        runs = interrupted.runs
    if runs:
        passed = _passed(items, runs) if verifies else []
        tracker.act(lambda current: _drafts(current, runs, passed, place), actor=actor, now=now)
    if stopped:
        raise stopped
    return runs


def _passed(items: Sequence[Item], runs: Sequence[Run]) -> list[str]:
    """The items all of whose proofs ended, and passed."""
    good = [run.item for run in runs if run.passed]
    return [item.id for item in items if good.count(item.id) == len(item.proofs)]


@frozen
class _Place:
    """What runs are evidence of: the commit, and whether the work tree was something else."""

    sha: str | None
    dirty: bool

    @staticmethod
    def of(tracker: Tracker) -> _Place:
        """Where the repository stands now."""
        head, repository = tracker.head(), tracker.workspace.repository
        if head is None or repository is None:
            return _Place(None, False)
        from tracker.history.uncommitted import has_uncommitted

        return _Place(head, has_uncommitted(repository))

    def payload(self) -> dict[str, object]:
        """What an event says of it."""
        return ({"sha": self.sha} if self.sha else {}) | ({"dirty": True} if self.dirty else {})


def _drafts(current: Board, runs: Sequence[Run], passed: Sequence[str], place: _Place) -> list[Draft]:
    """The proofs took their time: an item that moved meanwhile keeps its evidence, and its new status."""
    secrets = secret_values(os.environ)
    drafts = [_evidence(run, place, secrets) for run in runs]
    drafts += [
        measure_draft(current, run.proof.target, run.measured)
        for run in runs
        if run.proof.target and run.measured
    ]
    still_legal = [item for item in passed if "verify" in transition.legal_verbs(current.by_id[item])]
    return drafts + [transition.verify_by_proof(current.by_id[item]) for item in still_legal]


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
            f"{counted(len(waiting), 'command')} of this plan not trusted yet: {one_line(waiting[0][1].run)}",
            hint="tracker trust shows them, tracker trust --yes allows them",
        )


def _evidence(run: Run, place: _Place, secrets: Sequence[str]) -> Draft:
    payload = {
        "kind": "command",
        "ref": without_values(run.proof.run, secrets),
        "proof": run.proof.mark,
        "passed": run.passed,
        "text": f"{run.outcome}\n{run.output}".strip(),
        "digest": run.digest,
    }
    return Draft(EventKind.EVIDENCE, run.item, payload | place.payload())
