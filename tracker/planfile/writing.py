"""A drafted plan as a plan file that people read: in the order and style of one that was written by hand.

What an importer was unsure of stands twice: in a list at the top, to work through, and above the item it
concerns, to be deleted with the doubt.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from tracker.domain.draft import DraftPlan
from tracker.domain.import_choices import Choices
from tracker.domain.text import counted, one_line
from tracker.errors import PlanError
from tracker.planfile.decided import Decided, decided
from tracker.planfile.drafting import Drafted
from tracker.planfile.entry import Entry
from tracker.planfile.imported import records_for, records_text
from tracker.planfile.rendering import WIDTH, key_text, pair_text
from tracker.planfile.toml import LARGEST_FILE

MOST_LISTED = 200
"""Doubts listed at the top; more than these are counted there, and stand at their items alone."""
_SECTIONS = {
    "area": "areas",
    "phase": "phases, in working order",
    "item": "items",
    "checklist": "checklists",
    "target": "targets",
    "decision": "decisions",
    "signoff": "sign-offs",
}


def plan_text(draft: DraftPlan, choices: Choices | None = None) -> str:
    """Return a plan file, which `load_plan` accepts, of whatever was drafted, as it was decided about.

    Raises PlanError where it would be larger than a plan can be.
    """
    return text_of_plan(draft, decided(draft, choices or Choices()))


def text_of_plan(draft: DraftPlan, found: Decided) -> str:
    """Return the plan file of tables that were decided about; what was dropped is remembered alone."""
    written = tuple(entry for entry in found.entries if entry.name not in found.dropped)
    parts = [head_text(draft, Drafted(written, found.remarks)), "schema = 1\n"]
    section = "plan"
    for entry in written:
        if entry.path[0] != section:
            section = entry.path[0]
            parts.append(f"# --- {_SECTIONS[section]} ---\n")
        parts.append(entry_text(entry))
    parts.append(records_text(records_for(found.stated)))
    text = "\n".join(parts)
    if len(text.encode()) > LARGEST_FILE:
        raise PlanError(
            f"the plan would be larger than {LARGEST_FILE // 1024 // 1024} MB",
            hint="import a part of the document",
        )
    return text


def entry_text(entry: Entry) -> str:
    """Return one table with its comments, ending in a line end."""
    header = f"[{'.'.join(map(key_text, entry.path))}]"
    pairs = (pair_text(key, value) for key, value in entry.values.items())
    return "\n".join([*_comments(entry.comments), header, *pairs]) + "\n"


def head_text(draft: DraftPlan, found: Drafted) -> str:
    """Return the comment at the top of the file: where it comes from, and what to look at first."""
    source = f" from {one_line(draft.source)}" if draft.source and one_line(draft.source) else ""
    lines = [f"Drafted{source}: read it, correct it, then see `tracker check` and `tracker status`."]
    doubts = [*_noted(draft), *found.remarks, *_item_doubts(found.entries)]
    if doubts:
        lines += ["", f"{counted(len(doubts), 'thing')} to look at:"]
        lines += [f"- {doubt}" for doubt in doubts[:MOST_LISTED]]
        if len(doubts) > MOST_LISTED:
            lines.append(f"- and {len(doubts) - MOST_LISTED} more, at the items")
    return "\n".join(_comments(lines)) + "\n"


def _noted(draft: DraftPlan) -> Iterable[str]:
    for note in draft.notes:
        told = one_line(note.text)
        if told:
            yield f"line {note.line}: {told}" if note.line else told


def _item_doubts(entries: Sequence[Entry]) -> Iterable[str]:
    return (f"{entry.path[-1]}: {comment}" for entry in entries for comment in entry.comments)


def _comments(lines: Iterable[str]) -> list[str]:
    """Lines of comment, wrapped; what goes on is indented."""
    found: list[str] = []
    for line in lines:
        wrapped = textwrap.wrap(
            one_line(line), WIDTH - 2, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
        )
        found += [f"# {part}" for part in wrapped] or ["#"]
    return found
