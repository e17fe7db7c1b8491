"""The steps of one item, played on a dictionary: what every act, commit and branch does to it.

What a commit did depends on how it ended, which later steps tell: that is looked up first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tracker.domain.plan import Item

State = dict[str, Any]
CLAIMED = {"open": "open", "partial": "in_progress", "done": "resolved", "deferred": "deferred"}
REJECTED = ("false_positive", "wont_fix", "duplicate")


@dataclass(frozen=True)
class Step:
    """One thing that an act did to one item, or to the plan as a whole (`item` None)."""

    kind: str
    item: str | None
    data: Mapping[str, Any] = field(default_factory=dict)
    effect: str | None = None


@dataclass(frozen=True)
class Played:
    """A step with the moment, the person and the commit of its act."""

    step: Step
    at: datetime
    who: str
    head: str | None = None


def all_names(sha: str, renamings: list[set[str]]) -> set[str]:
    """Every sha that a commit had, given pairs of an old and a new one."""
    found = {sha}
    while more := {name for pair in renamings if pair & found for name in pair} - found:
        found |= more
    return found


def start_of(item: Item) -> State:
    """The state as the review claims it."""
    status = CLAIMED[item.claim.value]
    off = item.deferred if status == "deferred" else None
    return {
        "status": status,
        "claimed": status != "open",
        "reason": None,
        "blocked": None,
        "owner": None,
        "owner_set": False,
        "effort": None,
        "actual_hours": None,
        "ticks": {},
        "commits": [],
        "branches": [],
        "evidence": [],
        "notes": [],
        "acceptance": None,
        "deferral": (off.when, off.review) if off else None,
        "duplicate_of": None,
        "started_at": None,
        "resolved_at": None,
        "resolved_by": None,
        "verified_at": None,
        "verified_by": None,
        "updated_at": None,
    }


def play(state: State, steps: list[Played]) -> State:
    """Play the steps of one item, in order, on the state it starts in."""
    ends = Ends(steps)
    for played in steps:
        _PLAY[played.step.kind](state, played, played.step.data, ends)
        state["updated_at"] = played.at
    return state


class Ends:
    """How it ended with commits and branches: what was taken back in the end never had an effect."""

    def __init__(self, steps: Iterable[Played]) -> None:
        steps = list(steps)
        renamings = [played.step.data for played in steps if played.step.kind == "relink"]
        self.names = [{each["old"], each["new"]} for each in renamings]
        self.lost: dict[str, str] = {}
        """By one of a commit's shas: the revert that took it back, `vanished`, or `removed` by a person."""
        self.there: set[str] = set()
        counted = set()
        for played in steps:
            kind, data = played.step.kind, played.step.data
            sha = self._one_of(data.get("sha", ""))
            removed = self.lost.get(sha) == "removed"
            if kind == "unlink":
                self.lost[sha] = "removed"
            elif kind == "link" and played.step.effect is None:  # a person's word
                self.lost.pop(sha, None)
            elif kind in ("reverted", "vanished") and not removed:
                self.lost[sha] = data.get("by", "vanished")
            elif kind == "restored" and not removed:
                self.lost.pop(sha, None)
            elif kind == "branch":
                self.there.add(data["branch"])
                counted |= set() if data.get("again") else {data["branch"]}
            elif kind == "unbranch":
                self.there.discard(data["branch"])
        self.there &= counted

    def of(self, sha: str | None) -> str | None:
        """What became of the commit; None where it stands."""
        return self.lost.get(self._one_of(sha or ""))

    def same(self, sha: str | None, other: str) -> bool:
        """Whether both are the same commit."""
        return sha in all_names(other, self.names)

    def _one_of(self, sha: str) -> str:
        """The sha that stands for all that the commit had."""
        return min(all_names(sha, self.names))


def _move(state: State, status: str, **more: Any) -> None:
    """A new status, and nothing left of what belonged to the old one."""
    forgotten = ("reason", "acceptance", "deferral", "duplicate_of", "verified_at", "verified_by")
    state.update(dict.fromkeys(forgotten), status=status, claimed=False)
    state.update(more)


def _reopen(state: State, reason: str | None) -> None:
    _move(state, "open", reason=reason, resolved_at=None, resolved_by=None)


def _idle(state: State, at: datetime) -> bool:
    """Nobody works on it yet: open, lapsed, or begun on the review's word alone."""
    lapsed = state["acceptance"] and state["acceptance"][2] < at.date()
    begun_by_review = state["claimed"] and state["status"] == "in_progress"
    return bool(state["status"] == "open" or lapsed or begun_by_review)


def _begin(state: State, at: datetime) -> None:
    _move(state, "in_progress", started_at=state["started_at"] or at)


def _start(state: State, played: Played, data: Mapping[str, Any], ends: Ends) -> None:
    _begin(state, played.at)


def _resolve(state: State, played: Played, data: Mapping[str, Any], ends: Ends) -> None:
    begun = state["started_at"] or played.at
    _move(state, "resolved", started_at=begun, resolved_at=played.at, resolved_by=played.who)


def _verify(state: State, played: Played, data: Mapping[str, Any], ends: Ends) -> None:
    done = state["resolved_at"] or played.at
    by = data.get("by") or played.who
    _move(state, "verified", resolved_at=done, verified_at=played.at, verified_by=by)


def _taken_back(state: State, played: Played, data: Mapping[str, Any], ends: Ends) -> None:
    if not ends.of(data.get("sha")):
        _reopen(state, data.get("reason"))


def _block(state: State, played: Played, data: Mapping[str, Any], ends: Ends) -> None:
    state["blocked"] = data["reason"]


def _unblock(state: State, played: Played, data: Mapping[str, Any], ends: Ends) -> None:
    state["blocked"] = None


