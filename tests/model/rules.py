"""What people may do, once more: the design's state machine as a table, beside the reference's states.

Every request that a machine makes is judged here and by the tracker; both have to refuse it, or both have to
take the same steps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from tests.model.playing import REJECTED, State, Step
from tracker.domain.plan import Check, Item, Plan

WORK = ("open", "in_progress", "in_review")
CLOSED = ("resolved", "verified", "risk_accepted", *REJECTED)
EVERY = (*WORK, "deferred", *CLOSED)
FROM: Mapping[str, tuple[str, ...]] = {
    "start": ("open", "deferred"),
    "resolve": (*WORK, "deferred"),
    "verify": ("resolved", "verified"),
    "reopen": tuple(status for status in EVERY if status != "open"),
    "block": WORK,
    "defer": WORK,
    "accept-risk": (*WORK, "deferred", "risk_accepted", "resolved"),
    "reject": (*WORK, "deferred", "risk_accepted", "resolved"),
    "tick": tuple(status for status in EVERY if status not in REJECTED),
    "untick": tuple(status for status in EVERY if status not in REJECTED),
}
"""The statuses that each act may start from."""
CONFIRMS = {"start": "in_progress", "resolve": "resolved"}
"""A status that only the review claims may be confirmed by the act that reaches it."""

Arguments = Mapping[str, Any]


class No(Exception):  # noqa: N818
    """The act is not allowed."""


@dataclass(frozen=True)
class Wall:
    """The reference's states as they look at one moment, like a board's cards."""

    plan: Plan
    states: Mapping[str, State]
    plan_state: State
    now: datetime
    max_age: timedelta | None = None

    @property
    def today(self) -> date:
        return self.now.date()

    def status(self, item: str) -> str:
        """Where the item stands today: an acceptance lapses by itself."""
        state = self.states[item]
        lapsed = state["acceptance"] and state["acceptance"][2] < self.today
        return "open" if lapsed else str(state["status"])

    def blocked_by(self, item: Item) -> tuple[str, ...]:
        return tuple(before for before in item.after if self.status(before) not in CLOSED)

    def done(self, check: Check, ticks: Mapping[str, bool]) -> bool:
        """A check is ticked by hand or by a commit, or ticks itself with the item it points at."""
        return bool(ticks.get(check.id)) or bool(check.item and self.status(check.item) == "verified")

    def list_ticks(self, checklist: str) -> Mapping[str, bool]:
        ticks = self.plan_state["ticks"]
        return {check: done for (list_, check), done in ticks.items() if list_ == checklist}

    def fresh(self, item: str) -> list[State]:
        """The evidence that counts: no failed run, no commit that was taken back, not too old."""
        state = self.states[item]
        gone = {link["sha"] for link in state["commits"] if link["undone_by"]}
        return [
            found
            for found in state["evidence"]
            if found["passed"] is not False
            and not (found["kind"] == "commit" and found["sha"] in gone)
            and not (self.max_age and self.now - found["at"] > self.max_age)
        ]

    def verbs(self, item: str) -> set[str]:
        """What may be done to the item, as a hint would list it."""
        return {verb for verb in FROM if self.allows(item, verb)}

    def allows(self, item: str, verb: str) -> bool:
        status, claimed = self.status(item), self.states[item]["claimed"]
        return status in FROM[verb] or bool(claimed and CONFIRMS.get(verb) == status)


def steps_of(wall: Wall, verb: str, item: str, given: Arguments, who: str) -> list[Step]:
    """Return the steps by which somebody does `verb` to the item; raises No where that is not allowed."""
    return [
        Step(kind, item, {key: value for key, value in data.items() if value is not None})
        for kind, data in _ACTS[verb](wall, item, given)
    ]


def plan_steps(wall: Wall, verb: str, given: Arguments) -> list[Step]:
    """Return the steps of an act on the plan as a whole; raises No."""
    if verb == "measure":
        return [Step("measure", None, {**given, "met": float(given["value"].split()[0]) < 250})]
    if verb == "signoff":
        return [Step("signoff", None, {"role": given["role"], "by": _said(given["by"])})]
    checklist = next(each for each in wall.plan.checklists if each.id == given["list"])
    check = next(each for each in checklist.checks if each.id == given["check"])
    if check.item or wall.done(check, wall.list_ticks(checklist.id)) == (verb == "tick"):
        raise No
    return [Step(verb, None, dict(given))]


_Steps = list[tuple[str, dict[str, Any]]]


def _said(text: str | None) -> str:
    if not text or not text.strip():
        raise No
    return text.strip()


def _later(day: date, today: date) -> str:
    if day <= today:
        raise No
    return day.isoformat()


def _legal(wall: Wall, item: str, verb: str) -> None:
    if not wall.allows(item, verb):
        raise No


def _start(wall: Wall, item: str, given: Arguments) -> _Steps:
    _legal(wall, item, "start")
    return [("start", {})]


def _resolve(wall: Wall, item: str, given: Arguments) -> _Steps:
    _legal(wall, item, "resolve")
    offered = [("evidence", {"kind": "note", "ref": given["evidence"]})] if given["evidence"] else []
    if wall.plan.item_by_id[item].requires.value != "none" and not (offered or wall.fresh(item)):
        raise No
    return [*offered, ("resolve", {"note": given["note"]})]


def _attest(wall: Wall, item: str, given: Arguments) -> _Steps:
    _legal(wall, item, "verify")
    by, resolver = _said(given["by"]), wall.states[item]["resolved_by"]
    if wall.plan.item_by_id[item].requires.value == "proof" or by.lower() == (resolver or "").lower():
        raise No
    word = {"kind": "attestation", "ref": f"verified by {by}"}
    return [("evidence", word), ("verify", {"by": by, "proof": False})]


def _prove(wall: Wall, item: str, given: Arguments) -> _Steps:
    _legal(wall, item, "verify")
    run = {"kind": "command", "ref": "make test", "passed": given["passed"]}
    return [("evidence", run), *([("verify", {"proof": True})] if given["passed"] else [])]


def _reopen(wall: Wall, item: str, given: Arguments) -> _Steps:
    _legal(wall, item, "reopen")
    return [("reopen", {"reason": _said(given["text"])})]


def _block(wall: Wall, item: str, given: Arguments) -> _Steps:
    _legal(wall, item, "block")
    if wall.states[item]["blocked"]:
        raise No
    return [("block", {"reason": _said(given["text"])})]


def _unblock(wall: Wall, item: str, given: Arguments) -> _Steps:
    if not wall.states[item]["blocked"]:
        raise No
    return [("unblock", {})]


def _defer(wall: Wall, item: str, given: Arguments) -> _Steps:
    _legal(wall, item, "defer")
    return [("defer", {"when": _said(given["text"]), "review": _later(given["day"], wall.today)})]


def _accept(wall: Wall, item: str, given: Arguments) -> _Steps:
    _legal(wall, item, "accept-risk")
    agreed = {"approver": _said(given["by"]), "rationale": _said(given["text"])}
    return [("accept_risk", {**agreed, "expires": _later(given["day"], wall.today)})]


def _reject(wall: Wall, item: str, given: Arguments) -> _Steps:
    _legal(wall, item, "reject")
    as_, other, text = given["as"], given["other"], given["text"]
    if as_ == "duplicate":
        if other is None or other == item or wall.status(other) == "duplicate":
            raise No
        return [("reject", {"as": as_, "of": other, "rationale": text.strip() or f"duplicate of {other}"})]
    approver = _said(given["by"]) if as_ == "false_positive" else given["by"] or None
    return [("reject", {"as": as_, "rationale": _said(text), "approver": approver})]


def _ticking(verb: str) -> Callable[[Wall, str, Arguments], _Steps]:
    def tick(wall: Wall, item: str, given: Arguments) -> _Steps:
        _legal(wall, item, verb)
        known = {check.id: check for check in wall.plan.item_by_id[item].checks}
        by_place = {str(place): check for place, check in enumerate(known.values(), start=1)}
        check = known.get(given["check"]) or by_place.get(given["check"])
        if check is None or (check.item and check.item != item):
            raise No
        if wall.done(check, wall.states[item]["ticks"]) == (verb == "tick"):
            raise No
        return [(verb, {"check": check.id})]

    return tick


def _note(wall: Wall, item: str, given: Arguments) -> _Steps:
    return [("note", {"text": _said(given["text"])})]


def _assign(wall: Wall, item: str, given: Arguments) -> _Steps:
    return [("assign", {"owner": given["by"].strip() or None})]


def _estimate(wall: Wall, item: str, given: Arguments) -> _Steps:
    low, high = given["hours"], given["hours"] * 2
    return [("estimate", {"low": low, "high": high, "effort": f"{low:g}-{high:g}h"})]


def _actual(wall: Wall, item: str, given: Arguments) -> _Steps:
    if given["hours"] <= 0:
        raise No
    return [("actual", {"hours": given["hours"]})]


def _evidence(wall: Wall, item: str, given: Arguments) -> _Steps:
    return [("evidence", {"kind": "note", "ref": _said(given["text"])})]


_ACTS: Mapping[str, Callable[[Wall, str, Arguments], _Steps]] = {
    "start": _start,
    "resolve": _resolve,
    "attest": _attest,
    "prove": _prove,
    "reopen": _reopen,
    "block": _block,
    "unblock": _unblock,
    "defer": _defer,
    "accept-risk": _accept,
    "reject": _reject,
    "tick": _ticking("tick"),
    "untick": _ticking("untick"),
    "note": _note,
    "assign": _assign,
    "estimate": _estimate,
    "actual": _actual,
    "evidence": _evidence,
}
VERBS = tuple(_ACTS)
