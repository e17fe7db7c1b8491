"""The opened plan: decisions inside the transaction, names, people, change."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import PLAN
from tracker.domain import transition
from tracker.domain.board import Board
from tracker.domain.event import Draft
from tracker.errors import PlanError, RefusedError, UsageError
from tracker.service.tracker import Tracker, acting_person, assessments, card_named, gate_named, open_tracker
from tracker.service.undo import redo, undo
from tracker.service.workspace import Workspace, find_workspace, found_plans, locate_plan

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_refusal_leaves_nothing_behind(tracker: Tracker) -> None:
    def decide(board: Board) -> list[Draft]:
        started = transition.start(board.by_id["POOL"])
        transition.block(board.by_id["POOL"], "  ")
        return [started]

    with pytest.raises(RefusedError):
        tracker.act(decide, actor="ada", now=NOW)
    assert tracker.board(NOW).by_id["POOL"].state.updated_at is None


def test_two_writers_cannot_both_act_on_what_only_one_saw(tracker: Tracker) -> None:
    outcomes: list[str] = []
    together = threading.Barrier(2)

    def start() -> None:
        together.wait()
        try:
            tracker.act(lambda board: [transition.start(board.by_id["POOL"])], actor="x", now=NOW)
            outcomes.append("started")
        except RefusedError:
            outcomes.append("refused")

    threads = [threading.Thread(target=start) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "started"]


def test_the_change_token_follows_journal_and_plan(tracker: Tracker, root: Path) -> None:
    first = tracker.change_token()
    assert tracker.change_token() == first
    tracker.act(lambda board: [transition.start(board.by_id["POOL"])], actor="ada", now=NOW)
    second = tracker.change_token()
    assert second != first
    (root / "plan.toml").write_text(PLAN + "\n# more\n")
    assert tracker.change_token() != second
    (root / "plan.toml").unlink()
    assert tracker.change_token()


def test_names_of_items_and_gates(tracker: Tracker) -> None:
    board = tracker.board(NOW)
    assert card_named(board, "old-pool").id == card_named(board, "pool").id == "POOL"
    with pytest.raises(UsageError, match="did you mean TLS"):
        card_named(board, "TLSS")
    assert gate_named(board, None).id == gate_named(board, "production").id == "production"
    with pytest.raises(UsageError, match="no gate is called nope"):
        gate_named(board, "nope")
    verdicts, score = assessments(board)
    assert (len(verdicts), score.now) == (1, 6)


@pytest.mark.parametrize(
    ("named", "env", "person"),
    [
        (" Bob ", {}, "Bob"),
        (None, {"TRACKER_ACTOR": "Kim\nLee"}, "Kim Lee"),
        ("", {"TRACKER_ACTOR": "K"}, "K"),
    ],
)
def test_who_acts(tracker: Tracker, named: str | None, env: dict[str, str], person: str) -> None:
    assert acting_person(tracker.workspace, named, env) == person


def test_somebody_always_acts(tracker: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert acting_person(tracker.workspace, None, {}) == "unknown"


def test_undo_and_redo_say_what_they_did(tracker: Tracker) -> None:
    assert undo(tracker, actor="ada", now=NOW) == ()
    tracker.act(lambda board: [transition.start(card) for card in board.ready_queue()], actor="ada", now=NOW)
    (undone,) = undo(tracker, actor="bob", now=NOW)
    assert (undone.text, undone.actor) == ("start POOL, DOCS, PROVED", "ada")
    assert [action.batch for action in redo(tracker, 5, actor="bob", now=NOW)] == [undone.batch]


def test_options_win_over_the_environment(root: Path) -> None:
    env = {"TRACKER_PLAN": "a", "TRACKER_DB": "x.db"}
    assert find_workspace(root, env=env) == Workspace(root, None, root / "x.db", "a")
    chosen = find_workspace(root, "b", "sqlite:///y.db", env)
    assert (chosen.plan_name, chosen.database) == ("b", root / "y.db")
    assert find_workspace(root, None, f"sqlite:///{root}/z.db", {}).database == root / "z.db"
    with pytest.raises(UsageError, match="mysql databases"):
        find_workspace(root, None, "mysql://x", {})


def test_which_plans_there_are(tracker: Tracker, root: Path) -> None:
    assert [(plan.id, plan.shipped) for plan in found_plans(tracker.workspace)] == [("shop", False)]
    (root / "plan.toml").unlink()
    assert all(plan.shipped for plan in found_plans(tracker.workspace))
    with pytest.raises(UsageError, match="there is no plan here"):
        locate_plan(tracker.workspace)
    with pytest.raises(UsageError, match="did you mean takeone"):
        locate_plan(replace(tracker.workspace, plan_name="takeon"))
    with pytest.raises(PlanError):
        open_tracker(replace(tracker.workspace, plan_name="none.toml"))
