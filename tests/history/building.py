"""Real repositories made with plain git, and a journal in memory to sync them into."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.copies import copy_made
from tracker.domain.commit import Hit, Scan
from tracker.domain.effects import effects
from tracker.domain.event import Draft, Event
from tracker.domain.fold import fold_item
from tracker.domain.plan import Check, Item, Plan
from tracker.domain.state import ItemState, Status, initial_state
from tracker.history.scan import ScanResult, scan

EPOCH = 1_700_000_000
IDS = ("SEC-1", "SEC-2", "SEC-3", "SEC-9", "SEC-10", "SEC-100", "DB-POOL", "SHUTDOWN")


def plan_of(*ids: str) -> Plan:
    """Return a plan with these items; each has the checks `limit` and `alert`."""
    checks = (Check("limit", "Set the limit"), Check("alert", "Add the alert"))
    return Plan("review", "Review", items=tuple(Item(id, f"Title of {id}", checks=checks) for id in ids))


class Repo:
    """A repository whose commits are a minute apart, so that every run makes the same ones."""

    def __init__(self, path: Path, *, made: bool = False) -> None:
        self.path = path
        self.minutes = 0
        if not made:
            copy_made(_initialised, path)

    def git(self, *arguments: str, stdin: str | bytes | None = None, **environment: str) -> str:
        """Run git in the repository and return what it prints."""
        data = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.path,
            env={**os.environ, **environment},
            input=data if data is not None else b"",
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode("utf-8", "replace").strip()

    def dates(self, minutes: int | None = None) -> dict[str, str]:
        """Return the environment that dates the next commit."""
        self.minutes += 1
        at = f"{EPOCH + 60 * (self.minutes if minutes is None else minutes)} +0000"
        return {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}

    def commit(
        self, message: str | bytes, *, file: str | None = None, text: str | None = None, **environment: str
    ) -> str:
        """Commit a change of one file (one of its own by default) and return the sha."""
        dates = self.dates()
        name = file or f"file-{self.minutes}.txt"
        (self.path / name).parent.mkdir(parents=True, exist_ok=True)
        (self.path / name).write_text(text if text is not None else f"{self.minutes}\n")
        self.git("add", "--", name)
        options = ("--allow-empty", "--allow-empty-message", "--cleanup=verbatim")
        self.git("commit", "-q", *options, "-F", "-", stdin=message, **{**dates, **environment})
        return self.head()

    def head(self) -> str:
        """Return the sha that is checked out, without git where a file says it."""
        try:
            reference = (self.path / ".git" / "HEAD").read_text().removeprefix("ref: ").strip()
            return (self.path / ".git" / reference).read_text().strip()
        except OSError:  # detached, packed, a work tree
            return self.git("rev-parse", "HEAD")

    def switch(self, branch: str, *, new: bool = False, at: str | None = None) -> None:
        """Check out a branch."""
        self.git("checkout", "-q", *(["-b"] if new else []), branch, *([at] if at else []))

    def merge(self, branch: str, message: str = "Merge it") -> str:
        """Merge a branch with a merge commit and return its sha."""
        self.git("merge", "-q", "--no-ff", "-m", message, branch, **self.dates())
        return self.head()

    def revert(self, sha: str, *arguments: str) -> str:
        """Revert a commit as `git revert` does and return the sha of the revert."""
        self.git("revert", "--no-edit", *arguments, sha, **self.dates())
        return self.head()

    def pick(self, sha: str, *arguments: str) -> str:
        """Cherry-pick a commit and return the sha of the copy."""
        self.git("cherry-pick", *arguments, sha, GIT_COMMITTER_DATE=self.dates()["GIT_COMMITTER_DATE"])
        return self.head()

    def amend(self, message: str | None = None) -> str:
        """Amend the last commit, its message too where one is given, and return the new sha."""
        said = ["-m", message] if message else ["--no-edit"]
        self.git("commit", "-q", "--amend", *said, GIT_COMMITTER_DATE=self.dates()["GIT_COMMITTER_DATE"])
        return self.head()

    def prune(self) -> None:
        """Throw away what no branch holds, as time does."""
        self.git("reflog", "expire", "--expire=now", "--all")
        self.git("gc", "-q", "--prune=now")


def _initialised(folder: Path) -> None:
    """What `git init` makes, without the fourteen examples of hooks."""
    subprocess.run(["git", "init", "-q", "-b", "main", "--template=", str(folder)], check=True)
    for name in ("hooks", "info"):
        (folder / ".git" / name).mkdir(exist_ok=True)


@dataclass
class Journal:
    """What the store does with the outcome of a scan, in memory."""

    root: Path
    plan: Plan
    mainline: str | None = None
    scan: Scan | None = None
    hits: dict[str, Hit] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    undone: set[str] = field(default_factory=set)
    last: ScanResult | None = None

    def sync(self) -> list[Event]:
        """Scan, write what the commits did, and return the new events."""
        result = scan(
            self.root,
            self.plan.id_by_name,
            self.scan,
            self.hits,
            mainline=self.mainline,
            keywords=self.plan.keywords,
            hours_per_day=self.plan.team.hours_per_day,
        )
        drafts = effects(
            self.plan,
            result.hits.values(),
            vanished=result.vanished,
            relinked=result.relinked,
            branches=result.scan.topics(named=self.mainline is not None),
            done={event.effect for event in self.events if event.effect},
        )
        self.last = result
        self.scan = Scan.from_json(result.scan.to_json())
        self.hits = {sha: Hit.from_json(hit.to_json()) for sha, hit in result.hits.items()}
        assert self.hits == dict(result.hits)
        return self.write(drafts)

    def write(self, drafts: Iterable[Draft]) -> list[Event]:
        """Append events for the drafts."""
        first = len(self.events)
        keys = {event.effect for event in self.events if event.effect}
        for draft in drafts:
            assert draft.effect not in keys, draft
            number = len(self.events)
            at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=number)
            self.events.append(
                Event(
                    id=str(number),
                    replica="r",
                    seq=number,
                    plan=self.plan.id,
                    item=draft.item,
                    kind=draft.kind,
                    payload=draft.payload,
                    actor="git",
                    at=at,
                    batch=str(first),
                    effect=draft.effect,
                )
            )
        return self.events[first:]

    def undo(self, events: Iterable[Event]) -> None:
        """Take events back, as `undo` does: they stay in the journal and count no more."""
        self.undone |= {event.id for event in events}

    def state(self, item: str) -> ItemState:
        """Return the folded state of an item."""
        events = [event for event in self.events if event.item == item and event.id not in self.undone]
        return fold_item(initial_state(self.plan.item_by_id[item].claim), events)

    def status(self, item: str) -> Status:
        """Return where an item stands."""
        return self.state(item).status

    def kinds(self, item: str) -> list[str]:
        """Return the kinds of the item's events, in order."""
        return [event.kind.value for event in self.events if event.item == item]
