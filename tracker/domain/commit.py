"""What is remembered of a commit, and of a scan, so that the next scan reads only what is new."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, field
from datetime import UTC, datetime
from typing import Any

from tracker.domain.frozen import frozen
from tracker.domain.message import Meaning, Revert
from tracker.domain.text import one_line


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

    def to_json(self) -> str:
        """Return the hit as one JSON text; `from_json` reads it back."""
        values = asdict(self)
        values["authored_at"] = self.authored_at.isoformat()
        values["committed_at"] = self.committed_at.isoformat()
        values["meaning"] = {name: value for name, value in values["meaning"].items() if value}
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"))

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

    @property
    def mainline_tip(self) -> str | None:
        """The newest commit of the mainline."""
        return self.tips.get(self.mainline) if self.mainline else None

    def to_json(self) -> str:
        """Return the scan as one JSON text; `from_json` reads it back."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Scan:
        """Return the scan that `to_json` wrote."""
        return cls(**json.loads(text))


def utc(seconds: str) -> datetime:
    """Return the time `seconds` after the epoch, which git writes as text; absurd ones become the epoch."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)


def _meaning(values: dict[str, Any]) -> Meaning:
    def tuples(value: Any) -> Any:
        return tuple(tuples(entry) for entry in value) if isinstance(value, list) else value

    reverts = tuple(Revert(**revert) for revert in values.pop("reverts", ()))
    return Meaning(**{name: tuples(value) for name, value in values.items()}, reverts=reverts)
