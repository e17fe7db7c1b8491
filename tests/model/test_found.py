"""What the machines found, once each, as short as it could be told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.model.desk import Desk
from tests.model.pair import START
from tests.model.repository import MAIN, Repository, Said
from tracker.domain.state import ItemState, Role, Status
from tracker.domain.transition import tick
from tracker.service.commits.linking import link
from tracker.service.commits.sync import sync
from tracker.store.exchange import journal_lines, merge_lines
from tracker.store.journal import Journal

FIX = Said(resolves=("POOL-1",), hours=2.0)
TICK = Said(refs=("POOL-1",), ticks=("POOL-1/limit",))


@pytest.fixture
def shared(tmp_path: Path) -> Repository:
    """A repository that both desks read."""
    return Repository(tmp_path, START)


@pytest.fixture
def left(shared: Repository) -> Desk:
    return Desk("left", shared.root, shared.root)


@pytest.fixture
def right(shared: Repository) -> Desk:
    return Desk("right", shared.root, shared.root)


def synced(desk: Desk) -> tuple[str, ...]:
    """Sync, and return what moved."""
    return sync(desk.tracker, actor="git", now=START).moves


def sent(source: Desk, target: Desk) -> None:
    merge_lines(target.database, journal_lines(source.database), now=START, plan_of=target.plan_named)


def exchanged(left: Desk, right: Desk) -> ItemState:
    """Send both ways, check that both say the same, and return what they say."""
    sent(left, right)
    sent(right, left)
    states: Mapping[str, ItemState] = left.snapshot.states
    assert states == right.snapshot.states
    return states["POOL-1"]


def forget_the_scan(desk: Desk) -> None:
    """As a tracker of another version does, that cannot read what the last sync left."""
    with Journal(desk.database) as journal, journal.transaction(desk.plan, actor="x", now=START) as writing:
        writing.save_scan("of another version")


def state(desk: Desk) -> ItemState:
    return desk.snapshot.states["POOL-1"]


def test_a_commit_that_one_saw_before_it_was_amended_counts_once(
    shared: Repository, left: Desk, right: Desk
) -> None:
    shared.commit(MAIN, FIX)
    synced(left)
    amended = shared.amend(MAIN)
    synced(left)
    synced(right)
    found = exchanged(left, right)
    assert (found.status, found.actual_hours) == (Status.RESOLVED, 2.0)
    assert [link.sha for link in found.commits] == [amended.sha]
    assert len(found.evidence) == 1
    assert (synced(left), synced(right)) == ((), ())


def test_two_commits_that_both_saw_count_twice(shared: Repository, left: Desk, right: Desk) -> None:
    shared.commit(MAIN, FIX)
    synced(left)
    shared.commit(MAIN, FIX)
    synced(left)
    synced(right)
    found = exchanged(left, right)
    assert (found.actual_hours, len(found.commits), len(found.evidence)) == (4.0, 2, 2)


def test_a_commit_amended_here_and_there_is_followed_on(shared: Repository, left: Desk, right: Desk) -> None:
    shared.commit(MAIN, FIX)
    for desks in ([left], [left, right], [right]):
        for desk in desks:
            synced(desk)
        shared.amend(MAIN)
    synced(left)
    assert exchanged(left, right).actual_hours == 2.0
    last = shared.amend(MAIN)
    synced(left)
    synced(right)
    found = exchanged(left, right)
    assert (found.status, found.actual_hours) == (Status.RESOLVED, 2.0)
    assert [link.sha for link in found.commits] == [last.sha]


def test_an_amended_fix_that_both_saw_is_reverted_for_both(
    shared: Repository, left: Desk, right: Desk
) -> None:
    shared.commit(MAIN, FIX)
    synced(left)
    amended = shared.amend(MAIN)
    synced(left)
    synced(right)
    shared.commit(MAIN, Said(reverts=amended.sha), subject="Take it back")
    synced(right)
    assert exchanged(left, right).status is Status.OPEN
    synced(left)
    assert exchanged(left, right).status is Status.OPEN


def test_a_fix_rebased_and_merged_between_two_syncs_is_evidence(shared: Repository, left: Desk) -> None:
    shared.point("topic", shared.branches[MAIN])
    shared.commit("topic", FIX)
    synced(left)
    assert state(left).evidence == ()
    shared.commit(MAIN, Said())
    shared.rebase("topic", MAIN)
    merged = shared.branches["topic"]
    shared.merge("topic", MAIN)
    synced(left)
    assert [(found.kind, found.sha) for found in state(left).evidence] == [("commit", merged)]
    assert synced(left) == ()


def test_a_fix_linked_by_hand_brings_its_evidence_once(shared: Repository, left: Desk) -> None:
    shared.point("topic", shared.branches[MAIN])
    fix = shared.commit("topic", Said())
    link(left.tracker, "POOL-1", fix.sha, role=Role.RESOLVES, actor="ada", now=START)
    synced(left)
    shared.amend("topic")
    shared.merge("topic", MAIN)
    synced(left)
    shared.commit(MAIN, Said())
    assert synced(left) == ()
    assert (state(left).status, len(state(left).evidence)) == (Status.RESOLVED, 1)


def test_what_only_a_colleague_has_did_not_vanish(tmp_path: Path) -> None:
    """Two clones: one has a fix that is not pushed yet, the other hears of it in a journal."""
    repositories = {name: Repository(_made(tmp_path / name), START) for name in ("ada", "bo")}
    ada, bo = (Desk(name, each.root, each.root) for name, each in repositories.items())
    repositories["ada"].commit(MAIN, FIX)
    synced(ada)
    sent(ada, bo)
    for _ in range(2):
        repositories["bo"].commit(MAIN, Said())
        assert synced(bo) == ()
        repositories["ada"].commit(MAIN, Said())
        assert synced(ada) == ()
        found = exchanged(ada, bo)
        assert (found.status, found.actual_hours) == (Status.RESOLVED, 2.0)


def test_what_a_colleague_says_vanished_did(shared: Repository, left: Desk, right: Desk) -> None:
    before = shared.branches[MAIN]
    shared.commit(MAIN, FIX)
    synced(left)
    sent(left, right)
    shared.point(MAIN, before)
    synced(left)
    found = exchanged(left, right)
    assert (found.status, found.actual_hours) == (Status.OPEN, 0.0)


def test_a_commit_that_vanished_unseen_takes_its_hours_and_ticks_along(
    shared: Repository, left: Desk
) -> None:
    before = shared.branches[MAIN]
    shared.commit(MAIN, FIX)
    shared.commit(MAIN, TICK)
    synced(left)
    assert (state(left).actual_hours, state(left).ticks) == (2.0, {"limit": True})
    forget_the_scan(left)
    shared.point(MAIN, before)
    synced(left)
    assert (state(left).actual_hours, state(left).ticks) == (0.0, {"limit": False})
    assert state(left).status is Status.OPEN


def test_hours_of_a_commit_that_git_forgot_and_got_back_count_once(shared: Repository, left: Desk) -> None:
    before = shared.branches[MAIN]
    fix = shared.commit(MAIN, FIX)
    synced(left)
    forget_the_scan(left)
    shared.point(MAIN, before)
    kept = shared.git / "objects" / fix.sha[:2] / fix.sha[2:]
    object_ = kept.read_bytes()
    kept.unlink()
    synced(left)
    assert state(left).status is Status.OPEN
    kept.write_bytes(object_)
    shared.point(MAIN, fix.sha)
    synced(left)
    assert (state(left).status, state(left).actual_hours) == (Status.RESOLVED, 2.0)


@pytest.mark.parametrize("lost", ["dropped", "reverted"])
def test_a_tick_of_a_lost_commit_begins_no_work(shared: Repository, left: Desk, lost: str) -> None:
    before = shared.branches[MAIN]
    ticking = shared.commit(MAIN, TICK)
    synced(left)
    assert state(left).status is Status.IN_PROGRESS
    if lost == "dropped":
        shared.point(MAIN, before)
    else:
        shared.commit(MAIN, Said(reverts=ticking.sha), subject="Take it back")
    synced(left)
    assert (state(left).status, state(left).ticks) == (Status.OPEN, {"limit": False})


def test_a_tick_by_hand_begins_work_whatever_becomes_of_commits(shared: Repository, left: Desk) -> None:
    before = shared.branches[MAIN]
    shared.commit(MAIN, Said(refs=("POOL-1",)))
    synced(left)
    left.tracker.act(lambda board: [tick(board.by_id["POOL-1"], "alert")], actor="ada", now=START)
    shared.point(MAIN, before)
    synced(left)
    assert (state(left).status, state(left).ticks) == (Status.IN_PROGRESS, {"alert": True})


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder
