"""The texts of an audit bundle that are its own: an index of the evidence, and what the folder is.

The other files are reports, the plan, the journal and the copies, as they are everywhere.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from tracker.domain.frozen import frozen
from tracker.domain.plan import Plan
from tracker.domain.text import counted
from tracker.exporters.csv_export import cell
from tracker.exporters.documents import utc
from tracker.exporters.markdown_text import code, text

COPIES = "evidence"
OUTPUTS = "outputs"
MANIFEST = "MANIFEST.sha256"


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of evidence in the index, its fields the keys and columns there. Paths are of the bundle."""

    item: str | None
    id: str
    kind: str
    ref: str
    at: str | None
    by: str
    attested_by: str | None
    commit: str | None
    dirty: bool
    passed: bool | None
    digest: str | None
    size: int | None
    copy: str | None
    """Where its copy is; None where none was kept, or it is lacking."""
    copy_state: str | None
    """What became of the copy: present, missing, altered, unreadable, elsewhere, or not kept."""
    output: str | None
    """Where the end of what a command printed is."""
    stale: str | None
    """Why it does not count any more."""
    counts: bool
    """Whether it makes the present state; what was undone or taken back does not."""


@frozen
class Contents:
    """What a bundle tells of."""

    plan: Plan
    as_of: datetime
    head: str | None
    entries: tuple[Entry, ...]
    lacking: tuple[str, ...]
    """Copies that should be there and are not, a line each."""
    elsewhere: int
    """Copies that are with other people's journals."""


def index_json(contents: Contents) -> str:
    """Return the index for machines."""
    document = {
        "schema": 1,
        "plan": {"id": contents.plan.id, "title": contents.plan.title},
        "as_of": utc(contents.as_of),
        "head": contents.head,
        "evidence": [asdict(entry) for entry in contents.entries],
        "lacking": list(contents.lacking),
        "elsewhere": contents.elsewhere,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def index_csv(entries: Sequence[Entry]) -> str:
    """Return the index for spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(Entry.__dataclass_fields__)
    writer.writerows([cell(value) for value in asdict(entry).values()] for entry in entries)
    return out.getvalue()


def readme(contents: Contents) -> str:
    """Return what the folder is and how it is checked, as Markdown."""
    head = f", the repository at commit {code(contents.head)}" if contents.head else ""
    return f"""\
# Audit bundle: {text(contents.plan.title)}

As of {utc(contents.as_of)}{head}. {counted(len(contents.entries), "piece")} of evidence.

## How to check it

    sha256sum -c {MANIFEST}

in this folder (`shasum -a 256 -c {MANIFEST}` on macOS) says of each file whether it is as it was written.
Whoever hands the bundle on should hand on the SHA-256 of `{MANIFEST}` itself by another way.

## What is in it

- `report.md`, `report.html`: where the plan stands, for people
- `plan.toml`: the plan, as it is in the repository
- `journal.jsonl`: every event of the journal, one JSON object a line, each with the hash of the one before
- `{COPIES}.json`, `{COPIES}.csv`: every piece of evidence of the plan: who, when, at which commit, its copy
- `{COPIES}/`: the copies, each named by the SHA-256 of its content; those that no line of the index names
  belong to other plans of the same journal
- `{OUTPUTS}/`: what proof commands printed, the end of it

{_lacking(contents)}"""


def _lacking(contents: Contents) -> str:
    lines = [f"- {text(line)}" for line in contents.lacking]
    said = "Every copy that was kept in this journal is here, and is what was recorded.\n"
    if lines:
        said = "\n".join(["**Not everything is here:**", "", *lines, ""])
    if contents.elsewhere:
        theirs = "copy is" if contents.elsewhere == 1 else "copies are"
        said += f"\n{contents.elsewhere} {theirs} with the journals of others, from which the events came.\n"
    return said
