"""What commits do to items, from a real repository to the folded state."""

from __future__ import annotations

import pytest

from tests.history.building import Journal, Repo, plan_of
from tracker.domain.effects import evidence_kind
from tracker.domain.event import Draft, EventKind
from tracker.domain.plan import Item, Plan, Team
from tracker.domain.state import Status


def test_a_fix_on_the_mainline_resolves_and_is_evidence(repo: Repo, journal: Journal) -> None:
    sha = repo.commit("Limit the pool\n\nResolves: SEC-1")
    journal.sync()
    state = journal.state("SEC-1")
    assert state.status is Status.RESOLVED
    assert [(e.kind, e.ref) for e in state.evidence] == [("commit", sha)]
    assert state.commits[0].subject == "Limit the pool"


def test_a_mention_starts_and_is_no_evidence(repo: Repo, journal: Journal) -> None:
    repo.commit("Prepare SEC-1")
    journal.sync()
    state = journal.state("SEC-1")
    assert (state.status, state.evidence) == (Status.IN_PROGRESS, ())


def test_a_commit_without_an_item_does_nothing(repo: Repo, journal: Journal) -> None:
    repo.commit("Read UTF-8 and CWE-150, see SEC-9.1 and SEC-9a")
    assert journal.sync() == []


def test_a_second_sync_does_nothing(repo: Repo, journal: Journal) -> None:
    repo.commit("Fixes SEC-1")
    assert journal.sync()
    assert journal.sync() == []
    journal.scan = None
    assert journal.sync() == []


def test_what_was_undone_stays_undone(repo: Repo, journal: Journal) -> None:
    repo.commit("Fixes SEC-1")
    journal.undo(journal.sync())
    repo.commit("Something else")
    journal.sync()
    assert journal.status("SEC-1") is Status.OPEN


