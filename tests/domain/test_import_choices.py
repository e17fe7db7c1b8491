"""What somebody decided about a draft: taken, dropped, put differently."""

from __future__ import annotations

import pytest

from tracker.domain.draft import DraftItem, DraftPlan
from tracker.domain.import_choices import Choices, Edit, edit_of, edited, read_edit
from tracker.domain.plan import Claim, DeferredClaim, Severity

POOL = DraftItem("Bound  the pool", "DB-1", severity=Severity.HIGH, effort="two sprints")
TLS = DraftItem("Require TLS", claim=Claim.DEFERRED, deferred=DeferredClaim("later", None))
DRAFT = DraftPlan("Review", items=(POOL, TLS))


def test_nothing_decided_changes_nothing() -> None:
    assert not Choices()
    assert Choices().applied(DRAFT) == DRAFT
    assert Choices().takes(0)
    assert not Choices().takes(0, usually=False)


def test_what_is_decided_back_is_no_decision() -> None:
    dropped = Choices().deciding({0: True, 1: True}, False)
    assert (dropped.dropped, dropped.wanted) == (frozenset({0, 1}), frozenset())
    assert not dropped.takes(1)
    assert dropped.deciding({0: True, 1: True}, True) == Choices()


def test_what_was_left_out_is_wanted_once_it_is_taken() -> None:
    wanted = Choices().deciding({1: False}, True)
    assert (wanted.dropped, wanted.wanted) == (frozenset(), frozenset({1}))
    assert wanted.takes(1, usually=False)
    assert wanted.deciding({1: False}, False) == Choices()


def test_an_edit_is_put_in_and_one_that_changes_nothing_is_none() -> None:
    edit = Edit("Bound it", None, "2h", Claim.DONE)
    choices = Choices().editing(0, POOL, edit)
    found = choices.applied(DRAFT).items[0]
    assert (found.title, found.severity, found.effort, found.claim) == ("Bound it", None, "2h", Claim.DONE)
    assert choices.applied(DRAFT).items[1] == TLS
    assert choices.editing(0, POOL, edit_of(POOL)) == Choices()


def test_a_dropped_item_stays_as_drafted() -> None:
    choices = Choices().editing(0, POOL, Edit("Bound it", None, None, Claim.OPEN)).deciding({0: True}, False)
    assert choices.applied(DRAFT) == DRAFT
    assert choices.item(0, POOL).title == "Bound it"


def test_why_it_was_put_off_goes_with_the_deferral_alone() -> None:
    assert edited(TLS, Edit("T", None, None, Claim.OPEN)).deferred is None
    assert edited(TLS, Edit("T", None, None, Claim.DEFERRED)).deferred == TLS.deferred


def test_what_was_typed_is_read() -> None:
    before = edit_of(POOL)
    assert before.title == "Bound the pool"
    read = read_edit(" Bound\tit ", "unrated", "2-3h", "done", before)
    assert read == Edit("Bound it", None, "2-3h", Claim.DONE)
    assert read_edit("T", "low", "", "open", before) == Edit("T", Severity.LOW, None, Claim.OPEN)
    assert read_edit("T", "low", "two sprints", "open", before).effort == "two sprints"


@pytest.mark.parametrize(
    ("title", "effort", "said"),
    [("  ", "", "title is needed"), ("x" * 501, "", "at most 500"), ("T", "three sprints", "is no effort")],
)
def test_what_will_not_do_is_said(title: str, effort: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_edit(title, "high", effort, "open", edit_of(POOL))
