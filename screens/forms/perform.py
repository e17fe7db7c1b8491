"""Carries out what a form handed back, whatever it takes: events, a run of proofs, a link, a written file.

Everything here blocks and may raise TrackerError; screens call it in a worker.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from screens.forms.decide import decide_for, offer_in
from screens.forms.values import Act, CommitChoice, ExportChoice, NamedFilter, Verification
from screens.session import Session
from screens.widgets.words import few
from tracker.domain.text import counted
from tracker.domain.wording import act_name


def perform(session: Session, value: Act, ids: Sequence[str]) -> str:
    """Do what a value says to the items; return what was done, in one line. Blocking; raises TrackerError."""
    match value:
        case Verification(by=None):
            return _run_proofs(session, ids)
        case CommitChoice():
            return _link(session, value, ids)
        case ExportChoice():
            return _export(session, value)
        case NamedFilter(name, query):
            session.save_filter(name, query)
            return f"saved as @{name}"
    from tracker.service.evidence.offered import Offered, gathered

    offer = offer_in(value)
    offered = [Offered(offer.kind, offer.ref, offer.by or session.actor)] if offer else []
    with gathered(session.tracker, offered, keep=offer is None or offer.copied) as evidence:
        events = session.act(decide_for(value, ids, evidence))
    acts = list(dict.fromkeys(act_name(event) for event in events))
    return f"{', '.join(acts)} {few(ids)}".strip() if events else "nothing to do"


def _run_proofs(session: Session, ids: Sequence[str]) -> str:
    from tracker.service.evidence.verify import verify

    session.check_journal()
    try:
        runs = verify(session.tracker, ids, actor=session.actor, now=session.clock())
    finally:
        session.refresh()
    failed = [run.item for run in runs if not run.passed]
    if failed:
        return f"✗ {counted(len(failed), 'proof')} failed: {few(list(dict.fromkeys(failed)))}"
    return f"✓ {counted(len(runs), 'proof')} passed: {few(ids)}"


def unlink(session: Session, sha: str, ids: Sequence[str]) -> str:
    """Take a commit away from items; return what was done, in one line. Blocking; raises TrackerError."""
    from tracker.service.commits.linking import unlink_all

    session.check_journal()
    try:
        unlink_all(session.tracker, ids, sha, actor=session.actor, now=session.clock())
    finally:
        session.refresh()
    return f"unlinked {sha[:7]} from {few(ids)}"


def _link(session: Session, choice: CommitChoice, ids: Sequence[str]) -> str:
    from tracker.service.commits.linking import link_all

    role, actor, now = choice.role, session.actor, session.clock()
    session.check_journal()
    try:
        link_all(session.tracker, ids, choice.rev, role=role, actor=actor, now=now)
    finally:
        session.refresh()
    return f"linked {choice.rev[:7]} to {few(ids)}"


def _export(session: Session, choice: ExportChoice) -> str:
    place = session.tracker.workspace.root / Path(choice.path).expanduser()
    return f"wrote {session.export_to(place, choice.format, choice.only, choice.since)}"
