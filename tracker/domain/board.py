"""The board: plan and journal joined into one card per item, as of one moment.

Everything that depends on the clock or on other items is worked out here, once: lapsed acceptances,
blocking by `after`, stale evidence, overdue dates. Screens, commands, gates and exports read cards only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TypeVar

from tracker.domain.drift import Drift
from tracker.domain.effort import Effort
from tracker.domain.fileref import FileRef
from tracker.domain.frozen import Remembering, frozen
from tracker.domain.plan import SEVERITIES, Check, Item, Plan, Priority, Proof, Requirement
from tracker.domain.snapshot import Snapshot
from tracker.domain.staleness import aged_reasons, is_outrun, is_run_of, same_proof, stale_reasons
from tracker.domain.state import (
    ACTIVE,
    CLOSED,
    Evidence,
    ItemState,
    PlanState,
    Status,
)

T = TypeVar("T")

_PRIORITY_RANK = {priority: rank for rank, priority in enumerate(Priority)}
_SEVERITY_RANK = {name: rank for rank, name in enumerate(SEVERITIES)}
_NOTHING: Mapping[str, str] = {}
_NO_IDS: frozenset[str] = frozenset()
"""Shared by the cards that have none: an empty one takes as much as the card itself."""


@frozen
class Card:
    """One item with its state as of the board's moment."""

    item: Item
    state: ItemState
    status: Status
    """The state's status, with a lapsed acceptance back at open."""
    checks: tuple[Check, ...]
    """The item's checks, `done` as ticked by hand, by a commit or by another item; not by the review."""
    blocked_by: tuple[str, ...]
    """Ids in `after` that are not closed yet."""
    stale: Mapping[str, str]
    """Why evidence no longer counts, by evidence id."""
    lapsed: bool
    overdue: str | None
    """What is overdue, in words."""
    due: date | None
    aged: frozenset[str] = _NO_IDS
    """Ids of the evidence that is stale by its age alone: gates differ in what they allow."""
    drifted: Mapping[str, Drift] = field(default_factory=dict)
    """What became of the plan's references to files, of other items' as well; looked up when asked for."""

    @property
    def id(self) -> str:
        """The item's id."""
        return self.item.id

    @property
    def severity(self) -> str:
        """The severity's name, or `unrated`."""
        return self.item.severity_name

    @property
    def owner(self) -> str | None:
        """Who works on it: by the journal, else by the plan."""
        return self.state.owner if self.state.owner_set else self.item.owner

    @property
    def effort(self) -> Effort | None:
        """The newest estimate: of the journal, else of the plan."""
        return self.state.effort or self.item.effort

    @property
    def drift(self) -> Mapping[FileRef, Drift]:
        """What became of the files the item names since the review; unchanged ones are absent."""
        if not self.drifted:
            return {}
        found = ((file, self.drifted.get(str(file))) for file in self.item.files)
        return {file: drift for file, drift in found if drift}

    @property
    def touched(self) -> bool:
        """Whether something that the item names changed, or is gone, since the review; to move is neither."""
        return any(drift.touched for drift in self.drift.values())

    @property
    def blocked(self) -> bool:
        """Whether work on it has to wait."""
        return self.status in ACTIVE and bool(self.blocked_by or self.state.blocked)

    @property
    def closed(self) -> bool:
        """Whether it counts as done in progress figures."""
        return self.status in CLOSED

    @property
    def ready(self) -> bool:
        """Whether somebody could take it up now: open or in progress, and not blocked."""
        return self.status in (Status.OPEN, Status.IN_PROGRESS) and not self.blocked

    @property
    def has_stale(self) -> bool:
        """Whether its evidence is out of date: something is stale, and nothing newer makes up for it."""
        if not self.stale:
            return False
        fresh = self.fresh_evidence
        return self.sound_evidence[-1:] != fresh[-1:] or not self._suffices(fresh) or self._outrun(fresh)

    def _outrun(self, fresh: tuple[Evidence, ...]) -> bool:
        """Whether a command changed, and neither runs of all that there are now nor somebody's word since
        make up for it.
        """
        changed = [found for found in self.sound_evidence if is_outrun(found, self.item)]
        attested = any(
            found.kind == "attestation" and found.at >= changed[-1].at for found in fresh if changed
        )
        return bool(changed) and not attested and bool(self.unrun_proofs(fresh))

    def unrun_proofs(self, evidence: tuple[Evidence, ...]) -> tuple[Proof, ...]:
        """Return the item's proofs that none of the evidence is a run of."""
        return tuple(
            proof for proof in self.item.proofs if not any(is_run_of(found, proof) for found in evidence)
        )

    @property
    def fresh_evidence(self) -> tuple[Evidence, ...]:
        """Evidence that still counts: not stale and not a failed run."""
        return tuple(found for found in self.sound_evidence if found.id not in self.stale)

    @property
    def sound_evidence(self) -> tuple[Evidence, ...]:
        """Evidence that may be stale, but is no failed run and no commit that was taken back."""
        undone = {link.sha for link in self.state.commits if link.undone_by}
        return tuple(
            found
            for found in self.state.evidence
            if found.passed is not False and not (found.kind == "commit" and found.sha in undone)
        )

    @property
    def satisfied(self) -> bool:
        """Whether it has the evidence it requires; stale evidence counts, the gate speaks of it apart."""
        return self._suffices(self.sound_evidence)

    def _suffices(self, evidence: tuple[Evidence, ...]) -> bool:
        match self.item.requires:
            case Requirement.NONE:
                return not self.state.claimed
            case Requirement.EVIDENCE:
                return bool(evidence)
            case Requirement.PROOF:
                return bool(evidence) and not self.unrun_proofs(tuple(filter(self._is_newest_run, evidence)))
            case Requirement.ATTESTATION:
                done = self.state.resolved_at  # a word on what was reopened since counts no more
                return any(e.kind == "attestation" and (not done or e.at >= done) for e in evidence)

    def _is_newest_run(self, found: Evidence) -> bool:
        """Whether it is a proof's run, neither followed by a commit nor by a run of the same that failed."""
        commits = [link for link in self.state.commits if link.undone_by is None]
        failed = [run for run in self.state.evidence if run.passed is False and same_proof(run, found)]
        upset = [*(link.at for link in commits), *(run.at for run in failed)]
        return found.kind == "command" and all(at <= found.at for at in upset)

    @property
    def done_share(self) -> float:
        """The share of its checks that are done, 0..1; its resolved parts where it has no checks."""
        if self.checks:
            return sum(check.done for check in self.checks) / len(self.checks)
        parts = len(self.item.resolved) + len(self.item.remaining)
        return len(self.item.resolved) / parts if self.item.remaining and parts else 0.0


