"""Titles out of running text: scanners say in a paragraph what an item says in a line."""

from __future__ import annotations

import re

from tracker.domain.text import one_line
from tracker.importers.limits import cut

LONGEST_TITLE = 120
_END = re.compile(r"(?<=[^\W\d_]{2}[.!?])\s|(?<=[。！？])|\n\s*\n")


def sentence(text: str) -> str:
    """Return the first sentence of a text as a title: one line, without the full stop, not too long."""
    first = one_line(_END.split(text.strip(), maxsplit=1)[0])
    return cut(first.rstrip(".。 ") or one_line(text), LONGEST_TITLE)
