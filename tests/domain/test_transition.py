"""The state machine as a table: every act from every status is legal or refused with a way out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.domain.samples import NOW, Story, board_of, claimed, story_at
from tracker.domain import transition
from tracker.domain.board import Card
from tracker.domain.effort import parse_effort
from tracker.domain.event import Draft, EventKind
from tracker.domain.plan import Check, Claim, Item, Proof, Requirement
from tracker.domain.state import Status
from tracker.errors import RefusedError, UsageError

TODAY = NOW.date()
LATER = TODAY + timedelta(days=30)
O, P, R, D = Status.OPEN, Status.IN_PROGRESS, Status.IN_REVIEW, Status.RESOLVED  # noqa: E741
V, RA, DF = Status.VERIFIED, Status.RISK_ACCEPTED, Status.DEFERRED
FP, WF, DU = Status.FALSE_POSITIVE, Status.WONT_FIX, Status.DUPLICATE
EVERY = frozenset(Status)
CHECKED = Item("IT-1", "An item", checks=(Check("one", "One"),))

ACTS: dict[str, tuple[Callable[[Card], Draft], frozenset[Status]]] = {
    "start": (transition.start, frozenset({O, DF})),
    "resolve": (transition.resolve, frozenset({O, P, R, DF})),
    "verify": (lambda card: transition.verify_by_attestation(card, "carol"), frozenset({D, V})),
    "reopen": (lambda card: transition.reopen(card, "again"), EVERY - {O}),
    "block": (lambda card: transition.block(card, "vendor"), frozenset({O, P, R})),
    "defer": (lambda card: transition.defer(card, "growth", LATER, TODAY), frozenset({O, P, R})),
    "accept-risk": (
        lambda card: transition.accept_risk(card, "cto", "rare", LATER, TODAY),
        frozenset({O, P, R, DF, RA, D}),
    ),
    "reject": (lambda card: transition.reject(card, WF, "no"), frozenset({O, P, R, DF, RA, D})),
    "tick": (lambda card: transition.tick(card, "one"), EVERY - {FP, WF, DU}),
}


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("act", list(ACTS))
def test_every_act_from_every_status(act: str, status: Status) -> None:
    perform, legal = ACTS[act]
    card = story_at(status, CHECKED).card
    assert card.status is status
    if status in legal:
        assert perform(card).item == "IT-1"
        assert act in transition.legal_verbs(card)
    else:
        with pytest.raises(RefusedError, match="it cannot be") as refusal:
            perform(card)
        assert act not in transition.legal_verbs(card)
        assert refusal.value.hint == (
            f"from {status.value.replace('_', ' ')}: {', '.join(transition.legal_verbs(card))}"
        )


@pytest.mark.parametrize("status", list(Status))
def test_remarks_estimates_hours_and_owners_are_always_welcome(status: Status) -> None:
    card = story_at(status).card
    made = [
        transition.note(card, " seen "),
        transition.assign(card, "sam"),
        transition.estimate(card, parse_effort("1/2/5h")),
        transition.actual(card, 2),
    ]
    assert [dict(draft.payload) for draft in made] == [
        {"text": "seen"},
        {"owner": "sam"},
        {"effort": "1/2/5h", "low": 1, "likely": 2, "high": 5},
        {"hours": 2},
    ]


@pytest.mark.parametrize(
    ("claim", "act"), [(Claim.PARTIAL, transition.start), (Claim.DONE, transition.resolve)]
)
def test_what_the_review_claims_can_be_confirmed_by_hand(claim: Claim, act: Callable[[Card], Draft]) -> None:
    assert act(Story(claimed(claim)).card).item == "IT-1"


def test_resolving_takes_evidence_where_the_item_requires_it() -> None:
    item = Item("IT-1", "An item", requires=Requirement.EVIDENCE)
    with pytest.raises(RefusedError, match="needs evidence") as refusal:
        transition.resolve(Story(item).card)
    assert "tracker resolve IT-1 --commit SHA" in (refusal.value.hint or "")
    assert transition.resolve(Story(item).card, with_evidence=True).kind is EventKind.RESOLVE
    assert transition.resolve(Story(item).evidence().card, "done").payload == {"note": "done"}


def test_a_failed_run_is_no_evidence_to_resolve_with() -> None:
    item = Item("IT-1", "An item", requires=Requirement.EVIDENCE)
    with pytest.raises(RefusedError, match="needs evidence"):
        transition.resolve(Story(item).evidence("command", "make test", passed=False).card)


@pytest.mark.parametrize("name", ["ada", "ADA", "  Ada  "])
def test_nobody_verifies_their_own_work(name: str) -> None:
    with pytest.raises(RefusedError, match="somebody else has to verify"):
        transition.verify_by_attestation(Story().then(EventKind.RESOLVE).card, name)


def test_a_verification_needs_a_name_and_no_person_stands_in_for_a_proof() -> None:
    with pytest.raises(RefusedError, match="name"):
        transition.verify_by_attestation(Story().then(EventKind.RESOLVE).card, "  ")
    item = Item("IT-1", "An item", requires=Requirement.PROOF, proofs=(Proof("make test"),))
    with pytest.raises(RefusedError, match="by its proof"):
        transition.verify_by_attestation(Story(item).then(EventKind.RESOLVE).card, "bob")


@pytest.mark.parametrize("day", [TODAY, TODAY - timedelta(days=1)])
def test_days_that_have_passed_are_refused(day: date) -> None:
    with pytest.raises(RefusedError, match="has passed"):
        transition.defer(Story().card, "growth", day, TODAY)
    with pytest.raises(RefusedError, match="would have expired"):
        transition.accept_risk(Story().card, "cto", "rare", day, TODAY)


@pytest.mark.parametrize("blank", ["", "  "])
def test_blank_reasons_are_refused(blank: str) -> None:
    card = story_at(P).card
    acts: tuple[Callable[[], Draft], ...] = (
        lambda: transition.reopen(card, blank),
        lambda: transition.block(card, blank),
        lambda: transition.note(card, blank),
        lambda: transition.defer(card, blank, LATER, TODAY),
        lambda: transition.accept_risk(card, blank, "why", LATER, TODAY),
        lambda: transition.accept_risk(card, "cto", blank, LATER, TODAY),
        lambda: transition.reject(card, WF, blank),
        lambda: transition.reject(card, FP, "why", blank),
    )
    for act in acts:
        with pytest.raises(RefusedError, match="is needed"):
            act()


def test_duplicates_name_the_first_of_them() -> None:
    card, other = Story().card, Story(Item("IT-2", "Other")).card
    assert transition.reject(card, DU, "", other=other).payload["of"] == "IT-2"
    with pytest.raises(RefusedError, match="itself"):
        transition.reject(card, DU, "", other=card)
    with pytest.raises(RefusedError, match="is a duplicate itself") as refusal:
        transition.reject(Story(Item("IT-3", "Third")).card, DU, "", other=story_at(DU).card)
    assert "IT-9" in (refusal.value.hint or "")
    with pytest.raises(RefusedError, match="needs the id"):
        transition.reject(card, DU, "")


def test_blocks_are_set_once_and_taken_back_once() -> None:
    blocked = Story().then(EventKind.BLOCK, reason="vendor").card
    with pytest.raises(RefusedError, match="blocked already: vendor"):
        transition.block(blocked, "again")
    assert transition.unblock(blocked).kind is EventKind.UNBLOCK
    with pytest.raises(RefusedError, match="is not blocked"):
        transition.unblock(Story().card)


def test_ticks() -> None:
    item = Item("IT-1", "An item", checks=(Check("one", "One"), Check("two", "Two", item="IT-2")))
    card = board_of(item, Item("IT-2", "Other")).by_id["IT-1"]
    assert transition.tick(card, "1").payload == {"check": "one"}
    for name, why in (("two", "ticks itself"), ("2", "ticks itself")):
        with pytest.raises(RefusedError, match=why):
            transition.tick(card, name)
    with pytest.raises(RefusedError, match="is not ticked"):
        transition.tick(card, "one", done=False)
    with pytest.raises(UsageError, match=r"no check on.*did you mean one"):
        transition.tick(card, "on")
    with pytest.raises(UsageError, match="has no check 3"):
        transition.tick(card, "3")
    with pytest.raises(UsageError, match="has no checks"):
        transition.tick(Story().card, "1")


@pytest.mark.parametrize("hours", [0, -1])
def test_hours_are_more_than_none(hours: float) -> None:
    with pytest.raises(RefusedError, match="more than none"):
        transition.actual(Story().card, hours)
