"""Reads made-up reviews for the tests."""

from __future__ import annotations

from tracker.domain.draft import DraftItem, DraftPlan
from tracker.importers.markdown.read import read_markdown


def plan(text: str) -> DraftPlan:
    """Return the draft of a document."""
    return read_markdown(text.encode(), "review.md")


def titles(text: str) -> list[str]:
    """Return the titles of what is drafted from a document."""
    return [item.title for item in plan(text).items]


def only(text: str) -> DraftItem:
    """Return the one item of a document."""
    (item,) = plan(text).items
    return item
