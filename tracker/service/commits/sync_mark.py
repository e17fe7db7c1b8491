"""How far the last sync of a plan came: what the next one starts from."""

from __future__ import annotations

import json
from pathlib import Path

from tracker.domain.commit import Scan
from tracker.domain.frozen import frozen
from tracker.service.commits.drifting import Look
from tracker.store.scan import read_scan


@frozen
class SyncMark:
    """What a sync left behind; all of it is None before the first one."""

    scan: Scan | None = None
    event: str | None = None
    """The newest event of the plan."""
    mainline: str | None = None
    """The mainline that was asked for last; it stays until another is."""
    files: str | None = None
    """A digest of what the plan named."""
    look: Look | None = None
    """The last look at that code."""
    plan: str | None = None
    """The content of the plan's file and our rules, as `up_to_date.read_by` says it."""
    text: str | None = None
    """As it was stored, to tell whether somebody else has synced since."""

    @classmethod
    def read(cls, database: Path, plan_id: str) -> SyncMark:
        """Return the mark of the plan with this id; raises StoreError."""
        text = read_scan(database, plan_id)
        if text is None:
            return cls()
        try:
            values = json.loads(text)
            scan, look = Scan.from_json(values["scan"]), Look.from_json(values.get("look"))
            return cls(
                scan, values["event"], values["mainline"], values.get("files"), look, values.get("plan"), text
            )
        except (ValueError, KeyError, TypeError):
            return cls(text=text)  # of another version, or damaged: everything is read again

    def to_json(self) -> str:
        """Return the text to be stored; raises nothing for a mark that has a scan."""
        assert self.scan is not None
        return json.dumps(
            {
                "scan": self.scan.to_json(),
                "event": self.event,
                "mainline": self.mainline,
                "files": self.files,
                "look": self.look.to_json() if self.look else None,
                "plan": self.plan,
            }
        )
