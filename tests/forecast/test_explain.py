"""What stands between one item and a gate, and evidence as old as each gate allows."""

from __future__ import annotations

from datetime import timedelta

from tests.domain.samples import NOW, B, Story, board_of, gate, story_at
from tests.exporters.samples import forecast
from tracker.domain.board import Board
from tracker.domain.bound import parse_bound
from tracker.domain.event import EventKind
from tracker.domain.explain import Explanation, explain
from tracker.domain.forecast import Driver, Forecast
from tracker.domain.gate import Assessment, assess, concerned_ids, needed_ids
from tracker.domain.plan import Check, Checklist, Gate, Item, Proof, Requirement, Severity, Target, Verdict
from tracker.domain.score import score
from tracker.domain.snapshot import StaleFile
from tracker.domain.state import PlanState, Status

HIGH = Severity.HIGH


def assessed(board: Board, of: Gate | None = None) -> Assessment:
    return assess(of or gate(), board, score(board))


def explained(board: Board, id_: str, of: Gate | None = None, made: Forecast | None = None) -> Explanation:
    return explain(board.by_id[id_], assessed(board, of), board, made)


def codes(found: Explanation) -> list[tuple[str, str | None]]:
    return [(reason.code, reason.item) for reason in found.reasons]


def test_an_item_that_the_gate_does_not_ask_for_is_not_in_its_way() -> None:
    found = explained(
        board_of(Item("LOW", "x", severity=Severity.LOW), Item("HIGH", "x", severity=HIGH)), "LOW"
    )
    assert (found.in_the_way, found.hard, found.reasons, found.driver) == (False, False, (), None)
    assert found.assessment.verdict is Verdict.NOT_READY


def test_what_comes_before_an_item_of_the_gate_holds_it_up() -> None:
    board = board_of(
        Item("BASE", "x"),
        Item("MIDDLE", "x", after=("BASE",)),
        Item("TOP", "x", severity=HIGH, after=("MIDDLE",)),
        Item("OTHER", "x", severity=HIGH),
    )
    base = explained(board, "BASE")
    assert codes(base) == [("holds_up", "TOP")]
    assert base.hard
    assert [card.id for card in base.waited_for_by] == ["MIDDLE", "TOP"]
    top = explained(board, "TOP")
    assert codes(top) == [("open_item", "TOP")]
    assert [card.id for card in top.waits_for] == ["MIDDLE", "BASE"]
    assert all(reason.clears for reason in (*base.reasons, *top.reasons))


def test_a_closed_item_holds_nothing_up() -> None:
    board = board_of(
        story_at(Status.RESOLVED, Item("BASE", "x")), Item("TOP", "x", severity=HIGH, after=("BASE",))
    )
    found = explained(board, "BASE")
    assert (found.in_the_way, found.waited_for_by) == (False, ())
    assert explained(board, "TOP").waits_for == ()


def test_checklists_and_targets_that_wait_for_it() -> None:
    lists = (
        Checklist("pre", "Pre", checks=(Check("a", "A", item="IT-1"), Check("b", "B"))),
        Checklist("other", "Other", checks=(Check("a", "A", item="IT-1"),)),
    )
    targets = (
        Target("p95", "p95", parse_bound("< 1 s"), item="IT-1"),
        Target("p99", "p99", parse_bound("< 1 s")),
    )
    of = gate(checklists=("pre",), targets=("p95", "p99"))
    board = board_of(Item("IT-1", "x"), checklists=lists, targets=targets)
    assert codes(explained(board, "IT-1", of)) == [("target_unmeasured", "p95"), ("checklist", "pre")]
    ticked = PlanState({}, {}, {("pre", "a"): True})
    by_hand = board_of(Item("IT-1", "x"), checklists=lists, targets=targets, plan_state=ticked)
    assert codes(explained(by_hand, "IT-1", of)) == [("target_unmeasured", "p95")]
    verified = board_of(story_at(Status.VERIFIED, Item("IT-1", "x")), checklists=lists)
    assert codes(explained(verified, "IT-1", gate(checklists=("pre",)))) == []


