"""Checklists in two halves, before and after one event: `Pre-Deployment`, `Deployment`, `Post-Deployment`.

One such heading alone names a kind of check. Where the same event has a before and an after, side by side,
they are the stages in which the boxes have to be ticked.
"""

from __future__ import annotations

from functools import lru_cache

from tracker.importers.markdown.hints import Wording, is_wide
from tracker.importers.markdown.keeping import remembered
from tracker.importers.markdown.numbering import folded_words
from tracker.importers.markdown.patterns import regex
from tracker.importers.markdown.tree import Section

_EVENT = r"([^\W\d_]{4,20}(?:[- ]live)?)"
_BEFORE = Wording(
    rf"(?:pre[- ]?|(?:before|vor|avant|antes|prima|voor|przed|до|перед) (?:(?:the|de[mnr]?|das|la|le|l'|"
    rf"el|d[aeo]l?|"
    rf"o|il|het) )*){_EVENT}"
)
_AFTER = Wording(
    rf"(?:post[- ]?|(?:after|nach|apres|despues|depois|dopo|na|po|после) (?:(?:the|de[mnr]?|das|la|le|l'|"
    rf"el|d[aeo]l?|"
    rf"o|il|het) )*){_EVENT}"
)
_WIDE_BEFORE, _WIDE_AFTER = regex(r"^(\w{2,6}?)前"), regex(r"^(\w{2,6}?)[后後]")


@remembered
def has_both_halves(section: Section) -> bool:
    """Tell whether one heading beneath this one is before what another is after."""
    names = [_plain(child.text) for child in section.sections if child.title is not None]
    before = {event for name in names if (event := _event(name, after=False))}
    return bool(before) and any(_event(name, after=True) in before for name in names)


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    return folded_words(text)


def _event(name: str, *, after: bool) -> str:
    narrow, wide = (_AFTER, _WIDE_AFTER) if after else (_BEFORE, _WIDE_BEFORE)
    found = wide.match(name) if is_wide(name) else narrow.match(name)
    return found[1] if found else ""