@frozen
class Board(Remembering):
    """All cards of a plan, in the order of the plan, as of `now`."""

    plan: Plan
    cards: tuple[Card, ...]
    plan_state: PlanState
    now: datetime

    @cached_property
    def by_id(self) -> Mapping[str, Card]:
        """Cards by item id."""
        return {card.id: card for card in self.cards}

    def day_of(self, moment: datetime) -> date:
        """Return the day a time falls on where the board is looked at; the journal's own times are UTC."""
        return moment.astimezone(self.now.tzinfo).date()

    @cached_property
    def unblocks(self) -> Mapping[str, tuple[str, ...]]:
        """For each item that others wait for their ids."""
        waiting: defaultdict[str, list[str]] = defaultdict(list)
        for card in self.cards:
            for before in card.item.after:
                waiting[before].append(card.id)
        return {item: tuple(ids) for item, ids in waiting.items()}

    def waiting_for(self, item: str) -> tuple[str, ...]:
        """Return the ids that wait for an item."""
        return self.unblocks.get(item, ())

    @cached_property
    def work_order(self) -> tuple[Card, ...]:
        """Cards as they are best taken up: started, blockers, phase, priority, severity, plan order."""
        return tuple(sorted(self.cards, key=self._urgency))

    def ready_queue(self) -> tuple[Card, ...]:
        """Cards that somebody could take up now, most urgent first."""
        return tuple(card for card in self.work_order if card.ready)

    def _urgency(self, card: Card) -> tuple[int, int, int, int, int]:
        priority = card.item.priority
        return (
            card.status is not Status.IN_PROGRESS or card.state.claimed,
            not card.item.blocker,
            self.plan.phase_rank.get(card.item.phase, 0),
            _PRIORITY_RANK[priority] if priority else len(_PRIORITY_RANK) // 2,
            _SEVERITY_RANK[card.severity],
        )


def build_board(
    plan: Plan,
    snapshot: Snapshot,
    now: datetime,
    evidence_max_age: timedelta | None = None,
    *,
    known: Board | None = None,
) -> Board:
    """Return the board of `plan` with the journal's `snapshot`, as of `now` (aware, any zone).

    `evidence_max_age` is the strictest age any gate allows; it defaults to just that. Cards that are as on a
    board that is `known` are the very same values, so that two boards take little more memory than one.
    """
    max_age = evidence_max_age or min(
        (gate.evidence_max_age for gate in plan.gates if gate.evidence_max_age), default=None
    )
    known = known if known and known.plan is plan and known.cards else None
    if known:
        snapshot = replace(snapshot, drift=_either(known.cards[0].drifted, snapshot.drift))
    states = list(map(snapshot.state_of, plan.items))
    ids = (item.id for item in plan.items)
    statuses = {id_: _status_now(state, now.date()) for id_, state in zip(ids, states, strict=True)}
    cards: Iterable[Card] = (
        _card(plan, item, state, statuses, snapshot, now, max_age)
        for item, state in zip(plan.items, states, strict=True)
    )
    if known:
        cards = map(_either, known.cards, cards)
    return Board(plan, tuple(cards), snapshot.plan_state, now)


