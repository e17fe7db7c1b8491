"""Random lives of two people's journals of one repository: commits, merges, reverts, rewritten history, and
syncs at any moment, beside acts by hand, undo and journals that are brought together.

What a sync writes is held against the repository's own truth, and what is read against the reference, which
plays the same events by its own rules.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.model.desk import Desk
from tests.model.pair import DESKS, START, Pair
from tests.model.repository import MAIN, Repository, Said, truth_of
from tracker.domain.state import ItemState
from tracker.service.commits.sync import sync
from tracker.service.commits.sync_report import SyncReport

ITEMS = ("POOL-1", "AUTH-1")
"""Items of which the review claims nothing."""
BRANCHES = ("topic", "fix/pool-1", "auth-1_try")
NAMED = {"POOL-1": ("fix/pool-1",), "AUTH-1": ("auth-1_try",)}
LINKS = ("link", "relink")
HARMLESS = ("note", "assign", "estimate", "block", "unblock")
"""Acts that change nothing of what commits change."""
SAID = st.sampled_from(
    (
        Said(),
        Said(resolves=("POOL-1",)),
        Said(resolves=("POOL-1",), hours=2.0),
        Said(refs=("POOL-1",)),
        Said(refs=("POOL-1",), hours=0.5),
        Said(refs=("POOL-1",), ticks=("POOL-1/limit",)),
        Said(resolves=("AUTH-1", "POOL-1")),
        Said(resolves=("AUTH-1",), ticks=("AUTH-1/own",)),
        Said(refs=("AUTH-1", "DONE-1")),
        Said(resolves=("DONE-1",)),
    )
)


class TwoSyncs(Pair):
    """One repository, two journals that sync it."""

    def __init__(self) -> None:
        super().__init__()
        self.repository = Repository(self.folder, START)
        self.seen: dict[str, set[str]] = {name: set() for name in self.desks}
        """The commits that were there at some sync, as far as they are remembered."""

    def desk(self, name: str) -> Desk:
        return Desk(name, self.folder, self.folder)

    def end(self) -> None:
        for name in self.desks:
            self.sync(name)
        super().end()

    def _branch(self, place: int) -> str:
        known = sorted(self.repository.branches)
        return known[place % len(known)]

    @rule(place=st.integers(0, 3), said=SAID)
    def commit(self, place: int, said: Said) -> None:
        self.repository.commit(self._branch(place), said)

    @rule(name=st.sampled_from(BRANCHES), said=SAID)
    def commit_on_a_branch(self, name: str, said: Said) -> None:
        """Where there is no such branch, it begins at the mainline."""
        if name not in self.repository.branches:
            self.repository.point(name, self.repository.branches[MAIN])
        self.repository.commit(name, said)

    @precondition(lambda self: len(self.repository.branches) > 1)
    @rule(place=st.integers(0, 2))
    def merge_branch(self, place: int) -> None:
        branches = sorted(set(self.repository.branches) - {MAIN})
        self.repository.merge(branches[place % len(branches)], MAIN)

    @precondition(lambda self: len(self.repository.branches) > 1)
    @rule(place=st.integers(0, 2))
    def delete_branch(self, place: int) -> None:
        branches = sorted(set(self.repository.branches) - {MAIN})
        self.repository.delete(branches[place % len(branches)])

    @rule(place=st.integers(0, 3), number=st.integers(0, 5))
    def revert(self, place: int, number: int) -> None:
        """Take back one of the newest changes of a branch."""
        branch = self._branch(place)
        known = [self.repository.commits[sha] for sha in self.repository.reached(branch)]
        changes = sorted((c for c in known if len(c.parents) == 1), key=lambda c: c.written, reverse=True)
        if changes:
            reverted = changes[number % len(changes)].sha
            self.repository.commit(branch, Said(reverts=reverted), subject="Take it back")

    @rule(place=st.integers(0, 3))
    def amend(self, place: int) -> None:
        branch = self._branch(place)
        if len(self.repository.commits[self.repository.branches[branch]].parents) == 1:
            self.repository.amend(branch)

    @precondition(lambda self: len(self.repository.branches) > 1)
    @rule(place=st.integers(0, 2))
    def rebase(self, place: int) -> None:
        branches = sorted(set(self.repository.branches) - {MAIN})
        branch = branches[place % len(branches)]
        own = self.repository.reached(branch) - self.repository.reached(MAIN)
        if not any(self.repository.commits[sha].said.reverts in own for sha in own):
            self.repository.rebase(branch, MAIN)

    @rule(place=st.integers(0, 3))
    def drop(self, place: int) -> None:
        """Throw the last commit of a branch away."""
        branch = self._branch(place)
        parents = self.repository.commits[self.repository.branches[branch]].parents
        if parents:
            self.repository.point(branch, parents[0])

    @rule(at=DESKS)
    def sync(self, at: str) -> None:
        """Afterwards the journal says what the history says, and syncing again says nothing more."""
        self._synced(self.desks[at])
        self._agree_with_history(self.desks[at])
        assert self._synced(self.desks[at]).events == ()

    @rule(at=DESKS)
    def sync_from_the_start(self, at: str) -> None:
        """What the last sync remembered can be lost at any time."""
        desk = self.desks[at]
        self._forget(desk)
        self._synced(desk)
        self._agree_with_history(desk)
        self._forget(desk)
        assert self._synced(desk).events == ()

    def _synced(self, desk: Desk) -> SyncReport:
        report = sync(desk.tracker, actor="git", now=self.now)
        self.seen[desk.name] |= self.repository.reached(*self.repository.branches)
        desk.record(report.events, self.now)
        return report

    def _forget(self, desk: Desk) -> None:
        if desk.database.exists():
            with closing(sqlite3.connect(desk.database)) as connection:
                connection.execute("DELETE FROM scan")
                connection.execute("DELETE FROM hit")
                connection.commit()
        acts = desk.reference.acts.values()
        steps = [step for act in acts if act.replica in desk.own for step in act.steps]
        self.seen[desk.name] = {
            step.data.get("new") or step.data["sha"] for step in steps if step.kind in LINKS
        }

    def _agree_with_history(self, desk: Desk) -> None:
        snapshot = desk.snapshot
        for item in set(ITEMS) - self._disturbed(desk) - self._hearsay(desk):
            state = snapshot.states.get(item, ItemState())
            truth = truth_of(self.repository, item, NAMED[item])
            commits = self.repository.commits
            links = {
                (commits[link.sha].change, link.role.value) for link in state.commits if not link.undone_by
            }
            assert links == truth.links, item
            assert state.status.value == truth.status, item
            evident = {commits[e.sha].change for e in state.evidence if e.kind == "commit" and e.sha}
            assert truth.fixes <= evident, item
            assert {check for check, done in state.ticks.items() if done} == truth.ticks, item
            assert (state.actual_hours or 0.0) == truth.hours, item

    def _hearsay(self, desk: Desk) -> set[str]:
        """The items of which the desk only heard what is no longer there: whoever saw it has to say so."""
        there = self.repository.reached(*self.repository.branches)
        states = desk.snapshot.states
        return {
            item
            for item in ITEMS
            if item in states
            for link in states[item].commits
            if not link.undone_by and link.sha not in there and link.sha not in self.seen[desk.name]
        }

    def _disturbed(self, desk: Desk) -> set[str | None]:
        """The items of which something a sync did is undone, or that somebody worked on by hand."""
        done = set(desk.reference.stacks()[0])
        undone = {
            step.item for act in desk.reference.acts.values() if act.batch not in done for step in act.steps
        }
        by_hand = {
            played.step.item
            for played in desk.reference.played()
            if played.step.effect is None and played.step.kind not in HARMLESS
        }
        return undone | by_hand

    @rule(
        at=DESKS,
        verb=st.sampled_from(
            ("start", "resolve", "attest", "reopen", "accept-risk", "reject", "tick", "note")
        ),
        item=st.sampled_from((*ITEMS, "DONE-1")),
    )
    def act(self, at: str, verb: str, item: str) -> None:
        given = {
            "text": "because",
            "note": None,
            "evidence": "seen it",
            "by": "bob",
            "day": self.now.date() + timedelta(days=2),
            "as": "wont_fix",
            "other": None,
            "check": "1",
        }
        self.desks[at].act(verb, [item], given, who="ada", now=self.now)

    @rule(at=DESKS)
    def undo_then_sync(self, at: str) -> None:
        """What was undone stays undone: a sync has nothing to say to it."""
        desk = self.desks[at]
        self._synced(desk)
        desk.undo(1, who="ada", now=self.now)
        before = desk.snapshot
        assert self._synced(desk).events == ()
        assert desk.snapshot.states == before.states

    @rule(at=DESKS)
    def undo_what_both_synced(self, at: str) -> None:
        """What both read and one took back is taken back for both."""
        for desk in self.desks.values():
            self._synced(desk)
        self.desks[at].undo(1, who="ada", now=self.now)
        self.merge("left")
        self.merge("right")
        left, right = self.desks["left"], self.desks["right"]
        assert left.snapshot.states == right.snapshot.states
        assert self._synced(left).events == self._synced(right).events == ()

    @rule(hours=st.integers(-3, 40))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(first=DESKS)
    def exchange(self, first: str) -> None:
        """Journals that were synced and brought together are the same, and say what the history says."""
        left, right = self.desks["left"], self.desks["right"]
        self._synced(left)
        self._synced(right)
        self.merge(first)
        self.merge("left" if first == "right" else "right")
        assert left.snapshot.states == right.snapshot.states
        assert self._hearsay(left) <= self._disturbed(left)
        self._agree_with_history(left)
        assert self._synced(left).events == self._synced(right).events == ()