def _defer(state: State, played: Played, data: Mapping[str, Any], ends: Ends) -> None:
    _move(state, "deferred", deferral=(data["when"], date.fromisoformat(data["review"])))


def _accept(state: State, played: Played, data: Mapping[str, Any], ends: Ends) -> None:
    until = date.fromisoformat(data["expires"])
    _move(state, "risk_accepted", acceptance=(data["approver"], data["rationale"], until))


def _reject(state: State, played: Played, data: Mapping[str, Any], ends: Ends) -> None:
    _move(state, data["as"], reason=data["rationale"], duplicate_of=data.get("of"))


def _tick(state: State, played: Played, data: Mapping[str, Any], ends: Ends) -> None:
    sha = played.step.effect.split(":")[2] if played.step.effect else None  # of the commit that says so
    if _idle(state, played.at) and not ends.of(sha):
        _begin(state, played.at)
    state["ticks"][data["check"]] = True


def _untick(state: State, played: Played, data: Mapping[str, Any], ends: Ends) -> None:
    state["ticks"][data["check"]] = False


def _note(state: State, played: Played, data: Mapping[str, Any], ends: Ends) -> None:
    state["notes"].append((data["text"], played.who, played.at))


def _assign(state: State, played: Played, data: Mapping[str, Any], ends: Ends) -> None:
    state.update(owner=data.get("owner"), owner_set=True)


def _estimate(state: State, played: Played, data: Mapping[str, Any], ends: Ends) -> None:
    state["effort"] = (data["low"], data["high"], data.get("likely"), data["effort"])


def _actual(state: State, played: Played, data: Mapping[str, Any], ends: Ends) -> None:
    state["actual_hours"] = (state["actual_hours"] or 0.0) + data["hours"]


def _evidence(state: State, played: Played, data: Mapping[str, Any], ends: Ends) -> None:
    found = {"kind": data["kind"], "ref": data["ref"], "at": played.at, "actor": played.who}
    state["evidence"].append(found | {"sha": data.get("sha") or played.head, "passed": data.get("passed")})
    if data.get("passed") is False and state["status"] in ("resolved", "verified"):
        _reopen(state, f"proof failed: {data['ref']}")


def _link(state: State, played: Played, data: Mapping[str, Any], ends: Ends) -> None:
    end = ends.of(data["sha"])
    if end == "removed":
        return
    written = datetime.fromisoformat(data["authored_at"])
    link = {name: data[name] for name in ("sha", "role", "subject", "author", "where")}
    known = state["commits"]
    state["commits"] = [x for x in known if x["role"] != data["role"] or not ends.same(x["sha"], data["sha"])]
    state["commits"].append({**link, "at": written, "undone_by": end})
    if end:
        return
    idle, begun = _idle(state, played.at), state["started_at"] or written
    open_to_fixes = state["status"] not in ("verified", *REJECTED)
    if data["role"] == "resolves" and open_to_fixes and data["where"] == "mainline":
        _move(state, "resolved", started_at=begun, resolved_at=written, resolved_by=data["author"])
    elif data["role"] == "resolves" and (idle or state["status"] == "in_progress") and open_to_fixes:
        _move(state, "in_review", started_at=begun)
    elif data["role"] == "refs" and idle:
        _move(state, "in_progress", started_at=begun)


def _lost(state: State, played: Played, data: Mapping[str, Any], ends: Ends) -> None:
    """A commit was reverted or vanished: without another fix its item is open again, or back in review."""
    sha = data["sha"]
    fixes = [link for link in state["commits"] if link["role"] == "resolves"]
    standing = [link for link in fixes if not link["undone_by"]]
    if ends.of(sha) in (None, "removed") or not any(ends.same(link["sha"], sha) for link in fixes):
        return
    if state["status"] in REJECTED or any(link["where"] == "mainline" for link in standing):
        return
    by = data.get("by")
    reason = f"reverted by {by[:7]}" if by else f"commit {sha[:7]} is no longer in the history"
    if standing:
        _move(state, "in_review", reason=reason)
    elif state["status"] in ("open", "resolved", "verified", "in_review"):
        _reopen(state, reason)
    else:
        state["reason"] = state["reason"] or reason


def _unlink(state: State, played: Played, data: Mapping[str, Any], ends: Ends) -> None:
    kept = state["evidence"]
    state["evidence"] = [e for e in kept if e["kind"] != "commit" or not ends.same(e["sha"], data["sha"])]


def _relink(state: State, played: Played, data: Mapping[str, Any], ends: Ends) -> None:
    for named in (*state["commits"], *state["evidence"]):
        named["sha"] = data["new"] if ends.same(named["sha"], data["old"]) else named["sha"]


def _branch(state: State, played: Played, data: Mapping[str, Any], ends: Ends) -> None:
    if data["branch"] in ends.there:
        state["branches"] = sorted({*state["branches"], data["branch"]})
        if _idle(state, played.at):
            _begin(state, played.at)


def _nothing(state: State, played: Played, data: Mapping[str, Any], ends: Ends) -> None:
    """What is only told by how it ended."""


_PLAY = {
    "start": _start,
    "resolve": _resolve,
    "verify": _verify,
    "reopen": _taken_back,
    "block": _block,
    "unblock": _unblock,
    "defer": _defer,
    "accept_risk": _accept,
    "reject": _reject,
    "tick": _tick,
    "untick": _untick,
    "note": _note,
    "assign": _assign,
    "estimate": _estimate,
    "actual": _actual,
    "evidence": _evidence,
    "link": _link,
    "reverted": _lost,
    "vanished": _lost,
    "restored": _nothing,
    "unlink": _unlink,
    "relink": _relink,
    "branch": _branch,
    "unbranch": _nothing,
}
