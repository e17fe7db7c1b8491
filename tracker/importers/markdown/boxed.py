"""Work whose steps are boxes: `### 0.1 Scrub the logs (2 days)`, what is wrong, and a list of boxes to tick.

Beneath the heading of a phase, a heading with an effort of its own is one thing to do. What stands between it
and the boxes says why, and the boxes say when it is done: they are its checks. Without such a text the
heading may as well be that of a group, and its boxes the work.
"""

from __future__ import annotations

from dataclasses import replace

from tracker.domain.plan import Claim
from tracker.importers.markdown import horizons, remedy
from tracker.importers.markdown.statement import Around, Statement
from tracker.importers.markdown.titles import Titled, titled
from tracker.importers.markdown.tree import Block, Listing, Paragraph, Rule, Section, Table


def is_boxed_work(section: Section, title: Titled, around: Around) -> bool:
    """Tell whether a heading with an effort, a text beneath it and then boxes alone is one thing to do."""
    if not title.effort or around.phase is None or section.sections:
        return False
    told = bool(section.blocks) and isinstance(section.blocks[0], Paragraph)
    others = any(isinstance(block, Table) for block in section.blocks)
    return told and not others and bool(section.lists) and all(map(_is_boxes, section.lists))


def heads_boxes(section: Section) -> bool:
    """Tell whether nothing but boxes stands beneath a heading, several of them: `⚠️ Not ready`."""
    others = any(not isinstance(block, Listing | Rule) for block in section.blocks)
    return len(section.entries) > 1 and not others and all(map(_is_boxes, section.lists))


def heads_tasks(section: Section) -> bool:
    """Tell whether most of the boxes that alone stand beneath a heading ask for work: `Tests (CRITICAL)`."""
    if not heads_boxes(section):
        return False
    asked = [remedy.begins_with_verb(titled(entry.title).text) for entry in section.entries]
    return sum(asked) * 2 > len(asked)


def estimates(section: Section | None, around: Around) -> bool:
    """Tell whether a heading in a phase seems to be one only for how long it takes: `Scrub it (2 days)`."""
    if section is None or section.title is None or around.phase is None:
        return False
    title = titled(section.title)
    return bool(title.effort) and horizons.of_heading(title.text) is None


def ticked_off(statement: Statement) -> Statement:
    """Return such work as done where every box is ticked, and nothing else says what became of it."""
    done = statement.claim is None and statement.checks and all(check.done for check in statement.checks)
    return replace(statement, claim=Claim.DONE) if done else statement


def _is_boxes(block: Block) -> bool:
    return isinstance(block, Listing) and all(entry.ticked is not None for entry in block.entries)
