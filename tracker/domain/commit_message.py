"""A commit message that says what it does to items, in the form in which git itself writes trailers."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.trailers import trailer_start


def commit_message(paragraphs: Sequence[str], trailer: str, items: Sequence[str]) -> str:
    """Return a message of `paragraphs` (the first is the subject) with a trailer that lists items.

    It ends with a newline. A trailer block that is there already is continued, as `git interpret-trailers`
    does, unless it ends with the same line.
    """
    text = "\n\n".join(part for part in (paragraph.strip("\n") for paragraph in paragraphs) if part.strip())
    lines = [line.rstrip() for line in text.split("\n")]
    line = f"{trailer}: {', '.join(items)}"
    has_block = trailer_start(lines) < len(lines)
    if has_block and lines[-1] == line:
        return "\n".join([*lines, ""])
    return "\n".join([*lines, *([] if has_block else [""]), line, ""])


def offered_subject(titles: Sequence[str]) -> str:
    """Return the subject to offer for work on items with these titles; git would drop a comment."""
    return "; ".join(title.lstrip("# ") for title in titles)
