"""What is remembered of a commit, and of a scan, so that the next scan reads only what is new."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, field, fields, replace
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter
from sys import intern
from typing import Any

from tracker.domain.frozen import frozen
from tracker.domain.meaning import Meaning, Revert
from tracker.domain.text import one_line

_LATEST = 221_845_392_000
"""The year 9000: later times cannot be told in every zone, as Python's calendar ends with 9999."""
_BRANCHES = "refs/heads/"
_REMOTES = "refs/remotes/"


@frozen
class Commit:
    """A commit as git stores it, names through the mailmap. Text is decoded, not yet made safe to show."""

    sha: str
    parents: tuple[str, ...]
    author: str
    email: str
    authored_at: datetime
    committed_at: datetime
    message: str

    @property
    def subject(self) -> str:
        """The first line, safe to show."""
        return one_line(self.message.strip().partition("\n")[0])[:500]


@frozen
class Hit:
    """A commit that says something of the plan's items, or takes back one that does. Times are UTC."""

    sha: str
    subject: str
    author: str
    email: str
    authored_at: datetime
    committed_at: datetime
    meaning: Meaning
    undoes: tuple[str, ...] = ()
    """Shas of the hits it reverts, all of them among its own ancestors."""
    mainline: bool = True
    branch: str | None = None
    """A branch that holds the commit, where the mainline does not."""
    patch_id: str | None = None
    """Known only where another hit looks like the same change."""

    @classmethod
    def of(cls, commit: Commit, meaning: Meaning) -> Hit:
        """Return the hit that a commit is by what is made of it; where it stands is not known yet."""
        return cls(
            sha=commit.sha,
            subject=commit.subject,
            author=intern(one_line(commit.author)),
            email=intern(one_line(commit.email)),
            authored_at=commit.authored_at,
            committed_at=commit.committed_at,
            meaning=meaning,
        )

    def under(self, names: Mapping[str, str]) -> Hit:
        """Return the hit with its items called as they are now, by upper-case name."""

        def now(item: str) -> str:
            return names.get(item.upper(), item)

        said = self.meaning
        found = replace(
            said,
            resolves=tuple(map(now, said.resolves)),
            refs=tuple(map(now, said.refs)),
            ticks=tuple((now(item), check) for item, check in said.ticks),
            verified_by=tuple((now(item), name) for item, name in said.verified_by),
            actuals=tuple((now(item), hours) for item, hours in said.actuals),
        )
        return replace(self, meaning=found)

    def to_json(self) -> str:
        """Return the hit as one JSON text; `from_json` reads it back."""
        times = {"authored_at": self.authored_at.isoformat(), "committed_at": self.committed_at.isoformat()}
        return _encode(_values(self) | times)

    @classmethod
    def from_json(cls, text: str) -> Hit:
        """Return the hit that `to_json` wrote."""
        values = json.loads(text)
        values["authored_at"] = datetime.fromisoformat(values["authored_at"])
        values["committed_at"] = datetime.fromisoformat(values["committed_at"])
        values["meaning"] = _meaning(values["meaning"])
        values["undoes"] = tuple(values["undoes"])
        return cls(**values)


@frozen
class Scan:
    """What a scan saw, to compare the next one with."""

    tips: Mapping[str, str] = field(default_factory=dict)
    """Shas by full ref name, and by `HEAD` where no branch is checked out."""
    mainline: str | None = None
    """The ref taken as the mainline; None in a repository without commits."""
    head: str | None = None
    shallow: str = ""
    """The boundary of a shallow clone, as git keeps it."""
    known: str = ""
    """A digest of the names and rules by which messages were read."""
    signature: str = ""
    """A digest of everything whose change makes a new scan worth while."""
    followed: Mapping[str, str | None] = field(default_factory=dict)
    """Where commits are that a person linked: a branch by sha, None for the mainline."""

    @property
    def mainline_tip(self) -> str | None:
        """The newest commit of the mainline."""
        return self.tips.get(self.mainline) if self.mainline else None

    def goes_on(self, known: str, shallow: str) -> bool:
        """Tell whether the next scan, by those rules and in that boundary, has only to read what is new."""
        return bool(self.tips) and self.known == known and self.shallow == shallow

    def topics(self, *, named: bool) -> tuple[str, ...]:
        """Return the short names of the local branches that may be about items: all but the mainline.

        `named` says that somebody chose the mainline. One that only is it because it is checked out, where
        there is no main, master or origin, stays the branch of whoever works on it.
        """
        mainline = self.mainline or ""
        if mainline.startswith(_REMOTES):
            mainline = _BRANCHES + mainline.removeprefix(_REMOTES).partition("/")[2]
        elif not named:
            mainline = ""
        refs = (ref for ref in self.tips if ref.startswith(_BRANCHES) and ref != mainline)
        return tuple(ref.removeprefix(_BRANCHES) for ref in refs)

    def to_json(self) -> str:
        """Return the scan as one JSON text; `from_json` reads it back."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Scan:
        """Return the scan that `to_json` wrote; raises ValueError or TypeError for anything else."""
        scan = cls(**json.loads(text))
        for found in (scan.tips, scan.followed):
            if not all(isinstance(name, str | None) for name in dict(found).values()):
                raise TypeError("a scan names something else than commits and branches")
        return scan


def _plain(value: Any) -> object:
    """What JSON can hold of a value within a hit: what is empty there is left out."""
    return {name: found for name, found in _values(value).items() if found}


def _values(value: Any) -> dict[str, Any]:
    """The fields of a value by name; `asdict` copies what is within as well, which takes far longer."""
    names, read = _reader(value.__class__)
    return dict(zip(names, read(value), strict=True))


@cache
def _reader(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """The names of the fields, and what reads them all at once."""
    names = tuple(each.name for each in fields(kind))
    return names, attrgetter(*names)


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain).encode


def utc(seconds: str) -> datetime:
    """Return the time `seconds` after the epoch, which git writes as text; absurd ones become the epoch."""
    known = seconds.isdecimal() and len(seconds) < 13 and int(seconds) < _LATEST
    return datetime.fromtimestamp(int(seconds) if known else 0, UTC)


def _meaning(values: dict[str, Any]) -> Meaning:
    def tuples(value: Any) -> Any:
        return tuple(tuples(entry) for entry in value) if isinstance(value, list) else value

    reverts = tuple(Revert(**revert) for revert in values.pop("reverts", ()))
    return Meaning(**{name: tuples(value) for name, value in values.items()}, reverts=reverts)