def _either(known: T, made: T) -> T:
    """What was made, as the value that is known where that is equal."""
    return known if known == made else made


def _status_now(state: ItemState, today: date) -> Status:
    if state.acceptance and state.acceptance.expires < today:
        return Status.OPEN
    return state.status


def _card(
    plan: Plan,
    item: Item,
    state: ItemState,
    statuses: Mapping[str, Status],
    snapshot: Snapshot,
    now: datetime,
    max_age: timedelta | None,
) -> Card:
    status = statuses[item.id]
    stale = stale_reasons(item, state, snapshot.stale) if state.evidence else _NOTHING
    aged = aged_reasons(state, stale, now, max_age) if max_age and state.evidence else _NOTHING
    lapsed = status is not state.status
    due = item.due or (_due_by_sla(plan, item, state, lapsed) if plan.sla else None)
    return Card(
        item=item,
        state=replace(state, reason="the accepted risk lapsed") if lapsed else state,
        status=status,
        checks=_ticked_checks(item.checks, state.ticks, statuses),
        blocked_by=tuple(before for before in item.after if statuses[before] not in CLOSED),
        stale={**stale, **aged} if aged else stale or _NOTHING,
        lapsed=lapsed,
        overdue=_overdue(status, state, due, now.date()),
        due=due,
        aged=frozenset(aged) if aged else _NO_IDS,
        drifted=snapshot.drift,
    )


def _due_by_sla(plan: Plan, item: Item, state: ItemState, lapsed: bool) -> date | None:
    """The clock of the item's severity runs from the review, and anew from an acceptance that expired."""
    if item.severity is None or item.severity not in plan.sla:
        return None
    start = state.acceptance.expires if lapsed and state.acceptance else plan.reviewed
    if start is None:
        return None
    span = plan.sla[item.severity]
    return start + span if span <= date.max - start else date.max


def _ticked_checks(
    checks: tuple[Check, ...], ticks: Mapping[str, bool], statuses: Mapping[str, Status]
) -> tuple[Check, ...]:
    """The checks, `done` as the journal says; those of an item nobody ticked anything of are as they are."""
    if not ticks and not any(check.done or check.item for check in checks):
        return checks
    return tuple(_ticked(check, ticks, statuses) for check in checks)


def _ticked(check: Check, ticks: Mapping[str, bool], statuses: Mapping[str, Status]) -> Check:
    by_item = check.item is not None and statuses[check.item] is Status.VERIFIED
    done = ticks.get(check.id, False) or by_item
    return check if done == check.done else replace(check, done=done)


def checklist_checks(board: Board, checklist_id: str, checks: Iterable[Check]) -> tuple[Check, ...]:
    """Return the checks of a checklist, `done` as the journal and the items they point at say."""
    statuses = {card.id: card.status for card in board.cards}
    ticks = {check: done for (list_, check), done in board.plan_state.ticks.items() if list_ == checklist_id}
    return _ticked_checks(tuple(checks), ticks, statuses)


def _overdue(status: Status, state: ItemState, due: date | None, today: date) -> str | None:
    if status is Status.DEFERRED and state.deferral and state.deferral.review:
        review = state.deferral.review
        return f"deferred until a review on {review}" if review < today else None
    if due and due < today and status in ACTIVE:
        return f"due {due}"
    return None


def counts_by_status(cards: Iterable[Card]) -> dict[Status, int]:
    """Return how many cards stand at each status, in the order of the statuses; absent ones are left out."""
    counts = dict.fromkeys(Status, 0)
    for card in cards:
        counts[card.status] += 1
    return {status: count for status, count in counts.items() if count}


def hours_left(cards: Iterable[Card]) -> float:
    """Return the mean hours of work left in the cards that have an estimate."""
    return sum(remaining_hours(card) for card in cards)


def remaining_hours(card: Card) -> float:
    """Return the mean hours left of one card: none where it is closed, deferred or unestimated."""
    if card.status not in ACTIVE or card.effort is None:
        return 0.0
    return card.effort.mean * (1 - card.done_share)