def test_a_checklist_by_the_name_of_the_item_is_not_taken_for_it() -> None:
    lists = (Checklist("PRE", "Pre", checks=(Check("b", "B"),)),)
    board = board_of(Item("PRE", "x"), checklists=lists)
    assert codes(explained(board, "PRE", gate(checklists=("PRE",)))) == []


def test_a_condition_is_not_hard() -> None:
    item = Item("IT-1", "x", severity=HIGH, requires=Requirement.EVIDENCE)
    found = explained(board_of(story_at(Status.RESOLVED, item).evidence()), "IT-1")
    assert codes(found) == [("unverified", "IT-1")]
    assert not found.hard


def test_evidence_it_lacks() -> None:
    item = Item("IT-1", "x", severity=HIGH, requires=Requirement.EVIDENCE)
    assert "evidence that counts" in explained(board_of(item), "IT-1").lacks[0]
    assert explained(board_of(Story(item).evidence()), "IT-1").lacks == ()
    stale = {"e1": StaleFile("a.ts", B)}
    lacks = explained(board_of(Story(item).evidence(), stale=stale), "IT-1").lacks
    assert len(lacks) == 2
    assert "a.ts changed" in lacks[1]
    proof = Item("IT-1", "x", requires=Requirement.PROOF, proofs=(Proof("make a"), Proof("make b")))
    ran = Story(proof).evidence("command", "make a", passed=True)
    assert explained(board_of(ran), "IT-1").lacks == ("a passing run of: make b",)
    outdated = ran.evidence("command", "make b", passed=True).link(B, "refs")
    assert "newer than its last commit" in explained(board_of(outdated), "IT-1").lacks[0]
    attested = Item("IT-1", "x", requires=Requirement.ATTESTATION)
    assert "somebody other" in explained(board_of(attested), "IT-1").lacks[0]
    assert explained(board_of(story_at(Status.FALSE_POSITIVE, item)), "IT-1").lacks == ()


def test_its_effect_where_a_forecast_tells() -> None:
    board = board_of(Item("IT-1", "x", severity=HIGH))
    made = forecast(drivers=(Driver("IT-1", -3, -11.0),))
    assert explained(board, "IT-1", made=made).driver == Driver("IT-1", -3, -11.0)
    assert explained(board, "IT-1", made=forecast(drivers=())).driver is None


def aged_story() -> Story:
    item = Item("IT-1", "x", severity=HIGH, requires=Requirement.EVIDENCE)
    story = Story(item)
    story.at = NOW - timedelta(days=40)
    return story.evidence().then(EventKind.RESOLVE).then(EventKind.VERIFY, "bob", by="bob", proof=False)


def test_evidence_is_as_old_as_each_gate_allows() -> None:
    strict = Gate("strict", "Strict", evidence_max_age=timedelta(days=30))
    mild = Gate("mild", "Mild", evidence_max_age=timedelta(days=60))
    careless = Gate("careless", "Careless")
    board = board_of(aged_story(), gates=(strict, mild, careless))
    assert board.cards[0].has_stale
    found = {of.id: assessed(board, of) for of in (strict, mild, careless)}
    assert [reason.text for reason in found["strict"].reasons] == ["evidence stale: older than 30 days"]
    assert found["strict"].verdict is Verdict.CONDITIONALLY_READY
    assert found["mild"].verdict is found["careless"].verdict is Verdict.READY


def test_a_changed_file_outdates_evidence_for_every_gate() -> None:
    strict, mild = Gate("strict", "Strict", evidence_max_age=timedelta(days=30)), Gate("mild", "Mild")
    board = board_of(aged_story(), gates=(strict, mild), stale={"e1": StaleFile("a.ts", B)})
    assert "a.ts changed" in assessed(board, mild).reasons[0].text
    assert "a.ts changed" in assessed(board, strict).reasons[0].text


def test_what_concerns_a_gate_is_also_what_was_closed_for_it() -> None:
    board = board_of(
        story_at(Status.VERIFIED, Item("BASE", "x")),
        story_at(Status.VERIFIED, Item("TOP", "x", severity=HIGH, after=("BASE",))),
        Item("ELSE", "x"),
    )
    assert concerned_ids(gate(), board) == {"BASE", "TOP"}
    assert needed_ids(gate(), board) == frozenset()
