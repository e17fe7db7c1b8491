"""What an import found and did, for people and as JSON: what is new, changed and gone comes first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.plan import SEVERITIES, UNRATED
from tracker.domain.text import counted, one_line

if TYPE_CHECKING:
    from tracker.domain.draft import DraftPlan
    from tracker.planfile.merging import Change, Merged
    from tracker.service.reviews.importing import Import

SCHEMA = 1
MOST_LISTED = 40
_LONGEST_VALUE = 60


def report_lines(made: Import, *, written: bool, dry_run: bool) -> Iterator[str]:
    """Give the report of one import, a line each."""
    found = made.draft
    yield f"{one_line(found.source or 'the document')}, read as {made.format}: {_summary(found)}"
    if made.merged:
        yield from _merge_lines(made.merged)
    yield from _listed("to look at", [f"  ? {doubt}" for doubt in _doubts(found)])
    if not found.items and not made.merged:
        yield "nothing to remediate was found; nothing was written"
    elif dry_run:
        yield "nothing was written"
    elif written:
        yield f"wrote {made.path}; see tracker check {made.path}"
    elif made.path:
        yield f"{made.path} stays as it is: nothing has changed"


def import_values(made: Import, *, written: bool) -> dict[str, Any]:
    """Return the same as JSON values; `plan` is the text where no file was to be written."""
    merged = made.merged
    return {
        "schema": SCHEMA,
        "source": made.draft.source,
        "format": made.format,
        "title": made.draft.title,
        "items": len(made.draft.items),
        "path": str(made.path) if made.path else None,
        "written": written,
        "new": list(merged.new) if merged else [],
        "changed": [_change(change) for change in merged.changed] if merged else [],
        "gone": list(merged.gone) if merged else [],
        "back": list(merged.back) if merged else [],
        "kept": [_change(change) for change in merged.kept] if merged else [],
        "left_out": list(merged.left_out) if merged else [],
        "uncertain": [
            {"line": line, "item": item, "text": text} for line, item, text in _uncertain(made.draft)
        ],
        "plan": None if made.path else made.data.decode(),
    }


def _summary(draft: DraftPlan) -> str:
    counts = dict.fromkeys(SEVERITIES, 0)
    for item in draft.items:
        counts[item.severity.value if item.severity else UNRATED] += 1
    rated = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    others = (
        (len(draft.phases), "phase"),
        (len(draft.targets), "target"),
        (len(draft.checklists), "checklist"),
    )
    parts = [f"{counted(len(draft.items), 'item')}{f' ({rated})' if rated else ''}"]
    return ", ".join(parts + [counted(count, noun) for count, noun in others if count])


def _merge_lines(merged: Merged) -> Iterator[str]:
    moved = [change for change in merged.changed if _moved(change)]
    told = [change for change in merged.changed if not _moved(change)]
    yield from _listed("new", [f"  + {_name(name)}" for name in merged.new])
    yield from _listed("changed", [f"  ~ {_told(change)}" for change in told])
    yield from _listed("no longer in the document", [f"  - {_name(name)}" for name in merged.gone])
    yield from _listed("in the document again", [f"  + {_name(name)}" for name in merged.back])
    yield from _listed("kept as edited by hand", [f"  = {_told(change)}" for change in merged.kept])
    out = [f"  x {_name(name)}" for name in merged.left_out]
    yield from _listed("left out, because you deleted or dropped it", out)
    if moved:
        yield f"{counted(len(moved), 'item')} on other lines of the document"


def _moved(change: Change) -> bool:
    """Whether only the lines changed that state an item: nearly all do when a document grows."""
    return change.key == "source" and change.name != "plan"


def _listed(title: str, lines: Sequence[str]) -> Iterator[str]:
    if not lines:
        return
    yield f"{len(lines)} {title}:"
    yield from lines[:MOST_LISTED]
    if len(lines) > MOST_LISTED:
        yield f"  and {len(lines) - MOST_LISTED} more"


def _told(change: Change) -> str:
    return f"{_name(change.name)} {change.key}: {_value(change.old)} -> {_value(change.new)}"


def _name(name: str) -> str:
    return name.removeprefix("item.")


def _value(value: object) -> str:
    if value is None:
        return "nothing"
    shown = one_line(", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value))
    return shown if len(shown) <= _LONGEST_VALUE else shown[: _LONGEST_VALUE - 1] + "…"


def _doubts(draft: DraftPlan) -> list[str]:
    return [
        (f"line {line}: " if line else "") + (f"{item}: " if item else "") + one_line(text)
        for line, item, text in _uncertain(draft)
    ]


def _uncertain(draft: DraftPlan) -> list[tuple[int, str | None, str]]:
    """Line (0 for the whole), item and doubt."""
    notes: list[tuple[int, str | None, str]] = [
        (note.line, None, one_line(note.text)) for note in draft.notes
    ]
    for item in draft.items:
        line = item.source[0][0] if item.source else 0
        notes += [(line, one_line(item.id or item.title), one_line(text)) for text in item.uncertain]
    return notes


def _change(change: Change) -> dict[str, Any]:
    return {"name": change.name, "key": change.key, "old": _json(change.old), "new": _json(change.new)}


def _json(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case list() | tuple():
            return [_json(element) for element in value]
        case dict():
            return {key: _json(element) for key, element in value.items()}
    return value
