"""How forms read what is typed, beyond the domain's own parsers."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from tracker.domain.age import parse_day
from tracker.domain.fileref import parse_fileref

_URL = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)


def later_day(today: date) -> Callable[[str], date]:
    """Return a reader of days after `today`; it raises ValueError with the reason."""

    def read(text: str) -> date:
        found = parse_day(text, today)
        if found <= today:
            raise ValueError(f"{found} is not after today")
        return found

    return read


def evidence_problem(kind: str, ref: str) -> str | None:
    """Return why `ref` is no evidence of its kind, or None; that it exists is looked up elsewhere."""
    if not ref:
        return f"the {kind} is needed"
    if kind == "url" and not _URL.fullmatch(ref):
        return f"{ref} is no http or https address"
    if kind == "commit" and (" " in ref or ref.startswith("-")):
        return f"{ref} is no commit; write a sha, a branch or HEAD"
    if kind == "file":
        try:
            parse_fileref(ref)
        except ValueError as error:
            return str(error)
    return None
