"""Random lives of two people's journals of one plan: acts of every kind, undo, clocks gone wrong, plans that
are edited, and journals that are brought together in any order.
"""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.model.pair import DESKS, START, Pair
from tests.model.plans import PLANS
from tests.model.rules import VERBS
from tracker.domain.plan import Plan

WORK = ("start", "resolve", "prove", "attest", "reopen", "tick", "accept-risk", "defer")
PEOPLE = ("ada", "bob", "Cy")
TEXTS = st.sampled_from(("because", "  a reason ", "why not", ""))
LENGTHS = {
    "a moment": timedelta(seconds=1),
    "an hour": timedelta(hours=1),
    "a day": timedelta(days=1),
    "a week": timedelta(days=7),
}


def given_arguments() -> st.SearchStrategy[dict[str, Any]]:
    """Every argument that some act takes; each looks at its own."""
    return st.fixed_dictionaries(
        {
            "text": TEXTS,
            "note": st.sampled_from((None, "as asked")),
            "evidence": st.sampled_from((None, "seen it")),
            "by": st.sampled_from((*PEOPLE, "ADA", "  ", " dot ")),
            "passed": st.booleans(),
            "day": st.integers(-1, 9).map(lambda days: START.date() + timedelta(days)),
            "as": st.sampled_from(("false_positive", "wont_fix", "duplicate")),
            "other": st.integers(0, 9),
            "check": st.sampled_from(("limit", "alert", "own", "pool", "rest", "1", "2", "3", "none")),
            "hours": st.sampled_from((0.5, 1.0, 2.25)),
        }
    )


class TwoJournals(Pair):
    """No repository: journals alone."""

    @rule(
        at=DESKS,
        verb=st.sampled_from(VERBS),
        places=st.lists(st.integers(0, 9), min_size=1, max_size=3),
        given=given_arguments(),
        who=st.sampled_from(PEOPLE),
    )
    def act(self, at: str, verb: str, places: list[int], given: dict[str, Any], who: str) -> None:
        desk = self.desks[at]
        ids = [item.id for item in desk.plan.items]
        items = dict.fromkeys(ids[place % len(ids)] for place in places)
        other = ids[given["other"]] if given["other"] < len(ids) else None
        desk.act(verb, list(items), {**given, "other": other}, who=who, now=self.now)

    @rule(
        at=DESKS, verb=st.sampled_from(WORK), item=st.sampled_from(("POOL-1", "HALF-1")), passed=st.booleans()
    )
    def work(self, at: str, verb: str, item: str, passed: bool) -> None:
        """The acts of every day, on few items, so that lives of some length come about."""
        desk = self.desks[at]
        given: dict[str, Any] = {
            "text": "why",
            "note": None,
            "evidence": "seen",
            "by": "Cy",
            "passed": passed,
            "check": "1",
        }
        given["day"] = self.now.date() + timedelta(days=1)
        if item in desk.plan.item_by_id:
            desk.act(verb, [item], given, who="ada", now=self.now)

    @rule(
        at=DESKS,
        act=st.sampled_from(
            (
                ("measure", {"target": "query", "value": "200 ms"}),
                ("measure", {"target": "query", "value": "300 ms"}),
                ("signoff", {"role": "lead", "by": "Lea"}),
                ("signoff", {"role": "lead", "by": " "}),
                ("tick", {"list": "go", "check": "hand"}),
                ("untick", {"list": "go", "check": "hand"}),
                ("tick", {"list": "go", "check": "self"}),
            )
        ),
    )
    def act_on_plan(self, at: str, act: tuple[str, dict[str, Any]]) -> None:
        verb, given = act
        if verb == "signoff" and not given["by"].strip():
            given = {**given, "by": ""}
        self.desks[at].act_on_plan(verb, given, who="ada", now=self.now)

    @rule(length=st.sampled_from(sorted(LENGTHS)), back=st.booleans())
    def time_passes(self, length: str, back: bool) -> None:
        self.now += LENGTHS[length] * (-1 if back else 1)

    @rule(at=DESKS, item=st.sampled_from(("POOL-1", "HALF-1")), days=st.integers(1, 2))
    def lapse(self, at: str, item: str, days: int) -> None:
        """A risk that was accepted until tomorrow, as it looks tomorrow and the day after."""
        desk = self.desks[at]
        if item in desk.plan.item_by_id:
            given = {"text": "rare", "by": "Cy", "day": self.now.date() + timedelta(days=1)}
            desk.act("accept-risk", [item], given, who="ada", now=self.now)
            self.now += timedelta(days=days)

    @rule(hours=st.sampled_from((-11, 0, 13)))
    def travel(self, hours: int) -> None:
        self.now = self.now.astimezone(timezone(timedelta(hours=hours)))

    @rule(at=DESKS, plan=st.sampled_from(PLANS))
    def edit_the_plan(self, at: str, plan: Plan) -> None:
        self.desks[at].plan = plan

    @rule(at=DESKS)
    def rebuild(self, at: str) -> None:
        self.desks[at].rebuild(who="ada", now=self.now)

    @rule(first=DESKS)
    def exchange(self, first: str) -> None:
        """Once each has what the other has, they are the same, and stay it."""
        self.merge(first)
        self.merge("left" if first == "right" else "right")
        self.merge(first)
        left, right = self.desks["left"], self.desks["right"]
        plan = right.plan
        right.plan = left.plan
        assert right.tracker.board(self.now) == left.tracker.board(self.now)
        right.plan = plan