def test_a_fix_on_a_branch_is_in_review_until_it_is_merged(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    repo.switch("topic", new=True)
    repo.commit("Fixes SEC-1\n\nActual: SEC-1 3h")
    journal.sync()
    state = journal.state("SEC-1")
    assert (state.status, state.commits[0].where, state.actual_hours) == (Status.IN_REVIEW, "topic", None)
    repo.switch("main")
    repo.merge("topic")
    journal.sync()
    state = journal.state("SEC-1")
    assert (state.status, state.commits[0].where, state.actual_hours) == (Status.RESOLVED, "mainline", 3)


def test_a_squash_merge_counts_each_id_and_its_branch_takes_none_back(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    repo.switch("topic", new=True)
    repo.commit("Limit it\n\nResolves: SEC-1\nActual: SEC-1 2h")
    repo.commit("Alert on it\n\nResolves: SEC-2\nActual: SEC-1 1h")
    journal.sync()
    repo.switch("main")
    repo.git("merge", "-q", "--squash", "topic")
    repo.commit((repo.path / ".git/SQUASH_MSG").read_text())
    journal.sync()
    assert [journal.status(item) for item in ("SEC-1", "SEC-2")] == [Status.RESOLVED, Status.RESOLVED]
    assert journal.state("SEC-1").actual_hours == 3
    repo.git("branch", "-qD", "topic")
    journal.sync()
    assert [journal.status(item) for item in ("SEC-1", "SEC-2")] == [Status.RESOLVED, Status.RESOLVED]


def test_a_revert_reopens_and_its_own_revert_restores(repo: Repo, journal: Journal) -> None:
    fix = repo.commit("Fixes SEC-1")
    journal.sync()
    first = repo.revert(fix)
    journal.sync()
    state = journal.state("SEC-1")
    assert (state.status, state.reason) == (Status.OPEN, f"reverted by {first[:7]}")
    second = repo.revert(first)
    journal.sync()
    assert journal.status("SEC-1") is Status.RESOLVED
    repo.revert(second)
    journal.sync()
    assert journal.status("SEC-1") is Status.OPEN


def test_a_revert_unticks_what_no_other_commit_ticks(repo: Repo, journal: Journal) -> None:
    fix = repo.commit("Work\n\nTicks: SEC-1/limit, SEC-1/alert")
    repo.commit("More\n\nTicks: SEC-1/alert")
    journal.sync()
    revert = repo.revert(fix)
    journal.sync()
    assert journal.state("SEC-1").ticks == {"limit": False, "alert": True}
    repo.revert(revert)
    journal.sync()
    assert journal.state("SEC-1").ticks == {"limit": True, "alert": True}


@pytest.mark.parametrize("reverts", [1, 2, 3, 4])
def test_nested_reverts_read_at_once(repo: Repo, journal: Journal, reverts: int) -> None:
    sha = repo.commit("Fixes SEC-1")
    for _ in range(reverts):
        sha = repo.revert(sha)
    journal.sync()
    assert journal.status("SEC-1") is (Status.OPEN if reverts % 2 else Status.RESOLVED)


def test_a_revert_by_short_sha(repo: Repo, journal: Journal) -> None:
    fix = repo.commit("Fixes SEC-1")
    repo.revert(fix, "--reference")
    journal.sync()
    assert journal.status("SEC-1") is Status.OPEN


def test_a_revert_of_something_else_changes_nothing(repo: Repo, journal: Journal) -> None:
    repo.commit("Fixes SEC-1")
    repo.revert(repo.commit("Something else"))
    journal.sync()
    assert journal.status("SEC-1") is Status.RESOLVED


def test_a_reverted_merge_takes_back_all_it_brought(repo: Repo, journal: Journal) -> None:
    repo.commit("Fixes SEC-3")
    repo.switch("topic", new=True)
    repo.commit("Fixes SEC-1")
    repo.commit("Fixes SEC-2")
    repo.switch("main")
    repo.commit("Fixes SEC-9")
    merge = repo.merge("topic")
    journal.sync()
    repo.revert(merge, "-m", "1")
    journal.sync()
    items = ("SEC-1", "SEC-2", "SEC-3", "SEC-9")
    expected = [Status.OPEN, Status.OPEN, Status.RESOLVED, Status.RESOLVED]
    assert [journal.status(item) for item in items] == expected
    repo.revert("HEAD")
    journal.sync()
    assert [journal.status(item) for item in items] == [Status.RESOLVED] * 4


def test_a_revert_on_a_side_branch_waits_for_its_merge(repo: Repo, journal: Journal) -> None:
    fix = repo.commit("Fixes SEC-1")
    repo.switch("undo", new=True)
    repo.revert(fix)
    journal.sync()
    assert journal.status("SEC-1") is Status.RESOLVED
    repo.switch("main")
    repo.merge("undo")
    journal.sync()
    assert journal.status("SEC-1") is Status.OPEN


def test_a_fix_reverted_on_its_branch_stays_open_when_merged(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    repo.switch("topic", new=True)
    fix = repo.commit("Fixes SEC-1")
    journal.sync()
    repo.revert(fix)
    journal.sync()
    assert journal.status("SEC-1") is Status.OPEN
    repo.switch("main")
    repo.merge("topic")
    journal.sync()
    assert journal.status("SEC-1") is Status.OPEN


def test_a_new_fix_after_a_revert_resolves_again(repo: Repo, journal: Journal) -> None:
    repo.revert(repo.commit("Fixes SEC-1"))
    repo.commit("Fixes SEC-1, properly")
    journal.sync()
    assert journal.status("SEC-1") is Status.RESOLVED


def test_a_reverted_fix_picked_again_resolves(repo: Repo, journal: Journal) -> None:
    fix = repo.commit("Fixes SEC-1")
    repo.revert(fix)
    journal.sync()
    repo.pick(fix, "-x")
    journal.sync()
    assert journal.status("SEC-1") is Status.RESOLVED


@pytest.mark.parametrize("often", [True, False])
def test_a_revert_picked_again_takes_back_the_fix_picked_again(
    repo: Repo, journal: Journal, often: bool
) -> None:
    fix = repo.commit("Fixes SEC-1")
    revert = repo.revert(fix)
    for sha in (fix, revert):
        if often:
            journal.sync()
        repo.pick(sha, "--allow-empty")
    journal.sync()
    assert journal.status("SEC-1") is Status.OPEN


def test_hours_of_a_reverted_fix_were_spent_once(repo: Repo, journal: Journal) -> None:
    fix = repo.commit("Fixes SEC-1\n\nActual: SEC-1 2h")
    repo.revert(fix)
    journal.sync()
    assert journal.state("SEC-1").actual_hours == 2
    repo.pick(fix, "-x")
    journal.sync()
    assert (journal.status("SEC-1"), journal.state("SEC-1").actual_hours) == (Status.RESOLVED, 2)


@pytest.mark.parametrize("option", ["-x", None])
def test_a_cherry_pick_counts_once(repo: Repo, journal: Journal, option: str | None) -> None:
    repo.commit("Start")
    repo.git("branch", "release")
    fix = repo.commit("Fixes SEC-1\n\nActual: SEC-1 2h")
    repo.switch("release")
    repo.commit("Another line")
    copy = repo.pick(fix, *([option] if option else []))
    repo.switch("main")
    repo.merge("release")
    journal.sync()
    state = journal.state("SEC-1")
    assert (len(state.commits), state.actual_hours) == (1, 2)
    assert state.commits[0].sha in (fix, copy)


def test_a_different_commit_of_the_same_moment_counts_on_its_own(repo: Repo, journal: Journal) -> None:
    at = repo.dates()
    repo.commit("Fixes SEC-1\n\nActual: SEC-1 2h", **at)
    repo.commit("Fixes SEC-1\n\nActual: SEC-1 2h", **at)
    journal.sync()
    state = journal.state("SEC-1")
    assert (len(state.commits), state.actual_hours) == (2, 4)


def test_a_revert_on_a_release_branch_does_not_reopen(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    repo.git("branch", "release")
    fix = repo.commit("Fixes SEC-1")
    repo.switch("release")
    repo.commit("Another line")
    copy = repo.pick(fix, "-x")
    journal.sync()
    repo.revert(copy)
    journal.sync()
    assert journal.status("SEC-1") is Status.RESOLVED


def test_a_fix_that_leaves_the_mainline_is_in_review(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    repo.commit("Fixes SEC-1")
    journal.sync()
    repo.git("branch", "kept")
    repo.git("reset", "-q", "--hard", "HEAD~1")
    journal.sync()
    assert journal.status("SEC-1") is Status.IN_REVIEW
    repo.git("reset", "-q", "--hard", "kept")
    journal.sync()
    assert journal.status("SEC-1") is Status.RESOLVED


def test_an_item_somebody_reopened_is_not_closed_by_the_same_commit(repo: Repo, journal: Journal) -> None:
    repo.commit("Fixes SEC-1")
    journal.sync()
    journal.write([Draft(EventKind.REOPEN, "SEC-1", {"reason": "still there"})])
    repo.commit("Something else")
    repo.amend("Something else again")
    journal.sync()
    assert journal.status("SEC-1") is Status.OPEN


def test_evidence_goes_to_every_item_of_the_commit(repo: Repo, journal: Journal) -> None:
    repo.commit(
        "Limit it\n\nResolves: SEC-1\nRefs: SEC-2\nEvidence: <https://ci.example/1>\n"
        "Evidence: docs/run.md\nEvidence: seen on staging"
    )
    journal.sync()
    wanted = [("url", "https://ci.example/1"), ("file", "docs/run.md"), ("note", "seen on staging")]
    assert [(e.kind, e.ref) for e in journal.state("SEC-1").evidence][1:] == wanted
    assert [(e.kind, e.ref) for e in journal.state("SEC-2").evidence] == wanted
    assert journal.state("SEC-3").evidence == ()


@pytest.mark.parametrize(
    ("reference", "kind"),
    [
        ("https://x.example/a", "url"),
        ("file:///etc/passwd", "url"),
        ("src/db.ts:12-30", "file"),
        ("report.pdf", "file"),
        ("../../etc/passwd", "note"),
        ("/etc/passwd", "note"),
        ("seen by Ada", "note"),
        ("done.", "note"),
    ],
)
def test_kinds_of_evidence(reference: str, kind: str) -> None:
    assert evidence_kind(reference) == kind


def test_checks_are_ticked_by_id_and_by_place(repo: Repo, journal: Journal) -> None:
    repo.commit("Work\n\nTicks: SEC-1/LIMIT, SEC-2/2\nTicks: SEC-3/nothing\nTicks: SEC-9/3")
    journal.sync()
    assert journal.state("SEC-1").ticks == {"limit": True}
    assert journal.state("SEC-2").ticks == {"alert": True}
    assert "'nothing', which SEC-3 does not have" in journal.state("SEC-3").notes[0].text
    assert (journal.state("SEC-3").ticks, journal.state("SEC-9").ticks) == ({}, {})


def test_somebody_else_verifies(repo: Repo, journal: Journal) -> None:
    repo.commit("Limit it\n\nResolves: SEC-1\nVerified-by: SEC-1 Grace Hopper")
    journal.sync()
    state = journal.state("SEC-1")
    assert (state.status, state.verified_by) == (Status.VERIFIED, "Grace Hopper")


@pytest.mark.parametrize("name", ["Ada", "ada <other@example.org>", "ADA@EXAMPLE.ORG", "Bob", "Bob <b@x>"])
def test_an_author_does_not_verify_what_they_resolved(repo: Repo, journal: Journal, name: str) -> None:
    repo.commit(
        f"Limit it\n\nResolves: SEC-1\nCo-authored-by: Bob <b@example.org>\nVerified-by: SEC-1 {name}"
    )
    journal.sync()
    state = journal.state("SEC-1")
    assert state.status is Status.RESOLVED
    assert "somebody else has to verify" in state.notes[0].text


def test_a_reviewer_attests_in_a_commit_of_their_own(repo: Repo, journal: Journal) -> None:
    repo.commit("Fixes SEC-1")
    other = {"GIT_AUTHOR_NAME": "Grace", "GIT_AUTHOR_EMAIL": "grace@example.org"}
    repo.commit("Check it\n\nVerified-by: SEC-1 Grace", **other)
    journal.sync()
    assert (journal.status("SEC-1"), journal.state("SEC-1").verified_by) == (Status.VERIFIED, "Grace")


def test_hours_add_up_and_an_amended_commit_does_not_count_twice(repo: Repo, journal: Journal) -> None:
    repo.commit("One\n\nRefs: SEC-1\nActual: SEC-1 30m")
    repo.commit("Two\n\nRefs: SEC-1\nActual: SEC-1 2h\nActual: SEC-1 x")
    journal.sync()
    assert journal.state("SEC-1").actual_hours == 2.5
    repo.amend("Two\n\nRefs: SEC-1\nActual: SEC-1 3h")
    journal.sync()
    assert journal.state("SEC-1").actual_hours == 3.5


def test_items_that_left_the_plan_are_left_alone(repo: Repo, journal: Journal) -> None:
    repo.commit("Fixes SEC-1, fixes SEC-2")
    journal.plan = plan_of("SEC-2")
    journal.sync()
    assert {event.item for event in journal.events} == {"SEC-2"}
    journal.plan = plan_of("SEC-1", "SEC-2")
    journal.sync()
    assert journal.status("SEC-1") is Status.RESOLVED


def test_trailers_alone_count_where_the_plan_says_so(repo: Repo, journal: Journal) -> None:
    repo.commit("Fixes SEC-1\n\nResolves: SEC-2")
    journal.plan = plan_of("SEC-1", "SEC-2")
    object.__setattr__(journal.plan, "keywords", False)
    journal.sync()
    assert [journal.status(i) for i in ("SEC-1", "SEC-2")] == [Status.IN_PROGRESS, Status.RESOLVED]


def test_days_are_as_long_as_the_team_says(repo: Repo, journal: Journal) -> None:
    repo.commit("Work\n\nActual: SEC-1 1d\nActual: SEC-2 1w\nActual: SEC-3 2h")
    object.__setattr__(journal.plan, "team", Team(hours_per_day=8))
    journal.sync()
    hours = [journal.state(item).actual_hours for item in ("SEC-1", "SEC-2", "SEC-3")]
    assert hours == [8, 40, 2]


def test_days_are_of_six_hours_where_nobody_says(repo: Repo, journal: Journal) -> None:
    repo.commit("Work\n\nActual: SEC-1 1d")
    journal.sync()
    assert journal.state("SEC-1").actual_hours == 6


def test_other_hours_are_noticed_and_count_what_is_new(repo: Repo, journal: Journal) -> None:
    repo.commit("Work\n\nActual: SEC-1 1d")
    journal.sync()
    object.__setattr__(journal.plan, "team", Team(hours_per_day=8))
    assert journal.sync() == []
    repo.commit("Work\n\nActual: SEC-1 1d")
    journal.sync()
    assert journal.state("SEC-1").actual_hours == 14


def test_hours_of_a_commit_that_left_the_mainline_are_those_of_the_one_in_its_place(
    repo: Repo, journal: Journal
) -> None:
    repo.commit("Work\n\nRefs: SEC-1\nActual: SEC-1 1h")
    journal.sync()
    repo.git("branch", "kept")
    repo.amend()
    journal.sync()
    assert journal.state("SEC-1").actual_hours == 1
    assert journal.sync() == []
    repo.git("reset", "-q", "--hard", "kept")
    journal.sync()
    assert journal.state("SEC-1").actual_hours == 1


def renamed(old: str, new: str) -> Plan:
    """Return a plan in which one of two items has another id by now."""
    items = (Item(new, "Renamed", checks=plan_of(new).items[0].checks, was=(old,)), *plan_of("SEC-2").items)
    return Plan("review", "Review", items=items)


def test_an_item_renamed_is_not_moved_anew(repo: Repo, journal: Journal) -> None:
    repo.commit("Work\n\nResolves: SEC-1\nTicks: SEC-1/limit\nActual: SEC-1 3h\nEvidence: docs/run.md")
    repo.git("branch", "fix/SEC-1")
    journal.sync()
    journal.plan = renamed("SEC-1", "KEYS-1")
    assert journal.sync() == []
    journal.scan, journal.hits = None, {}
    assert journal.sync() == []


def test_an_item_renamed_stays_where_undo_left_it(repo: Repo, journal: Journal) -> None:
    repo.commit("Fixes SEC-1, fixes SEC-2")
    repo.git("branch", "fix/SEC-1")
    journal.undo(journal.sync())
    journal.plan = renamed("SEC-1", "KEYS-1")
    journal.scan, journal.hits = None, {}
    assert journal.sync() == []
    repo.commit("Fixes SEC-1 and KEYS-1")
    journal.sync()
    assert journal.status("KEYS-1") is Status.RESOLVED


def test_an_item_renamed_is_reopened_by_what_comes_later(repo: Repo, journal: Journal) -> None:
    fix = repo.commit("Fixes SEC-1")
    journal.sync()
    journal.plan = renamed("SEC-1", "KEYS-1")
    journal.sync()
    repo.revert(fix)
    assert [(event.item, event.kind) for event in journal.sync()] == [("KEYS-1", EventKind.REVERTED)]


def test_an_item_renamed_and_a_commit_dropped_at_once(repo: Repo, journal: Journal) -> None:
    repo.commit("Start")
    repo.commit("Fixes SEC-1\n\nActual: SEC-1 2h")
    journal.sync()
    journal.plan = renamed("SEC-1", "KEYS-1")
    repo.git("reset", "-q", "--hard", "HEAD~1")
    kinds = [(event.item, event.kind) for event in journal.sync()]
    assert kinds == [("KEYS-1", EventKind.VANISHED), ("KEYS-1", EventKind.ACTUAL)]


def test_an_item_renamed_and_its_commit_amended_at_once(repo: Repo, journal: Journal) -> None:
    repo.commit("Fixes SEC-1\n\nActual: SEC-1 2h", file="a.txt")
    journal.sync()
    journal.plan = renamed("SEC-1", "KEYS-1")
    repo.amend()
    assert [event.kind for event in journal.sync()] == [EventKind.RELINK]
