"""Titles that say nothing by themselves: a place in the code, a time, a verb or a topic alone.

    1. **Immediate:** Copy the ledger
    - **Add:** a second disk
    - **Monitoring:** Add an alert for the queue
    | `store/mail.py:67` | the queue is never emptied |

On a board each item stands alone, so what the line says behind such a word becomes part of the title.
"""

from __future__ import annotations

from textwrap import shorten

from tracker.importers.markdown import horizons, remedy
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.statement import Statement

_SENTENCE = regex(r"(?<=[.!?。！？])\s+")
_LONGEST = 90
"""Characters; with the key before it a title is one line of a plan."""
_LONGEST_TIME = 2
"""`Before launch` is a time; a title of more words says what happens then."""


def full_title(each: Statement) -> str:
    """Return the title of a statement, with the first sentence of its text where it needs one."""
    words = each.title.split(maxsplit=_LONGEST_TIME)
    said = _SENTENCE.split(each.facts.get("issue", ""), maxsplit=1)[0].rstrip(".")
    if not said or len(words) > _LONGEST_TIME:
        return each.title
    if len(words) == 1 and any(each.title.split(":", 1)[0] == ref.path for ref in each.files):
        return _cut(f"{each.title.rsplit('/', 1)[-1] or each.title}: {said}")
    if len(words) == 1 and (remedy.begins_with_verb(each.title) or remedy.begins_with_verb(said)):
        return _cut(f"{each.title}: {said}")
    if horizons.of_heading(each.title) and not horizons.is_counted(each.title):
        return _cut(said)
    return each.title


def _cut(text: str) -> str:
    return shorten(text, _LONGEST, placeholder=" …")
