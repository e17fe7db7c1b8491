"""A tracker in miniature, to hold the real one against: no database, no tables of rules, nothing stored.

A journal here is a list of acts. What is undone is left out of the list, and the rest is played from the
start, step by step, on one dictionary per item. It is written from the design's words about statuses, undo
and merging, and shares nothing with `tracker.domain` but the plan's own values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.model.playing import Played, State, Step, all_names, play, start_of
from tracker.domain.plan import Item, Plan


@dataclass(frozen=True)
class Act:
    """What somebody did in one go. An undo or redo has no steps but `named`, the acts it is about."""

    batch: str
    replica: str
    at: datetime
    who: str
    steps: tuple[Step, ...] = ()
    named: tuple[str, ...] = ()
    redo: bool = False
    head: str | None = None
    """The commit that was checked out."""


@dataclass
class Reference:
    """One replica's journal. The clock never runs backwards, whatever the wall clock says."""

    acts: dict[str, Act] = field(default_factory=dict)
    clock: datetime | None = None

    def next_at(self, now: datetime) -> datetime:
        """When an act is dated that is done now."""
        now = now.astimezone(UTC)
        return now if self.clock is None else max(now, self.clock + timedelta(microseconds=1))

    def add(self, act: Act) -> None:
        self.acts[act.batch] = act
        self.clock = act.at

    def merge(self, other: Reference) -> None:
        """Take over what the other one has."""
        self.acts |= other.acts
        seen = [act.at for act in other.acts.values()]
        if seen:
            self.clock = max([*seen, *([self.clock] if self.clock else [])])

    def in_order(self) -> list[Act]:
        return sorted(self.acts.values(), key=lambda act: (act.at, act.batch))

    def undone(self) -> set[str]:
        """The acts that are undone at present."""
        undone: set[str] = set()
        for act in self.in_order():
            undone = undone - {*act.named} if act.redo else undone | {*act.named}
        return undone

    def stacks(self) -> tuple[list[str], list[str]]:
        """The acts that can be undone, and those that can be redone; the next one last, as in an editor."""
        redoable: list[str] = []
        undone: set[str] = set()
        new = {batch for batch, _ in self._without_repeats()}
        for act in self.in_order():
            if act.redo:
                undone -= {*act.named}
                redoable = [batch for batch in redoable if batch in undone]
            elif act.named:
                undone |= {*act.named}
                redoable += [batch for batch in act.named if batch not in redoable]
            elif act.batch in new:
                redoable = []
        done = dict.fromkeys(batch for batch, _ in self._counting())
        return list(done), redoable

    def _without_repeats(self) -> Iterator[tuple[str, Played]]:
        """Every step with its act, but for effects that an earlier step had."""
        seen = set()
        for act in self.in_order():
            for step in act.steps:
                effect = self._effect(step)
                if effect is None or effect not in seen:
                    yield act.batch, Played(step, act.at, act.who, act.head)
                seen.add(effect)

    def _effect(self, step: Step) -> str | None:
        """What the step did once and for all; a commit that got another sha is still the same commit."""
        if step.effect is None or step.kind == "relink":
            return step.effect
        kind, item, about = step.effect.split(":", 2)
        sha, *more = re.split("([:#])", about, maxsplit=1)
        everything = (step for act in self.acts.values() for step in act.steps)
        names = [{step.data["old"], step.data["new"]} for step in everything if step.kind == "relink"]
        return ":".join((kind, item, min(all_names(sha, names)) + "".join(more)))

    def _counting(self) -> list[tuple[str, Played]]:
        """The steps that count: an effect that two acts had happened once, and is undone with either."""
        undone = self.undone()
        gone = {self._effect(step) for batch in undone for step in self.acts[batch].steps if step.effect}
        return [
            (batch, played)
            for batch, played in self._without_repeats()
            if batch not in undone and self._effect(played.step) not in gone
        ]

    def played(self) -> list[Played]:
        """The steps that count, in order."""
        return [played for _, played in self._counting()]

    def states(self, plan: Plan) -> dict[str, State]:
        """The state of every item of the plan, and of whatever else the journal knows."""
        steps = self.played()
        known = {name for item in plan.items for name in names_of(plan, item)}
        strange = {step.item for act in self.acts.values() for step in act.steps if step.item} - known
        found = {item.id: play(start_of(item), _of(steps, names_of(plan, item))) for item in plan.items}
        return found | {name: play(start_of(Item(name, "")), _of(steps, {name})) for name in strange}

    def plan_state(self) -> State:
        """Measurements by target, signatures by role, ticks by checklist and check: the last of each."""
        found: State = {"measurements": {}, "signatures": {}, "ticks": {}}
        for played in self.played():
            data = played.step.data
            if played.step.item is not None:
                continue
            if played.step.kind == "measure":
                found["measurements"][data["target"]] = (data["value"], data["met"], played.who, played.at)
            elif played.step.kind == "signoff":
                found["signatures"][data["role"]] = (data["by"], played.at)
            else:
                found["ticks"][data["list"], data["check"]] = played.step.kind == "tick"
        return found


def names_of(plan: Plan, item: Item) -> set[str]:
    """The names under which the journal may speak of the item."""
    own = {other.id for other in plan.items}
    return {item.id} | {name.upper() for name in item.was if name.upper() not in own}


def _of(steps: Iterable[Played], names: set[str]) -> list[Played]:
    return [played for played in steps if played.step.item in names]
